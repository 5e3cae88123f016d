"""What the pages of pay say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from ridgeway.core.words import day as day_words
from ridgeway.core.words import number, pounds
from ridgeway.domains.pay import permissions
from ridgeway.domains.pay.models import Supplement, SupplementScope
from ridgeway.domains.pay.states import SupplementState
from ridgeway.insight.pay import Effect, Interval, Side, more_than
from ridgeway.web.guards import Asked

from .changing import link

S = SupplementState
TAGS = {
    S.DRAFTED: "dashed", S.PROPOSED: "due", S.APPROVED: "accent", S.UNDER_NOTICE: "due", S.ENDED: "notice", S.REFUSED: "notice", S.DROPPED: "notice",
}  # fmt: skip
WAYS = (("pay", "Market supplements"), ("pay_incentives", "Incentives"), ("pay_grades", "Grades and on-costs"))
RUNNING = (S.APPROVED, S.UNDER_NOTICE)
SOON = dt.timedelta(days=60)
FEW = 5


def ways(asked: Asked, here: str) -> list[tuple[str, str, bool]]:
    """The pages of pay: words, address, whether it is this one."""
    return [(words, link(name, asked), name == here) for name, words in WAYS]


def amount_of(row: Supplement) -> str:
    """10% of pay, £2,500 a year."""
    amount = number(row.amount)
    return f"{amount}% of pay" if row.basis == "percent" else f"{pounds(row.amount)} a year"


def state_tag(row: Supplement) -> tuple[str, str]:
    """The kind of tag and the words of a supplement's state."""
    return TAGS[SupplementState(row.state)], row.get_state_display()


@dataclass(frozen=True, slots=True)
class Line:
    """A supplement in the list."""

    row: Supplement
    url: str
    tag: tuple[str, str]
    amount: str
    scopes: str
    is_due: bool
    is_over: bool

    @property
    def due_words(self) -> str:
        """What the page says of a review that is due."""
        day = day_words(self.row.next_review_on)
        return f"The review of {self.row} was due on {day}." if self.is_over else f"The review of {self.row} is due on {day}."  # fmt: skip


def is_running(row: Supplement) -> bool:
    return row.state in RUNNING


def whom(scopes: Iterable[SupplementScope]) -> list[str]:
    """Whom a supplement is for, the teams of the same roles and grades named together."""
    found: dict[str, list[str]] = {}
    for scope in scopes:
        what = ", ".join(str(part) for part in (scope.role, scope.grade) if part) or "Everybody"
        found.setdefault(what, []).append(str(scope.team) if scope.team else "every team")
    by_teams: dict[str, list[str]] = {}
    for what, teams in found.items():
        by_teams.setdefault(", ".join(teams), []).append(what)
    return [f"{', '.join(what)} in {teams}" for teams, what in by_teams.items()]


def listed(asked: Asked, row: Supplement, scopes: str) -> Line:
    """A supplement as its line shows it; its review is due from two months before the day on."""
    due = is_running(row) and row.next_review_on is not None and row.next_review_on <= asked.on + SOON
    over = bool(due and row.next_review_on and row.next_review_on < asked.on)
    return Line(row, link("pay_supplement", asked, supplement=row.pk), state_tag(row), amount_of(row), scopes, due, over)  # fmt: skip


def acts_of(request: HttpRequest, asked: Asked, row: Supplement) -> list[tuple[str, str, bool]]:
    """What this person can do with it now: words, address, whether it is the main thing."""
    edits, decides = permissions.can_edit(request.user, asked.council), permissions.can_approve(request.user, row)
    drafting = [
        ("Change", "change", False),
        ("Say whom it is for", "scope", False),
        ("Add evidence", "evidence", False),
    ]
    by_state: dict[str, list[tuple[str, str, bool]]] = {
        S.DRAFTED: [*drafting, ("Drop", "drop", False), ("Put up for approval", "propose", True)] if edits else [],
        S.PROPOSED: ([("Take back", "take_back", False)] if edits else [])
        + ([("Refuse", "refuse", False), ("Approve", "approve", True)] if decides else []),
        S.APPROVED: ([("Add evidence", "evidence", False), ("Record a review", "review", True)] if edits else [])
        + ([("Give notice", "notice", False)] if decides else []),
        S.UNDER_NOTICE: [("Renew", "renew", False), ("Close", "end", True)] if decides else [],
    }
    return [(words, link(f"pay_supplement_{act}", asked, supplement=row.pk), main) for words, act, main in by_state.get(row.state, [])]  # fmt: skip


def effect_rows(effect: Effect) -> list[tuple[str, list[str]]]:
    """The four groups as rows of a table: leavers and person-years, leavers per hundred a year, posts filled, median days empty."""
    sides = (
        ("Got it, before", effect.before), ("Got it, after", effect.after),
        ("Beside them, before", effect.beside_before), ("Beside them, after", effect.beside_after),
    )  # fmt: skip
    return [(words, _cells(side)) for words, side in sides if side is not None]


def _cells(side: Side) -> list[str]:
    rate, (filled, of) = side.leavers.per_hundred, side.fill
    return [
        number(side.leavers.years, 1), str(side.leavers.events),
        "–" if rate is None else number(rate, 1) if side.leavers.events >= FEW else "too few to say",
        f"{filled} of {of}", "–" if not of else f"{number(100 * filled / of, 1)}%" if of >= FEW else "too few to say",
        "–" if side.median_days is None else f"{number(side.median_days, 0)} ({len(side.days)} posts)" if len(side.days) >= FEW else "too few to say",
    ]  # fmt: skip


def effect_words(effect: Effect) -> list[str]:
    """What can be said of the change, and what cannot: "after", never "because"."""
    if effect.why:
        return [effect.why]
    found = []
    if (times := effect.turnover) is not None:
        few = " One of the four counts is under five, so this says very little." if effect.fewest < FEW else ""
        sure = "so chance alone may explain the difference" if times.holds(1) else "and chance alone does not explain that"  # fmt: skip
        found.append(
            f"After it began, turnover among those who got it changed {number(times.value)} times as much as among those beside them (likely {number(times.low)} to {number(times.high)}), {sure}.{few}"
        )
    if (filling := effect.filling) is not None:
        found.append(_filled_words(filling, effect.filling_beside))
    if (waiting := effect.waiting) is not None:
        found.append(_waited_words(waiting, effect.waiting_beside))
    return found or ["There are too few people to say anything."]


def _likely(found: Interval, times: int = 1) -> str:
    return f"(likely {number(times * found.low, 0)} to {number(times * found.high, 0)})"


def _sure(found: Interval) -> str:
    return "which chance alone may explain" if found.holds(0) else "more than chance alone explains"


def _filled_words(got: Interval, beside: Interval | None) -> str:
    """How many more posts of a hundred were filled than before; and than beside them, where that is known."""
    words = f"Of a hundred posts, {_more(100 * got.value)} were filled than before {_likely(got, 100)}, {_sure(got)}."
    if (than := more_than(got, beside)) is None or beside is None:
        return words
    return (
        f"{words} Beside them it was {_more(100 * beside.value)} {_likely(beside, 100)}: those who got it changed by {_more(100 * than.value)} than those "
        f"beside them {_likely(than, 100)}, {_sure(than)}."
    )  # fmt: skip


def _more(value: float) -> str:
    return f"{number(abs(value), 0)} {'more' if value >= 0 else 'fewer'}"


def _waited_words(got: Interval, beside: Interval | None) -> str:
    """How much longer the median filled post had been empty than before; and than beside them, where that is known."""
    words = f"The median filled post was empty {_longer(got.value)} than before {_likely(got)}."
    if (than := more_than(got, beside)) is None or beside is None:
        return words
    return (
        f"{words} Beside them it was {_longer(beside.value)} {_likely(beside)}: the change was {_longer(than.value)} than beside them "
        f"{_likely(than)}, {_sure(than)}."
    )


def _longer(days: float) -> str:
    return f"{number(abs(days), 0)} days {'longer' if days > 0 else 'less'}"

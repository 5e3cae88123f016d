"""Hiring: Appendix 1 with the balance of vacancies, the clocks of its steps, and equality at each stage."""

import datetime as dt
from collections import Counter, defaultdict

from ridgeway.core import words
from ridgeway.domains.recruitment.clocks import cases, lines
from ridgeway.domains.recruitment.models import EqualityAnswers
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.insight import equality as counted_equality
from ridgeway.insight.balance import Tally, balance
from ridgeway.insight.figures import day_words

from ..counted.hiring import came_into, is_here, sent
from ..document import Block
from ..tokens import CannotRead, Token

HEADS = ("Team group and job title", "Applications", "Shortlisted", "Vacant at start", "New posts", "Left, ended or moved", "Appointed", "Vacancies remaining")  # fmt: skip
Key = tuple[str, str]


def by_title(desk, token: Token) -> Block:
    """Appendix 1. The vacancies of each row balance, and the rows make the total."""
    where = desk.where(token)
    found = balance(where.question, where.since, where.on)
    tallies = _tallies(where.question, found)
    applied, listed = (_by_title(desk, where, rows) for rows in (sent(desk.books, where), came_into(desk.books, where, ApplicationState.SHORTLISTED)))  # fmt: skip
    rows = []
    for key in [*tallies, *sorted(set(applied) - set(tallies))]:
        flows = _flows(tallies.get(key, []))
        cells = (applied[key], listed[key], *flows)
        if any(cells):
            rows.append((f"{key[0]}: {key[1]}", *map(_count, cells)))
    total = (sum(applied.values()), sum(listed.values()), *_flows([found.total]))
    rows.append(("Total", *map(_count, total)))
    return Block(
        "table", text=f"{desk.name_of(token)}: applications and vacancies, {day_words(where.since)} to {day_words(where.on)}",
        heads=HEADS, rows=tuple(rows), numeric=tuple(range(1, 8)), has_total=True, note=_reading(total, found.total),
    )  # fmt: skip


def _tallies(question, found) -> dict[Key, list[Tally]]:
    """The lines of the balance by team group and role, in their order."""
    made: dict[Key, list[Tally]] = defaultdict(list)
    for group in found.groups:
        for line in group.lines:
            role = question.facts.role_names.get(line.role_id, (0, "Role not stated"))[1]
            made[group.name, role].append(line.tally)
    return made


def _by_title(desk, where, rows) -> Counter[Key]:
    groups = {team.pk: team.group or team.name for team in desk.tree.teams}
    names = {pk: name for pk, (_, name) in where.question.facts.role_names.items()}
    return Counter((groups.get(row.team, "Not of one team"), names.get(row.role, "Role not stated")) for row in rows)


def _flows(tallies: list[Tally]) -> tuple[float, ...]:
    """Opening, new, what left vacancies behind, started, closing: opening + new + left − started = closing."""
    opening, new, started, closing = (
        sum(getattr(t, name) for t in tallies) for name in ("opening", "new", "started", "closing")
    )
    return opening, new, closing - opening - new + started, started, closing


def _count(amount: float) -> str:
    return words.dash(words.number(amount, 0) if amount else 0)


def _reading(total: tuple, tally: Tally) -> str:
    applications, listed, opening, new, left, started, closing = (words.number(amount, 0) for amount in total)
    whole = total[5] + total[6]
    share = (
        f" {started} of {words.number(whole, 0)} vacancies were filled, {total[5] / whole * 100:.1f}%." if whole else ""
    )
    return (
        f"{applications} applications, {listed} shortlisted, {started} appointed, {closing} vacancies remaining.{share} "
        f"{opening} vacant at the start + {new} new + {left} left, ended or moved − {started} appointed = {closing}."
    )


def clocks(desk, token: Token) -> Block:
    """The steps of hiring, in the first half of the days asked for and in the second."""
    where = desk.where(token)
    split = _middle(where.since, where.on)
    moves = {row.pk: days for row, days in desk.books.moved(where.since, where.on) if is_here(where, row)}
    found = lines(cases(moves, where.since, where.on), split)
    rows = [_clock(line) for line in found if line.all.count]
    if not rows:
        raise CannotRead("No step of hiring ended in these days.")
    whole = next(
        (line for line in found if line.step.key == "offer" and line.all.count),
        next(line for line in found if line.all.count),
    )
    return Block(
        "table", text=f"{desk.name_of(token)}: time to hire, working days", heads=("Step", "Cases", "Median", "Middle half", f"Median before {day_words(split)}", "Median after", "Change of the median"),
        rows=tuple(rows), numeric=(1, 2, 4, 5, 6), note=_clock_words(whole, split),
    )  # fmt: skip


def _middle(since: dt.date, on: dt.date) -> dt.date:
    """The middle of two days, or the beginning of a financial year that lies near it."""
    middle = since + (on - since) / 2
    april = dt.date(middle.year, 4, 1)
    return april if abs((april - middle).days) < 120 and since < april < on else middle


def _clock(line) -> tuple[str, ...]:
    middle = f"{line.all.low:.0f} to {line.all.high:.0f}" if line.all.low is not None else "–"
    change = f"{words.number(line.change, 0)}%" if line.change is not None else "too few to say"
    return (line.step.name, str(line.all.count), _median(line.all), middle, _median(line.before), _median(line.after), change)  # fmt: skip


def _median(spread) -> str:
    return "–" if spread is None or spread.median is None else words.number(spread.median, 1).removesuffix(".0")


def _clock_words(line, split: dt.date) -> str:
    if line.change is None:
        return f"{line.step.name} took {_median(line.all)} working days at the median, of {line.all.count} cases."
    return (
        f"{line.step.name} took {_median(line.before)} working days at the median before {day_words(split)} and {_median(line.after)} after: "
        f"{'down' if line.change < 0 else 'up'} {abs(line.change):.0f}% of what it was."
    )


def equality(desk, token: Token) -> Block:
    """Counts at each stage by what candidates answered; below five nothing is shown."""
    where = desk.where(token)
    if where.scope.team or where.is_narrowed:
        raise CannotRead("Equality answers are kept by service; a team has none of its own.")
    answers = EqualityAnswers.objects.filter(council=desk.council, sent_in__gt=where.since, sent_in__lte=where.on)
    if where.scope.service:
        answers = answers.filter(service=where.scope.service)
    rows = []
    for question in counted_equality.of_answers(answers):
        for group in question.groups:
            rows.append((f"{question.name}: {group.words}", *map(_hidden, group.counts)))
    if not rows:
        raise CannotRead("Nobody answered about equality in these days.")
    stages = ("Applied", "Shortlisted", "Interviewed", "Offered", "Started")[: len(counted_equality.STAGES)]
    return Block(
        "table", text=f"{desk.name_of(token)}: equality at each stage", heads=("Answer", *stages), rows=tuple(rows),
        numeric=tuple(range(1, len(stages) + 1)), note="Counts from one to four are not shown, nor what would give them away.",
    )  # fmt: skip


def _hidden(count: int | None) -> str:
    return "under 5" if count is None else words.dash(str(count) if count else 0)

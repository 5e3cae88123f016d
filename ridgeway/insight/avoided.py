"""The avoided cost of a scope: its assumptions from the council's own rows, each with its source, and what they give.

An assumption that is typed into the page stands in the place of the council's own. `ridgeway.calc.avoided` holds the sum.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from ridgeway.calc import avoided as sums
from ridgeway.calc.avoided import Range
from ridgeway.calc.rates import poisson
from ridgeway.core.periods import month_days, months_before
from ridgeway.core.words import day as day_words
from ridgeway.core.words import number
from ridgeway.domains.finance.choices import CostKey, Printed
from ridgeway.domains.finance.models import CostAssumption, PrintedFigure
from ridgeway.domains.organisation.queries import Scope

from .measures import MEASURES
from .question import Question, ask, looked_back

SEED = 58
BACK_MONTHS = 36
NET, GROSS = "net", "gross"
PERCENT, POUNDS, PEOPLE, MONTHS = "%", "£", "people", "months"
# name: (words, unit, the least and the most that may be typed)
ASKED = {
    "people": ("People whose leaving counts", PEOPLE, 0, 100_000),
    "without": ("Turnover, had nothing been done", PERCENT, 0, 100),
    "with": ("Turnover as it was", PERCENT, 0, 100),
    "months": ("Months a post stays empty", MONTHS, 0, 60),
    "covered": ("Empty posts that an agency covers", PERCENT, 0, 100),
    "agency": ("An agency social worker for a year", POUNDS, 0, 1_000_000),
    "employed": ("An employed social worker for a year, on-costs and supplement included", POUNDS, 0, 1_000_000),
    "leaver": ("Advertising and hiring for each leaver", POUNDS, 0, 1_000_000),
}  # fmt: skip


@dataclass(frozen=True)
class Assumption:
    """One assumption: what it is taken as, where that is from, what was typed (to be shown again) and what is wrong with that."""

    name: str
    taken: Range
    source: str
    is_typed: bool = False
    typed: tuple[str, str, str] = ("", "", "")
    wrong: str = ""

    @property
    def words(self) -> str:
        return ASKED[self.name][0]

    @property
    def unit(self) -> str:
        return ASKED[self.name][1]

    @property
    def shown(self) -> tuple[str, str, str]:
        """What stands in its three boxes."""
        if self.wrong:
            return self.typed
        return (_box(self.taken.low), _box(self.taken.likely), _box(self.taken.high))


def _box(value: float) -> str:
    return f"{round(value, 1):.1f}".removesuffix(".0")


@dataclass(frozen=True)
class Effect:
    """What one assumption does: its share of the variance, the cost at its ends, and the value that would give the printed sum."""

    assumption: Assumption
    share: float
    low: float
    high: float
    needed: float | None

    @property
    def gives(self) -> bool | None:
        """Whether the value that gives the printed sum lies in the assumption's range; None where there is no such value."""
        if self.needed is None:
            return None
        return self.assumption.taken.low <= self.needed <= self.assumption.taken.high


@dataclass(frozen=True)
class Answer:
    """What the assumptions give: pounds a year. `middle` is the median; eight draws of ten lie between `low` and `high`."""

    basis: str
    likely: float
    middle: float
    low: float
    high: float
    effects: list[Effect]
    together: float
    target: float | None
    chance: float | None
    target_source: str = ""
    assumptions: list[Assumption] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return any(assumption.wrong for assumption in self.assumptions)


def answer(assumptions: list[Assumption], basis: str, printed: PrintedFigure | None) -> Answer:
    """What the assumptions give, and what each must be to give the sum a paper prints. The draws have one seed: the same page says the same."""
    net = basis == NET
    assumed = {one.name: one.taken for one in assumptions}
    drawn = sums.draws(assumed, net=net, rng=np.random.default_rng(SEED))
    low, middle, high = sums.quantiles(drawn, 0.1, 0.5, 0.9)
    shares = sums.shares(assumed, net=net)
    target = float(printed.amount) if printed else None
    effects = [
        Effect(
            one, shares[one.name], *sums.swing(assumed, one.name, net=net),
            sums.needed(assumed, one.name, target, net=net) if target is not None else None,
        )
        for one in assumptions
    ]  # fmt: skip
    return Answer(
        basis, sums.likely(assumed, net=net), middle, low, high, effects, shares["together"], target,
        sums.chance_of(drawn, target) if target is not None else None, printed.source if printed else "", assumptions,
    )  # fmt: skip


def typed(assumptions: list[Assumption], query: Mapping[str, str]) -> list[Assumption]:
    """The assumptions with what was typed in their place: `people_low`, `people_likely`, `people_high`."""
    return [_typed(one, tuple(query.get(f"{one.name}_{end}", "").strip()[:20] for end in ("low", "likely", "high"))) for one in assumptions]  # type: ignore[arg-type]  # fmt: skip


def _typed(one: Assumption, given: tuple[str, str, str]) -> Assumption:
    if not any(given) or given == one.shown:
        return one
    words, _, least, most = ASKED[one.name]
    try:
        low, likely, high = (float(Decimal(text.replace(",", "").replace("£", "").removesuffix("%"))) for text in given)
    except (ArithmeticError, ValueError):
        wrong = f"{words}: give a number in each of the three boxes."
    else:
        if not least <= low <= likely <= high <= most:
            wrong = f"{words}: low, likely and high must rise in this order, between {number(least)} and {number(most)}."  # fmt: skip
        else:
            return Assumption(one.name, Range(low, likely, high), f"Typed. Our own: {' to '.join((one.shown[0], one.shown[2]))}, {one.source[0].lower()}{one.source[1:]}", True, given)  # fmt: skip
    return Assumption(one.name, one.taken, one.source, False, given, wrong)


def own(
    scope: Scope, on: dt.date, costs: Iterable[CostAssumption], printed: Mapping[str, PrintedFigure]
) -> list[Assumption]:
    """The council's own assumptions for a scope and a day, each with its source: of its rows, of its costs and of what papers print."""
    first = months_before(on, BACK_MONTHS)
    question = ask(scope, [first, on], since=looked_back(first))
    parts = {
        "people": _people(question, on), "without": _without(question, on, printed.get(Printed.TURNOVER)), "with": _with(question, on),
        "months": _months(question, on), "covered": _covered(question, on), **_costs(costs, on),
    }  # fmt: skip
    return [Assumption(name, *parts[name]) for name in ASKED]


def printed_of(user, scope: Scope) -> dict[str, PrintedFigure]:
    """Turnover and avoided cost as a paper prints them of the scope's service, the latest. One query."""
    wanted = (Printed.TURNOVER, Printed.AVOIDED)
    rows = PrintedFigure.objects.filter(council=scope.council, what__in=wanted).visible_to(user).order_by("year", "pk")
    if scope.service is not None:
        rows = rows.filter(service=scope.service)
    return {row.what: row for row in rows}


Part = tuple[Range, str]


def _people(question: Question, on: dt.date) -> Part:
    counts = [question.headcount(day) for day in month_days(on, 12)]
    mean = sum(counts) / len(counts)
    return Range(min(counts), mean, max(counts)), f"In post at the month ends of the year to {day_words(on)}: least, mean and most."  # fmt: skip


def _with(question: Question, on: dt.date) -> Part:
    figure = MEASURES["turnover"].on(question, on)
    if figure.value is None or figure.numerator is None or figure.denominator is None:
        return Range(0, 0, 0), "Not known for this day: type it."
    of = figure.denominator.value
    low, high = (min(100.0, 100 * end / of) for end in poisson(figure.numerator.value))
    return Range(low, figure.value, high), f"{figure.base}, twelve months to {day_words(on)}; the range is what chance leaves (95%)."  # fmt: skip


def _without(question: Question, on: dt.date, printed: PrintedFigure | None) -> Part:
    days = [months_before(on, back) for back in range(0, BACK_MONTHS + 1, 3)]
    known = [
        (figure.value, day) for day in days if (figure := MEASURES["turnover"].on(question, day)).value is not None
    ]
    highest, when = max(known, default=(0.0, on))
    if printed is not None:
        said = float(printed.amount)
        low, high = min(said, highest or said), max(said, highest)
        return Range(low, said, high), f"{number(said)}% is printed, {printed.source}. {f'The highest of our own rows in three years is {number(highest, 1)}%, {day_words(when)}.' if highest else 'Our own rows do not go back far enough.'}"  # fmt: skip
    if not known:
        return Range(0, 0, 0), "Not known for these years: type it."
    return Range(
        known[0][0] or 0, highest, highest
    ), f"The highest of the last three years, {day_words(when)}; least: as it is now."


def _months(question: Question, on: dt.date) -> Part:
    vacant = [len(question.vacant(day)[0]) for day in month_days(on, 12)]
    mean, started = sum(vacant) / len(vacant), len(question.started(months_before(on, 12), on))
    if not started or not mean:
        return Range(0, 0, 0), "Nobody started in the year, so it cannot be worked out: type it."
    low, high = poisson(started)
    ends = [min(60.0, 12 * mean / count) for count in (high, started, max(low, 1))]
    return Range(*ends), f"{number(mean, 1)} posts empty on average, {started} filled in the year: the mean time is the one over the other (Little's law)."  # fmt: skip


def _covered(question: Question, on: dt.date) -> Part:
    shares = []
    for day in month_days(on, 12):
        empty = question.vacant(day)[0].post
        if len(empty):
            shares.append(100 * float(np.isin(empty, question.covered(day).post).mean()))
    if not shares:
        return Range(0, 0, 0), "No post was empty in the year: type it."
    return Range(min(shares), sum(shares) / len(shares), max(shares)), f"Of posts empty at the month ends of the year to {day_words(on)}: least, mean and most."  # fmt: skip


def _costs(rows: Iterable[CostAssumption], on: dt.date) -> dict[str, Part]:
    latest = {row.key: row for row in sorted(rows, key=lambda row: row.starts_on) if row.starts_on <= on}
    found: dict[str, Part] = {}
    for name, key in (("agency", CostKey.AGENCY_YEAR), ("employed", CostKey.EMPLOYED_YEAR), ("leaver", CostKey.LEAVER)):
        row = latest.get(key)
        if row is None:
            found[name] = (Range(0, 0, 0), "No cost is recorded: type it, or record one below.")
        else:
            found[name] = (Range(float(row.low), float(row.likely), float(row.high)), row.source)
    return found

"""What papers print about money, held against the ledger and against one another. A verdict is arithmetic, never a judgement."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ridgeway.core.words import pounds
from ridgeway.domains.finance.choices import Base, Printed
from ridgeway.domains.finance.models import PrintedFigure
from ridgeway.domains.finance.rules import year_words
from ridgeway.domains.organisation.models import Team

from .money import Purse, YearLine

AGREES, DIFFERS, CANNOT_TELL = "agrees", "differs", "cannot tell"


@dataclass(frozen=True)
class Held:
    """A printed figure beside the ledger's: `shown` and `ours` in words, the verdict, and why."""

    figure: PrintedFigure
    where: str
    shown: str
    ours: str
    verdict: str
    why: str = ""


def where_of(figure: PrintedFigure) -> str:
    """What a printed figure is about, in words."""
    return figure.group or (str(figure.service) if figure.service else "The whole council")


def hold(figures: list[PrintedFigure], teams: list[Team], by_team: Mapping[tuple[int, int], Purse]) -> list[Held]:
    """Every printed figure beside what the ledger gives for the same teams and year."""
    return [_held(figure, _line(figure, teams, by_team)) for figure in figures]


def _line(figure: PrintedFigure, teams: list[Team], by_team: Mapping[tuple[int, int], Purse]) -> YearLine:
    mine = [t.pk for t in teams if figure.service_id in (None, t.service_id) and figure.group in ("", t.group)]
    return YearLine(
        figure.year, _together(by_team, figure.year, mine), _together(by_team, figure.year - 1, mine), False
    )


def _together(by_team: Mapping[tuple[int, int], Purse], year: int, teams: list[int]) -> Purse:
    purse = Purse()
    for team in teams:
        purse.add(by_team.get((year, team), Purse()))
    return purse


def _held(figure: PrintedFigure, line: YearLine) -> Held:
    where, what = where_of(figure), figure.what
    if what == Printed.TURNOVER:
        return Held(figure, where, f"{figure.amount.normalize():f}%", "", CANNOT_TELL, "No date and no basis are printed: an assumption of the avoided cost.")  # fmt: skip
    if what == Printed.AVOIDED:
        return Held(figure, where, pounds(figure.amount), "", CANNOT_TELL, "An estimate, not a sum of lines: see the avoided cost.")  # fmt: skip
    if line.purse.is_empty:
        return Held(figure, where, _shown(figure), "", CANNOT_TELL, f"The ledger has no line of {line.words}.")
    if what == Printed.SHARE:
        return _held_share(figure, where, line)
    if what in (Printed.AGENCY_CHANGE, Printed.AGENCY_SW_CHANGE):
        if line.before is None or line.before.is_empty:
            return Held(figure, where, _shown(figure), "", CANNOT_TELL, f"The ledger has no line of {year_words(line.year - 1)}.")  # fmt: skip
        sw_only = what == Printed.AGENCY_SW_CHANGE
        ours = line.purse.agency_sw - line.before.agency_sw if sw_only else line.purse.agency - line.before.agency
    else:
        ours = {Printed.BUDGET: line.purse.budget, Printed.OUTTURN: line.purse.outturn, Printed.VARIANCE: line.purse.variance}[Printed(what)]  # fmt: skip
    if round(ours) == round(figure.amount):
        return Held(figure, where, _shown(figure), pounds(ours), AGREES)
    return Held(figure, where, _shown(figure), pounds(ours), DIFFERS, f"{pounds(abs(figure.amount - ours))} is not explained by these teams' lines.")  # fmt: skip


def _shown(figure: PrintedFigure) -> str:
    return f"{figure.amount.normalize():f}%" if figure.what == Printed.SHARE else pounds(figure.amount)


def places_of(amount: Decimal) -> int:
    """How many decimal places a percentage is printed with."""
    return max(0, -int(amount.normalize().as_tuple().exponent))


def _held_share(figure: PrintedFigure, where: str, line: YearLine) -> Held:
    """A share agrees when one of the three bases gives it, as printed; the paper need not have said which."""
    places = places_of(figure.amount)
    given = {base: line.purse.share(base) for base in Base}
    known = {base: value for base, value in given.items() if value is not None}
    fits = [base for base, value in known.items() if round(value, places) == float(figure.amount)]
    words = "; ".join(f"{value:.{max(1, places)}f}% of {Base(base).label}" for base, value in known.items())
    if fits:
        return Held(figure, where, _shown(figure), words, AGREES, f"As a share of {Base(fits[0]).label}.")
    return Held(figure, where, _shown(figure), words, DIFFERS, "None of the three bases gives it.")


@dataclass(frozen=True)
class Contradiction:
    """Two printed figures that cannot both be so, or a figure that means two things: a sentence with both numbers, and where they stand."""

    words: str
    sources: str


def contradictions(figures: list[PrintedFigure]) -> list[Contradiction]:
    """Where printed figures contradict one another: one thing printed with two amounts, one amount printed of two things, shares whose
    pounds do not move as is printed of them."""
    return [*_two_amounts(figures), *_two_meanings(figures), *_shares_and_pounds(figures)]


def _sources(figures: list[PrintedFigure]) -> str:
    return "; ".join(dict.fromkeys(figure.source for figure in figures))


def _two_amounts(figures: list[PrintedFigure]) -> list[Contradiction]:
    found: dict[tuple, list[PrintedFigure]] = {}
    for figure in figures:
        found.setdefault((figure.service_id, figure.group, figure.year, figure.what), []).append(figure)
    return [
        Contradiction(
            f"{where_of(same[0])}, {year_words(same[0].year)}: {same[0].get_what_display().lower()} is printed as {' and as '.join(_shown(f) for f in same)}.",
            _sources(same),
        )
        for same in found.values()
        if len({figure.amount for figure in same}) > 1
    ]  # fmt: skip


def _two_meanings(figures: list[PrintedFigure]) -> list[Contradiction]:
    found: dict[tuple, list[PrintedFigure]] = {}
    for figure in figures:
        if figure.what in (Printed.AGENCY_CHANGE, Printed.AGENCY_SW_CHANGE):
            found.setdefault((figure.service_id, figure.group, figure.year, figure.amount), []).append(figure)
    return [
        Contradiction(
            f"{where_of(same[0])}, {year_words(same[0].year)}: {_shown(same[0])} is printed of two things, {' and '.join(f'“{f.words or f.get_what_display()}”' for f in same)}.",
            _sources(same),
        )
        for same in found.values()
        if len({figure.what for figure in same}) > 1
    ]  # fmt: skip


@dataclass(frozen=True)
class Implied:
    """What a printed share comes to in pounds on a base, with the range that its rounding leaves."""

    year: int
    base: str
    amount: Decimal
    low: Decimal
    high: Decimal


def implied(figures: list[PrintedFigure], service: int | None, group: str) -> list[Implied]:
    """The agency pounds that printed shares come to, of the printed budget and of the printed outturn of the same teams and year."""
    mine = {(f.what, f.year): f.amount for f in figures if f.service_id == service and f.group == group}
    found = []
    for (what, year), percent in sorted(mine.items(), key=lambda item: item[0][1]):
        if what != Printed.SHARE:
            continue
        half = Decimal(1).scaleb(-places_of(percent)) / 2
        for base in (Base.OUTTURN, Base.BUDGET):
            if (of := mine.get((base.value, year))) is not None:
                low, high = ((percent - half) * of / 100, (percent + half) * of / 100)
                found.append(Implied(year, base, percent * of / 100, low, high))
    return found


def _shares_and_pounds(figures: list[PrintedFigure]) -> list[Contradiction]:
    """Printed shares of some teams, turned into pounds, beside the printed change of their service's agency spend."""
    scopes = dict.fromkeys((f.service_id, f.group) for f in figures if f.what == Printed.SHARE)
    found = []
    for service, group in scopes:
        parts = implied(figures, service, group)
        changes = [
            f
            for f in figures
            if f.service_id == service and f.what in (Printed.AGENCY_CHANGE, Printed.AGENCY_SW_CHANGE)
        ]
        for year in sorted({f.year for f in changes}):
            moves = [move for base in (Base.OUTTURN, Base.BUDGET) if (move := _move(parts, base, year)) is not None]
            wrong = [
                f
                for f in changes
                if f.year == year and moves and not any(low <= f.amount <= high for low, high, _ in moves)
            ]
            if wrong:
                shares = [
                    f
                    for f in figures
                    if (f.service_id, f.group, f.what, f.year) == (service, group, Printed.SHARE, year)
                ]
                printed = " and ".join(dict.fromkeys(_shown(f) for f in wrong))
                found.append(Contradiction(
                    f"{where_of(shares[0])}, {year_words(year)}: the printed shares come to {'; or to '.join(words for *_, words in moves)}. Of {wrong[0].service or 'the council'} a change of agency spend of {printed} is printed.",
                    _sources([*shares, *wrong]),
                ))  # fmt: skip
    return found


def _move(parts: list[Implied], base: str, year: int) -> tuple[Decimal, Decimal, str] | None:
    """(least, most, the change in words) of implied pounds from the year before to `year`; None where not known."""
    known = {part.year: part for part in parts if part.base == base}
    now, then = known.get(year), known.get(year - 1)
    if now is None or then is None:
        return None
    low, high = now.low - then.high, now.high - then.low
    size = now.amount - then.amount
    way = "a rise" if size > 0 else "a fall"
    words = f"{way} of {pounds(abs(round(size)))} if they are of {Base(base).label} (rounding leaves {pounds(round(low))} to {pounds(round(high))})"
    return low, high, words

"""Money of a financial year, from the ledger: the year is that of the day, spending up to it."""

from collections.abc import Callable
from decimal import Decimal

from ridgeway.domains.finance.rules import year_of, year_words
from ridgeway.insight.figures import Answer, Part, Unit
from ridgeway.insight.money import Purse

from .books import Books, Where
from .defined import Counted, defined

SOURCE = "The council's ledger, as loaded; salary codes alone."
_YEAR = "financial year"


def _part(amount: Decimal, words: str) -> Part:
    return Part(float(amount), words, "ledger", is_money=True)


def _none(where: Where, year: int) -> Answer:
    return Answer(reason=f"The ledger holds nothing of {where.scope.name} for {year_words(year)}.")


def _amount(of: Callable[[Purse], Decimal], words: str):
    def compute(books: Books, where: Where) -> Answer:
        year = year_of(where.on)
        purse = books.purse(where, year)
        if purse.is_empty:
            return _none(where, year)
        amount = of(purse)
        return Answer(_part(amount, f"{words}, {year_words(year)}"), value=float(amount))

    return compute


def _change(of: Callable[[Purse], Decimal], words: str):
    def compute(books: Books, where: Where) -> Answer:
        year = year_of(where.on)
        now, then = books.purse(where, year), books.purse(where, year - 1)
        if now.is_empty or then.is_empty:
            return _none(where, year if now.is_empty else year - 1)
        amount = of(now) - of(then)
        base = f"{words}: £{of(then):,.0f} in {year_words(year - 1)}, £{of(now):,.0f} in {year_words(year)}"
        return Answer(_part(amount, base), value=float(amount))

    return compute


def _fall(of: Callable[[Purse], Decimal], words: str):
    """How much less than the year before, as a report says a saving."""
    change = _change(of, words)

    def compute(books: Books, where: Where) -> Answer:
        found = change(books, where)
        if found.numerator is None or found.value is None:
            return found
        return Answer(
            _part(Decimal(-found.value).quantize(Decimal("0.01")), f"less on {found.numerator.words}"),
            value=-found.value,
        )

    return compute


def _share(base: Callable[[Purse], Decimal], words: str):
    def compute(books: Books, where: Where) -> Answer:
        year = year_of(where.on)
        purse = books.purse(where, year)
        whole = base(purse)
        if purse.is_empty or whole <= 0:
            return _none(where, year)
        parts = (
            _part(purse.agency, "spent on agency staff"),
            _part(whole, f"{words.removeprefix('the ')}, {year_words(year)}"),
        )
        return Answer(*parts, value=float(purse.agency) / float(whole) * 100, flag=_misleads(books, where, base, words))

    return compute


def _misleads(books: Books, where: Where, base: Callable[[Purse], Decimal], words: str) -> str:
    """A share that falls while the pounds rise is said to."""
    year = year_of(where.on)
    now, then = books.purse(where, year), books.purse(where, year - 1)
    if then.is_empty or base(then) <= 0 or base(now) <= 0:
        return ""
    points = float(now.agency / base(now) - then.agency / base(then)) * 100
    more = now.agency - then.agency
    if round(points, 1) < 0 < more:
        return (
            f"The share of {words} fell {abs(points):.1f} points on the year before, the pounds rose by £{more:,.0f}."
        )
    return ""


def _of(key: str, name: str, words: str, compute, *, unit: Unit = Unit.POUNDS, denominator: str = "", caveat: str = "") -> Counted:  # fmt: skip
    return defined(
        key, name, unit, words, compute, numerator=name.lower(), denominator=denominator, source=SOURCE, caveat=caveat, window=_YEAR,
    )  # fmt: skip


ALL: tuple[Counted, ...] = (
    _of("budget", "Salary budget", "The salary budget of the financial year, whole.", _amount(lambda p: p.budget, "salary budget")),
    _of("outturn", "Outturn of salaries and agency staff", "All that was spent on salaries, agency staff included, in the year up to the day.", _amount(lambda p: p.outturn, "spent on salaries and agency staff")),
    _of("variance", "Variance", "Outturn less budget: above nothing is an overspend.", _amount(lambda p: p.variance, "outturn less budget")),
    _of("budget_change", "Salary budget, change on the year before", "The salary budget of the year less that of the year before.", _change(lambda p: p.budget, "salary budget")),
    _of("agency_spend", "Agency spend", "What was spent on agency staff of every kind in the year up to the day.", _amount(lambda p: p.agency, "spent on agency staff")),
    _of("agency_spend_sw", "Agency spend, social workers", "What was spent on agency social workers in the year up to the day.", _amount(lambda p: p.agency_sw, "spent on agency social workers")),
    _of("agency_change", "Agency spend, change on the year before", "What was spent on agency staff in the year less what was the year before.", _change(lambda p: p.agency, "agency staff")),
    _of("agency_sw_change", "Agency spend on social workers, change on the year before", "What was spent on agency social workers in the year less what was the year before.", _change(lambda p: p.agency_sw, "agency social workers")),
    _of("agency_fall", "Agency spend, less than the year before", "What was spent on agency staff the year before less what was in the year.", _fall(lambda p: p.agency, "agency staff")),
    _of("agency_sw_fall", "Agency spend on social workers, less than the year before", "What was spent on agency social workers the year before less what was in the year.", _fall(lambda p: p.agency_sw, "agency social workers")),
    _of("agency_share", "Agency share of the outturn", "Agency spend as a percentage of the outturn of salaries and agency staff.", _share(lambda p: p.outturn, "the outturn"), unit=Unit.PERCENT, denominator="outturn of salaries and agency staff", caveat="Papers name this base three ways; this one is of the outturn."),
    _of("agency_share_budget", "Agency share of the salary budget", "Agency spend as a percentage of the salary budget.", _share(lambda p: p.budget, "the salary budget"), unit=Unit.PERCENT, denominator="salary budget", caveat="Budget and outturn may differ by two fifths: never compare this with a share of the outturn."),
)  # fmt: skip

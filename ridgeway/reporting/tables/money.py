"""Money: the table of the Cabinet report's paragraph 56, and agency staff by team group."""

from ridgeway.core import words
from ridgeway.domains.finance.rules import year_of, year_words

from ..counted.books import Where
from ..document import Block
from ..tokens import CannotRead, Token

YEARS = 3


def years(desk, token: Token) -> Block:
    """A row for each of three financial years."""
    where = desk.where(token)
    last = year_of(where.on)
    rows, shares = [], []
    for year in range(last - YEARS + 1, last + 1):
        purse = desk.books.purse(where, year)
        if purse.is_empty:
            continue
        share = float(purse.agency / purse.outturn * 100) if purse.outturn > 0 else None
        shares.append((year, share, purse.agency))
        cells = (words.pounds(amount) for amount in (purse.budget, purse.outturn, purse.variance, purse.agency))
        rows.append((year_words(year), *cells, f"{share:.1f}%" if share is not None else "–"))
    if not rows:
        raise CannotRead(f"The ledger holds nothing of {where.scope.name} in these years.")
    return Block(
        "table", text=f"{desk.name_of(token)}: salary budget and outturn", heads=("Year", "Budget", "Outturn", "Variance", "Agency spend", "Agency share of outturn"),
        rows=tuple(rows), numeric=(1, 2, 3, 4, 5), note=_reading(shares),
    )  # fmt: skip


def _reading(shares: list) -> str:
    """What the years say, in a sentence; a share that falls while its pounds rise is said to."""
    known = [one for one in shares if one[1] is not None]
    said = "The outturn holds salaries and agency staff; variance is outturn less budget."
    if len(known) < 2:
        return said
    (_, before, then), (year, after, now) = known[-2:]
    way = "fell" if after < before else "rose"
    pounds = "fell" if now < then else "rose"
    return (
        f"In {year_words(year)} agency’s share {way} {abs(after - before):.1f} points to {after:.1f}%"
        f" {'and' if way == pounds else 'while'} the pounds {pounds} by {words.pounds(abs(now - then))}. {said}"
    )


def agency(desk, token: Token) -> Block:
    """Agency workers on the day and their cost in the year and the year before, by team group."""
    whole = desk.where(token)
    year = year_of(whole.on)
    rows = []
    for name, teams in desk.groups(token):
        rows.append(_agency(desk, desk.where_of_teams(token, teams), name, year))
    rows.append(_agency(desk, whole, "Total", year))
    return Block(
        "table", text=f"{desk.name_of(token)}: agency staff, {words.day(whole.on)}",
        heads=("Team group", "Agency workers", f"Spent {year_words(year)}", f"Spent {year_words(year - 1)}", "Change"),
        rows=tuple(rows), numeric=(1, 2, 3, 4), has_total=True, note=f"In {year_words(year)} {rows[-1][2]} was spent on agency staff: {rows[-1][4]} on the year before.",
    )  # fmt: skip


def _agency(desk, where: Where, name: str, year: int) -> tuple[str, ...]:
    now, then = (desk.books.purse(where, y).agency for y in (year, year - 1))
    workers = len(set(where.question.covered(where.on).worker.tolist()))
    change = "–" if now == then else ("+" if now > then else "") + words.pounds(now - then)
    return (name, words.dash(str(workers) if workers else 0), words.pounds(now), words.pounds(then), change)

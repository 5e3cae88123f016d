"""Subjective codes, ledger lines and the month sums kept beside them: two hundred thousand lines of the first council, a thousand of every other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from .sizes import CODES_PER_COUNCIL, FIRST, LINES_ELSEWHERE, UNTIL

if TYPE_CHECKING:
    from .build import Builder

KINDS = (
    "pay",
    "pay",
    "on_cost",
    "on_cost",
    "supplement",
    "incentive",
    "agency_sw",
    "agency_sw",
    "agency_other",
    "other",
    "other",
    "other",
)
FIRST_YEAR = 2016  # in which the first financial year began


def fill(to: Builder) -> None:
    """Codes, a load for each financial year, lines and their sums; and what a council says that things cost."""
    from ridgeway.domains.finance.models import CostAssumption
    from ridgeway.domains.organisation.models import Council

    _months(to)
    cases = " ".join(f"WHEN {place} THEN '{kind}'" for place, kind in enumerate(KINDS))
    to.numbers("code_numbers", CODES_PER_COUNCIL)
    to.sql(
        """INSERT INTO finance_subjectivecode (id, council_id, code, name, kind)
        SELECT c.n * {codes} + k.n + 1, c.n + 1, CAST(1100 + k.n AS varchar), 'Code ' || (k.n + 1), CASE k.n {cases} END
        FROM councils c, code_numbers k""",
        codes=CODES_PER_COUNCIL, cases=cases,
    )  # fmt: skip
    years = UNTIL.year - FIRST_YEAR + 1
    to.numbers("year_numbers", years)
    to.sql(
        """INSERT INTO finance_ledgerload (id, council_id, name, source, note, lines, budget, spent, digest, loaded_at, loaded_by_name)
        SELECT c.n * {years} + y.n + 1, c.n + 1, 'Ledger ' || ({first} + y.n), 'invented', '', 0, 0, 0, '', {at}, 'bench'
        FROM councils c, year_numbers y""",
        years=years, first=FIRST_YEAR, at=to.moment("0"),
    )  # fmt: skip
    _lines(to, years)
    council = Council.objects.order_by("pk")[0]
    CostAssumption.objects.bulk_create(
        CostAssumption(council=council, key=key, starts_on=FIRST, low=low, likely=likely, high=high, source="Invented for the benchmark")
        for key, low, likely, high in (("agency_year", 60_000, 71_000, 83_000), ("employed_year", 40_000, 45_000, 50_000), ("leaver", 1_500, 3_600, 6_000))
    )  # fmt: skip


def _months(to: Builder) -> None:
    """A temporary table of the months: number, first day, financial year."""
    from ridgeway.core.periods import each_month

    to.sql("DROP TABLE IF EXISTS months")
    to.sql("CREATE TEMPORARY TABLE months (n integer, first date, year integer)")
    for number, end in enumerate(each_month(FIRST, UNTIL)):
        first: dt.date = end.replace(day=1)
        year = first.year if first.month >= 4 else first.year - 1
        to.sql("INSERT INTO months VALUES ({n}, '{first}', {year})", n=number, first=first, year=year)


def _lines(to: Builder, years: int) -> None:
    """Over months, then teams, then codes, then sides; as many times round as there are lines."""
    kept = to.indexes_taken_off("finance_ledgerline")
    with to.connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM months")
        months = cursor.fetchone()[0]
    to.numbers("line_numbers", to.size.own_ledger_lines)
    for where, councils in ((f"l.n < {to.size.own_ledger_lines}", "c.n = 0"), (f"l.n < {LINES_ELSEWHERE}", "c.n > 0")):
        to.sql(
            """INSERT INTO finance_ledgerline (council_id, load_id, team_id, code_id, side, month, amount, reference, row)
            SELECT c.n + 1, c.n * {years} + m.year - {first} + 1, c.n * {teams} + (l.n / {months}) % {teams} + 1,
                c.n * {codes} + (l.n / ({months} * {teams}) + l.n) % {codes} + 1,
                CASE WHEN (l.n / ({months} * {teams} * {codes}) + l.n / 7) % 2 = 0 THEN 'actual' ELSE 'budget' END,
                m.first, (l.n * 37) % 4000 + 100.25, 'R' || l.n, l.n + 1
            FROM councils c, line_numbers l JOIN months m ON m.n = l.n % {months} WHERE {councils} AND {where} ORDER BY l.n, c.n""",
            years=years, first=FIRST_YEAR, months=months, codes=CODES_PER_COUNCIL, where=where, councils=councils,
        )  # fmt: skip
    to.indexes_made(kept)
    to.sql("""INSERT INTO finance_monthsum (council_id, team_id, code_id, kind, side, month, year, amount, lines)
        SELECT l.council_id, l.team_id, l.code_id, k.kind, l.side, l.month, m.year, SUM(l.amount), COUNT(*)
        FROM finance_ledgerline l JOIN finance_subjectivecode k ON k.id = l.code_id JOIN months m ON m.first = l.month
        GROUP BY l.council_id, l.team_id, l.code_id, k.kind, l.side, l.month, m.year""")

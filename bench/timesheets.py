"""A million weekly timesheet lines: every week of the first council's assignments, the first weeks of all others', and the months beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sizes import FIRST, UNTIL

if TYPE_CHECKING:
    from .build import Builder

LONGEST = 53  # weeks
LONG, SHORT = 13, 3  # weeks of another council's assignment that is beside the posts, and that covers one


def fill(to: Builder) -> None:
    """A load of each council, the lines week by week, and what they come to in a month."""
    if "agency_timesheetline" not in to.connection.introspection.table_names():
        return
    to.numbers("week_numbers", LONGEST)
    to.sql(
        """INSERT INTO agency_timesheetload (id, council_id, name, note, is_invented, lines, hours, cost, digest, loaded_at, loaded_by_name)
        SELECT n + 1, n + 1, 'Timesheets', '', TRUE, 0, 0, 0, '', {at}, 'bench' FROM councils""",
        at=to.moment("0"),
    )
    begun = (
        f"CAST(julianday(a.starts_on) - julianday('{FIRST}') AS integer)"
        if to.is_sqlite
        else f"(a.starts_on - DATE '{FIRST}')"
    )
    monday = to.day(f"{begun} - ({begun} + 1) % 7 + 7 * w.n")  # the first day of all is a Tuesday
    kept = to.indexes_taken_off("agency_timesheetline")
    to.sql(
        """INSERT INTO agency_timesheetline (council_id, load_id, assignment_id, team_id, week, hours, rate, cost, reference, row)
        SELECT a.council_id, a.council_id, a.id, a.team_id, {monday}, 37, 36 + a.id % 17, 37 * (36 + a.id % 17), '', w.n + 1
        FROM week_numbers w, agency_assignment a WHERE {monday} < COALESCE(a.ends_on, '{until}')
            AND (a.council_id = 1 OR w.n < CASE WHEN a.post_id IS NULL THEN {long} ELSE {short} END) ORDER BY w.n, a.id""",
        monday=monday, until=UNTIL, long=LONG, short=SHORT,
    )  # fmt: skip
    to.indexes_made(kept)
    month = "date(week, 'start of month')" if to.is_sqlite else "CAST(date_trunc('month', week) AS date)"
    to.sql(
        """INSERT INTO agency_timesheetmonth (council_id, assignment_id, team_id, month, hours, cost, agreed, weeks)
        SELECT council_id, assignment_id, team_id, {month}, SUM(hours), SUM(cost), SUM(cost), COUNT(*) FROM agency_timesheetline
        GROUP BY council_id, assignment_id, team_id, {month}""",
        month=month,
    )

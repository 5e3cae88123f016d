"""Builds an installation of a given size by set-based SQL, the same rows on SQLite and PostgreSQL.

    python -m bench.build large|hundredth|smoke [--fresh]

The database is the one the settings name (`DATABASE_URL`, else a file in `RIDGEWAY_HOME`). Rows are arithmetic on
the numbers of a council, a post and a spell, so that two builds are equal. They lie in the table as they arrive in real life:
year by year and council after council, so that one council's rows are scattered over the whole table.

Rows are written past the actions, and so without an audit line each: the audit trail holds invented entries instead, enough of
them to fill its pages; `ridgeway audit verify` is right to say of such a database that it does not hold.
"""

import argparse
import datetime as dt
import os
import sys
import time
from pathlib import Path

from . import adverts, agency, hiring, ledger, paper, timesheets
from .sizes import (
    AUDIT_ENTRIES_PER_COUNCIL,
    DAYS_PER_SPELL,
    FIRST,
    IMPORTS_PER_COUNCIL,
    ROLES_PER_COUNCIL,
    SIZES,
    SPELLS_PER_POST,
    TEAMS_PER_COUNCIL,
    UNTIL,
    Size,
)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

FILLED = ("organisation", "establishment", "recruitment", "agency", "finance")  # whose keys were counted here
BEFORE = 900  # days before the first day on which posts were first funded
LAST = (UNTIL - FIRST).days
STAMP = "bench-7"


class Builder:
    """Writes one installation."""

    def __init__(self, size: Size, *, say=lambda words: print(words, file=sys.stderr, flush=True)) -> None:
        from django.db import connection

        self.size, self.say, self.connection = size, say, connection
        self.is_sqlite = connection.vendor == "sqlite"

    def sql(self, statement: str, **words) -> None:
        """Run a statement in which `{name}` stands for a table, a column expression or a number."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement.format(**{**self.words(), **words}))

    def words(self) -> dict[str, object]:
        return {
            "per_council": self.size.posts_per_council,
            "posts": self.size.posts,
            "teams": TEAMS_PER_COUNCIL,
            "roles": ROLES_PER_COUNCIL,
            "spells": SPELLS_PER_POST,
            "stay": DAYS_PER_SPELL,
            "last": LAST,
            "before": -BEFORE,
        }

    def day(self, number: str) -> str:
        """The SQL for a date, from a number of days since the first day."""
        if self.is_sqlite:
            return f"date('{FIRST}', ({number}) || ' days')"
        return f"(DATE '{FIRST}' + CAST({number} AS integer))"

    def moment(self, minutes: str) -> str:
        """The SQL for a moment, from a number of minutes since the first day."""
        if self.is_sqlite:
            return f"datetime('{FIRST}', ({minutes}) || ' minutes')"
        return f"(TIMESTAMPTZ '{FIRST} 00:00Z' + ({minutes}) * interval '1 minute')"

    def later(self, day: str, days: str) -> str:
        """The SQL for a day some days after another."""
        return f"date({day}, ({days}) || ' days')" if self.is_sqlite else f"({day} + CAST({days} AS integer))"

    def day_or_open(self, number: str) -> str:
        return f"CASE WHEN {number} <= {LAST} THEN {self.day(number)} END"

    def numbers(self, table: str, count: int) -> None:
        """A temporary table of the numbers from 0 to `count` - 1."""
        self.sql(f"DROP TABLE IF EXISTS {table}")
        made = (
            f"WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < {count}) SELECT n FROM c"
            if self.is_sqlite
            else f"SELECT n FROM generate_series(0, {count - 1}) AS g(n)"
        )
        self.sql(f"CREATE TEMPORARY TABLE {table} AS {made}")

    def build(self) -> None:
        """Every table, then statistics for the planner."""
        began = time.monotonic()
        for step in (self.prepare, self.organisation, self.spells, self.establishment, self.people, self.covers,
                     self.absences, self.case_counts, self.published, self.adverts, self.audit, self.imports, self.sign_ins,
                     self.sequences, self.hiring, self.agency, self.timesheets, self.ledger, self.paper, self.finish):  # fmt: skip
            step()
            self.say(f"  {step.__name__.replace('_', ' ')}: {time.monotonic() - began:,.0f} s")

    def prepare(self) -> None:
        with self.connection.cursor() as cursor:
            if self.is_sqlite:
                for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY"):
                    cursor.execute(f"PRAGMA {pragma}")
            else:
                cursor.execute("SET session_replication_role = replica")  # no foreign key is checked row by row
                cursor.execute("SET maintenance_work_mem = '256MB'")
        self.numbers("councils", self.size.councils)
        self.numbers("posts", self.size.posts)
        self.numbers("team_numbers", TEAMS_PER_COUNCIL)
        self.numbers("role_numbers", ROLES_PER_COUNCIL)
        self.numbers("spell_numbers", SPELLS_PER_POST)

    def organisation(self) -> None:
        from ridgeway.domains.organisation.choices import REGIONS

        self.sql("""INSERT INTO organisation_region (id, code, name) SELECT n + 1, 'E1200000' || (n + 1), 'Region ' || (n + 1)
            FROM role_numbers""")
        for code, name in REGIONS.items():
            self.sql("UPDATE organisation_region SET name = '{name}' WHERE code = '{code}'", name=name, code=code)
        self.sql("""INSERT INTO organisation_council (id, code, name, slug, region_id, wordmark, accent, requires_second_factor,
                is_demonstration, revision)
            SELECT n + 1, CAST(200 + n AS varchar), 'Benchshire ' || (n + 1), 'benchshire-' || (n + 1), n % {roles} + 1, '',
                '#28633A', FALSE, FALSE, 1 FROM councils""")
        self.sql("""INSERT INTO organisation_service (id, council_id, name, slug, kind)
            SELECT c.n * 2 + k.n + 1, c.n + 1, CASE k.n WHEN 0 THEN 'Children''s services' ELSE 'Adult services' END,
                CASE k.n WHEN 0 THEN 'childrens' ELSE 'adult' END, CASE k.n WHEN 0 THEN 'children' ELSE 'adult' END
            FROM councils c, role_numbers k WHERE k.n < 2""")
        self.sql(
            """INSERT INTO organisation_team (id, council_id, service_id, name, slug, "group", "order", starts_on)
            SELECT c.n * {teams} + t.n + 1, c.n + 1, c.n * 2 + 1 + (CASE WHEN t.n % 3 = 2 THEN 1 ELSE 0 END),
                'Team ' || (t.n + 1), 'team-' || (t.n + 1), 'Group ' || (t.n % 6 + 1), t.n, {start}
            FROM councils c, team_numbers t""",
            start=self.day(str(-BEFORE)),
        )
        self.sql("""INSERT INTO establishment_jobrole (id, council_id, name, slug, kind, census_role, is_social_worker, "order")
            SELECT c.n * {roles} + r.n + 1, c.n + 1, 'Role ' || (r.n + 1), 'role-' || (r.n + 1),
                CASE r.n WHEN 0 THEN 'newly_qualified' WHEN 1 THEN 'senior' WHEN 2 THEN 'first_line_manager' WHEN 3 THEN 'other'
                ELSE 'social_worker' END, '5', r.n <> 3, r.n FROM councils c, role_numbers r""")
        self.sql(
            """INSERT INTO establishment_fundingdecision (id, council_id, decided_on, title, decided_by_body, reference)
            SELECT c.n * 10 + t.n + 1, c.n + 1, {on}, 'Decision ' || (t.n + 1), 'Cabinet', '' FROM councils c, team_numbers t
            WHERE t.n < 10""",
            on=self.day("t.n * 360 + 30"),
        )

    def spells(self) -> None:
        """The working table: for each spell of employment its post, team, role, FTE, and first and last day as numbers."""
        self.sql("DROP TABLE IF EXISTS spells")
        self.sql("""CREATE TEMPORARY TABLE spells AS
            SELECT ROW_NUMBER() OVER (ORDER BY k, s) AS id, s, c, p, k, starts, ends, (s * 7919 + k * 104729) % 10007 AS h,
                c * {teams} + (CASE WHEN p % 3 = 0 AND starts >= 2000 + p % 300 THEN p + 1 ELSE p END) % {teams} + 1 AS team,
                c * {roles} + p % {roles} + 1 AS role, CASE p % 5 WHEN 0 THEN 0.6 ELSE 1.0 END AS fte
            FROM (SELECT s.n AS s, s.n / {per_council} AS c, s.n % {per_council} AS p, k.n AS k,
                    k.n * {stay} + (s.n * 37) % {stay} + (s.n * 7919 + k.n * 104729) % 60 - {stay} / 2 AS starts,
                    (k.n + 1) * {stay} + (s.n * 37) % {stay} + (s.n * 7919 + k.n * 104729) % 60 - {stay} / 2
                        - 60 - (s.n * 31 + k.n * 17) % 60 AS ends
                FROM posts s, spell_numbers k) AS found
            WHERE starts <= {last} AND (p % 20 <> 0 OR starts >= 1000 + p)""")

    def establishment(self) -> None:
        self.sql("""INSERT INTO establishment_post (id, council_id, number, funding_decision_id)
            SELECT n + 1, n / {per_council} + 1, 'P' || (10000 + n % {per_council}),
                CASE WHEN n % {per_council} % 20 = 0 THEN n / {per_council} * 10 + n % 10 + 1 END FROM posts""")
        place = "c * {teams} + p % {teams} + 1, c * {roles} + p % {roles} + 1".format(**self.words())
        fte = "CASE p % 5 WHEN 0 THEN 0.6 ELSE 1.0 END"
        start = f"CASE WHEN p % 20 = 0 THEN 1000 + p ELSE {-BEFORE} END"
        of_posts = "(SELECT n + 1 AS post, n / {per_council} AS c, n % {per_council} AS p FROM posts) AS found"
        self.sql(
            """INSERT INTO establishment_postterm (council_id, post_id, team_id, role_id, fte, starts_on, ends_on)
            SELECT c + 1, post, {place}, {fte}, {start}, CASE WHEN p % 3 = 0 THEN {end} END FROM """
            + of_posts,
            place=place, fte=fte, start=self.day(start), end=self.day("2000 + p % 300"),
        )  # fmt: skip
        self.sql(
            """INSERT INTO establishment_postterm (council_id, post_id, team_id, role_id, fte, starts_on)
            SELECT c + 1, post, c * {teams} + (p + 1) % {teams} + 1, c * {roles} + p % {roles} + 1, {fte}, {start} FROM """
            + of_posts
            + " WHERE p % 3 = 0",
            fte=fte, start=self.day("2000 + p % 300"),
        )  # fmt: skip

    def people(self) -> None:
        """A worker and an employment for each spell; a quarter of them changed their hours half way: a second holding."""
        self.sql("""INSERT INTO establishment_worker (id, council_id, registration_number, staff_number, given_name, family_name,
                qualification)
            SELECT id, c + 1, 'SW' || id, 'E' || id, 'Given ' || h, 'Family ' || ((h * 31) % 9973), '1' FROM spells ORDER BY id""")
        ends = self.day_or_open("ends")
        self.sql(
            """INSERT INTO establishment_employment (id, council_id, worker_id, contract, origin, reason, destination, starts_on,
                ends_on)
            SELECT id, c + 1, id, 'permanent', '2', CASE WHEN ends > {last} THEN '' WHEN h % 5 = 0 THEN '5' ELSE '1' END,
                CASE WHEN ends > {last} THEN '' ELSE '1' END, {starts}, {ends} FROM spells ORDER BY id""",
            starts=self.day("starts"), ends=ends,
        )  # fmt: skip
        columns = "council_id, employment_id, worker_id, post_id, team_id, role_id, fte, starts_on, ends_on"
        half = "(starts + ends) / 2"
        changed = f"h % 4 = 0 AND {half} <= {LAST}"
        self.sql(
            """INSERT INTO establishment_holding (id, {columns})
            SELECT id, c + 1, id, id, s + 1, team, role, fte, {starts}, CASE WHEN {changed} THEN {half} ELSE {ends} END
            FROM spells ORDER BY id""",
            columns=columns, starts=self.day("starts"), ends=ends, half=self.day(half), changed=changed,
        )  # fmt: skip
        self.sql(
            """INSERT INTO establishment_holding (id, {columns})
            SELECT id + (SELECT MAX(id) FROM spells), c + 1, id, id, s + 1, team, role, fte - 0.2, {half}, {ends} FROM spells
            WHERE {changed} ORDER BY id""",
            columns=columns, ends=ends, half=self.day(half), changed=changed,
        )  # fmt: skip

    def covers(self) -> None:
        """An agency worker in every fourth gap after a spell, each a worker without a name (as in a census)."""
        first_day, gap = "ends + 7", "ends + 7 + 40 + h % 20"
        self.sql("""INSERT INTO establishment_worker (id, council_id, registration_number, staff_number, given_name, family_name,
                qualification)
            SELECT id + 1000000, c + 1, 'SW' || (id + 1000000), '', '', '', '' FROM spells
            WHERE h % 4 = 1 AND ends + 7 <= {last} ORDER BY id""")
        self.sql(
            """INSERT INTO establishment_cover (council_id, worker_id, post_id, team_id, role_id, fte, covers_vacancy, is_snapshot,
                starts_on, ends_on)
            SELECT c + 1, id + 1000000, s + 1, team, role, 1, TRUE, FALSE, {starts}, {ends} FROM spells
            WHERE h % 4 = 1 AND ends + 7 <= {last} ORDER BY id""",
            starts=self.day(first_day), ends=self.day_or_open(gap),
        )  # fmt: skip

    def absences(self) -> None:
        """One spell of sickness for every other employment, and parental leave for every twentieth."""
        self.sql(
            """INSERT INTO establishment_absence (council_id, employment_id, kind, working_days_lost, is_yearly_total, starts_on,
                ends_on)
            SELECT c + 1, id, CASE WHEN h % 20 = 0 THEN 'MAT' ELSE 'SIC' END, 2 + h % 20, FALSE, {starts}, {ends} FROM spells
            WHERE h % 2 = 0 AND starts + 100 <= {last} ORDER BY id""",
            starts=self.day("starts + 100"), ends=self.day("starts + 105 + h % 30"),
        )  # fmt: skip

    def case_counts(self) -> None:
        """A count at every month's end for two people in three: written month by month, council after council."""
        from ridgeway.core.periods import each_month

        self.sql("DROP TABLE IF EXISTS case_holders")
        self.sql(
            "CREATE TEMPORARY TABLE case_holders AS SELECT id, c, team, starts, ends, h FROM spells WHERE p % 21 > 4"
        )
        kept = self.indexes_taken_off("practice_casecount")
        for month, end in enumerate(each_month(FIRST, UNTIL)):
            number = (end - FIRST).days
            self.sql(
                """INSERT INTO practice_casecount (council_id, worker_id, team_id, "on", cases)
                SELECT c + 1, id, team, '{end}', (h + {month} * 7) % 26 FROM case_holders
                WHERE starts <= {number} AND ends > {number} ORDER BY c, id""",
                end=end.isoformat(), month=month, number=number,
            )  # fmt: skip
        self.indexes_made(kept)

    def indexes_made(self, statements: list[str]) -> None:
        for statement in statements:
            with self.connection.cursor() as cursor:
                cursor.execute(statement)

    def indexes_taken_off(self, table: str) -> list[str]:
        """Drop the indexes that guard nothing, and return how to make them again: filling them in one go is quicker."""
        look = (
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
            if self.is_sqlite
            else "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexdef NOT LIKE '%% UNIQUE %%'"
        )
        with self.connection.cursor() as cursor:
            cursor.execute(look, [table])
            found = cursor.fetchall()
            for name, _ in found:
                cursor.execute(f'DROP INDEX "{name}"')
        return [statement for _, statement in found]

    def published(self) -> None:
        """The published indicators of every council, region and England for six years."""
        from ridgeway.insight.comparison import COMPARED
        from ridgeway.insight.models import PublishedRow

        values = {measure.published: str(10 + number) for number, measure in enumerate(COMPARED)}
        rows = []
        for year in range(2020, 2026):
            common = {"released_on": dt.date(2026, 2, 26), "year": year, "values": values}
            rows.append(PublishedRow(level="National", area_code="E92000001", area_name="England", **common))
            for region in range(1, ROLES_PER_COUNCIL + 1):
                code, name = f"E1200000{region}", f"Region {region}"
                rows.append(PublishedRow(level="Regional", area_code=code, area_name=name, region_code=code, **common))
            rows += [
                PublishedRow(
                    level="Local authority", area_code=f"E06{c:06}", area_name=f"Benchshire {c + 1}", council_code=str(200 + c),
                    region_code=f"E1200000{c % ROLES_PER_COUNCIL + 1}", **common,
                )
                for c in range(self.size.councils)
            ]  # fmt: skip
        PublishedRow.objects.bulk_create(rows, batch_size=200)

    def audit(self) -> None:
        """Entries for the pages of the audit trail. Their hashes are not hashes: this trail is for reading only."""
        from ridgeway.core.models import AuditHead

        self.numbers("entries", AUDIT_ENTRIES_PER_COUNCIL)
        moment = (
            f"datetime('{FIRST}', e.n || ' days')"
            if self.is_sqlite
            else f"(TIMESTAMPTZ '{FIRST} 12:00Z' + e.n * interval '1 day')"
        )
        self.sql(
            """INSERT INTO core_auditentry (chain, sequence, at, actor, action, thing_type, thing_id, thing, "before", "after",
                previous_hash, hash)
            SELECT CAST(200 + c.n AS varchar), e.n + 101, {at}, 'bench@example.org', 'holding.started', 'establishment.holding',
                CAST(e.n + 1 AS varchar), 'Given ' || e.n, '{{"fte": "1"}}', '{{"fte": "0.8"}}', 'none', 'none'
            FROM entries e, councils c ORDER BY e.n, c.n""",
            at=moment,
        )
        for number in range(self.size.councils):
            head = {
                "sequence": AUDIT_ENTRIES_PER_COUNCIL + 100,
                "hash": "none",
            }  # what is recorded from here on follows these
            AuditHead.objects.update_or_create(chain=str(200 + number), defaults=head)

    def imports(self) -> None:
        """Files that were once imported."""
        from ridgeway.domains.organisation.models import Council
        from ridgeway.journeys.intake.models import ImportRun

        if ImportRun._meta.db_table not in self.connection.introspection.table_names():
            return
        at = dt.datetime(2026, 9, 1, 9, tzinfo=dt.UTC)
        ImportRun.objects.bulk_create(
            [
                ImportRun(
                    council_id=council, kind="census", file="none", original_name=f"census-{number}.xml", sha256="0" * 64,
                    size=1000, state="refused", sentence="Invented for the benchmark.", moved_at=at, uploaded_by_name="bench",
                    uploaded_at=at - dt.timedelta(days=number),
                )
                for number in range(IMPORTS_PER_COUNCIL)
                for council in Council.objects.values_list("pk", flat=True)
            ],
            batch_size=500,
        )  # fmt: skip

    def sign_ins(self) -> None:
        """Somebody in the first council who may see every page of it, and the built-in roles for everybody else."""
        from ridgeway.domains.organisation import actions
        from ridgeway.domains.organisation.choices import Permission
        from ridgeway.domains.organisation.models import Council, Grant, Role, User

        actions.ensure_built_in_roles(at=dt.datetime(2016, 11, 1, tzinfo=dt.UTC))
        role = Role.objects.create(key="bench", name="Sees everything", permissions=Permission.values)
        user = User.objects.create(email="bench@example.org", name="Bench Head-of-Service")
        Grant.objects.create(user=user, role=role, council=Council.objects.order_by("pk")[0], starts_on=FIRST)

    def adverts(self) -> None:
        adverts.fill(self.size)

    def hiring(self) -> None:
        hiring.fill(self)

    def agency(self) -> None:
        agency.fill(self)

    def timesheets(self) -> None:
        timesheets.fill(self)

    def ledger(self) -> None:
        ledger.fill(self)

    def paper(self) -> None:
        paper.fill()

    def sequences(self) -> None:
        """What is added from here on is numbered after what was numbered by hand."""
        from django.apps import apps
        from django.core.management.color import no_style

        filled = [model for model in apps.get_models() if model._meta.app_label in FILLED]
        with self.connection.cursor() as cursor:
            for statement in self.connection.ops.sequence_reset_sql(no_style(), filled):
                cursor.execute(statement)

    def finish(self) -> None:
        from ridgeway.core import statistics

        self.sequences()
        with self.connection.cursor() as cursor:
            if statistics.take():
                cursor.execute("PRAGMA foreign_keys=ON")
            else:
                cursor.execute("SET session_replication_role = origin")
                cursor.execute("VACUUM ANALYZE")  # what the server does by itself in a quiet hour
            cursor.execute("UPDATE bench_stamp SET stamp = %s", [stamp(self.size)])


def stamp(size: Size) -> str:
    """What a finished build of this size is known by."""
    return f"{STAMP} {size}"


def found_stamp() -> str | None:
    """The stamp of the installation that is here, "" for one that was not finished, None where there is none of ours."""
    from django.db import connection

    if "bench_stamp" not in connection.introspection.table_names():
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM bench_stamp")
        return str(cursor.fetchone()[0])


def empty_database() -> None:
    """Throw away everything in the database, and mark it as the benchmark's. Only ever called for a database of ours."""
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        connection.close()
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_stamp (stamp varchar(200))")
        cursor.execute("INSERT INTO bench_stamp VALUES ('')")


def counted() -> dict[str, int]:
    """How many rows of each kind there are."""
    from ridgeway.domains.agency.models import Assignment, TimesheetLine
    from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, Post
    from ridgeway.domains.finance.models import LedgerLine
    from ridgeway.domains.organisation.models import Council
    from ridgeway.domains.practice.models import CaseCount
    from ridgeway.domains.recruitment.models import Advert, Application, ApplicationMove, Enquiry

    named = {
        "councils": Council, "posts": Post, "spells": Employment, "holdings": Holding, "covers": Cover, "absences": Absence,
        "case counts": CaseCount, "adverts": Advert, "applications": Application, "moves of them": ApplicationMove,
        "enquiries": Enquiry, "assignments": Assignment, "timesheet lines": TimesheetLine,
        "ledger lines": LedgerLine,
    }  # fmt: skip
    return {name: model.objects.count() for name, model in named.items()}


def ensure(size: Size, *, fresh: bool = False) -> None:
    """The installation is in the database that the settings name. Stops where that database holds something else."""
    from django.core.management import call_command
    from django.db import connection

    found = found_stamp()
    if found == stamp(size) and not fresh:
        print(f"The {size.name} installation is already here.", file=sys.stderr)
        call_command("migrate", verbosity=0)
        return
    if found is None and connection.introspection.table_names():
        sys.exit("This database holds something that the benchmark did not build; name an empty one.")
    print(f"Building the {size.name} installation on {connection.vendor}:", file=sys.stderr)
    empty_database()
    Builder(size).build()
    print("  " + ", ".join(f"{number:,} {name}" for name, number in counted().items()), file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.build", description="Build an installation to measure.")
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--fresh", action="store_true", help="build it again where it is already here")
    asked = parser.parse_args()
    import django

    django.setup()
    ensure(SIZES[asked.size], fresh=asked.fresh)


if __name__ == "__main__":
    main()

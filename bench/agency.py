"""Agency work: an assignment for every cover, four hundred beside the posts in each council, their rates, breaches, caps and titles."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from .sizes import EXTRA_COVERS, UNTIL

if TYPE_CHECKING:
    from .build import Builder

NATIONAL = dt.date(2024, 10, 31)
SUPPLIERS = 6  # of a council
STAY = 365  # days of an assignment beside the posts
AT = dt.datetime(2016, 11, 1, tzinfo=dt.UTC)
EXTRA_WORKERS = 2_000_000  # the keys of their workers begin behind this


def fill(to: Builder) -> None:
    """Everything of agency work."""
    _agreements(to)
    _extra_covers(to)
    _assignments(to)
    _rates(to)
    _breaches(to)


def _agreements(to: Builder) -> None:
    """The nation's rules and types, a cap of every region for each type by each route, and every title's type."""
    from ridgeway.domains.agency import actions, rules
    from ridgeway.domains.agency.choices import Route
    from ridgeway.domains.agency.models import AgreedType, PriceCap
    from ridgeway.domains.organisation.models import Region

    actions.ensure_rules(by="bench", at=AT)
    types = list(AgreedType.objects.filter(region=None).order_by("order"))
    PriceCap.objects.bulk_create(
        PriceCap(
            region=region, job_type=kind, route=route, hourly=Decimal(38 + 3 * place), covers=list(rules.COVERS[route]),
            starts_on=NATIONAL, existing_from=NATIONAL, source="Invented for the benchmark", is_invented=True,
        )
        for region in Region.objects.order_by("pk")
        for place, kind in enumerate(types)
        for route in Route.values
    )  # fmt: skip
    cases = " ".join(f"WHEN {place} THEN {kind.pk}" for place, kind in enumerate(types))
    to.sql(
        """INSERT INTO agency_titlemap (council_id, role_id, job_type_id, starts_on)
        SELECT council_id, id, CASE id % {many} {cases} END, '{first}' FROM establishment_jobrole ORDER BY id""",
        many=len(types), cases=cases, first=NATIONAL,
    )  # fmt: skip
    to.numbers("supplier_numbers", SUPPLIERS)
    to.sql(
        """INSERT INTO agency_supplier (id, council_id, name, company_number, contact, standards)
        SELECT c.n * {many} + s.n + 1, c.n + 1, 'Supplier ' || (s.n + 1), '', '', '[]' FROM councils c, supplier_numbers s""",
        many=SUPPLIERS,
    )


def _extra_covers(to: Builder) -> None:
    """Agency workers beside the posts, one after the other over the ten years, each for a year."""
    to.numbers("extra_numbers", EXTRA_COVERS)
    start = f"e.n * {{last}} / {EXTRA_COVERS}".format(**to.words())
    key = f"{EXTRA_WORKERS} + e.n * {to.size.councils} + c.n"
    to.sql(
        """INSERT INTO establishment_worker (id, council_id, registration_number, staff_number, given_name, family_name, qualification)
        SELECT {key}, c.n + 1, 'SW' || ({key}), '', 'Given ' || (({key}) % 9001 * 7919 % 9001), 'Family ' || (({key}) * 31 % 9973), '1'
        FROM extra_numbers e, councils c ORDER BY e.n, c.n""",
        key=key,
    )
    to.sql(
        """INSERT INTO establishment_cover (council_id, worker_id, team_id, role_id, fte, covers_vacancy, is_snapshot, starts_on, ends_on)
        SELECT c.n + 1, {key}, c.n * {teams} + e.n % {teams} + 1, c.n * {roles} + e.n % {roles} + 1, 1, FALSE, FALSE, {start}, {end}
        FROM extra_numbers e, councils c ORDER BY e.n, c.n""",
        key=key, start=to.day(start), end=to.day_or_open(f"{start} + {STAY}"),
    )  # fmt: skip


def _assignments(to: Builder) -> None:
    """One for each cover, under its key. Those that are over say so; of those beside the posts a few are past their planned end."""
    to.sql(
        """INSERT INTO agency_assignment (id, council_id, worker_id, supplier_id, team_id, role_id, post_id, cover_id, route, fte, starts_on, ends_on,
            planned_until, notice_weeks, end_reason, state, confirmed_at, experience_months, references_received, exemption)
        SELECT id, council_id, worker_id, (council_id - 1) * {suppliers} + id % {suppliers} + 1, team_id, role_id, post_id, id,
            CASE id % 3 WHEN 0 THEN 'paye' WHEN 1 THEN 'umbrella' ELSE 'limited' END, fte, starts_on, ends_on,
            COALESCE(ends_on, {planned}), 4, CASE WHEN ends_on IS NULL THEN '' ELSE 'planned' END,
            CASE WHEN ends_on IS NULL THEN 'confirmed' ELSE 'ended' END, {at}, 60, 2, '' FROM establishment_cover ORDER BY id""",
        suppliers=SUPPLIERS, planned=to.later("starts_on", f"{STAY} + id % 60"), at=to.moment("0"),
    )  # fmt: skip


def _rates(to: Builder) -> None:
    """What an hour costs; of every third it rose after 60 days, where it lasted."""
    columns = "council_id, assignment_id, starts_on, ends_on, pay, employer_ni, holiday, levy, margin"
    rose = f"id % 3 = 0 AND (ends_on IS NULL OR ends_on > {to.later('starts_on', '60')})"
    after = to.later("starts_on", "60")
    pay = "26 + id % 17"
    to.sql(
        """INSERT INTO agency_rate ({columns}) SELECT council_id, id, starts_on, CASE WHEN {rose} THEN {after} END, {pay}, 3.2, 3.4, 0.15, 4.5
        FROM agency_assignment ORDER BY id""",
        columns=columns, rose=rose, after=after, pay=pay,
    )  # fmt: skip
    to.sql(
        """INSERT INTO agency_rate ({columns}) SELECT council_id, id, {after}, NULL, {pay} + 1.5, 3.3, 3.6, 0.15, 4.5
        FROM agency_assignment WHERE {rose} ORDER BY id""",
        columns=columns, rose=rose, after=after, pay=pay,
    )  # fmt: skip


def _breaches(to: Builder) -> None:
    """One assignment in twenty is above its cap: signed off, but for a few of the last quarter."""
    fresh = f"starts_on > '{UNTIL - dt.timedelta(days=60)}'"
    to.sql(
        """INSERT INTO agency_breach (council_id, assignment_id, rule, found_on, amount, "limit", words, reason, offices, state, decided_at)
        SELECT council_id, id, 'cap', starts_on, 47.5, 44, '£47.50 an hour is above the cap.', 'Nobody else could begin in time.',
            '["director"]', CASE WHEN {fresh} THEN 'open' ELSE 'signed' END, CASE WHEN {fresh} THEN NULL ELSE {at} END
        FROM agency_assignment WHERE id % 20 = 0 ORDER BY id""",
        fresh=fresh, at=to.moment("0"),
    )  # fmt: skip

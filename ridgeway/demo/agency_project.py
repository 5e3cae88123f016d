"""A project team that a supplier sent as one, each of its workers named; and the references of two of them that have not come yet. All invented."""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from django.conf import settings
from django.urls import reverse

from ridgeway.core.addresses import absolute
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import Assignment, ProjectTeam, Supplier
from ridgeway.domains.organisation.models import Council

from . import agency_rates
from .agency_assignments import SUPPLIERS
from .agency_rates import AGREED_NOW, NATIONAL, TITLES
from .writing import Writer

NAME, PURPOSE = (
    "Assessment backlog",
    "Assess the 60 referrals that waited longest in October, and close them or hand them over.",
)
OVERSEEN_BY = "Juniper Thornhurst, principal social worker"
BEGAN, ENDS = dt.timedelta(weeks=7), dt.timedelta(weeks=10)  # before and after the day of building
OTHER_MONTHLY = Decimal(1_850)  # a coordinator and desks, paid beside the hours
# role, given and family name, months of experience, references received (not known: they are awaited)
WORKERS = (
    ("senior", "Yarrow", "Coldharbour", 104, 2),
    ("sw", "Burdock", "Stanbridge", 61, None),
    ("sw", "Sanicle", "Wexcombe", 48, 2),
    ("sw", "Melilot", "Ramscombe", 40, None),
)
# which of them, the referee, where, how many days ago it was asked for
AWAITED = ((1, "Alder Fosbury", "Vale County Council", 17), (3, "Hazel Chute", "Downland Council", 3))


def write(writer: Writer, today: dt.date, **said: Any) -> str:
    """The team, its workers confirmed one by one, and what was asked of their referees. Chance of its own: the years stay as played."""
    if today - BEGAN < NATIONAL:
        return "no project team"
    supplier = Supplier.objects.get(council=writer.council, name=SUPPLIERS[0])
    team = actions.add_project_team(
        writer.council, name=NAME, purpose=PURPOSE, overseen_by=OVERSEEN_BY, supplier=supplier, team=writer.teams["mash"], starts_on=today - BEGAN,
        ends_on=today + ENDS, workers_agreed=len(WORKERS), other_monthly=OTHER_MONTHLY, **said,
    )  # fmt: skip
    rng = Random(1759)  # noqa: S311 - invented rates, not secrets
    rows = [_worker(rng, writer, team, number, **said) for number in range(len(WORKERS))]
    for number, referee, organisation, days in AWAITED:
        _ask(writer.council, rows[number], referee, organisation, days, **said)
    return f"1 project team of {len(rows)} named workers, {len(AWAITED)} references awaited"


def _worker(rng: Random, writer: Writer, team: ProjectTeam, number: int, **said: Any) -> Assignment:
    role, given, family, months, references = WORKERS[number]
    cap = Decimal(AGREED_NOW[TITLES[role][1]][0])
    amount = (cap * Decimal(rng.uniform(0.93, 0.99))).quantize(Decimal("0.01"))
    person = {"given_name": given, "family_name": family, "registration_number": f"SW9899{number:03}"}
    row = actions.record(
        writer.council, person=person, rate=agency_rates.parts_of(rng, amount, "umbrella"), supplier=team.supplier, project_team=team, team=team.team,
        role=writer.roles[role], post=None, route="umbrella", starts_on=team.starts_on, planned_until=team.ends_on, fte=Decimal(1),
        notice_weeks=Decimal(4), experience_months=months, references_received=references, **said,
    )  # fmt: skip
    return actions.confirm(row, **said)


def _ask(council: Council, row: Assignment, referee: str, organisation: str, days: int, *, by: str, at: dt.datetime) -> None:  # fmt: skip
    email = f"{referee.replace(' ', '.').lower()}@example.org"
    actions.ask_practice_reference(
        row, name=referee, email=email, organisation=organisation, address=lambda token: _private(council, token), by=by, at=at - dt.timedelta(days=days)
    )  # fmt: skip


def _private(council: Council, token: str) -> str:
    """The address by which the referee answers."""
    where = {"council": council.slug, "token": token}
    return absolute(reverse("practice_reference", urlconf=settings.ROOT_URLCONF, kwargs=where))

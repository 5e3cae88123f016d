"""A council of the South West with agreed rules, a cap, a supplier and a vacant post."""

from decimal import Decimal

import pytest

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import AgreedType
from ridgeway.domains.organisation.actions.regions import region_named
from tests import factories
from tests.factories import BY, day

UMBRELLA = ["pay", "employer_ni", "holiday", "levy"]


def agreed_in(
    council, *, hourly="39.00", starts_on="2024-10-31", existing_from="2025-10-01", slug="social-worker", **fields
):
    """A cap for a national type in a council's region."""
    kind = AgreedType.objects.get(region=None, slug=slug)
    fields = {"covers": UMBRELLA, "route": "umbrella", "source": "The region's agreement", **fields}
    return actions.agree_cap(
        council.region, job_type=kind, starts_on=day(starts_on), existing_from=day(existing_from) if existing_from else None,
        hourly=Decimal(hourly), **fields, **BY,
    )  # fmt: skip


def parts(pay="30.00", employer_ni="4.00", holiday="3.60", levy="0.20", margin="3.00"):
    """An hour's rate: £37.80 of it counts toward a cap, £40.80 is charged."""
    given = {"pay": pay, "employer_ni": employer_ni, "holiday": holiday, "levy": levy, "margin": margin}
    return {name: Decimal(amount) for name, amount in given.items()}


def an_assignment(ground, **fields):
    """An assignment of somebody new to the vacant post, from March 2025 for half a year; nothing is known of the worker."""
    rate, person = fields.pop("rate", None) or parts(), fields.pop("person", None)
    person = person or {
        "registration_number": f"SW77{next(factories._next):05}",
        "given_name": "Sedge",
        "family_name": "Millford",
    }
    fields = {
        "supplier": ground.supplier, "team": ground.team, "role": ground.role, "post": ground.post, "route": "umbrella",
        "starts_on": day("2025-03-03"), "planned_until": day("2025-09-01"), "fte": Decimal(1), "notice_weeks": Decimal(4), **fields,
    }  # fmt: skip
    return actions.record(ground.council, person=person, rate=rate, **fields, **BY)


class Ground:
    """The council and what an assignment in it needs."""

    def __init__(self, name: str = "") -> None:
        actions.ensure_rules(**BY)
        self.council = factories.a_council(name, region=region_named("South West", **BY))
        self.team = factories.a_team(factories.a_service(self.council))
        self.role = factories.a_job_role(self.council)
        self.post = factories.a_post(self.team, self.role)
        self.kind = AgreedType.objects.get(region=None, slug="social-worker")
        self.supplier = actions.add_supplier(
            self.council, name="Kestrel Care Staffing", standards=["caps", "notice"], signed_on=day("2024-11-04"), **BY
        )
        actions.map_title(self.role, job_type=self.kind, starts_on=day("2024-10-31"), **BY)


@pytest.fixture
def ground(db, at):
    return Ground()

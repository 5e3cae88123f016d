"""Assignments for every time an agency worker came: suppliers, routes, rates below the region's caps, and the few above them with their sign-off."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

from ridgeway.core import clock
from ridgeway.domains.agency import actions, bulk, rules
from ridgeway.domains.agency.choices import Exemption, Part, RuleKey, Standard
from ridgeway.domains.agency.models import AgreedType, Assignment, Supplier
from ridgeway.domains.agency.rules import money
from ridgeway.domains.establishment.models import Cover, JobRole
from ridgeway.domains.organisation.models import Council, Region

from . import agency_rates
from .agency_rates import AGREED_NOW, NATIONAL, TITLES
from .world import Stand, World
from .writing import Writer

SUPPLIERS = (
    "Kestrel Care Staffing",
    "Drove Road Social Work",
    "Larkhill Locums",
    "Sarsen Resourcing",
    "Windmill Interim",
)
OFFICES = (("director", "Burnet Ashenmere"), ("chief_executive", "Campion Ravensmere"))
REASON = "Two court cases in the team have no allocated worker, and nobody within the cap could begin this month."


def write_all(world: World, writer: Writer, covers: Sequence[Cover], today: dt.date, **said: Any) -> int:
    """The region's agreements, suppliers, and an assignment for each time an agency worker came. Chance of its own: the years stay as played."""
    rng, council = Random(1618), writer.council  # noqa: S311 - invented rates, not secrets
    types = agency_rates.write_agreements(Region.objects.get(code="E12000009"), **said)
    write_titles(writer.roles, types, **said)
    suppliers = write_suppliers(council, rng, **said)
    return len(write(council, world.stands, covers, suppliers, rng, today, over=14, **said))


def write_suppliers(council: Council, rng: Random, names: Sequence[str] = SUPPLIERS, **said: Any) -> list[Supplier]:
    """Suppliers, most of which signed the standards, and a little of what they did not keep."""
    found = []
    for number, name in enumerate(names):
        signed = Standard.values if number < 3 else Standard.values[:4] if number == 3 else []
        row = actions.add_supplier(
            council, name=name, contact="Duty desk, 01632 960 2" + f"{number:02}", standards=signed,
            signed_on=dt.date(2024, 11, 4 + number) if signed else None, **said,
        )  # fmt: skip
        found.append(row)
    for back in (12, 70, 130, 220, 300):
        day = clock.day_of(said["at"]) - dt.timedelta(days=back)
        actions.record_conduct(
            rng.choice(found[:4]), on=day, standard=rng.choice(["references", "notice", "caps", "checks"]),
            words="Found on checking the file before the start.", settled_on=day + dt.timedelta(days=6) if back > 60 else None, **said,
        )  # fmt: skip
    return found


def write_titles(roles: dict[str, JobRole], types: dict[str, AgreedType], **said: Any) -> None:
    """The council's map of its titles: to the memorandum's types, then to the national ones."""
    for key, (then, now) in TITLES.items():
        if key in roles:
            actions.map_title(roles[key], job_type=types[then], starts_on=agency_rates.MEMORANDUM, **said)
            actions.map_title(roles[key], job_type=types[now], starts_on=NATIONAL, **said)


def write(
    council: Council, stands: Sequence[Stand], covers: Sequence[Cover], suppliers: Sequence[Supplier], rng: Random, today: dt.date,
    *, over: int, **said: Any,
) -> list[Assignment]:  # fmt: skip
    """An assignment for each cover. `over` of those that began under the national rules are above the cap, and signed off."""
    bound = [n for n, s in enumerate(stands) if s.starts >= NATIONAL and s.role in TITLES and _is_childrens(covers[n])]
    above = set(rng.sample(bound, min(over, len(bound))))
    above |= set(bound[-6:]) if over else set()
    new = [
        _new(rng, stand, cover, suppliers, today, number in above)
        for number, (stand, cover) in enumerate(zip(stands, covers, strict=True))
    ]
    made = bulk.take_over(council, new, **said)
    breaches = [_breach(made[n], new[n], stands[n].role) for n in sorted(above)]
    bulk.record_breaches(council, [one for one in breaches if one], **said)
    return made


def _is_childrens(cover: Cover) -> bool:
    return cover.team is not None and cover.team.service.kind == "children"


def _new(
    rng: Random, stand: Stand, cover: Cover, suppliers: Sequence[Supplier], today: dt.date, above: bool
) -> bulk.NewAssignment:
    route = agency_rates.route_on(rng, stand.starts)
    amount = agency_rates.counted(stand.role, route, stand.starts, rng.uniform(0.84, 0.935))
    if stand.role in TITLES and stand.starts >= NATIONAL:
        cap = Decimal(AGREED_NOW[TITLES[stand.role][1]][1 if route == "paye" else 0])
        amount = cap + Decimal(rng.randint(50, 350)) / 100 if above else min(amount, cap)
    planned = stand.ends or today + dt.timedelta(weeks=rng.randint(-1, 20))
    if planned <= stand.starts:
        planned = stand.starts + dt.timedelta(weeks=13)
    chosen = rng.choices(suppliers, weights=[5, 4, 3, 2, 1][: len(suppliers)])[0]
    reason = rng.choices(["planned", "post_filled", "worker_left", "council_ended"], (60, 20, 15, 5))[0]
    return bulk.NewAssignment(
        cover,
        chosen,
        route,
        planned,
        agency_rates.parts_of(rng, amount, route),
        end_reason=reason,
        facts=_facts(rng, stand),
    )


def _facts(rng: Random, stand: Stand) -> dict[str, Any]:
    """What was stated of the worker, since the national rules ask for it."""
    if stand.starts < NATIONAL:
        return {}
    since = stand.person.qualified_on or stand.starts
    months = max((stand.starts - since).days * 12 // 365, 40 + rng.randint(0, 90))
    asked = dt.datetime.combine(stand.starts - dt.timedelta(days=9), dt.time(10), dt.UTC)
    return {
        "experience_months": months if rng.random() > 0.06 else None,
        "references_received": rng.choices([2, 3, 1, None], (80, 12, 4, 4))[0],
        "exemption": Exemption.OTHER_REGION.value if rng.random() < 0.05 else "",
        "cooling_asked_at": asked,
    }


def _breach(row: Assignment, new: bulk.NewAssignment, role: str) -> bulk.NewBreach | None:
    cap = Decimal(AGREED_NOW[TITLES[role][1]][1 if row.route == "paye" else 0])
    amount = rules.limited({part: new.parts.get(part, Decimal(0)) for part in Part.values}, rules.COVERS[row.route])
    if amount <= cap:
        return None
    day = row.starts_on - dt.timedelta(days=5)
    moments = [dt.datetime.combine(day + dt.timedelta(days=n), dt.time(14, 10 * n), dt.UTC) for n in (1, 2)]
    signed = [(office, name, moment) for (office, name), moment in zip(OFFICES, moments, strict=True)]
    words = f"{money(amount)} an hour is {money(amount - cap)} above the cap of {money(cap)}."
    return bulk.NewBreach(row, RuleKey.CAP.value, day, words, REASON, amount, cap, signed)

"""The other councils of the South West, as light rows: enough agency work for a region to be seen. Every worker, rate and breach is invented."""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from ridgeway.core import clock
from ridgeway.domains.agency import actions, bulk, rules
from ridgeway.domains.agency.choices import Part, RuleKey
from ridgeway.domains.agency.models import AgreedType
from ridgeway.domains.agency.rules import money
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment import bulk as many
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Council, Region, Team

from . import agency_rates
from .agency_rates import AGREED_NOW, NATIONAL
from .names import _FIRST, _GIVEN, _SECOND

OTHERS = (
    ("Bath and North East Somerset Council", "800"), ("Bournemouth, Christchurch and Poole Council", "839"), ("Bristol City Council", "801"),
    ("Cornwall Council", "908"), ("Council of the Isles of Scilly", "420"), ("Devon County Council", "878"),
    ("Gloucestershire County Council", "916"), ("North Somerset Council", "802"), ("Plymouth City Council", "879"),
    ("Somerset Council", "933"), ("South Gloucestershire Council", "803"), ("Swindon Borough Council", "866"), ("Torbay Council", "880"),
)  # fmt: skip
ROLES = (
    ("Social worker", "social_worker", "sw"),
    ("Senior social worker", "senior", "senior"),
    ("Team manager", "first_line_manager", "tm"),
)
REASON = "No worker within the cap could begin in time for the court's date."


def write(region: Region, dorset: Council, *, by, at: dt.datetime) -> int:
    """The other thirteen councils and Dorset, each with a service, suppliers and assignments; returns how many assignments."""
    rng, said = Random(1848), {"by": by, "at": at}  # noqa: S311 - invented rates, not secrets
    total = _fill(dorset, dorset.teams.first(), rng, 34, 0, **said)
    for number, (name, code) in enumerate(OTHERS, start=1):
        council = organisation.add_council(name, code=code, region=region, is_demonstration=True, **said)
        service = organisation.add_service(
            council, name="Children's services", kind="children", slug="childrens", **said
        )
        team = organisation.add_team(service, name="Social work teams", starts_on=dt.date(2019, 4, 1), order=1, **said)
        total += _fill(council, team, rng, 4 if code == "420" else rng.randint(24, 52), number, **said)
    return total


def _fill(council: Council, team: Team | None, rng: Random, count: int, number: int, *, by, at: dt.datetime) -> int:
    said: dict[str, Any] = {"by": by, "at": at}
    roles = []
    for order, (name, kind, key) in enumerate(ROLES, start=1):
        known = council.pk and establishment_role(council, name)
        role = known or establishment.add_role(
            council, name=name, kind=kind, slug=name.lower().replace(" ", "-"), census_role="5", order=order, **said
        )
        slug = agency_rates.TITLES[key][1]
        actions.map_title(role, job_type=AgreedType.objects.get(region=None, slug=slug), starts_on=NATIONAL, **said)
        roles.append((role, key))
    suppliers = [actions.add_supplier(council, name=name, **said) for name in ("Larkhill Locums", "Sarsen Resourcing")]
    level = rng.uniform(0.95, 1.06)
    today = clock.day_of(at)
    workers = many.add_workers(council, [_somebody(rng, number, n) for n in range(count)], **said)
    plays = []
    for _ in workers:
        starts = today - dt.timedelta(days=rng.randint(5, 540))
        ends = starts + dt.timedelta(weeks=rng.randint(12, 60))
        plays.append((rng.choices(roles, (70, 20, 10))[0], max(starts, NATIONAL), None if ends > today else ends))
    covers = many.record_covers(
        council,
        [
            many.NewCover(w, Decimal(1), starts, ends, team, role)
            for w, ((role, _), starts, ends) in zip(workers, plays, strict=True)
        ],
        **said,
    )
    new = [
        _assignment(rng, cover, key, suppliers, level, today)
        for cover, ((_, key), _, _) in zip(covers, plays, strict=True)
    ]
    made = bulk.take_over(council, new, **said)
    bulk.record_breaches(
        council,
        [b for row, one, (role, _, _) in zip(made, new, plays, strict=True) if (b := _breach(row, one, role[1]))],
        **said,
    )
    for _ in range(rng.randint(0, 9)):
        day = today - dt.timedelta(days=rng.randint(5, 400))
        actions.record_conduct(
            rng.choice(suppliers),
            on=day,
            standard=rng.choice(["caps", "notice", "references", "checks"]),
            words="Found on checking the file.",
            **said,
        )
    return len(made)


def establishment_role(council: Council, name: str):
    """A job role that the council has already."""
    from ridgeway.domains.establishment.models import JobRole

    return JobRole.objects.filter(council=council, name=name).first()


def _somebody(rng: Random, number: int, n: int) -> many.NewWorker:
    given, family = rng.choice(_GIVEN), rng.choice(_FIRST) + rng.choice(_SECOND)
    return many.NewWorker({"given_name": given, "family_name": family, "registration_number": f"SW98{number:02}{n:03}"})


def _assignment(rng: Random, cover, key: str, suppliers, level: float, today: dt.date) -> bulk.NewAssignment:
    route = agency_rates.route_on(rng, cover.starts_on)
    cap = Decimal(AGREED_NOW[agency_rates.TITLES[key][1]][1 if route == "paye" else 0])
    amount = (cap * Decimal(level * rng.uniform(0.86, 1.0))).quantize(Decimal("0.01"))
    planned = cover.ends_on or today + dt.timedelta(weeks=rng.randint(2, 20))
    facts = {"experience_months": rng.randint(36, 180), "references_received": 2,
             "cooling_asked_at": dt.datetime.combine(cover.starts_on - dt.timedelta(days=9), dt.time(10), dt.UTC)}  # fmt: skip
    return bulk.NewAssignment(
        cover, rng.choice(suppliers), route, planned, agency_rates.parts_of(rng, amount, route), facts=facts
    )


def _breach(row, new: bulk.NewAssignment, key: str) -> bulk.NewBreach | None:
    cap = Decimal(AGREED_NOW[agency_rates.TITLES[key][1]][1 if row.route == "paye" else 0])
    counted = rules.limited({part: new.parts.get(part, Decimal(0)) for part in Part.values}, rules.COVERS[row.route])
    if counted <= cap:
        return None
    day = row.starts_on - dt.timedelta(days=4)
    signed = [
        (office, name, dt.datetime.combine(day, dt.time(15), dt.UTC))
        for office, name in (("director", "Invented director"), ("chief_executive", "Invented chief executive"))
    ]
    words = f"{money(counted)} an hour is {money(counted - cap)} above the cap of {money(cap)}."
    return bulk.NewBreach(row, RuleKey.CAP.value, day, words, REASON, counted, cap, signed)

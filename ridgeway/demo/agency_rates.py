"""What the demonstration's agency workers cost an hour, and what the South West agreed. Every amount is invented: none of the region's was published."""

import datetime as dt
from decimal import Decimal
from random import Random

from ridgeway.domains.agency import actions, national, rules
from ridgeway.domains.agency.choices import Part, Route
from ridgeway.domains.agency.models import AgreedType
from ridgeway.domains.organisation.models import Region

MEMORANDUM = dt.date(2016, 7, 1)
EXISTING = dt.date(2017, 1, 1)
NATIONAL = national.IN_FORCE
SAID = {
    "source": "South West memorandum of cooperation, 1 July 2016",
    "source_url": "https://docslib.org/doc/13242867/memorandum-of-cooperation",
    "note": "The memorandum's amounts were not published: these are invented.",
    "is_invented": True,
}
SAID_NOW = {
    "source": "South West regional agreement under the national rules",
    "note": "The region's amounts are not published: these are invented.",
    "is_invented": True,
}
# the six types of the memorandum, with an invented amount an hour
AGREED = {
    "Social worker": "30.00", "Experienced social worker": "33.00", "Specialist or advanced social worker": "36.00",
    "Assistant team manager": "40.00", "Team manager": "43.00", "Independent reviewing officer": "40.00",
}  # fmt: skip
# the national five since October 2024, with invented amounts: umbrella and limited company, PAYE
AGREED_NOW = {"social-worker": ("39.00", "31.20"), "senior-social-worker": ("42.50", "34.00"), "advanced-practitioner": ("46.00", "36.80"),
              "team-manager": ("54.00", "43.20"), "iro": ("50.00", "40.00")}  # fmt: skip
# the council's titles, by the demonstration's keys: under the memorandum, under the national rules
TITLES = {
    "sw": ("Experienced social worker", "social-worker"), "nq": ("Social worker", "social-worker"),
    "senior": ("Specialist or advanced social worker", "senior-social-worker"),
    "aspiring": ("Specialist or advanced social worker", "advanced-practitioner"),
    "atm": ("Assistant team manager", "advanced-practitioner"), "tm": ("Team manager", "team-manager"),
    "iro": ("Independent reviewing officer", "iro"), "supervising": ("Experienced social worker", "social-worker"),
}  # fmt: skip
BASE = {"sw": 31.0, "nq": 27.0, "senior": 34.0, "aspiring": 36.0, "atm": 38.5, "tm": 42.0, "iro": 38.5, "supervising": 30.0,
        "service": 52.0, "head": 60.0, "ot": 28.0}  # fmt: skip
PENNY = Decimal("0.01")
# how the part of a rate that a cap limits is made up, by route
_SHARES = {
    Route.PAYE: {Part.PAY: 1.0},
    Route.UMBRELLA: {Part.PAY: 0.775, Part.NI: 0.1, Part.HOLIDAY: 0.12, Part.LEVY: 0.005},
    Route.LIMITED: {Part.PAY: 1.0},
}


def write_agreements(region: Region, *, by, at: dt.datetime) -> dict[str, AgreedType]:
    """The national rules, the memorandum's types and caps, and the caps of today; types by name and slug."""
    actions.ensure_rules(by=by, at=at)
    found: dict[str, AgreedType] = {}
    for order, (name, amount) in enumerate(AGREED.items(), start=1):
        kind = actions.add_type(region, name=name, starts_on=MEMORANDUM, order=order, by=by, at=at, **SAID)
        found[name] = kind
        actions.agree_cap(
            region, job_type=kind, starts_on=MEMORANDUM, hourly=Decimal(amount), covers=list(rules.COVERS[Route.UMBRELLA]),
            existing_from=EXISTING, by=by, at=at, **SAID,
        )  # fmt: skip
        actions.retire_type(kind, ends_on=NATIONAL, by=by, at=at)
    for kind in AgreedType.objects.filter(region=None):
        found[kind.slug] = kind
        for route in Route.values:
            amount = AGREED_NOW[kind.slug][1 if route == Route.PAYE else 0]
            actions.agree_cap(
                region, job_type=kind, route=route, starts_on=NATIONAL, hourly=Decimal(amount), covers=list(rules.COVERS[route]),
                existing_from=national.EXISTING_FROM, by=by, at=at, **SAID_NOW,
            )  # fmt: skip
    return found


def counted(role: str, route: str, day: dt.date, share: float) -> Decimal:
    """What of an hour a cap limits: the role's base of 2016, 3% more a year, times `share`; PAYE a fifth less."""
    amount = BASE[role] * (1 + 0.03 * (day.year - 2016)) * share * (0.8 if route == Route.PAYE else 1)
    return Decimal(amount).quantize(PENNY)


def parts_of(rng: Random, amount: Decimal, route: str) -> dict[str, Decimal]:
    """An hour's rate of which a cap limits `amount`, made up by route, with a supplier's margin."""
    parts: dict[str, Decimal] = {
        part.value: (amount * Decimal(share)).quantize(PENNY) for part, share in _SHARES[Route(route)].items()
    }
    parts[Part.PAY] += amount - sum(parts.values())
    if route == Route.PAYE:
        parts |= {
            Part.NI: (amount * Decimal("0.138")).quantize(PENNY),
            Part.HOLIDAY.value: (amount * Decimal("0.1207")).quantize(PENNY),
        }
    return {**parts, Part.MARGIN.value: Decimal(rng.randint(180, 420)) / 100}


def route_on(rng: Random, day: dt.date) -> str:
    """Limited companies were most until April 2017, umbrellas since."""
    weights = (15, 25, 60) if day < dt.date(2017, 4, 6) else (25, 65, 10)
    return rng.choices([Route.PAYE.value, Route.UMBRELLA.value, Route.LIMITED.value], weights)[0]

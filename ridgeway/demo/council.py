"""Builds the demonstration: plays the years, then writes them."""

import datetime as dt
from collections.abc import Callable
from random import Random
from typing import Any

from django.db import connection, transaction

from ridgeway.core import clock, statistics
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Council, Region

from . import (
    adverts,
    agency,
    agency_assignments,
    agency_project,
    agency_region,
    agency_timesheets,
    applications,
    away,
    campaign_enquiries,
    campaign_now,
    campaign_years,
    campaigns,
    careers,
    enquiries,
    keeping,
    later_years,
    money,
    neighbours,
    offers,
    pay,
    report,
    selection,
    sign_ins,
)
from .names import Names
from .sign_ins import SignIn
from .world import World
from .writing import Writer, small_neighbour

BY = "the demonstration"
CODE, NEIGHBOUR_CODE = "865", "838"


RECORDS_FROM = dt.date(2013, 3, 31)  # who left before April 2013 is not among the invented


def exists() -> bool:
    """Whether the demonstration council is here already."""
    return Council.objects.filter(code=CODE, is_demonstration=True).exists()


def played(today: dt.date, seed: int) -> World:
    """The years of the demonstration up to `today`, in memory. The same seed and day give the same years."""
    rng = Random(seed)  # noqa: S311 - invented people, not secrets
    world = World(rng, Names(rng, [name for name, _, _ in sign_ins.PEOPLE]))
    campaign_years.play(world)
    later_years.play(world, today)
    agency.play(world, today)
    away.play(world, today)
    return world


@transaction.atomic
def build(*, at: dt.datetime, seed: int = 1316, say: Callable[[str], object] = print) -> list[SignIn]:
    """Build the demonstration councils, all or nothing, and return how to sign in: (name, role, e-mail, password).

    The sign-ins are also kept in the data folder for their owner's eyes only. `say` is told how far it is. Raises
    `CannotChangeOrganisation` when a council with the code is here already.
    """
    said: dict[str, Any] = {"by": BY, "at": at}
    say = _checked(say)
    today = clock.day_of(at)
    organisation.ensure_built_in_roles(at=at)
    region, _ = Region.objects.get_or_create(code="E12000009", defaults={"name": "South West"})
    council = organisation.add_council(
        "Wiltshire Council", code=CODE, slug="wiltshire", region=region, wordmark="Wiltshire Council",
        is_demonstration=True, records_from=RECORDS_FROM, **said,
    )  # fmt: skip
    neighbour = organisation.add_council(
        "Dorset Council", code=NEIGHBOUR_CODE, slug="dorset", region=region, wordmark="Dorset Council",
        is_demonstration=True, **said,
    )  # fmt: skip
    world = played(today, seed)
    _write(world, council, today, say, **said)
    small_neighbour(neighbour, world.rng, world.names, **said)
    say(f"  {agency_region.write(region, neighbour, **said):,} assignments in the region's other councils")
    password = sign_ins.new_password()
    people = sign_ins.add(council, sign_ins.PEOPLE, password, **said)
    say(f"  {enquiries.write(council, world.names, today, seed, **said):,} enquiries")
    say(f"  {adverts.write(council, world, today, seed, **said)}")
    say(f"  {applications.write(council, world.names, seed, **said)}")
    say(f"  {offers.write(council, seed, **said)}")
    say(f"  {selection.write(council, seed, **said)}")
    say(f"  {campaign_enquiries.write(council, world.names, **said):,} enquiries of the campaigns' years")
    say(f"  {campaign_now.write(council, world.names, **said)}")
    say(f"  {keeping.write(council, **said):,} people in the talent pool who can be written to")
    people += sign_ins.add(neighbour, [("Coombe Seaborough", "head-of-service", "childrens")], password, **said)
    say(f"  {careers.write(council, neighbour, **said)}")
    say(f"  {report.write(council, **said)}")  # last: its appendices tell of the careers site
    people.append(sign_ins.add_lead("Kestrel Marlbourne", region, password, **said))
    statistics.take()
    transaction.on_commit(lambda: sign_ins.keep(people))
    return people


def _checked(say: Callable[[str], object]) -> Callable[[str], object]:
    """`say`, and then PostgreSQL checks the foreign keys of what was written until then.

    Left to the end of the one transaction, each check of a council's key would walk through the thousands of versions that its row has by
    then: minutes, for what takes seconds on the way.
    """

    def told(line: str) -> None:
        say(line)
        if connection.vendor == "postgresql":
            connection.check_constraints()

    return told


def _write(world: World, council: Council, today: dt.date, say: Callable[[str], object], **said: Any) -> None:
    writer = Writer(council, **said)
    writer.structure()
    say(f"  {council}: {writer.posts(world):,} posts")
    say(f"  {writer.people(world):,} invented people")
    say(f"  {writer.spells(world):,} spells of employment, {sum(len(s.absences) for s in world.spells):,} absences")
    covers = writer.covers(world)
    say(f"  {len(covers):,} times that an agency worker came")
    say(
        f"  {agency_assignments.write_all(world, writer, covers, today, **said):,} of them assignments with a supplier and a rate"
    )
    say(f"  {agency_project.write(writer, today, **said)}")
    say(f"  {agency_timesheets.write(council, today, **said)}")
    say(f"  {writer.cases(world, today):,} case counts, {council.teams.count()} teams")
    say(f"  {campaigns.write(council, **said)}, {neighbours.write(council, **said)} offers of neighbours")
    say(f"  {money.write(council, today, **said)}")
    say(f"  {pay.write(council, today, **said)}")

"""Writes what was played, through the domains' actions: every row audited."""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment import bulk
from ridgeway.domains.establishment.models import Cover, Grade, JobRole, Post, Worker
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.domains.practice import actions as practice

from . import caseloads, plan
from .world import Person, World


class Writer:
    """One council's writing: knows which row stands for which thing that was played."""

    def __init__(self, council: Council, *, by, at: dt.datetime) -> None:
        self.council, self.by, self.at = council, by, at
        self.teams: dict[str, Team] = {}
        self.roles: dict[str, JobRole] = {}
        self.grades: dict[str, Grade] = {}
        self._workers: dict[int, Worker] = {}
        self._posts: dict[str, Post] = {}

    @property
    def _said(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at}

    def structure(self) -> None:
        """Services, teams, roles and grades."""
        services = {
            key: organisation.add_service(self.council, name=name, kind=kind, slug=slug, **self._said)
            for key, (name, kind, slug) in plan.SERVICES.items()
        }
        for order, (key, (service, name, slug, group)) in enumerate(plan.TEAMS.items(), start=1):
            self.teams[key] = organisation.add_team(
                services[service], name=name, slug=slug, group=group, order=order, starts_on=plan.UNITARY_DAY,
                **self._said,
            )  # fmt: skip
        for order, (key, (name, kind, census, qualified, grade)) in enumerate(plan.ROLES.items(), start=1):
            slug = name.lower().replace(" ", "-")
            self.roles[key] = establishment.add_role(
                self.council, name=name, kind=kind, slug=slug, census_role=census, is_social_worker=qualified,
                order=order, **self._said,
            )  # fmt: skip
            if grade not in self.grades:
                self.grades[grade] = establishment.add_grade(self.council, name=grade, **self._said)

    def posts(self, world: World) -> int:
        """Funding decisions and posts, with all their terms."""
        decisions = {
            key: establishment.decide_funding(
                self.council, title=title, decided_on=day, decided_by_body=body, reference=reference, **self._said
            )
            for key, (title, day, body, reference) in plan.DECISIONS.items()
        }
        new = [
            bulk.NewPost(
                seat.number,
                [
                    bulk.NewTerm(self.teams[t.team], self.roles[t.role], Decimal(t.fte), t.starts, t.ends,
                                 self.grades[plan.ROLES[t.role][4]])
                    for t in seat.terms
                ],
                decisions.get(seat.decision),
            )
            for seat in world.seats
        ]  # fmt: skip
        made = bulk.fund_posts(self.council, new, **self._said)
        self._posts = {post.number: post for post in made}
        return len(made)

    def people(self, world: World) -> int:
        """Everybody, employed and agency."""
        everyone = {id(p): p for p in [*(s.person for s in world.spells), *(s.person for s in world.stands)]}
        made = bulk.add_workers(self.council, [_worker(person) for person in everyone.values()], **self._said)
        self._workers = dict(zip(everyone, made, strict=True))
        return len(made)

    def spells(self, world: World) -> int:
        """Spells of employment with places and absences."""
        new = []
        for spell in world.spells:
            places = [
                bulk.NewPlace(Decimal(p.fte), p.starts, p.ends, self.teams[p.team], self.roles[p.role],
                              self._posts[p.seat.number] if p.seat else None, p.is_handover)
                for p in sorted(spell.places, key=lambda p: p.starts)
            ]  # fmt: skip
            away = [
                bulk.NewAbsence(a.kind, a.starts, a.ends, Decimal(a.days) if a.days else None)
                for a in sorted(spell.absences, key=lambda a: a.starts)
            ]
            new.append(bulk.NewSpell(
                self._workers[id(spell.person)], spell.starts, places, spell.ends, spell.origin, spell.contract,
                spell.reason, spell.destination, away,
            ))  # fmt: skip
        return len(bulk.record_spells(self.council, new, **self._said))

    def covers(self, world: World) -> list[Cover]:
        """Agency workers over their periods, in the order of what was played."""
        new = [
            bulk.NewCover(
                self._workers[id(s.person)], Decimal(s.fte), s.starts, s.ends, self.teams[s.team], self.roles[s.role],
                self._posts[s.seat.number] if s.seat else None,
                Decimal((s.ends - s.starts).days // 7) if s.ends else None,
            )
            for s in world.stands
        ]  # fmt: skip
        return bulk.record_covers(self.council, new, **self._said)

    def cases(self, world: World, today: dt.date) -> int:
        """Case counts, month by month."""
        return sum(
            practice.count_cases(
                self.council,
                on=day,
                counts=[(self._workers[id(load.person)], self.teams[load.team], load.cases) for load in loads],
                **self._said,
            )
            for day, loads in caseloads.months(world, today)
        )


def _worker(person: Person) -> bulk.NewWorker:
    fields = {
        "given_name": person.given,
        "family_name": person.family,
        "registration_number": person.registration,
        "staff_number": person.staff_number,
        "qualification": person.qualification,
        "qualified_on": person.qualified_on,
        "is_step_up_graduate": person.step_up if person.registration else None,
        "is_frontline_graduate": person.frontline if person.registration else None,
    }
    monitoring = {"born_on": person.born_on, "sex": person.sex, "ethnicity": person.ethnicity}
    return bulk.NewWorker(fields, {} if person.is_agency else monitoring)


def small_neighbour(council: Council, rng: Random, names, *, by, at: dt.datetime) -> None:
    """A second council with one team, so that the wall between councils can be seen."""
    said = {"by": by, "at": at}
    service = organisation.add_service(council, name="Children's services", kind="children", slug="childrens", **said)
    team = organisation.add_team(service, name="Coast team", starts_on=dt.date(2019, 4, 1), order=1, **said)
    role = establishment.add_role(
        council, name="Social worker", kind="social_worker", slug="social-worker", census_role="5", order=1, **said
    )
    for number in range(1, 9):
        begins = dt.date(2019, 4, 1)
        post = establishment.fund_post(
            council, number=f"D{number}", team=team, role=role, fte=Decimal(1), starts_on=begins, **said
        )
        if number < 7:
            begins += dt.timedelta(days=7 * rng.randint(0, 200))
            person = establishment.add_worker(council, **_worker(names.person(begins)).fields, **said)
            establishment.start(person, starts_on=begins, fte=Decimal(1), post=post, origin="2", **said)

"""People of a scope on a day, who came and who went, and the story of one."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope

from .. import choices
from ..models import Absence, Cover, Employment, Holding, Worker
from .gathered import as_day, as_fte, gathered, seen_in

_PLACE = ("post__number", "team__name", "role__name", "fte", "starts_on", "employment__starts_on",
          "employment__ends_on", "employment__contract")  # fmt: skip
_WORKER = ("pk", "given_name", "family_name", "registration_number", "staff_number")
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """What of the people is asked for."""

    role: int | None = None
    contract: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place somebody holds: which post (if known), team and role, and how much."""

    post: str
    team: str
    role: str
    fte: Decimal
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in a list: who, and what the list says of them. `key` is where the list goes on after them."""

    worker_id: int
    name: str
    registration: str
    key: tuple
    places: list[Place] = field(default_factory=list)
    started_on: dt.date | None = None
    ends_on: dt.date | None = None
    contract: str = ""
    is_away: bool = False
    reason: str = ""
    destination: str = ""
    origin: str = ""

    @property
    def fte(self) -> Decimal:
        return sum((place.fte for place in self.places), Decimal(0))


def in_post(
    user, scope: Scope, day: dt.date, asked: PersonFilter, *, after: tuple | None = None, size: int | None = 50
) -> list[PersonLine]:
    """The people in post on a day, by name. One query; one more than `size` where there are more."""
    mine = seen_in(Holding.objects.on(day).visible_to(user), scope).filter(worker=OuterRef("pk"))
    if asked.role:
        mine = mine.filter(role=asked.role)
    if asked.contract:
        mine = mine.filter(employment__contract=asked.contract)
    held = Holding.objects.on(day).filter(worker=OuterRef("pk"))
    away = Absence.objects.on(day).filter(employment__worker=OuterRef("pk"), is_yearly_total=False)
    rows = (
        Worker.objects.filter(Exists(mine), council=scope.council)
        .annotate(places=gathered(held, *_PLACE), away=Exists(away))
        .values(*_WORKER, "places", "away")
    )
    return [_in_post(row) for row in _by_name(rows, after, size)]


def everybody(
    user, scope: Scope, day: dt.date, asked: PersonFilter, *, after: tuple | None = None, size: int | None = 50
) -> list[PersonLine]:
    """Everybody known, in post on the day or not, by name. One query."""
    rows = Worker.objects.filter(council=scope.council).visible_to(user)
    if not (scope.is_council and scope.whole):
        held = seen_in(Holding.objects.visible_to(user), scope).filter(worker=OuterRef("pk"))
        covered = seen_in(Cover.objects.visible_to(user, Permission.PEOPLE_VIEW), scope).filter(worker=OuterRef("pk"))
        rows = rows.filter(Exists(held) | Exists(covered))
    if asked.role:
        rows = rows.filter(Exists(Holding.objects.filter(worker=OuterRef("pk"), role=asked.role)))
    if asked.contract:
        rows = rows.filter(Exists(Employment.objects.filter(worker=OuterRef("pk"), contract=asked.contract)))
    here = Holding.objects.on(day).filter(worker=OuterRef("pk"))
    away = Absence.objects.on(day).filter(employment__worker=OuterRef("pk"), is_yearly_total=False)
    rows = rows.annotate(places=gathered(here, *_PLACE), away=Exists(away)).values(*_WORKER, "places", "away")
    return [_in_post(row) for row in _by_name(rows, after, size)]


def _by_name(rows: QuerySet, after: tuple | None, size: int | None) -> QuerySet:
    rows = rows.order_by("family_name", "given_name", "pk")
    if after:
        family, given, pk = after
        rows = rows.filter(
            Q(family_name__gt=family)
            | Q(family_name=family, given_name__gt=given)
            | Q(family_name=family, given_name=given, pk__gt=pk),
            family_name__gte=family,
        )
    return rows if size is None else rows[: size + 1]


def _in_post(row: dict[str, Any]) -> PersonLine:
    places = row["places"] or []
    first = places[0] if places else [None] * len(_PLACE)
    return PersonLine(
        worker_id=row["pk"],
        name=_named(row),
        registration=row["registration_number"],
        key=(row["family_name"], row["given_name"], row["pk"]),
        places=[_place(values) for values in places],
        started_on=as_day(first[5]),
        ends_on=as_day(first[6]),
        contract=choices.Contract(first[7]).label if first[7] else "",
        is_away=row["away"],
    )


def _place(values: list) -> Place:
    post, team, role, fte, since, *_ = values
    return Place(post or "", team or "", role or "", as_fte(fte), as_day(since))


def _named(row: dict[str, Any], prefix: str = "") -> str:
    fields = ("given_name", "family_name", "registration_number", "staff_number")
    return Worker(**{name: row[prefix + name] for name in fields}).name


def leavers(
    user, scope: Scope, after_day: dt.date, until: dt.date, asked: PersonFilter, *, after=None, size: int | None = 50
) -> list[PersonLine]:
    """Those whose employment ended in `after_day < day <= until`, the latest first. One query."""
    return _came_or_went("ends_on", user, scope, after_day, until, asked, after, size)


def starters(
    user, scope: Scope, after_day: dt.date, until: dt.date, asked: PersonFilter, *, after=None, size: int | None = 50
) -> list[PersonLine]:
    """Those whose employment began in `after_day < day <= until`, the latest first. One query."""
    return _came_or_went("starts_on", user, scope, after_day, until, asked, after, size)


def _came_or_went(side: str, user, scope: Scope, after_day, until, asked: PersonFilter, after, size):
    """Whoever has a first (or last) place in the scope; somebody with two such places comes once."""
    day = f"employment__{side}"
    mine = seen_in(Holding.objects.visible_to(user), scope).filter(**{side: F(day)})
    if asked.role:
        mine = mine.filter(role=asked.role)
    if asked.contract:
        mine = mine.filter(employment__contract=asked.contract)
    beside = mine.filter(employment=OuterRef("employment"), pk__lt=OuterRef("pk"))
    rows = mine.filter(~Exists(beside), **{f"{day}__gt": after_day, f"{day}__lte": until})
    if after:
        when, pk = after
        rows = rows.filter(Q(**{f"{day}__lt": when}) | Q(**{day: when}, pk__lt=pk))
    rows = rows.order_by(f"-{day}", "-pk").values(
        "pk", "worker_id", "worker__given_name", "worker__family_name", "worker__registration_number",
        "worker__staff_number", "employment__reason", "employment__destination", "employment__origin", *_PLACE,
    )  # fmt: skip
    return [_moved(row, row[day]) for row in (rows if size is None else rows[: size + 1])]


def _moved(row: dict[str, Any], when: dt.date) -> PersonLine:
    place = Place(
        row["post__number"] or "",
        row["team__name"] or "",
        row["role__name"] or "",
        as_fte(row["fte"]),
        row["starts_on"],
    )
    return PersonLine(
        worker_id=row["worker_id"],
        name=_named(row, "worker__"),
        registration=row["worker__registration_number"],
        key=(when.isoformat(), row["pk"]),
        places=[place],
        started_on=row["employment__starts_on"],
        ends_on=row["employment__ends_on"],
        contract=choices.Contract(row["employment__contract"]).label,
        reason=_label(choices.LeavingReason, row["employment__reason"]),
        destination=_label(choices.Destination, row["employment__destination"]),
        origin=_label(choices.Origin, row["employment__origin"]),
    )


def _label(codes, value: str) -> str:
    return codes(value).label if value else ""


def agency(
    user, scope: Scope, day: dt.date, asked: PersonFilter, *, after=None, size: int | None = 50
) -> list[PersonLine]:
    """The agency workers here on a day, the longest here first. One query."""
    rows = seen_in(Cover.objects.on(day).visible_to(user, Permission.PEOPLE_VIEW), scope)
    if asked.role:
        rows = rows.filter(role=asked.role)
    if after:
        when, pk = after
        rows = rows.filter(Q(starts_on__gt=when) | Q(starts_on=when, pk__gt=pk))
    rows = rows.order_by("starts_on", "pk").values(
        "pk", "worker_id", "worker__given_name", "worker__family_name", "worker__registration_number",
        "worker__staff_number", "post__number", "team__name", "role__name", "fte", "starts_on", "ends_on",
    )  # fmt: skip
    return [
        PersonLine(
            worker_id=row["worker_id"],
            name=_named(row, "worker__"),
            registration=row["worker__registration_number"],
            key=(row["starts_on"].isoformat(), row["pk"]),
            places=[
                Place(
                    row["post__number"] or "", row["team__name"] or "", row["role__name"] or "", as_fte(row["fte"]),
                    row["starts_on"],
                )
            ],
            started_on=row["starts_on"],
            ends_on=row["ends_on"],
        )
        for row in (rows if size is None else rows[: size + 1])
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """One spell of employment with its places and absences, oldest first."""

    employment: Employment
    places: list[Holding]
    absences: list[Absence]

    def held_on(self, day: dt.date) -> list[Holding]:
        return [row for row in self.places if row.holds_on(day)]


@dataclass(frozen=True, slots=True)
class PersonStory:
    """A person with their spells and covers, oldest first."""

    worker: Worker
    spells: list[Spell]
    covers: list[Cover]

    @property
    def last(self) -> Spell | None:
        return self.spells[-1] if self.spells else None

    def spell_on(self, day: dt.date) -> Spell | None:
        """The spell they are in on a day."""
        return next((spell for spell in self.spells if spell.employment.holds_on(day)), None)


def person_story(user, council: Council, pk: int) -> PersonStory | None:
    """A person `user` may see, with everything that happened to them here. Five queries."""
    places = Holding.objects.select_related("post", "team", "role").order_by("starts_on", "pk")
    spells = Employment.objects.order_by("starts_on").prefetch_related(
        Prefetch("holdings", places), Prefetch("absences", Absence.objects.order_by("starts_on"))
    )
    worker = (
        Worker.objects.filter(council=council, pk=pk)
        .visible_to(user)
        .select_related("council")
        .prefetch_related(
            Prefetch("employments", spells),
            Prefetch("covers", Cover.objects.select_related("post", "team", "role").order_by("starts_on")),
        )
        .first()
    )
    if worker is None:
        return None
    story = [Spell(e, list(e.holdings.all()), list(e.absences.all())) for e in worker.employments.all()]
    return PersonStory(worker, story, list(worker.covers.all()))

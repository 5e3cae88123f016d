"""Many posts, people and spells written at once: the same rules as the single actions, one audit line a row, one touch.

For whole establishments that arrive complete (a first load, the demonstration): a spell comes with its places and absences,
a post with its terms.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.db import transaction

from ridgeway.core.bulk import Fresh, write_rows
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Team

from .actions import CannotChangeEstablishment
from .models import (
    Absence,
    Cover,
    Employment,
    FundingDecision,
    Grade,
    Holding,
    JobRole,
    Post,
    PostTerm,
    Worker,
    WorkerMonitoring,
)


@dataclass(frozen=True, slots=True)
class NewTerm:
    """What a post is from a day, up to a day."""

    team: Team
    role: JobRole
    fte: Decimal
    starts_on: dt.date
    ends_on: dt.date | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post with all its terms, oldest first, each ending when the next begins."""

    number: str
    terms: Sequence[NewTerm]
    decision: FundingDecision | None = None


@dataclass(frozen=True, slots=True)
class NewWorker:
    """A person: the fields of `Worker`, and of `WorkerMonitoring` where known."""

    fields: dict
    monitoring: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place within a spell, of the team and role at the time. `insists`: the post may be held twice over (a handover)."""

    fte: Decimal
    starts_on: dt.date
    ends_on: dt.date | None
    team: Team | None
    role: JobRole | None
    post: Post | None = None
    insists: bool = False


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """Time away within a spell."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    working_days_lost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NewSpell:
    """One spell of employment, whole: from its start to its end, if it has ended, with its places and absences."""

    worker: Worker
    starts_on: dt.date
    places: Sequence[NewPlace]
    ends_on: dt.date | None = None
    origin: str = ""
    contract: str = "permanent"
    reason: str = ""
    destination: str = ""
    absences: Sequence[NewAbsence] = ()


@dataclass(frozen=True, slots=True)
class NewCover:
    """An agency worker with us over a period, in a post's place or beside the establishment."""

    worker: Worker
    fte: Decimal
    starts_on: dt.date
    ends_on: dt.date | None
    team: Team | None
    role: JobRole | None
    post: Post | None = None
    contract_weeks: Decimal | None = None


@transaction.atomic
def fund_posts(council: Council, posts: Sequence[NewPost], *, by, at: dt.datetime) -> list[Post]:
    """Posts with their terms. Raises `CannotChangeEstablishment` when a number is taken or terms do not meet."""
    taken = set(Post.objects.filter(council=council).values_list("number", flat=True))
    for new in posts:
        if new.number in taken:
            raise CannotChangeEstablishment(f"There is already a post {new.number}.")
        taken.add(new.number)
        if any(before.ends_on != after.starts_on for before, after in pairwise(new.terms)):
            raise CannotChangeEstablishment(f"The terms of post {new.number} do not follow one another.")
        if any(t.team.council_id != council.pk or t.role.council_id != council.pk for t in new.terms):
            raise CannotChangeEstablishment("The team and the role must belong to the same council as the post.")
    made = [Post(council=council, number=new.number, funding_decision=new.decision) for new in posts]
    _write(council, "post.funded", made, by=by, at=at)
    terms = [
        PostTerm(
            council=council,
            post=post,
            team=term.team,
            role=term.role,
            grade=term.grade,
            fte=term.fte,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
        )
        for post, new in zip(made, posts, strict=True)
        for term in new.terms
    ]
    _write(council, "post.term_began", terms, by=by, at=at)
    touch(council)
    return made


@transaction.atomic
def add_workers(council: Council, workers: Sequence[NewWorker], *, by, at: dt.datetime) -> list[Worker]:
    """People known to the council; equality data are kept apart and never in the audit's words.

    Raises `CannotChangeEstablishment` when a registration or staff number is taken.
    """
    for name in ("registration_number", "staff_number"):
        taken = set(Worker.objects.filter(council=council).values_list(name, flat=True))
        for new in workers:
            if (number := new.fields.get(name)) and number in taken:
                raise CannotChangeEstablishment(f"Somebody with the number {number} is already recorded.")
            taken.add(number)
    made = [Worker(council=council, **new.fields) for new in workers]
    _write(council, "worker.added", made, by=by, at=at)
    WorkerMonitoring.objects.bulk_create(
        WorkerMonitoring(council=council, worker=worker, **new.monitoring)
        for worker, new in zip(made, workers, strict=True)
        if new.monitoring
    )
    touch(council)
    return made


@transaction.atomic
def record_spells(council: Council, spells: Sequence[NewSpell], *, by, at: dt.datetime) -> list[Employment]:
    """Spells of employment, whole, with their places and absences.

    Raises `CannotChangeEstablishment` when spells of one person overlap, a place or an absence lies outside its spell,
    a post is not funded all the time it is held, or it would be held for more than its FTE (unless the place insists).
    """
    _check_spells(council, spells)
    made = [
        Employment(
            council=council,
            worker=new.worker,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            origin=new.origin,
            contract=new.contract,
            reason=new.reason,
            destination=new.destination,
        )
        for new in spells
    ]
    _write(council, "employment.recorded", made, by=by, at=at)
    pairs = list(zip(made, spells, strict=True))
    holdings = [
        Holding(
            council=council,
            employment=employment,
            worker=new.worker,
            post=place.post,
            team=place.team,
            role=place.role,
            fte=place.fte,
            starts_on=place.starts_on,
            ends_on=place.ends_on,
        )
        for employment, new in pairs
        for place in new.places
    ]
    _write(council, "holding.recorded", holdings, by=by, at=at)
    absences = [
        Absence(
            council=council,
            employment=employment,
            kind=away.kind,
            starts_on=away.starts_on,
            ends_on=away.ends_on,
            working_days_lost=away.working_days_lost,
        )
        for employment, new in pairs
        for away in new.absences
    ]
    _write(council, "absence.recorded", absences, by=by, at=at)
    touch(council)
    return made


@transaction.atomic
def record_covers(council: Council, covers: Sequence[NewCover], *, by, at: dt.datetime) -> list[Cover]:
    """Agency workers over periods.

    Raises `CannotChangeEstablishment` when a post is not funded all that time, or the person is employed or covers elsewhere.
    """
    _check_covers(council, covers)
    made = [
        Cover(
            council=council,
            worker=new.worker,
            post=new.post,
            team=new.team,
            role=new.role,
            fte=new.fte,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            covers_vacancy=new.post is not None,
            contract_weeks=new.contract_weeks,
        )
        for new in covers
    ]
    _write(council, "cover.recorded", made, by=by, at=at)
    touch(council)
    return made


def _write(council: Council, verb: str, things: Iterable, *, by, at: dt.datetime) -> None:
    write_rows(council.code, [Fresh(verb, thing) for thing in things], [], by=by, at=at)


Periods = list[tuple[dt.date, dt.date]]
_OPEN = dt.date.max


def _funded(council: Council) -> dict[int, list[tuple[dt.date, dt.date, Decimal]]]:
    """Of every post: from, until and FTE of its terms, oldest first."""
    terms: dict[int, list] = {}
    rows = PostTerm.objects.filter(council=council).order_by("starts_on")
    for post, starts, ends, fte in rows.values_list("post", "starts_on", "ends_on", "fte"):
        terms.setdefault(post, []).append((starts, ends or _OPEN, fte))
    return terms


def _require_funded(terms: list, post: Post, starts_on: dt.date, ends_on: dt.date | None) -> None:
    day = starts_on
    for starts, ends, _ in terms:
        if starts <= day < ends:
            day = ends
    if day < (ends_on or _OPEN):
        raise CannotChangeEstablishment(f"Post {post} is not funded on {day:%-d %B %Y}.")


def _require_apart(periods: dict[int, Periods], what: str) -> None:
    for person, mine in periods.items():
        for (_, ends), (begins, _) in pairwise(sorted(mine)):
            if ends > begins:
                raise CannotChangeEstablishment(f"Two {what} of person {person} overlap on {begins:%-d %B %Y}.")


def _periods_of(rows) -> dict[int, Periods]:
    periods: dict[int, Periods] = {}
    for person, starts, ends in rows.values_list("worker", "starts_on", "ends_on"):
        periods.setdefault(person, []).append((starts, ends or _OPEN))
    return periods


def _within(row, spell: NewSpell) -> bool:
    return row.starts_on >= spell.starts_on and (row.ends_on or _OPEN) <= (spell.ends_on or _OPEN)


def _check_spells(council: Council, spells: Sequence[NewSpell]) -> None:
    periods = _periods_of(Employment.objects.filter(council=council))
    for spell in spells:
        periods.setdefault(spell.worker.pk, []).append((spell.starts_on, spell.ends_on or _OPEN))
        rows: list[NewPlace | NewAbsence] = [*spell.places, *spell.absences]
        for row in rows:
            if not _within(row, spell):
                raise CannotChangeEstablishment(
                    f"{spell.worker}: a row of {row.starts_on} lies outside the employment."
                )
    _require_apart(periods, "spells")
    _check_posts(council, [(place.post, place) for spell in spells for place in spell.places if place.post])


def _check_posts(council: Council, places: Sequence[tuple[Post, NewPlace]]) -> None:
    """Every place is of a post funded all that time, and no post is held for more than its FTE where a place begins."""
    funded = _funded(council)
    held: dict[int, list] = {}
    known = Holding.objects.filter(council=council, post__isnull=False)
    for post_id, starts, ends, fte in known.values_list("post", "starts_on", "ends_on", "fte"):
        held.setdefault(post_id, []).append((starts, ends or _OPEN, fte))
    for post, place in places:
        _require_funded(funded.get(post.pk, []), post, place.starts_on, place.ends_on)
        held.setdefault(post.pk, []).append((place.starts_on, place.ends_on or _OPEN, place.fte))
    for post, place in places:
        day = place.starts_on
        size = next(fte for starts, ends, fte in funded[post.pk] if starts <= day < ends)
        taken = sum(fte for starts, ends, fte in held[post.pk] if starts <= day < ends)
        if taken > size and not place.insists:
            raise CannotChangeEstablishment(f"More than the whole of post {post} would be held on {day:%-d %B %Y}.")


def _check_covers(council: Council, covers: Sequence[NewCover]) -> None:
    funded, employed = _funded(council), _periods_of(Employment.objects.filter(council=council))
    periods = _periods_of(Cover.objects.filter(council=council, is_snapshot=False))
    for new in covers:
        if new.post is not None:
            _require_funded(funded.get(new.post.pk, []), new.post, new.starts_on, new.ends_on)
        periods.setdefault(new.worker.pk, []).append((new.starts_on, new.ends_on or _OPEN))
    _require_apart(periods, "covers")
    for person, mine in periods.items():
        for starts, ends in mine:
            if any(begins < ends and over > starts for begins, over in employed.get(person, [])):
                raise CannotChangeEstablishment(f"Person {person} is employed and covers on {starts:%-d %B %Y}.")

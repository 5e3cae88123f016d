"""Every write of the establishment: one verb each, atomic, one audit line per row written."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ridgeway.core import audit
from ridgeway.core.periods import overlaps
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Team

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


class CannotChangeEstablishment(Exception):
    """Why a post, a person or a holding cannot be changed so; a sentence for the person who tried."""


def _created(thing, verb: str, *, by, at):
    audit.record(verb, thing, by=by, at=at)
    touch(thing.council)
    return thing


def _changed(thing, verb: str, *, by, at, **changes):
    before = audit.snapshot(thing)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(changes))
    audit.record(verb, thing, by=by, at=at, before=before)
    touch(thing.council)
    return thing


@transaction.atomic
def add_role(council: Council, *, name: str, kind: str, by, at: dt.datetime, **fields) -> JobRole:
    """A job role of the council; fields: slug, census_role, is_social_worker, order."""
    return _created(JobRole.objects.create(council=council, name=name, kind=kind, **fields), "role.added", by=by, at=at)


@transaction.atomic
def add_grade(council: Council, *, name: str, by, at: dt.datetime) -> Grade:
    """A pay grade of the council."""
    return _created(Grade.objects.create(council=council, name=name), "grade.added", by=by, at=at)


@transaction.atomic
def decide_funding(
    council: Council,
    *,
    title: str,
    decided_on: dt.date,
    decided_by_body: str,
    by,
    at: dt.datetime,
    reference: str = "",
) -> FundingDecision:
    """Record a decision to pay for posts."""
    decision = FundingDecision.objects.create(
        council=council,
        title=title,
        decided_on=decided_on,
        decided_by_body=decided_by_body,
        reference=reference,
    )
    return _created(decision, "funding.decided", by=by, at=at)


@transaction.atomic
def fund_post(
    council: Council,
    *,
    number: str,
    team: Team,
    role: JobRole,
    fte: Decimal,
    starts_on: dt.date,
    by,
    at: dt.datetime,
    grade: Grade | None = None,
    decision: FundingDecision | None = None,
    ends_on: dt.date | None = None,
) -> Post:
    """A post, with its first term.

    Raises `CannotChangeEstablishment` when the number is taken, or the team or role is another council's.
    """
    if Post.objects.filter(council=council, number=number).exists():
        raise CannotChangeEstablishment(f"There is already a post {number}.")
    if team.council_id != council.pk or role.council_id != council.pk:
        raise CannotChangeEstablishment("The team and the role must belong to the same council as the post.")
    if not 0 < fte <= 1:
        raise CannotChangeEstablishment("A post's FTE is more than 0 and at most 1.")
    post = Post.objects.create(council=council, number=number, funding_decision=decision)
    _created(post, "post.funded", by=by, at=at)
    term = PostTerm.objects.create(
        council=council,
        post=post,
        team=team,
        role=role,
        grade=grade,
        fte=fte,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _created(term, "post.term_began", by=by, at=at)
    return post


@transaction.atomic
def change_post(post: Post, *, from_day: dt.date, by, at: dt.datetime, **changes) -> PostTerm:
    """From a day on the post has another team, role, grade or FTE: its current term ends and the next begins.

    Raises `CannotChangeEstablishment` when the post has no term on that day.
    """
    Post.objects.select_for_update().get(pk=post.pk)
    term = post.terms.on(from_day).first()
    if term is None:
        raise CannotChangeEstablishment(f"Post {post} is not funded on {from_day:%-d %B %Y}.")
    if term.starts_on == from_day:
        return _changed(term, "post.term_changed", by=by, at=at, **changes)
    kept = {name: getattr(term, name) for name in ("team", "role", "grade", "fte", "ends_on")}
    _changed(term, "post.term_ended", by=by, at=at, ends_on=from_day)
    new = PostTerm.objects.create(council=post.council, post=post, starts_on=from_day, **{**kept, **changes})
    return _created(new, "post.term_began", by=by, at=at)


@transaction.atomic
def end_post(post: Post, *, ends_on: dt.date, by, at: dt.datetime) -> Post:
    """The post is no longer funded from `ends_on`.

    Raises `CannotChangeEstablishment` when somebody holds it on or after that day, or it is not funded then.
    """
    Post.objects.select_for_update().get(pk=post.pk)
    if holder := post.holdings.filter(overlaps(ends_on, None)).select_related("worker").first():
        raise CannotChangeEstablishment(f"{holder.worker} holds this post on {ends_on:%-d %B %Y}. Move them first.")
    if post.terms.filter(starts_on__gte=ends_on).exists():
        raise CannotChangeEstablishment(f"Post {post} has changes recorded after {ends_on:%-d %B %Y}.")
    term = post.terms.on(ends_on).first()
    if term is None:
        raise CannotChangeEstablishment(f"Post {post} is not funded on {ends_on:%-d %B %Y}.")
    _changed(term, "post.ended", by=by, at=at, ends_on=ends_on)
    return post


@transaction.atomic
def add_worker(council: Council, *, by, at: dt.datetime, monitoring: dict | None = None, **fields) -> Worker:
    """A person known to the council. `monitoring`: born_on, sex, ethnicity, kept apart and never in the audit's words.

    Raises `CannotChangeEstablishment` when the registration or staff number is taken.
    """
    for name in ("registration_number", "staff_number"):
        if (number := fields.get(name)) and Worker.objects.filter(council=council, **{name: number}).exists():
            raise CannotChangeEstablishment(f"Somebody with the number {number} is already recorded.")
    worker = Worker.objects.create(council=council, **fields)
    if monitoring:
        WorkerMonitoring.objects.create(council=council, worker=worker, **monitoring)
    return _created(worker, "worker.added", by=by, at=at)


@transaction.atomic
def change_worker(worker: Worker, *, by, at: dt.datetime, **changes) -> Worker:
    """Correct a person's own details."""
    return _changed(worker, "worker.changed", by=by, at=at, **changes)


@transaction.atomic
def start(
    worker: Worker,
    *,
    starts_on: dt.date,
    fte: Decimal,
    by,
    at: dt.datetime,
    post: Post | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
    origin: str = "",
    contract: str = "permanent",
) -> Employment:
    """A spell of employment begins, in a post (whose team and role it takes) or without one.

    Raises `CannotChangeEstablishment` when the worker is already employed then, or the post is not funded that day.
    """
    if worker.employments.filter(overlaps(starts_on, None)).exists():
        raise CannotChangeEstablishment(f"{worker} is already employed on or after {starts_on:%-d %B %Y}.")
    employment = Employment.objects.create(
        council=worker.council, worker=worker, starts_on=starts_on, origin=origin, contract=contract
    )
    _created(employment, "employment.started", by=by, at=at)
    place(employment, starts_on=starts_on, fte=fte, post=post, team=team, role=role, by=by, at=at)
    return employment


@transaction.atomic
def place(
    employment: Employment,
    *,
    starts_on: dt.date,
    fte: Decimal,
    by,
    at: dt.datetime,
    post: Post | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
) -> Holding:
    """The worker holds a place from a day, beside any they hold already.

    Raises `CannotChangeEstablishment` when the post is not funded that day or the FTE is not a share of one.
    """
    if not 0 <= fte <= 1:
        raise CannotChangeEstablishment("FTE is between 0 and 1.")
    if post is not None:
        term = post.terms.on(starts_on).select_related("team", "role").first()
        if term is None:
            raise CannotChangeEstablishment(f"Post {post} is not funded on {starts_on:%-d %B %Y}.")
        team, role = term.team, term.role
    holding = Holding.objects.create(
        council=employment.council, employment=employment, worker=employment.worker, post=post, team=team, role=role,
        fte=fte, starts_on=starts_on,
    )  # fmt: skip
    return _created(holding, "holding.began", by=by, at=at)


@transaction.atomic
def move(
    holding: Holding,
    *,
    from_day: dt.date,
    by,
    at: dt.datetime,
    fte: Decimal | None = None,
    post: Post | None = None,
) -> Holding:
    """From a day on the worker holds another post, or the same with another FTE."""
    if not holding.holds_on(from_day) or holding.starts_on == from_day:
        raise CannotChangeEstablishment(f"This place is not held both before and on {from_day:%-d %B %Y}.")
    until = holding.ends_on
    _changed(holding, "holding.ended", by=by, at=at, ends_on=from_day)
    new = place(
        holding.employment, starts_on=from_day, fte=holding.fte if fte is None else fte, post=post or holding.post,
        team=holding.team, role=holding.role, by=by, at=at,
    )  # fmt: skip
    if until:
        _changed(new, "holding.ended", by=by, at=at, ends_on=until)
    return new


@transaction.atomic
def leave(
    employment: Employment, *, ends_on: dt.date, reason: str, destination: str, by, at: dt.datetime
) -> Employment:
    """The employment ends: `ends_on` is the first day not in post. Its open holdings and absences end with it.

    Raises `CannotChangeEstablishment` when it already ended or would end before it began.
    """
    employment = Employment.objects.select_for_update().get(pk=employment.pk)
    if employment.ends_on is not None:
        raise CannotChangeEstablishment(f"{employment.worker} already left, on {employment.ends_on:%-d %B %Y}.")
    if ends_on <= employment.starts_on:
        raise CannotChangeEstablishment("Somebody cannot leave before they start.")
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    if employment.holdings.filter(starts_on__gte=ends_on).exists():
        raise CannotChangeEstablishment(f"{employment.worker} has a place recorded after {ends_on:%-d %B %Y}.")
    for open_row in (
        *employment.holdings.filter(still),
        *employment.absences.filter(still, starts_on__lt=ends_on),
    ):
        _changed(open_row, f"{open_row._meta.model_name}.ended", by=by, at=at, ends_on=ends_on)
    return _changed(
        employment, "employment.ended", by=by, at=at, ends_on=ends_on, reason=reason, destination=destination
    )


@transaction.atomic
def undo_leave(employment: Employment, *, by, at: dt.datetime) -> Employment:
    """Put back a leaving that was recorded by mistake: the employment and the holdings that ended with it go on."""
    employment = Employment.objects.select_for_update().get(pk=employment.pk)
    if employment.ends_on is None:
        raise CannotChangeEstablishment(f"{employment.worker} has not left.")
    for holding in employment.holdings.filter(ends_on=employment.ends_on):
        _changed(holding, "holding.reopened", by=by, at=at, ends_on=None)
    return _changed(employment, "employment.reopened", by=by, at=at, ends_on=None, reason="", destination="")


@transaction.atomic
def record_absence(
    employment: Employment,
    *,
    kind: str,
    starts_on: dt.date,
    by,
    at: dt.datetime,
    ends_on: dt.date | None = None,
    working_days_lost: Decimal | None = None,
) -> Absence:
    """Time away from work."""
    absence = Absence.objects.create(
        council=employment.council, employment=employment, kind=kind, starts_on=starts_on, ends_on=ends_on,
        working_days_lost=working_days_lost,
    )  # fmt: skip
    return _created(absence, "absence.recorded", by=by, at=at)


@transaction.atomic
def cover(
    worker: Worker,
    *,
    starts_on: dt.date,
    fte: Decimal,
    by,
    at: dt.datetime,
    post: Post | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
    ends_on: dt.date | None = None,
) -> Cover:
    """An agency worker is here: in a post's place, or beside the establishment when there is no post."""
    if post is not None:
        term = post.terms.on(starts_on).select_related("team", "role").first()
        if term is None:
            raise CannotChangeEstablishment(f"Post {post} is not funded on {starts_on:%-d %B %Y}.")
        team, role = term.team, term.role
    row = Cover.objects.create(
        council=worker.council, worker=worker, post=post, team=team, role=role, fte=fte, starts_on=starts_on,
        ends_on=ends_on, covers_vacancy=post is not None,
    )  # fmt: skip
    return _created(row, "cover.began", by=by, at=at)


@transaction.atomic
def end_cover(row: Cover, *, ends_on: dt.date, by, at: dt.datetime) -> Cover:
    """Agency cover ends."""
    return _changed(row, "cover.ended", by=by, at=at, ends_on=ends_on)

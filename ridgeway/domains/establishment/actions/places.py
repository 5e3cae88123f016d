"""Who holds which place: placed, moved, ended, corrected, undone."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ridgeway.domains.organisation.models import Team

from ..models import Employment, Holding, JobRole, Post, PostTerm
from . import fit
from .covers import end_covers_of
from .reasons import CannotChangeEstablishment, need, written
from .writing import before_last, changed, created, deleted, lock_posts, lock_worker


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
    ends_on: dt.date | None = None,
    insists: bool = False,
    ends_cover: bool = False,
) -> Holding:
    """The worker holds a place from a day, beside any they hold already; in a post, its team and role are theirs.

    `insists` allows a second holder beside one who holds all of the post, and a person more than 1 FTE; `ends_cover` ends
    the agency cover of the post on the same day. Returns the place as it is on `starts_on`: where the post is known to
    change later, the place is cut there.
    Raises `CannotChangeEstablishment` when the post is not funded for all of that time or held already, the place
    does not lie within the employment, or the FTE is not a share of one.
    """
    worker = lock_worker(employment.worker_id)
    lock_posts(post)
    employment = Employment.objects.select_related("worker", "council").get(pk=employment.pk)
    ends_on = ends_on or employment.ends_on
    fit.share(fte)
    fit.forwards(starts_on, ends_on, what="This place")
    fit.within(employment, starts_on, ends_on, what="A place")
    terms = [] if post is None else fit.terms_over(post, starts_on, ends_on)
    fit.same_council(employment.council_id, post, team, role)
    if not insists:
        fit.person_has_room(worker, fte, starts_on, ends_on)
        if post is not None:
            fit.post_has_room(post, terms, fte, starts_on, ends_on)
    made = [
        created(
            Holding.objects.create(
                council=employment.council, employment=employment, worker=worker, post=post, team=part_team,
                role=part_role, fte=fte, starts_on=first, ends_on=last,
            ),
            "holding.began",
            by=by,
            at=at,
        )
        for first, last, part_team, part_role in _parts(terms, starts_on, ends_on, team, role)
    ]  # fmt: skip
    if ends_cover and post is not None:
        end_covers_of(post, ends_on=starts_on, by=by, at=at)
    return made[0]


def _parts(terms: list[PostTerm], starts_on: dt.date, ends_on: dt.date | None, team, role):
    """The period cut where the post changes its team or role: (from, until, team, role) of each part."""
    if not terms:
        return [(starts_on, ends_on, team, role)]
    starts = [starts_on]
    kept = [terms[0]]
    for term in terms[1:]:
        if (term.team_id, term.role_id) != (kept[-1].team_id, kept[-1].role_id):
            starts.append(term.starts_on)
            kept.append(term)
    ends = [*starts[1:], ends_on]
    return [(first, last, term.team, term.role) for first, last, term in zip(starts, ends, kept, strict=True)]


def _locked(holding: Holding, *posts: Post | None) -> Holding:
    """The place as it is now, with its person and the posts it touches locked."""
    lock_worker(holding.worker_id)
    lock_posts(holding.post, *posts)
    found = (
        Holding.objects.select_related("employment__worker", "worker", "post", "team", "role", "council")
        .filter(pk=holding.pk)
        .first()
    )
    if found is None:
        raise CannotChangeEstablishment("Somebody else took this place away while you were changing it.")
    return found


def _goes_on_in(holding: Holding) -> Holding | None:
    """The place that this one goes on in when the post itself changed its team or role."""
    if holding.post_id is None or holding.ends_on is None:
        return None
    return Holding.objects.filter(
        employment=holding.employment_id, post=holding.post_id, fte=holding.fte, starts_on=holding.ends_on
    ).first()


@transaction.atomic
def move(
    holding: Holding,
    *,
    from_day: dt.date,
    by,
    at: dt.datetime,
    fte: Decimal | None = None,
    post: Post | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
    insists: bool = False,
    ends_cover: bool = False,
) -> Holding:
    """From a day on the worker holds another post, or the same with another FTE, or a place in a team without a post.

    Raises `CannotChangeEstablishment` when the place is not held both before and on that day, and as `place` does.
    """
    holding = _locked(holding, post)
    if not holding.holds_on(from_day) or holding.starts_on == from_day:
        raise CannotChangeEstablishment(
            f"{holding.worker} does not hold this place both before and on {written(from_day)}."
        )
    if (later := _goes_on_in(holding)) is not None:
        raise CannotChangeEstablishment(
            f"Post {holding.post} changes on {written(later.starts_on)}, and {holding.worker} with it. Move them on or"
            " after that day."
        )
    fte = holding.fte if fte is None else fte
    if post is None and team is None:
        post, team, role = holding.post, holding.team, role or holding.role
        need(
            fte != holding.fte or role != holding.role,
            f"Nothing would change for {holding.worker}: the same place and the same FTE.",
        )
    need(post is None or post != holding.post or fte != holding.fte, f"{holding.worker} holds post {post} already.")
    until = holding.ends_on
    changed(holding, "holding.moved", by=by, at=at, ends_on=from_day)
    return place(
        holding.employment, starts_on=from_day, fte=fte, post=post, team=team, role=role, ends_on=until,
        insists=insists, ends_cover=ends_cover, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def end_place(holding: Holding, *, ends_on: dt.date, by, at: dt.datetime) -> Holding:
    """One of a person's places ends while their employment goes on.

    Raises `CannotChangeEstablishment` when it is not held then, or they would have no place left.
    """
    holding = _locked(holding)
    need(
        holding.holds_on(ends_on) and holding.starts_on < ends_on,
        f"{holding.worker} does not hold this place both before and on {written(ends_on)}.",
    )
    others = holding.employment.holdings.on(ends_on).exclude(pk=holding.pk)
    need(
        others.exists(),
        f"This is the only place {holding.worker} holds on {written(ends_on)}. Move them, or record that they leave.",
    )
    return changed(holding, "holding.ended", by=by, at=at, ends_on=ends_on)


@transaction.atomic
def undo_place(holding: Holding, *, by, at: dt.datetime) -> Holding | None:
    """Take away a move or a placing that was recorded by mistake. The place they were moved from, which is returned, goes on.

    Raises `CannotChangeEstablishment` when something was recorded on top of it, it is how they started, or their old post has
    been given to somebody else since.
    """
    seen = holding.employment.holdings.filter(ends_on=holding.starts_on).select_related("post").exclude(pk=holding.pk)
    holding = _locked(holding, *[before.post for before in seen])
    mine = holding.employment.holdings
    need(
        not mine.filter(starts_on__gt=holding.starts_on).exists(),
        f"{holding.worker} has a later place. Undo that one first.",
    )
    need(mine.exclude(pk=holding.pk).exists(), f"This is how {holding.worker} started. Say that they did not start.")
    came_from = [
        row
        for row in mine.filter(ends_on=holding.starts_on)
        if before_last(row, "holding.moved", past="holding.corrected")
    ]
    need(len(came_from) < 2, f"More than one place of {holding.worker} ends on {written(holding.starts_on)}.")
    need(
        came_from or holding.starts_on != holding.employment.starts_on,
        f"This is how {holding.worker} started. Say that they did not start.",
    )
    beside = fit.overlapping(mine.exclude(pk=holding.pk), holding.starts_on, holding.ends_on)
    need(
        came_from or beside.exists(),
        f"{holding.worker} would have no place from {written(holding.starts_on)}. Move them, or record that they leave.",
    )
    deleted(holding, "holding.undone", by=by, at=at)
    if not came_from:
        return None
    # the move gave the new place the end of the old one; where it has ended since, by a leaving too, the old one ends then
    return reopen(came_from[0], ends_on=holding.ends_on, by=by, at=at)


def reopen(holding: Holding, *, ends_on: dt.date | None, by, at: dt.datetime) -> Holding:
    """A place that had ended goes on until `ends_on`, if its post is still there for it. Called with the rows locked."""
    first = holding.ends_on
    if first is None:
        return holding
    fit.person_has_room(holding.worker, holding.fte, first, ends_on, without=holding)
    if holding.post is not None:
        terms = fit.terms_over(holding.post, first, ends_on)
        fit.post_has_room(holding.post, terms, holding.fte, first, ends_on, without=holding)
        need(
            all((t.team_id, t.role_id) == (holding.team_id, holding.role_id) for t in terms),
            f"Post {holding.post} has changed since. Place {holding.worker} again instead.",
        )
    return changed(holding, "holding.reopened", by=by, at=at, ends_on=ends_on)


@transaction.atomic
def correct_place(
    holding: Holding,
    *,
    starts_on: dt.date,
    fte: Decimal,
    by,
    at: dt.datetime,
    insists: bool = False,
) -> Holding:
    """Correct the day or the FTE of a place that was recorded wrongly. The place they moved from ends on the corrected day.

    Raises `CannotChangeEstablishment` when the new values do not fit, or the day is the employment's own: correct its start.
    """
    holding = _locked(holding)
    fit.share(fte)
    need(
        (starts_on, fte) != (holding.starts_on, holding.fte),
        f"Nothing about this place of {holding.worker} would change.",
    )
    before = None
    if starts_on != holding.starts_on:
        need(
            holding.starts_on != holding.employment.starts_on,
            f"{holding.worker} started with this place. Correct the day they started.",
        )
        fit.forwards(starts_on, holding.ends_on, what="This place")
        before = holding.employment.holdings.filter(ends_on=holding.starts_on).select_related("post").first()
        fit.within(holding.employment, starts_on, holding.ends_on, what="A place")
        if before is not None:
            fit.forwards(before.starts_on, starts_on, what="The place before it")
            if before.post is not None and starts_on > holding.starts_on and before.post != holding.post:
                lock_posts(before.post)
                terms = fit.terms_over(before.post, holding.starts_on, starts_on)
                fit.post_has_room(before.post, terms, before.fte, holding.starts_on, starts_on, without=before)
    if before is not None:
        changed(before, "holding.corrected", by=by, at=at, ends_on=starts_on)
    fits(holding, starts_on, holding.ends_on, fte, insists=insists)
    changed(holding, "holding.corrected", by=by, at=at, starts_on=starts_on, fte=fte)
    realign(holding, by=by, at=at)
    if before is not None:
        realign(before, by=by, at=at)
    return holding


def fits(holding: Holding, starts_on: dt.date, ends_on: dt.date | None, fte: Decimal, *, insists: bool = False) -> None:
    """Whether a place could be over another period or of another FTE. Raises `CannotChangeEstablishment`."""
    if not insists:
        fit.person_has_room(holding.worker, fte, starts_on, ends_on, without=holding)
    if holding.post is None:
        return
    terms = fit.terms_over(holding.post, starts_on, ends_on)
    if not insists:
        fit.post_has_room(holding.post, terms, fte, starts_on, ends_on, without=holding)


def realign(holding: Holding, *, by, at: dt.datetime) -> None:
    """Cut a place whose period was corrected where its post changes team or role, so that each part stands in the right one."""
    if holding.post is None:
        return
    terms = fit.terms_over(holding.post, holding.starts_on, holding.ends_on)
    (_, last, team, role), *rest = _parts(terms, holding.starts_on, holding.ends_on, None, None)
    if (holding.ends_on, holding.team_id, holding.role_id) != (last, team.pk, role.pk):
        changed(holding, "holding.carried", by=by, at=at, ends_on=last, team=team, role=role)
    for starts_on, ends_on, team, role in rest:
        part = Holding.objects.create(
            council=holding.council, employment=holding.employment, worker=holding.worker, post=holding.post,
            team=team, role=role, fte=holding.fte, starts_on=starts_on, ends_on=ends_on,
        )  # fmt: skip
        created(part, "holding.carried", by=by, at=at)

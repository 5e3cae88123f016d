"""Agency workers in a post's place, or beside the establishment."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ridgeway.core.periods import overlaps
from ridgeway.domains.organisation.models import Team

from ..models import Cover, JobRole, Post, Worker
from . import fit
from .people import known_or_added
from .reasons import CannotChangeEstablishment, need, written
from .writing import before_last, changed, created, day_in, deleted, lock_posts, lock_worker


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
    insists: bool = False,
) -> Cover:
    """An agency worker is here: in a post's place, or beside the establishment when there is no post.

    Raises `CannotChangeEstablishment` when the post is not funded for all of that time or another agency worker covers
    it (unless `insists`), or the person is employed or covers elsewhere then.
    """
    worker = lock_worker(worker.pk)
    lock_posts(post)
    fit.share(fte, least="0.01")
    fit.forwards(starts_on, ends_on, what="This cover")
    fit.same_council(worker.council_id, post, team, role)
    fit.apart_from_other_spells(worker, starts_on, ends_on)
    if other := worker.covers.filter(overlaps(starts_on, ends_on), is_snapshot=False).select_related("post").first():
        where = f"covers post {other.post}" if other.post else "is here as an agency worker"
        need(
            insists or other.fte + fte <= 1,
            f"{worker} already {where} from {written(other.starts_on)}. End that first.",
        )
    if post is not None:
        terms = fit.terms_over(post, starts_on, ends_on)
        other = post.covers.filter(overlaps(starts_on, ends_on)).select_related("worker").first()
        if other is not None and other.fte + fte > terms[0].fte and not insists:
            raise CannotChangeEstablishment(
                f"{other.worker} already covers post {post} from {written(other.starts_on)}.", can_insist=True
            )
        team, role = terms[0].team, terms[0].role
    row = Cover.objects.create(
        council=worker.council, worker=worker, post=post, team=team, role=role, fte=fte, starts_on=starts_on,
        ends_on=ends_on, covers_vacancy=post is not None,
    )  # fmt: skip
    return created(row, "cover.began", by=by, at=at)


@transaction.atomic
def cover_by(post: Post, *, person: dict, by, at: dt.datetime, **terms) -> Cover:
    """Somebody covers a post who may be new here: known by their registration number, else added from `person`.

    Raises `CannotChangeEstablishment` as `add_worker` and `cover` do.
    """
    lock_posts(post)
    worker = known_or_added(post.council, by=by, at=at, **person)
    return cover(worker, post=post, by=by, at=at, **terms)


@transaction.atomic
def end_cover(row: Cover, *, ends_on: dt.date, by, at: dt.datetime) -> Cover:
    """Agency cover ends: `ends_on` is the first day they are not here.

    Raises `CannotChangeEstablishment` when it already ended or would end before it began.
    """
    worker = lock_worker(row.worker_id)
    row = _now(row)
    if row.ends_on is not None and row.ends_on <= ends_on:
        raise CannotChangeEstablishment(f"{worker} already stops covering on {written(row.ends_on)}.")
    fit.forwards(row.starts_on, ends_on, what="This cover")
    return changed(row, "cover.ended", by=by, at=at, ends_on=ends_on)


@transaction.atomic
def undo_cover(row: Cover, *, by, at: dt.datetime) -> None:
    """Take away a cover that was recorded by mistake."""
    lock_worker(row.worker_id)
    deleted(_now(row), "cover.undone", by=by, at=at)


def end_covers_of(post: Post, *, ends_on: dt.date, by, at: dt.datetime) -> None:
    """Whoever covers the post stops on a day, because it is filled. One who would have begun on it never came."""
    for row in post.covers.filter(overlaps(ends_on, None), starts_on__lte=ends_on):
        if row.starts_on == ends_on:
            deleted(row, "cover.undone", by=by, at=at)
        else:
            changed(row, "cover.ended", by=by, at=at, ends_on=ends_on)


@transaction.atomic
def resume_covers(post: Post | None, worker: Worker, *, ended_on: dt.date, by, at: dt.datetime) -> int:
    """Cover that was ended on a day because somebody would start goes on as it was: they did not start. Returns how much of it.

    That is the cover of the post by others, and the person's own. Cover that was ended for another reason, or changed since, stays.
    """
    lock_posts(post)
    rows = Cover.objects.filter(Q(post=post) if post else Q(pk__in=[]), ends_on=ended_on)
    rows |= Cover.objects.filter(worker=worker, ends_on=ended_on)
    count = 0
    for row in rows.select_related("council").order_by("pk"):
        was = before_last(row, "cover.ended")
        if was is not None:
            changed(row, "cover.resumed", by=by, at=at, ends_on=day_in(was, "ends_on"))
            count += 1
    return count


def _now(row: Cover) -> Cover:
    found = Cover.objects.select_related("worker", "post", "council").filter(pk=row.pk).first()
    if found is None:
        raise CannotChangeEstablishment("Somebody else took this cover away while you were changing it.")
    return found

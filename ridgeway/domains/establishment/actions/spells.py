"""Spells of employment: started, left, put right and undone."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from ridgeway.core.periods import overlaps
from ridgeway.domains.organisation.models import Council, Team

from .. import choices
from ..models import Employment, Holding, JobRole, Post, Worker
from . import fit
from .people import add_worker
from .places import fits, place, realign, reopen
from .reasons import CannotChangeEstablishment, need, written
from .writing import before_last, changed, created, day_in, deleted, lock_posts, lock_worker


def has_left(employment: Employment) -> bool:
    """Whether the end of an employment is a leaving; a fixed term's end is one only when a reason was recorded."""
    return employment.ends_on is not None and not (
        employment.contract == choices.Contract.FIXED_TERM and employment.reason == ""
    )


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
    ends_on: dt.date | None = None,
    insists: bool = False,
    ends_cover: bool = False,
) -> Employment:
    """A spell of employment begins, in a post (whose team and role it takes) or without one.

    `ends_on` is the known end of a fixed term. `insists` and `ends_cover` as for `place`.
    Raises `CannotChangeEstablishment` when the worker is already employed or here through an agency then, and as `place`
    does.
    """
    worker = lock_worker(worker.pk)
    lock_posts(post)
    need(contract in choices.Contract.values, "Say whether the contract is permanent, fixed term or casual.")
    need(origin in ("", *choices.Origin.values), f"“{origin}” is not a known origin.")
    need(
        ends_on is None or contract == choices.Contract.FIXED_TERM,
        "Only a fixed-term contract has an end from the start.",
    )
    fit.forwards(starts_on, ends_on, what="This employment")
    fit.apart_from_other_spells(worker, starts_on, ends_on)
    _not_agency(worker, starts_on, ends_on)
    employment = Employment.objects.create(
        council=worker.council, worker=worker, starts_on=starts_on, ends_on=ends_on, origin=origin, contract=contract
    )
    created(employment, "employment.started", by=by, at=at)
    place(
        employment, starts_on=starts_on, fte=fte, post=post, team=team, role=role, insists=insists,
        ends_cover=ends_cover, by=by, at=at,
    )  # fmt: skip
    return employment


@transaction.atomic
def start_new(council: Council, *, person: dict, by, at: dt.datetime, post: Post | None = None, **terms) -> Employment:
    """Somebody new to the council starts. Raises `CannotChangeEstablishment` as `add_worker` and `start` do."""
    lock_posts(post)
    worker = add_worker(council, by=by, at=at, **person)
    return start(worker, post=post, by=by, at=at, **terms)


def _not_agency(worker: Worker, starts_on: dt.date, ends_on: dt.date | None) -> None:
    here = worker.covers.filter(overlaps(starts_on, ends_on), is_snapshot=False).first()
    need(here is None, f"{worker} is here as an agency worker on {written(starts_on)}. End that on the day they start.")


def _locked(employment: Employment) -> tuple[Employment, list[Holding]]:
    """The employment and its places as they are now, with the person and the posts locked."""
    lock_worker(employment.worker_id)
    found = Employment.objects.select_related("worker", "council").filter(pk=employment.pk).first()
    if found is None:
        raise CannotChangeEstablishment("Somebody else took this employment away while you were changing it.")
    rows = list(found.holdings.select_related("post", "worker", "council").order_by("starts_on"))
    lock_posts(*[row.post for row in rows])
    return found, rows


@transaction.atomic
def undo_start(employment: Employment, *, by, at: dt.datetime) -> Worker:
    """Somebody did not start after all: the employment and its places are taken away. The person stays known.

    Raises `CannotChangeEstablishment` when they have left or been away since, which says that they did start.
    """
    employment, places = _locked(employment)
    worker = employment.worker
    need(not has_left(employment), f"{worker} has left, so they started. Undo the leaving first.")
    need(not employment.absences.exists(), f"{worker} has absences recorded, so they started.")
    for row in places:
        deleted(row, "holding.undone", by=by, at=at)
    deleted(employment, "employment.did_not_start", by=by, at=at)
    return worker


@transaction.atomic
def correct_start(
    employment: Employment, *, starts_on: dt.date, origin: str, contract: str, by, at: dt.datetime
) -> Employment:
    """Correct the day somebody started, where they came from and their contract. The places they started with move too.

    Raises `CannotChangeEstablishment` when that day falls in another spell, or after something recorded since, or
    the post was not funded or was held by somebody else.
    """
    employment, places = _locked(employment)
    need(origin in ("", *choices.Origin.values), f"“{origin}” is not a known origin.")
    need(contract in choices.Contract.values, "Say whether the contract is permanent, fixed term or casual.")
    values = {"starts_on": starts_on, "origin": origin, "contract": contract}
    changes = {name: value for name, value in values.items() if getattr(employment, name) != value}
    need(changes, f"Nothing about the start of {employment.worker} would change.")
    if "starts_on" in changes:
        fit.forwards(starts_on, employment.ends_on, what="This employment")
        fit.apart_from_other_spells(employment.worker, starts_on, employment.ends_on, without=employment)
        _not_agency(employment.worker, starts_on, min(employment.starts_on, employment.ends_on or dt.date.max))
        need(
            not employment.absences.filter(starts_on__lt=starts_on, is_yearly_total=False).exists(),
            f"{employment.worker} was away before {written(starts_on)}.",
        )
        for row in places:
            if row.starts_on == employment.starts_on:
                fit.forwards(starts_on, row.ends_on, what="The first place")
                fits(row, starts_on, row.ends_on, row.fte)
                changed(row, "holding.corrected", by=by, at=at, starts_on=starts_on)
                realign(row, by=by, at=at)
    return changed(employment, "employment.corrected", by=by, at=at, **changes)


def _codes(reason: str, destination: str) -> None:
    need(reason in choices.LeavingReason.values, "Say why they leave; “Not known” is an answer.")
    need(destination in choices.Destination.values, "Say where they go; “Not known” is an answer.")


@transaction.atomic
def leave(
    employment: Employment, *, ends_on: dt.date, reason: str, destination: str, by, at: dt.datetime
) -> Employment:
    """The employment ends: `ends_on` is the first day not in post. Its open holdings and absences end with it.

    Raises `CannotChangeEstablishment` when it already ended or would end before it began.
    """
    employment, places = _locked(employment)
    _codes(reason, destination)
    if employment.ends_on is not None and has_left(employment):
        raise CannotChangeEstablishment(f"{employment.worker} already left, on {written(employment.ends_on)}.")
    need(ends_on > employment.starts_on, "Somebody cannot leave before they start.")
    need(
        employment.ends_on is None or ends_on <= employment.ends_on,
        f"The contract of {employment.worker} ends on {written(employment.ends_on or ends_on)}, before that day.",
    )
    need(
        all(row.starts_on < ends_on for row in places),
        f"{employment.worker} has a place recorded after {written(ends_on)}.",
    )
    need(
        not employment.absences.filter(starts_on__gte=ends_on, is_yearly_total=False).exists(),
        f"{employment.worker} has an absence recorded after {written(ends_on)}.",
    )
    still = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    open_places = [row for row in places if row.ends_on is None or row.ends_on > ends_on]
    for row in (*open_places, *employment.absences.filter(still, starts_on__lt=ends_on)):
        changed(row, f"{row._meta.model_name}.ended", by=by, at=at, ends_on=ends_on)
    return changed(
        employment, "employment.ended", by=by, at=at, ends_on=ends_on, reason=reason, destination=destination
    )


@transaction.atomic
def undo_leave(employment: Employment, *, by, at: dt.datetime) -> Employment:
    """Put back a leaving that was recorded by mistake: the employment, and the holdings and absences that ended with it, go on.

    Raises `CannotChangeEstablishment` when they have not left, have started again since, or their post is now
    held by somebody else or no longer funded.
    """
    employment, places = _locked(employment)
    left_on = employment.ends_on
    if left_on is None or not has_left(employment):
        raise CannotChangeEstablishment(f"{employment.worker} has not left.")
    until = day_in(before_last(employment, "employment.ended", past="employment.leaving_corrected") or {}, "ends_on")
    fit.apart_from_other_spells(employment.worker, employment.starts_on, until, without=employment)
    _not_agency(employment.worker, left_on, until)
    changed(employment, "employment.reopened", by=by, at=at, ends_on=until, reason="", destination="")
    for row in places:
        if row.ends_on == left_on and left_on != until:
            was = before_last(row, "holding.ended", past="holding.corrected") or {}
            reopen(row, ends_on=day_in(was, "ends_on") or until, by=by, at=at)
    for row in employment.absences.filter(ends_on=left_on):
        if (ended := before_last(row, "absence.ended", past="absence.corrected")) is not None:
            changed(row, "absence.reopened", by=by, at=at, ends_on=day_in(ended, "ends_on"))
    return employment


@transaction.atomic
def correct_leaving(
    employment: Employment, *, ends_on: dt.date, reason: str, destination: str, by, at: dt.datetime
) -> Employment:
    """Correct the day, reason or destination of a leaving. The places that ended with it end on the corrected day.

    Raises `CannotChangeEstablishment` when they have not left, something is recorded after that day, or the post was
    given to somebody else before it.
    """
    employment, places = _locked(employment)
    _codes(reason, destination)
    left_on = employment.ends_on
    if left_on is None or not has_left(employment):
        raise CannotChangeEstablishment(f"{employment.worker} has not left.")
    values = {"ends_on": ends_on, "reason": reason, "destination": destination}
    changes = {name: value for name, value in values.items() if getattr(employment, name) != value}
    need(changes, f"Nothing about the leaving of {employment.worker} would change.")
    if "ends_on" in changes:
        need(ends_on > employment.starts_on, "Somebody cannot leave before they start.")
        fit.apart_from_other_spells(employment.worker, employment.starts_on, ends_on, without=employment)
        _not_agency(employment.worker, employment.starts_on, ends_on)
        need(
            all(row.starts_on < ends_on for row in places if row.ends_on == left_on),
            f"{employment.worker} has a place recorded after {written(ends_on)}.",
        )
        ended = [row for row in places if row.ends_on == left_on]
        away = [row for row in employment.absences.filter(ends_on=left_on) if not row.is_yearly_total]
        need(all(row.starts_on < ends_on for row in away), f"{employment.worker} was away after {written(ends_on)}.")
        changed(employment, "employment.leaving_corrected", by=by, at=at, **changes)
        for row in ended:
            if ends_on > left_on:
                fits(row, left_on, ends_on, row.fte)
            changed(row, "holding.corrected", by=by, at=at, ends_on=ends_on)
            realign(row, by=by, at=at)
        for row in away:
            changed(row, "absence.corrected", by=by, at=at, ends_on=ends_on)
        return employment
    return changed(employment, "employment.leaving_corrected", by=by, at=at, **changes)

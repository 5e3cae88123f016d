"""Writes of assignments: recorded, confirmed, extended, paid otherwise, ended. A confirmed one owns a cover of the establishment's."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from ridgeway.core import states
from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.actions.people import known_or_added
from ridgeway.domains.establishment.actions.writing import changed, created
from ridgeway.domains.establishment.models import Cover, Worker
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from ..choices import EndReason, Part, Route
from ..models import Assignment, Rate
from ..queries.book import book_of
from ..queries.checks import checks_of
from ..rules import Check
from ..states import ASSIGNMENT, AssignmentState
from .reasons import CannotChangeAgency, need
from .timesheets import sum_again

S = AssignmentState
_TOO_MUCH = Decimal(500)


def locked(assignment: Assignment) -> Assignment:
    """The assignment as it is now, locked until the end of the transaction."""
    found = Assignment.objects.select_for_update(no_key=True, of=("self",)).filter(pk=assignment.pk)
    row = found.select_related("council", "worker", "post", "cover", "team__service", "role").first()
    if row is None:
        raise CannotChangeAgency("The assignment is no longer there.")
    return row


def move(assignment: Assignment, to: str, *, by, at: dt.datetime, **changes) -> None:
    """Move it by its table, and count the council's revision up."""
    try:
        states.move(assignment, to, table=ASSIGNMENT, by=by, at=at, **changes)
    except states.CannotMove as refused:
        raise CannotChangeAgency(str(refused)) from refused
    touch(assignment.council)


def _check_parts(parts: dict[str, Decimal]) -> dict[str, Decimal]:
    parts = {part: Decimal(parts.get(part) or 0) for part in Part.values}
    need(parts[Part.PAY] > 0, "An hour is paid with more than nothing.")
    need(all(amount >= 0 for amount in parts.values()), "No part of a rate is less than nothing.")
    need(sum(parts.values()) < _TOO_MUCH, f"An hour costs less than £{_TOO_MUCH}. Look at the parts again.")
    return parts


def _check(council: Council, fields: dict[str, Any]) -> dict[str, Any]:
    ours = [fields["supplier"], fields["team"], fields["role"], fields.get("post"), fields.get("project_team")]
    need(
        all(row is None or row.council_id == council.pk for row in ours),
        "Supplier, team, role and post must be the council's own.",
    )
    need(fields["planned_until"] > fields["starts_on"], "The planned end is on or after the day it begins.")
    need(fields["route"] in Route.values, "Choose how the worker is paid.")
    need(0 < fields["fte"] <= 1, "FTE is more than 0, and 1 at most.")
    need(fields["notice_weeks"] >= 0, "Notice cannot be less than nothing.")
    if post := fields.get("post"):
        term = next((t for t in post.terms.select_related("team", "role") if t.holds_on(fields["starts_on"])), None)
        need(term, f"Post {post} is not funded on {day_words(fields['starts_on'])}.")
        fields = {**fields, "team": term.team, "role": term.role}  # type: ignore[union-attr]
    team = fields.get("project_team")
    if team is not None:
        need(team.supplier_id == fields["supplier"].pk, "The project team is another supplier's.")
        inside = team.starts_on <= fields["starts_on"] and (
            team.ends_on is None or fields["planned_until"] <= team.ends_on
        )
        need(inside, "The assignment lies outside the project team's days.")
    return fields


@transaction.atomic
def record(
    council: Council, *, person: dict[str, str], rate: dict[str, Decimal], by, at: dt.datetime, **fields: Any
) -> Assignment:
    """Take an assignment down, not yet confirmed. The worker is known by the registration number, else added from `person`.

    `rate` has the parts of an hour in pounds. With a post, team and role are the post's. Raises `CannotChangeAgency` where it does not fit.
    """
    fields, parts = _check(council, fields), _check_parts(rate)
    need(
        person.get("registration_number") or person.get("family_name"),
        "Give the worker's registration number, or a name.",
    )
    worker = known_or_added(council, by=by, at=at, **person)
    _is_not_here_already(worker, fields["starts_on"], fields["planned_until"])
    row = Assignment.objects.create(council=council, worker=worker, **fields)
    created(row, "assignment.recorded", by=by, at=at)
    _set_rate(row, row.starts_on, parts, by=by, at=at)
    return row


def _is_not_here_already(worker: Worker, starts_on: dt.date, until: dt.date, but: int | None = None) -> None:
    rows = Assignment.objects.filter(
        worker=worker, state__in=(S.DRAFT, S.CONFIRMED, S.ENDED), starts_on__lt=until
    ).exclude(pk=but)
    for other in rows.select_related("team"):
        last = other.ends_on or other.planned_until
        need(
            last <= starts_on,
            f"The worker has an assignment in {other.team} from {day_words(other.starts_on)} already. End that first.",
        )


def _set_rate(row: Assignment, starts_on: dt.date, parts: dict[str, Decimal], *, by, at: dt.datetime) -> Rate:
    rate = Rate.objects.create(council=row.council, assignment=row, starts_on=starts_on, **parts)
    return created(rate, "rate.set", by=by, at=at)


@transaction.atomic
def change(assignment: Assignment, *, rate: dict[str, Decimal], by, at: dt.datetime, **fields: Any) -> Assignment:
    """Correct an assignment that is not yet confirmed, and its rate."""
    row = locked(assignment)
    need(row.state == S.DRAFT, "It is confirmed. Change its rate, extend it or end it.")
    fields, parts = _check(row.council, fields), _check_parts(rate)
    _is_not_here_already(row.worker, fields["starts_on"], fields["planned_until"], row.pk)
    changed(row, "assignment.changed", by=by, at=at, **fields)
    known = row.rates.select_related("council").get()
    changed(known, "rate.changed", by=by, at=at, starts_on=row.starts_on, **parts)
    return row


@transaction.atomic
def state_facts(
    assignment: Assignment, *, experience_months: int | None, references_received: int | None, left_permanent_on: dt.date | None,
    exemption: str, by, at: dt.datetime,
) -> Assignment:  # fmt: skip
    """Record what the checks need to know of the worker; empty = not known."""
    row = locked(assignment)
    need(row.state != S.CANCELLED, "It was cancelled.")
    facts = {"experience_months": experience_months, "references_received": references_received,
             "left_permanent_on": left_permanent_on, "exemption": exemption}  # fmt: skip
    return changed(row, "assignment.facts", by=by, at=at, **facts)


def open_checks(assignment: Assignment, on: dt.date) -> list[Check]:
    """The checks that stop an assignment from being confirmed, or extended, on a day."""
    found = checks_of(assignment, book_of(assignment.council), on, breaches=assignment.breaches.all())
    return [check for check in found if check.needs_mending]


@transaction.atomic
def confirm(assignment: Assignment, *, by, at: dt.datetime, insists: bool = False) -> Assignment:
    """Confirm an assignment: from now on it is a cover of the establishment's, in the post's place or beside it.

    Raises `CannotChangeAgency` naming each rule that is departed from without its sign-offs, and `CannotChangeEstablishment` where the post
    or the worker is taken (some of which can be insisted upon).
    """
    row = locked(assignment)
    need(row.state == S.DRAFT, "It is confirmed already.")
    if stopped := open_checks(row, row.starts_on):
        raise CannotChangeAgency(" ".join(map(_stop_words, stopped)))
    cover = establishment.cover(
        row.worker, starts_on=row.starts_on, fte=row.fte, post=row.post, team=row.team, role=row.role, by=by, at=at, insists=insists,
    )  # fmt: skip
    move(row, S.CONFIRMED, by=by, at=at, cover=cover, confirmed_at=at)
    return row


def _stop_words(check: Check) -> str:
    if not check.offices or not check.is_broken:
        return check.words
    return f"{check.words} It needs the sign-off of the {check.signers} first."


@transaction.atomic
def extend(assignment: Assignment, *, planned_until: dt.date, by, at: dt.datetime) -> Assignment:
    """Plan a later end. Refused while a rule that binds it on its last planned day is departed from without sign-off."""
    row = locked(assignment)
    need(row.state == S.CONFIRMED, "Only a confirmed assignment is extended.")
    need(
        planned_until > row.planned_until,
        f"It is planned until {day_words(row.planned_until - dt.timedelta(days=1))} already.",
    )
    if stopped := open_checks(row, planned_until - dt.timedelta(days=1)):
        raise CannotChangeAgency(" ".join(map(_stop_words, stopped)))
    team = row.project_team
    need(
        team is None or team.ends_on is None or planned_until <= team.ends_on, "The project team ends before that day."
    )
    return changed(row, "assignment.extended", by=by, at=at, planned_until=planned_until)


@transaction.atomic
def pay_otherwise(assignment: Assignment, *, starts_on: dt.date, rate: dict[str, Decimal], by, at: dt.datetime) -> Rate:
    """Another rate from a day on. A dearer one above the cap is refused: it is a new assignment, which can be signed off."""
    row = locked(assignment)
    need(row.state in (S.CONFIRMED, S.ENDED), "Change the assignment itself while it is not confirmed.")
    need(
        starts_on > row.starts_on and (row.ends_on is None or starts_on < row.ends_on),
        "A new rate begins while the assignment runs.",
    )
    parts = _check_parts(rate)
    last = row.rates.select_related("council").order_by("-starts_on").first()
    need(last is None or last.starts_on < starts_on, "A later rate is recorded already.")
    if last is not None:
        changed(last, "rate.ended", by=by, at=at, ends_on=starts_on)
    made = _set_rate(row, starts_on, parts, by=by, at=at)
    stopped = [check for check in open_checks(row, starts_on) if check.rule == "cap"]
    if stopped and last is not None and made.charge > last.charge:
        raise CannotChangeAgency(
            f"{stopped[0].words} End this assignment and record a new one at that rate, which can be signed off."
        )
    worked = row.timesheets.filter(replaced_by__isnull=True, week__gt=starts_on - dt.timedelta(days=7))
    if weeks := set(worked.order_by().values_list("week", flat=True)):
        sum_again(row.council, {row.pk: weeks})
    return made


@transaction.atomic
def give_notice(assignment: Assignment, *, on: dt.date, by, at: dt.datetime) -> Assignment:
    """Notice is given on a day, by the council or by the supplier."""
    row = locked(assignment)
    need(row.state == S.CONFIRMED, "Notice is given on a confirmed assignment.")
    need(on >= row.starts_on, "Notice is given after the assignment began.")
    return changed(row, "assignment.notice", by=by, at=at, notice_given_on=on)


def _cover_of(row: Assignment) -> Cover | None:
    """Its cover as it is now."""
    return Cover.objects.filter(pk=row.cover_id).first() if row.cover_id else None


@transaction.atomic
def end(assignment: Assignment, *, ends_on: dt.date, reason: str, by, at: dt.datetime) -> Assignment:
    """Record the end: `ends_on` is the first day the worker is not here. The cover ends with it."""
    row = locked(assignment)
    need(row.state == S.CONFIRMED, "Only a confirmed assignment ends.")
    need(reason in EndReason.values, "Say why it ends.")
    need(ends_on > row.starts_on, "An assignment ends on or after the day it begins.")
    cover = _cover_of(row)
    if cover is not None and (cover.ends_on is None or cover.ends_on > ends_on):
        establishment.end_cover(cover, ends_on=ends_on, by=by, at=at)
    elif cover is not None and cover.ends_on is not None and cover.ends_on < ends_on:
        raise CannotChangeAgency(f"The cover ended on {day_words(cover.ends_on)} already. Take that day over.")
    move(row, S.ENDED, by=by, at=at, ends_on=ends_on, end_reason=reason)
    return row


@transaction.atomic
def settle(assignment: Assignment, *, by, at: dt.datetime) -> Assignment:
    """Take over how its cover ended where that was recorded elsewhere: the post was filled, or somebody ended or took away the cover."""
    row = locked(assignment)
    need(row.state == S.CONFIRMED, "Only a confirmed assignment ends.")
    cover = _cover_of(row)
    if cover is None:
        move(
            row, S.ENDED, by=by, at=at, ends_on=row.starts_on + dt.timedelta(days=1), end_reason=EndReason.COUNCIL_ENDED
        )
        return row
    need(cover.ends_on is not None, "Its cover goes on.")
    move(
        row,
        S.ENDED,
        by=by,
        at=at,
        ends_on=cover.ends_on,
        end_reason=EndReason.POST_FILLED if row.post_id else EndReason.PLANNED,
    )
    return row


@transaction.atomic
def cancel(assignment: Assignment, *, by, at: dt.datetime) -> Assignment:
    """Take back an assignment that was never confirmed. Its open breaches are withdrawn."""
    from .breaches import withdraw

    row = locked(assignment)
    need(row.state == S.DRAFT, "It is confirmed. End it instead.")
    for breach in row.breaches.filter(state="open"):
        withdraw(breach, by=by, at=at)
    move(row, S.CANCELLED, by=by, at=at)
    return row

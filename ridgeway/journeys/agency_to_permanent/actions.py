"""The one write of the journey, over the domains' own actions."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ridgeway.domains.agency import actions as agency
from ridgeway.domains.agency.actions.assignments import locked
from ridgeway.domains.agency.choices import EndReason
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.choices import Origin
from ridgeway.domains.establishment.models import Employment, Post


@transaction.atomic
def take_post(
    assignment: Assignment, *, post: Post, starts_on: dt.date, fte: Decimal, by, at: dt.datetime, insists: bool = False
) -> Employment:
    """The assignment ends the day before, its cover with it, and its worker is employed in the post from `starts_on`.

    Raises `CannotChangeAgency` where the assignment does not run, `CannotChangeEstablishment` where the post is taken or not funded.
    """
    establishment.lock_person_and_posts(locked(assignment).worker, post)  # the assignment first, as where it only ends
    ended = agency.end(assignment, ends_on=starts_on, reason=EndReason.TO_PERMANENT, by=by, at=at)
    return establishment.start(
        ended.worker, starts_on=starts_on, fte=fte, post=post, origin=Origin.AGENCY, by=by, at=at, insists=insists
    )

"""Job roles, grades and funding decisions."""

import datetime as dt

from django.db import transaction
from django.utils.text import slugify

from ridgeway.domains.organisation.models import Council

from ..models import FundingDecision, Grade, JobRole
from .reasons import need
from .writing import created


@transaction.atomic
def add_role(council: Council, *, name: str, kind: str, by, at: dt.datetime, slug: str = "", **fields) -> JobRole:
    """A job role of the council; fields: census_role, is_social_worker, order.

    Raises `CannotChangeEstablishment` when the council has a role of that name.
    """
    slug = slug or slugify(name)[:60]
    need(name.strip(), "A job role needs a name.")
    need(
        not JobRole.objects.filter(council=council, slug=slug).exists(), f"{council} already has a role called {name}."
    )
    role = JobRole.objects.create(council=council, name=name, kind=kind, slug=slug, **fields)
    return created(role, "role.added", by=by, at=at)


@transaction.atomic
def add_grade(council: Council, *, name: str, by, at: dt.datetime) -> Grade:
    """A pay grade of the council. Raises `CannotChangeEstablishment` when there is one of that name."""
    need(not Grade.objects.filter(council=council, name=name).exists(), f"{council} already has a grade called {name}.")
    return created(Grade.objects.create(council=council, name=name), "grade.added", by=by, at=at)


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
    need(title.strip(), "Say what was decided.")
    decision = FundingDecision.objects.create(
        council=council,
        title=title,
        decided_on=decided_on,
        decided_by_body=decided_by_body,
        reference=reference,
    )
    return created(decision, "funding.decided", by=by, at=at)

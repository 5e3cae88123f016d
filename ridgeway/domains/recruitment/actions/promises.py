"""What a council promises those who enquire, and who answers them."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from ridgeway.core import audit
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council, Service, Team, User

from ..models import ContactRule, ResponsePromise
from .writing import changed, created, need


@transaction.atomic
def set_promise(
    council: Council, *, hours: int, opens: dt.time, closes: dt.time, closed: Iterable[dt.date], by, at: dt.datetime
) -> ResponsePromise:
    """Promise an answer within so many working hours. Enquiries taken before keep the promise they came with."""
    need(1 <= hours <= 200, "Promise an answer within 1 to 200 working hours.")
    need(opens < closes, "The day closes after it opens.")
    days = sorted({day.isoformat() for day in closed})
    row = ResponsePromise.objects.select_for_update(no_key=True).filter(council=council).first()
    values = {"hours": hours, "opens": opens, "closes": closes, "closed": days}
    if row is None:
        return created(ResponsePromise.objects.create(council=council, **values), "promise.set", by=by, at=at)
    return changed(row, "promise.set", by=by, at=at, **values)


@transaction.atomic
def add_rule(
    council: Council,
    *,
    contact: User,
    order: int,
    by,
    at: dt.datetime,
    service: Service | None = None,
    team: Team | None = None,
    role: JobRole | None = None,
    near: str = "",
) -> ContactRule:
    """Enquiries of a service, team or role, or for one of some places (`near`, commas between), are answered by `contact`; the first rule that fits, by `order`, counts.

    Raises `CannotChangeRecruitment` when another rule asks for the same.
    """
    need(
        all(part is None or part.council_id == council.pk for part in (service, team, role)),
        "That is another council's.",
    )
    near = ", ".join(part for part in (" ".join(part.split()) for part in near.split(",")) if part)
    same = ContactRule.objects.filter(council=council, service=service, team=team, role=role, near__iexact=near)
    need(not same.exists(), "There is a rule for that already. Remove it first.")
    rule = ContactRule.objects.create(
        council=council, contact=contact, order=order, service=service, team=team, role=role, near=near
    )
    return created(rule, "contactrule.added", by=by, at=at)


@transaction.atomic
def remove_rule(rule: ContactRule, *, by, at: dt.datetime) -> None:
    """Take a rule away. Enquiries that it gave a contact keep them."""
    audit.record("contactrule.removed", rule, by=by, at=at, before=audit.snapshot(rule), deleted=True)
    touch(rule.council)
    rule.delete()

"""Enquiries that people write themselves, on a form of the public site."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from ridgeway.domains.organisation.models import Council

from .. import rules
from ..choices import Source, Way
from ..models import Enquiry
from ..states import EnquiryState
from .enquiries import take
from .writing import changed

BY = "web form"
SAME_WITHIN = dt.timedelta(hours=24)
MOST_WORDS = 4000


@transaction.atomic
def take_from_form(council: Council, *, at: dt.datetime, **fields) -> tuple[Enquiry, bool]:
    """Record what somebody wrote on a web form, once: the enquiry, and whether it is a new one.

    `fields` as `take` has them, `way` and `by` left out. The same telephone number or e-mail address within a day, while that
    enquiry is open, is the same enquiry; words that are new, and an event they say they come to, are added to it. A second press of the button changes nothing.
    Raises `CannotChangeRecruitment` when nobody could answer.
    """
    # two presses at once wait for one another here; every write to a council's rows raises its revision anyway
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    fields = {"source": Source.SITE, **fields}
    known = _lately(council, at, fields.get("telephone", ""), fields.get("email", ""))
    if known is None:
        return take(council, way=Way.FORM, by=BY, at=at, **fields), True
    words, event = fields.get("about", "").strip(), fields.get("event")
    added = {}
    if words and words not in known.about:
        added["about"] = f"{known.about}\n\n{words}".strip()[:MOST_WORDS]
    if event and known.event_id is None and event.council_id == council.pk:
        added["event"] = event
    if added:
        changed(known, "enquiry.added_to", **added, by=BY, at=at)
    return known, False


def _lately(council: Council, at: dt.datetime, telephone: str, email: str) -> Enquiry | None:
    same = Q(pk__in=[])
    if key := rules.telephone_key(telephone):
        same |= Q(telephone_key=key)
    if email.strip():
        same |= Q(email=email.strip().lower())
    rows = Enquiry.objects.select_for_update(no_key=True, of=("self",)).select_related("council")
    rows = rows.filter(same, council=council, way=Way.FORM, came_at__gt=at - SAME_WITHIN)
    return rows.exclude(state=EnquiryState.CLOSED).order_by("-came_at", "-pk").first()

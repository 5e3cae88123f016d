"""Keeping in touch, in the demonstration: three of the pool invited to a job of today. All invented."""

import datetime as dt

from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.recruitment import actions, addresses
from ridgeway.domains.recruitment.models import Advert, Enquiry

from .enquiries import CONTACT

WORDS = "We spoke earlier this year about coming to us. There is a place now that I thought of you for. Ring me before you apply, if you like."


def write(council: Council, *, by, at: dt.datetime) -> int:
    """The invitations; returns how many people there are in the pool."""
    pool = Enquiry.objects.filter(council=council, consent_to_keep=True, anonymised_at__isnull=True).exclude(email="")
    advert = Advert.objects.live(at).to_all().filter(council=council).select_related("council").order_by("pk").first()
    if advert is not None:
        actions.invite(
            pool.filter(outcome="not_now").order_by("pk")[:3], advert=advert, words=WORDS, job=addresses.job_address,
            consent=addresses.consent_address(council), by=User.objects.get(email=CONTACT), at=at,
        )  # fmt: skip
    return pool.count()

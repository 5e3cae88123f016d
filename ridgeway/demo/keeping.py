"""Keeping in touch, in the demonstration: three of the pool invited to a job of today, and a dozen addresses told of new jobs. All invented."""

import datetime as dt
from typing import Any

from ridgeway.domains.organisation.models import Council, User
from ridgeway.domains.recruitment import actions, addresses
from ridgeway.domains.recruitment.models import Advert, Enquiry

from .enquiries import CONTACT

WORDS = "We spoke earlier this year about coming to us. There is a place now that I thought of you for. Ring me before you apply, if you like."
ALERTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("corin.tarrant", {"role": "social-worker"}, "daily"), ("mallow.ebbesbourne", {}, "weekly"), ("teasel.winterslow", {"service": "childrens"}, "daily"),
    ("jasper.coombe", {"words": "hub"}, "daily"), ("sorrel.wylye", {"service": "adult-care"}, "weekly"), ("linden.ashcombe", {"pattern": "part_time"}, "daily"),
    ("bryher.stourton", {}, "daily"), ("merle.fonthill", {"service": "childrens", "pattern": "part_time"}, "weekly"), ("flax.donhead", {"pay_from": 35_000}, "daily"),
    ("hazel.chilmark", {}, "weekly"), ("piran.semley", {"words": "newly qualified"}, "daily"), ("avens.tollard", {"service": "childrens"}, "weekly"),
)  # fmt: skip


def write(council: Council, *, by, at: dt.datetime) -> int:
    """Invitations and alerts; returns how many people there are in the pool."""
    pool = Enquiry.objects.filter(council=council, consent_to_keep=True, anonymised_at__isnull=True).exclude(email="")
    advert = Advert.objects.live(at).to_all().filter(council=council).select_related("council").order_by("pk").first()
    if advert is not None:
        actions.invite(
            pool.filter(outcome="not_now").order_by("pk")[:3], advert=advert, words=WORDS, job=addresses.job_address,
            consent=addresses.consent_address(council), by=User.objects.get(email=CONTACT), at=at,
        )  # fmt: skip
    for number, (who, wanted, often) in enumerate(ALERTS):
        asked_at = at - dt.timedelta(days=9 * number)
        alert = actions.ask_for_alert(
            council, email=f"{who}@example.org", wanted=wanted, how_often=often, at=asked_at,
            addresses=addresses.alert_addresses(council),
        )  # fmt: skip
        if number:  # the first has not yet said that it was them
            actions.confirm_alert(alert, at=asked_at)
    return pool.count()

"""Offers as pages show them: of an application, of an advert, those that wait; and who could be offered it next."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Sum

from ..models import Advert, Application, Offer
from ..states import OFFERS_OPEN, ApplicationState

S = ApplicationState


def offers_of(user, application: Application) -> list[Offer]:
    """The offers made on an application, the latest first. One query."""
    rows = Offer.objects.visible_to(user).filter(application=application)
    return list(rows.select_related("council", "application__advert", "application__candidate", "post", "grade"))


def open_offers(user, advert: Advert) -> Mapping[int, Offer]:
    """The offers of an advert that keep their place, by application. One query."""
    rows = Offer.objects.visible_to(user).filter(application__advert=advert, state__in=OFFERS_OPEN)
    return {row.application_id: row for row in rows.select_related("post", "grade")}


def offered_to_others(user, posts: Sequence[int], but: Application) -> dict[int, Decimal]:
    """How much of some posts is offered to others than `but`, in open offers. One query."""
    rows = Offer.objects.visible_to(user).filter(post__in=posts, state__in=OFFERS_OPEN).exclude(application=but)
    return dict(rows.order_by().values_list("post").annotate(Sum("fte")))


def next_in_line(user, advert: Advert, but: Application) -> Sequence[Application]:
    """Who was interviewed for the same job and could be offered it next: those still in the interview first. One query."""
    met = Application.objects.visible_to(user).filter(
        advert=advert, state__in=(S.INTERVIEW, S.NOT_APPOINTED), hidden_at__isnull=True
    )
    rows = met.filter(moves__to_state=S.INTERVIEW).exclude(pk=but.pk).select_related("candidate", "advert").distinct()
    return sorted(rows, key=lambda row: (row.state != S.INTERVIEW, row.pk))[:10]

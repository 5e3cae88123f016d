"""Who applied, who enquired and which jobs are looked for, by the beginning of a name, an address or a number."""

from django.db.models import F, Q, QuerySet

from ridgeway.domains.organisation.models import Council

from .. import rules
from ..models import Advert, Application, Candidate, Enquiry, ScoreSheet, Shortlister
from ..states import AdvertState, ApplicationState

CANDIDATES = 200


def applications_of(user, council: Council, text: str) -> QuerySet[Application]:
    """What somebody sent, or waits to be rung about, whose name, last word of it, address or telephone number begins so, the latest
    first: none that `user` still has to score, and none whose names are hidden by now."""
    keys = {"name_key": text, "family_key": text, "email": text, "telephone_key": rules.telephone_key(text)}
    # each key by its own index: asked for with "or", the whole council's are walked through
    called = [
        Candidate._base_manager.filter(council=council, **{f"{key}__begins": words}).order_by().values_list("pk")
        for key, words in keys.items()
        if words
    ]
    # of a hundred thousand names that begin alike, so many are looked at
    some = called[0].union(*called[1:], all=True)[:CANDIDATES]
    rows = Application.objects.visible_to(user).with_names().filter(candidate__id__among=some)
    scores = Shortlister.objects.filter(user=user.pk, stood_down_at__isnull=True).values("shortlisting__advert")
    shown = ScoreSheet.objects.filter(user=user.pk, shown_at__isnull=False).values("application")
    rows = rows.exclude(Q(state=ApplicationState.SENT, advert__in=scores) & ~Q(pk__in=shown))
    return rows.filter(Q(sent_at__isnull=False) | Q(expressed_at__isnull=False)).order_by(F("sent_at").desc(), "-pk")


def adverts_called(user, council: Council, text: str) -> QuerySet[Advert]:
    """The advert of a reference; of words without a figure, those not settled yet whose title says so. In no order: with one, SQLite
    walks through the archive to have it."""
    if any(map(str.isdigit, text)):
        wanted = Q(reference=text.upper())
    else:
        open_ = (AdvertState.DRAFT, AdvertState.PUBLISHED, AdvertState.CLOSED)
        wanted = Q(state__in=open_, title__icontains=text)
    return Advert.objects.visible_to(user).filter(wanted, council=council).order_by()


def enquirers(user, council: Council, text: str) -> QuerySet[Enquiry]:
    """Those who enquired of whose name a word begins so, or whose number or address begins so, the latest first."""
    wanted = Q(name__istartswith=text) | Q(name__icontains=f" {text}") | Q(email__istartswith=text)
    if key := rules.telephone_key(text):
        wanted |= Q(telephone_key__startswith=key)
    return Enquiry.objects.visible_to(user).filter(wanted, council=council).order_by("-came_at", "-pk")

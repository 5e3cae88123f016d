"""The tracked link of a placement: one visit is counted, nothing is kept of who came, and on they go."""

import secrets

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from ridgeway.domains.campaigns import rules
from ridgeway.domains.campaigns.actions import count_visit
from ridgeway.domains.campaigns.models import Placement
from ridgeway.web.careers.models import CareersSite
from ridgeway.web.guards import public

_SALT = "ridgeway:visits:salt"


@public
@require_safe
def go(request: HttpRequest, token: str) -> HttpResponse:
    """Follow a tracked link. A repeat, a crawler, a HEAD or a page fetched ahead is sent on without being counted."""
    placement = Placement.objects.filter(token=token).only("council_id", "target_url", "token").first()
    if placement is None or not rules.may_lead_to(placement.target_url):
        raise Http404("There is no such page.")
    if rules.is_visit(request.method or "", request.headers) and is_first(request, placement.pk):
        count_visit(placement, on=request.today)
    response = HttpResponseRedirect(_target(request, placement))
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _target(request: HttpRequest, placement: Placement) -> str:
    """Where the link leads. To a page of ours the token goes with them as `via`, so that without a cookie a form there can say who brought them."""
    ours = rules.is_ours(placement.target_url, {request.get_host().lower()}) or _is_site(placement)
    return rules.with_via(placement.target_url, placement.token) if ours else placement.target_url


def _is_site(placement: Placement) -> bool:
    """Whether the link leads to the council's careers site under a host name of its own."""
    hosts = CareersSite.objects.filter(council=placement.council_id, host__isnull=False).values_list("host", flat=True)
    return rules.is_ours(placement.target_url, {str(host).lower() for host in hosts})


def is_first(request: HttpRequest, placement: int) -> bool:
    """Whether the visitor was not there within the last half hour. Address and browser are known only as a hash that expires."""
    address = get_adapter(request).get_client_ip(request)
    who = f"{placement} {address} {request.headers.get('User-Agent', '')}"
    key = salted_hmac("ridgeway.visits", who, secret=salt_of(request), algorithm="sha256").hexdigest()
    return caches["visits"].add(f"ridgeway:visits:{key}", True, timeout=rules.REPEAT_SECONDS)


def salt_of(request: HttpRequest) -> str:
    """The day's salt. The day before's is overwritten, so that no hash of it can ever be tried again."""
    cache, today = caches["visits"], request.today.isoformat()
    kept = cache.get(_SALT)
    if not kept or kept[0] != today:
        cache.set(_SALT, (today, secrets.token_hex(32)), timeout=2 * 24 * 60 * 60)
        kept = cache.get(_SALT) or (today, "")
    return kept[1]

"""`/healthz`: for whatever watches the installation. It tells nothing but whether each part is in order."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ridgeway.core import clock
from ridgeway.web.guards import public

from . import health, heartbeat


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, is of this version, and a worker was seen; 503 otherwise."""
    found = {check.check: check.ok for check in (look() for look in health.FOR_A_PROBE)}
    age = heartbeat.age(clock.now())
    document = {**found, "worker_seen_seconds_ago": None if age is None else round(age)}
    return JsonResponse(document, status=200 if all(found.values()) else 503)

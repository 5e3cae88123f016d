"""Addresses of the sign-in library that are shut here: nobody signs up, adds an address, or connects another account."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from .guards import public


@public
def shut(request: HttpRequest, **rest) -> HttpResponse:
    """There is no such page."""
    raise Http404("There is no such page.")


urlpatterns = [
    path("signup/", shut),
    path("email/", shut),
    re_path(r"^confirm-email/", shut),
    path("3rdparty/", shut),
    path("3rdparty/signup/", shut),
    path("social/connections/", shut),
    path("social/signup/", shut),
]

"""Addresses on a host name of a council's own: its careers site at the root, and what its pages need. No staff pages."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from ridgeway.web.careers.feeds import robots
from ridgeway.web.components.views import theme

from .probe import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("theme/<slug:council>.css", theme, name="theme"),
    # a link as the installation's own host has it
    re_path(r"^careers/[\w-]+/(?P<rest>[^/].*|)$", RedirectView.as_view(url="/%(rest)s", query_string=True)),
    path("robots.txt", robots, name="robots"),
    path("", include("ridgeway.web.careers.urls")),
]

handler404 = "ridgeway.web.careers.serving.not_found"

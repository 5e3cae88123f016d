"""Every address of the installation."""

from django.urls import include, path

from .probe import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("ridgeway.web.signin_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("ridgeway.web.urls")),
]

"""Addresses of the careers site as its editors look after it."""

from django.urls import path

from . import site

urlpatterns = [
    path("c/<slug:council>/site/", site.site, name="site"),
]

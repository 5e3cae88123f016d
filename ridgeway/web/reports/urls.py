"""Addresses of the screens of reports."""

from django.urls import path

from . import checking

_ALL = "c/<slug:council>/reports/"

urlpatterns = [
    path(f"{_ALL}check/", checking.check, name="report_check"),
]

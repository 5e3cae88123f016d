"""Addresses of the talent pool."""

from django.urls import path

from . import pool

_POOL = "c/<slug:council>/pool/"

urlpatterns = [
    path(_POOL, pool.pool, name="pool"),
    path(f"{_POOL}invite/", pool.invite, name="pool_invite"),
    path(f"{_POOL}ask/", pool.ask, name="pool_ask"),
]

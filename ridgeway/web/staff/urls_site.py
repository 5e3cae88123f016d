"""Addresses of the careers site as its editors look after it."""

from django.urls import path

from . import site
from . import site_showing as showing

_SITE = "c/<slug:council>/site/"

urlpatterns = [
    path(_SITE, site.site, name="site"),
    path(f"{_SITE}promises/add/", showing.add_promise, name="site_promise_add"),
    path(f"{_SITE}promises/<int:promise>/", showing.change_promise, name="site_promise"),
    path(f"{_SITE}promises/<int:promise>/withdraw/", showing.withdraw_promise, name="site_promise_withdraw"),
    path(f"{_SITE}beside/add/", showing.add_beside, name="site_beside_add"),
    path(f"{_SITE}beside/<int:beside>/remove/", showing.remove_beside, name="site_beside_remove"),
    path(f"{_SITE}events/", showing.add_events, name="site_events"),
    path(f"{_SITE}old-addresses/", showing.bring_addresses, name="site_old_addresses"),
]

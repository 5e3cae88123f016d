"""The editor's addresses, all behind one guard (`wall.py`). Its own sign-in, passwords and people are not to be reached: ours are used."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView

from ridgeway.web.guards import Guard

_not_here = RedirectView.as_view(pattern_name="account_login", query_string=True)

addresses = path(
    "cms/",
    include(
        [
            re_path(r"^(login|logout|password_reset|account|users|groups|reports|workflows|collections)/", _not_here),
            path("", include("wagtail.admin.urls")),
        ]
    ),
)
addresses.guard = Guard("whoever edits a council's site")  # type: ignore[union-attr]

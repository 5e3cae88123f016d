"""The editor's addresses, all behind one guard (`wall.py`). Its own sign-in, passwords, people and reports are not to be reached: ours are used."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, re_path, reverse
from django.views.generic import RedirectView

from ridgeway.web.guards import Guard

_own_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)


def not_here(request: HttpRequest) -> HttpResponse:
    """What the library has and Ridgeway does not use."""
    raise Http404("There is no such page.")


def choose_from_home(request: HttpRequest) -> HttpResponse:
    """Choosing a page begins at one's own home: the library would begin at a place that all councils' pages share."""
    home = request.edited_sites[0].home_id
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(reverse("wagtailadmin_choose_page_child", args=[home]) + query)


addresses = path(
    "cms/",
    include(
        [
            re_path(r"^(?:login|logout|password_reset)/", _own_sign_in),
            re_path(r"^(?:account|users|groups|reports|workflows|collections|documents)/", not_here),
            path("choose-page/", choose_from_home),
            path("", include("wagtail.admin.urls")),
        ]
    ),
)
addresses.guard = Guard("site editor")  # type: ignore[union-attr]

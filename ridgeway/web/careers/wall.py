"""The wall between councils in the editor: who is an editor is read from our own roles at every request.

The editor's library knows groups and their rights over parts of the page tree. Each site has one group, with rights over its own tree and
its own pictures; whoever holds `site.edit` over the council is in it. That membership is a copy of our roles for the library to read: it is
brought into step when somebody opens `/cms/`, and whoever holds the permission nowhere is not let in, whatever group they are in.
"""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.images.models import Image
from wagtail.models import Collection, Page

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission

from .models import CareersSite

PREFIX = "/cms/"
# the names under which the library's addresses carry a page
_PAGES = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_to_copy_id", "parent_id")


def sites_of(user: Any) -> list[CareersSite]:
    """The sites whose editor somebody is."""
    access = access_of(user)
    councils = [pk for pk in access.council_ids if access.may(Permission.SITE_EDIT, council_id=pk)]
    return list(CareersSite.objects.filter(council__in=councils).select_related("home", "council")) if councils else []


def group_name(site: CareersSite) -> str:
    """The group of a site's editors, by the site's own number: a council may change its name."""
    return f"careers-site-{site.pk}"


def stop(request: HttpRequest) -> HttpResponse | None:
    """What is answered instead of the editor: a stranger is sent to sign in; where nobody is an editor there is no such page."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()}, safe='/')}")
    sites = sites_of(request.user)
    if not sites:
        raise Http404("There is no such page.")
    keep_in_step(request.user, sites)
    request.edited_sites = sites  # type: ignore[attr-defined]
    return None


def keep_in_step(user: Any, sites: list[CareersSite]) -> None:
    """The groups somebody is in are those of the sites they edit, and no others."""
    wanted, held = {group_name(site) for site in sites}, set(user.groups.values_list("name", flat=True))
    if wanted != held:
        user.groups.set(Group.objects.filter(name__in=wanted))


def walled_in(request: HttpRequest, parts: dict) -> None:
    """Whatever page, picture or collection an address names is of a site that is edited. Raises `Http404`."""
    homes = [site.home.path for site in request.edited_sites]  # type: ignore[attr-defined]
    asked = {number for name in _PAGES if (number := parts.get(name)) is not None}
    for path, depth in Page.objects.filter(pk__in=asked).values_list("path", "depth") if asked else ():
        if depth > 1 and not path.startswith(tuple(homes)):
            raise Http404("There is no such page.")
    if (number := parts.get("image_id")) is not None:
        image = Image.objects.filter(pk=number).select_related("collection").first()
        if image is None or image.collection.pk not in collections_of(request):
            raise Http404("There is no such picture.")


def collections_of(request: HttpRequest) -> set[int]:
    """The collections whose pictures the editor may use."""
    names = [group_name(site) for site in request.edited_sites]  # type: ignore[attr-defined]
    return set(Collection.objects.filter(name__in=names).values_list("pk", flat=True))

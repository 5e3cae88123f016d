"""Opening a careers site with pages to begin from, and changing what is said about it."""

import datetime as dt
import re
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from ridgeway.core import audit
from ridgeway.domains.organisation.actions import touch
from ridgeway.domains.organisation.models import Council

from . import starter
from .models import CareersSite, HomePage
from .wall import group_name

_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


MOST_LINKS = 8


class CannotChangeSite(Exception):
    """Why a site cannot be changed so: a sentence for the person who tried, and what it is about."""

    def __init__(self, words: str, about: str = "host") -> None:
        super().__init__(words)
        self.about = about


@transaction.atomic
def open_site(council: Council, *, by, at: dt.datetime, **fields: Any) -> CareersSite:
    """A council's careers site with the pages every site begins with, which nobody but its editors sees until it is made public.

    Raises `CannotChangeSite` where the council has one.
    """
    if CareersSite.objects.filter(council=council).exists():
        raise CannotChangeSite(f"{council} has a careers site already.")
    locale, _ = Locale.objects.get_or_create(
        language_code=get_supported_content_language_variant(settings.LANGUAGE_CODE)
    )
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    home = root.add_child(instance=HomePage(title=starter.HOME, lead=starter.LEAD, slug=council.slug, locale=locale))
    site = CareersSite.objects.create(council=council, home=home, **fields)
    _let_editors_in(site, home)
    starter.plant(site, home, at)
    audit.record("site.opened", site, by=by, at=at)
    touch(council)
    return site


def _let_editors_in(site: CareersSite, home: Page) -> None:
    """A group with rights over the site's own pages and pictures, and nothing else."""
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    collection = root.add_child(instance=Collection(name=group_name(site)))
    group = Group.objects.create(name=group_name(site))
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=home, permission=right)
    for codename in ("add_image", "change_image", "choose_image"):
        right = Permission.objects.get(content_type__app_label="wagtailimages", codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=collection, permission=right)


@transaction.atomic
def add_events_page(site: CareersSite, *, by, at: dt.datetime) -> Page:
    """The page of events, for a site that was opened before every site began with one: published, and in the menu.

    Raises `CannotChangeSite` where a page has events already, or another has its address.
    """
    home = Page.objects.select_for_update().get(pk=site.home_id)
    if starter.shows_events(home):
        raise CannotChangeSite("A page of the site shows events already.")
    if home.get_children().filter(slug="events").exists():
        raise CannotChangeSite(
            "Another page has the address “events”: place a section of events on it, and publish it."
        )
    page = starter.plant_events(home)
    write = audit.Write("site.page_added", "careers.page", str(page.pk), page.title, None, {"path": "events/"})
    audit.record_all(site.council.code, [write], by=by, at=at)
    touch(site.council)
    return page


@transaction.atomic
def change_site(site: CareersSite, *, by, at: dt.datetime, **changes: Any) -> CareersSite:
    """Change what is said about a site, whom one rings first, its host name, or whether the public sees it.

    `links` are lines of words, a comma and an address. Raises `CannotChangeSite` for a line that is none, and for a host name that is none
    or is another site's.
    """
    if "links" in changes:
        changes["links"] = _links_of(changes["links"])
    if "host" in changes:
        changes["host"] = _host_of(changes["host"], site)
    before = audit.snapshot(CareersSite.objects.select_for_update().get(pk=site.pk))
    for name, value in changes.items():
        setattr(site, name, value)
    site.save(update_fields=list(changes))
    audit.record("site.changed", site, by=by, at=at, before=before)
    touch(site.council)
    return site


def _links_of(said: str) -> list[dict[str, str]]:
    """The links at the foot of every page, out of a line each: words, a comma, an address."""
    found = []
    for line in filter(None, map(str.strip, said.splitlines())):
        words, comma, url = (part.strip() for part in line.rpartition(","))
        if not (comma and words) or not url.startswith(("https://", "http://", "/", "mailto:")) or " " in url:
            raise CannotChangeSite(
                f"Write words, a comma and an address that begins with https://, not “{line[:60]}”.", "links"
            )
        found.append({"words": words[:60], "url": url[:300]})
    if len(found) > MOST_LINKS:
        raise CannotChangeSite(f"At most {MOST_LINKS} links fit at the foot of a page.", "links")
    return found


def _host_of(said: str | None, site: CareersSite) -> str | None:
    host = (said or "").strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    if not host:
        return None
    if not _HOST.fullmatch(host):
        raise CannotChangeSite("Write the host name alone, such as jobs.example.gov.uk.")
    if CareersSite.objects.filter(host=host).exclude(pk=site.pk).exists():
        raise CannotChangeSite(f"{host} is the host name of another site.")
    return host

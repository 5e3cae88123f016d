"""What pages of editors show of the domains: the jobs that close soonest, and where they are."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from ridgeway.core.held import while_unchanged
from ridgeway.domains.campaigns.queries import public_events
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment.queries import enquiries
from ridgeway.domains.recruitment.queries import jobs as queries

from .listed import cards
from .models import LandingPage, Promise, PromiseState, SitePage
from .sites import Site

PLACES = 3  # on the map of the home page
FEWEST = 5  # of fewer people nothing is said


def found_for(request: HttpRequest, site: Site, service: str = "") -> queries.Found:
    """The jobs of the council, or of one service; asked once for each page that is made."""
    known = request.__dict__.setdefault("_jobs_found", {})
    if service not in known:
        known[service] = queries.search(site.council, request.at, queries.Wanted(service=service), size=6)  # type: ignore[attr-defined]
    return known[service]


def soonest(request: HttpRequest, site: Site, page: SitePage, how_many: int) -> dict:
    """The jobs of a section, how many there are in all, and where all of them stand."""
    service = getattr(page, "service", None)
    slug = service.slug if service else ""
    found = found_for(request, site, slug)
    kept = kept_promises(site.council)
    return {
        "jobs": cards(site, found.jobs[:how_many], request.at, kept), "total": found.total,  # type: ignore[attr-defined]
        "all_url": site.to(f"jobs/{'?service=' + slug if slug else ''}"),
    }  # fmt: skip


def places(request: HttpRequest, site: Site) -> dict:
    """How many jobs there are, and the places that have most: what stands on the map of the home page."""
    found = found_for(request, site)
    most = sorted(found.choices["place"], key=lambda choice: (-choice.count, choice.words))[:PLACES]
    return {"total": found.total, "places": most}


def coming_events(
    request: HttpRequest, site: Site, page: SitePage, written: Iterable[Mapping[str, Any]] = ()
) -> list[dict]:
    """What is to come, soonest first: what the page's editor wrote, and what campaigns show on the site. One told of in both, by name and day, is the editor's."""
    at: dt.datetime = request.at  # type: ignore[attr-defined]
    coming = [
        {name: event[name] for name in ("title", "starts", "place", "words")}
        for event in written
        if event["starts"] >= at
    ]
    known = {_once(event) for event in coming}
    service = getattr(page, "service_id", None)
    coming += [told for event in public_events(site.council, at, service) if _once(told := asdict(event)) not in known]
    return sorted(coming, key=lambda event: event["starts"])


def _once(event: Mapping[str, Any]) -> tuple[str, dt.date]:
    return _plain(event["title"]), timezone.localtime(event["starts"]).date()


def promises_of(council: Council) -> list[Promise]:
    """Every promise of a council, in its order. One query, once after each write."""
    return while_unchanged(
        f"promises:{council.pk}", council.revision, lambda: list(Promise.objects.filter(council=council))
    )


def promises_for(council: Council, service: int | None) -> list[Promise]:
    """The promises the public sees: of the whole council, and of a service its own (of all where none is named). What nothing counts is not among them."""
    counted = [row for row in promises_of(council) if row.state != PromiseState.UNKNOWN]
    return [row for row in counted if row.service_id in (None, service)] if service else counted


def promise_for(council: Council, service: int | None) -> Promise | None:
    """The first promise that holds for a job of a service."""
    return next(iter(promises_for(council, service)), None)


def landing_of(site: Site, service: int) -> LandingPage | None:
    """The page of a service, if its editors have one."""
    return site.held("landings", lambda: _landings(site)).get(service)


def _landings(site: Site) -> dict[int | None, LandingPage]:
    rows = LandingPage.objects.child_of(site.row.home).live().order_by("-path")
    return {row.service_id: row for row in rows.only("title", "service")}


def kept_promises(council: Council) -> dict[int | None, str]:
    """What is being kept, in a few words for a job's card: by service, and under None for every service."""
    rows = [row for row in reversed(promises_of(council)) if row.state == PromiseState.KEPT]
    return {row.service_id: _("{promise}: being kept").format(promise=row.words.rstrip(" .")) for row in rows}


def rung_back(request: HttpRequest, site: Site) -> tuple[int, int] | None:
    """Of the people who asked in the last month, how many heard back in time; None where they are too few to say."""
    if "_rung_back" not in request.__dict__:
        within, due = enquiries.answered_in_time(site.council, request.at)  # type: ignore[attr-defined]
        request.__dict__["_rung_back"] = (within, due) if due >= FEWEST else None
    return request.__dict__["_rung_back"]


def with_jobs(request: HttpRequest, site: Site, page: SitePage, teams: list) -> list[dict]:
    """The teams of a section, each with its jobs where a team of that name has any."""
    service = getattr(page, "service", None)
    found = found_for(request, site, service.slug if service else "")
    jobs = {choice.words.casefold(): choice for choice in found.choices["team"]}
    return [{"team": team, "jobs": jobs.get(team["name"].strip().casefold())} for team in teams]


def with_promises(site: Site, points: list, *, unknown_too: bool = False) -> list[dict]:
    """Selling points, each with the promise it is held to. One whose promise is not counted, or is none, is shown to its editor alone."""
    known: dict[str, Promise] = {}
    if any(point.get("promise") for point in points):
        known = {_plain(row.words): row for row in promises_of(site.council)}
    shown = []
    for point in points:
        asked = _plain(point.get("promise") or "")
        promise = known.get(asked)
        is_evidenced = promise is not None and promise.state != PromiseState.UNKNOWN
        if not asked or is_evidenced or unknown_too:
            shown.append(
                {
                    "point": point,
                    "promise": promise if is_evidenced else None,
                    "waits": bool(asked) and not is_evidenced,
                }
            )
    return shown


def _plain(words: str) -> str:
    return words.strip(" .").casefold()

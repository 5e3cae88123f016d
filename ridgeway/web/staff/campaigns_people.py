"""The applications behind a count of the performance page: put down in the same way, up to the same day."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core.words import number
from ridgeway.domains.campaigns import queries
from ridgeway.domains.campaigns.models import Campaign
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment.models import Application, ApplicationQuerySet
from ridgeway.insight import attribution, media
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks

from .applications import HEADS, file_row, row_of
from .campaigns import with_phases
from .changing import link

PAGE = 50
Tallied = list[tuple[int, attribution.Tally]]
WORDS = {
    "begun": "Applications begun", "sent": "Applications sent", "appointed": "Appointed", "started": "Started",
    "due_6": "Started six months ago or longer", "here_6": "Still here after six months",
    "due_12": "Started twelve months ago or longer", "here_12": "Still here after twelve months",
}  # fmt: skip


@never_cache
@asks(Permission.APPLICATIONS_VIEW)
def people(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """The applications that one count is made of, latest first. Those the person may not see are counted, and not shown."""
    found = _behind(request, asked, campaign)
    form, first = downloads.wanted(request), _first(request, len(found.mine))
    wanted = found.mine if form else found.mine[first : first + PAGE]
    by_pk = found.seen.select_related("advert", "candidate", "service", "team").in_bulk(wanted)
    rows = [by_pk[pk] for pk in wanted if pk in by_pk]
    if form:
        return downloads.table(
            form, f"applications-{found.stage}-{found.until}", ("Number", *HEADS), map(file_row, rows)
        )
    context = {
        "asked": asked,
        "found": found,
        "title": WORDS[found.stage],
        "heads": HEADS,
        "rows": [_cells(asked, one) for one in rows],
    }
    context |= {"way_said": attribution.WAYS_SAID[found.way], "file_query": asked.query(**found.parts)}
    return render(request, "campaigns/people.html", context | _around(asked, found, first, len(rows)))


@dataclass(frozen=True)
class Behind:
    """What stands behind a count: how many, and the keys of those the person may see, among all that they may see."""

    campaign: Campaign
    until: dt.date
    stage: str
    way: str
    which: str
    parts: dict[str, str]
    count: int
    mine: list[int]
    seen: ApplicationQuerySet

    @property
    def hidden(self) -> int:
        return self.count - len(self.mine)


def _behind(request: HttpRequest, asked: Asked, campaign: int) -> Behind:
    """Read what the address asks for. Raises `Http404` where there is no such count."""
    row, phases = with_phases(request, asked, campaign)
    stage, way = request.GET.get("stage", "sent"), request.GET.get("way", attribution.FIRST)
    if stage not in WORDS or way not in attribution.WAYS:
        raise Http404("There is no such count.")
    until, service = media.until_of(asked.on, asked.today), asked.scope.service
    tallied = attribution.applications_behind(row, phases, until, stage, service.pk if service else None)
    keys, which, parts = _put_down(request, asked, row, tallied, way, until)
    seen = Application.objects.visible_to(request.user).filter(council=asked.council)
    allowed = set(seen.values_list("pk", flat=True)) if keys else set()
    mine = [pk for pk in keys if pk in allowed]
    return Behind(row, until, stage, way, which, {"stage": stage, "way": way, **parts}, len(keys), mine, seen)


def _around(asked: Asked, found: Behind, first: int, shown: int) -> dict[str, str]:
    """The pages before and after, and the ways back."""
    pk, last, whole = found.campaign.pk, first + PAGE, len(found.mine)
    return {
        "earlier": f"?{asked.query(**found.parts, first=max(0, first - PAGE))}" if first else "",
        "later": f"?{asked.query(**found.parts, first=last)}" if last < whole else "",
        "page_words": f"{number(first + 1)} to {number(first + shown)} of {number(whole)}" if shown else "",
        "list_url": link("campaigns", asked),
        "campaign_url": link("campaign", asked, campaign=pk),
        "back_url": link("campaign_performance", asked, changes={"way": found.way}, campaign=pk),
    }


def _put_down(request: HttpRequest, asked: Asked, campaign: Campaign, tallied: Tallied, way: str, until: dt.date) -> tuple[list[int], str, dict[str, str]]:  # fmt: skip
    """Those of the channel or the phase asked for, all where neither is; which that is in words, and as parts of an address."""
    line, phase = request.GET.get("line", "")[:60], request.GET.get("phase", "")[:15]
    if phase:
        names = {str(one.pk): one.name for one in queries.phases_of(request.user, asked.council, campaign.pk)}
        if phase not in names:
            raise Http404("There is no such phase.")
        return [pk for pk, tally in tallied if str(tally.phase) == phase], names[phase], {"phase": phase}
    if not line:
        return [pk for pk, _ in tallied], "", {}
    book = attribution.Book(list(queries.placements_of(request.user, asked.council, campaign.pk, until)))
    lines = [(pk, book.line(tally, way)) for pk, tally in tallied]
    name = next((one.name for _, one in lines if one.key == line), "")
    return [pk for pk, one in lines if one.key == line], name, {"line": line}


def _first(request: HttpRequest, count: int) -> int:
    text = request.GET.get("first", "")
    return min(int(text), max(0, count - 1)) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _cells(asked: Asked, row: Application) -> list[Cell]:
    """A row; one that was begun and not sent yet is the candidate's own, and nobody's to read."""
    cells = row_of(asked, row)
    return cells if row.sent_at else [Cell("Not sent yet"), *cells[1:]]

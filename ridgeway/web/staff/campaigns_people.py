"""The applications behind a count of the performance page: put down in the same way, up to the same day."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core.words import number
from ridgeway.domains.campaigns import queries
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment.models import Application
from ridgeway.insight import attribution, media
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks

from .applications import HEADS, file_row, row_of
from .campaigns import with_phases
from .changing import link

PAGE = 50
WORDS = {
    "begun": "Applications begun", "sent": "Applications sent", "appointed": "Appointed", "started": "Started",
    "due_6": "Started six months ago or longer", "here_6": "Still here after six months",
    "due_12": "Started twelve months ago or longer", "here_12": "Still here after twelve months",
}  # fmt: skip


@never_cache
@asks(Permission.APPLICATIONS_VIEW)
def people(request: HttpRequest, asked: Asked, campaign: int) -> HttpResponse:
    """The applications that one count is made of, latest first. Those the person may not see are counted, and not shown."""
    row, phases = with_phases(request, asked, campaign)
    stage, way = request.GET.get("stage", "sent"), request.GET.get("way", attribution.FIRST)
    if stage not in WORDS or way not in attribution.WAYS:
        raise Http404("There is no such count.")
    until, service = media.until_of(asked.on, asked.today), asked.scope.service
    behind = attribution.applications_behind(row, phases, until, stage, service.pk if service else None)
    keys, which = _put_down(request, asked, row, behind, way, until)
    seen = Application.objects.visible_to(request.user).filter(council=asked.council)
    allowed = set(seen.values_list("pk", flat=True)) if keys else set()
    mine = [pk for pk in keys if pk in allowed]
    first = _first(request, len(mine))
    form = downloads.wanted(request)
    wanted = mine if form else mine[first : first + PAGE]
    by_pk = seen.select_related("advert", "candidate", "service", "team").in_bulk(wanted)
    rows = [by_pk[pk] for pk in wanted if pk in by_pk]
    if form:
        return downloads.table(form, f"applications-{stage}-{until}", ("Number", *HEADS), map(file_row, rows))
    parts = {"stage": stage, "way": way, **which.parts}
    context = {
        "asked": asked, "campaign": row, "until": until, "heads": HEADS, "rows": [_cells(asked, one) for one in rows],
        "title": WORDS[stage], "count": len(keys), "hidden": len(keys) - len(mine), "which": which.words,
        "way_said": attribution.WAYS_SAID[way], "file_query": asked.query(**parts),
        "earlier": f"?{asked.query(**parts, first=max(0, first - PAGE))}" if first else "",
        "later": f"?{asked.query(**parts, first=first + PAGE)}" if first + PAGE < len(mine) else "",
        "page_words": f"{number(first + 1)} to {number(first + len(rows))} of {number(len(mine))}" if rows else "",
        "list_url": link("campaigns", asked), "campaign_url": link("campaign", asked, campaign=row.pk),
        "back_url": link("campaign_performance", asked, changes={"way": way}, campaign=row.pk),
    }  # fmt: skip
    return render(request, "campaigns/people.html", context)


class Which:
    """Of which channel or phase the rows are: in words, and as parts of the address."""

    def __init__(self, words: str = "", **parts: str | int) -> None:
        self.words, self.parts = words, parts


def _put_down(request: HttpRequest, asked: Asked, campaign, behind, way: str, until) -> tuple[list[int], Which]:
    """Those of the channel or the phase asked for; all where neither is."""
    line, phase = request.GET.get("line", "")[:60], request.GET.get("phase", "")[:15]
    if phase:
        found = [pk for pk, tally in behind if str(tally.phase) == phase]
        names = {str(one.pk): one.name for one in queries.phases_of(request.user, asked.council, campaign.pk)}
        if phase not in names:
            raise Http404("There is no such phase.")
        return found, Which(names[phase], phase=phase)
    if not line:
        return [pk for pk, _ in behind], Which()
    book = attribution.Book(list(queries.placements_of(request.user, asked.council, campaign.pk, until)))
    lines = [(pk, book.line(tally, way)) for pk, tally in behind]
    name = next((one.name for _, one in lines if one.key == line), "")
    return [pk for pk, one in lines if one.key == line], Which(name, line=line)


def _first(request: HttpRequest, count: int) -> int:
    text = request.GET.get("first", "")
    return min(int(text), max(0, count - 1)) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _cells(asked: Asked, row: Application) -> list[Cell]:
    """A row; one that was begun and not sent yet is the candidate's own, and nobody's to read."""
    cells = row_of(asked, row)
    return cells if row.sent_at else [Cell("Not sent yet"), *cells[1:]]

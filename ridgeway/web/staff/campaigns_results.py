"""Platforms' results from files: uploaded, matched once, looked at with every problem by its row, written, undone."""

from functools import partial
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.core.tabular import CannotRead
from ridgeway.core.words import dash, pounds
from ridgeway.core.words import day as day_words
from ridgeway.domains.campaigns import actions, results
from ridgeway.domains.campaigns.actions import CannotChangeCampaign
from ridgeway.domains.campaigns.actions.importing import plan
from ridgeway.domains.campaigns.models import Placement, ResultsFile, ResultsMap
from ridgeway.domains.campaigns.states import ResultsState
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks

from .campaigns_changing import allowed, to_change
from .campaigns_results_forms import MatchForm, UploadForm
from .changing import did, done, link

PAGE = 50
MOST_SHOWN = 200
NOTHING = dict.fromkeys(("rows", "new", "replaced", "same", "problems"), 0)


@asks(Permission.CAMPAIGNS_EDIT)
def files(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The exports that came in, newest first, and the form for another."""
    allowed(request, asked)
    form = UploadForm(request.POST or None, request.FILES or None, council=asked.council)

    def act(*, channel, file, **said: Any) -> ResultsFile:
        return actions.receive_results(channel, file=file, name=file.name, **said)

    if made := done(request, form, act):
        return redirect(link("campaign_results_file", asked, results=made.pk))
    rows = ResultsFile.objects.filter(council=asked.council).visible_to(request.user).select_related("channel")
    context = {
        "asked": asked,
        "form": form,
        "rows": [
            (row, link("campaign_results_file", asked, results=row.pk), {**NOTHING, **row.counts})
            for row in rows.defer("before")[:PAGE]
        ],
        "list_url": link("campaigns", asked),
    }
    return render(request, "campaigns/results.html", context)


def _row(request: HttpRequest, asked: Asked, pk: int) -> ResultsFile:
    return to_change(request, asked, ResultsFile, pk, "channel")


@asks(Permission.CAMPAIGNS_EDIT)
def file(request: HttpRequest, asked: Asked, results: int) -> HttpResponse:
    """One export: its columns to match, and what it would write; or what it wrote."""
    row = _row(request, asked, results)
    return _page(request, asked, row, None)


def _page(request: HttpRequest, asked: Asked, row: ResultsFile, refused: MatchForm | None) -> HttpResponse:
    names = ("match", "write", "undo", "withdraw")
    context: dict[str, Any] = {
        "asked": asked,
        "row": row,
        "counts": {**NOTHING, **row.counts},
        "is_waiting": row.state == ResultsState.WAITING,
        "is_written": row.state == ResultsState.WRITTEN,
        "back_url": link("campaign_results", asked),
        "list_url": link("campaigns", asked),
        "urls": {name: link(f"campaign_results_{name}", asked, results=row.pk) for name in names},
    }
    if row.state == ResultsState.WAITING:
        context |= _looked_at(request, asked, row, refused)
    return render(request, "campaigns/results_file.html", context)


def _looked_at(request: HttpRequest, asked: Asked, row: ResultsFile, refused: MatchForm | None) -> dict[str, Any]:
    """The form to match by, and the plan where the columns are matched."""
    kept = ResultsMap.objects.filter(channel=row.channel_id).visible_to(request.user).first()
    found, why = None, ""
    if kept:
        try:
            found = plan(row, kept, asked.today)
        except (CannotRead, CannotChangeCampaign) as refusal:
            why = str(refusal)
    form = refused or _match_form(request, row, kept, found.unknown if found else [])
    days = found.days if found else []
    return {
        "form": form,
        "plan": found,
        "why": why,
        "is_new": bool(found and any(day.what != "same" for day in days)),
        "days": [_day_row(day) for day in days[:MOST_SHOWN]],
        "more_days": max(0, len(days) - MOST_SHOWN),
        "problems": found.problems[:MOST_SHOWN] if found else [],
        "more_problems": max(0, len(found.problems) - MOST_SHOWN) if found else 0,
    }


def _match_form(request: HttpRequest, row: ResultsFile, kept: ResultsMap | None, unknown: list[str], data=None) -> MatchForm:  # fmt: skip
    columns = results.open_table(Path(row.file.path)).columns
    given = kept.columns if kept and set(kept.columns.values()) <= set(columns) else results.suggest(columns)
    placements = Placement.objects.filter(channel=row.channel_id).visible_to(request.user).select_related("phase")
    words = kept.words if kept else {}
    ordered = placements.order_by("-starts_on", "title")
    return MatchForm(data, columns=columns, given=given, words=words, placements=ordered, unknown=unknown)


_SAID = {"new": "New", "replaced": "Replaces", "same": "As recorded"}


def _day_row(day: results.DayResult) -> list[Cell]:
    """A day in the preview; where it replaces, what it replaces stands beside it."""

    def cell(name: str, css: str = "num") -> Cell:
        now, was = getattr(day, name), getattr(day.known, name) if day.known else None
        words = pounds(now) if name == "spend" and now is not None else str(dash(now))
        changed = day.what == "replaced" and now != was
        return Cell(
            f"{words} (was {pounds(was) if name == 'spend' and was is not None else dash(was)})" if changed else words,
            css,
        )

    return [
        Cell(day.placement.title), Cell(day_words(day.on), "nowrap"), Cell(_SAID[day.what]), cell("impressions", "num line-left"),
        cell("clicks"), cell("spend"), Cell(", ".join(map(str, day.rows[:6])), "num"),
    ]  # fmt: skip


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def match(request: HttpRequest, asked: Asked, results: int) -> HttpResponse:
    """Match the columns and words, and look again."""
    row = _row(request, asked, results)
    if row.state == ResultsState.WAITING:
        kept = ResultsMap.objects.filter(channel=row.channel_id).visible_to(request.user).first()
        unknown = request.POST.getlist("unknown")
        form = _match_form(request, row, kept, unknown, request.POST)
        if not done(request, form, partial(actions.match_results, row)):
            return _page(request, asked, row, form)
    return redirect(link("campaign_results_file", asked, results=row.pk))


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def write(request: HttpRequest, asked: Asked, results: int) -> HttpResponse:
    """Write what was looked at."""
    row = _row(request, asked, results)
    try:
        made = actions.write_results(row, digest=request.POST.get("digest", ""), by=request.user, at=request.at)  # type: ignore[attr-defined]
        new, replaced = made.counts["new"], made.counts["replaced"]
        messages.success(request, f"{new} days are recorded and {replaced} replaced.")
    except (CannotChangeCampaign, CannotRead) as refusal:
        messages.error(request, str(refusal))
    return redirect(link("campaign_results_file", asked, results=row.pk))


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def undo(request: HttpRequest, asked: Asked, results: int) -> HttpResponse:
    """Undo a written file."""
    row = _row(request, asked, results)
    found = did(request, partial(actions.undo_results, row), "The file is undone: its days are as they were before it.")
    if found and found[1]:
        messages.warning(request, f"{found[1]} of its days were changed by hand since, and are left as they are.")
    return redirect(link("campaign_results_file", asked, results=row.pk))


@require_POST
@asks(Permission.CAMPAIGNS_EDIT)
def withdraw(request: HttpRequest, asked: Asked, results: int) -> HttpResponse:
    """Take back a file that was not written."""
    row = _row(request, asked, results)
    did(request, partial(actions.withdraw_results, row), f"{row} is withdrawn.")
    return redirect(link("campaign_results", asked))

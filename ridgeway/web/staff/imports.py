"""Files in: the list of imports, the upload, what the check found, and the word to write it."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from ridgeway.core.states import CannotMove
from ridgeway.core.tabular import CannotRead, Table, read_text
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Team
from ridgeway.journeys.intake import actions
from ridgeway.journeys.intake.again import brought_in_before
from ridgeway.journeys.intake.models import PERMISSIONS, FileUse, ImportProblem, ImportRun, permission_for
from ridgeway.journeys.intake.people.examine import map_for
from ridgeway.journeys.intake.people.fields import PeopleMap, suggest
from ridgeway.journeys.intake.people.words import look_at, unknown_words
from ridgeway.journeys.intake.progress import progress_of
from ridgeway.journeys.intake.runs import LISTS
from ridgeway.journeys.intake.states import WORKING, RunState

from .. import downloads
from ..chrome import address
from ..guards import manages, number_in
from ..how_far import HowFar
from .imports_figures import beside
from .imports_forms import MapForm, UploadForm, WordsForm
from .imports_lists import match_list
from .imports_words import HEADS, TAGS, before_words, changes_of, counts_of, groups_of, problem_rows

imports_run = manages(*PERMISSIONS)
PAGE = 50


def _runs(request: HttpRequest, council: Council):
    return ImportRun.objects.visible_to(request.user).filter(council=council)


def _run(request: HttpRequest, council: Council, run: int) -> ImportRun:
    found = _runs(request, council).filter(pk=run).select_related("council").first()
    if found is None:
        raise Http404("There is no such import, or it is not yours to see.")
    return found


def _problems(request: HttpRequest, run: ImportRun):
    return ImportProblem.objects.visible_to(request.user).filter(run=run)


def _at(run: ImportRun) -> HttpResponse:
    assert run.council is not None
    return redirect("import_run", council=run.council.slug, run=run.pk)


@imports_run
def imports(request: HttpRequest, council: Council) -> HttpResponse:
    """The files that came in, newest first."""
    rows = _runs(request, council).defer("counts", "options")
    before = number_in(request.GET.get("before", ""))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    earlier = f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    shown = [(run, TAGS[run.state]) for run in found[:PAGE]]
    return render(request, "imports/list.html", {"shown": shown, "earlier": earlier, "later": "?" if before else ""})


def _upload_form(request: HttpRequest, council: Council) -> UploadForm:
    teams = Team.objects.visible_to(request.user, Permission.IMPORTS_RUN).filter(council=council)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    access = access_of(request.user)
    kinds = [k for k in FileUse.values if access.may(permission_for(k), council_id=council.pk)]
    if not access.may(Permission.COUNCIL_MANAGE, council_id=council.pk):
        kinds = [kind for kind in kinds if kind != FileUse.INDICATORS]
    return UploadForm(
        *sent,
        teams=list(teams.order_by("order", "name")),
        kinds=kinds,
        was_cut_off=getattr(request, "upload_was_cut_off", False),
        initial={"kind": request.GET.get("kind", kinds[0])},
    )


@imports_run
def new(request: HttpRequest, council: Council) -> HttpResponse:
    """Bring in a file."""
    form = _upload_form(request, council)
    if form.is_valid():
        file, kind = form.cleaned_data["file"], form.cleaned_data["kind"]
        try:
            run = actions.upload(
                council, file, kind=kind, name=file.name, options=form.options,
                by=request.user, at=request.at,
            )  # fmt: skip
        except actions.CannotImport as refused:
            form.add_error("file", str(refused))
        else:
            return _at(run)
    return render(request, "imports/new.html", {"form": form})


@imports_run
def run(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """One file: how far it is, what it would change and what is wrong with it, or what came of it."""
    found = _run(request, council, run)
    page: dict[str, Any] = {
        "run": found,
        "tag": TAGS[found.state],
        "is_working": _is_working(found),
        "can_match": found.kind == FileUse.PEOPLE or found.kind in LISTS,
        "groups": [],
        "links": {},
    }
    if _is_working(found):
        page |= _progress(found, council, request)
    elif found.state in (RunState.READY, RunState.DONE, RunState.REFUSED):
        page["groups"] = groups_of(_problems(request, found))
    if found.state == RunState.READY and (before := brought_in_before(found, request.user)):
        page |= {"before": before.run, "before_words": before_words(before)}
    if found.counts:
        page |= {
            "changes": changes_of(found),
            "counted": counts_of(found),
            "examples": found.counts["examples"].items(),
        }
        page["links"] = {
            name: address(name, council) for name in _LINKS.get(found.kind, ("state", "people", "compare"))
        }
        page["links"]["on"] = found.counts["extra"].get("on", "")
        page["beside"] = beside(found)
    return render(request, "imports/run.html", page)


# where the rows of a file are seen, where they are not people and their places
_LINKS: dict[str, tuple[str, ...]] = {FileUse.LEDGER: ("money",), FileUse.TIMESHEETS: ("agency_timesheets",)}


def _is_working(found: ImportRun) -> bool:
    return found.state in WORKING or found.state == RunState.RECEIVED


def _progress(found: ImportRun, council: Council, request: HttpRequest) -> dict:
    which = {"council": council.slug, "run": found.pk}
    url, again = (reverse(name, kwargs=which) for name in ("import_progress", "import_check"))
    is_lost = actions.is_lost(found, request.at)
    return {"how_far": HowFar(url, progress_of(found.pk), is_lost, "The work on this file has stopped. Nothing was written.", again)}  # fmt: skip


@imports_run
def progress(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """The part of the page that shows how far a file is; it asks again by itself until the work is done."""
    found = _run(request, council, run)
    if not _is_working(found):
        return HttpResponseClientRefresh()
    return render(request, "components/how_far.html", _progress(found, council, request))


@imports_run
def problems(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """Every problem of a file, or of one check of it; `?format=csv|xlsx` gives them as a spreadsheet."""
    found = _run(request, council, run)
    rows = _problems(request, found)
    if check := request.GET.get("check", "").replace("\0", "")[:12]:
        rows = rows.filter(check_id=check)
    rows = rows.order_by("severity", "check_id", "row", "pk")
    if form := downloads.wanted(request):
        return downloads.table(form, f"problems-{found.pk}", HEADS, problem_rows(rows.iterator()))
    first = min(number_in(request.GET.get("from", "")) or 0, 10**9)
    shown = list(rows[first : first + 200 + 1])
    ways = {
        "earlier": f"?check={check}&from={max(0, first - 200)}" if first else "",
        "later": f"?check={check}&from={first + 200}" if len(shown) > 200 else "",
    }
    return render(request, "imports/problems.html", {"run": found, "problems": shown[:200], "check": check, **ways})


@imports_run
def match(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """Match the columns of a list with our fields, then its words with our codes; both are remembered."""
    found = _run(request, council, run)
    if found.state not in (RunState.UNMAPPED, RunState.READY):
        return _at(found)
    if found.kind in LISTS:
        return match_list(request, council, found)
    if found.kind != FileUse.PEOPLE:
        return _at(found)
    try:
        table = look_at(Path(found.file.path), map_for(council, {}))
    except CannotRead as refusal:
        messages.error(request, str(refusal))
        return _at(found)
    columns, words = _map_forms(request, council, table)
    for part in (columns, words):
        if part.is_bound and part.is_valid():
            actions.remember_map(council, part.given(), by=request.user, at=request.at)
            actions.check_again(found, by=request.user, at=request.at)
            return _at(found)
    return render(
        request, "imports/match.html", {"run": found, "form": columns, "words": words, "sample": _sample(table)}
    )


def _map_forms(request: HttpRequest, council: Council, table: Table) -> tuple[MapForm, WordsForm]:
    """The two parts of the page; the one that was sent is bound. Words can be matched once columns are remembered."""
    kept = map_for(council, {})
    people_map = kept or PeopleMap(suggest(table.columns))
    people_map.columns = {name: column for name, column in people_map.columns.items() if column in table.columns}
    sent = request.POST.get("part", "")
    columns = MapForm(
        request.POST if sent == "columns" else None, council=council, columns=table.columns, people_map=people_map
    )
    known = unknown_words(table, people_map, council) if kept else {}
    words = WordsForm(request.POST if sent == "words" else None, council=council, people_map=people_map, words=known)
    return columns, words


def _sample(table: Table) -> list[tuple[str, list[str]]]:
    first = [row.cells for row in table.rows[:3]] + [{}] * max(0, 3 - len(table.rows))
    return [(column, [read_text(cells.get(column))[:40] for cells in first]) for column in table.columns]


def _act(request: HttpRequest, found: ImportRun, act, done: str = "") -> HttpResponse:
    """Do one thing to a run and go back to it; where it is refused, the page says why."""
    try:
        act(found, by=request.user, at=request.at)
    except (CannotMove, actions.CannotImport) as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
    return _at(found)


@imports_run
@require_POST
def confirm(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """Write it."""
    return _act(request, _run(request, council, run), actions.confirm)


@imports_run
@require_POST
def withdraw(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """Take it back."""
    return _act(request, _run(request, council, run), actions.withdraw, "The file is withdrawn. Nothing was written.")


@imports_run
@require_POST
def check_again(request: HttpRequest, council: Council, run: int) -> HttpResponse:
    """Check it again; or, where its worker is lost, give it to another."""
    found = _run(request, council, run)
    return _act(request, found, actions.put_back if found.state in WORKING else actions.check_again)

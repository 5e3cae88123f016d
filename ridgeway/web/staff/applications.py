"""Applications: the list, and one with everything that belongs to it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ridgeway.core import clock
from ridgeway.core.words import day as day_words
from ridgeway.core.words import moment, short_day
from ridgeway.domains.establishment import queries as establishment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import NotTakenWhy
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries import applications as queries
from ridgeway.domains.recruitment.queries.applications import SHOWN, Filter, Whole
from ridgeway.domains.recruitment.queries.shortlisting import is_blind_to
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.domains.recruitment.stages import DECISIONS, late_before
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.web import downloads
from ridgeway.web.candidate.shown import answers_of, blind_answers_of
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .changing import link

S = ApplicationState
PAGE = 50
NOT_YOURS = "There is no such application, or it is not yours to see."
HEADS = ("Candidate", "Job", "Stands", "Since", "Sent", "Heard of us")
BLIND = frozenset({S.SENT})  # nobody is named until somebody has decided to meet them


def called(row: Application) -> str:
    """How a candidate is called: by number until they are shortlisted, then by name."""
    return f"Candidate {row.number}" if row.state in BLIND or row.state == S.NOT_SHORTLISTED else row.who


@never_cache
@asks(Permission.APPLICATIONS_VIEW)
def applications(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list: to read, under way, to ring, ended, all; of one advert or one state."""
    wanted, extra = filter_of(request)
    if form := downloads.wanted(request):
        rows = queries.listed(request.user, asked.scope, wanted, size=None)
        return downloads.table(
            form, f"applications-{wanted.show}-{asked.today}", ("Number", *HEADS), map(file_row, rows)
        )
    after = key_of(request)
    rows = queries.listed(request.user, asked.scope, wanted, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    context = {
        "asked": asked,
        "rows": [(row.pk, called(row), row_of(asked, row)) for row in rows],
        **_deciding(request, asked),
        "wanted": wanted,
        "switch": [
            (words, f"?{asked.query(**{**extra, 'show': key})}", key == wanted.show) for key, words in SHOWN.items()
        ],
        "states": ApplicationState.choices,
        "chips": chips(asked, extra),
        "heads": HEADS,
        "hiring_url": link("hiring", asked),
        "file_query": asked.query(**extra),
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=_key(wanted, rows[-1]))}" if more else "",
        "page_words": f"{len(rows)} applications, latest first" if rows else "",
    }
    return render(request, "applications/list.html", context)


def _deciding(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """What can be decided about those ticked, and the roles to choose from."""
    return {
        "may_edit": access_of(request.user).may_somewhere(Permission.APPLICATIONS_EDIT, asked.council.pk),
        "roles": establishment.options(asked.council)[0], "decisions": DECISIONS.items(), "reasons": NotTakenWhy.choices,
        "decide_url": link("hiring_decide", asked), "write_url": link("hiring_write", asked),
    }  # fmt: skip


def filter_of(request: HttpRequest) -> tuple[Filter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address."""
    known = {"show": SHOWN, "state": dict(ApplicationState.choices)}
    parts = {name: value for name, values in known.items() if (value := request.GET.get(name, "")) in values}
    parts = {"show": "read", **parts, "advert": request.GET.get("advert", "").replace("\0", "")[:20]}
    role, late, internal = (
        number_in(request.GET.get("role", "")),
        request.GET.get("late") == "1",
        request.GET.get("internal") == "1",
    )
    before = late_before(timezone.localtime(request.at), Hours()) if late else {}  # type: ignore[attr-defined]
    more = {"role": str(role or ""), "late": "1" if late else "", "internal": "1" if internal else ""}
    wanted = Filter(**parts, role=role, late_before=before, internal=internal)
    return wanted, {name: value for name, value in {**parts, **more}.items() if value}


def chips(asked: Asked, extra: dict[str, str]) -> list[tuple[str, str]]:
    """Each filter in words, with the address of the page without it."""
    words = {
        "advert": f"Advert: {extra.get('advert', '')}",
        "late": "Waits longer than promised",
        "internal": "Works here",
        "role": "One role",
        "state": f"Stands: {dict(ApplicationState.choices).get(extra.get('state', ''), '')}",
    }
    return [(said, f"?{asked.query(**{**extra, name: ''})}") for name, said in words.items() if extra.get(name)]


def _key(wanted: Filter, row: Application) -> str:
    when = row.expressed_at if wanted.show == "ring" else row.sent_at
    return f"{when.isoformat() if when else ''}~{row.pk}"


def key_of(request: HttpRequest) -> tuple[dt.datetime, int] | None:
    """Where the page begins, as the page before it wrote it. Raises `Http404`."""
    text = request.GET.get("after", "")
    if not text:
        return None
    try:
        when, pk = text.split("~")
        found = dt.datetime.fromisoformat(when)
        if found.tzinfo is None or len(pk) > 15:
            raise ValueError
        return found, int(pk)
    except ValueError as error:
        raise Http404("There is no such page.") from error


def row_of(asked: Asked, row: Application) -> list[Cell]:
    """A row of the list."""
    stands = "To ring" if row.state == S.BEGUN else row.get_state_display()
    return [
        Cell(called(row), url=link("application", asked, application=row.pk)), Cell(row.advert.title),
        Cell(stands), Cell(short_day(clock.day_of(row.moved_at))), Cell(short_day(clock.day_of(row.sent_at or row.expressed_at or row.begun_at))), Cell(row.get_declared_source_display()),
    ]  # fmt: skip


def file_row(row: Application) -> tuple:
    """A row as a file holds it."""
    return (row.number, called(row), row.advert.title, row.get_state_display(), moment(row.moved_at),
            moment(row.sent_at), row.get_declared_source_display())  # fmt: skip


def one_of(request: HttpRequest, asked: Asked, pk: int, permission: str = Permission.APPLICATIONS_VIEW) -> Application:
    """The application, if the person may. Raises `Http404`."""
    found = queries.visible(request.user, asked.council, pk, permission)
    if found is None:
        raise Http404(NOT_YOURS)
    return found


@never_cache
@asks(Permission.APPLICATIONS_VIEW)
def application(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """One application. Until it is shortlisted the name, address, dates and places stay hidden, unless somebody asks; who looked is kept."""
    row = one_of(request, asked, application)
    is_blind = is_blind_to(request.user, row)
    is_named = not is_blind and (row.state not in BLIND or request.GET.get("who") == "1")
    actions.record_view(row, user=request.user, part="named" if is_named else "unnamed", at=request.at)  # type: ignore[attr-defined]
    return render(
        request,
        "applications/application.html",
        page_of(request, asked, queries.whole(request.user, row), is_named) | {"is_blind": is_blind},
    )


def page_of(request: HttpRequest, asked: Asked, found: Whole, is_named: bool) -> dict[str, Any]:
    """What the page of an application shows."""
    row = found.application
    here: dict[str, Any] = {"application": row.pk}
    return {
        "asked": asked,
        "row": row,
        "found": found,
        "is_named": is_named,
        "title": row.who if is_named else f"Candidate {row.number}",
        "parts": (answers_of if is_named else blind_answers_of)(row, found.sections),
        "documents": [(one, link("application_document", asked, **here, document=one.pk)) for one in found.documents] if is_named else (),
        "references": [(one, link("application_reference", asked, **here, referee=one.pk)) for one in found.references],
        "checks": [(one, link("application_check", asked, **here, check=one.kind)) for one in found.checks],
        "may": may_of(request, asked, row.pk),
        "is_shortlisted": row.state in (S.SHORTLISTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED, S.CHECKING),
        "is_offered": row.state in (S.OFFERED, S.ACCEPTED, S.CHECKING),
        "disclosure": getattr(row, "disclosure", None),
        "conflicts": queries.conflicts(row),
        "came_by": came_by(row),
        "urls": {name: link(f"application_{name}", asked, **here) for name in
                 ("disclosure", "disclosure_ask", "referees", "checks", "risk", "fill")},
        "who_url": link("application", asked, changes={"who": 1}, **here),
        "list_url": link("applications", asked),
        "hiring_url": link("hiring", asked),
        "notes_url": link("hiring_notes", asked, **here),
        "board_url": link("pipeline", asked, advert=row.advert_id),
    }  # fmt: skip


def may_of(request: HttpRequest, asked: Asked, pk: int) -> dict[str, bool]:
    """What the person may do with an application."""
    wanted = {
        "edit": Permission.APPLICATIONS_EDIT, "disclosures": Permission.DISCLOSURES_VIEW, "risk": Permission.RISK_ACCEPT,
    }  # fmt: skip
    return {name: queries.visible(request.user, asked.council, pk, held) is not None for name, held in wanted.items()}


def came_by(row: Application) -> list[tuple[str, str]]:
    """How somebody came: what they say, the first and the last tracked link, the enquiry before it."""
    said = row.get_declared_source_display() + (f": {row.declared_words}" if row.declared_words else "")
    found = [("Says", said + (f", from {row.colleague}" if row.colleague else ""))]
    if row.first_placement:
        found.append(("First link", str(row.first_placement)))
    if row.last_placement:
        found.append(("Last link", str(row.last_placement)))
    if row.enquiry:
        found.append(("Asked before", day_words(row.enquiry.came_at)))
    return found

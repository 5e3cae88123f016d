"""Enquiries: the list, and taking one down."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache

from ridgeway.core.words import moment
from ridgeway.domains.campaigns.models import Channel, Event, Placement
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import Outcome, Placed, Source, Way
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.queries import enquiries as queries
from ridgeway.domains.recruitment.queries.enquiries import Filter
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks

from .changing import ask, done, link
from .enquiries_forms import EnquiryForm, of_place
from .enquiries_words import due_words

PAGE = 50
SHOWN = {
    "open": "Open",
    "mine": "Mine",
    "rung": "Rung, and talking",
    "twice": "Asked twice",
    "all": "All",
    "came": "Came in the window",
}
ANSWERED = {"yes": "Answered", "within": "Answered within the promise", "due": "Answered or overdue",
            "open": "Open at the end of the window"}  # fmt: skip
LED = {"sent": "Sent an application", "appointed": "Was appointed"}
BROUGHT_BY = {"placement": (Placement, "Came by"), "channel": (Channel, "Came by"), "event": (Event, "Met at")}
HEADS = ("Person", "About", "Came", "Source", "For", "Contact", "Stands")
FILE_HEADS = ("Number", "Came", "Name", "Telephone", "E-mail", "About", "How it came", "Source", "Which", "Colleague",
              "Service", "Team", "Role", "Contact", "Answer promised by", "Answered", "State", "Outcome", "Words", "Placed",
              "Consent until")  # fmt: skip


@never_cache
@asks(Permission.ENQUIRIES_VIEW)
def enquiries(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list: open, the person's own, all; by source and outcome."""
    wanted, extra = filter_of(request)
    window = (asked.against, asked.on)
    if form := downloads.wanted(request):
        rows = queries.listed(request.user, asked.scope, wanted, window, size=None)
        return downloads.table(form, f"enquiries-{wanted.show}-{asked.today}", FILE_HEADS, map(file_row, rows))
    may_edit = access_of(request.user).may_somewhere(Permission.ENQUIRIES_EDIT, asked.council.pk)
    shown = {name: words for name, words in SHOWN.items() if name in ("open", "all", "came") or may_edit}
    context = {
        "asked": asked,
        **page_of(request, asked, wanted, extra),
        "wanted": wanted,
        "switch": [
            (words, f"?{asked.query(**{**extra, 'show': name})}", name == wanted.show) for name, words in shown.items()
        ],
        "sources": Source.choices,
        "outcomes": Outcome.choices,
        "chips": chips(asked, request.user, extra),
        "heads": HEADS,
        "file_query": asked.query(**extra),
        "new_url": link("enquiries_new", asked) if may_edit else "",
        "figures_url": link("enquiries_figures", asked),
    }
    return render(request, "enquiries/list.html", context)


def filter_of(request: HttpRequest) -> tuple[Filter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address."""
    known = {"show": SHOWN, "source": dict(Source.choices), "outcome": dict(Outcome.choices), "answered": ANSWERED,
             "placed": dict(Placed.choices), "led": LED}  # fmt: skip
    parts: dict[str, Any] = {
        name: value for name, values in known.items() if (value := request.GET.get(name, "")) in values
    }
    parts = {"show": "open", **parts, "which": request.GET.get("which", "").replace("\0", "")[:120]}
    numbers = {
        name: int(text) for name in BROUGHT_BY if (text := request.GET.get(name, "")).isdecimal() and len(text) < 15
    }
    kept = {name: value for name, value in parts.items() if value}
    return Filter(**{**parts, **numbers}), {**kept, **{name: str(pk) for name, pk in numbers.items()}}


def _brought_by(asked: Asked, user, extra: dict[str, str]) -> dict[str, str]:
    """What brought the enquiries, by its name where the person may see campaigns."""
    found = {}
    for name, (model, words) in BROUGHT_BY.items():
        if name in extra:
            row = model.objects.filter(council=asked.council, pk=extra[name]).visible_to(user).first()
            found[name] = f"{words}: {row}" if row else words
    return found


def chips(asked: Asked, user, extra: dict[str, str]) -> list[tuple[str, str]]:
    """Each filter in words, with the address of the page without it."""
    words = {
        "source": f"Source: {dict(Source.choices).get(extra.get('source', ''), '')}",
        "which": f"Which: {extra.get('which', '')}",
        "outcome": f"Outcome: {dict(Outcome.choices).get(extra.get('outcome', ''), '')}",
        "answered": ANSWERED.get(extra.get("answered", ""), ""),
        "placed": dict(Placed.choices).get(extra.get("placed", ""), ""),
        "led": LED.get(extra.get("led", ""), ""),
        **_brought_by(asked, user, extra),
    }
    return [(said, f"?{asked.query(**{**extra, name: ''})}") for name, said in words.items() if extra.get(name)]


def page_of(request: HttpRequest, asked: Asked, wanted: Filter, extra: dict[str, str]) -> dict[str, Any]:
    """One page of the list, the latest first, with the addresses of the first page and the next."""
    after = key_of(request)
    rows = queries.listed(request.user, asked.scope, wanted, (asked.against, asked.on), after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = f"{rows[-1].came_at.isoformat()}~{rows[-1].pk}" if more else ""
    return {
        "rows": [row_of(asked, row, request.at) for row in rows],  # type: ignore[attr-defined]
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=last)}" if more else "",
        "page_words": f"{len(rows)} enquiries, latest first" if rows else "",
    }


def key_of(request: HttpRequest) -> tuple[dt.datetime, int] | None:
    """Where the page begins, as the page before it wrote it. Raises `Http404`."""
    text = request.GET.get("after", "")
    if not text:
        return None
    try:
        came, pk = text.split("~")
        found = dt.datetime.fromisoformat(came)
        if found.tzinfo is None or len(pk) > 15:
            raise ValueError
        return found, int(pk)
    except ValueError as error:
        raise Http404("There is no such page.") from error


def place_words(row: Enquiry) -> str:
    """What the enquiry is for: role, team or service."""
    return ", ".join(str(part) for part in (row.role, row.team or row.service) if part)


def source_words(row: Enquiry) -> str:
    """How the person heard of us."""
    return f"{row.get_source_display()}: {row.source_words}" if row.source_words else row.get_source_display()


def stands(row: Enquiry, at: dt.datetime) -> str:
    """Where it stands, in a few words."""
    if row.outcome:
        placed = f", {row.get_placed_display().lower()}" if row.placed else ""
        return row.get_outcome_display() + placed
    if row.ring_by and row.answered_at:
        return due_words(row.ring_by, at, queries.hours_of(row)).replace("Due", "Ring again")
    return due_words(row.ring_by, at, queries.hours_of(row)) if row.ring_by else row.get_state_display()


def row_of(asked: Asked, row: Enquiry, at: dt.datetime) -> list[Cell]:
    """A row of the list: the name leads to the story."""
    about = row.about if len(row.about) <= 80 else f"{row.about[:79].rstrip()}…"
    name = format_html('<a class="tall" href="{}">{}</a>', link("enquiry", asked, enquiry=row.pk), row.who)
    number = (
        format_html(
            '<br><a class="num nowrap tall" href="tel:{}">{}</a>', row.telephone_key or row.telephone, row.telephone
        )
        if row.telephone
        else ""
    )
    twice = mark_safe('<br><span class="tag tag--due">asked before</span>') if row.is_twice else ""
    return [
        Cell(format_html("{}{}{}", name, number, twice)), Cell(about), Cell(moment(row.came_at)), Cell(source_words(row)),
        Cell(place_words(row)), Cell(row.contact or "Nobody"), Cell(stands(row, at)),
    ]  # fmt: skip


def file_row(row: Enquiry) -> tuple:
    """A row as a file holds it."""
    return (
        row.pk, moment(row.came_at), row.name, row.telephone, row.email, row.about, row.get_way_display(),
        row.get_source_display(), row.source_words, row.colleague, row.service, row.team, row.role, row.contact,
        moment(row.promised_by), moment(row.answered_at), row.get_state_display(), row.get_outcome_display(),
        row.outcome_words, row.get_placed_display(), row.consent_until,
    )  # fmt: skip


@never_cache
@asks(Permission.ENQUIRIES_EDIT)
def new(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Take an enquiry down: one page, with the telephone in the other hand."""
    initial = {"place": asked.scope.path if not asked.scope.is_council else ""}
    if request.GET.get("event"):
        initial |= {"event": request.GET["event"], "way": Way.EVENT}
    form = EnquiryForm(request.POST or None, tree=asked.tree, at=request.at, initial=initial)  # type: ignore[attr-defined]

    def act(*, place, **answers):
        return actions.take(asked.council, **of_place(place), **answers)

    if made := done(request, form, act):
        said(request, made)
        return redirect(link("enquiry", asked, enquiry=made.pk))
    return ask(
        request, asked, form, title="Log an enquiry", button="Save enquiry", back=link("enquiries", asked),
        crumbs=[("Enquiries", link("enquiries", asked))],
    )  # fmt: skip


def said(request: HttpRequest, made: Enquiry) -> None:
    """Say who answers and by when, and that the same person may have asked before."""
    who = f"{made.contact} answers" if made.contact else "Nobody is named to answer yet; answer is promised"
    messages.success(request, f"Saved. {who} by {moment(made.promised_by)}.")
    if count := actions.similar(made).visible_to(request.user).count():
        messages.warning(
            request,
            f"{'Another enquiry has' if count == 1 else f'{count} other enquiries have'} the same number or address.",
        )

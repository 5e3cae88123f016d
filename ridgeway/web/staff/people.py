"""People: the lists of a scope on a day, and the page of one."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.core.words import fte as fte_words
from ridgeway.domains.establishment import actions, choices, permissions, queries
from ridgeway.domains.establishment.queries import PersonFilter, PersonLine
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.practice.models import CaseCount
from ridgeway.domains.recruitment.queries.entry import entry_of, named
from ridgeway.web import downloads
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .changing import link
from .posts_timeline import person_timeline

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """One of the lists: its words, whether it looks back to the day compared with, its columns beyond the name, and
    whether it stands in the order of days (else of names)."""

    words: str
    rows: Callable[..., list[PersonLine]]
    columns: tuple[tuple[str, Callable[[PersonLine], Any]], ...]
    is_flow: bool = False
    by_day: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return ("Name", "Registration", *[head for head, _ in self.columns])

    def days(self, asked: Asked) -> tuple[dt.date, ...]:
        return (asked.against, asked.on) if self.is_flow else (asked.on,)


def _joined(part: str) -> Callable[[PersonLine], str]:
    return lambda line: "; ".join(filter(None, (getattr(place, part) for place in line.places)))


_PLACE = (("Post", _joined("post")), ("Team", _joined("team")), ("Role", _joined("role")), ("FTE", lambda p: p.fte))
LISTS = {
    "": Listing(
        "In post",
        queries.in_post,
        (*_PLACE, ("Contract", lambda p: p.contract), ("Started", lambda p: p.started_on),
         ("Away", lambda p: "Away" if p.is_away else "")),
    ),
    "leavers": Listing(
        "Left",
        queries.leavers,
        (("Left", lambda p: p.ends_on), *_PLACE, ("Reason", lambda p: p.reason), ("Went to", lambda p: p.destination),
         ("Started", lambda p: p.started_on)),
        is_flow=True,
        by_day=True,
    ),
    "starters": Listing(
        "Started",
        queries.starters,
        (("Started", lambda p: p.started_on), *_PLACE, ("Came from", lambda p: p.origin),
         ("Contract", lambda p: p.contract)),
        is_flow=True,
        by_day=True,
    ),
    "agency": Listing(
        "Agency",
        queries.agency,
        (*_PLACE, ("From", lambda p: p.started_on), ("Until", lambda p: p.ends_on)),
        by_day=True,
    ),
    "all": Listing(
        "Everybody",
        queries.everybody,
        (*_PLACE, ("Contract", lambda p: p.contract), ("Started", lambda p: p.started_on)),
    ),
}  # fmt: skip


@asks(Permission.PEOPLE_VIEW)
def people(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A list of people: in post on the day, who left or started since the day compared with, agency, everybody."""
    which = request.GET.get("show", "")
    which = which if which in LISTS else ""
    listing, (wanted, extra) = LISTS[which], filter_of(request)
    extra = {"show": which, **extra}
    if form := downloads.wanted(request):
        return downloads.table(
            form, f"people-{which or 'in-post'}-{asked.on}", listing.heads, file_of(request, asked, listing, wanted)
        )
    roles, _ = queries.options(asked.council)
    may_add = access_of(request.user).may_somewhere(Permission.PEOPLE_EDIT, asked.council.pk)
    context = {
        "asked": asked,
        "which": which,
        "listing": listing,
        **page_of(request, asked, listing, wanted, extra),
        "switch": [(x.words, f"?{asked.query(**{**extra, 'show': name})}", name == which) for name, x in LISTS.items()],
        "roles": roles,
        "role": wanted.role,
        "contracts": choices.Contract.choices,
        "contract": wanted.contract,
        "chips": chips(asked, extra, roles),
        "file_query": asked.query(**extra),
        "add_url": link("person_add", asked) if may_add else "",
    }
    return render(request, "people/list.html", context)


def file_of(request: HttpRequest, asked: Asked, listing: Listing, wanted: PersonFilter) -> list[tuple]:
    """Every row of the list, as a file holds it."""
    rows = listing.rows(request.user, asked.scope, *listing.days(asked), wanted, size=None)
    return [(line.name, line.registration, *[of(line) for _, of in listing.columns]) for line in rows]


def page_of(
    request: HttpRequest, asked: Asked, listing: Listing, wanted: PersonFilter, extra: dict[str, str]
) -> dict[str, Any]:
    """One page of the list, with the addresses of the first page and the next."""
    after = key_of(request, listing)
    rows = listing.rows(request.user, asked.scope, *listing.days(asked), wanted, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return {
        "lines": rows,
        "rows": [row_of(asked, listing, line) for line in rows],
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=json.dumps(rows[-1].key))}" if more else "",
        "page_words": f"{rows[0].name} to {rows[-1].name}" if rows else "",
    }


def row_of(asked: Asked, listing: Listing, line: PersonLine) -> list[Cell]:
    """A row of the list: the name leads to the person."""
    name = Cell(line.name, url=link("person", asked, person=line.worker_id))
    return [name, Cell(line.registration, "nowrap"), *[shown(head, of(line)) for head, of in listing.columns]]


def shown(head: str, value: Any) -> Cell:
    """A cell and how it is drawn."""
    if head == "FTE":
        return Cell(fte_words(value), "num")
    if head in ("Started", "Left", "From", "Until"):
        return Cell(day_words(value), "nowrap")
    return Cell(value)


def filter_of(request: HttpRequest) -> tuple[PersonFilter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address."""
    role, contract = request.GET.get("role", ""), request.GET.get("contract", "")
    wanted = PersonFilter(
        role=number_in(role),
        contract=contract if contract in choices.Contract.values else "",
    )
    return wanted, {"role": str(wanted.role or ""), "contract": wanted.contract}


def chips(asked: Asked, extra: dict[str, str], roles) -> list[tuple[str, str]]:
    """Each filter in words, with the address of the page without it."""
    names = {
        "role": f"Role: {dict(roles).get(int(extra['role'] or 0), 'not known')}",
        "contract": f"Contract: {dict(choices.Contract.choices).get(extra['contract'], '')}",
    }
    return [(words, f"?{asked.query(**{**extra, name: ''})}") for name, words in names.items() if extra[name]]


def key_of(request: HttpRequest, listing: Listing) -> tuple | None:
    """Where the page begins, as the page before it wrote it: a name's two parts, or a day, and a number. Raises `Http404`."""
    text = request.GET.get("after", "")
    if not text:
        return None
    try:
        *words, pk = json.loads(text[:2000])
        if type(pk) is not int or abs(pk) >= 2**63 or not all(isinstance(word, str) for word in words):
            raise ValueError(text)
        if listing.by_day:
            (day,) = words
            return (dt.date.fromisoformat(day), pk)
        family, given = words
        if "\0" in "".join(words).encode().decode():  # encoding refuses half a character
            raise ValueError(text)
        return (family, given, pk)
    except (ValueError, TypeError, RecursionError) as error:
        raise Http404("There is no such page.") from error


def person_or_404(request: HttpRequest, asked: Asked, person: int):
    """The person named in the address, if they may be seen. Raises `Http404`."""
    story = queries.person_story(request.user, asked.council, person)
    if story is None:
        raise Http404("There is no such person, or they are not yours to see.")
    return story


@never_cache
@asks(Permission.PEOPLE_VIEW)
def person(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """One person: who they are, where they have been, what can be recorded."""
    return drawn(request, asked, person_or_404(request, asked, person))


@never_cache
@require_POST
@asks(Permission.PEOPLE_VIEW)
def monitoring(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """The same page with the equality data, once: that somebody looked is recorded."""
    story = person_or_404(request, asked, person)
    if not permissions.can_see_monitoring(request.user, story.worker):
        raise Http404("There is no such page, or it is not yours to see.")
    seen = actions.see_monitoring(story.worker, by=request.user, at=request.at)  # type: ignore[attr-defined]
    return drawn(request, asked, story, seen=seen)


ACTS = ("details", "start", "place", "absence", "leave", "monitoring")


def drawn(request: HttpRequest, asked: Asked, story, seen=None) -> HttpResponse:
    """The page of a person."""
    worker, user = story.worker, request.user
    may_change = permissions.can_change_person(user, worker)
    spell = story.spell_on(asked.on) or story.last
    may_look = access_of(user).may_somewhere(Permission.MONITORING_VIEW, asked.council.pk)
    counts = [(row.on, row.cases) for row in CaseCount.objects.filter(worker=worker).visible_to(user).order_by("on")]
    context = {
        "asked": asked,
        "story": story,
        "worker": worker,
        "spell": spell,
        "is_here": spell is not None and spell.employment.holds_on(asked.on),
        "has_left": spell is not None and actions.has_left(spell.employment),
        "sentence": sentence(story, asked.on),
        "timeline": person_timeline(story, asked.on, asked.today),
        "spells": [drawn_spell(asked, s, may_change) for s in reversed(story.spells)],
        "counts": counts,
        "cases_reading": cases_reading(counts),
        "may_change": may_change,
        "may_look": may_look and seen is None and permissions.can_see_monitoring(user, worker),
        "seen": seen,
        "entry": [(named(row), row.due_on, row.due_on < asked.on) for row in entry_of(user, worker.pk, asked.on)],
        "list_url": link("people", asked),
        "urls": {name: link(f"person_{name}", asked, person=worker.pk) for name in ACTS},
        "post_query": asked.query(),
    }
    return render(request, "people/person.html", context)


def drawn_spell(asked: Asked, spell, may_change: bool) -> dict[str, Any]:
    """A spell of employment with the addresses of what can be done with it."""
    employment, pk = spell.employment, spell.employment.worker_id

    def to(name: str, **args) -> str:
        return link(name, asked, person=pk, **args)

    left = actions.has_left(employment)
    return {
        "employment": employment,
        "left": left,
        "places": [
            {
                "row": row,
                "post_url": link("post", asked, number=row.post.number) if row.post else "",
                "urls": {
                    name: to(f"person_place_{name}", place=row.pk)
                    for name in ("move", "hours", "correct", "end", "undo")
                },
                "is_open": row.ends_on is None or row.ends_on > asked.on,
                "is_first": row.starts_on == employment.starts_on,
            }
            for row in spell.places
        ],
        "absences": [
            (row, to("person_absence_change", absence=row.pk), to("person_absence_undo", absence=row.pk))
            for row in spell.absences
        ],
        "urls": {
            name: to(f"person_spell_{name}", spell=employment.pk)
            for name in ("leave", "undo_leave", "correct_leaving", "correct_start", "undo_start")
        }
        if may_change
        else {},
    }


def sentence(story, on) -> str:
    """Where the person is on the day."""
    spell = story.spell_on(on)
    if spell is not None:
        places = spell.held_on(on)
        words = " and ".join(
            f"{fte_words(row.fte)} FTE in {row.post or row.team or 'a place not recorded'}"
            + (f", {row.team}" if row.post and row.team else "")
            for row in places
        )
        return f"In post: {words}." if words else "In post, without a place recorded."
    if cover := next((row for row in story.covers if row.holds_on(on)), None):
        return f"Here through an agency{f', covering post {cover.post}' if cover.post else ''}."
    last = story.last
    if last is None:
        return "Not employed here."
    if last.employment.starts_on > on:
        return f"Starts on {last.employment.starts_on:%-d %B %Y}."
    return f"Left on {last.employment.ends_on:%-d %B %Y}."


def cases_reading(counts: list) -> str:
    """The last count of somebody's cases, in a sentence."""
    if not counts:
        return ""
    on, cases = counts[-1]
    return f"{cases} {'case' if cases == 1 else 'cases'} on {on:%-d %B %Y}, the last count."

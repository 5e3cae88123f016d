"""Today: what this person can do, and what needs them. And the way in, and the help page."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import queries
from ridgeway.domains.establishment.queries import today as around
from ridgeway.domains.organisation.access import access_of, regions_led_by
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.insight.state import state_of
from ridgeway.web.guards import Asked, asks, signed_in
from ridgeway.web.insight.drawing import figure_part

from .changing import link
from .enquiries_words import begun, many
from .today_blocks import Block, Thing, Waiting
from .today_ring import Ring, ring_first
from .today_waiting import coming, gathered, overfull

BACK, AHEAD, SHORT = 30, 60, 6
P = Permission


@signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The way in: the person's own council, or the choice of theirs."""
    held = {h.council_id for h in access_of(request.user).held}
    if not held and (led := regions_led_by(request.user, request.today)):  # type: ignore[attr-defined]
        return redirect("agency_region", region=led[0].slug)
    if len(held) != 1:
        return redirect("councils")
    return redirect("today", council=Council.objects.values_list("slug", flat=True).get(pk=held.pop()))


@signed_in
def guide(request: HttpRequest) -> HttpResponse:
    """How to read a page: the as-at bar, figures with their base, and whom to ask."""
    return render(request, "today/help.html")


@asks(P.FIGURES_VIEW)
def today(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The start page: whom to ring, what is broken and what is due; the figures for who rings nobody."""
    access = access_of(request.user)

    def holds(*permissions: str) -> bool:
        return any(access.may_somewhere(permission, asked.council.pk) for permission in permissions)

    ring = ring_first(request, asked) if holds(P.ENQUIRIES_EDIT) else None
    left, more = around_posts(request, asked, holds)
    waiting = gathered(request, asked, access, more)
    is_reader = not (holds(P.POSTS_VIEW) or ring)
    context = {
        "asked": asked,
        "greeting": f"{part_of_day(request.at)}, {request.user.get_short_name()}",  # type: ignore[attr-defined, union-attr]
        "sentence": sentence(waiting, ring, is_reader),
        "ring": ring if ring and (ring.lines or not holds(P.REPORTS_BUILD)) else None,
        "left": left,
        "waiting": None if is_reader else waiting,
        "ahead": AHEAD,
        "acts": acts(asked, holds),
        "tiles": [] if ring and ring.lines else tiles(asked, all_of=is_reader, sees_rows=holds(P.ROWS_VIEW)),
    }
    return render(request, "today/today.html", context)


def around_posts(request: HttpRequest, asked: Asked, holds) -> tuple[list[Block], list[Thing]]:
    """Which posts are empty longest and who came and went; and what of it is broken or due. Two queries."""
    left, more = [], []
    if holds(P.POSTS_VIEW):
        over, empty = queries.needing_care(request.user, asked.scope, asked.on, SHORT)
        left.append(empty_posts(asked, empty))
        more += overfull(asked, over)
    if holds(P.PEOPLE_VIEW):
        found = queries.events(request.user, asked.scope, asked.on, back=BACK, ahead=AHEAD)
        left.append(recent(asked, found))
        more += coming(asked, found)
    return left, more


def part_of_day(at: dt.datetime) -> str:
    """Good morning, afternoon or evening, by the council's clock."""
    hour = timezone.localtime(at).hour
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"


def sentence(waiting: Waiting, ring: Ring | None, is_reader: bool) -> str:
    """What waits, in a sentence or two: first the people to be rung, then all that is broken and due."""
    if is_reader:
        return "The figures of the day, each with what it was computed from."
    said = [ring.sentence] if ring is not None else []
    broken, due = len(waiting.broken), len(waiting.due)
    parts = [f"{many(broken, 'thing is', 'things are')} broken"] if broken else []
    parts += [f"{many(due, 'thing is', 'things are')} due"] if due else []
    other = "else " if ring is not None and ring.lines else ""
    said.append(f"{begun(' and '.join(parts))}." if parts else f"Nothing {other}is broken and nothing {other}is due.")
    return " ".join(said)


def empty_posts(asked: Asked, lines) -> Block:
    """Posts that nobody holds and nobody covers, longest empty first."""
    things = [
        Thing(
            f"{line.number}, {line.team}",
            link("post", asked, number=line.number),
            f"{line.role}. Empty for {(asked.on - line.vacant_since).days} days, since {day_words(line.vacant_since)}",
        )
        for line in lines
    ]
    return Block(
        "empty", "Longest empty", "Posts nobody holds and nobody covers", things,
        ("Every post here is held or covered.", "A post comes here on the day nobody holds it and nobody covers it."),
        link("posts", asked, changes={"vacant": "uncovered"}), "All posts not covered",
    )  # fmt: skip


def recent(asked: Asked, found) -> Block:
    """Who started and who left in the last days, the latest first."""
    past = [e for e in reversed(found) if e.on <= asked.on and e.kind in (around.STARTS, around.LEAVES)]
    things = [
        Thing(
            event.name,
            link("person", asked, person=event.worker_id),
            f"{'Started' if event.kind == around.STARTS else 'Left'} on {day_words(event.on)}"
            + (f". {event.words}" if event.words else ""),
        )
        for event in past[:SHORT]
    ]
    return Block(
        "recent", "Came and went", f"In the last {BACK} days", things,
        (f"Nobody started or left in the last {BACK} days.", "Starts and leavings are recorded on a person's page."),
        link("people", asked, changes={"show": "starters"}), "All starters",
    )  # fmt: skip


def acts(asked: Asked, holds) -> list[tuple[str, str, bool]]:
    """What this person can do: words, address, whether it is the main thing."""
    found = []
    if holds(P.ENQUIRIES_EDIT):
        found.append(("Log an enquiry", link("enquiries_new", asked), True))
    if holds(P.PEOPLE_EDIT):
        found.append(("Somebody new starts", link("person_add", asked), not found))
    if holds(P.POSTS_EDIT):
        found.append(("Fund a post", link("posts_fund", asked), not found))
    if holds(P.REPORTS_BUILD) or not found:
        found.append(("State of the service", link("state", asked), False))
    return found


HEADLINES = ("vacancies", "turnover", "turnover_voluntary", "agency_rate", "caseload")


def tiles(asked: Asked, *, all_of: bool, sees_rows: bool):
    """The figures of the day: all of them for somebody who sees figures alone, else whether the service is safe and stable."""
    state = state_of(asked.scope, asked.on, asked.against)
    return [
        figure_part(asked, t.figure, change=t.change, line=t.line, sees_rows=sees_rows)
        for t in state.tiles
        if all_of or t.figure.measure.key in HEADLINES
    ]

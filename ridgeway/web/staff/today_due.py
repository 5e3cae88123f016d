"""What is broken and what is due: the part of Today that needs every domain, so Today asks for it by itself; and a page of its own."""

from itertools import chain

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.core.together import Question, ask_together
from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import queries
from ridgeway.domains.establishment.queries import today as around
from ridgeway.domains.organisation.access import Access, access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.web.guards import Asked, asks

from .changing import link
from .enquiries_words import begun, many
from .today_blocks import Block, Thing, Waiting, parted
from .today_waiting import coming, overfull
from .today_waiting import told as told_of

BACK, AHEAD, SHORT = 30, 60, 6


def looks_after(access: Access, asked: Asked) -> bool:
    """Whether somebody looks after anything here, or reads figures alone."""
    return any(access.may_somewhere(permission, asked.council.pk) for permission in (P.POSTS_VIEW, P.ENQUIRIES_EDIT))


@asks(P.FIGURES_VIEW)
def waiting(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What is broken and due, with the sentence that counts it: the part for Today where its script asks, else the page."""
    access = access_of(request.user)
    if not looks_after(access, asked):
        return redirect(link("today", asked))
    around = around_posts(request, asked, access)
    told = ask_together([*around, *told_of(request, asked, access)])  # all of it at once
    left, more = [block for block, _ in told[: len(around)]], [things for _, things in told[: len(around)]]
    found = parted(chain.from_iterable([*told[len(around) :], *more]), asked.on)
    context = {
        "asked": asked,
        "sentence": sentence(found, rings=access.may_somewhere(P.ENQUIRIES_EDIT, asked.council.pk)),
        "left": left,
        "waiting": found,
        "ahead": AHEAD,
        "today_url": link("today", asked),
    }
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "today/waiting_part.html" if is_part else "today/waiting.html", context)


def sentence(waiting: Waiting, *, rings: bool) -> str:
    """How much is broken and due. Whom somebody is to ring is not in it: Ring first says so, and a promise there may be over."""
    broken, due = len(waiting.broken), len(waiting.due)
    parts = [f"{many(broken, 'thing is', 'things are')} broken"] if broken else []
    parts += [f"{many(due, 'thing is', 'things are')} due"] if due else []
    none = "apart from calls, nothing is broken and nothing is due" if rings else "nothing is broken and nothing is due"
    return f"{begun(' and '.join(parts) or none)}."


def around_posts(request: HttpRequest, asked: Asked, access: Access) -> list[Question[tuple[Block, list[Thing]]]]:
    """Which posts are empty longest and who came and went; and what of it is broken or due."""
    both = ((P.POSTS_VIEW, posts), (P.PEOPLE_VIEW, people))
    return [
        question(request, asked) for permission, question in both if access.may_somewhere(permission, asked.council.pk)
    ]


def posts(request: HttpRequest, asked: Asked) -> Question[tuple[Block, list[Thing]]]:
    """The posts that are empty longest, and those held by more than they are. One query."""
    over, empty = yield from queries.needing_care(request.user, asked.scope, asked.on, SHORT)
    return empty_posts(asked, empty), overfull(asked, over)


def people(request: HttpRequest, asked: Asked) -> Question[tuple[Block, list[Thing]]]:
    """Who came and went, and who is to. One query."""
    found = yield from queries.events(request.user, asked.scope, asked.on, back=BACK, ahead=AHEAD)
    return recent(asked, found), coming(asked, found)


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

"""Posts: the list of a scope on a day, and the page of one."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from ridgeway.core.words import day as day_words
from ridgeway.core.words import fte as fte_words
from ridgeway.domains.establishment import permissions, queries
from ridgeway.domains.establishment.queries import PostFilter, PostLine
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web import downloads
from ridgeway.web.components.parts import sign
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, asks, number_in

from .changing import link
from .posts_timeline import post_timeline
from .today_adverts import looked_for

PAGE = 50
VACANT = {
    "": "all posts",
    "unfilled": "vacant: unfilled",
    "uncovered": "vacant: unfilled and not covered",
    "over": "held by more than they are",
}
HEADS = ("Post", "Team", "Role", "Grade", "FTE", "FTE held", "Held by", "FTE vacant", "Vacant since", "Covered by",
         "Funding decision")  # fmt: skip


@asks(Permission.POSTS_VIEW)
def posts(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The posts funded on the day, with who holds and covers them."""
    wanted, extra = filter_of(request)
    if form := downloads.wanted(request):
        lines = queries.posts_on(request.user, asked.scope, asked.on, wanted, size=None)
        return downloads.table(form, f"posts-{asked.on}", HEADS, [cells(line) for line in lines])
    roles, decisions = queries.options(asked.council)
    context = {
        "asked": asked,
        **page_of(request, asked, wanted, extra),
        "vacant": wanted.vacant,
        "vacant_choices": VACANT.items(),
        "role": wanted.role,
        "roles": roles,
        "decision": wanted.decision,
        "decisions": decisions,
        "in_fte": wanted.in_fte,
        "chips": chips(asked, extra, roles, decisions),
        "file_query": asked.query(**extra),
        "posts_query": asked.query(**{**extra, "in": ""}),
        "fte_query": asked.query(**{**extra, "in": "fte"}),
        "may_fund": access_of(request.user).may_somewhere(Permission.POSTS_EDIT, asked.council.pk),
        "fund_url": link("posts_fund", asked),
        "ask_url": link("adverts_ask", asked)
        if access_of(request.user).may_somewhere(Permission.ADVERTS_EDIT, asked.council.pk)
        else "",
        "establishment_url": link("establishment", asked),
    }
    return render(request, "posts/list.html", context)


def page_of(request: HttpRequest, asked: Asked, wanted: PostFilter, extra: dict[str, str]) -> dict[str, Any]:
    """One page of the list, with the addresses of the pages before and after it."""
    after, before = (request.GET.get(name, "").replace("\0", "") for name in ("after", "before"))
    lines = queries.posts_on(request.user, asked.scope, asked.on, wanted, after=after, before=before, size=PAGE)
    more = len(lines) > PAGE
    lines = lines[-PAGE:] if before else lines[:PAGE]
    if not lines:
        return {"lines": [], "rows": [], "earlier": "", "later": "", "page_words": ""}
    first, last = lines[0].number, lines[-1].number
    addressed = [(line, link("post", asked, number=line.number)) for line in lines]
    return {
        "lines": addressed,
        "rows": [row_of(line, url, wanted.in_fte) for line, url in addressed],
        "earlier": f"?{asked.query(**extra, before=first)}" if after or (before and more) else "",
        "later": f"?{asked.query(**extra, after=last)}" if before or more else "",
        "page_words": f"Posts {first} to {last}",
    }


def row_of(line: PostLine, url: str, in_fte: bool) -> list[Cell]:
    """A row of the list."""
    held = "; ".join(w.name + (f" ({fte_words(w.fte)})" if w.fte != line.fte else "") for w in line.holders)
    if line.is_over:
        held = format_html('{} {}<span class="govuk-visually-hidden">more than its FTE</span>', held, sign("wrong"))
    vacant = fte_words(line.vacant or None) if in_fte else "" if line.holders else "1"
    return [
        Cell(line.number, "nowrap", url),
        Cell(line.team),
        Cell(line.role),
        Cell(fte_words(line.fte), "num"),
        Cell(held),
        Cell(vacant or "–", "num line-left"),
        Cell(day_words(line.vacant_since), "nowrap"),
        Cell("; ".join(w.name for w in line.covers)),
        Cell(line.decision),
    ]


def filter_of(request: HttpRequest) -> tuple[PostFilter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address. What cannot be read is not asked for."""
    vacant = request.GET.get("vacant", "")
    role, decision = request.GET.get("role", ""), request.GET.get("decision", "")
    wanted = PostFilter(
        vacant=vacant if vacant in VACANT else "",
        role=number_in(role),
        decision=number_in(decision),
        in_fte=request.GET.get("in") == "fte",
    )
    extra = {
        "vacant": wanted.vacant,
        "role": str(wanted.role or ""),
        "decision": str(wanted.decision or ""),
        "in": "fte" if wanted.in_fte else "",
    }
    return wanted, extra


def chips(asked: Asked, extra: dict[str, str], roles, decisions) -> list[tuple[str, str]]:
    """Each filter in words, with the address of the page without it."""
    names = {
        "vacant": VACANT.get(extra["vacant"], ""),
        "role": f"Role: {dict(roles).get(int(extra['role'] or 0), 'not known')}",
        "decision": f"Funding: {dict(decisions).get(int(extra['decision'] or 0), 'not known')}",
    }
    return [(words, f"?{asked.query(**{**extra, name: ''})}") for name, words in names.items() if extra[name]]


def cells(line: PostLine) -> tuple[Any, ...]:
    """A row of the file: what the page shows, in columns."""
    return (
        line.number, line.team, line.role, line.grade, line.fte, line.held, "; ".join(w.name for w in line.holders),
        line.vacant, line.vacant_since, "; ".join(w.name for w in line.covers), line.decision,
    )  # fmt: skip


def story_or_404(request: HttpRequest, asked: Asked, number: str):
    """The post named in the address, if the person may see it. Raises `Http404`."""
    story = queries.post_story(request.user, asked.council, number)
    if story is None:
        raise Http404("There is no such post, or it is not yours to see.")
    return story


@asks(Permission.POSTS_VIEW)
def post(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """One post: what it is, who held it when, and what can be done with it."""
    story = story_or_404(request, asked, number)
    user, thing = request.user, story.post
    may_change = permissions.can_change_post(user, thing, asked.on)
    now = story.on(asked.on)
    context = {
        "asked": asked,
        "story": story,
        "post": thing,
        "now": now,
        "sentence": sentence(story, asked.on),
        "timeline": post_timeline(story, asked.on, asked.today),
        "covers": [(row, link("post_cover_end", asked, number=number, cover=row.pk)) for row in story.covers],
        "may_change": may_change,
        "may_place": permissions.can_place_in(user, thing, asked.on),
        "sees_people": access_of(user).may_somewhere(Permission.PEOPLE_VIEW, asked.council.pk),
        "has_ended": bool(story.terms) and story.terms[-1].ends_on is not None,
        "list_url": link("posts", asked),
        "urls": {
            name: link(f"post_{name}", asked, number=number)
            for name in ("change", "end", "undo_end", "correct", "place", "cover")
        },
        "query": asked.query(),
        "looked_for": _looked_for(request, asked, story),
    }
    return render(request, "posts/post.html", context)


def _looked_for(request: HttpRequest, asked: Asked, story) -> dict[str, str]:
    held = access_of(request.user)
    if not held.may_somewhere(Permission.ADVERTS_VIEW, asked.council.pk):
        return {}
    now = story.on(asked.today)
    staying = sum(row.fte for row in story.holdings if row.ends_on is None)
    may_ask = held.may_somewhere(Permission.ADVERTS_EDIT, asked.council.pk)
    return looked_for(request, asked, story.post, is_vacant=now is not None and staying < now.fte, may_ask=may_ask)


def sentence(story, on: dt.date) -> str:
    """What the post is on the day, and who holds it."""
    term = story.on(on)
    if term is None:
        first = story.terms[0].starts_on if story.terms else None
        when = "later" if first and first > on else "any more"
        return f"Not funded on {day_words(on)}." if when == "any more" else f"Not funded until {day_words(first)}."
    parts = [f"{fte_words(term.fte)} FTE in {term.team}, {str(term.role)[:1].lower()}{str(term.role)[1:]}."]
    held = story.held_on(on)
    if held:
        who = " and ".join(f"{row.worker} ({fte_words(row.fte)} FTE)" for row in held)
        parts.append(f"Held by {who}.")
    else:
        gap = next((gap for gap in story.gaps if gap[0] <= on and (gap[1] is None or gap[1] > on)), None)
        if gap:
            parts.append(f"Vacant since {day_words(gap[0])}, for {(on - gap[0]).days} days.")
    if covers := story.covered_on(on):
        parts.append(f"Covered by {' and '.join(str(row.worker) for row in covers)}.")
    return " ".join(parts)

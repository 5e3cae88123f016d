"""Interviews as they are read: what comes in a scope, the rounds of an advert, and one round with who is in it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from ridgeway.core.together import ask
from ridgeway.core.words import moment
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment.choices import PanelPart
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Interview, InterviewRound, PanelMember
from ridgeway.domains.recruitment.queries import interviews as queries
from ridgeway.domains.recruitment.queries.interview_scores import met_in
from ridgeway.domains.recruitment.shortlisting_rules import in_points, top
from ridgeway.domains.recruitment.states import InterviewState, RoundState
from ridgeway.web.guards import Asked, asks

from .adverts import advert_in
from .changing import link
from .hiring import called, conflicted
from .hiring_shortlisting import may_edit

I = InterviewState  # noqa: E741
AHEAD = dt.timedelta(days=14)


def hours(row: Interview) -> str:
    """14:00 to 14:45."""
    if row.slot is None:
        return ""
    return f"{timezone.localtime(row.slot.starts_at):%H:%M} to {timezone.localtime(row.slot.ends_at):%H:%M}"


def day_of(at: dt.datetime) -> str:
    """Monday 4 April 2016."""
    local = timezone.localtime(at)
    return f"{local:%A} {local.day} {local:%B %Y}"


def midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


@never_cache
@asks(P.APPLICATIONS_VIEW)
def interviews(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The interviews of the next fortnight by day; candidates without a time; those whose scores this person owes."""
    first = midnight(asked.today)
    found = ask(queries.ahead(request.user, asked.scope, first, first + AHEAD, request.at))  # type: ignore[attr-defined]
    days: dict[str, list[dict[str, Any]]] = {}
    for row in found.with_time:
        assert row.slot is not None
        days.setdefault(day_of(row.slot.starts_at), []).append(_one(asked, row))
    context = {
        "asked": asked, "days": list(days.items()), "count": len(found.with_time),
        "without": [_one(asked, row) for row in found.without], "owed": [_one(asked, row) for row in found.to_score],
        "crumbs": [("Hiring", link("hiring", asked))],
    }  # fmt: skip
    return render(request, "hiring/interviews.html", context)


def _one(asked: Asked, row: Interview) -> dict[str, Any]:
    advert = row.application.advert
    return {
        "row": row, "who": called(row.application), "hours": hours(row), "what": f"{advert.title}, {advert.reference}",
        "url": link("interview", asked, interview=row.pk), "where": row.round.where,
        "since": moment(row.invited_at), "kind": row.round.get_kind_display(),
    }  # fmt: skip


@never_cache
@asks(P.APPLICATIONS_VIEW)
def of_advert(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """The rounds of an advert, each with how many have a time."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_VIEW)
    rounds = [
        {"row": one, "url": link("round", asked, round=one.pk), "panel": [m.who for m in one.panel.all()],
         "chosen": sum(i.state in (I.CHOSEN, I.HELD, I.MISSED) for i in one.interviews.all()),
         "invited": sum(i.state != I.CANCELLED for i in one.interviews.all()), "times": len(one.slots.all())}
        for one in queries.rounds_of(request.user, row)
    ]  # fmt: skip
    if not rounds and (page := conflicted(request, asked, row)):
        return page
    context = {
        "asked": asked, "row": row, "rounds": rounds, "may_edit": may_edit(request, row), "crumbs": crumbs(asked, row)[:2],
        "add_url": link("round_add", asked, advert=row.pk), "board_url": link("pipeline", asked, advert=row.pk),
    }  # fmt: skip
    return render(request, "hiring/rounds.html", context)


def crumbs(asked: Asked, advert) -> list[tuple[str, str]]:
    """The way to a page of an advert's interviews."""
    return [
        ("Hiring", link("hiring", asked)), (advert.reference, link("pipeline", asked, advert=advert.pk)),
        ("Interviews", link("interviews_advert", asked, advert=advert.pk)),
    ]  # fmt: skip


def round_in(request: HttpRequest, asked: Asked, pk: int, permission: str = P.APPLICATIONS_VIEW) -> InterviewRound:
    """A round the person may see, or may do something with. Raises `Http404`."""
    found = queries.round_of(request.user, asked.council, pk, permission)
    if found is None:
        raise Http404("There is no such round, or it is not yours to see.")
    return found


@never_cache
@asks(P.APPLICATIONS_VIEW)
def round_page(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """One round: its panel, its times with who took them, who has still to choose, whom to invite, what is asked."""
    row = round_in(request, asked, round)
    people = queries.in_round(request.user, row)
    slots, panel = list(row.slots.all()), queries.panel_of(row)
    context = {
        "asked": asked, "row": row, "advert": row.advert, "crumbs": crumbs(asked, row.advert), "may_edit": may_edit(request, row.advert),
        **_times(asked, row, slots, people, request.at),  # type: ignore[attr-defined]
        **_compared(request, asked, row, people, panel), "panel": [_member(asked, row, one) for one in panel],
        "questions": list(row.questions.select_related("criterion")),
        "without": [_one(asked, one) for one in people if one.state == I.INVITED],
        "gone": [_one(asked, one) for one in people if one.state == I.CANCELLED],
        "to_invite": [(one, called(one)) for one in queries.to_invite(request.user, row)] if row.state == RoundState.OPEN else [],
        "elsewhere_words": _elsewhere(row, slots, request.at),  # type: ignore[attr-defined]
        "urls": {name: link(f"round_{name}", asked, round=row.pk) for name in ("change", "panel", "times", "questions", "invite")},
        "acts": [(words, link("round_act", asked, round=row.pk, act=act), is_main) for act, words, is_main in _acts(row)],
    }  # fmt: skip
    return render(request, "hiring/round.html", context)


def _compared(request: HttpRequest, asked: Asked, row: InterviewRound, people, panel) -> dict[str, Any]:
    """Those met beside one another, by what stands: places, ties, how far apart, what is to be talked about."""
    least, columns = queries.needed(row.kind, panel), [one for one in panel if one.scores or one.is_on_paper]
    found = met_in(request.user, row, people, panel)
    lines = [
        {"who": called(one.interview.application), "url": link("interview", asked, interview=one.interview.pk),
         "place": f"{one.place}{'=' if one.is_tied else ''}" if one.comparison else "",
         "totals": [one.totals.get(member.pk) for member in columns], "waits": f"{one.handed_in} of {least} in",
         "stands": in_points(one.comparison.stands) if one.comparison else "", "spread": one.comparison.spread if one.comparison else None,
         "differing": len(one.comparison.differing) if one.comparison else 0, "short_of": one.short_of,
         "decided": "" if one.interview.application.state == "interview" else one.interview.application.get_state_display()}
        for one in found
    ]  # fmt: skip
    return {"lines": lines, "columns": columns, "most": top(row.scale) * row.questions.count() if lines else 0}


def _elsewhere(row: InterviewRound, slots, at: dt.datetime) -> str:
    """Who on the panel is needed at two places at once, in a sentence; empty where nobody."""
    found = queries.elsewhere(row, [Time(slot.starts_at, slot.ends_at) for slot in slots if slot.starts_at > at])
    if not found:
        return ""
    one, more = found[0], f", and at {len(found) - 1} more" if len(found) > 1 else ""
    return f"{one.who} is needed twice: also for {one.other.round.advert.reference} at {moment(one.other.starts_at)}{more}."


def _acts(row: InterviewRound) -> list[tuple[str, str, bool]]:
    return {
        RoundState.ARRANGING: [("open", "Open it for candidates", True), ("call-off", "Call it off", False)],
        RoundState.OPEN: [("close", "Close it", False), ("call-off", "Call it off", False)],
        RoundState.DONE: [("open", "Open it again", False)],
    }.get(RoundState(row.state), [])  # fmt: skip


def _times(asked: Asked, row: InterviewRound, slots, people, at: dt.datetime) -> dict[str, Any]:
    """The times by day, each with who took it."""
    taken = {one.slot_id: one for one in people if one.slot_id}
    days: dict[str, list[dict[str, Any]]] = {}
    free = 0
    gone_by = 0
    for slot in slots:
        one = taken.get(slot.pk)
        if one is None and slot.starts_at <= at:
            gone_by += 1
            continue
        free += one is None
        days.setdefault(day_of(slot.starts_at), []).append({
            "hours": f"{timezone.localtime(slot.starts_at):%H:%M} to {timezone.localtime(slot.ends_at):%H:%M}",
            "one": _one(asked, one) if one else None,
            "remove_url": link("round_time_remove", asked, round=row.pk, slot=slot.pk)
            if one is None or (one.state == I.CHOSEN and slot.starts_at > at) else "",
        })  # fmt: skip
    return {"days": list(days.items()), "free": free, "gone_by": gone_by, "count": len(slots), "chosen": len(taken)}


def _member(asked: Asked, row: InterviewRound, one: PanelMember) -> dict[str, Any]:
    said = one.get_part_display()
    if one.part == PanelPart.CHAIR and one.trained_on:
        said += f", trained in safer recruitment {one.trained_on:%B %Y}"
    elif one.user_id is None:
        said += ", scores on paper"
    return {"who": one.who, "said": said, "url": link("round_panel_remove", asked, round=row.pk, member=one.pk)}

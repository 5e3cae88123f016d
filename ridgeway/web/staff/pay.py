"""Pay: market supplements and whom they are for, grades and scale points."""

from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core.together import Question
from ridgeway.core.words import day as day_words
from ridgeway.core.words import pounds
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.pay import permissions
from ridgeway.domains.pay.models import Evidence, OnCost, Review, ScalePoint, Supplement, SupplementScope
from ridgeway.domains.pay.states import SupplementState
from ridgeway.insight import pay as reading
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .changing import link
from .pay_changing import found
from .pay_words import RUNNING, SOON, acts_of, amount_of, effect_rows, effect_words, listed, state_tag, ways, whom
from .today_blocks import Thing

LARGER = Decimal("1.1")


@asks(Permission.PAY_VIEW)
def supplements(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Market supplements, those that hold first, and the reviews that are due."""
    scopes = Prefetch("scopes", SupplementScope.objects.select_related("role", "team", "grade"))
    rows = Supplement.objects.filter(council=asked.council).visible_to(request.user).prefetch_related(scopes)
    lines = [listed(asked, row, "; ".join(whom(row.scopes.all()))) for row in rows]
    context = {
        "asked": asked,
        "lines": lines,
        "due": [line for line in lines if line.is_due],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "add_url": link("pay_supplement_add", asked),
        "ways": ways(asked, "pay"),
    }
    return render(request, "pay/supplements.html", context)


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: the reviews of supplements that are due, and those put up that this person may decide about. Two queries at
    most."""
    wanted = Q(state__in=RUNNING, next_review_on__lte=asked.on + SOON) | Q(state=SupplementState.PROPOSED)
    due = Supplement.objects.filter(wanted, council=asked.council).visible_to(request.user)
    rows = yield due.order_by("next_review_on", "pk")
    prefetch_related_objects([row for row in rows if row.state == SupplementState.PROPOSED], permissions.whom())
    found = []
    for row in rows:
        line = listed(asked, row, "")
        if row.state != SupplementState.PROPOSED:
            found.append(
                Thing(row.title, line.url, line.due_words, "broken" if line.is_over else "due", row.next_review_on)
            )
        elif permissions.can_approve(request.user, row):
            found.append(Thing(row.title, line.url, f"{line.amount} from {day_words(row.starts_on)}: approve or refuse it", "due", row.starts_on))  # fmt: skip
    return found


@asks(Permission.PAY_VIEW)
def supplement(request: HttpRequest, asked: Asked, supplement: int) -> HttpResponse:
    """One supplement: its case, its decision and reviews, who gets it and who beside them does not, and what changed with it."""
    row = found(request, asked, Supplement, supplement)
    mine: dict[str, Any] = {"supplement": row}
    scopes = list(SupplementScope.objects.filter(**mine).visible_to(request.user).select_related("role", "team", "grade"))  # fmt: skip
    reach = reading.reach_of(request.user, row, scopes, asked.on)
    if form := downloads.wanted(request):
        people = [*((place, "Gets it") for place in reach.gets), *((place, "Does not") for place in reach.beside)]
        rows = [(place.name, place.team, place.role, place.grade, place.fte, words) for place, words in people]
        heads = ("Person", "Team", "Role", "Grade", "FTE", "Supplement")
        return downloads.table(form, f"supplement-{row.pk}-{asked.on}", heads, rows)
    effect = reading.effect_of(request.user, row, scopes, asked.on)
    context = {
        "asked": asked,
        "supplement": row,
        "tag": state_tag(row),
        "amount": amount_of(row),
        "scopes": whom(scopes),
        "evidence": Evidence.objects.filter(**mine).visible_to(request.user),
        "reviews": Review.objects.filter(held_on__lte=asked.on, **mine).visible_to(request.user),
        "reach": reach,
        **cost_words(row, reach),
        "effect": effect,
        "effect_rows": effect_rows(effect),
        "effect_words": effect_words(effect),
        "acts": acts_of(request, asked, row),
        "list_url": link("pay", asked),
        "file_query": asked.query(),
    }
    return render(request, "pay/supplement.html", context)


def cost_words(row: Supplement, reach: reading.Reach) -> dict[str, str]:
    """What those who get it cost a year; and how much more than the case says, where that is a tenth or more. Who sees a part of the council counts a
    part of them, so that it costs less is not said."""
    said, found = row.cost_per_year, reach.cost
    if found is None:
        return {"cost": "", "costs_more": ""}
    return {
        "cost": pounds(round(found)),
        "costs_more": pounds(round(found - said)) if said and found >= said * LARGER else "",
    }


@asks(Permission.PAY_VIEW)
def grades(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Scale points and on-costs as they stand on the day asked for."""
    rows = ScalePoint.objects.filter(council=asked.council).on(asked.on).visible_to(request.user).select_related("grade")  # fmt: skip
    points = [(row.grade.name, row.point, row.annual, row.starts_on) for row in rows.order_by("grade__name", "point")]
    if form := downloads.wanted(request):
        return downloads.table(form, f"grades-{asked.on}", ("Grade", "Point", "Pay a year", "From"), points)
    context = {
        "asked": asked,
        "points": points,
        "on_costs": OnCost.objects.filter(council=asked.council).visible_to(request.user),
        "may_edit": permissions.can_edit(request.user, asked.council),
        "point_url": link("pay_point_add", asked),
        "on_cost_url": link("pay_on_cost_add", asked),
        "ways": ways(asked, "pay_grades"),
        "file_query": asked.query(),
    }
    return render(request, "pay/grades.html", context)

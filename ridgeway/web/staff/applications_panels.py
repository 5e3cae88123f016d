"""People on interview panels who have no sign-in: what is kept of each, as a file for them, and erasing it when they ask."""

import datetime as dt
import json
from functools import partial
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core import clock
from ridgeway.core.periods import months_before
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.retention import months_of, panel_guests
from ridgeway.domains.recruitment.models import InterviewSheet, PanelMember
from ridgeway.web import downloads

from .applications_keeping import manages_council
from .changing import did

SHOWN = 200


def _guests(request: HttpRequest, council: Council):
    seen = PanelMember.objects.visible_to(request.user, Permission.COUNCIL_MANAGE).order_by().values("pk")
    rows = panel_guests(council).filter(pk__in=seen).select_related("council", "round__advert")
    return rows.annotate(last=Coalesce(Max("round__slots__ends_at"), "round__made_at")).order_by("last", "pk")


def _guest(request: HttpRequest, council: Council, pk: int) -> PanelMember:
    found = _guests(request, council).filter(pk=pk).first()
    if found is None:
        raise Http404("There is nobody of that number, or they are erased already.")
    return found


@never_cache
@manages_council
def panels(request: HttpRequest, council: Council) -> HttpResponse:
    """Everybody on a panel without a sign-in whose name is kept, those kept longest first."""
    found, months = _guests(request, council), months_of(council)["panel"]
    context = {
        "rows": [_row(council, one, months) for one in found[:SHOWN]], "count": found.count(), "months": months,
    }  # fmt: skip
    return render(request, "applications/panels.html", context)


def _row(council: Council, one: PanelMember, months: int) -> dict[str, Any]:
    round_ = one.round
    last: dt.datetime = one.last  # type: ignore[attr-defined]
    return {
        "one": one, "what": f"{round_.advert.title}, {round_.advert.reference}. {round_.get_kind_display()}",
        "until": months_before(clock.day_of(last), -months) + dt.timedelta(days=1),
        "data_url": reverse("admin_panel_data", args=[council.slug, one.pk]),
        "erase_url": reverse("admin_panel_erase", args=[council.slug, one.pk]),
    }  # fmt: skip


@never_cache
@manages_council
def data(request: HttpRequest, council: Council, member: int) -> HttpResponse:
    """All that is kept of one of them, by the same e-mail address, as a file to hand over. Of candidates it says the number alone."""
    one = _guest(request, council, member)
    same = _guests(request, council).filter(email=one.email) if one.email else [one]
    known = {"name": one.name, "email": one.email, "panels": [_panel(row) for row in same]}
    return downloads.attachment(
        json.dumps(known, indent=2, ensure_ascii=False).encode(), f"panel-member-{one.pk}.json", "application/json"
    )


def _panel(row: PanelMember) -> dict[str, Any]:
    round_ = row.round
    return {
        "name": row.name, "job": round_.advert.title, "reference": round_.advert.reference, "round": round_.get_kind_display(),
        "part": row.get_part_display(), "times": [slot.starts_at.isoformat() for slot in round_.slots.all()],
        "sheets": [_sheet(sheet) for sheet in row.sheets.select_related("interview__round", "typed_by")],
    }  # fmt: skip


def _sheet(sheet: InterviewSheet) -> dict[str, Any]:
    questions = {str(q.pk): q.words for q in sheet.interview.round.questions.all()}
    given = [
        {"question": words, "points": sheet.points.get(key), "words": sheet.words.get(key, "")}
        for key, words in questions.items()
    ]
    return {
        "candidate": f"{sheet.interview.application_id:04}",
        "given": given,
        "whole": sheet.words.get("", ""),
        "how": sheet.typed_words,
    }


@require_POST
@manages_council
def erase(request: HttpRequest, council: Council, member: int) -> HttpResponse:
    """Erase one of them because they ask."""
    one = _guest(request, council, member)
    did(request, partial(actions.erase_panel_member, one), f"{one.name} is erased from the panel.")
    return redirect("admin_panels", council=council.slug)

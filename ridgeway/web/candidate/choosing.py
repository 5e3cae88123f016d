"""A candidate chooses the time of their interview by a private link: takes one, changes it, gives it back, says what would help."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ridgeway.core.words import from_to, weekday
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.interview_calendar import REQUEST, invitation
from ridgeway.domains.recruitment.interview_letters import title as called
from ridgeway.domains.recruitment.interview_letters import until_when, when
from ridgeway.domains.recruitment.interview_rules import Time, can_still_change
from ridgeway.domains.recruitment.models import Interview, InterviewSlot
from ridgeway.domains.recruitment.private_links import INTERVIEW, number_of
from ridgeway.domains.recruitment.queries.interviews import free_slots
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState, RoundState
from ridgeway.web import downloads
from ridgeway.web.guards import by_link, number_in
from ridgeway.web.languages import spoken

from .interview_ways import WAYS
from .place import NOTHING, link, page

I = InterviewState  # noqa: E741
GONE = {
    I.HELD: _("Your interview was held. We tell you what was decided."),
    I.MISSED: _("Your time has passed, and we did not meet. Ring us if you still want to."),
    I.CANCELLED: _("This interview does not take place. Ring us if you think that is a mistake."),
}


def _interview(council: Council, token: str) -> Interview | None:
    """The interview that a link is good for, in this council and not erased."""
    pk = number_of(INTERVIEW, token)
    rows = Interview.objects.select_related(
        "council", "round", "round__advert", "application", "application__candidate", "application__advert",
        "application__advert__contact", "slot",
    ).filter(council=council, application__erased_at__isnull=True)  # fmt: skip
    return rows.filter(pk=pk).first() if pk is not None else None


@never_cache
@by_link
@spoken
def choose(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """The times that are left; the one that was chosen; what should be arranged."""
    row = _interview(council, token)
    if row is None:
        return page(request, council, "candidate/link_closed.html", status=404)
    refused, here = "", link(council, "interview_choose", token=token)
    if request.method == "POST":
        refused = _do(request, row)
        if not refused:
            return redirect(f"{here}?done={'time' if 'slot' in request.POST else 'saved'}")
        row = _interview(council, token) or row
    calendar_url = link(council, "interview_calendar", token=token)
    return page(request, council, "candidate/choose.html", **_shown(request, row, refused), calendar_url=calendar_url)


def _do(request: HttpRequest, row: Interview) -> str:
    """Do what was asked; why not, in a sentence, where it cannot be done."""
    how: dict[str, Any] = {"by": f"candidate {row.application.candidate_id}", "at": request.at, "ways": WAYS}  # type: ignore[attr-defined]
    slot = InterviewSlot.objects.filter(round=row.round_id, pk=number_in(request.POST.get("slot", "")) or 0).first()
    if "adjust" in request.POST:
        act = partial(actions.ask_adjustments, row, words=request.POST.get("adjustments", "").replace("\0", ""), **how)
    elif "give_back" in request.POST:
        act = partial(actions.give_back_time, row, **how)
    elif slot is None:
        return str(_("Choose one of the times."))
    else:
        act = partial(actions.choose_time, row, slot, **how)
    try:
        act()
    except actions.CannotChangeRecruitment as refusal:
        return str(refusal)
    return ""


def _shown(request: HttpRequest, row: Interview, refused: str) -> dict[str, Any]:
    round_, at, state = row.round, request.at, I(row.state)  # type: ignore[attr-defined]
    is_open = round_.state == RoundState.OPEN and state in (I.INVITED, I.CHOSEN)
    is_open = is_open and row.application.state == ApplicationState.INTERVIEW
    can_change = is_open and (row.slot is None or can_still_change(row.slot.starts_at, round_.hours_before, at))
    free = free_slots(round_, at, hours_before=round_.hours_before) if can_change else []
    support = row.application.sections.filter(key="support").first()
    said = support.data.get("needs_words", "") if support else ""
    return {
        "row": row, "round": round_, "advert": row.application.advert, "refused": refused, "is_open": is_open,
        "can_change": can_change, "until": until_when(round_.hours_before), "days": _days(free), "chosen": when(Time(row.slot.starts_at, row.slot.ends_at)) if row.slot else "",
        "gone": GONE.get(state, "" if is_open else GONE[I.CANCELLED]), "application": row.application,
        "adjustments": row.adjustments or said, "is_said": not row.adjustments and bool(said), "done": request.GET.get("done", ""),
    }  # fmt: skip


def _days(slots: list[InterviewSlot]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The times that are left, by day: a day in words with the times of it."""
    found: dict[str, list[tuple[int, str]]] = {}
    for slot in slots:
        starts, ends = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
        found.setdefault(weekday(starts), []).append((slot.pk, from_to(f"{starts:%H:%M}", f"{ends:%H:%M}")))
    return list(found.items())


@never_cache
@by_link
@spoken
def calendar(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """The chosen time as a file that any calendar opens."""
    row = _interview(council, token)
    if row is None or row.slot is None or row.state != I.CHOSEN:
        raise Http404(NOTHING)
    time, to = Time(row.slot.starts_at, row.slot.ends_at), row.application.candidate.email
    title = called(row)
    file = invitation(row, time, method=REQUEST, to=to, title=title, url=WAYS.candidate(row), at=request.at)  # type: ignore[attr-defined]
    return downloads.attachment(file.content, file.name, "text/calendar")

"""Where an application stands: its stage, what happens next and by when, whom to ring; withdrawing."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ridgeway.core import clock
from ridgeway.core.words import day as day_words
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.actions.checking import lacks_referee
from ridgeway.domains.recruitment.actions.messages import filled
from ridgeway.domains.recruitment.choices import CheckState
from ridgeway.domains.recruitment.interview_letters import when
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Application, Candidate, Disclosure
from ridgeway.domains.recruitment.states import ApplicationState, InterviewState
from ridgeway.web.guards import candidate
from ridgeway.web.languages import spoken

from .applying import tasks
from .disclosing import before
from .interview_ways import choose_url
from .next_step import next_words
from .offered import latest
from .place import application_of, link, name_of, page

S = ApplicationState
PATH = (
    (S.SENT, _("Your application came in")), (S.SHORTLISTED, _("Chosen to be met")), (S.INTERVIEW, _("Interview")), (S.OFFERED, _("Offer")),
    (S.ACCEPTED, _("You accepted")), (S.CHECKING, _("Checks before you start")), (S.STARTED, _("First day")),
)  # fmt: skip
ENDS: dict[str, Any] = {
    S.NOT_SHORTLISTED: _("We are not taking this application further."),
    S.NOT_APPOINTED: _("You were not appointed this time."),
    S.WITHDRAWN: _("You withdrew this application."),
    S.DECLINED: _("You declined our offer."),
    S.DID_NOT_START: _("You did not start in this job."),
    S.LAPSED: _("It lapsed: the day by which it had to be finished or answered has passed."),
}


# the fields of an advert as those who applied are told of them
CHANGED: dict[str, Any] = {
    "": _("Closes"), "title": _("Title"), "summary": _("In a sentence or two"), "about": _("About the job"),
    "week": _("What you would do in a week"), "team_words": _("About the team and its manager"), "next_steps": _("What happens next"),
    "grade_words": _("Grade"), "pay_low": _("Pay from"), "pay_high": _("Pay up to"), "supplement": _("Supplement"),
    "supplement_words": _("What the supplement is"), "pattern": _("Working pattern"), "contract_kind": _("Contract"), "hours": _("Hours"),
    "shortlist_on": _("Shortlist by"), "interviews_on": _("Interviews on"), "place": _("Place"), "postcode": _("Postcode"),
    "manager_name": _("The team's manager"), "contact_name": _("Who to talk to"), "contact_telephone": _("Their telephone number"),
    "contact_email": _("Their e-mail address"),
}  # fmt: skip
CHOSEN = frozenset({"pattern", "contract_kind"})


def steps_of(application: Application) -> list[dict[str, Any]]:
    """The path: what was reached with its day, where it is, what is still to come; an end stands after what was reached."""
    moves = {move.to_state: move.at for move in application.moves.all()}
    steps = []
    for state, words in PATH:
        if application.is_over and state not in moves:
            continue
        reached = state in moves
        stands = "now" if state == application.state and state != S.STARTED else "done" if reached else "next"
        steps.append({"words": words, "note": day_words(_day(moves[state])) if reached else "", "state": stands})
    if application.is_over:
        steps.append(
            {"words": str(ENDS[S(application.state)]), "note": day_words(_day(application.moved_at)), "state": "now"}
        )
    return steps


def _day(at: dt.datetime) -> dt.date:
    return clock.day_of(at)


def checks_of(application: Application) -> list[dict[str, Any]]:
    """The checks as the candidate sees them: what, how it stands, whose turn, what to do."""
    turns = {
        "candidate": gettext("Your turn"),
        "council": gettext("Our turn"),
        "other": gettext("We wait for somebody else"),
    }
    found = []
    for row in application.checks.all():
        is_open = row.state in (CheckState.OPEN, CheckState.CONCERN)
        found.append({
            "name": gettext(row.get_kind_display()), "is_open": is_open, "turn": turns[row.turn] if is_open else gettext(row.get_state_display()),
            "is_yours": is_open and row.turn == "candidate",
            "words": gettext(words) if is_open and (words := rules.CHECK_WORDS.get(row.kind, "")) else "",  # type: ignore[call-overload]
        })  # fmt: skip
    return found


def interviews_of(application: Application) -> list[dict[str, str]]:
    """The interviews that are still to be held: when, or that a time is to be chosen, and the page where that is done."""
    rows = application.interviews.filter(state__in=[InterviewState.INVITED, InterviewState.CHOSEN])
    return [
        {"when": when(Time(row.slot.starts_at, row.slot.ends_at)) if row.slot else "", "where": row.round.where, "url": choose_url(row)}
        for row in rows.select_related("slot", "round", "council")
    ]  # fmt: skip


def _changes(application: Application) -> list[dict[str, Any]]:
    """What changed in the advert since they applied: what a field says that is one of a few is said in the language of the page."""
    if application.sent_at is None:
        return []
    found = []
    for row in application.advert.changes.filter(at__gt=application.sent_at):
        before, after = (gettext(said) if said and row.field in CHOSEN else said for said in (row.before, row.after))
        found.append({"at": row.at, "what": str(CHANGED.get(row.field, row.what)), "before": before, "after": after})
    return found


def _messages(application: Application) -> list[dict[str, Any]]:
    """What was written to them beside the decisions, the latest first."""
    rows = application.messages.filter(told_at__isnull=False).select_related("message").order_by("-told_at")[:10]
    return [
        {
            "at": row.told_at,
            "subject": filled(row.message.subject, application),
            "words": filled(row.message.words, application),
        }
        for row in rows
    ]


@never_cache
@candidate
@spoken
def status(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Where it stands."""
    application = application_of(person, reference)
    if application.state == S.BEGUN:
        return redirect(link(person.council, "apply_sections", reference=reference))
    asked = Disclosure.objects.filter(application=application, received_at__isnull=True).exists()
    # what was written when they came where they are: an invitation is over once there is an offer, or they withdrew
    last = (
        application.moves.filter(to_state=application.state)
        .exclude(words_for_candidate="")
        .order_by("-at", "-pk")
        .first()
    )
    return page(
        request, person.council, "candidate/status.html", application=application, advert=application.advert, steps=steps_of(application),
        next_words=next_words(application, request.today), last=last, checks=checks_of(application),
        references=application.references.exclude(state="to_ask"),
        messages_sent=_messages(application), offer=latest(application), offer_url=link(person.council, "apply_offer", reference=reference),
        changes=_changes(application),
        disclosure_url=link(person.council, "apply_disclosure", reference=reference) if asked and not application.is_over else "",
        interviews=interviews_of(application), before=before(application),
        referee_url=link(person.council, "apply_referee", reference=reference) if lacks_referee(application) else "",
        withdraw_url="" if application.is_over or application.state == S.STARTED else link(person.council, "apply_withdraw", reference=reference),
    )  # fmt: skip


@never_cache
@candidate
@spoken
def withdraw(request: HttpRequest, person: Candidate, reference: str) -> HttpResponse:
    """Withdraw, after being asked once. Withdrawn twice is withdrawn once."""
    application = application_of(person, reference)
    refused = ""
    if request.method == "POST":
        try:
            actions.withdraw_application(
                application, by=name_of(person), at=request.at, tells=application.sent_at is not None,  # type: ignore[attr-defined]
                reason=request.POST.get("reason", "").replace("\0", "")[:40],
            )  # fmt: skip
            return redirect(link(person.council, "apply_status", reference=reference))
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
    return page(
        request, person.council, "candidate/withdraw.html", application=application, advert=application.advert, refused=refused,
        back=link(person.council, "apply_status", reference=reference), reasons=REASONS,
    )  # fmt: skip


REASONS = [("another_job", _("I have another job")), ("too_long", _("It took too long")), ("terms", _("Pay, hours or place do not suit me")),
           ("circumstances", _("Something changed for me")), ("unsaid", _("I would rather not say"))]  # fmt: skip


def summary_of(application: Application, today: dt.date) -> dict[str, Any]:
    """One line of the list of a candidate's applications."""
    is_begun = application.state == S.BEGUN
    left = sum(task["is_needed"] and task["stands"] != "done" for task in tasks(application)) if is_begun else 0
    return {
        "title": application.advert.title, "reference": application.advert.reference, "state": gettext(application.get_state_display()),
        "url": link(application.council, "apply_sections" if is_begun else "apply_status", reference=application.advert.reference),
        "note": ngettext("{left} section left", "{left} sections left", left).format(left=left) if is_begun else next_words(application, today) or ENDS.get(S(application.state), ""),
        "closes_at": application.advert.closes_at if is_begun else None, "is_over": application.is_over,
    }  # fmt: skip

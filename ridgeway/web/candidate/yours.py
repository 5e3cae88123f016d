"""What belongs to a candidate: their applications, a copy of all that is known of them, and having it erased."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.equality import answered
from ridgeway.domains.recruitment.actions.retention import months_of
from ridgeway.domains.recruitment.application_rules import KEPT
from ridgeway.domains.recruitment.models import Application, Candidate
from ridgeway.reporting.letters import terms_of
from ridgeway.web import downloads
from ridgeway.web.guards import CANDIDATE, candidate
from ridgeway.web.languages import spoken

from .place import link, name_of, page
from .scored import scores_of
from .shown import answers_of
from .standing import summary_of


def _applications(person: Candidate) -> list[Application]:
    rows = Application.objects.filter(candidate=person, erased_at__isnull=True)
    return list(rows.select_related("council", "advert", "advert__contact", "candidate").order_by("-begun_at"))


@never_cache
@candidate
@spoken
def home(request: HttpRequest, person: Candidate) -> HttpResponse:
    """Their applications, the latest first."""
    return page(
        request, person.council, "candidate/home.html", rows=[summary_of(row, request.today) for row in _applications(person)],
        data_url=link(person.council, "candidate_data"),
    )  # fmt: skip


@never_cache
@candidate
@spoken
def data(request: HttpRequest, person: Candidate) -> HttpResponse:
    """All that is known of them: to be read, and as a file (`?format=json`)."""
    held = [everything(row) for row in _applications(person)]
    if request.GET.get("format") == "json":
        known = {"name": person.name, "email": person.email, "telephone": person.telephone,
                 "since": person.made_at.isoformat(), "applications": held}  # fmt: skip
        return downloads.attachment(
            json.dumps(known, indent=2, ensure_ascii=False).encode(), "my-data.json", "application/json"
        )
    months = months_of(person.council)
    return page(
        request, person.council, "candidate/data.html", held=held, months=[(gettext(words), months[kind], gettext(since)) for kind, (_, since, words) in KEPT.items() if kind != "panel"],
        erase_url=link(person.council, "candidate_erase"),
    )  # fmt: skip


def everything(application: Application) -> dict[str, Any]:
    """One application with all that was said, moved, looked at and sent."""
    equal = answered(application)
    return {
        "job": application.advert.title, "reference": application.advert.reference, "state": gettext(application.get_state_display()),
        "begun": application.begun_at.isoformat(), "sent": application.sent_at.isoformat() if application.sent_at else None,
        "sections": [{"name": gettext(section.name), "answers": [{"question": q, "answer": a} for q, a in said]}
                     for section, said in answers_of(application)],
        "equality_answers": equal,
        "files": [row.name for row in application.documents.filter(removed_at__isnull=True)],
        "steps": [{"at": move.at.isoformat(), "to": gettext(move.get_to_state_display()), "words": move.words_for_candidate}
                  for move in application.moves.all()],
        "offers": [{"at": offer.made_at.isoformat(), "state": gettext(offer.get_state_display()), "letter": offer.letter, "terms": dict(terms_of(offer)),
                    "words": offer.words} for offer in application.offers.select_related("application__advert", "post", "grade")],
        "messages": [{"at": to.told_at.isoformat(), "subject": to.message.subject, "words": to.message.words}
                     for to in application.messages.filter(told_at__isnull=False).select_related("message")],
        "notes": [{"at": note.at.isoformat(), "words": note.words} for note in application.notes.all()],
        "scores": scores_of(application),
        "interviews": [{"kind": gettext(row.round.get_kind_display()), "state": gettext(row.get_state_display()), "adjustments": row.adjustments,
                        "at": row.slot.starts_at.isoformat() if row.slot else None}
                       for row in application.interviews.select_related("round", "slot")],
        "references": [{"from": row.name, "state": gettext(row.get_state_display()), "answers": row.answers if row.answers.get("may_share") == "yes" else {}}
                       for row in application.references.all()],
        "disclosure": getattr(getattr(application, "disclosure", None), "answers", {}),
        "checks": [{"what": gettext(row.get_kind_display()), "state": gettext(row.get_state_display())} for row in application.checks.all()],
        "looked_at_by": [{"on": view.on.isoformat(), "who": view.user.name, "what": gettext(view.get_part_display()), "times": view.count}
                         for view in application.views.select_related("user")],
    }  # fmt: skip


@never_cache
@candidate
@spoken
def erase(request: HttpRequest, person: Candidate) -> HttpResponse:
    """Ask to be erased, after being asked once."""
    refused = ""
    if request.method == "POST":
        try:
            actions.erase_own(person, by=name_of(person), at=request.at)  # type: ignore[attr-defined]
            request.session.pop(CANDIDATE, None)
            return page(request, person.council, "candidate/erased.html")
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
    return page(
        request, person.council, "candidate/erase.html", refused=refused, back=link(person.council, "candidate_data")
    )

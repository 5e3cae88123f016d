"""Offers on screen: the terms, then the letter; what became of it; longer to answer, an answer by telephone, taking it back; the files."""

import datetime as dt
from dataclasses import fields
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ridgeway.core.languages import speaking
from ridgeway.core.words import day as day_words
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions.interviews_scoring import need_interview
from ridgeway.domains.recruitment.actions.offers import OFFERABLE, need_terms
from ridgeway.domains.recruitment.models import Application, Offer
from ridgeway.domains.recruitment.queries import offers as queries
from ridgeway.domains.recruitment.queries.pipeline import chosen
from ridgeway.domains.recruitment.queries.vacancies import Vacancy
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.journeys.offer import actions as journey
from ridgeway.journeys.offer.terms import pay_of
from ridgeway.reporting import letters
from ridgeway.web import downloads
from ridgeway.web.candidate.place import whole
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, done, link
from .hiring import called
from .hiring_offer_forms import AnswerForm, LetterForm, LongerForm, TakeBackForm, TermsForm
from .hiring_starting import vacancies_for

KINDS = {"pdf": (letters.as_pdf, "application/pdf"), "docx": (letters.as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")}  # fmt: skip


def url_of(row: Application) -> str:
    """Where a candidate sees and answers the offer."""
    return whole(row.council, "apply_offer", reference=row.advert.reference)


def _one(request: HttpRequest, asked: Asked, pk: int) -> Application:
    row = next(iter(chosen(request.user, asked.council, [pk], P.APPLICATIONS_EDIT)), None)
    if row is None or row.hidden_at:
        raise Http404("There is no such application, or it is not yours to see.")
    return row


def _open(request: HttpRequest, row: Application) -> Offer:
    """The offer that keeps its place. Raises `Http404`."""
    found = next((offer for offer in queries.offers_of(request.user, row) if offer.is_open), None)
    if found is None:
        raise Http404("No offer is open: look at what became of it.")
    return found


def _crumbs(asked: Asked, row: Application) -> list[tuple[str, str]]:
    board = (row.advert.reference, link("pipeline", asked, advert=row.advert_id))
    return [("Hiring", link("hiring", asked)), board, ("Offer", link("hiring_offer", asked, application=row.pk))]


def shown(asked: Asked, offer: Offer) -> dict[str, Any]:
    """An offer with its letter and where its files are."""
    files = {
        kind: link("hiring_offer_letter", asked, application=offer.application_id, offer=offer.pk, kind=kind)
        for kind in KINDS
    }
    return {"row": offer, "pieces": letters.pieces_of(offer), "files": files}


def _all_shown(asked: Asked, rows: list[Offer]) -> list[dict[str, Any]]:
    with speaking(asked.council):  # the language of their letters is asked for once
        return [shown(asked, one) for one in rows]


@never_cache
@asks(P.APPLICATIONS_EDIT)
def offer(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """The offers made to somebody, what can be done, and who could be offered it next."""
    row = _one(request, asked, application)
    rows = queries.offers_of(request.user, row)
    held = next((one for one in rows if one.is_open), None)
    may_offer = row.state in OFFERABLE and (held is None or held.state == "made")
    following = [] if held or row.state == "started" else queries.next_in_line(request.user, row.advert, row)
    context = {
        "asked": asked, "row": row, "who": called(row), "offers": _all_shown(asked, rows), "held": held,
        "make_url": link("hiring_offer_make", asked, application=row.pk) if may_offer else "",
        "acts": _acts(asked, row, held), "is_late": held and held.state == "made" and held.answer_by < asked.today,
        "following": [(called(one), one.get_state_display(), link("hiring_offer_make", asked, application=one.pk)) for one in following],
        "board_url": link("pipeline", asked, advert=row.advert_id), "hiring_url": link("hiring", asked),
        "notes_url": link("hiring_notes", asked, application=row.pk),
    }  # fmt: skip
    return render(request, "hiring/offer.html", context)


def _acts(asked: Asked, row: Application, held: Offer | None) -> list[tuple[str, str]]:
    if held is None:
        return []
    waits = (
        [("Record their answer", "hiring_offer_answer"), ("Give longer", "hiring_offer_longer")]
        if held.state == "made"
        else []
    )
    return [
        (words, link(name, asked, application=row.pk))
        for words, name in [*waits, ("Take it back", "hiring_offer_back")]
    ]


@never_cache
@asks(P.APPLICATIONS_EDIT)
def make(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """First the terms, then the letter as it will go; sent with the letter, the offer is made."""
    row = _one(request, asked, application)
    vacancies = vacancies_for(request, asked, row, P.APPLICATIONS_EDIT)
    form = _terms_form(request, asked, row, vacancies)
    back = link("hiring_offer", asked, application=row.pk)
    if form.is_bound and form.is_valid() and (terms := _terms(form, row, asked.today)):
        return _letter(request, asked, row, form, terms, back)
    lead = "First the terms; then you read the letter before it goes."
    if not vacancies:
        lead = "No post of this advert is vacant: there is nothing to offer."
    return ask(
        request,
        asked,
        form,
        title=f"Offer the job to {called(row)}",
        button="Read the letter",
        back=back,
        lead=lead,
        crumbs=_crumbs(asked, row),
    )


def _terms_form(request: HttpRequest, asked: Asked, row: Application, vacancies: list[Vacancy]) -> TermsForm:
    pay = pay_of(asked.council, [v.post_id for v in vacancies], asked.today)
    offered = queries.offered_to_others(request.user, [v.post_id for v in vacancies], row)
    return TermsForm(
        request.POST or None,
        vacancies=vacancies,
        pay=pay,
        offered=offered,
        initial=TermsForm.first(vacancies, pay, asked.today),
    )


def _terms(form: TermsForm, row: Application, today: dt.date) -> actions.Terms | None:
    """The terms; none, with the form's error, where they do not hold or nobody may be offered the job yet."""
    try:
        need_interview(row, ApplicationState.OFFERED)
        terms = journey.terms_for(row, **form.answers)
        need_terms(terms, today=today)
        return terms
    except actions.CannotChangeRecruitment as refusal:
        form.add_error(None, str(refusal))
        return None


def _letter(
    request: HttpRequest, asked: Asked, row: Application, terms_form: TermsForm, terms: actions.Terms, back: str
) -> HttpResponse:
    """The letter, to be read beside its terms, changed and sent."""
    is_sent, post = "letter" in request.POST, terms_form.cleaned_data["post"]
    words = journey.words_for(row, post, terms, today=asked.today)
    form = LetterForm(request.POST if is_sent else None, initial={"letter": words})
    if is_sent and done(request, form, partial(journey.offer, row, url_of=url_of, **terms_form.answers)):
        said = f"The offer is made, and {called(row)} is told by mail. They answer on their page."
        return back_to(request, said, back)
    sample = Offer(
        application=row, council=row.council, post=post, **{f.name: getattr(terms, f.name) for f in fields(terms)}
    )
    context = {
        "asked": asked, "row": row, "who": called(row), "form": form, "kept": _kept(request), "back": back, "crumbs": _crumbs(asked, row),
        "pieces": letters.pieces_of(sample, request.POST.get("letter") or words),
    }  # fmt: skip
    return render(request, "hiring/offer_letter.html", context)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was answered of the terms, to be sent again with the letter."""
    parts = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, str(value)) for name, value in parts if name not in ("letter", "csrfmiddlewaretoken")]


@never_cache
@asks(P.APPLICATIONS_EDIT)
def longer(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Give them longer to answer."""
    row = _one(request, asked, application)
    held = _open(request, row)
    form = LongerForm(request.POST or None, initial={"answer_by": held.answer_by + dt.timedelta(days=3)})
    back = link("hiring_offer", asked, application=row.pk)
    if made := done(request, form, partial(actions.extend_offer, held, url=url_of(row))):
        return back_to(request, f"They can answer until {day_words(made.answer_by)}, and are told by mail.", back)
    return ask(
        request, asked, form, title=f"Give {called(row)} longer to answer", button="Give longer", back=back, crumbs=_crumbs(asked, row),
        lead=f"They have until {day_words(held.answer_by)} now.",
    )  # fmt: skip


@never_cache
@asks(P.APPLICATIONS_EDIT)
def answer(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """What they said by telephone."""
    row = _one(request, asked, application)
    held = _open(request, row)
    form = AnswerForm(request.POST or None)
    back = link("hiring_offer", asked, application=row.pk)

    def act(*, answer: str, reason: str, words: str, by: Any, at: Any) -> Offer:
        if answer == "yes":
            return actions.accept_offer(held, url=url_of(row), by=by, at=at)
        return actions.decline_offer(held, reason=reason, words=words, url=url_of(row), by=by, at=at)

    if made := done(request, form, act):
        said = (
            "Accepted: the checks have begun."
            if made.state == "accepted"
            else "Declined. The post can be offered to the next."
        )
        return back_to(request, said, back)
    return ask(
        request,
        asked,
        form,
        title=f"What {called(row)} answered",
        button="Record it",
        back=back,
        crumbs=_crumbs(asked, row),
    )


@never_cache
@asks(P.APPLICATIONS_EDIT)
def take_back(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """Take an offer back, with a reason and an answer."""
    row = _one(request, asked, application)
    held = _open(request, row)
    form = TakeBackForm(request.POST or None)
    back = link("hiring_offer", asked, application=row.pk)
    if done(
        request,
        form,
        partial(actions.withdraw_offer, held, url=whole(row.council, "apply_status", reference=row.advert.reference)),
    ):
        return back_to(
            request, "The offer is taken back, and they are told. The post can be offered to the next.", back
        )
    return ask(
        request, asked, form, title=f"Take back the offer to {called(row)}", button="Take it back", back=back, crumbs=_crumbs(asked, row),
        danger=True, lead="It cannot be undone, but another offer can be made.",
    )  # fmt: skip


@never_cache
@require_safe
@asks(P.APPLICATIONS_EDIT)
def letter(request: HttpRequest, asked: Asked, application: int, offer: int, kind: str) -> HttpResponse:
    """The letter as a file."""
    row = _one(request, asked, application)
    found = next((one for one in queries.offers_of(request.user, row) if one.pk == offer), None)
    if found is None or kind not in KINDS:
        raise Http404("There is no such letter.")
    make_file, content_type = KINDS[kind]
    return downloads.attachment(make_file(found), f"offer-{row.advert.reference}-{row.number}.{kind}", content_type)

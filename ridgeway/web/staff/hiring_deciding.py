"""Deciding about applications, one or many: what, then in which words for the candidate. And notes."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.languages import speaking
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import NotTakenWhy
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries import pipeline as queries
from ridgeway.domains.recruitment.stages import DECISIONS, REFUSAL_WORDS, REFUSALS, WORDS, decisions_from
from ridgeway.web.candidate.place import whole
from ridgeway.web.guards import Asked, asks, number_in

from .changing import ChangeForm, back_to, done, link
from .hiring import called
from .hiring_inviting import inviting

MOST = 500


class WordsForm(ChangeForm):
    """The words for those about whom something is decided."""

    words = forms.CharField(
        label="What the candidate is told", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="By mail, and on their page. Left empty, only the page changes",
    )  # fmt: skip

    def __init__(self, data=None, *, to: str, reason: str, council: Council, **options):
        words = REFUSAL_WORDS.get(reason, "") if to in REFUSALS else WORDS.get(to, "")
        with speaking(council):  # they begin in the language in which the candidate is written to
            words = gettext(words) if words else ""
        super().__init__(data, initial={"words": words}, **options)
        if to in REFUSALS:
            self.fields["words"].required = True
            self.fields["words"].help_text = "By mail, and on their page. Everybody gets an answer"


class WhyForm(ChangeForm):
    """Why those ticked are turned down, where it was not said with the decision."""

    reason = forms.ChoiceField(label="Why?", choices=NotTakenWhy.choices, widget=forms.RadioSelect)


class NoteForm(ChangeForm):
    """Something to be noted."""

    words = forms.CharField(
        label="Note", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For those who hire. The candidate gets it with their data, if they ask for that",
    )  # fmt: skip


@never_cache
@require_POST
@asks(P.APPLICATIONS_EDIT)
def decide(request: HttpRequest, asked: Asked) -> HttpResponse:
    """First what is decided about those ticked, then the words; sent with the words, it is done."""
    keys, to = _said_of(request)
    rows, reason, seen = _chosen(request, asked, keys), request.POST.get("reason", ""), _seen(request)
    back = _back(request, asked, rows)
    if to == "offered" and len(rows) == 1:  # an offer has terms: they are said first
        return redirect(link("hiring_offer_make", asked, application=rows[0].pk))
    offered = decisions_from({row.state for row in rows})
    if sentence := _not_yet(rows, to, "words" in request.POST, offered):
        messages.error(request, sentence)
        return redirect(back)
    if to == "interview" and not {"words", "without"} & request.POST.keys():  # first whether a round meets them
        return inviting(request, asked, rows, back)
    asks_why = to in REFUSALS and reason not in NotTakenWhy.values  # asked by itself, so that nobody ticks anew
    form: ChangeForm = WhyForm(request.POST if "asks_why" in request.POST else None) if asks_why else WordsForm(
        request.POST if "words" in request.POST else None, to=to, reason=reason, council=asked.council)  # fmt: skip
    if form.is_bound and not asks_why and (made := done(request, form, _act(rows, to, reason, seen))):
        _said(request, made, to)
        return redirect(back)
    context = {
        "asked": asked, "form": form, "rows": [(row, called(row), seen.get(row.pk, row.state)) for row in rows], "to": to, "reason": reason, "asks_why": asks_why, "title": DECISIONS[to],
        "reason_words": dict(NotTakenWhy.choices).get(reason, "") if to in REFUSALS else "", "back": back,
        "decide_url": link("hiring_decide", asked), "hiring_url": link("hiring", asked), "came_from": request.POST.get("back", "")[:20],
    }  # fmt: skip
    return render(request, "hiring/decide.html", context)


def _start_url(request: HttpRequest, asked: Asked, row: Application) -> tuple[str, str]:
    """What can be said of the first day: words and address; empty where nothing, or not by this person."""
    of: dict[str, Any] = {"council_id": row.council_id, "service_id": row.service_id, "team_id": row.team_id}
    if not access_of(request.user).may(P.PEOPLE_EDIT, **of):
        return "", ""
    if row.state == "checking":
        return "Record the start", link("hiring_start", asked, application=row.pk)
    if row.state == "started" and row.employment_id:
        return "Did not start", link("hiring_not_started", asked, application=row.pk)
    return "", ""


def _offer_url(asked: Asked, row: Application) -> str:
    """Where its offers are; empty before an interview."""
    met = row.state in (
        "interview",
        "offered",
        "accepted",
        "checking",
        "not_appointed",
        "declined",
        "lapsed",
        "started",
    )
    return link("hiring_offer", asked, application=row.pk) if met else ""


def _said_of(request: HttpRequest) -> tuple[list[str], str]:
    """Of whom, and what: those ticked and the decision chosen; or the one whose own button was pressed ("17 shortlisted")."""
    one, _, to = request.POST.get("one", "").partition(" ")
    return ([one], to) if one else (request.POST.getlist("application"), request.POST.get("to", ""))


def _chosen(request: HttpRequest, asked: Asked, said: Sequence[str]) -> list[Application]:
    keys = [pk for text in said[: MOST + 1] if (pk := number_in(text)) is not None]
    return queries.chosen(request.user, asked.council, keys, P.APPLICATIONS_EDIT)


def _back(request: HttpRequest, asked: Asked, rows: Sequence[Application]) -> str:
    """The board they came from."""
    adverts = {row.advert_id for row in rows}
    advert = adverts.pop() if len(adverts) == 1 else number_in(request.POST.get("advert", ""))
    page = "shortlisting" if request.POST.get("back") == "shortlisting" else "pipeline"
    return link(page, asked, advert=advert) if advert else link("hiring", asked)


def _not_yet(rows: Sequence[Application], to: str, is_written: bool, offered: dict[str, str]) -> str:
    """What has to be said before the words can be written; empty where nothing. Once they are, each is decided by itself."""
    if not rows:
        return "Tick somebody first."
    if to not in DECISIONS:
        return "Choose what you decide about those ticked."
    if to not in offered and not is_written:
        return f"“{DECISIONS[to]}” is not a next step for all of those ticked: somebody may have moved them meanwhile."
    return ""


def _seen(request: HttpRequest) -> dict[int, str]:
    """In which state each stood when the words were asked for: somebody else may have decided since."""
    said = (text.partition(" ") for text in request.POST.getlist("seen")[:MOST])
    return {pk: state for number, _, state in said if (pk := number_in(number)) is not None}


def _act(rows: list[Application], to: str, reason: str, seen: dict[int, str]):
    def url_of(row: Application) -> str:
        return whole(row.council, "apply_status", reference=row.advert.reference)

    def act(*, words: str, by: Any, at: Any) -> actions.Decided:
        return actions.decide(rows, to, reason=reason, words=words, url_of=url_of, seen=seen, by=by, at=at)

    return act


def _said(request: HttpRequest, made: actions.Decided, to: str) -> None:
    if made.moved:
        many = "One decision" if len(made.moved) == 1 else f"{len(made.moved)} decisions"
        messages.success(request, f"{DECISIONS[to]}: {many} made.")
    for row, why in made.refused[:5]:
        messages.error(request, f"Candidate {row.number} stays as they are. {why}")
    if len(made.refused) > 5:
        messages.error(request, f"{len(made.refused) - 5} more stay as they are.")


@never_cache
@asks(P.APPLICATIONS_EDIT)
def notes(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """What was noted about somebody, and a new note."""
    row = next(iter(queries.chosen(request.user, asked.council, [application], P.APPLICATIONS_EDIT)), None)
    if row is None or row.hidden_at:
        raise Http404("There is no such application, or it is not yours to see.")
    form = NoteForm(request.POST or None)
    url = link("hiring_notes", asked, application=row.pk)
    if done(request, form, partial(actions.note_application, row)):
        return back_to(request, "Noted.", url)
    context = {
        "asked": asked, "row": row, "who": called(row), "form": form, "notes": queries.notes_of(request.user, row),
        "moves": list(row.moves.all()), "offer_url": _offer_url(asked, row), "start_url": _start_url(request, asked, row),
        "board_url": link("pipeline", asked, advert=row.advert_id), "hiring_url": link("hiring", asked),
    }  # fmt: skip
    return render(request, "hiring/notes.html", context)

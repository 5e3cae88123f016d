"""Arranging a round of interviews: what it is, its panel, times and questions; inviting candidates to it."""

import datetime as dt
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from ridgeway.core.words import moment
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import PanelPart, RoundKind, Scale
from ridgeway.domains.recruitment.interview_rules import times_of
from ridgeway.domains.recruitment.models import Application, InterviewRound, InterviewSlot, PanelMember
from ridgeway.domains.recruitment.queries.conflicts import who_see
from ridgeway.domains.recruitment.queries.interviews import to_invite
from ridgeway.domains.recruitment.shortlisting_rules import SCALES
from ridgeway.web.candidate.interview_ways import WAYS
from ridgeway.web.forms import DateField
from ridgeway.web.guards import Asked, asks, number_in

from .adverts import advert_in
from .changing import ChangeForm, ask, back_to, did, done, link
from .hiring_interviews import crumbs, round_in

E = P.APPLICATIONS_EDIT
QUESTIONS = 8
_WIDTH = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class RoundForm(ChangeForm):
    """What a round is."""

    kind = forms.ChoiceField(label="Who meets the candidates", choices=RoundKind.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="How long, in minutes", min_value=5, max_value=480, widget=forms.TextInput(attrs=_WIDTH)
    )
    place = forms.CharField(
        label="Room and address", max_length=200, required=False, help_text="Empty where it is by video call alone"
    )
    link = forms.URLField(
        label="Link to the call",
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text="Candidates and the panel get it",
    )
    words = forms.CharField(
        label="What the candidate should know", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What to bring, where to park, who meets them at the door",
    )  # fmt: skip
    hours_before = forms.IntegerField(
        label="Until how many hours before can they change the time",
        min_value=0,
        max_value=240,
        widget=forms.TextInput(attrs=_WIDTH),
    )
    scale = forms.ChoiceField(label="How points are given", widget=forms.RadioSelect, choices=[
        (scale, ", ".join(f"{n} {words.lower()}" for n, words in SCALES[scale])) for scale in Scale
    ])  # fmt: skip


class PanelForm(ChangeForm):
    """Somebody on the panel."""

    part = forms.ChoiceField(label="Part they play", choices=PanelPart.choices, widget=forms.RadioSelect)
    user: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Somebody who signs in", queryset=None, required=False, empty_label="Nobody of these"
    )
    name = forms.CharField(
        label="Or somebody else: their name",
        max_length=120,
        required=False,
        help_text="A young person, a practitioner of a partner",
    )
    email = forms.EmailField(label="Their e-mail address", max_length=254, required=False)
    trained_on = DateField(
        label="Last trained in safer recruitment", required=False, help_text="A chair has been, within five years"
    )

    def __init__(self, data=None, *, people, **options):
        super().__init__(data, **options)
        self.fields["user"].queryset = people  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = lambda user: user.name  # type: ignore[attr-defined]


class TimesForm(ChangeForm):
    """Times on one day, one after the other."""

    on = DateField(label="On")
    first = forms.TimeField(
        label="From", widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-5"})
    )
    last = forms.TimeField(
        label="All over by", widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-5"})
    )
    pause = forms.IntegerField(
        label="Minutes between two", min_value=0, max_value=240, initial=15, widget=forms.TextInput(attrs=_WIDTH)
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] <= given["first"]:
            self.add_error("last", "All over by must be later than From")
        return given


def home(asked: Asked, row: InterviewRound) -> str:
    return link("round", asked, round=row.pk)


def _page(request: HttpRequest, asked: Asked, row: InterviewRound, form, **words) -> HttpResponse:
    trail = [*crumbs(asked, row.advert), (row.get_kind_display(), home(asked, row))]
    return ask(request, asked, form, back=home(asked, row), crumbs=trail, **words)


@asks(E)
def add(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Begin a round."""
    row = advert_in(request, asked, advert, E)
    form = RoundForm(
        request.POST or None, initial={"kind": "panel", "minutes": 45, "hours_before": 24, "scale": Scale.TO_FOUR}
    )
    if made := done(request, form, partial(actions.add_round, row)):
        return back_to(
            request, "The round is begun. Name the panel and add the times, then open it.", home(asked, made)
        )
    return ask(
        request,
        asked,
        form,
        title="A round of interviews",
        button="Save",
        back=link("interviews_advert", asked, advert=row.pk),
        crumbs=crumbs(asked, row),
    )


@asks(E)
def change(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """Change a round; who has a time is told where the place or the link changes."""
    row = round_in(request, asked, round, E)
    first = {name: getattr(row, name) for name in RoundForm.base_fields}
    form = RoundForm(request.POST or None, initial=first)
    if done(request, form, partial(actions.change_round, row, ways=WAYS)):
        return back_to(request, "Saved. Whoever has a time is told where the place has changed.", home(asked, row))
    return _page(request, asked, row, form, title="Change the round", button="Save")


@asks(E)
def panel(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """Name somebody on the panel."""
    row = round_in(request, asked, round, E)
    people = who_see(row.advert, request.today)  # type: ignore[attr-defined]
    form = PanelForm(request.POST or None, people=people, initial={"part": PanelPart.MEMBER})
    if made := done(request, form, partial(actions.add_to_panel, row, ways=WAYS)):
        return back_to(request, f"{made.who} is on the panel.", home(asked, row))
    return _page(request, asked, row, form, title="Name somebody on the panel", button="Name them")


@require_POST
@asks(E)
def remove_member(request: HttpRequest, asked: Asked, round: int, member: int) -> HttpResponse:
    """Take somebody off the panel."""
    row = round_in(request, asked, round, E)
    found = (
        PanelMember.objects.visible_to(request.user, E)
        .filter(round=row, pk=member)
        .select_related("round", "user")
        .first()
    )
    if found is None:
        raise Http404("There is nobody of that number.")
    did(request, partial(actions.remove_from_panel, found), f"{found.who} is no longer on the panel.")
    return redirect(home(asked, row))


@asks(E)
def times(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """Add times."""
    row = round_in(request, asked, round, E)
    form = TimesForm(request.POST or None, initial={"first": "09:30", "last": "12:30", "pause": 15})

    def act(*, on: dt.date, first: dt.time, last: dt.time, pause: int, insists: bool = False, **said: Any):
        starts, ends = (timezone.make_aware(dt.datetime.combine(on, at)) for at in (first, last))
        return actions.add_slots(row, list(times_of(starts, ends, row.minutes, pause)), insists=insists, **said)

    if made := done(request, form, act):
        return back_to(request, f"{len(made)} time{'' if len(made) == 1 else 's'} added.", home(asked, row))
    return _page(
        request,
        asked,
        row,
        form,
        title="Add times",
        button="Add them",
        lead=f"An interview of this round takes {row.minutes} minutes.",
    )


@require_POST
@asks(E)
def remove_time(request: HttpRequest, asked: Asked, round: int, slot: int) -> HttpResponse:
    """Remove a time; who had it is told and chooses another."""
    row = round_in(request, asked, round, E)
    found = InterviewSlot.objects.visible_to(request.user, E).filter(round=row, pk=slot).select_related("round").first()
    if found is None:
        raise Http404("There is no such time: somebody may have removed it.")
    did(request, partial(actions.remove_slot, found, ways=WAYS), "The time is removed. Who had it is told.")
    return redirect(home(asked, row))


@asks(E)
def questions(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """Say what everybody is asked, each question with the criterion it is about."""
    row = round_in(request, asked, round, E)
    kept = list(row.questions.all())
    refused, lines = "", [(q.words, q.looked_for, q.criterion_id) for q in kept]
    if request.method == "POST":
        lines = [_question(request, n) for n in range(_how_many(kept))]
        wanted = [{"words": words, "looked_for": looked, "criterion": criterion} for words, looked, criterion in lines]
        try:
            made = actions.set_questions(row, wanted, by=request.user, at=request.at)  # type: ignore[attr-defined]
            return back_to(request, f"{len(made)} question{'' if len(made) == 1 else 's'} kept.", home(asked, row))
        except actions.CannotChangeRecruitment as refusal:
            refused = str(refusal)
    lines += [("", "", None)] * (_how_many(kept) - len(lines))
    trail = [*crumbs(asked, row.advert), (row.get_kind_display(), home(asked, row))]
    context = {"asked": asked, "row": row, "lines": lines, "criteria": list(row.advert.criteria.all()), "refused": refused,
               "crumbs": trail, "back": home(asked, row)}  # fmt: skip
    return render(request, "hiring/questions.html", context)


def _how_many(kept) -> int:
    return min(20, max(QUESTIONS, len(kept) + 2))


def _question(request: HttpRequest, n: int) -> tuple[str, str, int | None]:
    def said(name: str) -> str:
        return request.POST.get(f"{name}-{n}", "").replace("\0", "")

    return said("words")[:500], said("looked")[:2000], number_in(said("criterion"))


@require_POST
@asks(E)
def invite(request: HttpRequest, asked: Asked, round: int) -> HttpResponse:
    """Invite those ticked to choose a time."""
    row = round_in(request, asked, round, E)
    wanted = {number_in(text) for text in request.POST.getlist("application")[:200]}
    chosen = [one for one in to_invite(request.user, row) if one.pk in wanted]
    if not chosen:
        messages.error(request, "Tick somebody first.")
        return redirect(home(asked, row))
    if len(chosen) == 1 and request.POST.get("slot"):
        return _invite_at(request, asked, row, chosen[0])
    made = actions.invite_to_interview(row, chosen, by=request.user, at=request.at, ways=WAYS)  # type: ignore[attr-defined]
    if made.interviews:
        messages.success(request, f"{len(made.interviews)} invited by mail to choose a time.")
    for application, why in made.refused[:5]:
        messages.error(request, f"Candidate {application.number} is not invited. {why}")
    return redirect(home(asked, row))


def _invite_at(request: HttpRequest, asked: Asked, row: InterviewRound, one: Application) -> HttpResponse:
    """Invite somebody with a time agreed already: one mail, with the calendar file."""
    slots = InterviewSlot.objects.visible_to(request.user, E).filter(round=row).select_related("round")
    slot = slots.filter(pk=number_in(request.POST.get("slot", "")) or 0).first()
    if slot is None:
        messages.error(request, "Choose one of the times.")
    else:
        act = partial(actions.invite_at, row, one, slot, ways=WAYS)
        did(request, act, f"{moment(slot.starts_at)} is theirs. They and the panel are told.")
    return redirect(home(asked, row))


ACTS = {
    "open": (actions.open_round, "The round is open. Invite candidates to it."),
    "close": (actions.close_round, "The round is over."),
    "call-off": (actions.call_off_round, "The round is called off, and every calendar is told."),
}


@require_POST
@asks(E)
def act(request: HttpRequest, asked: Asked, round: int, act: str) -> HttpResponse:
    """Open, close or call off a round."""
    row = round_in(request, asked, round, E)
    if act not in ACTS:
        raise Http404("There is no such page.")
    do, said = ACTS[act]
    did(request, partial(do, row), said)
    return redirect(home(asked, row))

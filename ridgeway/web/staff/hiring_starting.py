"""The first day of somebody who was hired, and taking it back."""

import datetime as dt
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ridgeway.domains.establishment.choices import Contract, Origin
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries import pipeline as queries
from ridgeway.domains.recruitment.queries.checking import can_start
from ridgeway.domains.recruitment.queries.vacancies import Vacancy, to_recruit, vacancies_of
from ridgeway.journeys.hire import actions as journey
from ridgeway.web.forms import DateField
from ridgeway.web.guards import Asked, asks

from .changing import ChangeForm, ask, back_to, done, link
from .hiring import called

CONTRACTS = [choice for choice in Contract.choices if choice[0] in (Contract.PERMANENT, Contract.FIXED_TERM)]


class StartForm(ChangeForm):
    """Which post, from when, and who they are."""

    starts_on = DateField(label="First day")
    fte = forms.DecimalField(
        label="FTE", max_digits=8, decimal_places=6, min_value=0, max_value=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
    )  # fmt: skip
    contract = forms.ChoiceField(label="Contract", choices=CONTRACTS)
    ends_on = DateField(label="First day after a fixed term", required=False)
    given_name = forms.CharField(label="Given name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)
    registration_number = forms.CharField(
        label="Registration number",
        max_length=12,
        required=False,
        help_text="Somebody known by it is not recorded twice",
    )
    origin = forms.ChoiceField(label="Where they come from", required=False, choices=[("", "–"), *Origin.choices])

    def __init__(self, data=None, *, vacancies: list[Vacancy], **options):
        super().__init__(data, **options)
        posts = {str(pk): post for pk, post in Post.objects.in_bulk([v.post_id for v in vacancies]).items()}
        choices = [(str(v.post_id), f"{v.number}, {v.team}") for v in vacancies]
        self.fields["post"] = forms.TypedChoiceField(label="Post", choices=choices, coerce=posts.__getitem__)
        self.order_fields(["post", "starts_on", "fte"])


class NotStartedForm(ChangeForm):
    """What happened."""

    words = forms.CharField(
        label="What happened",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The candidate sees it",
    )


# where somebody stands once it was recorded already: by another person, or by the same press a moment ago
DONE = {"checking": ("started", "did_not_start"), "started": ("did_not_start",)}


def _one(request: HttpRequest, asked: Asked, pk: int, state: str) -> Application | HttpResponse:
    """An application in a state, which the person may decide about where they may also record starts; where it was recorded already, the way back
    to the board, which says so. Raises `Http404`."""
    row = next(iter(queries.chosen(request.user, asked.council, [pk], P.APPLICATIONS_EDIT)), None)
    if row is None or row.state not in (state, *DONE[state]) or row.hidden_at or not may_start(request, row):
        raise Http404("There is no such page, or it is not yours to see.")
    if row.state == state:
        return row
    messages.error(request, f"{called(row)}: {row.get_state_display().lower()}. It was recorded already.")
    return redirect(link("pipeline", asked, advert=row.advert_id))


def may_start(request: HttpRequest, row: Application) -> bool:
    """Whether the person may record that somebody starts."""
    return access_of(request.user).may(
        P.PEOPLE_EDIT, council_id=row.council_id, service_id=row.service_id, team_id=row.team_id
    )


def vacancies_for(request: HttpRequest, asked: Asked, row: Application, permission: str) -> list[Vacancy]:
    """The advert's posts that are not wholly held; where it names none, the vacant posts of its service and role."""
    named = list(row.advert.posts.values_list("post", flat=True))
    if named:
        return [v for v in vacancies_of(asked.council, asked.today, named) if v.vacant > 0]
    found = to_recruit(request.user, asked.tree.scopes[0], asked.today, role=row.advert.role_id, permission=permission)
    return [v for v in found if v.service_id == row.service_id]


def _initial(row: Application, vacancies: list[Vacancy], today: dt.date) -> dict[str, Any]:
    names = row.candidate.name.split()
    offer = row.offers.filter(state="accepted").first()
    fte = offer.fte if offer else vacancies[0].vacant if vacancies else None
    said = row.sections.filter(key="registration").values_list("data", flat=True).first() or {}
    return {
        "starts_on": offer.starts_on if offer else today, "fte": f"{fte.normalize():f}" if fte else "",
        "post": str(offer.post_id) if offer else "", "contract": offer.contract if offer else "permanent", "ends_on": offer.ends_on if offer else None,
         "given_name": " ".join(names[:-1]),
        "family_name": names[-1] if names else "", "registration_number": said.get("number", ""),
    }  # fmt: skip


@never_cache
@asks(P.PEOPLE_EDIT)
def start(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """They start: the post is held from that day, and the application is done."""
    row = _one(request, asked, application, "checking")
    if isinstance(row, HttpResponse):
        return row
    vacancies = vacancies_for(request, asked, row, P.PEOPLE_EDIT)
    form = StartForm(request.POST or None, vacancies=vacancies, initial=_initial(row, vacancies, asked.today))
    if made := done(request, form, partial(journey.hire, row)):
        said = f"{made.worker} started in post {form.cleaned_data['post']}. It is vacant no longer."
        return back_to(request, said, link("person", asked, person=made.worker_id))
    open_ones = can_start(row)
    lead = "Everything that has to be checked is checked."
    if open_ones:
        lead = f"Not yet: {', '.join(item.words for item in open_ones)}. Nobody starts before, unless somebody senior accepts the risk in writing."
    return ask(
        request, asked, form, title=f"{called(row)} starts", button="Record the start", back=link("hiring_notes", asked, application=row.pk),
        lead=lead, crumbs=[("Hiring", link("hiring", asked)), (row.advert.reference, link("pipeline", asked, advert=row.advert_id))],
    )  # fmt: skip


@never_cache
@asks(P.PEOPLE_EDIT)
def not_started(request: HttpRequest, asked: Asked, application: int) -> HttpResponse:
    """They did not start after all."""
    row = _one(request, asked, application, "started")
    if isinstance(row, HttpResponse):
        return row
    form = NotStartedForm(request.POST or None)
    board = link("pipeline", asked, advert=row.advert_id)
    if done(request, form, partial(journey.did_not_start, row)):
        return back_to(request, "Put back: the post is vacant again, and cover that had ended for it goes on.", board)
    return ask(
        request, asked, form, title=f"{called(row)} did not start", button="Put it all back", back=board, danger=True,
        lead="Their employment is undone, the post is vacant again, and agency cover that had ended for it goes on.",
        crumbs=[("Hiring", link("hiring", asked)), (row.advert.reference, board)],
    )  # fmt: skip

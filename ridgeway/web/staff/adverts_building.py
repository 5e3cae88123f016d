"""Building an advert in steps, each saved by itself."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import adverts as queries
from ridgeway.domains.recruitment.queries.vacancies import to_recruit, vacancies_of
from ridgeway.web.guards import Asked, asks

from .adverts import NOT_YOURS, advert_in
from .adverts_forms import (
    AsksForm,
    BeginAnywhereForm,
    BeginForm,
    DatesForm,
    JobForm,
    NothingForm,
    PostsForm,
    WhoForm,
    WordsForm,
)
from .adverts_requests import request_in
from .adverts_words import STEPS
from .changing import ask, back_to, done, link
from .enquiries_forms import of_place

FORMS: dict[str, Callable[..., Any]] = {
    "job": JobForm, "words": WordsForm, "asks": AsksForm, "who": WhoForm, "dates": DatesForm,
}  # fmt: skip
LEADS = {
    "job": "What somebody who looks sees first.",
    "words": "Short sentences, in the words of the team.",
    "asks": "Only what the job needs. It is fixed once the advert is out.",
    "who": "A person to ring more than doubles the number who apply.",
    "dates": "When it closes, and what happens then.",
}


def crumbs(asked: Asked, row: Advert) -> list[tuple[str, str]]:
    return [("Adverts", link("adverts", asked)), (row.reference, home(asked, row))]


def home(asked: Asked, row: Advert) -> str:
    """The page of an advert."""
    return link("advert", asked, advert=row.pk)


@asks(P.ADVERTS_EDIT)
def begin_from(request: HttpRequest, asked: Asked, request_pk: int) -> HttpResponse:
    """Begin the advert of an approved request."""
    row = request_in(request, asked, request_pk, P.ADVERTS_EDIT)
    form = BeginForm(
        request.POST or None,
        templates=queries.templates(request.user, asked.council),
        role=row.role,
        service=row.service.name,
    )
    of: dict[str, Any] = {"service": row.service, "team": row.team, "role": row.role, "request": row}
    if made := done(request, form, partial(actions.begin_advert, asked.council, **of)):
        return _first_step(request, asked, made)
    back = link("adverts_request", asked, request_pk=row.pk)
    lead = f"{row.role}, {row.team or row.service}."
    return ask(request, asked, form, title="Write the advert", button="Begin", back=back, lead=lead,
               crumbs=[("Adverts", link("adverts", asked)), ("Request", back)])  # fmt: skip


@asks(P.ADVERTS_APPROVE)
def begin(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Begin an advert without a request: by somebody who may approve one."""
    templates = queries.templates(request.user, asked.council)
    form = BeginAnywhereForm(request.POST or None, tree=asked.tree, templates=templates)

    def act(*, place, **answers) -> Advert:
        of: dict[str, Any] = of_place(place)
        return actions.begin_advert(asked.council, **of, **answers)

    if made := done(request, form, act):
        return _first_step(request, asked, made)
    back = link("adverts", asked)
    return ask(request, asked, form, title="Write an advert", button="Begin", back=back, crumbs=[("Adverts", back)],
               lead="Without a request to recruit: for a pool of people, or where the request was made elsewhere.")  # fmt: skip


def _first_step(request: HttpRequest, asked: Asked, made: Advert) -> HttpResponse:
    if not access_of(request.user).may(
        P.ADVERTS_EDIT, council_id=made.council_id, service_id=made.service_id, team_id=made.team_id
    ):
        return redirect(home(asked, made))
    messages.success(request, f"{made.reference} is begun. Each step is saved by itself.")
    return redirect(link("advert_step", asked, advert=made.pk, step="job"))


@asks(P.ADVERTS_EDIT)
def step(request: HttpRequest, asked: Asked, advert: int, step: str) -> HttpResponse:
    """One step: asked, saved, and on to the next while the advert is being written."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    if step not in FORMS or (step == "asks" and row.state != "draft"):
        raise Http404(NOT_YOURS)
    form = FORMS[step](request.POST or None, advert=row)
    act = actions.set_criteria if step == "asks" else actions.change_advert
    keys = [key for key, *_ in STEPS]
    here = keys.index(step)
    if done(request, form, partial(act, row)):
        if row.state != "draft":
            return back_to(request, "Saved. Those who applied see what changed.", home(asked, row))
        if here + 1 == len(keys) or "later" in request.POST:
            return back_to(request, "Saved.", home(asked, row))
        return redirect(link("advert_step", asked, advert=row.pk, step=keys[here + 1]))
    context = {
        "asked": asked, "row": row, "form": form, "title": STEPS[here][1], "lead": LEADS[step], "here": here + 1, "many": len(keys),
        "is_draft": row.state == "draft", "is_last": here + 1 == len(keys), "back": home(asked, row), "crumbs": crumbs(asked, row),
    }  # fmt: skip
    return render(request, "adverts/step.html", context)


@asks(P.ADVERTS_EDIT)
def posts(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Which posts an advert is to fill: those it has, and vacant ones of its service and role."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    chosen = list(row.posts.values_list("post", flat=True))
    found = {v.post_id: v for v in vacancies_of(asked.council, asked.today, chosen)}
    scope = asked.tree.scopes[0]
    for v in to_recruit(request.user, scope, asked.today, role=row.role_id):
        if v.service_id == row.service_id and (row.team_id in (None, v.team_id)):
            found.setdefault(v.post_id, v)
    form = PostsForm(request.POST if request.method == "POST" else None, vacancies=list(found.values()), chosen=chosen)
    if done(request, form, partial(actions.set_posts, row)):
        return back_to(request, "The posts are saved.", home(asked, row))
    return ask(request, asked, form, title="Posts to fill", button="Save posts", back=home(asked, row),
               crumbs=crumbs(asked, row), lead="They stay vacant until somebody starts in them.")  # fmt: skip


@asks(P.ADVERTS_EDIT)
def remove(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """Throw away an advert that was never out."""
    row = advert_in(request, asked, advert, P.ADVERTS_EDIT)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if done(request, form, partial(actions.remove_draft, row)):
        return back_to(request, f"{row.reference} is thrown away.", link("adverts", asked))
    return ask(request, asked, form, title=f"Throw {row.reference} away?", button="Throw away", back=home(asked, row),
               lead=f"{row.title}. It was never published.", crumbs=crumbs(asked, row), danger=True)  # fmt: skip

"""What can be recorded of people: details, starts, places, moves, absences, leaving; and what can be undone or corrected."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import actions, permissions
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, did, done, link
from .people import person_or_404
from .people_forms import (
    AbsenceForm,
    CorrectPlaceForm,
    CorrectStartForm,
    DetailsForm,
    EndPlaceForm,
    HoursForm,
    LeaveForm,
    NewPersonForm,
    PlaceForm,
    StartForm,
    posts_seen_by,
)

NOT_YOURS = "There is no such page, or it is not yours to see."


def _changeable(request: HttpRequest, asked: Asked, person: int):
    """The person, if they may be changed. Raises `Http404`."""
    story = person_or_404(request, asked, person)
    if not permissions.can_change_person(request.user, story.worker):
        raise Http404(NOT_YOURS)
    return story


def _spell(story, pk: int):
    spell = next((spell for spell in story.spells if spell.employment.pk == pk), None)
    if spell is None:
        raise Http404("There is no such spell of employment.")
    return spell.employment


def _place(story, pk: int):
    row = next((row for spell in story.spells for row in spell.places if row.pk == pk), None)
    if row is None:
        raise Http404("There is no such place.")
    return row


def _into(user, asked: Asked, *, post, team) -> None:
    """Nobody puts a person where they may not. Raises `CannotChangeEstablishment`."""
    if post is not None:
        may = permissions.can_place_in(user, post, asked.on)
    else:
        may = permissions.can_start_in(user, team, asked.council.pk)
    if not may:
        raise actions.CannotChangeEstablishment(f"You may not place people in {f'post {post}' if post else team}.")


def _page(request, asked, story, form, **words) -> HttpResponse:
    url = link("person", asked, person=story.worker.pk)
    crumbs = [("People", link("people", asked)), (story.worker.name, url)]
    return ask(request, asked, form, back=url, crumbs=crumbs, **words)


def _home(request, asked, story, success: str) -> HttpResponse:
    return back_to(request, success, link("person", asked, person=story.worker.pk))


def _initial(request: HttpRequest, asked: Asked) -> dict:
    return {
        "starts_on": asked.on,
        "post": request.GET.get("post", "").replace("\0", ""),
        "team": asked.scope.team and asked.scope.team.pk,
    }


@asks(Permission.PEOPLE_EDIT)
def add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Somebody new to the council starts."""
    form = NewPersonForm(
        request.POST or None, tree=asked.tree, posts=posts_seen_by(request.user), initial=_initial(request, asked)
    )

    def act(*, post, team, **answers):
        _into(request.user, asked, post=post, team=team)
        return actions.start_new(asked.council, post=post, team=team, **answers)

    if made := done(request, form, act):
        words = f"The start of {made.worker} on {day_words(made.starts_on)} is recorded."
        return back_to(request, words, link("person", asked, person=made.worker_id))
    lead = "Somebody known here already starts from their own page: look for them first."
    return ask(
        request, asked, form, title="Somebody new starts", lead=lead, button="Record the start",
        back=link("people", asked), crumbs=[("People", link("people", asked))],
    )  # fmt: skip


@asks(Permission.PEOPLE_VIEW)
def details(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """Correct a person's own details."""
    story = _changeable(request, asked, person)
    initial = {name: getattr(story.worker, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=initial)
    if done(request, form, partial(actions.change_worker, story.worker)):
        return _home(request, asked, story, "The details are saved.")
    return _page(request, asked, story, form, title=f"Details of {story.worker}", button="Save")


@asks(Permission.PEOPLE_VIEW)
def start(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """Somebody known here starts (again)."""
    story = _changeable(request, asked, person)
    form = StartForm(
        request.POST or None, tree=asked.tree, posts=posts_seen_by(request.user), initial=_initial(request, asked)
    )

    def act(*, post, team, **answers):
        _into(request.user, asked, post=post, team=team)
        return actions.start(story.worker, post=post, team=team, **answers)

    if made := done(request, form, act):
        return _home(request, asked, story, f"The start of {story.worker} on {day_words(made.starts_on)} is recorded.")
    return _page(request, asked, story, form, title=f"{story.worker} starts", button="Record the start")


@asks(Permission.PEOPLE_VIEW)
def place(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """Lead to what placing somebody means: they start, move, or hold a second place."""
    story = person_or_404(request, asked, person)
    number = request.GET.get("post", "").replace("\0", "")
    spell = story.spell_on(asked.on)
    if spell is None:
        return redirect(link("person_start", asked, person=person, changes={"post": number}))
    held = spell.held_on(asked.on)
    if len(held) == 1 and number:
        return redirect(link("person_place_move", asked, person=person, place=held[0].pk, changes={"post": number}))
    return second_place(request, asked, story, spell.employment)


def second_place(request: HttpRequest, asked: Asked, story, employment) -> HttpResponse:
    """A place beside those somebody holds."""
    form = PlaceForm(
        request.POST or None, tree=asked.tree, posts=posts_seen_by(request.user), initial=_initial(request, asked)
    )

    def act(*, post, team, **answers):
        _into(request.user, asked, post=post, team=team)
        return actions.place(employment, post=post, team=team, **answers)

    if made := done(request, form, act):
        return _home(request, asked, story, f"{story.worker} holds a second place from {day_words(made.starts_on)}.")
    lead = "Beside the places they hold. To leave one for another, move them from it."
    return _page(request, asked, story, form, title=f"Another place for {story.worker}", lead=lead, button="Record")


def _movable(request: HttpRequest, asked: Asked, person: int, place: int):
    """The person and one of their places, if they may be moved: by who may change them, or may place people in that post."""
    story = person_or_404(request, asked, person)
    row = _place(story, place)
    may = permissions.can_change_person(request.user, story.worker) or (
        row.post is not None and permissions.can_place_in(request.user, row.post, asked.on)
    )
    if not may:
        raise Http404(NOT_YOURS)
    return story, row


@asks(Permission.PEOPLE_VIEW)
def move(request: HttpRequest, asked: Asked, person: int, place: int) -> HttpResponse:
    """From a day on somebody holds another place."""
    story, row = _movable(request, asked, person, place)
    initial = {**_initial(request, asked), "fte": row.fte.normalize()}
    form = PlaceForm(request.POST or None, tree=asked.tree, posts=posts_seen_by(request.user), initial=initial)

    def act(*, starts_on, post, team, **answers):
        _into(request.user, asked, post=post, team=team)
        return actions.move(row, from_day=starts_on, post=post, team=team, **answers)

    if made := done(request, form, act):
        return _home(request, asked, story, f"{story.worker} moves on {day_words(made.starts_on)}.")
    lead = f"From {f'post {row.post}' if row.post else row.team or 'a place without a post'}."
    return _page(request, asked, story, form, title=f"Move {story.worker}", lead=lead, button="Move")


@asks(Permission.PEOPLE_VIEW)
def hours(request: HttpRequest, asked: Asked, person: int, place: int) -> HttpResponse:
    """From a day on somebody works other hours in the same place."""
    story = _changeable(request, asked, person)
    row = _place(story, place)
    form = HoursForm(request.POST or None, initial={"from_day": asked.on, "fte": row.fte.normalize()})
    if made := done(request, form, partial(actions.move, row)):
        return _home(request, asked, story, f"{story.worker}’s FTE changes on {day_words(made.starts_on)}.")
    return _page(request, asked, story, form, title=f"Change the FTE of {story.worker}", button="Change")


@asks(Permission.PEOPLE_VIEW)
def correct_place(request: HttpRequest, asked: Asked, person: int, place: int) -> HttpResponse:
    """Put right the day or FTE of a place."""
    story = _changeable(request, asked, person)
    row = _place(story, place)
    initial = {"starts_on": row.starts_on, "fte": row.fte.normalize()}
    form = CorrectPlaceForm(request.POST or None, initial=initial)
    if done(request, form, partial(actions.correct_place, row)):
        return _home(request, asked, story, "The place is corrected.")
    lead = "For what was recorded wrongly. What changed later is a move or a change of FTE."
    return _page(request, asked, story, form, title=f"Correct a place of {story.worker}", lead=lead, button="Correct")


@asks(Permission.PEOPLE_VIEW)
def end_place(request: HttpRequest, asked: Asked, person: int, place: int) -> HttpResponse:
    """One of several places ends."""
    story = _changeable(request, asked, person)
    row = _place(story, place)
    form = EndPlaceForm(request.POST or None, initial={"ends_on": asked.on})
    if done(request, form, partial(actions.end_place, row)):
        return _home(request, asked, story, "The place is ended.")
    return _page(request, asked, story, form, title=f"End one place of {story.worker}", button="End this place")


@require_POST
@asks(Permission.PEOPLE_VIEW)
def undo_place(request: HttpRequest, asked: Asked, person: int, place: int) -> HttpResponse:
    """A move recorded by mistake is taken back."""
    story = _changeable(request, asked, person)
    row = _place(story, place)
    did(request, partial(actions.undo_place, row), f"{story.worker} is where they were before.")
    return redirect(link("person", asked, person=person))


@asks(Permission.PEOPLE_VIEW)
def leave(request: HttpRequest, asked: Asked, person: int, spell: int | None = None) -> HttpResponse:
    """Somebody leaves, with the reason and where they go."""
    story = _changeable(request, asked, person)
    last = story.spell_on(asked.on) or story.last
    if last is None:
        raise Http404(f"{story.worker} is not employed here.")
    employment = _spell(story, spell) if spell else last.employment
    form = LeaveForm(request.POST or None, initial={"ends_on": asked.on})
    if made := done(request, form, partial(actions.leave, employment)):
        return _home(
            request,
            asked,
            story,
            f"The leaving of {story.worker} on {day_words(made.ends_on)} is recorded. It can be undone here.",
        )
    lead = "Their places and open absences end on that day; agency cover does not."
    return _page(
        request, asked, story, form, title=f"{story.worker} leaves", lead=lead, button="Record the leaving", danger=True
    )


@require_POST
@asks(Permission.PEOPLE_VIEW)
def undo_leave(request: HttpRequest, asked: Asked, person: int, spell: int) -> HttpResponse:
    """They have not left after all."""
    story = _changeable(request, asked, person)
    did(request, partial(actions.undo_leave, _spell(story, spell)), f"{story.worker} is in post again.")
    return redirect(link("person", asked, person=person))


@asks(Permission.PEOPLE_VIEW)
def correct_leaving(request: HttpRequest, asked: Asked, person: int, spell: int) -> HttpResponse:
    """Put right the day, reason or destination of a leaving."""
    story = _changeable(request, asked, person)
    employment = _spell(story, spell)
    initial = {name: getattr(employment, name) for name in ("ends_on", "reason", "destination")}
    form = LeaveForm(request.POST or None, initial=initial)
    if done(request, form, partial(actions.correct_leaving, employment)):
        return _home(request, asked, story, "The leaving is corrected.")
    return _page(request, asked, story, form, title=f"Correct how {story.worker} left", button="Correct")


@asks(Permission.PEOPLE_VIEW)
def correct_start(request: HttpRequest, asked: Asked, person: int, spell: int) -> HttpResponse:
    """Put right how somebody started."""
    story = _changeable(request, asked, person)
    employment = _spell(story, spell)
    initial = {name: getattr(employment, name) for name in ("starts_on", "origin", "contract")}
    form = CorrectStartForm(request.POST or None, initial=initial)
    if done(request, form, partial(actions.correct_start, employment)):
        return _home(request, asked, story, "The start is corrected.")
    return _page(request, asked, story, form, title=f"Correct how {story.worker} started", button="Correct")


@require_POST
@asks(Permission.PEOPLE_VIEW)
def undo_start(request: HttpRequest, asked: Asked, person: int, spell: int) -> HttpResponse:
    """They did not start after all."""
    story = _changeable(request, asked, person)
    did(request, partial(actions.undo_start, _spell(story, spell)), f"{story.worker} did not start.")
    # without a place they may be out of sight now for somebody who sees only a team: back to the list
    return redirect(link("people", asked))


@asks(Permission.PEOPLE_VIEW)
def absence(request: HttpRequest, asked: Asked, person: int) -> HttpResponse:
    """Record time away."""
    story = _changeable(request, asked, person)
    spell = story.spell_on(asked.on) or story.last
    if spell is None:
        raise Http404(f"{story.worker} is not employed here.")
    form = AbsenceForm(request.POST or None, initial={"starts_on": asked.on})
    if done(request, form, partial(actions.record_absence, spell.employment)):
        return _home(request, asked, story, "The absence is recorded.")
    return _page(request, asked, story, form, title=f"{story.worker} is away", button="Record")


def _absence(story, pk: int):
    row = next((row for spell in story.spells for row in spell.absences if row.pk == pk), None)
    if row is None:
        raise Http404("There is no such absence.")
    return row


@asks(Permission.PEOPLE_VIEW)
def change_absence(request: HttpRequest, asked: Asked, person: int, absence: int) -> HttpResponse:
    """Correct an absence, or record that they are back."""
    story = _changeable(request, asked, person)
    row = _absence(story, absence)
    form = AbsenceForm(request.POST or None, initial={name: getattr(row, name) for name in AbsenceForm.base_fields})
    if done(request, form, partial(actions.change_absence, row)):
        return _home(request, asked, story, "The absence is saved.")
    return _page(request, asked, story, form, title=f"An absence of {story.worker}", button="Save")


@require_POST
@asks(Permission.PEOPLE_VIEW)
def undo_absence(request: HttpRequest, asked: Asked, person: int, absence: int) -> HttpResponse:
    """An absence recorded by mistake is taken away."""
    story = _changeable(request, asked, person)
    did(request, partial(actions.undo_absence, _absence(story, absence)), "The absence is taken away.")
    return redirect(link("person", asked, person=person))

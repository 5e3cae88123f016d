"""What can be done with posts: fund, decide, change, end, correct, cover. Placing somebody begins here and goes on at the person."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import actions, permissions, queries
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .changing import ask, back_to, did, done, link
from .posts import story_or_404
from .posts_forms import (
    ChangePostForm,
    CorrectFundingForm,
    CoverForm,
    DecisionForm,
    EndCoverForm,
    EndPostForm,
    FundForm,
)

SHOWN = 20


def _allowed(may: bool) -> None:
    if not may:
        raise Http404("There is no such page, or it is not yours to see.")


@asks(Permission.POSTS_EDIT)
def fund(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Fund a post, or several alike with numbers in sequence."""
    initial = {
        "number": queries.suggested_number(asked.council),
        "starts_on": asked.on,
        "team": asked.scope.team and asked.scope.team.pk,
    }
    form = FundForm(request.POST or None, tree=asked.tree, initial=initial)

    def act(*, number, many, team, **terms):
        _allowed(permissions.can_fund(request.user, team))
        try:
            numbers = queries.next_numbers(asked.council, number, many)
        except ValueError as error:
            raise actions.CannotChangeEstablishment(str(error)) from error
        return actions.fund_posts(asked.council, numbers, team=team, **terms)

    if made := done(request, form, act):
        words = f"Post {made[0]} is funded." if len(made) == 1 else f"Posts {made[0]} to {made[-1]} are funded."
        return back_to(
            request, words, link("post", asked, number=made[0].number) if len(made) == 1 else link("posts", asked)
        )
    return ask(
        request, asked, form, title="Fund a post", button="Fund", back=link("posts", asked),
        more=[("Record a new funding decision", link("posts_decide", asked))],
    )  # fmt: skip


@asks(Permission.POSTS_EDIT)
def decide(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Record a funding decision."""
    _allowed(permissions.can_decide_funding(request.user, asked.council))
    form = DecisionForm(request.POST or None)
    if made := done(request, form, partial(actions.decide_funding, asked.council)):
        return back_to(request, f"The decision “{made}” is recorded.", link("posts_fund", asked))
    return ask(request, asked, form, title="A new funding decision", button="Record", back=link("posts_fund", asked))


def _page(request, asked, number: str, form, **words) -> HttpResponse:
    url = link("post", asked, number=number)
    crumbs = [("Posts", link("posts", asked)), (number, url)]
    return ask(request, asked, form, back=url, crumbs=crumbs, **words)


@asks(Permission.POSTS_VIEW)
def change(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """From a day on the post has another team, role, grade or FTE."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_change_post(request.user, story.post, asked.on))
    now = story.on(asked.on) or story.terms[-1]
    initial = {
        "from_day": asked.on, "team": now.team_id, "role": now.role_id, "grade": now.grade_id, "fte": now.fte.normalize(),
        "seen": ",".join(str(term.pk) for term in story.terms),
    }  # fmt: skip
    form = ChangePostForm(request.POST or None, tree=asked.tree, initial=initial)

    def act(*, team, **changes):
        _allowed(team == now.team or permissions.can_fund(request.user, team))
        return actions.change_post(story.post, team=team, **changes)

    if made := done(request, form, act):
        words = f"Post {number} is changed from {day_words(made.starts_on)}."
        return back_to(request, words, link("post", asked, number=number))
    lead = "Whoever holds it then goes with it."
    return _page(request, asked, number, form, title=f"Change post {number}", lead=lead, button="Change")


@asks(Permission.POSTS_VIEW)
def end(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """The post is no longer funded from a day."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_change_post(request.user, story.post, asked.on))
    form = EndPostForm(request.POST or None, initial={"ends_on": asked.on})
    if done(request, form, partial(actions.end_post, story.post)):
        words = f"Post {number} ends on {day_words(form.cleaned_data['ends_on'])}."
        return back_to(request, words, link("post", asked, number=number))
    lead = "Nobody may hold it after that day. Agency cover of it ends with it."
    return _page(
        request, asked, number, form, title=f"End post {number}", lead=lead, button="End this post", danger=True
    )


@require_POST
@asks(Permission.POSTS_VIEW)
def undo_end(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """The post goes on after all."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_change_post(request.user, story.post, asked.on))
    did(request, partial(actions.undo_end_post, story.post), f"Post {number} goes on.")
    return redirect(link("post", asked, number=number))


@asks(Permission.POSTS_VIEW)
def correct(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """Put right the day a post was first funded, or by which decision."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_change_post(request.user, story.post, asked.on))
    initial = {"starts_on": story.terms[0].starts_on, "decision": story.post.funding_decision_id}
    form = CorrectFundingForm(request.POST or None, council=asked.council, initial=initial)
    if done(request, form, partial(actions.correct_funding, story.post)):
        return back_to(request, f"Post {number} is corrected.", link("post", asked, number=number))
    return _page(request, asked, number, form, title=f"Correct post {number}", button="Correct")


@asks(Permission.POSTS_VIEW)
def place(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """Find whom to place in a post: somebody known who starts or moves, or somebody new."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_place_in(request.user, story.post, asked.on))
    text = request.GET.get("q", "").replace("\0", "")
    found = list(queries.people_called(request.user, asked.council, text)[: SHOWN + 1]) if len(text.strip()) > 1 else []
    context = {
        "asked": asked,
        "number": number,
        "q": text,
        "people": [(w, link("person_place", asked, person=w.pk, changes={"post": number})) for w in found[:SHOWN]],
        "is_cut": len(found) > SHOWN,
        "post_url": link("post", asked, number=number),
        "list_url": link("posts", asked),
        "new_url": link("person_add", asked, changes={"post": number}),
    }
    return render(request, "posts/place.html", context)


@asks(Permission.POSTS_VIEW)
def cover(request: HttpRequest, asked: Asked, number: str) -> HttpResponse:
    """Record an agency worker in a post's place."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_place_in(request.user, story.post, asked.on))
    form = CoverForm(request.POST or None, initial={"starts_on": asked.on})

    def act(*, registration_number, given_name, family_name, **terms):
        person = {"registration_number": registration_number, "given_name": given_name, "family_name": family_name}
        return actions.cover_by(story.post, person=person, **terms)

    if made := done(request, form, act):
        words = f"{made.worker} covers post {number} from {day_words(made.starts_on)}."
        return back_to(request, words, link("post", asked, number=number))
    return _page(request, asked, number, form, title=f"Record cover of post {number}", button="Record cover")


def _cover_or_404(story, pk: int):
    row = next((row for row in story.covers if row.pk == pk), None)
    if row is None:
        raise Http404("There is no such cover.")
    return row


@asks(Permission.POSTS_VIEW)
def end_cover(request: HttpRequest, asked: Asked, number: str, cover: int) -> HttpResponse:
    """An agency worker stops."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_place_in(request.user, story.post, asked.on))
    row = _cover_or_404(story, cover)
    form = EndCoverForm(request.POST or None, initial={"ends_on": asked.on})
    if made := done(request, form, partial(actions.end_cover, row)):
        words = f"{row.worker} stops on {day_words(made.ends_on)}."
        return back_to(request, words, link("post", asked, number=number))
    title = f"{row.worker} stops covering post {number}"
    return _page(request, asked, number, form, title=title, button="Record")


@require_POST
@asks(Permission.POSTS_VIEW)
def undo_cover(request: HttpRequest, asked: Asked, number: str, cover: int) -> HttpResponse:
    """A cover recorded by mistake is taken away."""
    story = story_or_404(request, asked, number)
    _allowed(permissions.can_place_in(request.user, story.post, asked.on))
    row = _cover_or_404(story, cover)
    did(request, partial(actions.undo_cover, row), f"The cover by {row.worker} is taken away.")
    return redirect(link("post", asked, number=number))

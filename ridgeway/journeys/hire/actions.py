"""The first day, and taking it back."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from ridgeway.core import clock
from ridgeway.core.periods import overlaps
from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.actions.people import known, known_or_added
from ridgeway.domains.establishment.models import Cover, Employment, Holding, Post, Worker
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.actions.applications import locked_application
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries.checking import can_start
from ridgeway.domains.recruitment.states import ApplicationState, OfferState


def _need(condition: object, sentence: str) -> None:
    if not condition:
        raise CannotChangeRecruitment(sentence)


@transaction.atomic
def hire(
    application: Application,
    *,
    post: Post,
    starts_on: dt.date,
    fte: Decimal,
    given_name: str,
    family_name: str,
    by,
    at: dt.datetime,
    registration_number: str = "",
    contract: str = "permanent",
    ends_on: dt.date | None = None,
    origin: str = "",
    insists: bool = False,
) -> Employment:
    """Somebody starts: the person (known by their registration number, or new), their employment and their holding of the post.

    Who works here already moves to the post instead. Whoever covers the post through an agency stops on that day, and so does the
    person's own agency cover. Raises `CannotChangeRecruitment` when the checks are not over, a check is open and nobody accepted the
    risk, the day is still to come, or the post is not one of the advert's; `CannotChangeEstablishment` when the post is not free.
    """
    establishment.lock_person_and_posts(known(application.council, registration_number), post)
    application = locked_application(application)
    _need(
        application.state == ApplicationState.CHECKING,
        "Somebody starts from the checks: this application is not there.",
    )
    open_ones = can_start(application)
    _need(not open_ones, f"Still open: {', '.join(item.words for item in open_ones)}.")
    _need(starts_on <= clock.day_of(at), "Record the start on the first day, or later.")
    named = set(application.advert.posts.values_list("post", flat=True))
    _need(
        post.council_id == application.council_id and (not named or post.pk in named),
        f"{post} is not one of this advert’s posts.",
    )
    offer = application.offers.filter(state=OfferState.ACCEPTED).select_related("post").first()
    _need(
        offer is None or offer.post_id == post.pk,
        f"Post {offer.post if offer else ''} was offered. Offer the other post first.",
    )
    worker = known_or_added(
        application.council, registration_number=registration_number, given_name=given_name.strip(),
        family_name=family_name.strip(), by=by, at=at,
    )  # fmt: skip
    for cover in Cover.objects.filter(overlaps(starts_on, None), worker=worker, is_snapshot=False):
        establishment.end_cover(cover, ends_on=starts_on, by=by, at=at)
    here = _holding_on(worker, starts_on)
    if here is not None:
        moved = establishment.move(
            here, from_day=starts_on, post=post, fte=fte, ends_cover=True, insists=insists, by=by, at=at
        )
        employment = moved.employment
    else:
        employment = establishment.start(
            worker, starts_on=starts_on, fte=fte, post=post, contract=contract, ends_on=ends_on, origin=origin, insists=insists,
            ends_cover=True, by=by, at=at,
        )  # fmt: skip
    recruitment.started(application, employment, is_new=here is None, by=by, at=at)
    return employment


def _holding_on(worker: Worker, day: dt.date) -> Holding | None:
    """The place somebody holds on a day. Raises `CannotChangeRecruitment` where there are several: which one ends is for a person to say."""
    rows = list(Holding.objects.on(day).filter(worker=worker))
    _need(len(rows) < 2, f"{worker} holds several places on {day_words(day)}. Move them on their own page.")
    return rows[0] if rows else None


@transaction.atomic
def did_not_start(application: Application, *, words: str, by, at: dt.datetime) -> Application:
    """Put it all back: the employment (or the move) is undone, the post is vacant, agency cover that ended for it goes on.

    Raises `CannotChangeRecruitment` when nobody started from this application, `CannotChangeEstablishment` when what happened since
    says that they did start.
    """
    made = Application.objects.filter(pk=application.pk).values("employment")
    employment = Employment.objects.select_related("council", "worker").filter(pk__in=made).first()
    establishment.lock_person_and_posts(employment.worker if employment else None)
    application = locked_application(application)
    _need(
        application.state == ApplicationState.STARTED and employment and employment.pk == application.employment_id,
        "Nobody is recorded as having started.",
    )
    assert employment is not None
    _need(words.strip(), "Say what happened.")
    named = application.advert.posts.values_list("post", flat=True)
    rows = employment.holdings.select_related("post", "council", "worker").order_by("-starts_on")
    place = rows.filter(post__in=list(named)).first() or rows.first()
    _need(place, "Their place is not recorded any more.")
    assert place is not None
    post, day, worker = place.post, place.starts_on, employment.worker
    recruitment.not_started(application, words=words, by=by, at=at)
    if day == employment.starts_on:
        establishment.undo_start(employment, by=by, at=at)
    else:
        establishment.undo_place(place, by=by, at=at)
    establishment.resume_covers(post, worker, ended_on=day, by=by, at=at)
    return application

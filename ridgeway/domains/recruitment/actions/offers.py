"""Offers: made, answered, extended, taken back, lapsed. The application moves with its offer, and the offer with its application."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from ridgeway.core import clock
from ridgeway.domains.establishment.models import Grade, Holding, Post, PostTerm
from ridgeway.domains.organisation.models import Council

from .. import letters, offer_letters
from ..choices import ContractKind, DeclinedWhy, NotTakenWhy, OfferEndedWhy
from ..models import Application, LetterTemplate, Offer
from ..states import OFFERS_OPEN, ApplicationState, OfferState
from .applications import locked_application, move_application, tell
from .checking import open_checks
from .deciding import is_own
from .interviews_scoring import need_interview
from .writing import changed, created, name_of, need

S = ApplicationState
O = OfferState  # noqa: E741
OFFERABLE = frozenset({S.INTERVIEW, S.NOT_APPOINTED, S.OFFERED, S.DECLINED, S.LAPSED})
LEAST_DAYS = 1


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered. Money is a year's, full time."""

    fte: Decimal
    hours: Decimal
    starts_on: dt.date
    answer_by: dt.date
    contract: str = ContractKind.PERMANENT
    ends_on: dt.date | None = None
    grade: Grade | None = None
    point: int | None = None
    annual: Decimal | None = None
    supplement: Decimal | None = None
    supplement_words: str = ""
    conditions: str = ""


Address = Callable[[Application], str]


@transaction.atomic
def make_offer(
    application: Application,
    *,
    post: Post,
    terms: Terms,
    letter: str,
    by,
    at: dt.datetime,
    url_of: Address | None = None,
) -> Offer:
    """Offer somebody a place in a post; the application becomes *offered*, and they are told where `url_of` says on which page they answer.

    An offer they have not answered yet is replaced. Raises `CannotChangeRecruitment` when they were not interviewed or their panel has not scored, the post is not the
    advert's, or nothing of it is free on the first day: somebody holds it, or it is offered to somebody else.
    """
    application = locked_application(application)
    need(not is_own(application, by), "Somebody else decides about your own application.")
    need(
        application.sent_at and application.state in OFFERABLE,
        "An offer is made after an interview: this application is not there.",
    )
    need_interview(application, S.OFFERED)
    need(letter.strip(), "Write the letter.")
    need_terms(terms, today=clock.day_of(at))
    held = locked_open(application)
    need(held is None or held.state == O.MADE, "They accepted already. Take that offer back first.")
    share = _share_of(application, post, terms, but=held)  # the post is locked before anything is written to the trail
    if held is not None:  # the offer that waits for an answer gives way to the new one
        changed(held, "offer.withdrawn", state=O.WITHDRAWN, reason=OfferEndedWhy.TERMS, moved_at=at, by=by, at=at)
    offer = Offer.objects.create(
        council=application.council, application=application, post=post, share=share, letter=letter.strip(), made_at=at, moved_at=at,
        made_by_name=name_of(by)[:120], **{part.name: getattr(terms, part.name) for part in fields(Terms)},
    )  # fmt: skip
    created(offer, "offer.made", by=by, at=at)
    if application.state != S.OFFERED:
        move_application(application, S.OFFERED, by=by, at=at)
    if url_of:
        tell(application, f"offer-{offer.pk}", letters.offered(offer, application, url_of(application)), at=at)
    return offer


def need_terms(terms: Terms, *, today: dt.date) -> None:
    """Refuse terms that no offer made today could have, so that they are put right before the letter is read."""
    need(terms.starts_on > today, "The first day is still to come.")
    need(
        today + dt.timedelta(days=LEAST_DAYS) <= terms.answer_by <= terms.starts_on,
        "They answer after today and before the first day.",
    )
    need(terms.contract in ContractKind.values, "Choose the contract.")
    need((terms.contract == ContractKind.FIXED_TERM) <= (terms.ends_on is not None), "Say when the fixed term ends.")
    need(0 < terms.fte <= 1 and 0 < terms.hours <= 48, "Offer more than no hours, and no more than a whole post.")


def _share_of(application: Application, post: Post, terms: Terms, *, but: Offer | None) -> int:
    """Which share of the post is offered, 0 for all of it. The post is locked: two who offer it at once go one after the other."""
    post = Post.objects.select_for_update(no_key=True).get(pk=post.pk)
    named = set(application.advert.posts.values_list("post", flat=True))
    need(
        post.council_id == application.council_id and (not named or post.pk in named),
        f"{post} is not one of this advert’s posts.",
    )
    term = PostTerm.objects.filter(post=post).on(terms.starts_on).first()
    need(term, f"Post {post} is not funded on that day.")
    assert term is not None
    held = Holding.objects.filter(post=post).on(terms.starts_on).aggregate(all=Sum("fte"))["all"] or Decimal(0)
    others = list(Offer.objects.filter(post=post, state__in=OFFERS_OPEN).exclude(pk=but.pk if but else None))
    free = term.fte - held - sum((row.fte for row in others), Decimal(0))
    if others:
        need(
            terms.fte <= free,
            f"Post {post} is offered to somebody else already, and not enough of it is free for this one too.",
        )
    need(terms.fte <= free, f"Post {post} is held on that day, and not enough of it is free.")
    if terms.fte >= term.fte or terms.fte == 1:
        return 0
    taken = {row.share for row in others}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def locked_open(application: Application) -> Offer | None:
    """The offer of an application that keeps its place, locked."""
    rows = Offer.objects.select_for_update(no_key=True, of=("self",)).select_related("council", "post")
    return rows.filter(application=application, state__in=OFFERS_OPEN).first()


@transaction.atomic
def accept_offer(offer: Offer, *, by, at: dt.datetime, url: str = "") -> Offer:
    """They say yes: the checks begin at once. Saying yes twice is saying it once. Raises `CannotChangeRecruitment` when it is open no more."""
    application, held = _answerable(offer)
    if held.state == O.ACCEPTED:
        return held
    need(clock.day_of(at) <= held.answer_by, _("The day to answer by has passed. Ring us: we can move it."))
    moved = move_application(application, S.ACCEPTED, by=by, at=at)
    moved = move_application(moved, S.CHECKING, by=by, at=at)
    open_checks(moved, by=by, at=at)
    if url:
        tell(moved, f"offer-{offer.pk}-accepted", letters.accepted(moved, url), at=at)
    held.refresh_from_db()
    return held


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str, by, at: dt.datetime, words: str = "", url: str = "") -> Offer:
    """They say no, and why; the place is free for the next. Raises `CannotChangeRecruitment` when it is open no more."""
    application, held = _answerable(offer)
    need(reason in DeclinedWhy.values, _("Choose the reason."))
    if held.state == O.ACCEPTED:  # they change their mind
        changed(held, "offer.declined", state=O.DECLINED, reason=reason, words=words.strip(), moved_at=at, by=by, at=at)
        move_application(application, S.WITHDRAWN, by=by, at=at, reason=reason)
    else:
        changed(held, "offer.answered", reason=reason, words=words.strip(), by=by, at=at)
        move_application(application, S.DECLINED, by=by, at=at, reason=reason)
    if url:
        tell(application, f"offer-{offer.pk}-declined", letters.declined(application, url), at=at)
    held.refresh_from_db()
    return held


def _answerable(offer: Offer) -> tuple[Application, Offer]:
    application = locked_application(offer.application)
    held = locked_open(application)
    need(held is not None and held.pk == offer.pk, _("This offer is open no more: look again at where it stands."))
    assert held is not None
    return application, held


@transaction.atomic
def extend_offer(offer: Offer, *, answer_by: dt.date, by, at: dt.datetime, url: str = "") -> Offer:
    """Give them longer to answer."""
    application, held = _answerable(offer)
    need(held.state == O.MADE, "They have answered.")
    need(answer_by > held.answer_by, "Choose a later day than the one they have.")
    need(answer_by <= held.starts_on, "They answer before the first day.")
    held = changed(held, "offer.extended", answer_by=answer_by, by=by, at=at)
    if url:
        tell(application, f"offer-{held.pk}-until-{answer_by}", letters.extended(held, application, url), at=at)
    return held


@transaction.atomic
def withdraw_offer(offer: Offer, *, reason: str, words: str, by, at: dt.datetime, url: str = "") -> Offer:
    """Take an offer back, with the reason from the list and words for the candidate. The place is free for the next."""
    application, held = _answerable(offer)
    need(reason in OfferEndedWhy.values and reason != OfferEndedWhy.TERMS, "Choose the reason.")
    need(words.strip(), "Write what the candidate is told: everybody gets an answer.")
    need(not is_own(application, by), "Somebody else decides about your own application.")
    changed(held, "offer.ending", reason=reason, words=words.strip(), by=by, at=at)
    kind = {OfferEndedWhy.CHECKS: NotTakenWhy.CHECKS, OfferEndedWhy.WITHDRAWN_POST: NotTakenWhy.WITHDRAWN_POST}
    move_application(
        application, S.NOT_APPOINTED, by=by, at=at, reason=kind.get(OfferEndedWhy(reason), NotTakenWhy.OTHER), words=words, url=url
    )  # fmt: skip
    held.refresh_from_db()
    return held


@transaction.atomic
def lapse_offers(council: Council, *, by, at: dt.datetime, url_of: Address | None = None) -> int:
    """Offers whose day to answer by has passed lapse, and the candidates are told. Returns how many."""
    rows = Offer.objects.filter(council=council, state=O.MADE, answer_by__lt=clock.day_of(at))
    found = list(rows.select_related("application").order_by("application", "pk"))
    for row in found:
        application = locked_application(row.application)
        if application.state == S.OFFERED and (held := locked_open(application)) and held.state == O.MADE:
            move_application(application, S.LAPSED, by=by, at=at)
            if url_of:
                tell(
                    application, f"offer-{row.pk}-lapsed", letters.lapsed(row, application, url_of(application)), at=at
                )
    return len(found)


@transaction.atomic
def set_letter(
    council: Council, *, words: str, by, at: dt.datetime, word_file: bytes | None = None, word_name: str = ""
) -> LetterTemplate:
    """Keep a council's words for the letter, and where one is given its own Word file. Raises `CannotChangeRecruitment` where a field is unknown."""
    wrong = offer_letters.problems(words.replace("\r\n", "\n"))
    need(not wrong, " ".join(wrong))
    changes: dict = {"words": words.replace("\r\n", "\n").strip()}
    if word_file is not None:
        changes |= {"word_file": word_file or None, "word_name": word_name[:120]}
    row = LetterTemplate.objects.select_for_update(no_key=True).filter(council=council).first()
    if row is None:
        return created(LetterTemplate.objects.create(council=council, **changes), "letter.set", by=by, at=at)
    return changed(row, "letter.set", by=by, at=at, **changes)

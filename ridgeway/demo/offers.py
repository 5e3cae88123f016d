"""The offers of the demonstration's live pipeline: whoever stands at an offer or at the checks today has one in writing. Invented."""

import datetime as dt
from decimal import Decimal
from random import Random

from ridgeway.core import clock
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions, bulk
from ridgeway.domains.recruitment.bulk import NewOffer
from ridgeway.domains.recruitment.choices import CheckKind, CheckState
from ridgeway.domains.recruitment.models import Application
from ridgeway.domains.recruitment.queries.vacancies import Vacancy, vacancies_of
from ridgeway.domains.recruitment.states import ApplicationState as S
from ridgeway.domains.recruitment.states import OfferState
from ridgeway.journeys.offer.actions import terms_for, words_for
from ridgeway.journeys.offer.terms import pay_of

CONDITIONS = "\n".join([*(str(kind.label) for kind in CheckKind if kind != CheckKind.ONLINE), "Two references"])
TEXTS = [
    (
        "Interview reminder",
        "Your interview: {{ job }}",
        "Dear {{ name }}\n\nWe look forward to meeting you. Please bring your passport and your degree certificate, and ring us if anything has changed.",
    ),
    (
        "Still deciding",
        "We have not forgotten you: {{ job }}",
        "Dear {{ name }}\n\nWe are still reading applications and tell you by the end of next week. Thank you for waiting.",
    ),
    (
        "Document needed",
        "Something we need from you: {{ job }}",
        "Dear {{ name }}\n\nPlease look at your page: a check waits for you. Ring us if you cannot find what we ask for.",
    ),
]


def write(council: Council, seed: int, *, by, at: dt.datetime) -> str:
    """An offer for each, as far as the advert's posts reach; their checks, some of them done; and the texts messages begin with."""
    rng = Random(f"{seed} offers")  # noqa: S311 - invented people, not secrets
    found = Application.objects.filter(
        council=council, state__in=(S.OFFERED, S.ACCEPTED, S.CHECKING), hidden_at__isnull=True
    )
    rows = list(
        found.filter(offers__isnull=True).select_related("council", "advert", "candidate").order_by("-moved_at")
    )
    made: list[NewOffer] = []
    free: dict[int, list[Vacancy]] = {}
    for row in rows:
        posts = free.setdefault(row.advert_id, _vacant(council, row, clock.day_of(at)))
        if posts:
            made.append(_offer(row, posts.pop(0), rng, at))
    bulk.record_offers(council, made, by=by, at=at)
    for row in rows:
        if row.state == S.CHECKING:
            _check(row, rng, by=by, at=at)
    for name, subject, words in TEXTS:
        actions.keep_message_template(council, name=name, subject=subject, words=words, by=by, at=at)
    return f"{len(made)} offers in writing"


def _vacant(council: Council, row: Application, today: dt.date) -> list[Vacancy]:
    named = list(row.advert.posts.values_list("post", flat=True))
    return [one for one in vacancies_of(council, today, named) if one.vacant == one.fte]


def _offer(row: Application, place: Vacancy, rng: Random, at: dt.datetime) -> NewOffer:
    post = Post.objects.get(pk=place.post_id)
    made_at, today = min(row.moved_at, at), clock.day_of(at)
    starts = today + dt.timedelta(days=7 * rng.randint(4, 9))
    starts -= dt.timedelta(days=starts.weekday())
    pay = pay_of(row.council, [post.pk], starts)
    rate = rng.choice([one.key for one in pay.rates[:3]] or [""])
    terms = terms_for(
        row, post=post, rate=rate, with_supplement=True, fte=place.fte, hours=(37 * place.fte).quantize(Decimal("0.01")), starts_on=starts,
        answer_by=today + dt.timedelta(days=rng.randint(1, 5)), contract="permanent", conditions=CONDITIONS,
    )  # fmt: skip
    state = OfferState.MADE if row.state == S.OFFERED else OfferState.ACCEPTED
    return NewOffer(row, post, terms, words_for(row, post, terms, today=clock.day_of(made_at)), state, made_at)


def _check(row: Application, rng: Random, *, by, at: dt.datetime) -> None:
    """The checks are open, and some of them settled."""
    for check in actions.open_checks(row, by=by, at=at):
        if rng.random() < 0.55:
            actions.set_check(check, state=CheckState.DONE, by=by, at=at)

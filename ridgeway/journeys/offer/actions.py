"""Making an offer with the pay of the post's grade on the first day."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext

from ridgeway.core.languages import in_its_language
from ridgeway.core.words import day as day_words
from ridgeway.domains.establishment.models import Post, PostTerm
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment import offer_letters
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment, Terms
from ridgeway.domains.recruitment.actions.offers import Address
from ridgeway.domains.recruitment.models import Application, LetterTemplate, Offer

from .terms import pay_of


def terms_for(
    application: Application,
    *,
    post: Post,
    rate: str,
    with_supplement: bool,
    fte: Decimal,
    hours: Decimal,
    starts_on: dt.date,
    answer_by: dt.date,
    contract: str,
    ends_on: dt.date | None = None,
    conditions: str = "",
) -> Terms:
    """The terms of an offer. `rate` is a point of the post's grade, `GRADE-POINT`, or empty where the grade has no scale.

    Raises `CannotChangeRecruitment` where the point is not one of the post's grade on the first day.
    """
    pay = pay_of(application.council, [post.pk], starts_on)
    grade = pay.grades.get(post.pk)
    chosen = next((one for one in pay.rates if one.key == rate), None)
    if rate and chosen is None:
        named = f"the grade of post {post}" if grade is None else f"grade {grade}, which post {post} is on"
        raise CannotChangeRecruitment(f"That is not a point of {named} on {day_words(starts_on)}.")
    amount, words = pay.supplement_of(post.pk, chosen.annual if chosen else None) if with_supplement else (None, "")
    return Terms(
        fte=fte, hours=hours, starts_on=starts_on, answer_by=answer_by, contract=contract, ends_on=ends_on, grade=grade,
        point=chosen.point if chosen else None, annual=chosen.annual if chosen else None, supplement=amount, supplement_words=words,
        conditions="\n".join(line.strip() for line in conditions.splitlines() if line.strip()),
    )  # fmt: skip


@in_its_language
def words_for(application: Application, post: Post, terms: Terms, *, today: dt.date) -> str:
    """The letter in the council's own words, with its fields filled in, as it stands before whoever sends it changes it."""
    own = LetterTemplate.objects.filter(council=application.council).first()
    advert = application.advert
    term = PostTerm.objects.filter(post=post).on(terms.starts_on).select_related("team").first()
    contact = ", ".join(part for part in (advert.contact_name, advert.contact_telephone, advert.contact_email) if part)
    sample = Offer(fte=terms.fte, annual=terms.annual, supplement=terms.supplement)
    return offer_letters.fill(own.words if own else gettext(offer_letters.STANDARD), {
        "name": application.candidate.name, "council": application.council.name, "job": advert.title, "reference": advert.reference,
        "team": str(term.team) if term else "", "post": post.number, "start": day_words(terms.starts_on),
        "pay": f"£{sample.pay:,.0f}" if sample.pay is not None else "", "hours": f"{terms.hours.normalize():f}",
        "answer_by": day_words(terms.answer_by), "contact": contact or application.council.name, "today": day_words(today),
    })  # fmt: skip


def offer(
    application: Application, *, post: Post, letter: str, by, at: dt.datetime, url_of: Address | None = None, **asked
) -> Offer:
    """Make the offer; `asked` as `terms_for` takes it. Raises `CannotChangeRecruitment`."""
    terms = terms_for(application, post=post, **asked)
    return recruitment.make_offer(application, post=post, terms=terms, letter=letter, by=by, at=at, url_of=url_of)

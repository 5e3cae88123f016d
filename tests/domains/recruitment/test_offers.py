"""Offers: made with the terms of pay, answered, lapsed, taken back; one place never offered to two."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from docx import Document
from pypdf import PdfReader

from ridgeway.core import audit
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.pay import actions as pay
from ridgeway.domains.recruitment import actions, offer_letters
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.models import Application, Offer
from ridgeway.journeys.offer import actions as journey
from ridgeway.reporting import letters
from tests.factories import (
    AT,
    BY,
    a_live_advert,
    a_post,
    a_sent_application,
    a_service,
    a_team,
    a_user,
    an_employee,
    day,
)
from tests.paying import approved

pytestmark = pytest.mark.django_db
STARTS, ANSWER = day("2016-05-02"), day("2016-04-08")
LETTER = offer_letters.STANDARD


def url_of(application) -> str:
    return "https://example.org/"


@pytest.fixture
def team():
    return a_team(a_service())


def met(team, *posts, email="corin@example.org", advert=None):
    """Somebody who was interviewed for posts."""
    application = a_sent_application(advert or a_live_advert(team, posts=posts), email=email)
    for to in ("shortlisted", "interview"):
        actions.move_application(application, to, **BY)
    return application


def offers(application, post, **fields) -> Offer:
    asked = {
        "rate": "", "with_supplement": True, "fte": Decimal(1), "hours": Decimal(37), "starts_on": STARTS, "answer_by": ANSWER,
        "contract": "permanent", "conditions": "Identity\nEnhanced DBS", "letter": LETTER, **fields,
    }  # fmt: skip
    return journey.offer(application, post=post, url_of=url_of, **asked, **BY)


def state_of(application) -> str:
    return Application.objects.get(pk=application.pk).state


def graded(team):
    grade = Grade.objects.create(council=team.council, name="J")
    pay.set_point(grade, point=23, annual=Decimal(30_000), starts_on=day("2015-04-01"), **BY)
    approved(team.council, grade=grade)
    return grade


def test_an_offer_carries_the_pay_of_the_posts_grade_and_its_supplement(team):
    grade = graded(team)
    post = a_post(team, grade=grade)
    application = met(team, post)
    offer = offers(application, post, rate=f"{grade.pk}-23", fte=Decimal("0.5"), hours=Decimal("18.5"))
    assert (offer.annual, offer.supplement, offer.pay, offer.share) == (30_000, 3_000, 16_500, 1)
    assert (state_of(application), offer.state) == ("offered", "made")
    assert dict(letters.terms_of(offer)) == {
        "Job": application.advert.title, "Post": post.number, "Grade": "J, point 23", "Pay": "£30,000 a year, full time",
        "Market supplement": "£3,000 a year, full time (Hubs, social workers)", "Hours": "18.5 a week (0.5 of full time)",
        "Your pay": "£16,500 a year for these hours", "Contract": "Permanent", "First day": "2 May 2016", "Answer by": "8 April 2016",
    }  # fmt: skip
    with pytest.raises(CannotChangeRecruitment, match="not a point of grade J"):
        offers(application, post, rate=f"{grade.pk}-99")
    assert OutgoingMail.objects.filter(subject__startswith="We would like you to join us").count() == 1


def test_yes_begins_the_checks_and_is_said_once(team):
    post = a_post(team)
    application = met(team, post)
    offer = offers(application, post)
    actions.accept_offer(offer, url="https://example.org/", **BY)
    actions.accept_offer(offer, **BY)
    assert (state_of(application), Offer.objects.get().state, application.checks.count() > 0) == (
        "checking",
        "accepted",
        True,
    )
    assert [m.to_state for m in application.moves.all()][-3:] == ["offered", "accepted", "checking"]
    with pytest.raises(CannotChangeRecruitment, match="made after an interview"):
        offers(application, post)


def test_no_says_why_and_the_next_can_be_offered_it(team):
    post = a_post(team)
    first = met(team, post)
    second = met(team, email="tansy@example.org", advert=first.advert)
    offer = offers(first, post)
    with pytest.raises(CannotChangeRecruitment, match="offered to somebody else already"):
        offers(second, post)
    with pytest.raises(CannotChangeRecruitment, match="Choose the reason"):
        actions.decline_offer(offer, reason="", **BY)
    actions.decline_offer(offer, reason="pay", words="Swindon pays more.", **BY)
    offer.refresh_from_db()
    assert (state_of(first), offer.state, offer.reason, offer.words) == (
        "declined",
        "declined",
        "pay",
        "Swindon pays more.",
    )
    assert offers(second, post).state == "made"
    assert (state_of(second), audit.verify([team.council.code]).intact) == ("offered", True)


def test_the_database_itself_lets_one_place_be_offered_once(team):
    post = a_post(team)
    first = met(team, post)
    second = met(team, email="tansy@example.org", advert=first.advert)
    offer = offers(first, post)
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(**{
            **{f.attname: getattr(offer, f.attname) for f in Offer._meta.fields if f.name != "id"}, "application_id": second.pk,
        })  # fmt: skip


def test_a_job_share_is_offered_by_parts_and_no_more_than_there_is(team):
    post = a_post(team)
    people = [met(team, post)]
    people += [met(team, email=f"m{n}@example.org", advert=people[0].advert) for n in range(2)]
    half = {"fte": Decimal("0.5"), "hours": Decimal("18.5")}
    assert [offers(one, post, **half).share for one in people[:2]] == [1, 2]
    with pytest.raises(CannotChangeRecruitment, match="not enough of it is free"):
        offers(people[2], post, **half)
    held = a_post(team)
    an_employee(held, starts_on=day("2014-06-01"))
    with pytest.raises(CannotChangeRecruitment, match="is held on that day"):
        offers(met(team, held, email="late@example.org"), held)


def test_it_lapses_after_its_day_and_can_be_made_again(team):
    post = a_post(team)
    application = met(team, post)
    offers(application, post)
    on_the_day = dt.datetime(2016, 4, 8, 22, 0, tzinfo=dt.UTC)
    assert actions.lapse_offers(team.council, by="round", at=on_the_day) == 0
    later = on_the_day + dt.timedelta(days=1)
    assert actions.lapse_offers(team.council, url_of=url_of, by="round", at=later) == 1
    assert (state_of(application), Offer.objects.get().state) == ("lapsed", "lapsed")
    assert OutgoingMail.objects.filter(subject__startswith="Our offer has lapsed").count() == 1
    terms = journey.terms_for(
        application, post=post, rate="", with_supplement=False, fte=Decimal(1), hours=Decimal(37), starts_on=STARTS,
        answer_by=day("2016-04-20"), contract="permanent",
    )  # fmt: skip
    actions.make_offer(application, post=post, terms=terms, letter="Dear Corin", by="test", at=later)
    assert (state_of(application), Offer.objects.filter(state="made").count()) == ("offered", 1)


def test_it_is_taken_back_with_a_reason_and_an_answer_and_replaced_by_other_terms(team):
    post = a_post(team)
    application = met(team, post)
    first = offers(application, post)
    second = offers(application, post, starts_on=day("2016-05-09"))
    first.refresh_from_db()
    assert (first.state, first.reason) == ("withdrawn", "terms")
    with pytest.raises(CannotChangeRecruitment, match="everybody gets an answer"):
        actions.withdraw_offer(second, reason="checks", words=" ", **BY)
    with pytest.raises(CannotChangeRecruitment, match="open no more"):
        actions.accept_offer(first, **BY)
    actions.withdraw_offer(second, reason="checks", words="Ring us.", url="https://example.org/", **BY)
    second.refresh_from_db()
    move = application.moves.get(to_state="not_appointed")
    assert (second.state, second.reason, move.reason, move.words_for_candidate) == (
        "withdrawn",
        "checks",
        "checks",
        "Ring us.",
    )


def test_whoever_withdraws_frees_the_place_and_nobody_offers_to_themselves(team):
    post = a_post(team)
    application = met(team, post)
    offer = offers(application, post)
    actions.withdraw_application(application, by="candidate 1", at=AT)
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "unsaid")
    own = met(team, email="both@example.org", advert=application.advert)
    boss = a_user(team.council, "head-of-service", email="both@example.org")
    with pytest.raises(CannotChangeRecruitment, match="Somebody else decides"):
        journey.offer(
            own, post=post, rate="", with_supplement=True, fte=Decimal(1), hours=Decimal(37), starts_on=STARTS, answer_by=ANSWER,
            contract="permanent", letter=LETTER, by=boss, at=AT,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_on": day("2016-04-01")}, "still to come"), ({"answer_by": day("2016-04-01")}, "answer after today"),
        ({"answer_by": day("2016-06-01")}, "before the first day"), ({"contract": "fixed_term"}, "fixed term ends"),
        ({"letter": " "}, "Write the letter"), ({"fte": Decimal(0)}, "more than no hours"),
    ],
)  # fmt: skip
def test_what_cannot_be_offered(team, fields, sentence):
    post = a_post(team)
    with pytest.raises(CannotChangeRecruitment, match=sentence):
        offers(met(team, post), post, **fields)


def test_the_letter_as_word_and_pdf_survives_names_that_look_like_markup(team):
    grade = graded(team)
    post = a_post(team, grade=grade)
    application = met(team, post)
    application.candidate.name = "Corin & <b>Tamarisk</b> {{ council }} #let"
    application.candidate.save()
    terms = journey.terms_for(
        application, post=post, rate=f"{grade.pk}-23", with_supplement=True, fte=Decimal(1), hours=Decimal(37), starts_on=STARTS,
        answer_by=ANSWER, contract="permanent", conditions="Identity\n\nEnhanced DBS",
    )  # fmt: skip
    words = journey.words_for(application, post, terms, today=day("2016-04-01"))
    offer = actions.make_offer(application, post=post, terms=terms, letter=words, **BY)
    document = Document(io.BytesIO(letters.as_docx(offer)))
    said = [p.text for p in document.paragraphs]
    assert "Dear Corin & <b>Tamarisk</b> {{ council }} #let" in said
    assert ("Identity" in said, "Enhanced DBS" in said) == (True, True)
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][2:5] == [
        ["Grade", "J, point 23"], ["Pay", "£30,000 a year, full time"], ["Market supplement", "£3,000 a year, full time (Hubs, social workers)"],
    ]  # fmt: skip
    text = " ".join(PdfReader(io.BytesIO(letters.as_pdf(offer))).pages[0].extract_text().split())
    assert ("£30,000 a year, full time" in text, "{{ council }} #let" in text) == (True, True)


def test_a_councils_own_words_and_file_are_held_to_their_fields(team):
    assert offer_letters.problems(LETTER) == []
    assert offer_letters.problems("Dear {{ nmae }}\n\n{{ terms }}") == [
        "There is no field “nmae”.", "“{{ conditions }}” stands once, as a paragraph of its own.",
    ]  # fmt: skip
    with pytest.raises(CannotChangeRecruitment, match="no field"):
        actions.set_letter(team.council, words="{{ x }}", **BY)
    letters.check_docx(letters.standard_docx())
    with pytest.raises(letters.CannotSet, match="leaves out"):
        letters.check_docx(_blank())
    with pytest.raises(letters.CannotSet, match="cannot be read"):
        letters.check_docx(b"no file")


def _blank() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()

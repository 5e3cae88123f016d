"""The talent pool: consent asked for again, answered by the person, invitations once, and nothing left when it ends."""

import datetime as dt
from contextlib import contextmanager

import pytest
from django.urls import set_urlconf

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions, addresses
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.models import Enquiry, Invitation
from ridgeway.domains.recruitment.private_links import (
    CONFIRM,
    CONSENT,
    invited_number,
    invited_token,
    number_of,
    token_of,
)
from tests.factories import AT, BY, a_council, a_live_advert, a_service, a_team

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def council():
    return a_council("Chalkshire", code="999")


@pytest.fixture
def advert(council):
    return a_live_advert(a_team(a_service(council)))


def a_person(council, **fields) -> Enquiry:
    """Somebody who said yes for a year on 1 April 2016, and whose enquiry is closed."""
    fields = {"name": "Corin Oakapple", "email": "corin@example.org", "consent_to_keep": True, **fields}
    row = actions.take(council, way="call", **fields, **BY)
    return actions.close(row, outcome="no_answer", **BY)


def ask_all(council, at) -> int:
    return actions.ask_those_ending(council, address=addresses.consent_address(council), by="test", at=at)


def invite(people, advert, **more) -> tuple[int, int]:
    more = {"words": "Ring me.", **BY, **more}
    return actions.invite(
        people, advert=advert, job=addresses.job_address, consent=addresses.consent_address(advert.council), **more
    )


def test_a_private_link_is_good_for_one_purpose():
    token = token_of(CONSENT, 12)
    assert [number_of(CONSENT, token), number_of(CONFIRM, token), number_of(CONSENT, token + "x")] == [12, None, None]
    assert [number_of(CONSENT, text) for text in ("", "12", "12.", "²." + token[3:], "\x00")] == [None] * 5


def test_addresses_are_the_same_where_a_careers_site_has_its_own_host(council):
    here = addresses.page(council, "alerts")
    with override_urlconf("ridgeway.project.urls_of_site"):
        assert addresses.page(council, "alerts") == here == "http://localhost:8000/careers/chalkshire/alerts/"


@contextmanager
def override_urlconf(name: str):
    """As in a request that another list of addresses answers."""
    set_urlconf(name)
    try:
        yield
    finally:
        set_urlconf(None)


def test_they_are_asked_once_in_the_month_before_it_ends(council):
    row = a_person(council)
    a_person(council, email="", telephone="01632 960127")
    assert ask_all(council, AT + 334 * DAY) == 0  # 1 March 2017: 31 days
    assert ask_all(council, AT + 335 * DAY) == 1
    assert ask_all(council, AT + 336 * DAY) == 0
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.about) == ("corin@example.org", f"recruitment.enquiry:{row.pk}")
    assert f"http://localhost:8000/careers/chalkshire/keep-in-touch/{token_of(CONSENT, row.pk)}/" in mail.text


def test_asked_by_hand_not_twice_in_a_week(council):
    row, address = a_person(council), addresses.consent_address(council)
    actions.ask_consent_again(row, address=address, **BY)
    with pytest.raises(CannotChangeRecruitment, match="within the last week"):
        actions.ask_consent_again(row, address=address, by="test", at=AT + 6 * DAY)
    actions.ask_consent_again(row, address=address, by="test", at=AT + 8 * DAY)
    assert OutgoingMail.objects.count() == 2


def test_yes_is_another_year_and_they_are_asked_again_before_that_ends(council):
    row = a_person(council)
    ask_all(council, AT + 340 * DAY)
    row = actions.renew_consent(row, at=AT + 341 * DAY)
    assert (row.consent_until, row.consent_asked_at) == (dt.date(2018, 3, 8), None)
    assert ask_all(council, AT + 342 * DAY) == 0
    assert ask_all(council, AT + (341 + 340) * DAY) == 1


def test_no_removes_what_is_known_and_what_was_written(council):
    row = a_person(council)
    ask_all(council, AT + 340 * DAY)
    row = actions.withdraw_consent(row, at=AT + 341 * DAY)
    assert (row.name, row.email, row.consent_to_keep, row.anonymised_at) == ("", "", False, AT + 341 * DAY)
    assert OutgoingMail.objects.get().text == ""
    entry = AuditEntry.objects.get(action="enquiry.consent_withdrawn")
    assert (entry.actor, "corin" in str(entry.before)) == ("the person themselves", False)
    assert actions.withdraw_consent(row, at=AT + 342 * DAY).anonymised_at == AT + 341 * DAY
    with pytest.raises(CannotChangeRecruitment):
        actions.renew_consent(row, at=AT + 343 * DAY)


def test_no_while_the_enquiry_is_open_leaves_what_is_needed_to_answer(council):
    row = actions.take(council, way="call", name="Corin", email="corin@example.org", consent_to_keep=True, **BY)
    row = actions.withdraw_consent(row, at=AT + DAY)
    assert (row.consent_to_keep, row.name, row.anonymised_at) == (False, "Corin", None)


def test_silence_ends_in_removal(council):
    row = a_person(council)
    ask_all(council, AT + 340 * DAY)
    assert actions.anonymise_expired(council, by="test", at=AT + 364 * DAY) == 0
    assert actions.anonymise_expired(council, by="test", at=AT + 365 * DAY) == 1
    row.refresh_from_db()
    assert (row.name, OutgoingMail.objects.get().to) == ("", "")


def test_somebody_is_invited_once_to_a_job(council, advert):
    row = a_person(council)
    assert invite([row], advert) == (1, 0)
    assert invite([row], advert) == (0, 1)
    mail = OutgoingMail.objects.get()
    assert mail.subject == "A job that could suit you: Social worker, safeguarding"
    lines = mail.text.split("\n\n")
    assert lines[:4] == [
        "Dear Corin Oakapple,", "Ring me.", "* Social worker, safeguarding\nTrowbridge. £28,922 to £33,998. Apply by Fri 29 Apr 2016, 23:59",
        f"See the job, and apply:\nhttp://localhost:8000/careers/chalkshire/apply/{advert.reference}/?via={invited_token(row.pk)}",
    ]  # fmt: skip
    assert Invitation.objects.get().by_name == "test"
    assert AuditEntry.objects.get(action="enquiry.invited").thing == f"Invitation {Invitation.objects.get().pk}"


def test_who_cannot_be_written_to_or_no_longer_agrees_is_left_out(council, advert):
    without = a_person(council, email="", telephone="01632 960127")
    said_no = a_person(council)
    actions.keep_in_touch(said_no, until=None, **BY)
    never = a_person(council, consent_to_keep=False)
    assert invite([without, said_no, never], advert) == (0, 3)
    ended = a_person(council)
    Enquiry.objects.filter(pk=ended.pk).update(consent_until=AT.date())
    assert invite([ended], advert) == (0, 1)
    assert OutgoingMail.objects.count() == 0


def test_nobody_is_invited_to_what_they_cannot_apply_for(council, advert):
    row = a_person(council)
    with pytest.raises(CannotChangeRecruitment, match="Nobody can apply"):
        invite([row], advert, at=AT + 40 * DAY)
    with pytest.raises(CannotChangeRecruitment, match="another council's"):
        invite([a_person(a_council())], advert)
    assert Invitation.objects.count() == 0


def test_an_application_of_somebody_invited_inherits_the_enquiry(council, advert):
    row = a_person(council)
    invite([row], advert)
    application = actions.begin_application(advert, actions.candidate_for(council, "corin@example.org", at=AT), **BY)
    assert application.enquiry == row


def test_somebody_in_conversation_is_invited_without_a_consent_and_the_link_carries_who_they_are(council, advert):
    asked = actions.take(council, way="call", name="Corin", email="corin@example.org", **BY)
    closed = a_person(council, name="Wren", email="wren@example.org", consent_to_keep=False)
    assert invite([asked, closed], advert) == (1, 1)
    mail = OutgoingMail.objects.get(key__startswith="invitation:")
    assert f"via={invited_token(asked.pk)}" in mail.text
    assert "you asked" in mail.text
    other = actions.candidate_for(council, "another@example.org", at=AT)
    made = actions.begin_application(advert, other, via=invited_token(asked.pk), **BY)
    assert made.enquiry_id == asked.pk


def test_a_link_of_an_invitation_that_is_made_up_is_nobodys():
    token = invited_token(12)
    assert [invited_number(text) for text in (token, token[:-1] + "x", token.replace("12", "13", 1), "", "i12_")] == [
        12
    ] + [None] * 4

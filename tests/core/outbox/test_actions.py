"""Writing mails: once per key, nothing that could harm, words erased in time, decisions recorded without the person."""

import datetime as dt

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox import actions
from ridgeway.core.outbox.actions import CannotSend, Draft, File
from ridgeway.core.outbox.letters import Item, Items, Letter, Link, as_html, as_text
from ridgeway.core.outbox.models import Attachment, OutgoingMail
from ridgeway.domains.organisation.models import CouncilMail
from tests.factories import AT, a_council, a_user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def council():
    return a_council("Chalkshire")


def a_mail(council, key="hello:1", to="corin@example.org", **fields) -> OutgoingMail:
    fields = {"subject": "Hello", "text": "Hello Corin.", **fields}
    return actions.send(council=council, key=key, to=to, at=AT, **fields)


@pytest.fixture
def named(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def test_without_a_server_a_mail_is_kept_and_nobody_is_told(council, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as called:
        assert a_mail(council).state == "kept"
    assert called == []


def test_with_a_server_it_waits_and_the_worker_is_told_once(council, named, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as called:
        assert [a_mail(council, f"hello:{n}").state for n in range(3)] == ["waiting"] * 3
    assert len(called) == 1


def test_the_same_key_is_one_mail_and_the_first_stands(council):
    first, again = a_mail(council), a_mail(council, text="Other words")
    assert (again.pk, again.text) == (first.pk, "Hello Corin.")
    assert a_mail(a_council()).pk != first.pk


def test_a_later_mail_of_the_same_key_adds_no_file(council):
    first = a_mail(council, attachments=[File("a.txt", b"a", "text/plain")])
    actions.send(
        council=council, key="hello:1", to="corin@example.org", subject="Hello", text="Hello", at=AT + DAY,
        attachments=[File("b.txt", b"b", "text/plain")],
    )  # fmt: skip
    assert [file.name for file in first.attachments.all()] == ["a.txt"]


def test_many_are_written_in_few_queries(council, django_assert_max_num_queries):
    drafts = [Draft(f"bulk:{n}", f"a{n}@example.org", "Hello", "Hello") for n in range(150)]
    with django_assert_max_num_queries(8):
        assert [mail.to for mail in actions.send_many(council, drafts, at=AT)] == [draft.to for draft in drafts]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "corin"},
        {"to": ""},
        {"to": "corin@example.org\nBcc: all@example.org"},
        {"to": "corin@example.org, all@example.org"},
        {"reply_to": "a@example.org\r\nBcc: all@example.org"},
        {"subject": ""},
        {"subject": "Hello\nBcc: all@example.org"},
        {"subject": "Hello\u2028Bcc: all@example.org"},
        {"subject": "x" * 201},
        {"headers": {"Bcc": "all@example.org"}},
        {"headers": {"List-Unsubscribe": "<https://example.org/>\nBcc: all@example.org"}},
        {"attachments": [File("a.txt\nX: y", b"", "text/plain")]},
        {"attachments": [File("a.txt", b"x" * (10 * 1024 * 1024 + 1), "text/plain")]},
        {"key": ""},
        {"key": "k" * 161},
    ],
    ids=str,
)
def test_what_could_not_or_must_not_be_sent_is_refused(council, wrong):
    with pytest.raises(CannotSend):
        a_mail(council, **wrong)
    assert OutgoingMail.objects.count() == 0


def test_words_and_addresses_go_in_time_and_the_fact_stays(council):
    mail = a_mail(
        council, html="<p>Hello Corin.</p>", reply_to="me@example.org", attachments=[File("a", b"a", "text/plain")]
    )
    assert actions.erase_old(days=30, at=AT + 30 * DAY) == 0
    assert actions.erase_old(days=30, at=AT + 31 * DAY) == 1
    assert actions.erase_old(days=30, at=AT + 32 * DAY) == 0
    mail.refresh_from_db()
    assert (mail.to, mail.reply_to, mail.subject, mail.text, mail.html, mail.key) == ("", "", "", "", "", "hello:1")
    assert Attachment.objects.count() == 0


def test_what_waits_is_not_erased_however_old(council, named):
    a_mail(council)
    assert actions.erase_old(days=30, at=AT + 99 * DAY) == 0


def test_what_is_about_somebody_is_withdrawn_and_erased_with_them(council, named):
    person, other = a_user(), a_user()
    mine, theirs = a_mail(council, "a:1", about=person), a_mail(council, "a:2", about=other)
    assert actions.withdraw(council, person, at=AT) == 1
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, mine.to, theirs.state, theirs.to) == ("withdrawn", "", "waiting", "corin@example.org")


def test_a_decision_is_recorded_without_the_person(council, named):
    mail, by = a_mail(council), a_user(council, "administrator")
    OutgoingMail.objects.update(state="unsure")
    assert actions.send_again(mail, council=council, by=by, at=AT + DAY).state == "waiting"
    OutgoingMail.objects.update(state="unsure")
    assert actions.it_went(mail, council=council, by=by, at=AT + DAY).state == "sent"
    entries = AuditEntry.objects.filter(thing_type="outbox.outgoingmail").order_by("sequence")
    assert [(e.action, e.thing, e.before, e.after) for e in entries] == [
        ("mail.waiting", f"Mail {mail.pk}", {"state": "unsure"}, {"state": "waiting"}),
        ("mail.sent", f"Mail {mail.pk}", {"state": "unsure"}, {"state": "sent"}),
    ]


def test_what_was_decided_already_or_erased_or_cannot_go_is_refused(council, settings):
    mail, by = a_mail(council), a_user(council, "administrator")
    with pytest.raises(CannotSend, match="No mail server is named"):
        actions.send_again(mail, council=council, by=by, at=AT)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(CannotSend, match="“Kept here, not sent”: somebody was quicker"):
        actions.it_went(mail, council=council, by=by, at=AT)
    actions.erase(OutgoingMail.objects.all(), at=AT)
    with pytest.raises(CannotSend, match="have been removed"):
        actions.send_again(mail, council=council, by=by, at=AT)


def test_nobody_of_another_council_sees_a_mail(council):
    mail = a_mail(council)
    theirs, ours = a_user(a_council(), "administrator"), a_user(council, "administrator")
    seen = [list(CouncilMail.objects.visible_to(user).values_list("pk", flat=True)) for user in (theirs, ours)]
    assert seen == [[], [mail.pk]]


LETTER = Letter(
    "Two jobs",
    ["Hello <b>.", Link("See them", "https://example.org/?a=1&b=2"), Items([Item("Social worker", "https://example.org/1", "North")])],
    "You asked for this.",
    [Link("Stop", "https://example.org/stop")],
)  # fmt: skip


def test_a_letter_in_words():
    assert as_text(LETTER, "Chalkshire") == (
        "Hello <b>.\n\nSee them:\nhttps://example.org/?a=1&b=2\n\n* Social worker\nNorth\nhttps://example.org/1\n\n"
        "Chalkshire\n\n-- \nYou asked for this.\nStop: https://example.org/stop\n"
    )


def test_a_letter_as_a_page_is_escaped():
    page = as_html(LETTER, "Chalk & Down", "#28633A")
    assert [
        part in page
        for part in (
            "Hello &lt;b&gt;.",
            "https://example.org/?a=1&amp;b=2",
            "Chalk &amp; Down",
            '<span class="note">North</span>',
        )
    ] == [True] * 4

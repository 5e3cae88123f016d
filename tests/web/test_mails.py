"""The page of mails: what stands with each, who may read which words, and what is decided."""

import pytest
from django.urls import reverse

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox import actions as outbox
from ridgeway.core.outbox.models import OutgoingMail

from ..factories import AT, a_council, a_user
from ..signing_in import sign_in

pytestmark = pytest.mark.django_db
TEXT = "Dear Corin, see https://example.org/link/abc"


@pytest.fixture
def council(at):
    return a_council("Chalkshire")


@pytest.fixture
def signed(client, council):
    sign_in(client, a_user(council, "administrator"))
    return client


@pytest.fixture
def named(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def a_mail(council, key="alert:1", **changes) -> OutgoingMail:
    mail = outbox.send(council=council, key=key, to="corin@example.org", subject="Two jobs", text=TEXT, at=AT)
    OutgoingMail.objects.filter(pk=mail.pk).update(**changes)
    return mail


def page(client, council, name="admin_mails", **rest) -> str:
    return client.get(reverse(name, kwargs={"council": council.slug, **rest})).content.decode()


def press(client, council, name, mail) -> str:
    url = reverse(name, kwargs={"council": council.slug, "mail": mail.pk})
    return client.post(url, follow=True).content.decode()


def test_the_list_masks_addresses_and_says_that_nothing_leaves(signed, council):
    a_mail(council)
    html = page(signed, council)
    assert ("c•••@example.org" in html, "corin@example.org" in html) == (True, False)
    assert "No mail server is named, so nothing leaves this installation." in html


def test_a_kept_mail_is_read_by_pressing_and_it_is_recorded(signed, council):
    mail = a_mail(council)
    assert "Dear Corin" not in page(signed, council, "admin_mail", mail=mail.pk)
    html = press(signed, council, "admin_mail_read", mail)
    assert 'href="https://example.org/link/abc"' in html
    entry = AuditEntry.objects.get(action="mail.read")
    assert (entry.thing_id, entry.after) == (str(mail.pk), {"key": "alert:1"})


@pytest.mark.parametrize("state", ["waiting", "sending", "sent", "failed", "unsure", "withdrawn"])
def test_the_words_of_a_mail_that_goes_are_read_by_nobody(signed, council, state):
    mail = a_mail(council, state=state)
    assert "Dear Corin" not in press(signed, council, "admin_mail_read", mail)
    assert AuditEntry.objects.filter(action="mail.read").count() == 0


def test_one_that_was_cut_off_is_decided(signed, council, named):
    first, second = a_mail(council, "a:1", state="unsure"), a_mail(council, "a:2", state="unsure")
    html = page(signed, council)
    assert "Two mails did not go, or may not have." in html
    assert "corin@example.org" in page(signed, council, "admin_mail", mail=first.pk)
    press(signed, council, "admin_mail_send", first)
    press(signed, council, "admin_mail_went", second)
    assert list(OutgoingMail.objects.order_by("key").values_list("state", flat=True)) == ["waiting", "sent"]
    assert "somebody was quicker" in press(signed, council, "admin_mail_went", second)


def test_a_kept_mail_cannot_be_sent_without_a_server_and_can_with_one(signed, council, settings):
    mail = a_mail(council)
    assert "Send it" not in page(signed, council, "admin_mail", mail=mail.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "Send it" in page(signed, council, "admin_mail", mail=mail.pk)


def test_the_list_goes_on_by_key_and_costs_the_same(signed, council, django_assert_num_queries):
    drafts = [outbox.Draft(f"a:{n}", f"a{n}@example.org", f"Mail {n:03}", "Hello") for n in range(120)]
    outbox.send_many(council, drafts, at=AT)
    url, seen = reverse("admin_mails", kwargs={"council": council.slug}), []
    for _ in range(3):
        with django_assert_num_queries(5):
            response = signed.get(url)
        seen += [str(row[0].text) for row in response.context["rows"]]
        url = url.split("?")[0] + response.context["later"]
    assert seen == [f"Mail {n:03}" for n in reversed(range(120))]


def test_another_councils_mail_does_not_exist(signed, council):
    mail = a_mail(a_council("Weald", code="998"))
    url = reverse("admin_mail", kwargs={"council": council.slug, "mail": mail.pk})
    assert signed.get(url).status_code == 404


def test_today_says_what_did_not_go_to_the_administrator_alone(signed, council):
    a_mail(council, state="failed")
    assert "One mail did not go, or may not have." in page(signed, council, "today_waiting")
    sign_in(signed, a_user(council, "head-of-service"))
    assert "One mail did not go" not in page(signed, council, "today_waiting")

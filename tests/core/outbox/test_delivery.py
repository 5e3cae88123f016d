"""Delivery to a real mail server: one that is dead, refuses, breaks off; a worker that is killed; two workers; 500 mails."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings as used
from django.db import connection, transaction

from ridgeway.core.outbox import actions, rules
from ridgeway.core.outbox.actions import Draft, File
from ridgeway.core.outbox.delivery import Delivered, Outcome, claim, deliver, find_lost, look_after, settle
from ridgeway.core.outbox.models import OutgoingMail
from tests.factories import AT, a_council

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def council():
    return a_council("Chalkshire")


def write(council, count=1, **fields) -> list[OutgoingMail]:
    drafts = [Draft(f"hello:{n}", f"a{n}@example.org", "Hello", "Hello.", **fields) for n in range(count)]
    return actions.send_many(council, drafts, at=AT)


def at(minutes: float = 0):
    return lambda: AT + minutes * MINUTE


def states() -> list[str]:
    return list(OutgoingMail.objects.order_by("key").values_list("state", flat=True))


def test_a_mail_arrives_as_it_was_written(council, server):
    write(council, html="<p>Hello.</p>", reply_to="contact@example.org", attachments=[File("a.ics", b"BEGIN", "text/calendar")],
          headers={"List-Unsubscribe": "<https://example.org/stop>"})  # fmt: skip
    assert deliver(now=at()) == Delivered(1, False)
    (mail,) = server.box.received
    assert {name: str(mail[name]) for name in ("From", "To", "Subject", "Reply-To", "List-Unsubscribe", "Date")} == {
        "From": "Chalkshire <ridgeway@localhost>", "To": "a0@example.org", "Subject": "Hello", "Reply-To": "contact@example.org",
        "List-Unsubscribe": "<https://example.org/stop>", "Date": "Fri, 01 Apr 2016 08:00:00 +0000",
    }  # fmt: skip
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    assert states() == ["sent"]


def test_nothing_is_due_and_no_server_is_asked(council, dead_server):
    assert deliver(now=at()) == Delivered(0, False)


def test_a_dead_server_puts_all_off_and_none_is_sent_twice(council, dead_server, settings, request):
    write(council, 3)
    deliver(now=at())
    assert list(OutgoingMail.objects.order_by().values_list("state", "failures", "next_at").distinct()) == [
        ("waiting", 1, AT + MINUTE)
    ]
    server = request.getfixturevalue("server")
    assert deliver(now=at(0.5)).talks == 0
    assert deliver(now=at(1)).talks == 3
    assert deliver(now=at(2)).talks == 0
    assert (sorted(server.box.to), states()) == ([f"a{n}@example.org" for n in range(3)], ["sent"] * 3)


def test_a_server_that_stays_dead_is_given_up_after_two_days(council, dead_server):
    (mail,) = write(council)
    tried = 0
    while states() == ["waiting"]:
        mail.refresh_from_db()
        deliver(now=lambda: mail.next_at)
        tried += 1
    assert tried == rules.MOST_FAILURES
    assert dt.timedelta(days=1.5) < mail.next_at - AT < dt.timedelta(days=2.5)
    assert states() == ["failed"]


def test_a_refused_recipient_fails_and_the_others_go(council, server):
    write(council, 3)
    server.box.refuses = {"a1@example.org": "550 no such person", "a2@example.org": "450 busy"}
    deliver(now=at())
    assert states() == ["sent", "failed", "waiting"]
    assert OutgoingMail.objects.get(key="hello:1").answer == "550 no such person"
    server.box.refuses = {}
    deliver(now=at(1))
    assert (states(), server.box.to) == (["sent", "failed", "sent"], ["a0@example.org", "a2@example.org"])


def test_a_line_that_breaks_before_the_words_is_tried_again(council, server):
    write(council, 2)
    server.box.breaks_off_before_words = True
    assert deliver(now=at()).talks == 1
    assert states() == ["waiting", "waiting"]
    server.box.breaks_off_before_words = False
    deliver(now=at(3))
    assert sorted(server.box.to) == ["a0@example.org", "a1@example.org"]


def test_a_line_that_breaks_after_the_words_leaves_it_unsure_for_ever(council, server):
    write(council)
    server.box.breaks_off_after_words = True
    deliver(now=at())
    assert states() == ["unsure"]
    server.box.breaks_off_after_words = False
    for day in range(5):
        look_after(at=AT + dt.timedelta(days=day))
        assert deliver(now=at(day * 1440)).talks == 0
    assert len(server.box.received) == 1


def test_a_talk_that_was_cut_off_is_found_and_not_begun_again(council, server):
    write(council)
    assert claim(AT).key == "hello:0"
    assert find_lost(at=AT + 14 * MINUTE) == 0
    assert find_lost(at=AT + 16 * MINUTE) == 1
    assert (states(), deliver(now=at(20)).talks) == (["unsure"], 0)


def test_a_talk_that_ends_late_still_counts_but_not_after_another_was_begun(council, server):
    write(council)
    slow = claim(AT)
    find_lost(at=AT + 16 * MINUTE)
    OutgoingMail.objects.update(state="waiting")
    again = claim(AT + 17 * MINUTE)
    assert settle(slow, Outcome("failed"), at=AT + 18 * MINUTE) is False
    find_lost(at=AT + 40 * MINUTE)
    assert settle(again, Outcome("sent"), at=AT + 41 * MINUTE) is True
    assert states() == ["sent"]


def test_more_than_a_turn_takes_is_left_for_another(council, server):
    write(council, 5)
    assert [deliver(now=at(), most=2) for _ in range(3)] == [
        Delivered(2, True),
        Delivered(2, True),
        Delivered(1, False),
    ]


def test_what_is_written_in_a_transaction_that_fails_was_never_written(
    council, server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as called, transaction.atomic():
        write(council)
        transaction.set_rollback(True)
    assert (called, OutgoingMail.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_commit_has_it_sent(council, server):
    write(council, 120)
    assert (len(server.box.received), set(states())) == (120, {"sent"})


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_different_mails(council, server, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with transaction.atomic():
        write(council, 60)
    talks = []

    def work():
        try:
            talks.append(deliver(now=at()).talks)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (sorted(server.box.to), sum(talks)) == (sorted(f"a{n}@example.org" for n in range(60)), 60)
    assert [talk > 0 for talk in talks] == [True, True]


@pytest.mark.django_db(transaction=True)
def test_500_mails_are_written_at_once_and_each_arrives_once(council, server, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    began = time.monotonic()
    write(council, 500)
    assert time.monotonic() - began < 5
    while deliver(now=at()).more:
        pass
    assert len({str(mail["Message-ID"]) for mail in server.box.received}) == 500 == len(server.box.received)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_talk_sends_nothing_twice(council, server, settings, tmp_path):
    """A process of its own, killed while the server holds the words: the mail arrived, nobody knows, nobody repeats it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    write(council, 2)
    held = threading.Event()

    async def hold(server_, session, envelope):
        held.set()
        import asyncio

        await asyncio.sleep(30)
        return "250 taken"

    server.box.handle_DATA = hold
    code = "import django; django.setup(); from ridgeway.core.outbox.delivery import deliver; deliver()"
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "ridgeway.project.settings", "DATABASE_URL": _address(), "RIDGEWAY_HOME": str(tmp_path),
        "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port),
    }  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-c", code], env=environment, cwd=used.BASE_DIR)
    assert held.wait(120)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert states() == ["sending", "waiting"]
    del server.box.handle_DATA
    assert deliver(now=at(1)).talks == 1
    find_lost(at=dt.datetime.now(dt.UTC) + 20 * MINUTE)
    assert (states(), server.box.to) == (["unsure", "sent"], ["a1@example.org"])


def _address() -> str:
    """The test database as another process names it."""
    to = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{to['NAME']}"
    return f"postgresql://{to['USER']}:{to['PASSWORD']}@{to['HOST']}:{to['PORT']}/{to['NAME']}"

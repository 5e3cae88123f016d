"""Messages to many: handed over at once, sent by the worker, each to each once; the texts a council keeps."""

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.actions.messages import send_portion
from ridgeway.domains.recruitment.models import Candidate, Message, MessageTemplate, MessageTo
from tests.factories import AT, BY, a_live_advert, a_sent_application, a_user
from tests.signing_in import sign_in
from tests.web.asking import text_of, url

pytestmark = pytest.mark.django_db


def url_of(row) -> str:
    return "https://example.org/"


def test_ticked_written_and_sent_by_the_worker(place, client, django_capture_on_commit_callbacks):
    sign_in(client, place.head)
    rows = [a_sent_application(a_live_advert(place.north, place.role)) for _ in range(3)]
    Candidate.objects.filter(pk=rows[2].candidate_id).update(email="")
    kept = actions.keep_message_template(
        place.council, name="Waiting", subject="About {{ job }}", words="Dear {{ name }}\n\nPlease wait.", **BY
    )
    keys = [row.pk for row in rows]
    page = client.post(url("hiring_write", place), {"application": keys, "template": kept.pk, "begin": "1"})
    assert page.context["form"].initial == {"subject": kept.subject, "words": kept.words}
    page = client.post(
        url("hiring_write", place), {"application": keys, "subject": "x", "words": "Dear {{ nam }}", "send": "1"}
    )
    assert page.context["form"].errors == {"__all__": ["There is no field “nam”: only {{ name }} and {{ job }}."]}
    with django_capture_on_commit_callbacks(execute=True):
        said = {"application": keys, "subject": kept.subject, "words": kept.words, "send": "1"}
        page = client.post(url("hiring_write", place), said, follow=True)
    assert (
        OutgoingMail.objects.filter(
            subject=f"About {rows[0].advert.title}", text__contains="Dear Corin Tamarisk"
        ).count()
        == 2
    )
    message = Message.objects.get()
    assert (message.total, message.done_at is not None, MessageTo.objects.exclude(left_out="").count()) == (3, True, 1)
    page = client.get(url("hiring_message", place, message=message.pk))
    far = page.context["far"]
    assert (far.kept, far.went, far.left_out, far.not_yet, page.context["stands"]) == (2, 0, 1, 0, "done")


def test_begun_again_it_sends_nothing_twice_and_portions_follow(place, monkeypatch):
    monkeypatch.setattr("ridgeway.domains.recruitment.actions.messages.PORTION", 2)
    advert = a_live_advert(place.north, place.role)
    rows = [a_sent_application(advert) for _ in range(3)]
    message = actions.write_to(rows, subject="Hello", words="Wait.", **BY)
    assert [send_portion(message, at=AT, url_of=url_of) for _ in range(3)] == [1, 0, 0]
    assert OutgoingMail.objects.filter(subject="Hello").count() == 3
    with pytest.raises(CannotChangeRecruitment, match="between one and 500"):
        actions.write_to([], subject="Hello", words="Wait.", **BY)
    own = a_sent_application(advert, email="both@example.org")
    with pytest.raises(CannotChangeRecruitment, match="One of them is you"):
        actions.write_to([own], subject="x", words="y", by=a_user(place.council, email="both@example.org"), at=AT)


def test_stopped_on_its_way_it_says_how_many_and_goes_on_with_the_others_alone(place, client, settings, monkeypatch):
    monkeypatch.setattr("ridgeway.domains.recruitment.actions.messages.PORTION", 3)
    settings.EMAIL_BACKEND = (
        "django.core.mail.backends.smtp.EmailBackend"  # mails wait for a server; no worker runs here
    )
    sign_in(client, place.head)
    advert = a_live_advert(place.north, place.role)
    message = actions.write_to(
        [a_sent_application(advert) for _ in range(5)], subject="Hello", words="Wait.", by=place.head, at=AT
    )
    here, act = (url(name, place, message=message.pk) for name in ("hiring_message", "hiring_message_act"))
    assert send_portion(message, at=AT, url_of=url_of) == 2
    mails = OutgoingMail.objects.filter(subject="Hello").order_by("pk")
    sent, sending, _ = list(mails)
    OutgoingMail.objects.filter(pk=sent.pk).update(state="sent")
    OutgoingMail.objects.filter(pk=sending.pk).update(state="sending")

    def stands():
        page = client.get(here)
        return page.context["stands"], page.context["far"].went, page.context["far"].not_yet

    assert stands() == ("going", 2, 3)
    for _ in range(2):
        page = client.post(act, {"stop": 1}, follow=True)
    assert "It had gone to <strong>2</strong> of 5 candidates; 3 were not written to." in text_of(page)
    assert (stands(), list(mails.all()), send_portion(message, at=AT, url_of=url_of)) == (
        ("stopped", 2, 3),
        [sent, sending],
        0,
    )
    assert client.post(act, {"continue": 1}).status_code == 302
    assert [send_portion(message, at=AT, url_of=url_of) for _ in range(2)] == [0, 0]
    assert (stands(), mails.all().count(), mails.filter(state="waiting").count()) == (("going", 2, 3), 5, 3)
    mails.filter(state="waiting").update(state="sent")
    assert stands() == ("done", 5, 0)
    page = client.post(act, {"stop": 1}, follow=True)
    assert [str(one) for one in page.context["messages"]] == ["It has gone to everybody: nothing is left to stop."]
    trail = AuditEntry.objects.filter(thing_type="recruitment.message").order_by("pk").values_list("action", flat=True)
    assert list(trail) == ["message.written", "message.stopped", "message.continued"]


def test_a_message_is_seen_by_who_wrote_it_and_the_whole_council(place, client):
    writer = a_user(place.council, "team-manager", team=place.north)
    row = a_sent_application(a_live_advert(place.north, place.role))
    message = actions.write_to([row], subject="Hello", words="Wait.", by=writer, at=AT)
    here = url("hiring_message", place, message=message.pk)
    for user, status in (
        (writer, 200),
        (place.head, 200),
        (a_user(place.council, "team-manager", team=place.south), 404),
    ):
        sign_in(client, user)
        assert client.get(here).status_code == status


def test_texts_are_kept_changed_and_taken_away(place, client):
    sign_in(client, a_user(place.council, "administrator"))
    given = {"name": "Reminder", "subject": "Your interview", "words": "Dear {{ name }}"}
    client.post(url("admin_message_add", place), given)
    page = client.post(url("admin_message_add", place), given)
    assert page.context["form"].errors == {"__all__": ["There is a text of that name already."]}
    kept = MessageTemplate.objects.get()
    client.post(url("admin_message", place, template=kept.pk), {**given, "name": "Interview reminder"})
    assert MessageTemplate.objects.get().name == "Interview reminder"
    client.post(url("admin_message_remove", place, template=kept.pk))
    assert MessageTemplate.objects.count() == 0

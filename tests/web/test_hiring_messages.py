"""Messages to many: handed over at once, sent by the worker, each to each once; the texts a council keeps."""

import pytest

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.actions.messages import send_portion
from ridgeway.domains.recruitment.models import Candidate, Message, MessageTemplate, MessageTo
from tests.factories import AT, BY, a_live_advert, a_sent_application, a_user
from tests.signing_in import sign_in
from tests.web.asking import url

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
    assert (page.context["told"], page.context["left_out"]) == (2, 1)


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

"""Alerts of new jobs: nobody is told who did not say so, each job once, and nothing stays when they stop."""

import datetime as dt

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import Addresses, CannotChangeRecruitment
from ridgeway.domains.recruitment.models import JobAlert
from ridgeway.domains.recruitment.private_links import STOP, token_of
from tests.factories import AT, a_council, a_live_advert, a_service, a_team, an_advert

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
WHERE = Addresses(
    job=lambda reference: f"https://example.org/{reference}", alert=lambda token: f"https://example.org/{token}",
    confirm=lambda token: f"https://example.org/yes/{token}", stop=lambda token: f"https://example.org/stop/{token}",
)  # fmt: skip


@pytest.fixture
def council():
    return a_council("Chalkshire", code="999")


@pytest.fixture
def team(council):
    return a_team(a_service(council), name="West hub")


def ask(council, *, email="corin@example.org", often="daily", at=AT, **wanted) -> JobAlert:
    return actions.ask_for_alert(council, email=email, wanted=wanted, how_often=often, at=at, addresses=WHERE)


def an_alert(council, **fields) -> JobAlert:
    return actions.confirm_alert(ask(council, **fields), at=AT)


def publish(team, at, **fields):
    closes_at = fields.pop("closes_at", at + 20 * DAY)
    return actions.publish(an_advert(team, **fields, closes_at=closes_at), by="test", at=at)


def tell(council, at, often="daily") -> int:
    return actions.mail_alerts(council, how_often=often, at=at, addresses=WHERE)


def mails(kind="job-alert:") -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(key__startswith=kind).order_by("pk"))


def test_nothing_is_sent_before_they_say_that_it_was_them(council, team):
    alert = ask(council)
    publish(team, AT + DAY)
    assert tell(council, AT + 2 * DAY) == 0
    assert [(mail.to, mail.subject) for mail in mails("")] == [
        ("corin@example.org", "Do you want to be told of new jobs at Chalkshire?")
    ]
    actions.confirm_alert(alert, at=AT + 2 * DAY)
    assert tell(council, AT + 3 * DAY) == 0  # what was out before they said yes was there to be seen


def test_each_new_job_is_told_once(council, team):
    alert = an_alert(council)
    first = publish(team, AT + DAY)
    assert [tell(council, AT + day * DAY) for day in (2, 2, 3)] == [1, 0, 0]
    second, third = publish(team, AT + 4 * DAY), publish(team, AT + 4 * DAY)
    assert tell(council, AT + 5 * DAY) == 1
    one, two = mails()
    assert one.subject == "A new job at Chalkshire: Social worker, safeguarding"
    assert two.subject == "2 new jobs at Chalkshire"
    assert [f"example.org/{job.reference}\n" in one.text for job in (first, second, third)] == [True, False, False]
    assert [f"example.org/{job.reference}\n" in two.text for job in (first, second, third)] == [False, True, True]
    stop = f"https://example.org/stop/{token_of(STOP, alert.pk)}"
    assert one.headers == {
        "List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }  # fmt: skip


def test_only_what_they_look_for(council, team):
    an_alert(council, words="safeguarding")
    an_alert(council, email="wren@example.org", words="fostering")
    an_alert(council, email="merle@example.org", service="adult-care")
    publish(team, AT + DAY)
    assert tell(council, AT + 2 * DAY) == 1
    assert [mail.to for mail in mails()] == ["corin@example.org"]


def test_internal_closed_and_other_councils_jobs_are_not_told(council, team):
    an_alert(council)
    publish(team, AT + DAY, is_internal=True)
    publish(team, AT + DAY, closes_at=AT + 2 * DAY)
    a_live_advert(a_team(a_service(a_council())))
    assert tell(council, AT + 3 * DAY) == 0


def test_weekly_and_daily_are_told_apart(council, team):
    an_alert(council, often="weekly")
    publish(team, AT + DAY)
    assert (tell(council, AT + 2 * DAY), tell(council, AT + 3 * DAY, "weekly")) == (0, 1)


def test_many_with_few_wishes_cost_few_queries(council, team, django_assert_max_num_queries):
    for number in range(40):
        an_alert(council, email=f"a{number}@example.org", words=("safeguarding", "hub")[number % 2])
    publish(team, AT + DAY)
    with django_assert_max_num_queries(
        24
    ):  # in tests nothing is kept in the process: what was written since is asked each time
        assert tell(council, AT + 2 * DAY) == 40


def test_the_same_wish_again_is_the_same_alert_and_the_question_goes_three_times(council):
    assert len({ask(council, words="hub").pk for _ in range(5)}) == 1
    assert len(mails("job-alert-question")) == 3


def test_an_address_has_ten_alerts_at_most(council):
    for number in range(10):
        ask(council, words=f"word{number}")
    with pytest.raises(CannotChangeRecruitment, match="10 alerts"):
        ask(council, words="one more")


@pytest.mark.parametrize("email", ["corin", "", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"])
def test_an_address_that_cannot_be_right_is_refused_and_nothing_stays(council, email):
    with pytest.raises(CannotChangeRecruitment):
        ask(council, email=email)
    assert JobAlert.objects.count() == 0


def test_to_stop_forgets_the_address_everywhere(council, team):
    alert = an_alert(council, words="safeguarding")
    publish(team, AT + DAY)
    tell(council, AT + 2 * DAY)
    actions.stop_alert(alert, at=AT + 3 * DAY)
    assert JobAlert.objects.count() == 0
    assert set(OutgoingMail.objects.values_list("to", "text")) == {("", "")}
    trail = [str((e.before, e.after, e.thing)) for e in AuditEntry.objects.filter(action__startswith="jobalert.")]
    assert (len(trail), [text for text in trail if "corin" in text or "safeguarding" in text]) == (3, [])


def test_one_never_confirmed_is_forgotten_after_a_week(council):
    ask(council)
    assert actions.tend_alerts(council, at=AT + 6 * DAY, addresses=WHERE) == (0, 0)
    assert actions.tend_alerts(council, at=AT + 7 * DAY, addresses=WHERE) == (0, 1)
    assert JobAlert.objects.count() == 0


def test_after_a_year_they_are_asked_and_without_an_answer_it_ends(council):
    an_alert(council)
    ends = dt.datetime(2017, 4, 1, 8, tzinfo=dt.UTC)
    assert [actions.tend_alerts(council, at=ends - days * DAY, addresses=WHERE) for days in (15, 14, 13)] == [
        (0, 0), (1, 0), (0, 0),
    ]  # fmt: skip
    assert len(mails("job-alert-ends:")) == 1
    assert actions.tend_alerts(council, at=ends, addresses=WHERE) == (0, 1)


def test_to_renew_is_another_year(council):
    alert = an_alert(council)
    actions.renew_alert(alert, at=AT + 355 * DAY)
    assert JobAlert.objects.get().ends_on == dt.date(2018, 3, 22)

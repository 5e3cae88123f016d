"""Applying: one application per advert, saved by sections, sent once, withdrawn, moved; what is personal stays out of the trail."""

import datetime as dt
import json

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import application_rules as rules
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.application_rules import Gap, Spell
from ridgeway.domains.recruitment.models import (
    Application,
    ApplicationMove,
    ApplicationSection,
    Candidate,
    CandidateLink,
    EqualityAnswers,
)
from tests.factories import AT, BY, a_candidate, a_complete_application, a_live_advert, a_sent_application, a_user, day

pytestmark = pytest.mark.django_db


def test_a_gap_of_more_than_three_months_is_found_and_no_shorter_one():
    spells = [
        Spell(day("2010-01-01"), day("2012-06-30")),
        Spell(day("2012-09-30"), day("2013-01-31")),  # 91 days after: no gap
        Spell(day("2013-06-01"), day("2014-12-31")),  # 120 days after
        Spell(day("2012-01-01"), day("2012-03-31")),  # within another
    ]
    assert rules.gaps(spells, day("2016-04-01")) == [
        Gap(day("2013-02-01"), day("2013-05-31")), Gap(day("2015-01-01"), day("2016-04-01")),
    ]  # fmt: skip
    assert (
        rules.gaps([*spells, Spell(day("2013-02-01"), day("2013-05-31")), Spell(day("2015-01-01"))], day("2016-04-01"))
        == []
    )
    assert rules.gaps([], day("2016-04-01")) == []


def test_a_link_signs_in_once_and_not_after_its_day():
    council = a_live_advert().council
    actions.send_link(
        council, email=" Corin@Example.org ", at=AT, address=lambda token: f"https://x/{token}", leads_to="J0001"
    )
    mail = OutgoingMail.objects.get()
    token = mail.text.split("https://x/")[1].split()[0]
    assert (mail.to, CandidateLink.objects.filter(token_hash=token).count()) == ("corin@example.org", 0)
    assert actions.link_for(council, token, AT + dt.timedelta(hours=25)) is None
    candidate, link = actions.use_link(council, token, at=AT)
    assert (candidate.email, link.leads_to) == ("corin@example.org", "J0001")
    with pytest.raises(CannotChangeRecruitment, match="used already"):
        actions.use_link(council, token, at=AT)
    for _ in range(4):
        actions.make_link(council, email="corin@example.org", at=AT)
    with pytest.raises(CannotChangeRecruitment, match="several links"):
        actions.make_link(council, email="CORIN@example.org", at=AT)


def test_the_same_person_applies_once_for_an_advert_and_may_for_two():
    advert, candidate = a_live_advert(), None
    candidate = a_candidate(advert.council)
    first = actions.begin_application(advert, candidate, **BY)
    assert actions.begin_application(advert, candidate, **BY) == first
    other = actions.begin_application(a_live_advert(advert.team), candidate, **BY)
    assert (Application.objects.count(), first == other) == (2, False)


def test_nobody_begins_after_the_advert_closed():
    advert = a_live_advert()
    later = {"by": "test", "at": advert.closes_at}
    with pytest.raises(CannotChangeRecruitment, match="has closed"):
        actions.begin_application(advert, a_candidate(advert.council), **later)


def test_sending_needs_every_section_and_happens_once():
    application = a_complete_application(without="support")
    with pytest.raises(CannotChangeRecruitment, match="Not complete yet: Support you need"):
        actions.send_application(application, **BY)
    actions.save_section(application, key="support", data={"needs": "no"}, is_done=True, **BY)
    sent = actions.send_application(application, url="https://x/", **BY)
    again = actions.send_application(application, url="https://x/", by="test", at=AT + dt.timedelta(hours=1))
    assert (sent.state, again.sent_at, OutgoingMail.objects.count()) == ("sent", AT, 1)
    assert list(ApplicationMove.objects.values_list("from_state", "to_state")) == [("", "begun"), ("begun", "sent")]
    with pytest.raises(CannotChangeRecruitment, match="sent already"):
        actions.save_section(application, key="support", data={}, is_done=True, **BY)


def test_what_is_known_is_taken_over_to_be_looked_at_again():
    first = a_sent_application()
    second = actions.begin_application(a_live_advert(first.advert.team), first.candidate, **BY)
    taken = {row.key: (row.is_done, row.is_copied) for row in second.sections.all()}
    assert taken == dict.fromkeys(
        ("about", "registration", "history", "qualifications", "referees", "support"), (False, True)
    )
    assert second.sections.get(key="about").data == first.sections.get(key="about").data


def test_withdrawing_twice_is_withdrawing_once_and_a_move_by_two_has_one_winner():
    application = a_sent_application()
    stale = Application.objects.get(pk=application.pk)
    actions.move_application(application, "shortlisted", **BY)
    with pytest.raises(CannotChangeRecruitment, match="This is shortlisted and cannot become shortlisted"):
        actions.move_application(stale, "shortlisted", **BY)
    actions.withdraw_application(application, tells=True, **BY)
    actions.withdraw_application(stale, tells=True, **BY)
    assert (application.moves.filter(to_state="withdrawn").count(), OutgoingMail.objects.count()) == (1, 1)


def test_nothing_personal_enters_the_trail():
    application = a_sent_application(name="Corin Tamarisk", email="corin@example.org")
    actions.move_application(application, "not_shortlisted", words="Sorry, Corin", **BY)
    trail = json.dumps(list(AuditEntry.objects.values("actor", "thing", "before", "after")))
    assert [word in trail for word in ("Corin", "corin@", "Tamarisk", "960 127")] == [False] * 4


def test_who_applied_for_a_job_sees_no_application_for_it():
    application = a_sent_application()
    user = a_user(application.council, "resourcing-manager", email="linnet@example.org")
    assert list(Application.objects.visible_to(user)) == [application]
    own = actions.begin_application(
        application.advert, a_candidate(application.council, email="linnet@example.org"), **BY
    )
    user = type(user).objects.get(pk=user.pk)
    assert (list(Application.objects.visible_to(user)), list(ApplicationMove.objects.visible_to(user))) == ([], [])
    actions.withdraw_application(own, **BY)
    assert set(Application.objects.visible_to(user)) == {application, own}


def test_equality_answers_stand_apart_follow_the_stage_and_are_untied():
    application = a_complete_application()
    actions.answer_equality(application, {"sex": "female", "age": "25_34", "religion": ""})
    actions.answer_equality(application, {"sex": "female"})
    row = EqualityAnswers.objects.get()
    assert (row.answers, row.sent_in, row.stage) == ({"sex": "female"}, None, "begun")
    actions.send_application(application, **BY)
    actions.move_application(application, "shortlisted", **BY)
    actions.move_application(application, "not_appointed", **BY)
    row.refresh_from_db()
    assert (row.stage, row.sent_in) == ("shortlisted", day("2016-04-01"))
    with pytest.raises(CannotChangeRecruitment):
        actions.answer_equality(application, {"sex": "male"})
    assert AuditEntry.objects.filter(thing_type__contains="equality").count() == 0
    draft = actions.begin_application(application.advert, a_candidate(application.council), **BY)
    with pytest.raises(CannotChangeRecruitment):
        actions.answer_equality(draft, {"sex": "odd"})
    actions.answer_equality(draft, {"sex": "male"})
    actions.withdraw_application(draft, **BY)
    assert EqualityAnswers.objects.count() == 1


def test_ended_applications_are_hidden_warned_of_and_erased_to_statistics():
    application = a_sent_application(name="Corin Tamarisk")
    actions.move_application(application, "not_shortlisted", words="Sorry", **BY)
    council, head = application.council, a_user(application.council)
    for at, hidden in ((dt.datetime(2016, 9, 30, tzinfo=dt.UTC), 0), (dt.datetime(2016, 10, 2, tzinfo=dt.UTC), 1)):
        assert actions.hide_ended(council, by="system", at=at) == hidden
    assert [row.who for row in Application.objects.visible_to(head)] == ["Name hidden"]
    assert list(ApplicationSection.objects.visible_to(head)) == []
    year_on = dt.datetime(2017, 4, 2, 9, tzinfo=dt.UTC)
    assert actions.erase_expired(council, by="system", at=year_on) == 0  # not told yet
    assert actions.warn_of_erasure(council, url="https://x/", by="system", at=year_on) == 1
    assert actions.warn_of_erasure(council, url="https://x/", by="system", at=year_on) == 0
    after = year_on + dt.timedelta(days=14)
    assert actions.erase_expired(council, by="system", at=after) == 1
    application.refresh_from_db()
    assert (application.erased_at, application.state) == (after, "not_shortlisted")
    assert {json.dumps(row.data) for row in application.sections.all()} == {"{}"}
    assert application.moves.exclude(words_for_candidate="").count() == 0
    assert actions.erase_idle_candidates(council, by="system", at=after) == 0
    assert actions.erase_idle_candidates(council, by="system", at=after + dt.timedelta(days=366)) == 1
    assert Candidate.objects.get().who == "Name erased"


def test_a_council_keeps_what_it_says_and_a_candidate_may_ask_to_be_erased():
    application = a_sent_application()
    actions.set_retention(application.council, kind="hidden", months=1, **BY)
    with pytest.raises(CannotChangeRecruitment, match="no such kind"):
        actions.set_retention(application.council, kind="other", months=1, **BY)
    with pytest.raises(CannotChangeRecruitment, match="Withdraw it first"):
        actions.erase_own(application.candidate, **BY)
    actions.withdraw_application(application, **BY)
    assert actions.erase_own(application.candidate, **BY) == 1
    assert Candidate.objects.get().email == ""
    again = actions.candidate_for(application.council, "corin@example.org", at=AT)
    assert again.erased_at is None


def test_drafts_lapse_after_their_advert_closed():
    application = a_complete_application()
    at = application.advert.closes_at + dt.timedelta(days=15)
    assert (actions.lapse_drafts(application.council, by="system", at=at), Application.objects.get().state) == (
        1,
        "lapsed",
    )

"""Taking, answering, closing, merging; what is refused; and that nothing personal stays in the audit trail."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask
from ridgeway.domains.recruitment import actions, rules
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.actions.enquiries import anonymise
from ridgeway.domains.recruitment.models import Call, Enquiry
from ridgeway.domains.recruitment.queries import enquiries as queries
from tests.factories import AT, BY, a_council, a_job_role, a_service, a_team, a_user, day

pytestmark = pytest.mark.django_db
LONDON = timezone.get_default_timezone()
LATER = {"by": "test", "at": AT + dt.timedelta(hours=1)}


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def team():
    return a_team(a_service())


def an_enquiry(council, **fields) -> Enquiry:
    fields = {
        "way": "call",
        "name": "Corin Tamarisk",
        "telephone": "01632 960 127",
        "about": "Coffee morning",
        **fields,
    }
    return actions.take(council, **{**BY, **fields})


def said(enquiry: Enquiry) -> dict:
    enquiry.refresh_from_db()
    return {"state": enquiry.state, "outcome": enquiry.outcome, "ring_by": enquiry.ring_by}


def test_an_enquiry_is_promised_an_answer_in_two_working_days(team):
    made = an_enquiry(team.council, team=team, came_at=london("2016-03-23T11:20"))
    assert (made.promised_by, made.ring_by) == (london("2016-03-29T11:20"), london("2016-03-29T11:20"))
    assert (made.service, made.contact, made.telephone_key, made.state) == (team.service, None, "01632960127", "new")


def test_a_council_promises_what_it_can(team):
    closed = [day("2016-03-29")]
    actions.set_promise(team.council, hours=4, opens=dt.time(10), closes=dt.time(14), closed=closed, **BY)
    made = an_enquiry(team.council, came_at=london("2016-03-24T12:00"))
    assert made.promised_by == london("2016-03-30T12:00")
    actions.set_promise(team.council, hours=8, opens=dt.time(9), closes=dt.time(17), closed=[], **BY)
    made.refresh_from_db()
    assert (made.promised_hours, made.promised_by) == (4, london("2016-03-30T12:00"))


def test_the_rules_name_the_contact_and_a_hand_can_name_another(team):
    council, role = team.council, a_job_role(team.council)
    first, second = a_user(council, "link-manager"), a_user(council, "link-manager")
    rule = actions.add_rule(council, contact=first, order=2, **BY)
    actions.add_rule(council, contact=second, order=1, team=team, role=role, **BY)
    assert [an_enquiry(council).contact, an_enquiry(council, team=team, role=role).contact] == [first, second]
    made = actions.assign(an_enquiry(council), contact=second, **BY)
    assert made.contact == second
    with pytest.raises(CannotChangeRecruitment, match="contact already"):
        actions.assign(made, contact=second, **BY)
    with pytest.raises(CannotChangeRecruitment, match="a rule for that already"):
        actions.add_rule(council, contact=second, order=3, **BY)
    actions.remove_rule(rule, **BY)
    assert an_enquiry(council).contact is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"telephone": ""}, "nobody can answer"),
        ({"way": "pigeon"}, "how it came"),
        ({"came_at": AT + dt.timedelta(minutes=1)}, "later than now"),
    ],
)
def test_what_cannot_be_an_enquiry(team, fields, sentence):
    with pytest.raises(CannotChangeRecruitment, match=sentence):
        an_enquiry(team.council, **fields)


def test_nothing_of_another_council_gets_in(team):
    with pytest.raises(CannotChangeRecruitment, match="another council's"):
        an_enquiry(a_council(), team=team)


def test_who_could_be_the_same_person_is_found(team):
    first = an_enquiry(team.council, email="Corin@Example.org")
    others = [
        an_enquiry(team.council, telephone="+44 1632 960127"),
        an_enquiry(team.council, telephone="", email=" corin@example.ORG "),
    ]
    an_enquiry(team.council, telephone="01632 960 999")
    an_enquiry(a_council())
    assert set(actions.similar(first)) == set(others)


def test_speaking_answers_and_no_answer_does_not(team):
    made = an_enquiry(team.council)
    due = made.promised_by
    actions.log_call(made, result="no_answer", **LATER)
    assert said(made) == {"state": "new", "outcome": "", "ring_by": due}
    again = AT + dt.timedelta(hours=5)
    actions.log_call(made, result="wrong", ring_again_at=again, **LATER)
    assert said(made) == {"state": "new", "outcome": "", "ring_by": again}
    call = actions.log_call(made, result="spoke", words="Three days a week", **LATER)
    assert said(made) == {"state": "talking", "outcome": "", "ring_by": None}
    assert (made.answered_at, call.by_name, made.calls.count()) == (LATER["at"], "test", 3)
    actions.log_call(made, result="message", ring_again_at=again, **LATER)
    assert said(made)["ring_by"] == again
    assert made.answered_at == LATER["at"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"result": "sang"}, "what came of the call"),
        ({"result": "spoke", "when": AT - dt.timedelta(days=9)}, "after the enquiry came"),
        ({"result": "spoke", "ring_again_at": AT - dt.timedelta(days=1)}, "still to come"),
    ],
)
def test_what_cannot_be_a_call(team, fields, sentence):
    with pytest.raises(CannotChangeRecruitment, match=sentence):
        actions.log_call(an_enquiry(team.council), **fields, **BY)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outcome": "duplicate"}, "how it ended"),
        ({"outcome": "not_eligible"}, "why"),
        ({"outcome": "programme"}, "which programme"),
        ({"outcome": "not_now"}, "which day"),
        ({"outcome": "not_now", "ring_again_on": day("2016-04-01")}, "which day"),
        ({"outcome": "applied", "placed": "placed"}, "on a programme"),
    ],
)
def test_an_outcome_that_says_too_little(team, fields, sentence):
    with pytest.raises(CannotChangeRecruitment, match=sentence):
        actions.close(an_enquiry(team.council), **fields, **BY)


def test_closed_and_opened_again(team):
    made = an_enquiry(team.council)
    due = made.promised_by
    actions.close(made, outcome="programme", words="Return to Social Work", placed="to_place", **BY)
    assert said(made) == {"state": "closed", "outcome": "programme", "ring_by": None}
    with pytest.raises(CannotChangeRecruitment, match="cannot become closed"):
        actions.close(made, outcome="applied", **BY)
    with pytest.raises(CannotChangeRecruitment, match="Open it again first"):
        actions.log_call(made, result="spoke", **BY)
    actions.reopen(made, **BY)
    assert said(made) == {"state": "new", "outcome": "", "ring_by": due}
    assert (made.placed, made.outcome_words, made.closed_at) == ("", "", None)


def test_not_now_comes_back_on_its_day_and_a_call_opens_it(team):
    made = an_enquiry(team.council)
    actions.close(made, outcome="not_now", ring_again_on=day("2016-06-01"), **BY)
    assert said(made)["ring_by"] == london("2016-06-01T09:00")
    actions.log_call(made, result="spoke", by="test", at=london("2016-06-01T10:00"))
    assert said(made) == {"state": "talking", "outcome": "", "ring_by": None}


def test_two_are_merged_and_taken_apart_again(team):
    user = a_user(team.council, "link-manager")
    first, second = an_enquiry(team.council), an_enquiry(team.council, about="Asked again")
    actions.log_call(second, result="spoke", words="It is she", **BY)
    actions.merge(second, into=first, **BY)
    story = queries.story(user, team.council, first.pk)
    assert ([call.words for call in story.calls], list(story.merged)) == (["It is she"], [second])
    assert said(second)["outcome"] == "duplicate"
    for one, into in ((second, first), (first, second)):
        with pytest.raises(CannotChangeRecruitment, match="merged already"):
            actions.merge(one, into=into, **BY)
    with pytest.raises(CannotChangeRecruitment, match="Undo that instead"):
        actions.reopen(second, **BY)
    actions.unmerge(second, **BY)
    assert said(second) == {"state": "talking", "outcome": "", "ring_by": None}
    with pytest.raises(CannotChangeRecruitment, match="not merged"):
        actions.unmerge(second, **BY)
    with pytest.raises(CannotChangeRecruitment, match="another enquiry"):
        actions.merge(first, into=an_enquiry(a_council()), **BY)


def test_consent_holds_for_two_years_at_most(team):
    made = an_enquiry(team.council, consent_to_keep=True)
    assert made.consent_until == day("2017-04-01")
    assert actions.keep_in_touch(made, until=None, **BY).consent_to_keep is False
    for until, sentence in (("2016-04-01", "still to come"), ("2018-04-03", "after two years")):
        with pytest.raises(CannotChangeRecruitment, match=sentence):
            actions.keep_in_touch(made, until=day(until), **BY)


def test_what_was_kept_long_enough_is_removed_and_stays_counted(team):
    plain = an_enquiry(team.council, source="word", colleague="Moss Chalkley", email="corin@example.org")
    agreed = an_enquiry(team.council, consent_to_keep=True)
    open_still = an_enquiry(team.council)
    actions.log_call(plain, result="spoke", words="Her mother is ill", **BY)
    for row in (plain, agreed):
        actions.close(row, outcome="not_eligible", words="Not registered", **BY)
    actions.keep_in_touch(agreed, until=day("2017-06-01"), **BY)
    council = team.council

    def removed(text: str) -> int:
        return actions.anonymise_expired(council, by="test", at=london(f"{text}T10:00"))

    assert rules.kept_until(day("2016-04-01"), None) == day("2017-04-01")
    assert [removed("2017-03-31"), removed("2017-04-01"), removed("2017-04-01")] == [0, 1, 0]
    plain.refresh_from_db()
    assert (plain.who, plain.telephone, plain.telephone_key, plain.email, plain.colleague) == (
        "Name removed",
        "",
        "",
        "",
        "",
    )
    assert (plain.about, plain.outcome_words, plain.source, plain.outcome) == ("", "", "word", "not_eligible")
    assert Call.objects.get(enquiry=plain).words == ""
    assert removed("2017-06-01") == 1
    open_still.refresh_from_db()
    assert open_still.name == "Corin Tamarisk"
    with pytest.raises(CannotChangeRecruitment, match="removed"):
        actions.reopen(plain, **BY)


def test_nothing_personal_is_in_the_audit_trail(team):
    made = an_enquiry(
        team.council, email="corin@example.org", about="Her secret", source="word", colleague="Moss Chalkley"
    )
    actions.log_call(made, result="spoke", words="Her secret too", **BY)
    actions.close(made, outcome="not_eligible", words="Her secret again", **BY)
    actions.reopen(made, **BY)
    actions.close(made, outcome="applied", **BY)
    actions.anonymise_expired(team.council, by="test", at=london("2020-01-01T10:00"))
    entries = AuditEntry.objects.filter(chain=team.council.code, thing_type__startswith="recruitment.")
    text = json.dumps([[e.thing, e.before, e.after] for e in entries])
    assert [word for word in ("Corin", "corin", "960", "secret", "Moss") if word in text] == []
    taken = entries.get(action="enquiry.taken")
    assert (taken.after["name"], taken.after["outcome_words"], taken.after["source"]) == ("not kept here", "", "word")
    assert set(entries.values_list("action", flat=True)) == {
        "enquiry.taken", "enquiry.called", "enquiry.talking", "enquiry.due", "enquiry.closed", "enquiry.outcome",
        "enquiry.anonymised",
    }  # fmt: skip
    assert audit.verify([team.council.code]).intact


def test_every_write_raises_the_councils_revision(team):
    made, other = an_enquiry(team.council), an_enquiry(team.council)

    def raised(act) -> bool:
        team.council.refresh_from_db()
        before = team.council.revision
        act()
        team.council.refresh_from_db()
        return team.council.revision > before

    writes = [
        lambda: actions.log_call(made, result="no_answer", **BY),
        lambda: actions.merge(made, into=other, **BY),
        lambda: actions.unmerge(made, **BY),
        lambda: actions.close(made, outcome="applied", **BY),
        lambda: actions.reopen(made, **BY),
        lambda: actions.keep_in_touch(made, until=day("2016-05-01"), **BY),
    ]
    assert [raised(write) for write in writes] == [True] * 6


def test_whom_to_ring_first(team):
    council, me = team.council, a_user(team.council, "link-manager")
    late = an_enquiry(council, contact=me, came_at=london("2016-03-23T11:20"))
    fresh = an_enquiry(council, contact=me)
    again = an_enquiry(council, contact=me)
    actions.log_call(again, result="spoke", ring_again_at=AT + dt.timedelta(hours=2), **BY)
    next_week = an_enquiry(council, contact=me)
    actions.log_call(next_week, result="spoke", ring_again_at=AT + dt.timedelta(days=7), **BY)
    an_enquiry(council, contact=a_user(council, "link-manager"))
    from ridgeway.domains.organisation.queries import tree_for

    scope = tree_for(me, council.slug).scopes[0]
    assert queries.ring_first(me, scope, AT) == [late, again, fresh]
    assert [bool(queries.clock_of(row, AT).over) for row in queries.ring_first(me, scope, AT)] == [True, False, False]
    assert queries.listed(me, scope, queries.Filter("rung"), (day("2015-04-01"), day("2016-04-01"))) == [
        next_week,
        again,
    ]


@pytest.fixture
def campaign(team):
    from ridgeway.domains.campaigns import actions as campaigns

    row = campaigns.add_campaign(team.council, name="Social workers", **BY)
    phase = campaigns.add_phase(row, name="Phase 1", starts_on=day("2016-01-01"), **BY)
    channel = campaigns.add_channel(team.council, name="The Guardian", kind="job_board", **BY)
    placement = campaigns.add_placement(
        phase,
        channel=channel,
        kind="listing",
        title="Listings",
        starts_on=day("2016-01-01"),
        target_url="/careers/",
        **BY,
    )
    return placement, campaigns.add_event(phase, name="Fair", on=day("2016-02-01"), **BY)


def test_an_enquiry_knows_the_link_it_came_by_and_a_guess_is_left_out(team, campaign):
    placement, _ = campaign
    rows = [an_enquiry(team.council, via=via) for via in (placement.token, placement.token[:-1], "x" * 500, "\0", "")]
    assert [row.placement for row in rows] == [placement, None, None, None, None]


def test_another_councils_link_brings_nothing(team, campaign):
    other = a_council(name="Elsewhere", code="998")
    assert an_enquiry(other, via=campaign[0].token).placement is None
    with pytest.raises(CannotChangeRecruitment, match="another council"):
        an_enquiry(other, event=campaign[1])


def test_somebody_met_heard_of_us_there_unless_they_say_otherwise(team, campaign):
    _, event = campaign
    unasked, asked = an_enquiry(team.council, event=event), an_enquiry(team.council, event=event, source="word")
    assert [(row.source, row.source_words) for row in (unasked, asked)] == [("event", "Fair"), ("word", "")]
    head = a_user(team.council)
    assert ask(queries.counted_by_event(head, event.phase.campaign_id)) == {event.pk: (2, 0)}


def test_what_brought_an_enquiry_stays(team, campaign):
    from ridgeway.domains.campaigns import actions as campaigns
    from ridgeway.domains.campaigns.actions import CannotChangeCampaign

    placement, event = campaign
    an_enquiry(team.council, via=placement.token, event=event)
    with pytest.raises(CannotChangeCampaign, match="Somebody came by it"):
        campaigns.remove_placement(placement, **BY)
    with pytest.raises(CannotChangeCampaign, match="Enquiries came of it"):
        campaigns.remove_event(event, **BY)


def stands(enquiry: Enquiry) -> dict:
    enquiry.refresh_from_db()
    names = ("state", "outcome", "placed", "ring_again_on", "closed_at", "answered_at", "ring_by")
    return {name: getattr(enquiry, name) for name in names}


@pytest.mark.parametrize("result", ["spoke", "message", "no_answer", "wrong"])
@pytest.mark.parametrize("closed", [False, True])
def test_an_undone_call_leaves_the_enquiry_as_it_stood(team, result, closed):
    made = an_enquiry(team.council)
    if closed:
        actions.close(made, outcome="not_now", ring_again_on=day("2016-04-08"), **BY)
    before = stands(made)
    call = actions.log_call(made, result=result, words="A secret", ring_again_at=AT + dt.timedelta(hours=5), **LATER)
    assert stands(made) != before
    actions.undo_call(call, **LATER)
    assert (stands(made), Call.objects.count()) == (before, 0)
    assert AuditEntry.objects.filter(action="enquiry.call_undone").count() == 1
    assert "A secret" not in json.dumps(list(AuditEntry.objects.values_list("before", "after")))
    with pytest.raises(CannotChangeRecruitment, match="undone already"):
        actions.undo_call(call, **LATER)


def test_a_corrected_call_counts_as_if_it_had_been_logged_so(team):
    made, again = an_enquiry(team.council), AT + dt.timedelta(days=2)
    due = made.promised_by
    call = actions.log_call(made, result="spoke", words="To the wrong person", **LATER)
    call = actions.correct_call(call, result="no_answer", words="Nobody", kind="message", **LATER)
    assert (stands(made)["state"], made.answered_at, made.ring_by) == ("new", None, due)
    assert (call.words, call.kind, call.was["state"]) == ("Nobody", "message", "new")
    actions.correct_call(call, result="spoke", ring_again_at=again, **LATER)
    assert (stands(made)["state"], made.answered_at, made.ring_by) == ("talking", LATER["at"], again)
    actions.undo_call(call, **LATER)
    assert (stands(made)["state"], made.answered_at, made.ring_by) == ("new", None, due)


def test_a_call_on_which_something_rests_stays_and_its_words_can_be_corrected(team):
    made, other = an_enquiry(team.council), an_enquiry(team.council, name="C Tamarisk")
    first = actions.log_call(made, result="no_answer", **LATER)
    second = actions.log_call(made, result="spoke", ring_again_at=AT + dt.timedelta(days=2), **LATER)

    def refused(call, sentence):
        for act in (actions.undo_call, lambda call, **by: actions.correct_call(call, result="wrong", **by)):
            with pytest.raises(CannotChangeRecruitment, match=sentence):
                act(call, **LATER)

    refused(first, "Another call was logged after")
    actions.merge(made, into=other, **LATER)
    refused(second, "Undo the merge first")
    actions.unmerge(made, **LATER)
    actions.close(made, outcome="applied", **LATER)
    refused(second, "Open it again first")
    actions.reopen(made, **LATER)
    refused(second, "only its words can be corrected")
    kept = actions.correct_call(
        second, result="spoke", ring_again_at=second.ring_again_at, words="About a fair", **LATER
    )
    assert (kept.words, Call.objects.count()) == ("About a fair", 2)
    actions.close(made, outcome="applied", **LATER)
    anonymise(team.council, [Enquiry.objects.get(pk=made.pk)], **LATER)
    with pytest.raises(CannotChangeRecruitment, match="no words are written again"):
        actions.correct_call(second, result="spoke", words="Her name", **LATER)
    with pytest.raises(CannotChangeRecruitment, match="still to come"):
        actions.correct_call(
            actions.log_call(other, result="spoke", **LATER), result="spoke", ring_again_at=AT, **LATER
        )
    Call.objects.filter(enquiry=other).update(was=None)
    with pytest.raises(CannotChangeRecruitment, match="before it was kept"):
        actions.undo_call(Call.objects.get(enquiry=other), **LATER)

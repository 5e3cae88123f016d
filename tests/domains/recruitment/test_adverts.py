"""Asking to recruit, writing and publishing an advert, what happens to it once it is out; what is refused."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.organisation.queries import tree_for
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.models import Advert, AdvertTemplate
from ridgeway.domains.recruitment.queries.vacancies import to_recruit
from tests.factories import (
    AT,
    BY,
    a_council,
    a_job_role,
    a_live_advert,
    a_post,
    a_service,
    a_team,
    a_user,
    an_advert,
    an_employee,
    day,
)  # fmt: skip

pytestmark = pytest.mark.django_db
CLOSES = dt.datetime(2016, 4, 29, 22, 59, tzinfo=dt.UTC)
AFTER = {"by": "test", "at": CLOSES + dt.timedelta(hours=1)}


@pytest.fixture
def team():
    return a_team(a_service())


def asked(team, *posts, **fields):
    return actions.ask_to_recruit(team.council, posts, **{"why": "leaver", **BY, **fields})


def refused(act, *args, **fields) -> str:
    with pytest.raises(CannotChangeRecruitment) as why:
        act(*args, **fields)
    return str(why.value)


def test_vacant_posts_and_those_soon_left_can_be_asked_for(team):
    vacant, held, leaving = a_post(team, number="A1"), a_post(team, number="A2"), a_post(team, number="A3")
    part = a_post(team, number="A4")
    an_employee(held), an_employee(part, fte="0.6")
    establishment.leave(an_employee(leaving), ends_on=day("2016-05-01"), reason="1", destination="1", **BY)
    user = a_user(team.council, "resourcing-manager")
    scope = tree_for(user, team.council.slug, "adverts.edit").scopes[0]
    found = to_recruit(user, scope, day("2016-04-01"))
    assert [(v.number, v.vacant, v.from_on) for v in found] == [
        ("A1", 1, None), ("A3", 1, day("2016-05-01")), ("A4", Decimal("0.4"), None)
    ]  # fmt: skip
    request = asked(
        team, vacant, leaving, part, cost_low=Decimal(70000), cost_high=Decimal(90000), cost_words="Grade J"
    )
    assert (request.fte, request.team, request.state, request.posts.count()) == (Decimal("2.4"), team, "asked", 3)
    assert refused(asked, team, held) == "A2 is held by somebody who stays."


def test_a_post_is_asked_for_once_and_posts_of_one_kind_together(team):
    first, second = a_post(team, number="A1"), a_post(team, a_job_role(team.council, name="Manager"), number="A2")
    request = asked(team, first)
    assert refused(asked, team, first) == "A1 is asked for already."
    assert refused(asked, team, second, first) == "Ask for posts of one service and one role at a time."
    assert refused(asked, team, second, cost_low=Decimal(1)) == "Say how the cost of £1 is known."
    actions.withdraw_request(request, **BY)
    assert asked(team, first).state == "asked"


def test_somebody_else_decides(team):
    manager, head = a_user(team.council, "team-manager"), a_user(team.council)
    request = asked(team, a_post(team), by=manager)
    assert refused(actions.approve, request, by=manager, at=AT) == "Somebody else decides what you asked for."
    assert refused(actions.refuse, request, words=" ", by=head, at=AT) == "Say why it is refused."
    approved = actions.approve(request, by=head, at=AT)
    assert (approved.state, approved.decided_by, approved.decided_at) == ("approved", head, AT)
    assert refused(actions.refuse, request, words="No", by=head, at=AT) == "This request is approved already."


def test_an_advert_begins_with_the_template_and_the_posts_of_its_request(team):
    council, role = team.council, a_job_role(team.council)
    template = actions.add_template(
        council, role=role, name="Social worker", week="Visit", essential="Registered\nDrives", desirable="Leads", **BY
    )
    request = asked(team, a_post(team), a_post(team))
    begin = {"service": team.service, "team": team, "role": role, "request": request, "template": template, **BY}
    assert refused(actions.begin_advert, council, **begin) == "The request is not approved."
    begin["request"] = actions.approve(request, **BY)
    advert = actions.begin_advert(council, **begin)
    assert (advert.reference, advert.title, advert.week, advert.how_many) == ("J0001", "Social worker", "Visit", 2)
    assert [(c.words, c.kind) for c in advert.criteria.all()] == [
        ("Registered", "essential"), ("Drives", "essential"), ("Leads", "desirable")
    ]  # fmt: skip
    assert refused(actions.begin_advert, council, **begin) == "There is an advert for this request already."
    assert refused(actions.withdraw_request, request, **BY) == "An advert stands on it already."
    assert actions.begin_advert(council, service=team.service, role=role, **BY).reference == "J0002"
    post = request.posts.first().post
    assert refused(asked, team, post) == f"{post} is looked for already, with advert J0001."


def test_an_advert_is_published_when_it_lacks_nothing(team):
    bare = actions.begin_advert(team.council, service=team.service, role=a_job_role(team.council), **BY)
    said = refused(actions.publish, bare, **BY)
    assert said.startswith("Say in a sentence or two what the job is. Say what one would do in a week.")
    assert said.endswith("Say by when to apply: a day and time still to come.")
    advert = actions.publish(an_advert(team), **BY)
    assert (advert.state, advert.published_at, advert.is_live(AT), advert.is_live(CLOSES)) == (
        "published",
        AT,
        True,
        False,
    )
    assert refused(actions.publish, advert, **BY) == "The advert is published already."
    later = actions.publish(an_advert(team), goes_out_at=AT + dt.timedelta(days=2), **BY)
    assert list(Advert.objects.live(AT)) == [advert]
    assert set(Advert.objects.live(AT + dt.timedelta(days=2))) == {advert, later}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pay_low": Decimal(5), "pay_high": Decimal(4)}, "The lowest pay is not more than the highest."),
        ({"pay_low": None, "pay_high": Decimal(4)}, "Say the lowest pay too."),
        ({"supplement_low": Decimal(5)}, "Say what the supplement is and until when it is fixed."),
        ({"postcode": "Trowbridge"}, "“Trowbridge” is not a postcode, nor the first half of one."),
        ({"shortlist_on": day("2016-05-02"), "interviews_on": day("2016-05-01")}, "Interviews are not before the shortlist."),
        ({"how_many": 0}, "Somebody is looked for: at least one."),
        ({"reference": "X"}, "That is fixed once an advert is published."),
    ],
)  # fmt: skip
def test_what_an_advert_cannot_say(team, fields, sentence):
    assert refused(actions.change_advert, an_advert(team), **fields, **BY) == sentence


def test_a_change_after_publication_is_kept_for_those_who_applied(team):
    advert = a_live_advert(team)
    actions.change_advert(advert, pay_high=Decimal(34998), place="Trowbridge", is_hard_to_fill=True, **BY)
    assert [(c.what, c.before, c.after, c.by_name) for c in advert.changes.all()] == [
        ("Highest pay", "£33,998", "£34,998", "test")
    ]
    assert refused(actions.change_advert, advert, summary=" ", **BY) == "Say in a sentence or two what the job is."
    assert (
        refused(actions.change_advert, advert, is_internal=True, **BY) == "That is fixed once an advert is published."
    )
    assert refused(actions.set_criteria, advert, [("More", "essential")], **BY) == (
        "What is asked for is fixed once an advert is published."
    )


def test_an_advert_runs_longer_or_closes_early_with_a_reason(team):
    advert = a_live_advert(team)
    later = CLOSES + dt.timedelta(days=7)
    assert refused(actions.extend, advert, closes_at=later, why="other", **BY) == "Say in words why it runs longer."
    assert refused(actions.extend, advert, closes_at=CLOSES, why="too_few", **BY) == (
        "It closes on Fri 29 Apr 2016, 23:59 already."
    )
    actions.extend(advert, closes_at=later, why="too_few", words="Two so far.", **BY)
    assert refused(actions.close_early, advert, words="", **BY) == "Say why it closes early."
    closed = actions.close_early(advert, words="Filled from within", **AFTER)
    assert (closed.state, closed.closes_at) == ("closed", AFTER["at"])
    assert [(c.kind, c.reason, c.after) for c in advert.changes.all()] == [
        ("extended", "Too few have applied. Two so far.", "Fri 6 May 2016, 23:59"),
        ("closed_early", "Filled from within", "Sat 30 Apr 2016, 00:59"),
    ]
    again = actions.extend(advert, closes_at=later, why="not_found", **AFTER)
    assert (again.state, again.is_live(AFTER["at"])) == ("published", True)


def test_the_shortlist_and_interviews_move_with_a_later_closing_and_are_shown_to_those_who_applied(team):
    days = {"shortlist_on": day("2016-05-04"), "interviews_on": day("2016-05-11")}
    advert = actions.change_advert(a_live_advert(team), **days, **BY)
    later = CLOSES + dt.timedelta(days=7)  # Friday 6 May
    said = {"closes_at": later, "why": "too_few", **BY}
    assert refused(actions.extend, advert, shortlist_on=day("2016-05-05"), **said) == (
        "The shortlist is not before the last day to apply."
    )
    assert refused(actions.extend, advert, shortlist_on=day("2016-05-12"), interviews_on=day("2016-05-11"), **said) == (
        "Interviews are not before the shortlist, nor before the last day to apply."
    )
    made = actions.extend(advert, **said)
    assert (made.shortlist_on, made.interviews_on) == (day("2016-05-11"), day("2016-05-11"))
    shown = [(c.what, c.before, c.after) for c in advert.changes.order_by("-pk")[:2]]
    assert shown == [
        ("Shortlist by", "4 May 2016", "11 May 2016"),
        ("Closes", "Fri 29 Apr 2016, 23:59", "Fri 6 May 2016, 23:59"),
    ]
    made = actions.extend(
        made, **said | {"closes_at": later + dt.timedelta(days=1), "interviews_on": day("2016-05-16")}
    )
    assert (made.shortlist_on, made.interviews_on) == (day("2016-05-11"), day("2016-05-16"))
    made = actions.extend(
        made, **said | {"closes_at": later + dt.timedelta(days=22)}
    )  # Saturday 28 May: a bank holiday on the Monday
    assert (made.shortlist_on, made.interviews_on) == (day("2016-06-01"), day("2016-06-06"))


def test_what_came_of_an_advert_is_said_after_it_closed(team):
    advert = a_live_advert(team)
    assert refused(actions.settle, advert, outcome="filled", channel="site", **BY) == "It is not closed yet."
    assert actions.close_passed(team.council, **BY) == 0
    assert actions.close_passed(team.council, **AFTER) == 1
    assert refused(actions.settle, advert, outcome="filled", **AFTER) == "Say how those who were appointed heard of us."
    assert refused(actions.settle, advert, outcome="not_filled", **AFTER) == "Say why it was not filled."
    settled = actions.settle(advert, outcome="partly", channel="word", why="withdrew", **AFTER)
    assert (settled.state, settled.outcome, settled.outcome_channel, settled.outcome_why) == (
        "settled", "partly", "word", "withdrew"
    )  # fmt: skip
    assert refused(actions.change_advert, advert, title="X", **AFTER) == (
        "This advert is settled. Nothing in it changes any more."
    )
    actions.unsettle(advert, **AFTER)
    assert actions.settle(advert, outcome="not_filled", why="no_applications", **AFTER).outcome_channel == ""


def test_an_advert_whose_moment_passed_can_be_settled_before_it_is_closed(team):
    assert actions.settle(a_live_advert(team), outcome="filled", channel="board", **AFTER).state == "settled"


def test_a_settled_advert_frees_its_posts(team):
    post = a_post(team)
    advert = a_live_advert(team, posts=[post])
    assert refused(asked, team, post) == f"{post} is looked for already, with advert {advert}."
    actions.settle(advert, outcome="not_filled", why="no_longer", **AFTER)
    assert asked(team, post, **AFTER).posts.get().post == post


def test_a_draft_can_be_thrown_away_and_a_published_advert_not(team):
    draft = an_advert(team, posts=[a_post(team)])
    actions.remove_draft(draft, **BY)
    assert refused(actions.remove_draft, a_live_advert(team), **BY) == (
        "An advert that was published is kept. Close it instead."
    )
    assert refused(actions.change_advert, draft, title="X", **BY) == "The advert is no longer there."


def test_posts_can_be_added_until_it_is_settled_and_are_the_councils(team):
    advert, first, second = an_advert(team), a_post(team), a_post(team)
    assert actions.set_posts(advert, [first, second], **BY).how_many == 2
    actions.set_posts(advert, [second], **BY)
    assert [row.post for row in advert.posts.all()] == [second]
    stranger = a_post(a_team(a_service(a_council())))
    assert refused(actions.set_posts, advert, [stranger], **BY) == "One of those posts is not the council's."


def test_templates_have_names_of_their_own(team):
    council, role = team.council, a_job_role(team.council)
    template = actions.add_template(council, role=role, name="Social worker", **BY)
    assert refused(actions.add_template, council, role=role, name="social worker", **BY) == (
        "There is already a template called social worker."
    )
    actions.change_template(template, role=role, name="Experienced", pay_low=Decimal(30000), **BY)
    actions.remove_template(AdvertTemplate.objects.get(name="Experienced"), **BY)
    assert AdvertTemplate.objects.count() == 0


def test_every_write_is_in_the_trail_and_the_words_of_a_request_are_not(team):
    asked(team, a_post(team), words="Corin Tamarisk leaves")
    entry = AuditEntry.objects.get(action="request.asked")
    assert (entry.after["words"], entry.after["why"]) == ("not kept here", "leaver")
    a_live_advert(team)
    found = AuditEntry.objects.filter(thing_type="recruitment.advert").order_by("sequence")
    assert [e.action for e in found] == ["advert.begun", "advert.changed", "advert.published"]
    assert audit.verify().intact

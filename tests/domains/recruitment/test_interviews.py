"""Interviews: a time is one candidate's, calendars are told of every change, the panel scores alone, and an offer waits for it."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from icalendar import Calendar

from ridgeway.core import audit, clock
from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.messages import message_of
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment import interview_rules as rules
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.actions.interviews_scoring import need_interview
from ridgeway.domains.recruitment.interview_letters import Ways
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import (
    AgreedInterviewScores,
    Application,
    Interview,
    InterviewSheet,
    InterviewSlot,
)
from ridgeway.domains.recruitment.queries import interviews as queries
from ridgeway.domains.recruitment.queries.board import board
from ridgeway.domains.recruitment.queries.interview_scores import beside as beside_of
from ridgeway.domains.recruitment.queries.interview_scores import met_in
from ridgeway.domains.recruitment.shortlisting_rules import top as scale_top
from tests.factories import AT, BY, a_live_advert, a_sent_application, a_user, day

WAYS = Ways(lambda row: f"https://example.org/choose/{row.pk}", lambda row: f"https://example.org/panel/{row.pk}")
HOUR = dt.timedelta(hours=1)


def times(count: int, first: dt.datetime) -> list[Time]:
    return [Time(first + n * HOUR, first + n * HOUR + HOUR) for n in range(count)]


def a_round(advert=None, *, slots: int = 3, candidates: int = 2, kind: str = "panel", **fields):
    """An open round from three days after `AT`, with a chair and a member, questions, and candidates invited to it."""
    advert = advert or a_live_advert()
    round_ = actions.add_round(advert, **{"kind": kind, "minutes": 60, "place": "Room 4, County Hall", **fields}, **BY)
    chair, member = (a_user(advert.council, "resourcing-manager") for _ in range(2))
    actions.add_to_panel(round_, user=chair, part="chair", trained_on=day("2015-01-05"), **BY)
    actions.add_to_panel(round_, user=member, part="member", **BY)
    made = actions.add_slots(round_, times(slots, AT + dt.timedelta(days=3)), **BY)
    actions.set_questions(round_, [{"words": "Tell us of a plan that failed."}, {"words": "Why here?"}], **BY)
    round_ = actions.open_round(round_, **BY)
    rows = [a_sent_application(advert) for _ in range(candidates)]
    for row in rows:
        actions.move_application(row, "shortlisted", **BY)
    invited = actions.invite_to_interview(round_, rows, ways=WAYS, **BY).interviews
    return SimpleNamespace(
        round=round_, chair=chair, member=member, slots=made, rows=rows, invited=invited, advert=advert
    )


def calendars(interview) -> list[tuple[str, str, int, str]]:
    """What each calendar was sent, in order: to, method, sequence, when it begins."""
    found = []
    for mail in OutgoingMail.objects.filter(about=f"recruitment.interview:{interview.pk}").order_by("pk"):
        for file in mail.attachments.all():
            made = Calendar.from_ical(bytes(file.content))
            event = made.walk("VEVENT")[0]
            found.append((mail.to, str(made["method"]), int(event["sequence"]), str(event.decoded("dtstart"))))
    return found


@pytest.mark.django_db
def test_an_invited_candidate_chooses_changes_and_gives_back_and_calendars_follow():
    made = a_round()
    one = made.invited[0]
    assert (one.state, Application.objects.get(pk=one.application_id).state) == ("invited", "interview")
    mail = OutgoingMail.objects.get(key__startswith=f"interview:{one.pk}:choose")
    assert (mail.to, f"https://example.org/choose/{one.pk}" in mail.text) == (one.application.candidate.email, True)
    first, second = made.slots[:2]
    actions.choose_time(one, first, by="candidate", at=AT, ways=WAYS)
    actions.choose_time(one, first, by="candidate", at=AT, ways=WAYS)
    actions.choose_time(one, second, by="candidate", at=AT, ways=WAYS)
    actions.give_back_time(one, by="candidate", at=AT)
    everybody = [one.application.candidate.email, made.chair.email, made.member.email]
    starts = [
        str(slot.starts_at.astimezone(dt.UTC) + (HOUR if slot.starts_at.month > 3 else 0 * HOUR))
        for slot in (first, second)
    ]
    said = calendars(one)
    assert [(to, method, n) for to, method, n, _ in said] == [
        *[(to, "REQUEST", 1) for to in everybody], *[(to, "REQUEST", 2) for to in everybody], *[(to, "CANCEL", 3) for to in everybody],
    ]  # fmt: skip
    assert len({when[:16] for *_, when in said}) == len({s[:16] for s in starts})


@pytest.mark.django_db
def test_a_calendar_file_keeps_its_uid_the_councils_hours_and_names_nobody():
    made = a_round()
    one, slot = made.invited[0], made.slots[0]
    actions.choose_time(one, slot, by="candidate", at=AT, ways=WAYS)
    mail = OutgoingMail.objects.get(to=made.chair.email, key__startswith=f"interview:{one.pk}:1")
    message = message_of(mail).message()
    part = next(p for p in message.walk() if p.get_content_type() == "text/calendar")
    text = bytes(mail.attachments.get().content).decode()
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert part.get_param("method") == "REQUEST"
    assert str(event["uid"]).startswith(str(one.uid))
    assert ("BEGIN:VTIMEZONE" in text, "DTSTART;TZID=Europe/London" in text) == (True, True)
    assert event.decoded("dtstart").astimezone(dt.UTC) == slot.starts_at
    assert str(event["summary"]) == f"Interview: candidate {one.application.number}, {made.advert.reference}"
    assert [name for name in ("Corin", "Tamarisk") if name in text + mail.text + mail.subject] == []


@pytest.mark.django_db
def test_a_time_is_one_candidates_by_rule_and_by_the_database():
    made = a_round()
    one, two = made.invited
    actions.choose_time(one, made.slots[0], by="candidate", at=AT)
    with pytest.raises(CannotChangeRecruitment, match="Somebody else has just chosen"):
        actions.choose_time(two, made.slots[0], by="candidate", at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=two.pk).update(slot=made.slots[0], state="chosen")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time")
def test_sixteen_candidates_at_once_never_get_one_time():
    many, places = 16, 5
    made = a_round(slots=many, candidates=many)
    wanted, both = made.slots[:places], Barrier(many)

    def takes(pair) -> str:
        number, interview = pair
        close_old_connections()
        try:
            both.wait(timeout=30)
            for n in range(places):
                try:
                    actions.choose_time(
                        interview, wanted[(number + n) % places], by=f"candidate {number}", at=AT, ways=WAYS
                    )
                    return "got one"
                except CannotChangeRecruitment as refused:
                    said = str(refused)
            return said
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        said = list(pool.map(takes, enumerate(made.invited)))
    assert (
        sorted(said)
        == ["Somebody else has just chosen this time. Choose another."] * (many - places) + ["got one"] * places
    )
    held = list(Interview.objects.filter(slot__isnull=False).values_list("slot", flat=True))
    assert (len(held), len(set(held)), audit.verify([made.advert.council.code]).intact) == (places, places, True)


@pytest.mark.django_db
def test_too_late_to_change_but_staff_still_may():
    made = a_round()
    one = made.invited[0]
    actions.choose_time(one, made.slots[0], by="candidate", at=AT)
    late = made.slots[0].starts_at - 23 * HOUR
    for act in (
        lambda: actions.choose_time(one, made.slots[2], by="candidate", at=late),
        lambda: actions.give_back_time(one, by="candidate", at=late),
    ):
        with pytest.raises(CannotChangeRecruitment, match="less than 24 hours"):
            act()
    assert actions.choose_time(one, made.slots[2], by=made.chair, at=late, is_staff=True).slot_id == made.slots[2].pk


@pytest.mark.django_db
def test_who_withdraws_frees_the_time_and_every_calendar():
    made = a_round()
    one = made.invited[0]
    actions.choose_time(one, made.slots[0], by="candidate", at=AT, ways=WAYS)
    actions.withdraw_application(one.application, by="candidate", at=AT)
    one.refresh_from_db()
    assert (one.state, one.slot_id, [m for _, m, *_ in calendars(one)]) == (
        "cancelled",
        None,
        ["REQUEST"] * 3 + ["CANCEL"] * 3,
    )
    assert len(queries.free_slots(made.round, AT)) == 3


@pytest.mark.django_db
def test_another_room_is_told_and_who_leaves_the_panel_loses_it():
    made = a_round()
    one = made.invited[0]
    actions.choose_time(one, made.slots[0], by="candidate", at=AT, ways=WAYS)
    actions.change_round(made.round, place="Room 9", ways=WAYS, **BY)
    other = a_user(made.advert.council, "resourcing-manager")
    actions.add_to_panel(made.round, user=other, part="member", ways=WAYS, **BY)
    actions.remove_from_panel(made.round.panel.get(user=made.member), **BY)
    assert [(to, m, n) for to, m, n, _ in calendars(one)[3:]] == [
        (one.application.candidate.email, "REQUEST", 2), (made.chair.email, "REQUEST", 2), (made.member.email, "REQUEST", 2),
        (other.email, "REQUEST", 2), (made.member.email, "CANCEL", 2),
    ]  # fmt: skip
    mail = OutgoingMail.objects.filter(key__startswith=f"interview:{one.pk}:2:c").get()
    assert "Room 9" in mail.text
    removed = actions.remove_slot(made.slots[0], ways=WAYS, **BY)
    assert (removed.state, InterviewSlot.objects.filter(pk=made.slots[0].pk).exists()) == ("invited", False)


@pytest.mark.django_db
def test_a_round_opens_with_a_trained_chair_two_who_score_a_place_and_times():
    advert = a_live_advert()
    round_ = actions.add_round(advert, kind="panel", minutes=45, **BY)
    users = [a_user(advert.council, "resourcing-manager") for _ in range(2)]
    sentences = []

    def refused(act):
        with pytest.raises(CannotChangeRecruitment) as why:
            act()
        sentences.append(str(why.value))

    refused(lambda: actions.open_round(round_, **BY))
    refused(lambda: actions.add_to_panel(round_, user=users[0], part="chair", trained_on=day("2009-01-01"), **BY))
    actions.add_to_panel(round_, user=users[0], part="chair", trained_on=day("2014-01-01"), **BY)
    refused(lambda: actions.open_round(round_, **BY))
    actions.add_to_panel(round_, user=users[1], part="member", **BY)
    refused(lambda: actions.open_round(round_, **BY))
    actions.change_round(round_, place="Room 4", **BY)
    refused(lambda: actions.open_round(round_, **BY))
    refused(lambda: actions.add_slots(round_, times(1, AT - HOUR), **BY))
    assert sentences == [
        "A panel has a chair trained in safer recruitment.",
        "A chair has been trained in safer recruitment within the last 5 years. Say when.",
        "At least 2 people on the panel score.",
        "Say where candidates come, or give the link to the call.",
        "Add the times first.",
        "A time lies ahead, not behind.",
    ]


@pytest.mark.django_db
def test_somebody_needed_twice_is_said_and_can_be_insisted_upon():
    made = a_round()
    other = actions.add_round(
        a_live_advert(made.advert.team, made.advert.role), kind="panel", minutes=60, place="Room 1", **BY
    )
    actions.add_to_panel(other, user=made.member, part="member", **BY)
    when = [Time(made.slots[0].starts_at + HOUR / 2, made.slots[0].ends_at + HOUR / 2)]
    with pytest.raises(CannotChangeRecruitment, match=f"has an interview for {made.advert.reference}") as why:
        actions.add_slots(other, when, **BY)
    assert why.value.can_insist
    assert len(actions.add_slots(other, when, insists=True, **BY)) == 1
    assert {(e.who, e.other.round_id) for e in queries.elsewhere(other, when)} == {(made.member.name, made.round.pk)}


def scores(interview, user, *points, hands_in=True, at=None):
    keys = [str(q.pk) for q in interview.round.questions.all()]
    at = at or interview.slot.starts_at
    return actions.save_interview_scores(
        interview, points=dict(zip(keys, points, strict=False)), words={}, hands_in=hands_in, by=user, at=at
    )


@pytest.mark.django_db
def test_the_panel_scores_alone_and_an_offer_waits_for_them():
    made = a_round()
    one = actions.choose_time(made.invited[0], made.slots[0], by="candidate", at=AT)
    with pytest.raises(CannotChangeRecruitment, match="has not begun"):
        scores(one, made.chair, 3, 3, at=AT)
    with pytest.raises(CannotChangeRecruitment, match="not been held yet"):
        need_interview(Application.objects.get(pk=one.application_id), "offered")
    scores(one, made.chair, 3, 2)
    one.refresh_from_db()
    seen = [InterviewSheet.objects.visible_to(user).count() for user in (made.chair, made.member)]
    assert (one.state, seen) == ("held", [1, 0])
    with pytest.raises(CannotChangeRecruitment, match="1 of 2 on the panel have handed in"):
        need_interview(Application.objects.get(pk=one.application_id), "offered")
    scores(one, made.member, 4, 0)
    beside = beside_of(made.member, one)
    assert (beside.comparison.totals, beside.comparison.spread, len(beside.comparison.differing)) == ((5, 4), 1, 1)
    with pytest.raises(CannotChangeRecruitment, match="questions stay"):
        actions.set_questions(made.round, [{"words": "Another?"}], **BY)
    need_interview(Application.objects.get(pk=one.application_id), "offered")
    trail = str(
        list(AuditEntry.objects.filter(thing_type="recruitment.interviewsheet").values_list("after", flat=True))
    )
    assert trail.count("'points': 'not kept here'") == 2


@pytest.mark.django_db
def test_what_is_to_be_arranged_reaches_the_chair_without_its_words():
    made = a_round()
    actions.ask_adjustments(made.invited[0], words="The questions beforehand", by="candidate", at=AT, ways=WAYS)
    mail = OutgoingMail.objects.get(key__contains=":arrange:")
    assert (mail.to, "beforehand" in mail.text + mail.subject) == (made.chair.email, False)
    after = AuditEntry.objects.get(action="interview.adjustments").after
    assert after == {"adjustments": "not kept here"}


@pytest.mark.django_db
def test_not_more_are_invited_than_there_are_times_and_a_missed_one_is_asked_again():
    made = a_round(slots=1, candidates=2)
    assert len(made.invited) == 1
    one = actions.choose_time(made.invited[0], made.slots[0], by="candidate", at=AT)
    after = {"by": made.chair, "at": one.slot.ends_at}
    one = actions.record_held(one, held=False, **after)
    one = actions.record_held(one, held=True, **after)
    one = actions.record_held(one, held=False, **after)
    assert (one.state, actions.invite_again(one, ways=WAYS, **after).state) == ("missed", "invited")


@pytest.mark.django_db
def test_who_has_chosen_nothing_is_asked_again_once_and_who_is_met_tomorrow_is_told():
    made = a_round()
    one, two = made.invited
    actions.choose_time(one, made.slots[0], by="candidate", at=AT)
    said = {"by": "the round of the day", "ways": WAYS}
    council = made.advert.council
    assert actions.remind_those_without(council, at=AT + dt.timedelta(days=1), **said) == 0
    Interview.objects.filter(pk=two.pk).update(invited_at=AT - dt.timedelta(days=2))
    later = made.slots[0].starts_at - dt.timedelta(days=1)
    counts = [
        (actions.remind_those_without(council, at=at, **said), actions.remind_of_tomorrow(council, at=at, **said))
        for at in (later, later)
    ]
    assert counts == [(1, 1), (0, 1)]
    about = [
        OutgoingMail.objects.filter(about=f"recruitment.interview:{row.pk}", made_at=later).count()
        for row in (one, two)
    ]
    assert about == [1, 1]


def test_times_by_hand():
    first = dt.datetime(2016, 4, 4, 9, tzinfo=dt.UTC)
    made = list(rules.times_of(first, first + 3 * HOUR, 45, 15))
    assert [(t.starts_at.hour, t.starts_at.minute, t.ends_at.minute) for t in made] == [
        (9, 0, 45),
        (10, 0, 45),
        (11, 0, 45),
    ]
    assert (made[0].runs_into(made[1]), made[0].runs_into(Time(first + HOUR / 2, first + HOUR))) == (False, True)
    assert [rules.is_trained(day(d), day("2016-03-31")) for d in ("2011-03-31", "2011-04-01", "2016-04-01")] == [
        False,
        True,
        False,
    ]


def typed(interview, member, *points, by, hands_in=True):
    keys = [str(q.pk) for q in interview.round.questions.all()]
    said = {"points": dict(zip(keys, points, strict=False)), "words": {"": "Kind"}, "hands_in": hands_in}
    return actions.type_in_sheet(interview, member, by=by, at=interview.slot.starts_at, **said)


@pytest.mark.django_db
def test_a_sheet_from_paper_is_typed_in_marked_and_locked_once_it_is_compared():
    made = a_round(kind="young")
    fern = actions.add_to_panel(made.round, part="young", name="Fern", email="fern@example.org", **BY)
    actions.remove_from_panel(made.round.panel.get(user=made.member), **BY)
    editor = a_user(made.advert.council, "resourcing-manager")
    one = actions.choose_time(made.invited[0], made.slots[0], by="candidate", at=AT)
    with pytest.raises(CannotChangeRecruitment, match="not begun yet"):
        actions.type_in_sheet(one, fern, points={}, words={}, hands_in=False, by=editor, at=AT)
    for by, member, said in (
        (made.chair, fern, "Hand in your own scores first"),
        (a_user(), fern, "The chair types in"),
        (editor, made.round.panel.get(user=made.chair), "They score for themselves"),
    ):
        with pytest.raises(CannotChangeRecruitment, match=said):
            typed(one, member, 3, 4, by=by)
    row = typed(one, fern, 3, hands_in=False, by=editor)
    row = typed(one, fern, 3, 4, by=editor)
    assert (row.state, row.shown_at, row.who, row.typed_words) == (
        "submitted", None, "Fern", f"typed in by {editor.name} from paper",
    )  # fmt: skip
    end = {"by": editor, "at": one.slot.ends_at}
    assert actions.take_back_typed_sheet(one, fern, **end).state == "scoring"
    typed(one, fern, 2, 4, by=editor)
    assert [InterviewSheet.objects.visible_to(user).count() for user in (made.chair, editor)] == [0, 1]
    scores(one, made.chair, 1, 1)  # two are in: they are compared
    beside = beside_of(made.chair, one)
    assert [(sheet.who, sheet.points) for sheet in beside.sheets] == [
        (made.chair.name, beside.sheets[0].points), ("Fern", row.points | {next(iter(row.points)): 2}),
    ]  # fmt: skip
    for act in (lambda: actions.take_back_typed_sheet(one, fern, **end), lambda: typed(one, fern, 4, 4, by=editor)):
        with pytest.raises(CannotChangeRecruitment, match=r"say why it is taken back|Take it back first"):
            act()
    with pytest.raises(CannotChangeRecruitment, match="They have scored"):
        actions.remove_from_panel(fern, **BY)
    with pytest.raises(CannotChangeRecruitment, match="Say why it is taken back"):
        actions.reopen_typed_sheet(one, fern, why=" ", **end)
    again = actions.reopen_typed_sheet(one, fern, why="A 2 was read as a 3", **end)
    assert (again.state, again.shown_at, list(again.was.values()), again.reopened_by_name) == (
        "scoring",
        None,
        [2, 4],
        str(editor),
    )
    assert (
        beside_of(made.chair, one).handed_in == 1
    )  # of the two that are needed here: nothing is compared until it is in again
    again = typed(one, fern, 3, 4, by=editor)
    assert (again.shown_at, list(again.points.values()), list(again.was.values())) == (
        one.slot.starts_at,
        [3, 4],
        [2, 4],
    )
    trail = AuditEntry.objects.filter(thing_type="recruitment.interviewsheet", thing_id=row.pk).order_by("pk")
    verbs = ("saved", "saved", "submitted", "scoring", "saved", "submitted", "taken_back", "saved", "submitted")
    assert {entry.after.get("reopened_why", "not kept here") for entry in trail} <= {"not kept here", ""}
    assert list(trail.values_list("action", flat=True)) == [f"scores.{verb}" for verb in verbs]


@pytest.mark.django_db
def test_a_card_shows_what_the_panel_gave_once_all_of_it_has_scored():
    made = a_round()
    one, slot = made.invited[0], made.slots[0]
    fern = actions.add_to_panel(made.round, part="young", name="Fern", email="fern@example.org", **BY)
    actions.choose_time(one, slot, by="candidate", at=AT)
    keys, at = [str(q.pk) for q in made.round.questions.all()], slot.ends_at
    outsider = a_user(made.round.council, "resourcing-manager")

    def card(user=made.chair):
        found = board(user, made.round.advert, at.date(), clock.day_of)
        (shown,) = (
            card for column in found.columns for card in column.cards if card.application.pk == one.application_id
        )
        return shown.fact, shown.next, shown.turn

    def gives(user, *points):
        given = dict(zip(keys, points, strict=True))
        actions.save_interview_scores(one, points=given, words={}, hands_in=True, by=user, at=at)

    assert card()[1:] == ("Meet", "Panel to act")
    gives(made.chair, 3, 2)
    assert card() == ("Scored by 1 of 3", "Next score", "Panel to act")
    gives(made.member, 1, 2)
    assert (
        card() == card(outsider) == ("Scored by 2 of 3", "Next score", "Panel to act")
    )  # two are enough for the page, and not here
    one.refresh_from_db()
    typed(one, fern, 2, 3, by=made.chair)
    top = 2 * scale_top(made.round.scale)
    assert card() == card(outsider) == (f"Panel gave 5, 3 and 5 of {top}, apart", "Agree a score", "Panel to act")
    actions.agree_interview_scores(one, points={keys[0]: 2}, words={keys[0]: "Half of it"}, by=made.chair, at=at)
    assert card() == (f"Panel gave 5, 3 and 5 of {top}, agreed", "Offer or decline", "Hiring manager to act")


@pytest.mark.django_db
def test_a_panel_agrees_where_it_was_far_apart_and_undoes_it_until_the_offer():
    made = a_round()
    fern = actions.add_to_panel(made.round, part="young", name="Fern", email="fern@example.org", **BY)
    one, two = (
        actions.choose_time(row, slot, by="candidate", at=AT)
        for row, slot in zip(made.invited, made.slots, strict=False)
    )
    first, second = (str(q.pk) for q in made.round.questions.all())
    at = {"at": two.slot.ends_at}

    def agree(points, words, by=made.chair):
        return actions.agree_interview_scores(one, points=points, words=words, by=by, **at)

    with pytest.raises(CannotChangeRecruitment, match="Hand in your own scores first"):
        agree({first: 3}, {first: "x"})
    scores(one, made.chair, 4, 2)
    with pytest.raises(CannotChangeRecruitment, match="nothing to agree on"):
        agree({first: 3}, {first: "x"})
    scores(one, made.member, 1, 3)
    for points, words, by, said in (
        ({first: 3}, {}, made.chair, "Say in a few words"),
        ({first: 9}, {first: "x"}, made.chair, "Points go from 0 to 4"),
        ({second: 3}, {second: "x"}, made.chair, "where you were two points apart"),
        ({}, {}, made.chair, "Choose the points"),
        ({first: 3}, {first: "x"}, a_user(), "The panel agrees"),
    ):
        with pytest.raises(CannotChangeRecruitment, match=said):
            agree(points, words, by)
    assert beside_of(made.chair, one).comparison.differing[0].key == first
    for _ in range(2):
        row = agree({first: 3}, {first: "The plan was sound", "": "x"})
    found = beside_of(made.member, one)
    assert (row.words, row.by_name, found.comparison.stands, found.comparison.differing, found.late) == (
        {first: "The plan was sound"}, str(made.chair), Fraction(11, 2), (), [],
    )  # fmt: skip
    actions.type_in_sheet(
        one, fern, points={first: 4, second: 4}, words={}, hands_in=True, by=made.chair, at=at["at"] + HOUR
    )
    assert beside_of(made.member, one).late == ["Fern"]
    with pytest.raises(CannotChangeRecruitment, match="Undo that first"):
        actions.reopen_typed_sheet(one, fern, why="x", by=made.chair, **at)
    panel = queries.panel_of(made.round)
    scores(two, made.chair, 2, 2)
    lines = met_in(made.chair, made.round, queries.in_round(made.chair, made.round), panel)
    assert [(met.place, met.handed_in, met.comparison and met.comparison.stands) for met in lines] == [
        (1, 2, Fraction(6)),
        (0, 1, None),
    ]
    for _ in range(2):
        actions.undo_agreed_interview_scores(one, by=made.member, **at)
    assert not AgreedInterviewScores.objects.exists()
    agree({first: 2}, {first: "Less than it seemed"})
    Application.objects.filter(pk=one.application_id).update(state="offered")
    for act in (
        lambda: agree({first: 3}, {first: "x"}),
        lambda: actions.undo_agreed_interview_scores(one, by=made.chair, **at),
    ):
        with pytest.raises(CannotChangeRecruitment, match="decided about this application already"):
            act()
    trail = AuditEntry.objects.filter(thing_type="recruitment.agreedinterviewscores").order_by("pk")
    assert list(trail.values_list("action", flat=True)) == ["scores.agreed", "scores.agreement_undone", "scores.agreed"]
    assert trail[0].after["points"] == "not kept here"


@pytest.mark.django_db
def test_paper_never_stands_for_one_of_the_two_a_panel_needs():
    made = a_round()
    fern = actions.add_to_panel(made.round, part="young", name="Fern", email="fern@example.org", **BY)
    one = actions.choose_time(made.invited[0], made.slots[0], by="candidate", at=AT)
    scores(one, made.chair, 3, 3)
    row = typed(one, fern, 4, 4, by=made.chair)
    with pytest.raises(CannotChangeRecruitment, match="1 of 2 on the panel"):
        need_interview(Application.objects.get(pk=one.application_id), "offered")
    assert row.shown_at is None
    scores(one, made.member, 2, 2)
    row.refresh_from_db()
    assert (row.shown_at, beside_of(made.member, one).comparison.totals) == (one.slot.starts_at, (6, 4, 8))


@pytest.mark.django_db
def test_who_is_on_a_panel_without_a_sign_in_is_erased_after_the_round_and_the_trail_never_held_them():
    made = a_round()
    fern, rook, gone = (
        actions.add_to_panel(made.round, part="young", name=name, email=f"{name}@example.org", **BY)
        for name in ("Fern", "Rook", "Sorrel")
    )
    actions.remove_from_panel(gone, **BY)
    actions.choose_time(made.invited[0], made.slots[0], by="candidate", at=AT)
    council, last = made.advert.council, made.slots[-1].ends_at
    with pytest.raises(CannotChangeRecruitment, match="a candidate to meet still"):
        actions.erase_panel_member(fern, **BY)
    with pytest.raises(CannotChangeRecruitment, match="They sign in here"):
        actions.erase_panel_member(made.round.panel.get(user=made.chair), **BY)
    actions.erase_panel_member(rook, by=made.chair, at=last)
    late = [last + dt.timedelta(days=days) for days in (180, 190, 191)]
    assert [actions.erase_panels(council, by="the round of the day", at=at) for at in late] == [0, 1, 0]
    kept = list(made.round.panel.filter(user__isnull=True).values_list("name", "email"))
    assert (kept, fern._meta.model.objects.get(pk=fern.pk).who) == ([("", "")] * 2, "Name erased")
    trail = str(list(AuditEntry.objects.filter(thing_type="recruitment.panelmember").values_list("before", "after")))
    assert [name for name in ("Fern", "fern@", "Rook", "rook@", "Sorrel", "sorrel@") if name in trail] == []
    assert audit.verify([council.code]).intact

"""The board of an advert, deciding about one or many with words for each, notes, and how many are where across a service."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ridgeway.core import clock
from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.actions import CannotChangeRecruitment
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Application, ApplicationMove, ApplicationNote, EqualityAnswers, Offer
from ridgeway.domains.recruitment.queries.board import board
from ridgeway.domains.recruitment.queries.checking import can_start, open_for_start
from ridgeway.domains.recruitment.queries.pipeline import working_days
from ridgeway.domains.recruitment.rules import Hours
from ridgeway.domains.recruitment.stages import DECISIONS, OPEN, REFUSAL_WORDS, STAGE_OF, decisions_from, late_before
from ridgeway.domains.recruitment.states import APPLICATION_TRANSITIONS
from tests.factories import AT, BY, a_council, a_live_advert, a_sent_application, a_service, a_team, a_user, day
from tests.signing_in import sign_in
from tests.web.asking import text_of, url, waiting_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(place, client):
    sign_in(client, place.head)
    return place.head


@pytest.fixture
def advert(place):
    return a_live_advert(place.north, place.role)


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def sent(client, place, rows, **fields):
    answers = {"application": [row.pk for row in rows], **fields}
    return client.post(url("hiring_decide", place), answers, follow=True)


def states(*rows) -> list[str]:
    return [Application.objects.get(pk=row.pk).state for row in rows]


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        ("2016-03-24", "2016-03-24", 0), ("2016-03-24", "2016-03-29", 1),  # Easter
        ("2016-04-01", "2016-04-08", 5), ("2016-04-08", "2016-04-01", 0),
    ],
)  # fmt: skip
def test_working_days_by_hand(after, until, days):
    assert working_days(day(after), day(until)) == days


def test_every_decision_follows_the_table_and_every_stage_can_be_left():
    assert {to for to in DECISIONS if not any(to in onward for onward in APPLICATION_TRANSITIONS.values())} == set()
    assert [state for state in OPEN if not decisions_from({state})] == []
    assert list(decisions_from({"sent", "shortlisted"})) == ["not_shortlisted"]


def test_the_board_shows_who_is_where_without_names_until_shortlisted(place, client, head, advert):
    first, second = a_sent_application(advert), a_sent_application(advert)
    gone = a_sent_application(advert)
    actions.withdraw_application(gone, by="candidate", at=AT)
    actions.decide([second], "shortlisted", **BY)
    page = client.get(url("pipeline", place, advert=advert.pk))
    columns = {c["stage"].key: [card["who"] for card in c["cards"]] for c in page.context["columns"]}
    assert columns == {
        "read": [f"Candidate {first.number}"], "shortlist": ["Corin Tamarisk"], "interview": [], "offer": [], "checks": [], "starts": [],
    }  # fmt: skip
    assert (page.context["found"].sent, page.context["ended"]) == (3, [("Withdrawn", 1)])


def test_one_decision_about_many_with_words_for_each(place, client, head, advert):
    rows = [a_sent_application(advert) for _ in range(3)]
    page = sent(client, place, rows, to="shortlisted")
    assert "within three working days" in " ".join(page.context["form"].initial["words"].split())
    page = sent(client, place, rows, to="shortlisted", words="We would like to meet you.")
    assert (said(page), states(*rows)) == (["Shortlist: 3 decisions made."], ["shortlisted"] * 3)
    moves = ApplicationMove.objects.filter(to_state="shortlisted")
    assert {(m.words_for_candidate, m.by_name) for m in moves} == {("We would like to meet you.", head.name)}
    assert OutgoingMail.objects.filter(text__contains="We would like to meet you.").count() == 3


def test_nobody_is_turned_down_without_a_reason_and_an_answer(place, client, head, advert):
    row = a_sent_application(advert)
    page = sent(client, place, [row], to="not_shortlisted")  # asked by itself: whoever was ticked stays so
    assert (page.context["asks_why"], page.context["form"].is_bound, [one.pk for one, *_ in page.context["rows"]]) == (
        True,
        False,
        [row.pk],
    )
    assert set(sent(client, place, [row], to="not_shortlisted", asks_why="1").context["form"].errors) == {"reason"}
    assert sent(client, place, [row], to="not_shortlisted", words="No.").context["asks_why"] is True
    page = sent(client, place, [row], to="not_shortlisted", reason="criteria")
    assert page.context["form"].initial["words"] == REFUSAL_WORDS["criteria"]
    page = sent(client, place, [row], to="not_shortlisted", reason="criteria", words=" ")
    assert set(page.context["form"].errors) == {"words"}
    sent(client, place, [row], to="not_shortlisted", reason="criteria", words="Ring us.")
    move = ApplicationMove.objects.get(to_state="not_shortlisted")
    assert (states(row), move.reason, move.words_for_candidate) == (["not_shortlisted"], "criteria", "Ring us.")
    with pytest.raises(CannotChangeRecruitment, match="Choose the reason"):
        actions.decide([a_sent_application(advert)], "not_shortlisted", words="No", **BY)


def test_of_two_who_decide_one_wins_and_the_other_is_told(place, client, head, advert):
    first, second = a_sent_application(advert), a_sent_application(advert)
    stale = Application.objects.select_related("candidate").get(pk=first.pk)
    actions.decide([first], "not_shortlisted", reason="criteria", words="Ring us.", **BY)
    made = actions.decide([stale, second], "not_shortlisted", reason="criteria", words="Ring us.", **BY)
    assert ([row.pk for row in made.moved], [row.pk for row, _ in made.refused]) == ([second.pk], [first.pk])
    page = sent(client, place, [first], to="interview")
    assert said(page)[0].startswith("“Invite to interview” is not a next step for all of those ticked")
    third = a_sent_application(advert)
    # the table would let somebody turned down be shortlisted after all: not by whoever had not seen it
    asked_for = sent(client, place, [second, third], to="shortlisted").context["rows"]
    assert {row.pk: state for row, _, state in asked_for} == {second.pk: "not_shortlisted", third.pk: "sent"}
    actions.decide([third], "not_shortlisted", reason="criteria", words="Ring us.", **BY)
    stood = [f"{row.pk} {state}" for row, _, state in asked_for]
    page = sent(client, place, [second, third], to="shortlisted", words="We would like to meet you.", seen=stood)
    assert said(page) == [
        "Shortlist: One decision made.",
        f"Candidate {third.number} stays as they are. Somebody else was quicker: not shortlisted meanwhile.",
    ]
    assert states(second, third) == ["shortlisted", "not_shortlisted"]


TERMS = {
    "fte": "1", "hours": "37", "contract": "permanent", "with_supplement": "on", "conditions": "Identity",
    "starts_on_0": "2", "starts_on_1": "5", "starts_on_2": "2016", "answer_by_0": "8", "answer_by_1": "4", "answer_by_2": "2016",
}  # fmt: skip


def test_an_offer_is_read_before_it_goes_and_answered_by_telephone(place, client, head):
    row = a_sent_application(a_live_advert(place.north, place.role, posts=[place.a2]))
    for to in ("shortlisted", "interview"):
        sent(client, place, [row], to=to, words="")
    make = url("hiring_offer_make", place, application=row.pk)
    page = client.post(make, {**TERMS, "post": place.a2.pk, "fte": "2"})
    assert set(page.context["form"].errors) == {"fte"}
    for wrong, why in (
        ({"starts_on_2": "2015"}, "The first day is still to come."),
        ({"answer_by_2": "2015"}, "They answer after today and before the first day."),
    ):
        page = client.post(make, {**TERMS, "post": place.a2.pk, **wrong})
        assert page.context["form"].non_field_errors() == [why]  # before the letter is read
    page = client.post(make, {**TERMS, "post": place.a2.pk})
    words = page.context["form"].initial["letter"]
    assert ("Dear Corin Tamarisk" in words, "by 8 April 2016" in words, Offer.objects.count()) == (True, True, 0)
    page = client.post(make, {**TERMS, "post": place.a2.pk, "letter": words}, follow=True)
    assert said(page) == ["The offer is made, and Corin Tamarisk is told by mail. They answer on their page."]
    other = a_sent_application(row.advert)  # a post can be shared: who is offered the rest sees what is left of it
    for to in ("shortlisted", "interview"):
        actions.move_application(other, to, **BY)
    left = {
        of.pk: client.get(url("hiring_offer_make", place, application=of.pk))
        .context["form"]
        .fields["post"]
        .choices[0][1]
        for of in (row, other)
    }
    assert left == {
        row.pk: "A2, North hub, 1.0 FTE free",
        other.pk: "A2, North hub, 0.0 FTE free, 1.0 offered to others",
    }
    page = client.post(make, {**TERMS, "post": place.a2.pk, "starts_on_0": "9", "letter": words}, follow=True)
    assert [offer["row"].state for offer in page.context["offers"]] == ["made", "withdrawn"]
    with CaptureQueriesContext(connection) as queries:
        client.get(url("hiring_offer", place, application=row.pk))
    assert sum("careerssite" in query["sql"] for query in queries) == 1  # the language of the letters, once for both
    answer = url("hiring_offer_answer", place, application=row.pk)
    assert client.post(answer, {"answer": "no"}).context["form"].errors == {"__all__": ["Choose the reason."]}
    page = client.post(answer, {"answer": "yes"}, follow=True)
    assert (said(page), states(row), row.checks.count() > 0) == (
        ["Accepted: the checks have begun."], ["checking"], True,
    )  # fmt: skip
    back = url("hiring_offer_back", place, application=row.pk)
    client.post(back, {"reason": "checks", "words": "Ring us."})
    assert (states(row), Offer.objects.filter(state="withdrawn").count()) == (["not_appointed"], 2)
    assert client.get(answer).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"to": ""}, "Choose what you decide about those ticked."),
        ({"to": "started"}, "Choose what you decide about those ticked."),
        ({"to": "interview", "application": []}, "Tick somebody first."),
        ({"to": "interview", "application": ["9" * 30, "x"]}, "Tick somebody first."),
    ],
)
def test_what_cannot_be_decided(place, client, head, advert, fields, sentence):
    assert said(sent(client, place, [a_sent_application(advert)], **fields)) == [sentence]


def test_nobody_decides_about_their_own_or_what_they_cannot_see(place, client, advert):
    row = a_sent_application(advert)
    manager = a_user(place.council, "head-of-service", email="both@example.org")
    own = a_sent_application(a_live_advert(place.south, place.role), email="both@example.org")
    made = actions.decide([own], "shortlisted", by=manager, at=AT)
    assert [why for _, why in made.refused] == ["Somebody else decides about your own application."]
    stranger = a_user(a_council(), "head-of-service")
    sign_in(client, stranger)
    assert client.post(url("hiring_decide", place), {"application": [row.pk], "to": "shortlisted"}).status_code == 404
    other = a_user(place.council, "head-of-service", service=a_service(place.council, kind="adult", name="Adult care"))
    sign_in(client, other)
    assert said(sent(client, place, [row], to="shortlisted")) == ["Tick somebody first."]
    assert client.get(url("pipeline", place, advert=advert.pk)).status_code == 404
    assert states(row) == ["sent"]


def test_notes_are_kept_for_those_who_hire_and_out_of_the_trail(place, client, head, advert):
    row = a_sent_application(advert)
    page = client.post(
        url("hiring_notes", place, application=row.pk), {"words": "Rang: <b>free in May</b>"}, follow=True
    )
    note = ApplicationNote.objects.get()
    assert (note.by_name, "&lt;b&gt;free" in text_of(page)) == (head.name, True)
    assert AuditEntry.objects.get(action="application.noted").after["words"] == "not kept here"
    actions.withdraw_application(row, by="candidate", at=AT)
    actions.erase_own(row.candidate, **BY)
    note.refresh_from_db()
    assert note.words == ""


def test_across_a_service_how_many_are_where_and_who_waits_longest(place, client, head, advert):
    other = a_live_advert(a_team(place.service, name="East hub"), place.role)
    rows = [a_sent_application(advert) for _ in range(2)] + [a_sent_application(other)]
    Application.objects.filter(pk=rows[2].pk).update(moved_at=AT - dt.timedelta(days=9))
    page = client.get(url("hiring", place))
    assert [[str(cell.text) for cell in row[:1] + row[2:8]] for row in page.context["rows"]] == [
        [advert.reference, "2", "–", "–", "–", "–", "2"], [other.reference, "1", "–", "–", "–", "–", "1"],
    ]  # fmt: skip
    assert (page.context["total"], page.context["all"]) == ([3, 0, 0, 0, 0], 3)
    assert page.context["waiting"][0]["who"] == f"Candidate {rows[2].number}"
    assert client.get(url("hiring", place, "?format=csv")).content.decode().count("\r\n") == 3


def test_one_press_moves_one_and_the_board_is_a_table_and_a_file_too(place, client, head, advert):
    row, met, offered = (a_sent_application(advert) for _ in range(3))
    page = client.post(url("hiring_decide", place), {"one": f"{row.pk} shortlisted", "advert": advert.pk})
    assert (page.context["to"], [one.pk for one, *_ in page.context["rows"]]) == ("shortlisted", [row.pk])
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(offered, to, **BY)
    actions.open_checks(offered, **BY)
    for to in ("shortlisted", "interview"):
        actions.move_application(met, to, **BY)
    page = client.get(url("pipeline", place, "?as=table&on=2016-04-01", advert=advert.pk))
    facts = [(c["fact"], c["next"], c["turn"]) for column in page.context["columns"] for c in column["cards"]]
    assert facts == [
        ("Sent Fri 1 Apr", "Read and decide", "Hiring manager to act"), ("Since Fri 1 Apr", "Meet and decide", "Panel to act"),
        ("0 of 8 checks clear, 0 of 2 references read", "Social Work England register", "We are to act"),
    ]  # fmt: skip
    assert client.get(url("pipeline", place, "?format=csv", advert=advert.pk)).content.decode().count("\r\n") == 4


def test_a_narrowed_board_shows_exactly_the_cards_that_say_so(place, head, advert):
    round_ = _round(advert)
    states = (
        "sent",
        "shortlisted",
        "interview",
        "interview",
        "offered",
        "accepted",
        "checking",
        "checking",
        "checking",
        "started",
    )
    path = ("shortlisted", "interview", "offered", "accepted", "checking", "started")
    for n, state in enumerate(states):
        row = a_sent_application(advert)
        for to in path[: path.index(state) + 1] if state in path else ():
            actions.move_application(row, to, by="test", at=AT + dt.timedelta(days=n))
        if state == "interview":
            made = actions.invite_to_interview(round_.round, [row], **BY).interviews[0]
            _ = n == 2 and actions.choose_time(made, round_.slot, by="candidate", at=AT)
        if state == "checking":
            for check in actions.open_checks(row, **BY):
                if n == 8 or (n == 7 and check.turn == "council"):
                    actions.set_check(check, state="done", words="x", by="test", at=AT + dt.timedelta(days=n))
    for on in (AT.date() + dt.timedelta(days=n) for n in range(3, 40, 4)):
        whole = [card for column in board(head, advert, on, clock.day_of).columns for card in column.cards]
        ours = {card.application.pk for card in whole if card.turn not in ("Candidate to act", "Somebody else to act")}
        late = {card.application.pk for card in whole if card.over > 0 and card.stage.key != "starts"}
        for only, wanted in (("us", ours), ("late", late)):
            found = board(head, advert, on, clock.day_of, only=only)
            assert {card.application.pk for column in found.columns for card in column.cards} == wanted, (on, only)
            assert sum(column.count for column in found.columns) == len(wanted)


def test_a_card_says_whose_turn_it_is_as_the_application_itself_does(place, head, advert):
    made = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(made, to, **BY)
    said = []

    def look():
        (card,) = next(c.cards for c in board(head, advert, AT.date(), clock.day_of).columns if c.stage.key == "checks")
        turns = {item.turn for item in open_for_start(made)}
        first = next((turn for turn in ("council", "candidate", "other") if turn in turns), "")
        wanted = {"council": "We are to act", "candidate": "Candidate to act", "other": "Somebody else to act"}
        assert card.turn == wanted.get(first, "Hiring manager to act")
        assert card.is_clear == (not can_start(made))  # the button stands where the action would not refuse
        ours = board(head, advert, AT.date(), clock.day_of, only="us").columns
        assert sum(column.count for column in ours) == (first in ("council", ""))
        if not said or said[-1] != (card.next, card.is_clear):
            said.append((card.next, card.is_clear))

    def step(act, *rows, **more):
        found = act(*rows, **more, **BY)
        look()
        return found

    checks = {check.kind: check for check in step(actions.open_checks, made)}
    for kind in ("register", "overseas", "online", "qualifications", "health", "right_to_work"):
        step(actions.set_check, checks[kind], state="done")
    two = step(
        actions.name_referees,
        made,
        [{"name": f"R{n}", "email": f"r{n}@example.org", "is_employer": n == 0} for n in (0, 1)],
    )
    for row in two:
        step(actions.ask_reference, row, address=str)
    disclosure = step(actions.ask_disclosure, made)
    step(actions.set_check, checks["identity"], state="done")
    step(actions.disclose, disclosure, answers={})
    step(actions.read_disclosure, disclosure)
    step(actions.decline_reference, two[1], words="No")
    step(actions.name_another_referee, made, name="Rook", email="rook@example.org")
    step(actions.ask_reference, made.references.get(email="rook@example.org"), address=str)
    for row in (two[0], made.references.get(email="rook@example.org")):
        step(actions.receive_reference, row, answers={})
        step(actions.read_reference, row)
    step(actions.set_check, checks["dbs"], state="open", turn="other")
    step(actions.set_check, checks["dbs"], state="done")
    step(actions.set_check, checks["dbs"], state="open", turn="other")
    senior = a_user(made.council, "head-of-service")
    actions.accept_risk(made, words="In the office, on no caseload, until it is back.", by=senior, at=AT)
    look()
    step(actions.set_check, checks["health"], state="open", turn="other")  # that was not accepted
    step(actions.set_check, checks["dbs"], state="done")
    actions.accept_risk(made, words="Light duties until the doctor has written.", by=senior, at=AT)
    look()
    assert said == [
        ("Social Work England register", False), ("Overseas checks", False), ("Online search", False), ("Ask for two references", False),
        ("Ask for a reference, or read one", False), ("Ask for the self-disclosure", False), ("Identity", False),
        ("Enhanced DBS with children's barred list", False), ("Read the self-disclosure", False),
        ("Enhanced DBS with children's barred list", False), ("Ask for a reference, or read one", False),
        ("Enhanced DBS with children's barred list", False), ("Ask for a reference, or read one", False),
        ("Enhanced DBS with children's barred list", False), ("Ask for a reference, or read one", False),
        ("Enhanced DBS with children's barred list", False), ("Record the first day", True),
        ("Enhanced DBS with children's barred list", False), ("Enhanced DBS with children's barred list", True),
        ("Enhanced DBS with children's barred list", False), ("Fitness for the work", False), ("Fitness for the work", True),
    ]  # fmt: skip


def _round(advert):
    round_ = actions.add_round(advert, kind="panel", minutes=45, place="Room 4", **BY)
    for part in ("chair", "member"):
        user = a_user(advert.council, "resourcing-manager")
        actions.add_to_panel(
            round_, user=user, part=part, trained_on=day("2015-01-05") if part == "chair" else None, **BY
        )
    first = AT + dt.timedelta(days=20)
    slots = actions.add_slots(
        round_, [Time(first + dt.timedelta(hours=n), first + dt.timedelta(hours=n, minutes=45)) for n in range(3)], **BY
    )
    return SimpleNamespace(round=actions.open_round(round_, **BY), slot=slots[0])


@pytest.mark.parametrize("on", [day("2016-03-22") + dt.timedelta(days=n) for n in range(9)])  # Easter is among them
def test_late_before_is_the_clock_of_the_cards_turned_round(on):
    before = late_before(timezone.make_aware(dt.datetime.combine(on, dt.time(9))), Hours())
    for state, stage in STAGE_OF.items():
        days = [on - dt.timedelta(days=n) for n in range(45)]
        assert [d for d in days if working_days(d, on) > stage.days] == [d for d in days if d < before[state].date()]


def test_a_board_costs_as_many_queries_for_many_as_for_one(place, client, head, advert, django_assert_num_queries):
    a_sent_application(advert)
    client.get(url("pipeline", place, advert=advert.pk))
    with django_assert_num_queries(7):
        client.get(url("pipeline", place, advert=advert.pk))
    for _ in range(5):
        a_sent_application(advert)
    with django_assert_num_queries(7):
        client.get(url("pipeline", place, advert=advert.pk))


def test_equality_is_shown_in_counts_to_who_may_see_it_and_taken_away(place, head, client):
    EqualityAnswers.objects.bulk_create(
        EqualityAnswers(council=place.council, service=place.service, sent_in=day("2016-01-01"), stage=stage, answers={"sex": sex})
        for sex, stage, times in (("female", "sent", 6), ("female", "shortlisted", 6), ("male", "sent", 8)) for _ in range(times)
    )  # fmt: skip
    page = client.get(url("hiring_equality", place, "?on=2016-03-31&against=2015-03-31"))
    ((question, rows, total),) = [one for one in page.context["questions"] if one[0].key == "sex"]
    assert [[cell.text for cell in row[:3]] for row in rows] == [["Female", "12", "6"], ["Male", "8", "–"]]
    assert (question.name, total[:2]) == ("Sex", ["20", "6"])
    csv = client.get(url("hiring_equality", place, "?on=2016-03-31&against=2015-03-31&format=csv"))
    assert "Sex,Female,12,6" in csv.content.decode("utf-8-sig")
    assert url("hiring_equality", place) in text_of(client.get(url("hiring", place)))
    sign_in(client, a_user(place.council, "team-manager", team=place.north))
    assert client.get(url("hiring_equality", place)).status_code == 404


def test_today_says_who_waits_longer_than_promised(place, head, client, advert):
    row = a_sent_application(advert)
    assert waiting_of(client, place).broken == []
    Application.objects.filter(pk=row.pk).update(moved_at=AT - dt.timedelta(days=10))
    (thing,) = waiting_of(client, place).broken
    assert (thing.words, thing.sign) == (f"Candidate {row.number}, {advert.title}", "broken")


def test_whoever_applied_for_a_job_they_hire_for_is_told_and_barred(place, client, head, advert):
    a_sent_application(advert)
    a_sent_application(advert, email=head.email)
    sign_in(client, head)
    for name in ("pipeline", "shortlisting", "interviews_advert"):
        page = text_of(client.get(url(name, place, advert=advert.pk)))
        assert (
            "You applied for this job yourself." in page,
            "applications sent" in page,
            "Arrange a round" in page,
        ) == (True, False, False)
    for act, more in (
        (actions.set_shortlisting, {"scale": "0-3", "least": 2}),
        (actions.add_round, {"kind": "panel", "minutes": 45}),
    ):
        with pytest.raises(actions.CannotChangeRecruitment, match="interest in this job"):
            act(advert, **more, by=head, at=AT)


def test_a_start_recorded_already_is_said_so_and_not_a_page_that_is_missing(place, client, head, advert):
    row = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(row, to, **BY)
    start = url("hiring_start", place, application=row.pk)
    assert client.get(start).status_code == 200
    Application.objects.filter(pk=row.pk).update(state="started")
    page = client.post(start, follow=True)
    assert said(page) == ["Corin Tamarisk: started. It was recorded already."]
    assert client.get(url("hiring_not_started", place, application=row.pk)).status_code == 200
    assert client.get(url("hiring_start", place, application=a_sent_application(advert).pk)).status_code == 404

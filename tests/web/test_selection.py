"""Shortlisting and interviews on screen: scoring in the dark, comparing, arranging a round, choosing a time by a private link."""

import datetime as dt
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import (
    Application,
    Interview,
    InterviewRound,
    InterviewSheet,
    ScoreSheet,
    Shortlisting,
)
from tests.factories import ANSWERS, AT, BY, a_complete_application, a_live_advert, a_sent_application, a_user
from tests.finding_selection import an_interview, token
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url, waiting_of

pytestmark = pytest.mark.django_db
ASKS = [("Registered with Social Work England", "essential"), ("Court work", "desirable")]


def said(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


@pytest.fixture
def head(place, client):
    sign_in(client, place.head)
    return place.head


@pytest.fixture
def advert(place):
    return a_live_advert(place.north, place.role, criteria=ASKS)


@pytest.fixture
def other(place):
    return a_user(place.council, "resourcing-manager")


def points(row, *given, **more):
    keys = [c.pk for c in row.advert.criteria.all()]
    return {**{f"p{key}": n for key, n in zip(keys, given, strict=False)}, **more}


def scored_by(advert, *users):
    row = actions.set_shortlisting(advert, scale="0-3", least=2, **BY)
    for user in users:
        actions.name_shortlister(row, user=user, **BY)
    return row


def test_a_shortlisting_is_set_up_on_screen_with_people_who_have_no_interest(place, client, head, advert, other):
    page = client.post(url("shortlisting_how", place, advert=advert.pk), {"scale": "0-3", "least": 1})
    assert set(page.context["form"].errors) == {"least"}
    client.post(url("shortlisting_how", place, advert=advert.pk), {"scale": "0-3", "least": 2})
    referee = a_user(place.council, "resourcing-manager", email="wren@example.org")
    a_sent_application(advert)
    page = client.post(url("shortlister_add", place, advert=advert.pk), {"user": referee.pk})
    assert page.context["form"].non_field_errors()[0].startswith("They have an interest in this job")
    for user in (head, other):
        client.post(url("shortlister_add", place, advert=advert.pk), {"user": user.pk})
    page = client.get(url("shortlisting", place, advert=advert.pk))
    assert ([p["who"] for p in page.context["people"]], page.context["waiting"]) == ([head.name, other.name], 1)
    gone = Shortlisting.objects.get().shortlisters.get(user=other)
    client.post(url("shortlister_stand_down", place, advert=advert.pk, shortlister=gone.pk))
    page = client.get(url("shortlisting", place, advert=advert.pk))
    assert page.context["lacks_words"] == "1 more person is needed who score, before anything can be compared."


def test_scoring_in_the_dark_and_the_next_one_comes_by_itself(place, client, head, advert, other):
    scored_by(advert, head, other)
    first = a_complete_application(advert)
    keys = [c.pk for c in advert.criteria.all()]
    written = {f"c{keys[0]}": "I am Corin Tamarisk of Weald.", f"c{keys[1]}": "In court since 2012."}
    actions.save_section(first, key="criteria", data=written, is_done=True, **BY)
    first = actions.send_application(first, **BY)
    second = a_sent_application(advert)
    page = client.get(url("shortlisting_next", place, advert=advert.pk), follow=True)
    html = text_of(page)
    assert [line["answer"] for line in page.context["lines"]] == [
        "I am [name] of [employer].",
        "In court since [date].",
    ]
    hidden = (ANSWERS["about"]["telephone"], "Tamarisk", "Weald", "Bath", "SW012345", "Ashdown")
    assert [text for text in hidden if text in html] == []
    assert "Tamarisk" not in text_of(client.get(url("application", place, application=first.pk) + "?who=1"))
    here = url("shortlisting_score", place, application=first.pk)
    page = client.post(here, points(first, 3, hand_in=1))
    assert (page.context["refused"], [line["is_missing"] for line in page.context["lines"]]) == (
        "Give points for everything that is asked for, then hand it in.", [False, True],
    )  # fmt: skip
    page = client.post(here, points(first, 3, 2, hand_in=1, w="Clear"), follow=True)
    assert (said(page), page.context["row"].pk) == ([f"Candidate {first.number}: handed in."], second.pk)
    sheet = ScoreSheet.objects.get()
    assert (list(sheet.points.values()), sheet.words, sheet.shown_at) == ([3, 2], {"": "Clear"}, None)
    client.post(url("shortlisting_take_back", place, application=first.pk))
    assert ScoreSheet.objects.get().state == "scoring"


def test_compared_agreed_and_decided_from_the_same_place(place, client, head, advert, other):
    scored_by(advert, head, other)
    row, late = a_sent_application(advert), a_sent_application(advert)
    keys = [str(c.pk) for c in advert.criteria.all()]
    for user, given in ((head, (3, 0)), (other, (3, 3))):
        actions.save_scores(row, points=dict(zip(keys, given, strict=True)), words={}, hands_in=True, by=user, at=AT)
    page = client.get(url("shortlisting", place, "?from=4", advert=advert.pk))
    lines = [
        (x["who"], x["place"], x["totals"], x["stands"], x["differing"], x["is_ticked"]) for x in page.context["lines"]
    ]
    assert lines == [
        (f"Candidate {row.number}", "1", [3, 6], "4.5", 1, True), (f"Candidate {late.number}", "", [], "", 0, False),
    ]  # fmt: skip
    here = url("shortlisting_beside", place, application=row.pk)
    page = client.post(here, {f"p{keys[1]}": 2, f"w{keys[1]}": ""})
    assert page.context["refused"] == "Say in a few words why you agreed on it."
    page = client.post(here, {f"p{keys[1]}": 2, f"w{keys[1]}": "One court report is shown"}, follow=True)
    assert (page.context["stands"], page.context["made"].comparison.differing) == ("5", ())
    decide = {
        "application": [row.pk, late.pk],
        "to": "shortlisted",
        "back": "shortlisting",
        "words": "Come and meet us.",
    }
    page = client.post(url("hiring_decide", place), decide, follow=True)
    assert page.redirect_chain[-1][0].startswith(url("shortlisting", place, advert=advert.pk))
    assert said(page) == [
        "Shortlist: One decision made.", f"Candidate {late.number} stays as they are. 0 of 2 have handed in their scores. Wait for the others.",
    ]  # fmt: skip


def test_a_long_comparison_comes_a_page_at_a_time_and_all_that_is_ticked_at_once(
    place, client, head, advert, other, monkeypatch
):
    monkeypatch.setattr("ridgeway.web.staff.hiring_shortlisting.PAGE", 2)
    scored_by(advert, head, other)
    keys = [str(c.pk) for c in advert.criteria.all()]
    for given in (1, 3, 2, 3, 0):
        row = a_sent_application(advert)
        for user in (head, other):
            actions.save_scores(row, points=dict.fromkeys(keys, given), words={}, hands_in=True, by=user, at=AT)
    here = url("shortlisting", place, advert=advert.pk)

    def shown(query=""):
        page = client.get(here + query)
        return [(line["place"], line["is_ticked"]) for line in page.context["lines"]], page.context["page_words"]

    assert shown() == ([("1=", False), ("1=", False)], "1 to 2 of 5 applications, the best first")
    assert shown("?first=2") == ([("3", False), ("4", False)], "3 to 4 of 5 applications, the best first")
    assert shown("?from=4")[0] == [("1=", True), ("1=", True), ("3", True)]


def test_a_round_is_arranged_opened_and_candidates_invited_on_screen(place, client, head, advert, other):
    page = client.post(url("round_add", place, advert=advert.pk), {
        "kind": "panel", "minutes": 45, "place": "Room 4", "hours_before": 24, "scale": "0-4"}, follow=True)  # fmt: skip
    round_ = InterviewRound.objects.get()
    here = {"round": round_.pk}
    assert said(client.post(url("round_act", place, act="open", **here), follow=True)) == [
        "A panel has a chair trained in safer recruitment."
    ]
    client.post(
        url("round_panel", place, **here), {"part": "chair", "user": head.pk, **date("trained_on", "2015-01-05")}
    )
    client.post(url("round_panel", place, **here), {"part": "member", "user": other.pk})
    client.post(url("round_panel", place, **here), {"part": "young", "name": "Fern", "email": "fern@example.org"})
    page = client.post(
        url("round_times", place, **here), {**date("on", "2016-04-05"), "first": "12:00", "last": "09:00", "pause": 15}
    )
    assert set(page.context["form"].errors) == {"last"}
    client.post(
        url("round_times", place, **here), {**date("on", "2016-04-05"), "first": "09:00", "last": "12:00", "pause": 15}
    )
    key = advert.criteria.first().pk
    client.post(
        url("round_questions", place, **here), {"words-0": "Why here?", "criterion-0": key, "words-3": "What failed?"}
    )
    client.post(url("round_act", place, act="open", **here))
    row = a_sent_application(advert)
    actions.move_application(row, "shortlisted", **BY)
    assert said(client.post(url("round_invite", place, **here), {}, follow=True))[-1] == "Tick somebody first."
    page = client.post(url("round_invite", place, **here), {"application": row.pk}, follow=True)
    assert said(page) == ["1 invited by mail to choose a time."]
    assert ([m["who"] for m in page.context["panel"]], page.context["free"]) == ([head.name, other.name, "Fern"], 3)
    assert (len(page.context["without"]), [q.words for q in page.context["questions"]]) == (
        1,
        ["Why here?", "What failed?"],
    )
    interview = Interview.objects.get()
    slot = round_.slots.first()
    page = client.post(
        url("interview_act", place, interview=interview.pk, act="choose"), {"slot": slot.pk}, follow=True
    )
    assert said(page) == ["Tue 5 Apr 2016, 09:00 is theirs. They and the panel are told."]
    assert sorted(
        OutgoingMail.objects.filter(key__startswith=f"interview:{interview.pk}:1").values_list("to", flat=True)
    ) == sorted([row.candidate.email, head.email, other.email, "fern@example.org"])


@pytest.fixture
def chosen(place, head):
    """An interview three days from now that somebody has chosen the first time of."""
    return an_interview(place.north, head, starts_at=AT + dt.timedelta(days=3))


def test_a_candidate_changes_and_gives_back_by_the_private_link_and_says_what_would_help(place, client, chosen):
    client.logout()
    here = url("interview_choose", place, token=token(chosen))
    page = client.get(here)
    (_, times) = page.context["days"][0]
    assert (len(times), page.context["can_change"], page.headers["Cache-Control"].split(",")[-1].strip()) == (
        2,
        True,
        "private",
    )
    client.post(here, {"slot": times[1][0]})
    chosen.refresh_from_db()
    assert (chosen.slot_id, chosen.sequence) == (times[1][0], 2)
    event = Calendar.from_ical(client.get(url("interview_calendar", place, token=token(chosen))).content).walk(
        "VEVENT"
    )[0]
    assert int(event["sequence"]) == 2
    assert client.post(here, {"slot": 10**9}).context["refused"] == "Choose one of the times."
    client.post(here, {"adjust": 1, "adjustments": "The questions beforehand"})
    client.post(here, {"give_back": 1})
    chosen.refresh_from_db()
    assert (chosen.state, chosen.adjustments) == ("invited", "The questions beforehand")
    assert client.get(url("interview_choose", place, token="1.forged")).status_code == 404
    actions.withdraw_application(chosen.application, by="candidate", at=AT)
    page = client.get(here)
    assert (page.context["gone"].split(".")[0], page.context["can_change"]) == (
        "This interview does not take place",
        False,
    )


def test_the_candidates_own_page_leads_there_and_their_data_waits_for_the_decision(place, client, chosen, head, other):
    session = client.session
    session["candidate"] = {"candidate": chosen.application.candidate_id, "since": AT.timestamp()}
    session.save()
    page = client.get(url("apply_status", place, reference=chosen.application.advert.reference))
    (one,) = page.context["interviews"]
    assert (one["url"], one["when"]) == (
        url("interview_choose", place, token=token(chosen)),
        "Monday 4 April 2016, 09:00 to 09:30",
    )
    member = chosen.round.panel.get(part="member").user
    keys = [str(q.pk) for q in chosen.round.questions.all()]
    ends = chosen.slot.ends_at
    for user in (head, member):
        actions.save_interview_scores(
            chosen, points=dict.fromkeys(keys, 3), words={"": "Listens"}, hands_in=True, by=user, at=ends
        )
    data = url("candidate_data", place, "?format=json")
    before = client.get(data).json()["applications"][0]["scores"]
    actions.decide(
        [Application.objects.get(pk=chosen.application_id)],
        "not_appointed",
        reason="interview",
        words="Ring us.",
        by=head,
        at=ends,
    )
    after = client.get(data).json()["applications"][0]["scores"]
    assert (before, [row["by"] for row in after]) == ([], ["Interview, person 1", "Interview, person 2"])
    assert head.name not in str(after)


def test_only_the_chair_and_those_who_arrange_read_what_is_to_be_arranged(place, client, chosen, head):
    actions.ask_adjustments(chosen, words="The questions beforehand", by="candidate", at=AT)
    reads = organisation.add_role(
        place.council, name="Reads", permissions=["applications.view"], requires_second_factor=False, **BY
    )
    reader = a_user(place.council)
    organisation.grant(reader, reads, council=place.council, **BY)
    reader.grants.exclude(role=reads).delete()
    actions.add_to_panel(chosen.round, user=reader, part="member", **BY)
    here = url("interview", place, interview=chosen.pk)
    seen = []
    for user in (head, reader):
        sign_in(client, user)
        seen.append("The questions beforehand" in text_of(client.get(here)))
    assert seen == [True, False]


def test_the_panel_scores_on_screen_once_it_has_begun(place, client, chosen, head):
    here = url("interview", place, interview=chosen.pk)
    keys = [q.pk for q in chosen.round.questions.all()]
    given = {f"p{keys[0]}": 3, f"p{keys[1]}": 4, "hand_in": 1}
    assert client.post(here, given).context["refused"] == "The interview has not begun yet."
    with time_machine.travel(chosen.slot.starts_at, tick=False):
        sign_in(client, head)
        page = client.post(here, given, follow=True)
    chosen.refresh_from_db()
    assert (said(page), chosen.state, list(InterviewSheet.objects.get().points.values())) == (
        ["Handed in."],
        "held",
        [3, 4],
    )


def test_the_panel_compares_agrees_and_undoes_on_screen(place, client, chosen, head):
    here, agreed = (url(name, place, interview=chosen.pk) for name in ("interview", "interview_agree"))
    keys = [str(q.pk) for q in chosen.round.questions.all()]
    member = chosen.round.panel.exclude(user=head).get().user
    with time_machine.travel(chosen.slot.ends_at, tick=False):
        sign_in(client, head)
        for user, given in ((head, (4, 3)), (member, (1, 3))):
            points = dict(zip(keys, given, strict=True))
            actions.save_interview_scores(
                chosen, points=points, words={}, hands_in=True, by=user, at=chosen.slot.ends_at
            )
        page = client.get(here)
        assert page.context["agree"]["who"] == (
            f"{head.name}, {member.name} and whoever arranges the round may write down what the panel agrees."
        )
        assert [(line["words"], line["points"]) for line in page.context["agree"]["lines"]] == [
            ("Tell us of a plan that failed.", page.context["compared"][0]["points"])
        ]
        page = client.post(agreed, {f"p{keys[0]}": 2, f"w{keys[0]}": " "})
        assert (page.context["refused"], page.context["agree"]["lines"][0]["agreed"]) == (
            "Say in a few words why you agreed on it.",
            2,
        )
        page = client.post(agreed, {f"p{keys[0]}": 2, f"w{keys[0]}": "Half of it"}, follow=True)
        assert (page.context["compared"][0]["stands"], page.context["stands"], said(page)) == (
            "2", "5", ["Agreed. What each gave at first stays beside it."],
        )  # fmt: skip
        line = client.get(url("round", place, round=chosen.round_id)).context["lines"][0]
        assert (line["place"], line["totals"], line["stands"], line["spread"], line["differing"]) == (
            "1",
            [7, 4],
            "5",
            3,
            0,
        )
        assert client.post(agreed, {"undo": 1}, follow=True).context["stands"] == "5.5"
        assert client.get(agreed).url.endswith(f"/interviews/{chosen.pk}/")


def test_today_shows_what_waits_for_scores_who_is_met_and_who_has_no_time(place, client, chosen, head, advert, other):
    scored_by(advert, head, other)
    a_sent_application(advert)
    second = an_interview(place.north, head, starts_at=AT + dt.timedelta(days=9))
    actions.give_back_time(second, by="candidate", at=AT)
    Interview.objects.filter(pk=second.pk).update(invited_at=AT - dt.timedelta(days=7))
    words = [(group, thing.words) for group, things in waiting_of(client, place).due_groups for thing in things]
    wanted = ("scores", "Interview", "chosen no time")
    assert [one for one in words if any(part in one[1] for part in wanted)] == [
        ("Waiting for you", "1 application waits for your scores"),
        ("Waiting for you", "One candidate has chosen no time for an interview"),
        ("To 8 Apr 2016", "Interview: Corin Tamarisk"),
    ]


def test_what_is_met_today_is_told_by_its_hour_and_in_their_order(place, client, head):
    day_of_it = AT + dt.timedelta(days=9)
    for hours in (5, 2):
        an_interview(place.north, head, starts_at=day_of_it + dt.timedelta(hours=hours))
    with time_machine.travel(day_of_it, tick=False):
        sign_in(client, head)
        page = client.get(url("today_waiting", place)).content.decode()
    assert re.findall(r'<strong class="num">(\d\d:\d\d)</strong>', page) == ["11:00", "14:00"]


def test_the_rule_of_the_council_is_only_tightened_on_screen(place, client):
    sign_in(client, a_user(place.council, "administrator"))
    here = url("admin_shortlisting", place)
    client.post(here, {"least": 3})
    page = client.post(here, {"least": 2})
    assert page.context["form"].non_field_errors() == ["3 people score here already. That can be made more, not fewer."]


def test_pages_cost_the_same_with_one_row_and_with_many(place, client, head, advert, other):
    scored_by(advert, head, other)
    keys = [str(c.pk) for c in advert.criteria.all()]
    counts = []
    for more in (1, 4):
        for _ in range(more):
            row = a_sent_application(advert)
            for user in (head, other):
                actions.save_scores(row, points=dict.fromkeys(keys, 2), words={}, hands_in=True, by=user, at=AT)
        found = []
        for name in ("shortlisting", "pipeline"):
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name, place, advert=advert.pk))
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]


def test_who_is_on_a_panel_without_a_sign_in_gets_what_is_kept_and_is_erased_on_request(place, client, chosen):
    one = actions.add_to_panel(chosen.round, part="young", name="Fern", email="fern@example.org", **BY)
    sign_in(client, a_user(place.council, "administrator"))
    page = client.get(url("admin_panels", place))
    assert [(row["one"].name, row["until"]) for row in page.context["rows"]] == [("Fern", dt.date(2016, 10, 5))]
    held = client.get(url("admin_panel_data", place, member=one.pk)).json()
    assert (held["email"], [row["part"] for row in held["panels"]], len(held["panels"][0]["times"])) == (
        "fern@example.org", [one.get_part_display()], 3,
    )  # fmt: skip
    page = client.post(url("admin_panel_erase", place, member=one.pk), follow=True)
    assert said(page) == ["They have a candidate to meet still. Take them off the panel first."]
    actions.give_back_time(chosen, by="candidate", at=AT)
    page = client.post(url("admin_panel_erase", place, member=one.pk), follow=True)
    assert (said(page), page.context["rows"]) == (["Fern is erased from the panel."], [])
    assert client.get(url("admin_panel_data", place, member=one.pk)).status_code == 404


def test_the_chair_types_in_a_sheet_from_paper_on_screen(place, client, chosen, head, other):
    fern = actions.add_to_panel(chosen.round, part="young", name="Fern", email="fern@example.org", **BY)
    here = url("interview_paper", place, interview=chosen.pk, member=fern.pk)
    keys = [q.pk for q in chosen.round.questions.all()]
    with time_machine.travel(chosen.slot.starts_at, tick=False):
        sign_in(client, head)
        assert client.get(here).context["cannot"].startswith("Hand in your own scores first")
        at = {"by": head, "at": chosen.slot.starts_at}
        actions.save_interview_scores(chosen, points={str(key): 2 for key in keys}, words={}, hands_in=True, **at)
        page = client.get(url("interview", place, interview=chosen.pk))
        assert [(one.who, said, words) for one, said, _, words in page.context["panel"]][-1] == (
            "Fern", "Scores on paper", "Type in their sheet",
        )  # fmt: skip
        page = client.post(here, {f"p{keys[0]}": 4, "hand_in": 1})
        assert (page.context["refused"], [line["is_missing"] for line in page.context["lines"]]) == (
            "Give points for every question, then hand it in.", [False, True],
        )  # fmt: skip
        page = client.post(here, {f"p{keys[0]}": 4, f"p{keys[1]}": 3, "w": "Listened to us", "hand_in": 1}, follow=True)
        assert (said(page), page.context["panel"][-1][1]) == (
            ["Fern: handed in."], f"Typed in by {head.name} from paper",
        )  # fmt: skip
        assert client.post(here, {"take_back": 1}, follow=True).context["is_in"] is False
        member = chosen.round.panel.exclude(user=head).exclude(user=None).get().user
        client.post(here, {f"p{keys[0]}": 4, f"p{keys[1]}": 3, "hand_in": 1})
        sign_in(client, other)
        page = client.get(here)  # somebody else arranges: the sheet is not shown as if it were empty
        assert (page.context["is_in"], page.context["kept"], page.context["can_take_back"]) == (True, None, True)
        assert "data-scores" not in text_of(page)
        sign_in(client, head)
        actions.save_interview_scores(
            chosen, points={str(key): 1 for key in keys}, words={}, hands_in=True, by=member, at=chosen.slot.starts_at
        )
        page = client.get(here)
        assert (page.context["is_in"], page.context["needs_why"]) == (True, True)
        assert said(client.post(here, {"take_back": 1, "why": " "}, follow=True)) == [
            "Say why it is taken back: what on paper was typed in wrongly."
        ]
        page = client.post(here, {"take_back": 1, "why": "Read 3 for 4"}, follow=True)
        assert (page.context["is_in"], page.context["was_words"]) == (False, "4, 3")
        page = client.post(here, {f"p{keys[0]}": 4, f"p{keys[1]}": 4, "hand_in": 1}, follow=True)
        assert [sheet.reopened_why for _, sheet in page.context["reopened"]] == ["Read 3 for 4"]
        text = text_of(client.get(url("interview", place, interview=chosen.pk)))
        assert f"typed in by {head.name} from paper" in text
    assert client.get(url("interview_paper", place, interview=chosen.pk, member=10**8)).status_code == 404


def invites(client, place, *rows, **more):
    return client.post(
        url("hiring_decide", place), {"application": [r.pk for r in rows], "to": "interview", **more}, follow=True
    )


def test_inviting_from_the_board_leads_to_a_round_and_a_time_or_to_words_without_one(
    place, client, head, advert, chosen
):
    alone, other = a_sent_application(advert), a_sent_application(chosen.application.advert)
    for row in (alone, other):
        actions.move_application(row, "shortlisted", **BY)
    page = invites(client, place, alone)
    assert (page.context["rounds"], page.context["arranging"]) == ([], [])
    assert "No round of interviews is arranged for this job yet." in text_of(page)
    assert f'href="{url("round_add", place, advert=advert.pk)}"' in text_of(page)
    assert "Invite the candidates of one job at a time." in text_of(invites(client, place, alone, other))
    page = invites(client, place, alone, without=1)  # the way in words
    assert page.context["form"].initial["words"].startswith("We would like to meet you.")
    invites(client, place, alone, words="Come on Monday at ten, County Hall.")
    assert [Application.objects.get(pk=row.pk).state for row in (alone, other)] == ["interview", "shortlisted"]

    page = invites(client, place, other)
    (one,) = page.context["rounds"]
    assert (one["row"], one["free"], len(one["times"]), one["is_short"]) == (chosen.round, 2, 2, False)
    here = url("round_invite", place, round=chosen.round_id)
    page = client.post(here, {"application": other.pk, "slot": 10**9}, follow=True)
    assert said(page) == ["Choose one of the times."]
    page = client.post(here, {"application": other.pk, "slot": one["times"][1][0]}, follow=True)
    assert said(page) == [f"{one['times'][1][1]} is theirs. They and the panel are told."]
    made = Interview.objects.get(application=other)
    mails = OutgoingMail.objects.filter(about=f"recruitment.interview:{made.pk}", to=other.candidate.email)
    assert (made.state, made.slot_id, mails.count()) == ("chosen", one["times"][1][0], 1)


def test_the_board_is_narrowed_to_whom_one_waits_for_in_the_address(place, client, head, advert, other):
    scored_by(advert, head, other)
    mine, done, met = (a_sent_application(advert) for _ in range(3))
    keys = [str(c.pk) for c in advert.criteria.all()]
    actions.save_scores(done, points=dict.fromkeys(keys, 2), words={}, hands_in=True, by=head, at=AT)
    Application.objects.filter(pk=mine.pk).update(moved_at=AT - dt.timedelta(days=9))
    for to in ("shortlisted", "interview", "offered"):
        Application.objects.filter(pk=met.pk).update(state=to)

    def shown(query: str) -> list[list[int]]:
        page = client.get(url("pipeline", place, query, advert=advert.pk))
        return [[card["row"].pk for card in column["cards"]] for column in page.context["columns"][:4]]

    assert shown("") == [[mine.pk, done.pk], [], [], [met.pk]]
    assert shown("?only=mine") == [[mine.pk], [], [], []]
    assert shown("?only=late") == [[mine.pk], [], [], []]
    assert shown("?only=us&as=table") == [[mine.pk, done.pk], [], [], [met.pk]]  # nothing is in writing yet
    assert shown("?only=nonsense") == shown("")
    page = client.get(url("pipeline", place, "?only=late&as=table", advert=advert.pk))
    assert [(words, is_here) for words, _, is_here in page.context["onlys"]][3] == ("Waits longer than promised", True)
    assert page.context["board_url"] == "?only=late"
    Application.objects.filter(pk=met.pk).update(state="started", moved_at=AT - dt.timedelta(days=15))
    columns = [
        client.get(url("pipeline", place, query, advert=advert.pk)).context["columns"] for query in ("", "?only=late")
    ]
    assert [[card["row"].pk for card in found[-1]["cards"]] for found in columns] == [
        [met.pk],
        [],
    ]  # who started waits no more
    file = client.get(url("pipeline", place, "?only=late&format=csv", advert=advert.pk)).content.decode()
    assert file.count("Candidate ") == 1

"""Applications on the screens of staff: the list, one of them, safer recruitment, filling in on the telephone, what is kept how long."""

import pytest

from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Application, ApplicationView, Check, Disclosure, Reference
from ridgeway.domains.recruitment.queries.checking import can_start
from tests.factories import (
    ANSWERS,
    AT,
    BY,
    a_complete_application,
    a_live_advert,
    a_sent_application,
    a_user,
)
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(place, client):
    """The head of service, signed in."""
    user = a_user(place.council, "head-of-service")
    sign_in(client, user)
    return user


@pytest.fixture
def sent(place):
    return a_sent_application(a_live_advert(place.north), name="Corin Tamarisk")


def moved(application, *states):
    for to in states:
        actions.move_application(application, to, **BY)
    return application


def test_nobody_is_named_before_they_are_shortlisted_unless_somebody_asks_which_is_kept(client, place, head, sent):
    page = client.get(url("application", place, application=sent.pk))
    hidden = ("Corin", "Tamarisk", "01632 960 127", "Weald", "Bath", "2011", "SW012345", "wren@")
    assert [words for words in hidden if words in text_of(page)] == []
    assert "I have done this work" in text_of(page) or "Social worker" in text_of(page)
    page = client.get(url("application", place, "?who=1", application=sent.pk))
    assert [words in text_of(page) for words in ("Corin Tamarisk", "SW012345")] == [True, True]
    assert set(ApplicationView.objects.values_list("user", "part", "count")) == {
        (head.pk, "unnamed", 1),
        (head.pk, "named", 1),
    }
    moved(sent, "shortlisted")
    assert "Corin Tamarisk" in text_of(client.get(url("application", place, application=sent.pk)))


def test_the_list_shows_what_waits_in_a_constant_number_of_queries(
    client, place, head, sent, django_assert_max_num_queries
):
    moved(a_sent_application(sent.advert, name="Linnet Oakapple"), "shortlisted")

    def names(query):
        return [row[2][0].text for row in client.get(url("applications", place, query)).context["rows"]]

    assert (names(""), names("?show=way"), names("?show=over")) == (
        [f"Candidate {sent.number}"],
        ["Linnet Oakapple"],
        [],
    )
    assert names(f"?show=all&advert={sent.advert.reference}") == ["Linnet Oakapple", f"Candidate {sent.number}"]
    a_sent_application(sent.advert)
    a_sent_application(sent.advert)
    with django_assert_max_num_queries(9):
        client.get(url("applications", place))
    file = client.get(url("applications", place, "?show=all&format=csv")).content.decode("utf-8-sig")
    assert (file.count("\n"), "Corin" in file) == (5, False)
    assert client.get(url("applications", place, "?after=nonsense")).status_code == 404


def test_a_draft_is_nobodys_but_the_candidates(client, place, head, sent):
    draft = a_complete_application(sent.advert)
    assert client.get(url("application", place, application=draft.pk)).status_code == 404


def test_a_team_manager_of_another_team_sees_nothing(client, place, sent):
    sign_in(client, a_user(place.council, "team-manager", team=place.south))
    assert client.get(url("application", place, application=sent.pk)).status_code == 404
    assert client.get(url("applications", place)).context["rows"] == []


def test_who_applied_themselves_is_barred_and_the_others_are_told(client, place, head, sent):
    other = a_user(place.council, "resourcing-manager", email="linnet@example.org")
    own = a_sent_application(sent.advert, email="linnet@example.org")
    assert "The candidate signs in here" in text_of(client.get(url("application", place, application=own.pk)))
    sign_in(client, other)
    assert client.get(url("application", place, application=sent.pk)).status_code == 404
    assert client.get(url("applications", place, "?show=all")).context["rows"] == []


def test_references_are_asked_for_read_and_recorded(client, place, head, sent):
    moved(sent, "shortlisted")
    home = url("application", place, application=sent.pk)
    client.post(url("application_referees", place, application=sent.pk))
    first, second = Reference.objects.all()
    assert (first.is_employer, second.is_employer, first.state) == (True, False, "to_ask")
    asks = url("application_reference", place, application=sent.pk, referee=first.pk)
    client.post(asks, {"email": "wren@example.org"})
    assert OutgoingMail.objects.get().to == "wren@example.org"
    assert client.post(asks, {"email": "wren@example.org"}).context["form"].non_field_errors() == [
        "They were asked within the last week. Ring them first."
    ]
    given = {"can_give": "yes", "known_as": "Manager", "job_title": "Social worker", "again": "yes", "investigated": "no",
             "allegations": "no", "fit": "no", **date("from_day", "2012-01-01")}  # fmt: skip
    client.post(url("application_reference_record", place, application=sent.pk, referee=first.pk), given)
    assert "Would you employ them again?" in text_of(client.get(asks))
    client.post(asks, {"read": "1"})
    first.refresh_from_db()
    assert (first.state, first.read_by_name) == ("received", head.name)
    assert f"read by {head.name}" in text_of(client.get(home))


def test_only_those_named_for_it_read_a_disclosure_and_that_they_did_is_kept(client, place, head, sent):
    asks = url("application_disclosure_ask", place, application=sent.pk)
    page = client.post(asks, follow=True)
    assert "after shortlisting" in text_of(page)
    moved(sent, "shortlisted")
    client.post(asks)
    path = url("application_disclosure", place, application=sent.pk)
    assert client.get(path).status_code == 404  # not answered
    actions.disclose(Disclosure.objects.get(), answers={"unspent": "yes", "words": "A fine in 2003"}, **BY)
    assert "A fine in 2003" in text_of(client.get(path))
    client.post(path, {"read": "1"})
    client.post(path, {"words": "Talked over; no concern."})
    row = Disclosure.objects.get()
    assert (row.read_by_name, row.discussed_words) == (head.name, "Talked over; no concern.")
    assert ApplicationView.objects.filter(part="disclosure", user=head).count() == 1
    sign_in(client, a_user(place.council, "team-manager"))
    assert client.get(path).status_code == 404
    assert "A fine" not in text_of(client.get(url("application", place, application=sent.pk)))


def test_checks_say_whose_turn_it_is_and_a_risk_is_accepted_by_a_name(client, place, head, sent):
    moved(sent, "shortlisted", "interview", "offered")
    client.post(url("application_checks", place, application=sent.pk))
    assert Check.objects.count() == 8
    register = client.get(url("application_check", place, application=sent.pk, check="register"))
    assert (register.context["form"].initial["reference"], "The candidate gave the number SW012345." in text_of(register)) == (
        "SW012345", True,
    )  # fmt: skip
    dbs = url("application_check", place, application=sent.pk, check="dbs")
    page = client.post(dbs, {"state": "not_needed", "turn": "council"})
    assert page.context["form"].non_field_errors() == ["Say why."]
    client.post(dbs, {"state": "done", "turn": "council", "reference": "001234567890", **date("done_on", "2016-03-30")})
    assert Check.objects.get(kind="dbs").done_by_name == head.name
    assert len(can_start(sent)) == 10
    risk = url("application_risk", place, application=sent.pk)
    assert client.post(risk, {"words": "No."}).context["form"].non_field_errors() == [
        "Write why, and what is done until the check has come back."
    ]
    client.post(risk, {"words": "Starts in the office, with nobody on a caseload, until all is back."})
    assert can_start(sent) == []
    assert f"{head.name}" in text_of(client.get(url("application", place, application=sent.pk)))


def test_the_link_manager_fills_in_on_the_telephone_and_sends(client, place):
    bryony = a_user(place.council, "link-manager")
    sign_in(client, bryony)
    advert = a_live_advert(place.north)
    type(advert).objects.filter(pk=advert.pk).update(takes_expressions=True)
    advert.refresh_from_db()
    answers = {
        "name": "Corin Tamarisk",
        "telephone": "01632 960 127",
        "email": "corin@example.org",
        "registered": "yes",
        "words": "Evenings",
    }
    made = actions.express_interest(advert, answers=answers, by="website", at=AT)
    assert [row[2][0].text for row in client.get(url("applications", place, "?show=ring")).context["rows"]] == [
        "Corin Tamarisk"
    ]
    fill = url("application_fill", place, application=made.pk)
    assert "Evenings" in text_of(client.get(fill))
    for key in ("about", "registration", "referees", "declarations", "support", "heard"):
        said = {name: "on" if value is True else value for name, value in ANSWERS[key].items()} | (
            {"address": "1 Vale Road"} if key == "about" else {}
        )
        assert (
            client.post(url("application_fill_section", place, application=made.pk, section=key), said).status_code
            == 302
        ), key
    job = {"title": "Social worker", "employer": "Weald", "leaving": "To move", **date("starts", "2012-01-01")}
    client.post(url("application_fill_section", place, application=made.pk, section="history"), job)
    degree = {"name": "BA", "institution": "Bath", "awarded": "2011"}
    client.post(url("application_fill_section", place, application=made.pk, section="qualifications"), degree)
    criteria = {f"c{row.pk}": "Yes" for row in advert.criteria.all()}
    client.post(url("application_fill_section", place, application=made.pk, section="criteria"), criteria)
    client.post(fill)
    made.refresh_from_db()
    assert (made.state, made.moves.last().by_name) == ("sent", str(bryony))


def test_how_long_what_is_kept_is_the_councils_to_say(client, place):
    sign_in(client, a_user(place.council, "administrator"))
    page = client.get(url("admin_applications", place))
    assert ("unsuccessful", 12) in [(kind, months) for kind, _, months, _ in page.context["kept"]]
    client.post(url("admin_applications_months", place, kept="unsuccessful"), {"months": "9"})
    page = client.get(url("admin_applications", place))
    assert ("unsuccessful", 9) in [(kind, months) for kind, _, months, _ in page.context["kept"]]
    assert client.get(url("admin_applications_months", place, kept="odd")).status_code == 404


def test_of_one_that_is_hidden_nothing_is_offered_that_cannot_be_opened(client, place, head, sent):
    actions.move_application(sent, "not_shortlisted", reason="criteria", **BY)
    Application.objects.filter(pk=sent.pk).update(hidden_at=AT)
    page = text_of(client.get(url("application", place, application=sent.pk)))
    said = (
        "What was written is hidden",
        "Nothing is said here",
        "Show who it is",
        url("hiring_notes", place, application=sent.pk),
    )
    assert [words in page for words in said] == [True, False, False, False]

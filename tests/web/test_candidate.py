"""A candidate on their telephone, from the mailed link to withdrawing; and a referee by their own link."""

import datetime as dt
import io
import json
import re

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ridgeway.core.models import AuditEntry
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.core.together import ask
from ridgeway.domains.recruitment import actions, letters
from ridgeway.domains.recruitment.models import Application, Disclosure, Document, Enquiry, EqualityAnswers, Reference
from ridgeway.domains.recruitment.queries.applications import references_waiting
from ridgeway.domains.recruitment.queries.checking import can_start
from ridgeway.web.candidate.next_step import next_words
from ridgeway.web.careers import actions as careers
from tests.factories import ANSWERS, AT, BY, a_complete_application, a_live_advert, a_sent_application, a_user, day
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def advert(place):
    """A live advert of the council; the council of the addresses."""
    row = a_live_advert(place.north)
    row.council = place.council
    return row


def mailed_link(index: int = -1) -> str:
    """The path of the link in the last mail."""
    text = list(OutgoingMail.objects.order_by("pk"))[index].text
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]


def comes_in(client, advert, email="corin@example.org", query="") -> str:
    """Ask for a link for a job, and press its button; returns where that leads."""
    client.post(url("apply", advert, query, reference=advert.reference), {"email": email})
    return client.post(mailed_link()).url


def test_the_link_is_mailed_opens_without_harm_and_signs_in_once(client, advert):
    page = client.post(url("apply", advert, reference=advert.reference), {"email": "Corin@Example.org"})
    assert "Look in your e-mail" in text_of(page)
    path = mailed_link()
    assert [client.get(path).context["is_good"] for _ in range(2)] == [True, True]  # a mail program looks first
    assert client.get(url("candidate_home", advert)).status_code == 302
    before = client.session.session_key
    assert client.post(path).url == url("apply_sections", advert, reference=advert.reference)
    assert client.session.session_key != before
    assert client.post(path).context["is_good"] is False
    made = Application.objects.get()
    assert (made.state, made.candidate.email, made.advert) == ("begun", "corin@example.org", advert)


def test_a_candidate_is_out_after_a_working_day_and_when_they_leave(client, advert):
    comes_in(client, advert)
    home = url("candidate_home", advert)
    assert client.get(home).status_code == 200
    with time_machine.travel(AT + dt.timedelta(hours=12), tick=False):
        assert client.get(home).url == f"{url('candidate_enter', advert)}?next={home.replace('/', '%2F')}"
    client.post(url("candidate_leave", advert))
    assert client.get(home).status_code == 302


def test_another_candidate_and_another_council_see_nothing(client, advert):
    theirs = a_sent_application(advert)
    comes_in(client, advert, "other@example.org")
    other = a_live_advert()
    for name in ("apply_status", "apply_sections", "apply_check", "apply_withdraw"):
        assert (
            client.get(url(name, other, reference=other.reference)).status_code == 302
        )  # signed in elsewhere, not there
    assert Application.objects.exclude(pk=theirs.pk).get().candidate.email == "other@example.org"
    assert theirs.candidate.email not in text_of(client.get(url("candidate_data", advert)))


def fill(client, advert) -> None:
    """Every section, as a person fills it in."""
    at = {"reference": advert.reference}
    for key in ("about", "registration", "referees", "declarations", "support", "heard"):
        answers = {name: "on" if value is True else value for name, value in ANSWERS[key].items()}
        answers |= {"address": "1 Vale Road"} if key == "about" else {}
        assert client.post(url("apply_section", advert, **at, key=key), answers).status_code == 302, key
    job = {"title": "Social worker", "employer": "Weald", "leaving": "To move", **date("starts", "2012-01-01")}
    client.post(url("apply_row", advert, **at, key="history", row="new-1"), job)
    client.post(url("apply_section", advert, **at, key="history"), {})
    degree = {"name": "BA Social Work", "institution": "Bath", "awarded": "2011"}
    client.post(url("apply_row", advert, **at, key="qualifications", row="new-1"), degree)
    client.post(url("apply_section", advert, **at, key="qualifications"), {})
    criteria = {f"c{row.pk}": "Yes, since 2012" for row in advert.criteria.all()}
    client.post(url("apply_section", advert, **at, key="criteria"), criteria)


def test_an_application_from_the_first_section_to_withdrawing(client, advert, django_assert_max_num_queries):
    sections = comes_in(client, advert)
    assert client.get(sections).context["left"] == 9
    check, status = (url(name, advert, reference=advert.reference) for name in ("apply_check", "apply_status"))
    assert len(client.get(check).context["left"]) == 9
    fill(client, advert)
    client.post(url("apply_section", advert, reference=advert.reference, key="equality"), {"sex": "female"})
    assert client.get(sections).context["left"] == 0
    with django_assert_max_num_queries(14):
        page = client.get(check)
    assert [
        words in text_of(page) for words in ("Yes, since 2012", "SW012345", "January 2012 to now", "BA Social Work")
    ] == [True] * 4
    assert "Female" not in text_of(page)  # kept apart
    assert client.post(check, {}).context["refused"] == "Say that you have read how we use what you tell us."
    for _ in range(2):  # pressed twice
        assert client.post(check, {"notice": "read"}).url == status
    made = Application.objects.get()
    assert (made.state, made.declared_source, made.declared_words, made.moves.count()) == (
        "sent",
        "board",
        "The Beacon",
        2,
    )
    assert made.candidate.name == "Corin Tamarisk"
    assert EqualityAnswers.objects.get().stage == "sent"
    assert [mail.subject for mail in OutgoingMail.objects.order_by("pk")][1:] == [
        f"We have your application: {advert.title}"
    ]
    page = client.get(status)
    assert page.context["steps"][0]["state"] == "now"
    client.post(url("apply_withdraw", advert, reference=advert.reference), {"reason": "another_job"})
    client.post(url("apply_withdraw", advert, reference=advert.reference))
    made.refresh_from_db()
    assert (made.state, made.moves.last().reason) == ("withdrawn", "another_job")
    assert "You withdrew this application." in text_of(client.get(status))


def test_what_is_half_filled_in_is_kept_and_what_is_wrong_is_said(client, advert):
    comes_in(client, advert)
    about = url("apply_section", advert, reference=advert.reference, key="about")
    page = client.post(about, {"name": "Corin", "telephone": "12"})
    assert page.context["form"].errors["telephone"] == ["Enter a telephone number with at least six figures"]
    assert 'value="Corin"' in text_of(page)
    assert client.post(about, {"name": "Corin", "later": "1"}).status_code == 302
    assert client.get(about).context["form"].initial == {"name": "Corin"}
    row = Application.objects.get().sections.get()
    assert (row.key, row.is_done) == ("about", False)
    registration = url("apply_section", advert, reference=advert.reference, key="registration")
    page = client.post(registration, {"registered": "yes", "conditions": "no"})
    assert page.context["form"].errors == {"number": ["Enter the registration number"]}


def test_a_gap_is_found_explained_and_taken_away_again(client, advert):
    comes_in(client, advert)
    at = {"reference": advert.reference, "key": "history"}
    listed = url("apply_section", advert, **at)
    for row, starts, ends in (("new-1", "2010-01-01", "2012-06-30"), ("new-2", "2013-01-01", "")):
        answers = {
            "title": "Social worker",
            "employer": "Weald",
            "leaving": "x",
            **date("starts", starts),
            **(date("ends", ends) if ends else {}),
        }
        for _ in range(2):  # pressed twice
            client.post(url("apply_row", advert, **at, row=row), answers)
    page = client.get(listed)
    assert (len(page.context["rows"]), [words for words, _ in page.context["gaps"]]) == (
        2,
        ["from 1 July 2012 to 31 December 2012"],
    )
    assert client.post(listed, {}).context["refused"] == "Say what you did from 1 July 2012 to 31 December 2012."
    client.post(page.context["gaps"][0][1], {"words": "Cared for my father"})
    assert client.post(listed, {}).status_code == 302
    removed = next(row["remove"] for row in client.get(listed).context["rows"] if "father" in row["what"])
    client.post(removed)
    assert len(client.get(listed).context["gaps"]) == 1


def test_what_somebody_said_before_is_there_for_the_next_job(client, advert):
    comes_in(client, advert)
    fill(client, advert)
    client.post(url("apply_check", advert, reference=advert.reference), {"notice": "read"})
    other = a_live_advert(advert.team)
    begun = client.post(url("apply", advert, reference=other.reference), {})
    page = client.get(begun.url)
    assert [task["stands"] for task in page.context["tasks"]].count("copied") == 6
    about = client.get(url("apply_section", advert, reference=other.reference, key="about"))
    assert about.context["form"].initial["name"] == "Corin Tamarisk"


def picture(**options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, **options)
    return out.getvalue()


def test_a_file_is_drawn_anew_downloaded_by_its_owner_alone_and_removed(client, advert, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    comes_in(client, advert)
    section = url("apply_section", advert, reference=advert.reference, key="documents")
    hidden = picture(format="JPEG", comment=b"<script>hidden</script>")
    client.post(section, {"kind": "certificate", "file": SimpleUploadedFile("../my <b>degree.png", hidden)})
    row = Document.objects.get()
    assert (row.name, row.content_type, row.scan) == ("my bdegree.jpg", "image/jpeg", "not_scanned")
    kept = (tmp_path / row.stored).read_bytes()
    assert (b"hidden" in hidden, b"hidden" in kept) == (True, False)
    own = url("apply_document", advert, reference=advert.reference, document=row.pk)
    answer = client.get(own)
    assert (answer.content, answer.headers["Content-Disposition"]) == (kept, 'attachment; filename="my bdegree.jpg"')
    page = client.post(section, {"kind": "cv", "file": SimpleUploadedFile("cv.pdf", b"MZ not a pdf")})
    assert page.context["form"].errors["file"] == ["Send a PDF, a Word file (.docx), or a picture (JPEG or PNG)."]
    client.post(url("apply_document_remove", advert, reference=advert.reference, document=row.pk))
    assert client.get(own).status_code == 404


def test_five_questions_are_an_application_and_an_enquiry(client, advert):
    type(advert).objects.filter(pk=advert.pk).update(takes_expressions=True)
    path = url("apply_interest", advert, reference=advert.reference)
    answers = {
        "name": "Corin Tamarisk",
        "telephone": "01632 960 127",
        "email": "corin@example.org",
        "registered": "yes",
        "words": "Evenings",
    }
    assert "Thank you" in text_of(client.post(path, {**answers, "website": "x"}))
    assert Application.objects.count() == 0  # a machine
    for _ in range(2):
        assert "Thank you" in text_of(client.post(path, answers))
    made = Application.objects.get()
    assert (made.is_expression, made.state, made.enquiry.name, Enquiry.objects.count()) == (
        True,
        "begun",
        "Corin Tamarisk",
        2,
    )
    assert made.sections.get(key="expression").data["words"] == "Evenings"


def test_a_disclosure_is_asked_after_shortlisting_and_answered_once(client, advert):
    comes_in(client, advert)
    fill(client, advert)
    client.post(url("apply_check", advert, reference=advert.reference), {"notice": "read"})
    made = Application.objects.get()
    path = url("apply_disclosure", advert, reference=advert.reference)
    with pytest.raises(actions.CannotChangeRecruitment, match="after shortlisting"):
        actions.ask_disclosure(made, **BY)
    assert client.get(path).status_code == 404
    actions.move_application(made, "shortlisted", **BY)
    actions.ask_disclosure(made, url="https://x/", **BY)
    assert path in text_of(client.get(url("apply_status", advert, reference=advert.reference)))
    answers = dict.fromkeys(("unspent", "spent", "barred", "referred", "social_care", "dismissed", "regulator"), "no")
    page = client.post(path, {**answers, "unspent": "yes", "is_true": "on"})
    assert page.context["form"].errors == {"words": ["Say what it was, when, and what came of it"]}
    client.post(path, {**answers, "is_true": "on"})
    assert Disclosure.objects.get().answers["barred"] == "no"
    assert client.get(path).status_code == 302


def test_a_referee_answers_once_by_a_link_that_closes(client, advert):
    made = a_sent_application(advert)
    actions.move_application(made, "shortlisted", **BY)
    row, other = actions.name_referees(made, [
        {"name": "Wren Ashdown", "email": "wren@example.org", "is_employer": True}, {"name": "Merle", "email": "merle@example.org"},
    ], **BY)  # fmt: skip
    address = lambda token: f"https://x{url('reference', advert, token=token)}"  # noqa: E731
    actions.ask_reference(row, address=address, **BY)
    first = mailed_link()
    with pytest.raises(actions.CannotChangeRecruitment, match="within the last week"):
        actions.ask_reference(row, address=address, **BY)
    actions.ask_reference(row, address=address, by="test", at=AT + dt.timedelta(days=8))
    second = mailed_link()
    assert client.get(first).status_code == 404  # replaced
    assert "Corin Tamarisk" in text_of(client.get(second))
    given = {"can_give": "yes", "known_as": "Manager", "job_title": "Social worker", "again": "yes", "investigated": "no",
             "allegations": "yes", "fit": "no", **date("from_day", "2012-01-01")}  # fmt: skip
    page = client.post(second, given)
    assert page.context["form"].errors == {"concern_words": ["Say what it was, and what came of it"]}
    wrong = {**given, "allegations": "no", **date("from_day", "2100-01-01"), **date("until_day", "2014-01-01")}
    assert client.post(second, wrong).context["form"].errors == {
        "from_day": ["The day they began must not be still to come"],
        "until_day": ["The last day must not be before the day they began"],
    }
    assert "Thank you" in text_of(client.post(second, {**given, "allegations": "no"}))
    assert client.get(second).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.answers["known_as"], row.token_hash) == ("received", "Manager", "")
    actions.ask_reference(other, address=address, **BY)
    client.post(mailed_link(), {"can_give": "no", "why_not": "I do not know them"})
    assert Reference.objects.get(pk=other.pk).state == "declined"
    here = url("apply_referee", advert, reference=advert.reference)
    session = client.session
    session["candidate"] = {"candidate": made.candidate_id, "since": AT.timestamp()}
    session.save()
    assert here in text_of(client.get(url("apply_status", advert, reference=advert.reference)))
    given = {"name": "Rook Alder", "organisation": "Weald", "knows_as": "Manager", "email": other.email.upper()}
    page = client.post(here, given)
    assert page.context["form"].non_field_errors() == ["You named them already. Name somebody else."]
    assert set(client.post(here, {}).context["form"].errors) == {"name", "organisation", "email", "knows_as"}
    page = client.post(here, {**given, "email": made.candidate.email.upper()})
    assert page.context["form"].non_field_errors() == ["Name somebody other than yourself."]
    client.post(here, {**given, "email": "rook@example.org", "is_employer": "on"})
    named = made.references.get(email="rook@example.org")
    assert (named.state, named.is_employer, client.get(here).status_code) == ("to_ask", True, 302)
    assert ask(references_waiting(a_user(made.council, "resourcing-manager"), made.council)) == (1, 1)


def test_the_candidate_reads_what_happens_next_and_by_when(advert):
    made = a_sent_application(advert)
    days = [day("2016-04-01"), day("2016-04-20")]

    def said(**more):
        row = Application.objects.get(pk=made.pk)
        return [next_words(row, on) for on in days]

    actions.change_advert(advert, shortlist_on=day("2016-05-04"), **BY)
    assert said()[0] == "We read your application and tell you by 4 May 2016 whether we want to meet you."
    actions.move_application(made, "shortlisted", **BY)  # on Friday 1 April, within three working days
    late = "We said we would by 6 April 2016, and are late. Ring us, and we tell you how it stands."
    first = "We want to meet you, and write to you about the interview"
    assert said() == [f"{first} by 6 April 2016.", f"{first}. {late}"]
    actions.move_application(made, "interview", **BY)
    assert (
        said()[1]
        == "We arrange a time for your interview with you. After it we tell you within 7 working days what was decided, and why."
    )
    assert letters.disclosure(Application.objects.get(pk=made.pk), "x").subject.startswith("Before we meet: ")
    for to in ("offered", "accepted", "checking"):
        actions.move_application(made, to, **BY)
    assert letters.disclosure(Application.objects.get(pk=made.pk), "x").subject.startswith("Before you start: ")
    assert said()[0].startswith(
        "The checks below have to be done before you start; we mean to have them clear by 29 April 2016."
    )
    Application.objects.filter(pk=made.pk).update(checks_clear_at=AT)
    assert said()[0] == "Every check is clear. Nothing stands between you and your first day."


def test_past_the_day_the_candidate_reads_whose_turn_it_is(advert):
    made = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered", "accepted", "checking"):
        actions.move_application(made, to, **BY)
    checks = {check.kind: check for check in actions.open_checks(made, **BY)}

    def said():
        return next_words(Application.objects.get(pk=made.pk), day("2016-05-20"))

    first = "The checks below have to be done before you start. Each says whose turn it is. We meant to have them clear by 29 April 2016,"
    late = f"{first} and are late. Ring us, and we tell you how it stands."
    yours = "identity, right to work, enhanced DBS with children's barred list, qualifications, fitness for the work"
    assert said() == f"{late} It waits for you too: {yours}."
    for kind in ("register", "overseas", "online", "qualifications", "health"):
        actions.set_check(checks[kind], state="done", **BY)
    actions.read_disclosure(actions.disclose(actions.ask_disclosure(made, **BY), answers={}, **BY), **BY)
    rows = actions.name_referees(made, [
        {"name": "Wren", "email": "wren@example.org", "is_employer": True}, {"name": "Merle", "email": "merle@example.org"},
    ], **BY)  # fmt: skip
    for row in rows:
        actions.ask_reference(row, address=str, **BY)
    yours = "identity, right to work, enhanced DBS with children's barred list"
    assert said() == f"{first} and cannot without you: {yours}. Ring us if something holds you up."
    for kind in ("identity", "right_to_work"):
        actions.set_check(checks[kind], state="done", **BY)
    actions.set_check(checks["dbs"], state="open", turn="other", **BY)
    names = "enhanced DBS with children's barred list, reference 1, reference 2"
    waits = f"{first} and wait for an answer from somebody else: {names}. Ring us, and we tell you how it stands."
    assert said() == waits
    actions.receive_reference(rows[0], answers={}, **BY)  # to be read by us
    assert said() == late


@pytest.mark.parametrize(
    ("two", "wrong"),
    [
        ({"email_1": "CORIN@example.org "}, {"email_1": "Name somebody other than yourself"}),
        ({"name_2": "Corin  tamarísk"}, {"name_2": "Name somebody other than yourself"}),
        ({"name_2": "Corin O’Hare"}, {"name_2": "Name somebody other than yourself"}),
        ({"email_2": "Wren@example.org"}, {"email_2": "Name two different people"}),
        ({"name_2": "wren ashdown"}, {"name_2": "Name two different people. If they share a name, add what tells them apart"}),
        ({}, {}),
    ],
)  # fmt: skip
def test_a_referee_is_somebody_else_and_two_are_two(client, advert, two, wrong):
    comes_in(client, advert)
    about = {**ANSWERS["about"], "address": "1 Vale Road", "previous_names": "Corin OHare, C. Vale"}
    client.post(url("apply_section", advert, reference=advert.reference, key="about"), about)
    here = url("apply_section", advert, reference=advert.reference, key="referees")
    page = client.post(here, {**ANSWERS["referees"], **two})
    said = page.context["form"].errors if page.status_code == 200 else {}
    assert said == {field: [sentence] for field, sentence in wrong.items()}


def test_one_who_names_themselves_later_is_not_sent(advert):
    made = a_complete_application(advert, name="Wren Ashdown")  # the name of the first referee
    with pytest.raises(actions.CannotChangeRecruitment, match="Two people who know your work: name somebody other"):
        actions.send_application(made, **BY)


def test_nobody_starts_with_something_open_unless_somebody_senior_writes_why(advert):
    made = a_sent_application(advert)
    for to in ("shortlisted", "interview", "offered"):
        actions.move_application(made, to, **BY)
    assert len(can_start(made)) == 11  # eight checks, two references, the disclosure
    for check in actions.open_checks(made, **BY)[1:]:
        actions.set_check(check, state="done", **BY)
    rows = actions.name_referees(made, [
        {"name": "Wren", "email": "wren@example.org", "is_employer": True}, {"name": "Merle", "email": "merle@example.org"},
    ], **BY)  # fmt: skip
    for row in rows:
        actions.receive_reference(row, answers={"can_give": "yes"}, **BY)
        actions.read_reference(row, **BY)
    disclosure = actions.ask_disclosure(made, **BY)
    actions.disclose(disclosure, answers={}, **BY)
    actions.read_disclosure(disclosure, **BY)
    assert [item.key for item in can_start(made)] == ["check:identity"]
    head, manager = a_user(made.council, "head-of-service"), a_user(made.council, "team-manager")
    words = "Passport seen by video; the original comes on Monday."
    with pytest.raises(actions.CannotChangeRecruitment, match="somebody who may"):
        actions.accept_risk(made, words=words, by=manager, at=AT)
    actions.accept_risk(made, words=words, by=head, at=AT)
    assert (can_start(made), _clear(made)) == ([], None)  # a risk that was accepted settles nothing
    identity = made.checks.get(kind="identity")
    later = [AT + dt.timedelta(days=days) for days in (1, 2, 3, 4)]
    found = []
    for state, at in zip(("done", "not_needed", "open", "done"), later, strict=True):
        actions.set_check(identity, state=state, words="Seen", by=manager, at=at)
        found.append(_clear(made))
    assert found == [later[0], later[0], None, later[3]]
    verbs = AuditEntry.objects.filter(thing_type="recruitment.application", action__startswith="checks.").order_by("pk")
    assert list(verbs.values_list("action", flat=True)) == ["checks.clear", "checks.reopened", "checks.clear"]
    Application.objects.filter(pk=made.pk).update(state="started", checks_clear_at=None)
    actions.set_check(identity, state="not_needed", words="Seen", by=manager, at=later[3])
    assert _clear(made) is None  # settled after the first day: the clocks count no step from it


def _clear(made):
    """When nothing was open any more, as it is kept."""
    return Application.objects.get(pk=made.pk).checks_clear_at


def test_a_candidate_reads_downloads_and_erases_what_is_known(client, advert):
    comes_in(client, advert)
    fill(client, advert)
    known = json.loads(client.get(url("candidate_data", advert, "?format=json")).content)
    assert (known["name"], known["applications"][0]["reference"]) == ("Corin Tamarisk", advert.reference)
    assert "1 Vale Road" in text_of(client.get(url("candidate_data", advert)))
    assert "gone" in text_of(client.post(url("candidate_erase", advert)))
    made = Application.objects.get()
    assert (made.candidate.email, {json.dumps(row.data) for row in made.sections.all()}) == ("", {"{}"})
    assert client.get(url("candidate_home", advert)).status_code == 302


def test_everything_stands_at_the_root_of_the_councils_own_host_too(client, advert, settings):
    settings.ALLOWED_HOSTS, settings.SITE_HOSTS = ["testserver", "jobs.example.org"], ["jobs.example.org"]
    careers.open_site(advert.council, is_public=True, host="jobs.example.org", **BY)
    own = {"headers": {"host": "jobs.example.org"}}
    assert client.post(f"/apply/{advert.reference}/", {"email": "corin@example.org"}, **own).status_code == 200
    text = OutgoingMail.objects.get().text
    path = re.search(r"https?://jobs\.example\.org(/candidate/in/\S+)", text)[1]
    begun = client.post(path, **own)
    assert begun.url == f"/apply/{advert.reference}/sections/"
    page = client.get(begun.url, **own)
    assert f'href="/apply/{advert.reference}/sections/about/"' in text_of(page)
    assert client.get("/candidate/", headers={"host": "testserver"}).status_code == 404


def test_what_was_written_to_them_stands_only_while_they_are_where_it_was_written(client, advert):
    made = a_sent_application(advert)
    session = client.session
    session["candidate"] = {"candidate": made.candidate_id, "since": AT.timestamp()}
    session.save()
    here, words = url("apply_status", advert, reference=advert.reference), "We would like to meet you."
    actions.move_application(made, "shortlisted", words=words, **BY)
    assert words in text_of(client.get(here))
    actions.move_application(made, "withdrawn", **BY)
    assert [said in text_of(client.get(here)) for said in (words, "What we wrote to you")] == [False, False]

"""Applying, the candidate's and the referee's pages, and every mail to them, in the language of the council: nothing of ours is left in English."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation
from docx import Document
from pypdf import PdfReader

from ridgeway.core.languages import speaking
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.core.words import day as day_words
from ridgeway.core.words import moment, short_day
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import alert_addresses
from ridgeway.domains.recruitment.application_rules import SECTIONS
from ridgeway.domains.recruitment.interview_rules import Time
from ridgeway.domains.recruitment.models import Application, Check
from ridgeway.journeys.offer import actions as offering
from ridgeway.reporting import letters as letter_files
from ridgeway.web.candidate.interview_ways import WAYS, token
from ridgeway.web.careers import actions as careers
from ridgeway.web.careers.models import Language
from tests.disguise import QUIET, english
from tests.factories import AT, BY, a_job_role, a_live_advert, a_post, a_sent_application, a_team, a_user, day

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
ADDRESS = "https://x.example.org/"
SAID = {
    "about": {"name": QUIET, "telephone": "01632 960 127", "works_here": "no", "right_to_work": "sponsor"},
    "registration": {"registered": "applied", "expected": QUIET, "conditions": "no"},
    "history": {"jobs": [{"id": "one", "title": QUIET, "employer": QUIET, "starts": "2012-01-01", "ends": "2014-01-31", "leaving": QUIET}]},
    "qualifications": {"rows": [{"id": "one", "name": QUIET, "institution": QUIET, "awarded": "2011"}]},
    "criteria": {"why": QUIET},
    "referees": {
        f"{part}_{n}": {"name": f"{QUIET}{'q' * n}", "organisation": QUIET, "email": f"q{n}@example.org", "knows_as": QUIET}[part]
        for n in (1, 2) for part in ("name", "organisation", "email", "knows_as")
    },
    "declarations": {"related": "no", "safeguarding": "no", "is_true": True},
    "support": {"needs": "yes", "needs_words": QUIET, "scheme": "no"},
    "heard": {"source": "board", "words": QUIET},
}  # fmt: skip


@pytest.fixture
def advert(quiet, in_disguise):
    council = quiet.council
    words = dict.fromkeys(("title", "summary", "week", "place", "contact_name", "next_steps", "supplement_words"), QUIET)  # fmt: skip
    team, role = a_team(council.services.get(), name=QUIET), a_job_role(council, name=QUIET)
    return a_live_advert(
        team,
        role,
        **words,
        criteria=[(QUIET, "essential")],
        is_hard_to_fill=True,
        posts=[a_post(team, role, number="1")],
    )


class Asked:
    """Pages asked for, and what they left in English."""

    def __init__(self, client, council):
        self.client, self.council, self.left, self.languages = client, council, {}, set()

    def url(self, name, **parts):
        return reverse(name, kwargs={"council": self.council.slug, **parts})

    def __call__(self, name, data=None, query="", **parts):
        url = self.url(name, **parts) + query
        page = self.client.get(url) if data is None else self.client.post(url, data)
        if page.status_code == 302:
            return page
        text = page.content.decode()
        self.languages.add(re.search(r'<html lang="([\w-]+)"', text)[1])
        if found := english(text):
            self.left[f"{name} {parts.get('key', '')} {query} {data or ''}"] = found
        return page


@pytest.fixture
def asked(client, advert):
    return Asked(client, advert.council)


def test_every_page_of_applying(asked, advert):
    one = {"reference": advert.reference}
    for name in ("apply", "apply_interest"):
        for data in (None, {}, {"telephone": "1"}):
            asked(name, data, **one)
    asked("candidate_enter")
    asked("candidate_in", token="none")
    asked("reference", token="none")
    asked("apply", {"email": "qq@example.org"}, **one)
    link = re.search(r"https?://[^/\s]+(/\S+)", OutgoingMail.objects.latest("pk").text)[1]
    asked.client.post(link)
    asked("apply_interest", {"name": QUIET, "email": "qz@example.org", "telephone": "01632 960 127", "registered": "yes", "words": QUIET}, **one)  # fmt: skip
    asked("apply_sections", **one)
    wrong = {"telephone": "1", "number": "x", "registered": "yes", "conditions": "yes", "related": "yes", "safeguarding": "yes",
             "needs": "yes", "email_1": "qq@example.org", "name_2": QUIET, "name_1": QUIET}  # fmt: skip
    for section in SECTIONS:
        for data in (None, {}, wrong):
            asked("apply_section", data, key=section.key, **one)
    for key in ("history", "qualifications"):
        for data in (None, {}, {"starts_0": "40", "ends_0": "1", "ends_1": "2", "awarded": "x"}):
            asked("apply_row", data, key=key, row="new-one", **one)
    asked("apply_check", {}, **one)
    made = Application.objects.get(candidate__email="qq@example.org")
    for key, data in SAID.items():
        actions.save_section(made, key=key, data=data, is_done=True, **BY)
        asked("apply_section", key=key, **one)
    asked("apply_gap", key="history", first="2014-02-01", last=AT.date().isoformat(), **one)
    for name in ("apply_check", "apply_sections", "apply_withdraw"):
        asked(name, **one)
    for name in ("candidate_home", "candidate_data", "candidate_erase"):
        asked(name)
    asked("apply_check", {"notice": "read"}, **one)
    actions.change_advert(advert, summary=QUIET * 2, pattern="part_time", by="test", at=AT + dt.timedelta(days=1))
    asked("apply_status", **one)
    asked("candidate_erase", {})
    assert asked.left == {}, asked.left
    assert asked.languages == {"cy"}


def _in(client, application):
    """Sign a candidate in."""
    link, secret = actions.make_link(application.council, email=application.candidate.email, at=AT)
    client.post(reverse("candidate_in", kwargs={"council": application.council.slug, "token": secret}))
    return link


def _sent(advert, email="qq@example.org"):
    made = actions.begin_application(advert, actions.candidate_for(advert.council, email, at=AT), **BY)
    for key, data in SAID.items():
        actions.save_section(made, key=key, data=data, is_done=True, **BY)
    return actions.send_application(made, url=ADDRESS, **BY)


def test_every_page_after_sending_and_every_mail(asked, advert):
    one, soon = {"reference": advert.reference}, AT + dt.timedelta(days=3)
    row, other = _sent(advert), _sent(advert, "qz@example.org")
    _in(asked.client, row)
    for made in (row, other):
        actions.move_application(made, "shortlisted", words=QUIET, url=ADDRESS, **BY)
    asked("apply_status", **one)
    actions.ask_disclosure(row, url=ADDRESS, **BY)
    for data in (None, {}, {"unspent": "yes"}):
        asked("apply_disclosure", data, **one)
    tokens = []
    for referee in actions.name_referees(row, _referees(), **BY):
        actions.ask_reference(referee, address=lambda secret: tokens.append(secret) or ADDRESS, **BY)
    for data in (None, {}, {"can_give": "yes", "investigated": "yes", "from_day_0": "1"}):
        asked("reference", data, token=tokens[0])
    asked("reference", {"can_give": "no", "why_not": QUIET}, token=tokens[0])
    asked("apply_status", **one)
    for data in (None, {}, {"email": "q2@example.org", "name": QUIET, "organisation": QUIET, "knows_as": QUIET}):
        asked("apply_referee", data, **one)
    round_ = actions.add_round(advert, kind="panel", minutes=45, place=QUIET, link=ADDRESS, **BY)
    actions.add_to_panel(
        round_, user=a_user(advert.council, "resourcing-manager"), part="chair", trained_on=day("2015-01-05"), **BY
    )
    actions.add_to_panel(round_, user=a_user(advert.council, "resourcing-manager"), part="member", **BY)
    times = [Time(soon + n * HOUR, soon + n * HOUR + HOUR / 2) for n in range(3)]
    slots = actions.add_slots(round_, times, **BY)
    round_ = actions.open_round(round_, **BY)
    interview = actions.invite_to_interview(round_, [row], ways=WAYS, **BY).interviews[0]
    asked("apply_status", **one)
    for data in (None, {"slot": "0"}, {"slot": slots[0].pk}, None):
        asked("interview_choose", data, token=token(interview))
    asked("interview_choose", token=token(interview), query="?done=time")
    asked("interview_choose", {"adjust": "1", "adjustments": QUIET}, token=token(interview))
    asked("interview_choose", {"give_back": "1"}, token=token(interview))
    asked("apply_status", **one)
    interview = actions.remind_to_choose(
        type(interview).objects.get(), by="test", at=AT + dt.timedelta(days=2), ways=WAYS
    )
    actions.cancel_interview(actions.choose_time(interview, slots[1], ways=WAYS, **BY), **BY)
    asked("interview_choose", token=token(interview))
    offer = _offer(row, advert)
    for query in ("", "?no=1"):
        asked("apply_offer", query=query, **one)
    asked("apply_offer", {"answer": "no"}, **one)
    asked("apply_status", **one)
    actions.extend_offer(offer, answer_by=day("2016-04-12"), by="test", at=AT, url=ADDRESS)
    actions.accept_offer(offer, by="test", at=AT, url=ADDRESS)
    actions.open_checks(row, **BY)
    actions.set_check(Check.objects.filter(application=row).first(), state="done", by="test", at=AT)
    for name in ("apply_offer", "apply_status", "candidate_home", "candidate_data"):
        asked(name, **(one if name.startswith("apply") else {}))
    for later in (30, 60):
        with speaking(advert.council):
            from ridgeway.web.candidate.next_step import next_words

            made = Application.objects.get(pk=row.pk)
            assert english(next_words(made, AT.date() + dt.timedelta(days=later))) == []
    actions.withdraw_application(other, tells=True, **BY)
    assert asked.left == {}, asked.left
    assert asked.languages == {"cy"}
    _the_rest_of_the_mails(advert, row)
    staff = set(OutgoingMail.objects.filter(to__contains="user").values_list("pk", flat=True))
    mails = OutgoingMail.objects.exclude(pk__in=staff)
    left = {
        (mail.key, mail.subject): found
        for mail in mails
        if (found := english(f"{mail.subject} {mail.text} {mail.html}"))
    }
    assert left == {}, left
    assert {re.search(r'<html lang="([\w-]+)"', mail.html)[1] for mail in mails} == {"cy"}
    assert {
        re.search(r'<html lang="([\w-]+)"', mail.html)[1] for mail in OutgoingMail.objects.filter(pk__in=staff)
    } == {"en-gb"}
    assert len({re.sub(r"\d+.*", "", mail.key) for mail in mails}) > 12


def _referees():
    from ridgeway.web.candidate.forms import referees_in

    return referees_in(SAID["referees"])


def _offer(row, advert):
    post = advert.posts.first().post if hasattr(advert.posts.first(), "post") else advert.posts.first()
    terms = {"rate": "", "with_supplement": False, "fte": Decimal("0.5"), "hours": Decimal("18.5"), "starts_on": day("2016-05-02"),
             "answer_by": day("2016-04-08"), "contract": "fixed_term", "ends_on": day("2017-05-02"), "conditions": QUIET}  # fmt: skip
    made = offering.terms_for(row, post=post, **terms)
    letter = offering.words_for(row, post, made, today=AT.date())
    return offering.offer(row, post=post, letter=letter, url_of=lambda _: ADDRESS, **terms, **BY)


def _the_rest_of_the_mails(advert, row):
    """What is sent beside: alerts, keeping in touch, invitations, messages, what lapses and what is erased."""
    from ridgeway.domains.recruitment import keeping_letters, letters

    council = advert.council
    alert = actions.ask_for_alert(council, email="qa@example.org", how_often="daily", wanted={"district": "QQ1", "miles": 5, "pattern": "either", "pay_from": 100}, addresses=alert_addresses(council), at=AT)  # fmt: skip
    enquiry = actions.take(
        council, way="call", name=QUIET, telephone="01632 960 127", email="qe@example.org", consent_to_keep=True, **BY
    )
    offer = row.offers.first()
    made = [
        letters.erased_soon(row, AT.date(), ADDRESS), letters.lapsed(offer, row, ADDRESS), letters.declined(row, ADDRESS), letters.accepted(row, ADDRESS),
        letters.message(row, QUIET, QUIET, ADDRESS), letters.expressed(row, ADDRESS),
        keeping_letters.new_jobs(alert, [(advert, ADDRESS)], 0, ADDRESS, ADDRESS), keeping_letters.new_jobs(alert, [(advert, ADDRESS)], 2, ADDRESS, ADDRESS),
        keeping_letters.alert_ends(alert, ADDRESS), keeping_letters.may_we_go_on(enquiry, ADDRESS),
        keeping_letters.invitation(enquiry, advert, QUIET, ADDRESS, ADDRESS), keeping_letters.invitation(enquiry, advert, "", ADDRESS, ""),
    ]  # fmt: skip
    from ridgeway.core.outbox import actions as outbox

    for n, letter in enumerate(made):
        outbox.send_letter(letter, council=council, key=f"{'abcdefghijkl'[n]}:1", to="qq@example.org", at=AT)


def test_a_welsh_council_writes_in_welsh_and_its_staff_read_english(client, site, at):
    advert = a_live_advert(a_team(site.council.services.get()))
    careers.change_site(site, language=Language.WELSH, **BY)
    application = a_sent_application(advert, email="corin@example.org")
    _in(client, application)
    actions.move_application(application, "shortlisted", **BY)
    page = client.get(reverse("apply_status", kwargs={"council": site.council.slug, "reference": advert.reference}))
    text = page.content.decode()
    assert ('<html lang="cy"' in text, "Eich ceisiadau" in text) == (True, True)
    assert translation.get_language() == "en-gb"
    with translation.override("cy"):
        assert (day_words(day("2016-04-03")), short_day(day("2016-04-03")), moment(AT)[:3]) == ("3 Ebrill 2016", "3 Ebr 2016", "Gwe")  # fmt: skip
    assert day_words(day("2016-04-03")) == "3 April 2016"


def test_the_staff_read_a_letter_as_the_candidate_does(site):
    team, role = a_team(site.council.services.get()), a_job_role(site.council)
    advert = a_live_advert(team, role, posts=[a_post(team, role, number="1")])
    careers.change_site(site, language=Language.WELSH, **BY)
    row = a_sent_application(advert)
    for to in ("shortlisted", "interview"):
        actions.move_application(row, to, **BY)
    _offer(row, advert)
    offer = row.offers.get()
    assert translation.get_language() == "en-gb"  # as on a page of the staff's
    (terms,) = (piece.rows for piece in letter_files.pieces_of(offer) if piece.kind == "terms")
    assert terms[0] == ("Swydd", advert.title)
    paper = PdfReader(io.BytesIO(letter_files.as_pdf(offer)))
    text = paper.pages[0].extract_text()
    assert ("Swydd" in text, "Tudalen 1 o 1" in text, paper.root_object["/Lang"]) == (True, True, "cy-GB")
    words = Document(io.BytesIO(letter_files.as_docx(offer)))
    assert words.tables[0].rows[0].cells[0].text == "Swydd"

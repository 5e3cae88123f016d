"""Somebody is hired, from nothing: asked for, approved, advertised, applied for on a phone, scored by two, met, referenced, offered, checked, started.

The figures follow: the post is vacant no longer, the campaign has an appointment, the clocks have a case.
"""

import datetime as dt
import re
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ridgeway.core import clock
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.domains.campaigns import actions as campaigns
from ridgeway.domains.organisation.models import User
from ridgeway.domains.recruitment.models import Advert, Application, InterviewSlot, RecruitmentRequest
from ridgeway.domains.recruitment.queries.checking import can_start
from ridgeway.web.careers import actions as careers
from tests import factories
from tests.factories import BY, PASSWORD, day

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
MANAGER, HEAD, RESOURCING = "sorrel@example.org", "tamsin@example.org", "linnet@example.org"


@pytest.fixture
def here():
    """A council with one vacant post and one that is held, a public careers site, a campaign with a tracked link, and three who hire."""
    service = factories.a_service(factories.a_council("Downland Council", code="865", slug="downland"))
    council, team, today = service.council, factories.a_team(service, name="West hub"), clock.day_of(clock.now())
    role = factories.a_job_role(council)
    post, held = factories.a_post(team, role, number="A1"), factories.a_post(team, role, number="A2")
    factories.an_employee(held, starts_on=day("2014-06-01"))
    careers.open_site(council, is_public=True, contact_name="Bryony Larkrise", contact_telephone="01632 960 100", **BY)
    phase = campaigns.add_phase(
        campaigns.add_campaign(council, name="Come and see", **BY),
        name="Phase 1",
        starts_on=today - dt.timedelta(days=30),
        **BY,
    )
    placement = campaigns.add_placement(
        phase, title="Listing", channel=campaigns.add_channel(council, name="The Beacon", kind="job_board", **BY), kind="listing",
        starts_on=today - dt.timedelta(days=20), target_url="/careers/downland/", **BY,
    )  # fmt: skip
    factories.a_user(council, "team-manager", email=MANAGER, team=team)
    factories.a_user(council, "head-of-service", email=HEAD, service=service)
    factories.a_user(council, "resourcing-manager", email=RESOURCING)
    return SimpleNamespace(
        council=council, team=team, post=post, placement=placement, campaign=phase.campaign, today=today
    )


class Desk:
    """Somebody at a browser of their own."""

    def __init__(self, browser, address: str, email: str = "", **options) -> None:
        self.page, self.address = browser.new_context(**options).new_page(), address
        if email:
            self.page.goto(f"{address}/accounts/login/")
            self.fill(login=email, password=PASSWORD)
            self.press("Sign in")
            self.page.wait_for_url(re.compile(r"/c/"))

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")

    def fill(self, **answers) -> None:
        """Answer the questions of these names; a day as a date."""
        for name, value in answers.items():
            if isinstance(value, dt.date):
                for n, part in enumerate((value.day, value.month, value.year)):
                    self.page.locator(f'[name="{name}_{n}"]').fill(str(part))
                continue
            one = self.page.locator(f'main [name="{name}"]')
            kind = one.first.get_attribute("type") or ""
            if kind == "radio":
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "checkbox":
                one.first.check()
            elif one.first.evaluate("field => field.tagName") == "SELECT":
                one.first.select_option(value)
            else:
                one.first.fill(value)

    def press(self, name: str) -> None:
        """Press the button of this name and wait for the page that answers: whoever goes on before takes the answer away."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name=name).first.click()

    def send(self) -> None:
        """Press the first button of the first form, and wait for the answer."""
        with self.page.expect_navigation():
            self.page.locator("main form button.button").first.click()

    def says(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)


def mailed(subject: str) -> str:
    """The first address in the last mail of a subject."""
    text = OutgoingMail.objects.filter(subject__startswith=subject).order_by("-pk").values_list("text", flat=True)[0]
    return urlsplit(re.search(r"https?://\S+", text)[0]).path


def in_table(page, caption: str, row: str, column: str) -> str:
    """The cell of a row and a column; nothing where there is no such table, row or column."""
    table = page.locator("table", has=page.locator("caption", has_text=caption))
    heads = table.locator("thead th").all_inner_texts() if table.count() else []
    line = table.locator("tbody tr", has=page.get_by_role("rowheader", name=re.compile(rf"^{row}\b")))
    return line.locator("th, td").all_inner_texts()[heads.index(column)] if column in heads and line.count() else ""


def figures(here, desk: Desk, accessible) -> tuple[str, str, str]:
    """The vacant posts, whom the campaign's placement had appointed, and the cases on the clock from interview to offer."""
    desk.go("/c/downland/measures/vacancies/")
    vacant = desk.page.locator(".figure__value").first.inner_text()
    desk.go(f"/c/downland/campaigns/{here.campaign.pk}/performance/")
    accessible(desk.page, "performance")
    appointed = in_table(desk.page, "Placements", "Listing", "Appointed")
    desk.go("/c/downland/hiring/clocks/")
    accessible(desk.page, "clocks")
    return vacant, appointed, in_table(desk.page, "Working days of each step", "Interview to offer", "Cases")


def asks_and_advertises(here, manager: Desk, head: Desk) -> Advert:
    manager.go(f"/c/downland/adverts/ask/?post={here.post.number}")
    manager.fill(posts=str(here.post.pk), why="leaver", words="Left in the summer.")
    manager.press("Ask to recruit")
    manager.says("You have asked")
    wanted = RecruitmentRequest.objects.get()
    head.go(f"/c/downland/adverts/requests/{wanted.pk}/")
    head.fill(decision="approved")
    head.press("Save decision")
    manager.go(f"/c/downland/adverts/requests/{wanted.pk}/begin/")
    manager.press("Begin")
    manager.fill(title="Social worker, West hub", pay_low="28922", hours="37 a week")
    manager.press("Save")
    manager.fill(summary="One post in the West hub.", week="Hold up to 18 cases.")
    manager.press("Save")
    manager.fill(essential="Court work\nWriting that a family can read")
    manager.press("Save")
    manager.fill(place="Trowbridge", contact_name="Bryony Larkrise", contact_telephone="01632 960 100")
    manager.press("Save")
    manager.fill(closes_on=here.today + dt.timedelta(days=20), next_steps="We answer in two working days.")
    manager.press("Save")
    advert = Advert.objects.get()
    manager.go(f"/c/downland/adverts/{advert.pk}/publish/")
    manager.press("Publish")
    advert.refresh_from_db()
    assert advert.state == "published"
    return advert


def applies_on_a_phone(here, phone: Desk, advert: Advert, accessible) -> Application:
    phone.go(f"/go/{here.placement.token}/")
    phone.go(f"/careers/downland/apply/{advert.reference}/?via={here.placement.token}")
    phone.fill(email="corin@example.org")
    phone.send()
    phone.go(mailed("Your link"))
    phone.send()
    one = f"/careers/downland/apply/{advert.reference}/"
    criteria = {f"c{row.pk}": "I have done this for four years." for row in advert.criteria.all()}
    for section, answers in {
        "about": {"name": "Corin Tamarisk", "telephone": "01632 960 127", "address": "1 Vale Road", "right_to_work": "yes", "works_here": "no"},
        "registration": {"registered": "yes", "number": "SW98765", "conditions": "no"},
        "criteria": criteria,
        "referees": {
            "name_1": "Wren Ashdown", "organisation_1": "Weald", "email_1": "wren@example.org", "knows_as_1": "Manager",
            "name_2": "Merle Alder", "organisation_2": "Weald", "email_2": "merle@example.org", "knows_as_2": "Colleague",
        },
        "declarations": {"related": "no", "safeguarding": "no", "is_true": "on"},
        "support": {"needs": "no", "scheme": "no"},
        "heard": {"source": "board"},
    }.items():  # fmt: skip
        phone.go(f"{one}sections/{section}/")
        phone.fill(**answers)
        phone.press("Save and go on")
    for section, answers in {
        "history": {"title": "Social worker", "employer": "Weald", "starts": day("2020-01-01"), "leaving": "To move nearer"},
        "qualifications": {"name": "BA Social Work", "institution": "Bath", "awarded": "2019"},
    }.items():  # fmt: skip
        phone.go(f"{one}sections/{section}/rows/new-1/")
        phone.fill(**answers)
        phone.send()
        phone.go(f"{one}sections/{section}/")
        phone.press("That is all")
    phone.go(f"{one}check/")
    accessible(phone.page, "look it over")
    phone.fill(notice="read")
    phone.press("Send my application")
    phone.says("Your application came in")
    return Application.objects.get(state="sent")


def is_shortlisted_by_two(manager: Desk, head: Desk, application: Application, accessible) -> None:
    base = f"/c/downland/hiring/{application.advert_id}/shortlisting/"
    head.go(f"{base}how/")
    head.fill(scale="0-4", least="2")
    head.send()
    for name in (MANAGER, HEAD):
        head.go(f"{base}people/")
        head.page.locator('main [name="user"]').select_option(_key_of(name))
        head.send()
    for desk in (manager, head):
        desk.go(f"{base}next/")
        for criterion in application.advert.criteria.all():
            desk.page.locator(f'main [name="p{criterion.pk}"][value="3"]').check(force=True)
        accessible(desk.page, "score")
        desk.press("Hand in and go on")
    head.go(f"/c/downland/hiring/{application.advert_id}/")
    head.press("Shortlist")
    head.press("Shortlist")
    application.refresh_from_db()
    assert application.state == "shortlisted"


def _key_of(email: str) -> str:
    return str(User.objects.get(email=email).pk)


def is_met(here, head: Desk, manager: Desk, phone: Desk, application: Application, accessible) -> None:
    head.go(f"/c/downland/hiring/{application.advert_id}/interviews/add/")
    head.fill(kind="panel", minutes="45", place="Room 4, County Hall", hours_before="0", scale="0-4")
    head.send()
    base = re.sub(r"\?.*", "", head.page.url)
    for email, part in ((HEAD, "chair"), (MANAGER, "member")):
        head.go(f"{base}panel/")
        head.fill(part=part, trained_on=here.today - dt.timedelta(days=100))
        head.page.locator('main [name="user"]').select_option(_key_of(email))
        head.send()
    head.go(f"{base}times/")
    head.fill(on=here.today + dt.timedelta(days=3), first="10:00", last="12:00", pause="15")
    head.press("Add them")
    head.go(f"{base}questions/")
    head.page.locator('main [name="words-0"]').fill("Tell us of a plan that you closed.")
    head.send()
    head.go(base)
    head.press("Open")
    head.press("Invite those ticked")
    phone.go(mailed("Choose a time"))
    accessible(phone.page, "choose a time")
    phone.page.locator('main [name="slot"]').first.check(force=True)
    phone.send()
    slot = InterviewSlot.objects.get(interviews__application=application)
    now = timezone.now()  # the days go by
    InterviewSlot.objects.filter(pk=slot.pk).update(
        starts_at=now - dt.timedelta(hours=2), ends_at=now - dt.timedelta(hours=1)
    )
    interview = application.interviews.get()
    head.go(f"/c/downland/hiring/interviews/{interview.pk}/")
    head.press("It was held")
    for desk in (head, manager):
        desk.go(f"/c/downland/hiring/interviews/{interview.pk}/")
        desk.page.locator("main .score input[value='3']").first.check(force=True)
        accessible(desk.page, "interview")
        desk.press("Hand in")


def is_referenced(linnet: Desk, phone: Desk, referee: Desk, application: Application, accessible) -> None:
    one = f"/c/downland/applications/{application.pk}/"
    linnet.go(one)
    accessible(linnet.page, "application")
    linnet.press("Take the referees from the application")
    for row in application.references.order_by("pk"):
        linnet.go(f"{one}references/{row.pk}/")
        linnet.press("Ask by mail")
        referee.go(mailed("A reference, please"))
        referee.fill(
            can_give="yes", may_share="yes", known_as="Her manager", from_day=day("2020-01-01"), job_title="Social worker", again="yes",
            investigated="no", allegations="no", fit="no",
        )  # fmt: skip
        accessible(referee.page, "reference")
        referee.press("Send the reference")
        linnet.go(f"{one}references/{row.pk}/")
        linnet.press("I have read it")
    linnet.go(one)
    linnet.press("Ask the candidate by mail")
    phone.go(f"/careers/downland/apply/{application.advert.reference}/disclosure/")
    accessible(phone.page, "disclosure")
    for question in phone.page.locator("main input[type=radio][value=no]").all():
        question.check()
    phone.fill(is_true="on")
    phone.send()
    linnet.go(f"{one}disclosure/")
    linnet.press("I have read it")


def is_offered_and_accepts(here, head: Desk, phone: Desk, application: Application, accessible) -> None:
    head.go(f"/c/downland/hiring/{application.advert_id}/")
    accessible(head.page, "board")
    card = head.page.locator(".board__card", has_text="Corin Tamarisk")
    card.focus()
    head.page.keyboard.press("ArrowRight")  # the board moves by keyboard too
    head.page.wait_for_url(re.compile(r"/offer/\d+/make/"))
    head.fill(starts_on=here.today + dt.timedelta(days=30), answer_by=here.today + dt.timedelta(days=5))
    head.press("Read the letter")
    accessible(head.page, "letter")
    head.press("Make the offer")
    head.says("Waiting for an answer")
    phone.go(mailed("We would like you to join us"))
    phone.says("We would like you to join us")
    accessible(phone.page, "offer")
    with phone.page.expect_download() as letter:
        phone.page.get_by_role("link", name="Letter as PDF").click()
    assert letter.value.suggested_filename.endswith(".pdf")
    phone.press("Accept the offer")
    phone.says("Checks before you start")
    application.refresh_from_db()
    assert application.state == "checking"


def is_checked(linnet: Desk, application: Application) -> None:
    for kind in application.checks.values_list("kind", flat=True):
        linnet.go(f"/c/downland/applications/{application.pk}/checks/{kind}/")
        linnet.fill(state="done")
        linnet.press("Save check")


def test_from_an_empty_post_to_a_first_day(here, live_server, browser, page, accessible):
    manager, head, linnet = (Desk(browser, live_server.url, email) for email in (MANAGER, HEAD, RESOURCING))
    phone, referee = (Desk(browser, live_server.url, viewport=PHONE, user_agent=FIREFOX) for _ in range(2))
    assert figures(here, linnet, accessible) == ("1 post", "", "")
    advert = asks_and_advertises(here, manager, head)
    application = applies_on_a_phone(here, phone, advert, accessible)
    is_shortlisted_by_two(manager, head, application, accessible)
    is_met(here, head, manager, phone, application, accessible)
    is_referenced(linnet, phone, referee, application, accessible)
    is_offered_and_accepts(here, head, phone, application, accessible)
    is_checked(linnet, application)
    linnet.go(f"/c/downland/hiring/start/{application.pk}/")
    assert can_start(application) == []
    accessible(linnet.page, "start")
    linnet.press("Record the start")
    linnet.says(
        "Record the start on the first day, or later."
    )  # what was offered stands there: it is thirty days ahead
    linnet.fill(starts_on=here.today)
    linnet.press("Record the start")
    linnet.page.wait_for_url(re.compile(r"/people/\d+/"))
    application.refresh_from_db()
    assert (application.state, application.offers.get().state) == ("started", "started")
    assert figures(here, linnet, accessible) == ("0 posts", "1", "1")

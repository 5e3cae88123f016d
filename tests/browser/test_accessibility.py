"""Every page there is, in a real browser, at a desk's width and a phone's: nothing axe finds wrong, nothing on the console, nothing too wide.

The pages are read from the addresses themselves, so a new page is swept without being named here; one whose address asks for
something new fails until the ground says what to ask it with.
"""

import io
import re
import time
from dataclasses import dataclass, field

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.organisation.models import Grant, Region, Role
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import Shortlisting
from ridgeway.journeys.intake import actions as intake
from ridgeway.project.addresses import Address, every
from tests import factories
from tests.factories import BY, day
from tests.finding import advert_parts, campaign_parts, enquiry_parts, mail_parts, number_apart, site_parts
from tests.finding_agency import agency_parts
from tests.finding_applications import application_parts, candidate_parts
from tests.finding_reports import report_parts
from tests.finding_selection import selection_parts
from tests.journeys.intake.files import AGENCY, census, leaver, staff
from tests.ledger import money_parts
from tests.paying import pay_parts
from tests.signing_in import sign_in
from tests.web.test_imports import LIST

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 700}
# addresses that only pass on, take only what is sent, or are asked by the page itself
NO_PAGES = {
    "site_drawn",
    "site_picture",
    "site_card",
    "job_card",
    "jobs_atom",
    "jobs_board",
    "sitemap",
    "robots",
    "go",
    "campaign_calendar_file",
    "campaign_calendar_subscribed",
    "campaign_schedule_file",
    "start",
    "import_progress",
    "report_making_progress",
    "report_making_file",
    "interview_calendar",
    "theme",
    "healthz",
    "mfa_download_recovery_codes",
    "state_report",
    "state_pdf",
    "apply_document",
    "admin_panel_data",
    "agency_copy",
    "application_document",
    "admin_letter_word",
    "hiring_offer_letter",
    "apply_offer_letter",
    "report_docx",
    "report_pdf",
    "report_csv",
    "report_xlsx",
    "agency_breach_sign",  # nobody's but a director's or chief executive's; swept below
}
# what only those named for it may read or do
NOT_AN_ADMINISTRATORS = re.compile(r"/applications/\d+/(disclosure|risk)/$")
# what an address is asked with
QUERIES = {"flow_rows": "?flow=closing", "search": "?q=Oak"}
# of the sign-in library, and of no use here: they need a link sent by post, or another's sign-in that is not configured
OF_THE_LIBRARY = re.compile(
    r"accounts/(3rdparty|social|oidc|signup|email|confirm-email|password/(reset/key|set)|login/code)"
)


@dataclass
class Ground:
    """A small council with one of everything, and what each part of an address stands for."""

    council: object
    arguments: dict[str, object]
    special: dict[str, dict[str, object]] = field(default_factory=dict)

    def path(self, address: Address) -> str:
        """The address with everything filled in."""
        own = self.special.get(address.name, {})
        if address.path.startswith("c/<slug:council>/admin/"):
            own = {"person": self.arguments["user"], **own}
        return "/" + re.sub(
            r"<(?:\w+:)?(\w+)>", lambda found: str(own.get(found[1], self.arguments[found[1]])), address.path
        )


def _people_and_posts(council, team) -> tuple[dict, dict]:
    """Somebody in post who was away, somebody who left, a covered post, a post that ended."""
    held, empty, ended = (factories.a_post(team, number=number) for number in ("P1", "P2", "P3"))
    spell, gone = factories.an_employee(held), factories.an_employee(factories.a_post(team, number="P4"))
    away = establishment.record_absence(
        spell, kind="SIC", starts_on=day("2016-02-01"), ends_on=day("2016-02-05"), working_days_lost=4, **BY
    )
    establishment.leave(gone, ends_on=day("2016-01-15"), reason="1", destination="1", **BY)
    cover = factories.a_cover(empty)
    establishment.end_post(ended, ends_on=day("2016-03-01"), **BY)
    arguments = {
        "number": held.number, "person": spell.worker_id, "spell": spell.pk, "place": spell.holdings.get().pk,
        "absence": away.pk, "cover": cover.pk,
    }  # fmt: skip
    left = {"person": gone.worker_id, "spell": gone.pk}
    special = {
        "person_spell_undo_leave": left, "person_spell_correct_leaving": left, "person_start": left,
        "post_cover_end": {"number": "P2"}, "post_cover_undo": {"number": "P2"}, "post_place": {"number": "P2"},
        "post_undo_end": {"number": "P3"},
    }  # fmt: skip
    return arguments, special


def _files(council, user, tmp_path) -> tuple[dict, dict]:
    """A census with problems that waits to be confirmed, and a list of people whose columns are not matched."""
    path = census(tmp_path / "census.xml", [staff(StepUpGrad="Y"), leaver("SW2"), AGENCY], code=council.code)
    with path.open("rb") as file:
        ready = intake.upload(council, file, kind="census", name="census.xml", by=user, at=factories.AT)
    people = intake.upload(council, io.BytesIO(LIST), kind="people", name="staff.csv", by=user, at=factories.AT)
    return {"run": ready.pk}, {"import_match": {"run": people.pk}}


@pytest.fixture
def ground(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    number_apart()
    council = factories.a_council("Wiltshire", code="865")
    service = factories.a_service(council)
    team = factories.a_team(service, name="North hub")
    colleague = factories.a_user(council, "team-manager", team=team)
    role = organisation.add_role(council, name="Reads figures", permissions=["figures.view"], **BY)
    arguments, special = _people_and_posts(council, team)
    arguments |= site_parts(council)
    runs, matching = _files(council, colleague, tmp_path)
    arguments |= runs | {
        "council": council.slug, "service": service.slug, "team": team.slug, "role": role.key, "user": colleague.pk,
        "grant": Grant.objects.get(user=colleague).pk, "key": "turnover",
    }  # fmt: skip
    enquiries, other_enquiries = enquiry_parts(council, service, colleague)
    adverts, other_adverts = advert_parts(team)
    arguments |= campaign_parts(council, service) | enquiries | mail_parts(council) | adverts
    arguments |= money_parts(council, team) | pay_parts(council, team)
    agency, drafts = agency_parts(council, team)
    reports = report_parts(council)
    arguments |= agency | reports
    of_reports = {
        a.name: {"section": reports["section"]} for a in every() if "/reports/" in a.path and ":section>" in a.path
    }
    applications, other_applications = application_parts(council, team)
    candidate, of_candidate, other_sections = candidate_parts(council, team)
    selecting, chosen = selection_parts(team, colleague)
    arguments |= {**selecting, **applications} | of_candidate | {"candidate": candidate}
    special |= (
        chosen | matching | other_enquiries | drafts | other_adverts | other_applications | other_sections | of_reports
    )
    return Ground(council, arguments, special)


def _signed_in(user) -> Client:
    """Signed in a moment ago, second factor passed: nothing asks for the password again."""
    client = sign_in(Client(), user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
    session.save()
    return client


def _pages(client: Client, ground: Ground) -> dict[str, int]:
    """What each address answers: 200 for a page, and what else it may be."""
    found = {}
    for address in every():
        if OF_THE_LIBRARY.match(address.path) or address.name in NO_PAGES or address.path == "cms/":
            continue
        path = ground.path(address) + QUERIES.get(address.name, "")
        response = client.get(path)
        found[path] = response.status_code
        if response.status_code == 200:
            assert response.headers["Content-Type"].startswith("text/html"), f"{path} is no page: name it in NO_PAGES"
    return found


def _sweep(page, live_server, accessible, client: Client | None, paths: list[str]) -> None:
    """Open each page once, look at it at both widths."""
    if client:
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    found = []
    for path in paths:
        page.set_viewport_size(DESK)
        page.goto(live_server.url + path, wait_until="load")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                found.append(f"{path} is {wider} pixels wider than {size['width']}")
            try:
                accessible(page, f"{size['width']} wide")
            except AssertionError as wrong:
                found.append(str(wrong).split("\nassert")[0])
    assert found == []


def test_every_page_of_an_administrator(page, live_server, accessible, ground):
    user = factories.a_user(ground.council, "administrator")
    organisation.grant_region(user, Region.objects.get(code="E12000009"), **BY)  # or its pages would be nobody's here
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    actions.name_shortlister(Shortlisting.objects.get(), user=user, **BY)  # or the page of scoring would pass on
    client = _signed_in(user)
    answers = _pages(client, ground)
    # what is neither a page, nor passes on, nor takes only what is sent, is hidden from somebody who may see everything
    assert {
        path: status
        for path, status in answers.items()
        if status not in (200, 302, 405) and not NOT_AN_ADMINISTRATORS.search(path)
    } == {}
    paths = [path for path, status in answers.items() if status == 200]
    assert len(paths) > 60
    _sweep(page, live_server, accessible, client, paths)


def test_every_page_of_a_head_of_service(page, live_server, accessible, ground):
    client = _signed_in(factories.a_user(ground.council, "head-of-service"))
    answers = _pages(client, ground)
    assert set(answers.values()) <= {200, 302, 404, 405}
    paths = [path for path, status in answers.items() if status == 200]
    assert len(paths) > 25
    _sweep(page, live_server, accessible, client, paths)


def test_the_page_on_which_a_director_signs(page, live_server, accessible, ground):
    client = _signed_in(factories.a_user(ground.council, "director"))
    path = f"/c/{ground.council.slug}/agency/breaches/{ground.arguments['breach']}/sign/"
    assert client.get(path).status_code == 200
    _sweep(page, live_server, accessible, client, [path])


def test_every_page_before_signing_in(page, live_server, accessible, ground):
    answers = _pages(Client(), ground)
    assert set(answers.values()) <= {200, 302, 405}
    _sweep(page, live_server, accessible, None, [path for path, status in answers.items() if status == 200])


def test_every_page_of_a_candidate(page, live_server, accessible, ground):
    client = Client()
    session = client.session
    session["candidate"] = {"candidate": ground.arguments["candidate"].pk, "since": time.time()}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    paths = [path for path, status in _pages(client, ground).items() if path.startswith("/careers/") and status == 200]
    paths += [
        f"/careers/{ground.council.slug}/apply/{ground.arguments['reference']}/sections/{key}/"
        for key in ("history", "referees", "equality", "documents")
    ]
    assert len(paths) > 15
    _sweep(page, live_server, accessible, client, paths)


def test_every_role_that_comes_with_ridgeway_has_a_first_page(page, live_server, accessible, ground):
    paths = f"/c/{ground.council.slug}/today/", f"/c/{ground.council.slug}/imports/"
    for role in Role.objects.filter(council=None).exclude(key__in=["administrator", "head-of-service"]):
        client = _signed_in(factories.a_user(ground.council, role.key))
        first = next(path for path in paths if client.get(path).status_code == 200)
        _sweep(page, live_server, accessible, client, [first])

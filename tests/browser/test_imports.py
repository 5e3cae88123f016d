"""The imports in a real browser: from the file to the rows, by keyboard and script as a person does; no accessibility violation."""

import pytest
from django.urls import reverse

from ridgeway.domains.establishment.models import Worker
from ridgeway.journeys.intake.models import ImportRun
from tests import factories
from tests.journeys.intake.files import AGENCY, census, leaver, staff
from tests.web.test_imports import LIST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def signed_in(page, live_server, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    council = factories.a_council("Wiltshire", code="865")
    factories.a_team(factories.a_service(council))
    client.force_login(factories.a_user(council))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page.goto(live_server.url + reverse("imports", kwargs={"council": council.slug}))
    return page


def test_a_census_from_upload_to_done(signed_in, accessible, tmp_path):
    page = signed_in
    accessible(page, "no file yet")
    page.get_by_role("link", name="Bring in a file").first.click()
    accessible(page, "upload form")
    page.get_by_role("button", name="Check the file").click()
    accessible(page, "upload form with errors")
    page.get_by_label("Children's social work workforce census").check()
    page.get_by_label("File", exact=True).set_input_files(
        census(tmp_path / "census.xml", [staff(StepUpGrad="Y"), leaver("SW2"), AGENCY])
    )
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("heading", name="What would change").wait_for()
    accessible(page, "preview")
    page.get_by_role("button", name="Confirm and write").click()
    page.get_by_role("heading", name="What came of it").wait_for()
    accessible(page, "done")
    assert Worker.objects.count() == 3
    page.get_by_role("link", name="Imports").first.click()
    accessible(page, "list")


def test_a_list_of_people_is_matched(signed_in, accessible, tmp_path):
    page = signed_in
    path = tmp_path / "staff.csv"
    path.write_bytes(LIST)
    page.get_by_role("link", name="Bring in a file").first.click()
    page.get_by_label("List of people from an HR system").check()
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Check the file").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Match the columns").click()
    accessible(page, "columns")
    page.get_by_role("button", name="Save the columns and check").click()
    page.get_by_role("heading", name="What would change").wait_for()
    page.get_by_role("link", name="Match columns and words").click()
    page.get_by_label("Reason for leaving: “Went fishing”").wait_for()
    accessible(page, "columns and words")
    assert ImportRun.objects.get().state == "ready"

"""Pages of a careers site where the process keeps what it read: whatever is written, withdrawn or taken away shows at the next request."""

import datetime as dt

import pytest
import time_machine

from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.recruitment import actions
from ridgeway.web.careers.models import StoryPage
from tests.factories import AT, BY, a_live_advert, a_team

pytestmark = pytest.mark.django_db
HELD = {"BACKEND": "ridgeway.core.held.Held", "OPTIONS": {"MAX_ENTRIES": 50}}
JOBS = "/careers/downland/jobs/"


@pytest.fixture(autouse=True)
def keeping(settings, request):
    """The caches as they are where people are served, empty."""
    pages = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"pages {request.node.name}"}
    settings.CACHES = {**settings.CACHES, "held": {**HELD, "LOCATION": request.node.name}, "pages": pages}


def shown(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_changed_or_withdrawn_shows_at_once_wherever_a_job_stands(client, site):
    team = a_team(site.council.services.get(), name="East hub")
    first, second = (a_live_advert(team, title=title, how_many=1) for title in ("Social worker", "Team manager"))
    job = f"{JOBS}{first.reference}/"
    for address in (JOBS, "/careers/downland/"):
        assert ("Social worker" in shown(client, address), "Team manager" in shown(client, address)) == (True, True)
    assert "Social worker" in shown(client, job)
    actions.change_advert(first, title="Senior social worker", **BY)
    organisation.change_team(team, name="North hub", **BY)
    for address in (JOBS, "/careers/downland/", job):
        page = shown(client, address)
        assert ("Senior social worker" in page, "North hub" in page, "East hub" in page) == (True, True, False)
    actions.close_early(first, words="The post is filled.", **BY)
    for address in (JOBS, "/careers/downland/"):
        page = shown(client, address)
        assert ("Senior social worker" in page, "Team manager" in page) == (False, True)
    assert "This job closed on" in shown(client, job)
    assert second.reference in shown(client, JOBS)


def test_a_job_goes_as_its_moment_comes_though_nobody_writes(client, site, at):
    team = a_team(site.council.services.get(), name="East hub")
    advert = a_live_advert(team, title="Social worker", closes_at=AT + dt.timedelta(minutes=30))
    assert "Social worker" in shown(client, JOBS)
    with time_machine.travel(AT + dt.timedelta(minutes=31), tick=False):
        assert "Social worker" not in shown(client, JOBS)
        assert "This job closed on" in shown(client, f"{JOBS}{advert.reference}/")


def test_a_page_that_is_published_or_taken_away_is_in_the_menu_or_gone_at_once(client, site):
    stories = site.home.get_children().get(slug="stories").specific
    story = stories.add_child(instance=StoryPage(title="A year in", slug="a-year-in", told_on=AT.date(), live=False))
    address = "/careers/downland/stories/a-year-in/"
    assert client.get(address).status_code == 404
    story.save_revision().publish()
    assert "A year in" in shown(client, address)
    story.title = "Two years in"
    story.save_revision().publish()
    assert "Two years in" in shown(client, address)
    assert ">Stories</a>" in shown(client, "/careers/downland/")
    stories.delete()
    assert client.get(address).status_code == 404
    assert ">Stories</a>" not in shown(client, "/careers/downland/")

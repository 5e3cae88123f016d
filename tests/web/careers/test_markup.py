"""The HTML of every kind of public page is right: of an editor's with every section, of jobs, of forms empty and refused."""

import re
from decimal import Decimal

import pytest

from ridgeway.demo import careers_words as say
from ridgeway.web.careers import besides, promises
from ridgeway.web.careers.models import StoryPage, WordsPage
from ridgeway.web.careers.starter import section, words
from tests.factories import BY, a_live_advert, a_team, day
from tests.markup import faults

pytestmark = pytest.mark.django_db
PATHS = [
    "", "childrens/", "everything/", "stories/", "stories/?kind=blog", "stories/first/", "talk-to-us/", "accessibility/", "privacy/", "cookies/", "jobs/",
    "jobs/?q=astronaut", "jobs/?near=BA14&miles=10&pattern=full_time&order=near", "jobs/J0001/", "saved/?jobs=J0001", "saved/", "nothing/",
    "ring-back/?job=J0001", "ring-back/?coming=Fair", "alerts/", "candidate/enter/", "apply/J0001/",
]  # fmt: skip


@pytest.fixture
def whole(site):
    """A site with a page of every section, a story, a promise and jobs with all that can be said of one."""
    service = site.council.services.get()
    events = {"title": "Fair", "starts": "2016-05-01T10:00:00Z", "place": "County Hall", "words": "Come."}
    picture = {"scene": "hills", "image": None, "alt": ""}
    body = [say.SPOTLIGHT, *say.CHILDRENS, *say.PATHWAY, *say.TALK, section("events", heading="Events", events=[events]),
            {"type": "picture", "value": picture}, words("<ul><li>One</li></ul>")]  # fmt: skip
    site.home.add_child(instance=WordsPage(title="Everything", slug="everything", body=body))
    story = StoryPage(title="First", slug="first", told_on=day("2016-03-01"), kind="blog", service=service, quote="I knew.", body=[words("Words.")])  # fmt: skip
    site.home.get_children().get(slug="stories").add_child(instance=story)
    promises.make_promise(
        site.council,
        words="No gaps.",
        about="At most.",
        how="Counted.",
        measure="vacancy_rate",
        threshold=Decimal(15),
        **BY,
    )
    for name in "ABCDEFGH":
        a_live_advert(
            a_team(service, name=f"{name} hub"), place=f"{name}bridge", week="Visit.\nWrite.", pay_low=Decimal(28_922), pay_high=Decimal(33_998),
            supplement_words="10% supplement, for now", contact_name="Bryony Larkrise", contact_telephone="01632 960 100", next_steps="You apply. Now.",
        )  # fmt: skip
    besides.place(site.council, page=story, **BY)
    return site


def test_every_public_page_is_right(client, whole):
    pages = {path: client.get(f"/careers/downland/{path}").content.decode() for path in PATHS}
    assert {path: found for path, page in pages.items() if (found := faults(page))} == {}


def test_who_comes_to_an_event_says_so_and_nobody_else_puts_words_there(client, whole):
    page = client.get("/careers/downland/everything/").content.decode()
    link = re.search(r'href="(/careers/downland/ring-back/\?coming=[^"]+)"', page)[1].replace("&amp;", "&")
    asked = client.get(link).content.decode()
    assert ("Say that you are coming" in asked, "I would like to come: Fair, Sun 1 May 2016, 11:00" in asked) == (
        True,
        True,
    )
    assert "Pounds" not in client.get("/careers/downland/ring-back/?coming=Pounds&mark=0").content.decode()


def test_a_refused_form_is_right(client, whole):
    assert faults(client.post("/careers/downland/ring-back/", {}).content.decode()) == []


def test_what_is_wrong_is_found():
    page = "<!DOCTYPE html><h1>A</h1><h3>B</h3><p><div></div></p><ul><p></p></ul><a href=''><button></button></a><i id=x></i><b id=x></b><label for=y>"
    assert faults(page) == [
        "a heading's level is left out: <h3> in , line 1", "a block among words: <div> in p, line 1", "not an item: <p> in ul, line 1",
        "one that acts in another: <button> in a, line 1", "not closed: <label>", "an id twice: x", "for asks for y, which is not there",
    ]  # fmt: skip

"""A site's pages: where they stand, what leads where, who sees them, and that nothing is left with whoever looks."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask
from ridgeway.domains.campaigns import actions as campaigns
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.domains.recruitment.queries.enquiries import counted_by_event
from ridgeway.web.careers import actions
from ridgeway.web.careers.models import LandingPage, StoryPage, WordsPage
from ridgeway.web.careers.starter import section, words
from ridgeway.web.strangers import _signer
from tests.factories import BY, a_council, a_service, a_user, day
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
HOST = "jobs.downland.example"


def links(html: str) -> list[str]:
    """Where a page's own links lead, each once, in order."""
    return list(dict.fromkeys(re.findall(r'<a [^>]*href="([^"#]+)"', html)))


def story(site, **fields) -> StoryPage:
    told = site.home.get_children().get(slug="stories")
    given = {
        "title": "First ninety days",
        "slug": "first",
        "told_on": dt.date(2016, 3, 1),
        "quote": "I knew her number.",
        **fields,
    }
    return told.add_child(instance=StoryPage(**given))


BEGINS = [
    "",
    "jobs/",
    "childrens/",
    "stories/",
    "events/",
    "alerts/",
    "ring-back/",
    "candidate/",
    "accessibility/",
    "privacy/",
    "cookies/",
    "jobs/feed.atom",
    "saved/",
]


def test_every_site_begins_with_pages_that_answer(client, site):
    home = client.get("/careers/downland/")
    assert home.status_code == 200
    own = [link for link in links(home.content.decode()) if link.startswith("/")]
    assert own == [f"/careers/downland/{path}" for path in BEGINS]
    away = {"/careers/downland/candidate/": 302}  # to signing in
    assert [client.get(link).status_code for link in own] == [away.get(link, 200) for link in own]


def test_a_page_sets_no_cookie_and_who_keeps_it_asks_whether_it_still_says_so(client, site):
    answer = client.get("/careers/downland/")
    assert (dict(answer.cookies), answer.headers["Cache-Control"]) == ({}, "public, no-cache")
    again = client.get("/careers/downland/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
    story(site)
    changed = client.get("/careers/downland/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (changed.status_code, changed.headers["ETag"] != answer.headers["ETag"]) == (200, True)


def test_a_site_that_is_not_public_exists_for_its_editors_alone(client, site):
    actions.change_site(site, is_public=False, **BY)
    assert client.get("/careers/downland/").status_code == 404
    sign_in(client, a_user(site.council, "head-of-service"))
    assert client.get("/careers/downland/").status_code == 404
    sign_in(client, a_user(site.council, "resourcing-manager"))
    shown = client.get("/careers/downland/")
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "private, no-store")
    assert "It is not public yet." in shown.content.decode()


def test_on_its_own_host_a_site_stands_at_the_root(client, site, settings):
    settings.SITE_HOSTS = [HOST]
    actions.change_site(site, host=HOST, **BY)
    home = client.get("/", headers={"host": HOST})
    own = [link for link in links(home.content.decode()) if link.startswith("/")]
    assert own == [
        f"/{path}" for path in BEGINS if path not in ("alerts/", "candidate/")
    ]  # those stand on the installation's own host
    assert [client.get(link, headers={"host": HOST}).status_code for link in own] == [200] * len(own)


def test_on_its_own_host_there_are_no_staff_pages(client, site, settings):
    settings.SITE_HOSTS = [HOST]
    actions.change_site(site, host=HOST, **BY)
    sign_in(client, a_user(site.council, "administrator"))
    paths = ["/accounts/login/", "/cms/", "/c/downland/today/", "/councils/", "/careers/weald/"]
    answers = [client.get(path, headers={"host": HOST}) for path in paths]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 404, 302]
    assert answers[-1].headers["Location"] == "/"


def test_a_host_of_no_site_is_no_page(client, site, settings):
    settings.SITE_HOSTS = [HOST]
    assert client.get("/", headers={"host": HOST}).status_code == 404


@pytest.mark.parametrize("rest", ["/evil.example", "//evil.example"])
def test_a_link_of_the_other_place_leads_nowhere_else(client, site, settings, rest):
    settings.SITE_HOSTS = [HOST]
    actions.change_site(site, host=HOST, **BY)
    assert client.get(f"/careers/downland/{rest}/", headers={"host": HOST}).status_code == 404


@pytest.mark.parametrize("said", ["not a host", "a", "-a.example", "x" * 260 + ".example"])
def test_a_host_that_is_none_is_refused(site, said):
    with pytest.raises(actions.CannotChangeSite, match="Write the host name alone"):
        actions.change_site(site, host=said, **BY)


def test_a_host_is_one_sites(site, theirs):
    actions.change_site(site, host=HOST, **BY)
    with pytest.raises(actions.CannotChangeSite, match="the host name of another site"):
        actions.change_site(theirs, host=f"https://{HOST.upper()}/", **BY)


def test_no_page_of_another_council_is_reached(client, site, theirs):
    told = theirs.home.get_children().get(slug="stories")
    told.add_child(instance=StoryPage(title="Weald's own", slug="weald-story", told_on=dt.date(2016, 3, 1)))
    assert client.get("/careers/weald/stories/weald-story/").status_code == 200
    assert client.get("/careers/downland/stories/weald-story/").status_code == 404
    assert client.get("/careers/downland/../weald/stories/").status_code == 404
    assert "Weald" not in client.get("/careers/downland/stories/").content.decode()


def test_a_story_is_told_on_the_home_page_and_on_its_own(client, site):
    story(site, body=[words("Monday.\n\nTuesday.")])
    assert "/careers/downland/stories/first/" in links(client.get("/careers/downland/").content.decode())
    page = client.get("/careers/downland/stories/first/").content.decode()
    assert re.findall(r"<p[^>]*>(Monday\.|Tuesday\.)</p>", page) == ["Monday.", "Tuesday."]


def test_a_story_that_is_not_published_is_not_told(client, site):
    story(site, live=False)
    assert "stories/first" not in client.get("/careers/downland/").content.decode()
    assert client.get("/careers/downland/stories/first/").status_code == 404


def test_a_services_own_stories_come_first(client, site):
    service = site.council.services.get()
    story(site, title="Older", slug="older", told_on=dt.date(2015, 1, 1), service=service)
    story(site)
    page = client.get("/careers/downland/childrens/").content.decode()
    assert re.findall(r"stories/(\w+)/", page)[:2] == ["older", "first"]


def test_an_event_that_is_over_is_not_shown(client, site, at):
    events = [
        {"title": title, "place": "County Hall", "words": "", "starts": (at + dt.timedelta(days=days)).isoformat()}
        for title, days in (("Long ago", -400), ("Yesterday", -1), ("Next month", 30), ("Tomorrow", 1))
    ]
    site.home.add_child(
        instance=WordsPage(title="Days", slug="days", body=[section("events", heading="Come", events=events)])
    )
    page = client.get("/careers/downland/days/").content.decode()
    assert re.findall(r"<h3>(.*?)</h3>", page) == ["Tomorrow", "Next month"]


def test_events_of_campaigns_stand_beside_the_editors_until_they_begin(client, site, at):
    council, service = site.council, site.council.services.get()
    adult = a_service(council, kind="adult", name="Adult care")
    for one in (service, adult):
        site.home.add_child(instance=LandingPage(title=one.name, slug=f"to-{one.pk}", service=one))
    phase = campaigns.add_phase(
        campaigns.add_campaign(council, name="A", **BY), name="1", starts_on=day("2016-01-01"), **BY
    )

    def planned(name, on, **fields):
        fields = {"begins_at": dt.time(10), "place": "Tidworth", "is_public": True, **fields}
        return campaigns.add_event(phase, name=name, on=on, **fields, **BY)

    soon = at.date() + dt.timedelta(days=2)
    fair = planned("Fair 7b", soon, public_name="Careers <fair>", public_words="Come & see.", who_went="Ada Nobody", people_met=41, cost=Decimal(977), cost_source="invented")  # fmt: skip
    planned("Ours alone", soon, is_public=False)
    planned("Over", at.date() - dt.timedelta(days=1))
    planned("Begun today", at.date(), begins_at=dt.time(0, 1))
    planned("Told by the editor", soon)
    planned("For adults", soon + dt.timedelta(days=1), service=adult)
    events = [
        {"title": title, "place": "County Hall", "words": "", "starts": (at + dt.timedelta(days=days)).isoformat()}
        for title, days in (("told by the editor.", 2), ("Next month", 30))
    ]
    site.home.add_child(
        instance=WordsPage(title="Days", slug="days", body=[section("events", heading="Come", events=events)])
    )

    def titles(slug):
        return sorted(re.findall(r"<h3>(.*?)</h3>", client.get(f"/careers/downland/{slug}/").content.decode()))

    shown = ["Careers &lt;fair&gt;", "For adults", "Next month", "told by the editor."]
    assert titles("days") == shown
    assert titles("events") == ["Careers &lt;fair&gt;", "For adults", "Told by the editor"]
    assert titles(f"to-{service.pk}") == ["Careers &lt;fair&gt;", "Told by the editor"]
    assert titles(f"to-{adult.pk}") == ["Careers &lt;fair&gt;", "For adults", "Told by the editor"]
    page = client.get("/careers/downland/events/").content.decode()
    assert ("Come &amp; see." in page, f"ring-back/?event={fair.pk}" in page) == (True, True)
    assert [
        words
        for words in ("Fair 7b", "Ada Nobody", "41", "977")
        if words in re.sub(r"mark=\w+|\d+\.svg|<svg.*?</svg>", "", page)
    ] == []
    campaigns.change_event(fair, name="Fair 7b", on=soon, place="Tidworth", is_public=False, **BY)
    assert titles("days") == shown[1:]


def test_a_site_without_a_page_of_events_is_given_one_at_a_press(client, site, editor):
    url, page = "/c/downland/site/", "/careers/downland/events/"
    assert b"Make a page of events" not in client.get(url).content  # every site begins with one
    site.home.get_children().get(slug="events").delete()
    assert b"Make a page of events" in client.get(url).content
    said = client.post(f"{url}events/", follow=True)
    assert b"The page of events is on the site and in its menu." in said.content
    assert b"Nothing is planned just now" in client.get(page).content
    assert page in links(client.get("/careers/downland/").content.decode())
    assert b"shows events already" in client.post(f"{url}events/", follow=True).content
    last = AuditEntry.objects.filter(action="site.page_added").get()
    assert (last.thing, last.actor) == ("Events", editor.email)


def test_who_says_that_they_come_is_an_enquiry_of_that_event(client, site, theirs, at):
    phases = [
        campaigns.add_phase(campaigns.add_campaign(one.council, name="A", **BY), name="1", starts_on=day("2016-01-01"), **BY)
        for one in (site, theirs)
    ]  # fmt: skip
    fields = {
        "name": "Fair 7b",
        "on": at.date(),
        "begins_at": dt.time(10),
        "place": "Tidworth",
        "is_public": True,
        **BY,
    }
    fair, elsewhere = (campaigns.add_event(phase, **fields, public_name="Careers fair") for phase in phases)
    asked = "/careers/downland/ring-back/?event="
    for key in (elsewhere.pk, 999, "x", "%00", 10**30):
        assert "Say that you are coming" not in client.get(f"{asked}{key}").content.decode()
    page = client.get(f"{asked}{fair.pk}").content.decode()
    assert "I would like to come: Careers fair, Fri 1 Apr 2016, 10:00" in page
    form = {
        "name": "Linnet",
        "telephone": "01632 960 127",
        "when": "any",
        "shown": _signer.sign(str(int(at.timestamp()) - 9)),
    }
    assert client.post("/careers/downland/ring-back/", form).status_code == 302
    assert client.post(f"{asked}{fair.pk}", form).status_code == 302  # the same person, within the day
    assert client.post(f"{asked}{fair.pk}", {**form, "telephone": "01632 960 128"}).status_code == 302
    found = Enquiry.objects.order_by("pk").values_list("event", "source", "telephone")
    assert list(found) == [(fair.pk, "site", "01632 960 127"), (fair.pk, "site", "01632 960 128")]
    head = a_user(site.council)
    assert ask(counted_by_event(head, fair.phase.campaign_id)) == {fair.pk: (2, 2)}


def test_words_are_escaped_and_a_link_may_not_run_anything(client, site):
    from django.core.exceptions import ValidationError

    from ridgeway.web.careers.blocks import Link

    site.home.add_child(instance=LandingPage(title="<script>x</script>", slug="odd", lead='"><b>'))
    page = client.get("/careers/downland/odd/").content.decode()
    assert ("<script>" in page, '"><b>' in page) == (False, False)
    for address in ("javascript:alert(1)", "//evil.example", "data:text/html,x", "\\\\evil.example"):
        with pytest.raises(ValidationError):
            Link().clean({"words": "x", "page": None, "address": address})


def test_how_somebody_came_is_carried_through_every_link(client, site):
    found = links(client.get("/careers/downland/?via=abc_1-2").content.decode())
    own = [link for link in found if link.startswith("/careers")]
    assert [link for link in own if not link.endswith("?via=abc_1-2")] == [
        "/careers/downland/alerts/",
        "/careers/downland/candidate/",
    ]
    assert "?via=" not in client.get("/careers/downland/?via=%22%3E%3Cscript").content.decode()


@pytest.mark.parametrize("path", ["land/ridge/100", "land/ridge/999999999", "land/nothing/1"])
def test_there_is_no_end_of_pictures_to_ask_for(client, site, path):
    assert client.get(f"/careers/downland/{path}.svg").status_code == 404


def test_a_drawn_picture_is_in_the_councils_colours_and_kept(client, site):
    answer = client.get("/careers/downland/land/village/7.svg")
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        200, "image/svg+xml", "public, max-age=31536000, immutable",
    )  # fmt: skip
    small = client.get("/careers/downland/land/village/7.svg", headers={"accept-encoding": "gzip"})
    assert (small.headers["Content-Encoding"], len(small.content) < len(answer.content) / 2) == ("gzip", True)


def test_a_site_is_opened_once(site):
    with pytest.raises(actions.CannotChangeSite, match="has a careers site already"):
        actions.open_site(site.council, **BY)


def test_publishing_raises_the_revision_and_stands_in_the_audit_trail(site):
    council = site.council
    council.refresh_from_db()
    before = council.revision
    page = site.home.get_children().get(slug="privacy").specific
    page.lead = "Less than you think."
    page.save_revision().publish()
    council.refresh_from_db()
    entry = AuditEntry.objects.order_by("pk").last()
    assert (council.revision - before, entry.action, entry.thing) == (1, "site.page_published", "Privacy")


def test_somebody_opens_the_site_and_says_who_is_rung(client, at):
    council = a_council("Fenland Council", slug="fenland")
    sign_in(client, a_user(council, "resourcing-manager"))
    assert "has no careers site here yet" in client.get("/c/fenland/site/").content.decode()
    client.post("/c/fenland/site/")
    answers = {
        "is_public": "on",
        "strapline": "Work here",
        "language": "en-gb",
        "contact_name": "Heron Ashdown",
        "contact_telephone": "01632 960 555",
    }
    assert client.post("/c/fenland/site/", answers).status_code == 302
    page = client.get("/careers/fenland/talk-to-us/").content.decode()
    assert ("Talk to Heron first" in page, "tel:01632960555" in page, "Work here" in page) == (True, True, True)


def test_nobody_else_opens_it(client, site):
    sign_in(client, a_user(site.council, "head-of-service"))
    assert client.get("/c/downland/site/").status_code == 404

"""Promises with evidence, what stands beside a job, saved jobs, cards, old addresses, visits."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from ridgeway.core import clock
from ridgeway.core.models import AuditEntry
from ridgeway.domains.practice.models import CaseCount
from ridgeway.drawing import dots
from ridgeway.web.careers import actions, besides, old_addresses, promises
from ridgeway.web.careers.models import BesideFollowed, Promise, SiteVisit, StoryPage
from ridgeway.web.careers.sites import Site
from ridgeway.web.careers.visits import channel_of
from tests.factories import AT, BY, a_job_role, a_live_advert, a_post, a_team, a_user, an_employee, day
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
SAID = {"words": "18 cases.", "about": "At most.", "how": "Every week."}


@pytest.fixture
def team(site):
    return a_team(site.council.services.get(), name="West hub")


def caseloads(team, *cases: int, role=None) -> None:
    """A person in post with each number of cases, counted on the last day of March."""
    for number in cases:
        worker = an_employee(a_post(team, role)).worker
        CaseCount.objects.create(council=team.council, worker=worker, team=team, on=day("2016-03-31"), cases=number)


def promised(site, **fields) -> Promise:
    return promises.make_promise(
        site.council, **{**SAID, "measure": "caseload", "threshold": Decimal(18), **fields}, **BY
    )


def home_of(client) -> str:
    return client.get("/careers/downland/").content.decode()


def on_home(site) -> None:
    home = site.home.specific
    home.body = [{"type": "promises", "value": {"heading": "", "which": "first"}}]
    home.save()


@pytest.mark.parametrize(
    ("value", "comparison", "threshold", "kept"),
    [
        (18.0, "at_most", 18, True),
        (18.01, "at_most", 18, False),
        (90.0, "at_least", 90, True),
        (89.9, "at_least", 90, False),
    ],
)
def test_exactly_as_much_keeps_a_promise(value, comparison, threshold, kept):
    assert promises.holds(value, comparison, threshold) == kept


def test_a_promise_that_is_kept_says_so_with_its_evidence(client, site, team):
    caseloads(team, 15, 16, 17, 18, 19)  # 85 cases, 5 full-time people: 17 on average
    row = promised(site, least_within=80)
    row.refresh_from_db()
    assert (row.state, row.value, row.spread) == ("kept", 17.0, [[15, 1], [16, 1], [17, 1], [18, 1], [19, 1]])
    on_home(site)
    page = home_of(client)
    assert (
        "Being kept, 1 April" in page,
        "<dd>17.0 cases</dd>" in page,
        "4 of 5 people hold 18 cases or fewer" in page,
    ) == (
        True,
        True,
        True,
    )


def test_a_promise_that_is_not_kept_is_an_aim_and_the_editor_is_told(client, site, team, editor):
    caseloads(team, 20, 20, 20, 20, 20)
    row = promised(site)
    on_home(site)
    page = home_of(client)
    assert (
        row.state,
        "Being kept" in page,
        "What we aim for" in page,
        "It has not been kept since 1 April 2016" in page,
    ) == ("aim", False, True, True)
    told = "is not being kept since 1 April 2016"
    pages = [client.get(f"/c/downland/{page}/").content.decode() for page in ("site", "today/waiting")]
    assert [told in page for page in pages] == [True, True]


def test_an_average_does_not_hide_whoever_is_over(client, site, team):
    caseloads(team, 8, 8, 8, 8, 30)
    on_home(site)
    row = promised(site)
    assert (row.state, row.within, row.people, row.over) == ("aim", 4, 5, 1)
    assert "4 of 5" in home_of(client)
    kept = promises.change_promise(row, least_within=80, **BY)
    assert kept.state == "kept"


def test_the_first_year_is_held_to_its_own_number(client, site, team):
    first = a_job_role(site.council, name="Newly qualified social worker", kind="newly_qualified")
    caseloads(team, *[17] * 6)
    caseloads(team, *[15] * 4, 17, role=first)
    on_home(site)
    row = promised(site, first_year=Decimal(16))
    assert (row.spread, row.spread_first, row.within, row.people) == ([(17, 6)], [(15, 4), (17, 1)], 10, 11)
    page = home_of(client)
    assert ("In their first year" in page, "most 16" in page, "10 of 11" in page) == (True, True, True)
    assert promises.change_promise(row, first_year=None, **BY).within == 11


@pytest.mark.parametrize(
    ("cases", "asked", "said"),
    [(12, "18 cases", "Being kept"), (30, " 18 CASES. ", "What we aim for"), (12, "20 cases", None)],
)
def test_a_selling_point_is_held_to_its_promise(client, site, team, cases, asked, said):
    caseloads(team, *[cases] * 5)
    promised(site)
    home = site.home.specific
    points = [
        {"heading": "Room", "words": "To think.", "promise": asked},
        {"heading": "A desk", "words": "By a window."},
    ]
    home.body = [{"type": "points", "value": {"heading": "Why here", "points": points}}]
    home.save()
    page = home_of(client)
    assert (page.count("To think."), page.count("By a window."), said is None or said in page) == (
        int(said is not None),
        1,
        True,
    )


def test_a_few_in_their_first_year_are_drawn_with_the_others(site, team):
    first = a_job_role(site.council, name="Newly qualified social worker", kind="newly_qualified")
    caseloads(team, *[17] * 6)
    caseloads(team, 17, role=first)
    row = promised(site, first_year=Decimal(16))
    assert (row.spread, row.spread_first, row.within) == ([(17, 7)], [], 6)


def test_it_is_a_promise_again_when_it_is_kept_again(site, team):
    caseloads(team, 20, 20, 20, 20, 20)
    row = promised(site)
    CaseCount.objects.update(cases=12)
    later = AT + dt.timedelta(days=3)
    assert promises.check_all(later) == 1
    row.refresh_from_db()
    assert (row.state, row.since) == ("kept", later.date())
    assert AuditEntry.objects.filter(action="promise.state").count() == 2  # found to be an aim, then kept


@pytest.mark.parametrize("cases", [(), (17, 17)])
def test_what_nothing_counts_stands_on_no_public_page(client, site, team, editor, cases):
    caseloads(team, *cases)
    promised(site) if not cases else promised(site, measure="", threshold=None)
    on_home(site)
    assert (
        "18 cases." in home_of(client),
        "Not yet evidenced" in client.get("/c/downland/site/").content.decode(),
    ) == (False, True)


def test_a_few_peoples_caseloads_are_not_drawn(site, team):
    caseloads(team, 15, 16, 17, 18)
    assert promised(site).spread == []


def test_those_over_are_one_group_in_the_drawing():
    drawn = str(dots.crowd([(10, 2), (18, 3), (19, 1), (30, 2)], 18, "x"))
    assert (drawn.count("<circle"), drawn.count("d-over-hollow"), ">30<" in drawn, ">19<" in drawn) == (
        5,
        3,
        False,
        False,
    )
    assert dots.crowd([(30, 2)], 18, "x") == ""


def test_many_people_are_drawn_as_fewer_dots():
    spread = [(n, 90) for n in range(10, 18)] + [(25, 60)]
    each = dots.people_a_dot(spread)
    assert (each, dots.crowd(spread, 18, "x", each=each).count("<circle")) == (3, 8 * 30)


def test_a_measured_promise_says_how_much(site):
    with pytest.raises(actions.CannotChangeSite, match="Say how much"):
        promised(site, threshold=None)
    with pytest.raises(actions.CannotChangeSite, match="no such measure"):
        promised(site, measure="happiness")


def test_an_editor_makes_changes_and_takes_back_a_promise(client, site, editor):
    said = {**SAID, "measure": "caseload", "comparison": "at_most", "threshold": "18", "order": "1"}
    page = client.post("/c/downland/site/promises/add/", {**said, "threshold": ""}).content.decode()
    assert page.count("Say how much: a promise that is measured has a number.") == 2
    client.post("/c/downland/site/promises/add/", said)
    row = Promise.objects.get()
    client.post(f"/c/downland/site/promises/{row.pk}/", {**said, "threshold": "16"})
    row.refresh_from_db()
    assert row.threshold == 16
    client.post(f"/c/downland/site/promises/{row.pk}/withdraw/")
    assert Promise.objects.count() == 0


def test_another_councils_promise_is_not_ones_own_to_change(client, site, theirs, editor):
    row = promises.make_promise(theirs.council, **SAID, **BY)
    paths = [f"/c/downland/site/promises/{row.pk}/", f"/c/weald/site/promises/{row.pk}/"]
    assert [client.get(path).status_code for path in paths] == [404, 404]
    assert client.post(f"{paths[0]}withdraw/").status_code == 404


# beside a job


def story(site, slug: str) -> StoryPage:
    return (
        site.home.get_children()
        .get(slug="stories")
        .add_child(instance=StoryPage(title=slug, slug=slug, told_on=day("2016-03-01")))
    )


def test_the_nearest_stands_first_and_hard_to_fill_jobs_have_more(site, team):
    other, role = a_team(team.service, name="North hub"), a_job_role(site.council)
    plain = a_live_advert(team, role)
    hard = a_live_advert(team, role, is_hard_to_fill=True)
    placed = [("any", {}), ("service", {"service": team.service}), ("role", {"role": role}), ("team", {"team": team}), ("other", {"team": other}),
              ("hard", {"is_for_hard_to_fill": True}), ("first", {"priority": 9})]  # fmt: skip
    for slug, where in placed:
        besides.place(site.council, page=story(site, slug), **where, **BY)
    assert [row.page.slug for row in besides.beside(Site(site), plain)] == ["first", "team", "role"]
    assert [row.page.slug for row in besides.beside(Site(site), hard)] == ["hard", "first", "team", "role", "service"]


def test_following_is_counted_a_day_and_crawlers_are_not(client, site, team):
    advert, page = a_live_advert(team), story(site, "first")
    row = besides.place(site.council, page=page, **BY)
    link = f"/careers/downland/beside/{row.pk}/"
    assert f'href="{link}"' in client.get(f"/careers/downland/jobs/{advert.reference}/").content.decode()
    client.get(link, headers={"User-Agent": "Googlebot/2.1"})
    for _ in range(2):
        assert client.get(link, headers=FIREFOX).headers["Location"] == "/careers/downland/stories/first/"
    assert list(BesideFollowed.objects.values_list("on", "count")) == [(AT.date(), 2)]


def test_what_is_shown_is_counted_though_the_page_is_kept_and_written_down_once_a_minute(
    client, site, team, monkeypatch
):
    monkeypatch.setattr(besides, "_shown", besides._Shown())
    advert = a_live_advert(team)
    row = besides.place(site.council, page=story(site, "first"), **BY)
    url, now = f"/careers/downland/jobs/{advert.reference}/", [AT]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    for seconds, who in ((0, FIREFOX), (20, FIREFOX), (40, {"User-Agent": "Googlebot/2.1"})):
        now[0] = AT + dt.timedelta(seconds=seconds)
        client.get(url, headers=who)
    assert BesideFollowed.objects.count() == 0
    now[0] = AT + dt.timedelta(seconds=61)
    client.get(url, headers=FIREFOX)
    assert list(BesideFollowed.objects.values_list("beside", "on", "shown", "count")) == [(row.pk, AT.date(), 3, 0)]


def test_an_editor_changes_the_links_at_the_foot(client, site, editor):
    sent = {"language": "en-gb", "strapline": "Social work", "is_public": "on"}
    page = client.post("/c/downland/site/", {**sent, "links": "The council, www.example.org"})
    assert "not “The council, www.example.org”" in page.content.decode().replace("&quot;", '"')
    client.post(
        "/c/downland/site/",
        {**sent, "links": "The council, its own site, https://example.org/\n\nWrite, mailto:a@example.org"},
    )
    assert re.findall(r'<li><a href="([^"]+)" rel="noopener">([^<]+)</a></li>', home_of(client)) == [
        ("https://example.org/", "The council, its own site"), ("mailto:a@example.org", "Write"),
    ]  # fmt: skip
    assert "The council, its own site, https://example.org/" in client.get("/c/downland/site/").content.decode()


def test_nothing_of_another_council_is_placed_or_followed(client, site, theirs):
    with pytest.raises(actions.CannotChangeSite, match="a page of another council"):
        besides.place(site.council, page=theirs.home, **BY)
    row = besides.place(theirs.council, page=theirs.home, **BY)
    assert client.get(f"/careers/downland/beside/{row.pk}/").status_code == 404


def test_an_editor_places_and_takes_away(client, site, editor):
    page = story(site, "first")
    client.post("/c/downland/site/beside/add/", {"page": page.pk, "priority": "5", "note": "A story"})
    row = besides.Beside.objects.get()
    assert row.note == "A story"
    client.post(f"/c/downland/site/beside/{row.pk}/remove/")
    assert besides.Beside.objects.count() == 0


# saved jobs, cards


def test_saved_jobs_are_in_the_address_alone(client, site, team):
    first, second = a_live_advert(team), a_live_advert(team, title="Second")
    answer = client.get(f"/careers/downland/saved/?jobs={first.reference},{second.reference},NOTHING,{first.reference}")
    shown = re.findall(r'class="job__link" href="/careers/downland/jobs/([^/]+)/"', answer.content.decode())
    assert (shown, dict(answer.cookies), answer.headers["Cache-Control"]) == (
        [first.reference, second.reference],
        {},
        "no-store",
    )


@pytest.mark.parametrize("jobs", ["", ",,,", "x" * 900, "%00", "<b>"])
def test_a_list_of_saved_jobs_bears_anything(client, site, jobs):
    assert client.get(f"/careers/downland/saved/?jobs={jobs}").status_code == 200


def test_a_card_is_a_picture_of_the_size_that_is_asked_for(client, site, team):
    advert = a_live_advert(
        team, title="Social worker & <friend>, West hub, who can write, drive and laugh at nine o'clock"
    )
    page = client.get(f"/careers/downland/jobs/{advert.reference}/").content.decode()
    link = re.search(r'property="og:image" content="http://testserver([^"]+)"', page)[1]
    pictures = [client.get(path) for path in (link, "/careers/downland/cards/site.png")]
    assert [(p.headers["Content-Type"], Image.open(io.BytesIO(p.content)).size) for p in pictures] == [
        ("image/png", (1200, 630))
    ] * 2
    assert client.get("/careers/downland/cards/nothing.png").status_code == 404


# old addresses

LIST = "Old,New\n/jobs-at-us.aspx,jobs/\nhttps://old.example/Our-Teams/,/childrens/\n/jobs-at-us.aspx,x/\n/,jobs/\n/bad,javascript:alert(1)\nno address,jobs/\n/half\n\n"


def test_a_list_is_read_and_what_is_wrong_is_said():
    found, wrong = old_addresses.read(LIST)
    assert found == {"/jobs-at-us.aspx": "jobs/", "/our-teams": "/childrens/"}
    assert [problem.line for problem in wrong] == [4, 5, 6, 7, 8]


def test_old_addresses_lead_on_in_both_places(client, site, editor, settings):
    file = SimpleUploadedFile("old.csv", LIST.encode())
    page = client.post("/c/downland/site/old-addresses/", {"file": file}).content.decode()
    assert (page.count("<li>Line "), "2 old addresses lead on now" in page) == (5, True)
    answer = client.get("/careers/downland/our-teams/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/careers/downland/childrens/")
    settings.SITE_HOSTS = ["jobs.downland.example"]
    actions.change_site(site, host="jobs.downland.example", **BY)
    answer = client.get("/jobs-at-us.aspx/", headers={"host": "jobs.downland.example"})
    assert (answer.status_code, answer.headers["Location"]) == (301, "/jobs/")


@pytest.mark.parametrize("body", [b"\x00\x01", b"\xff\xfe\x00", b"PK\x03\x04\x00"])
def test_what_is_no_list_is_refused(client, site, editor, body):
    page = client.post("/c/downland/site/old-addresses/", {"file": SimpleUploadedFile("x.csv", body)}).content.decode()
    assert "This is no text" in page


# visits


@pytest.mark.parametrize(
    ("referrer", "via", "channel"),
    [
        ("", "", "direct"), ("https://www.google.co.uk/", "", "search"), ("https://l.facebook.com/x", "", "social"), ("https://x.com/", "", "social"),
        ("https://notgoogle.example/", "", "other"), ("https://xx.com.example/", "", "other"), ("https://jobs.example/a", "", None),
        ("https://www.google.com/", "via=abc", "tracked"),
    ],
)  # fmt: skip
def test_how_somebody_came(referrer, via, channel):
    assert channel_of(referrer, via, "jobs.example") == channel


def test_a_visit_is_counted_once_in_half_an_hour_by_channel_and_day(client, site, at):
    for path in ("", "jobs/", "stories/"):
        client.get(f"/careers/downland/{path}", headers=FIREFOX, REMOTE_ADDR="192.0.2.1")
    client.get("/careers/downland/", headers={**FIREFOX, "Referer": "https://www.bing.com/"}, REMOTE_ADDR="192.0.2.2")
    client.get("/careers/downland/", headers={"User-Agent": "bingbot"}, REMOTE_ADDR="192.0.2.3")
    client.get("/careers/downland/land/ridge/1.svg", headers=FIREFOX, REMOTE_ADDR="192.0.2.4")
    assert list(SiteVisit.objects.order_by("channel").values_list("channel", "on", "count")) == [
        ("direct", AT.date(), 1),
        ("search", AT.date(), 1),
    ]


@pytest.mark.parametrize("referrer", ["http://[", "x" * 3000, "javascript:", "http://\udcff"])
def test_a_visit_bears_any_referrer(client, site, referrer):
    assert (
        client.get(
            "/careers/downland/", headers={**FIREFOX, "Referer": referrer.encode("utf-8", "replace").decode("latin-1")}
        ).status_code
        == 200
    )


def test_a_stranger_to_the_site_sees_none_of_its_figures(client, site):
    sign_in(client, a_user(site.council, "head-of-service"))
    paths = ["site/promises/add/", "site/beside/add/", "site/old-addresses/"]
    assert [client.get(f"/c/downland/{path}").status_code for path in paths] == [404, 404, 404]

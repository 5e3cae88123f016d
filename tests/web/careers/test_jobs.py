"""Jobs on the careers site: found, narrowed, read, closed; what search engines, readers and job boards are told; a number left."""

import datetime as dt
import json
import re
import struct
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
import time_machine
from lxml import etree

from ridgeway.domains.campaigns import actions as campaigns
from ridgeway.domains.recruitment.models import Enquiry
from ridgeway.web.careers import actions
from ridgeway.web.careers.job_words import between, left_of, lines_of, weekday
from ridgeway.web.careers.ring import RingForm
from tests.factories import AT, BY, a_live_advert, a_team, an_advert, day

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture
def team(site):
    return a_team(site.council.services.get(), name="West hub")


@pytest.fixture
def advert(site, team):
    return a_live_advert(
        team, title="Social worker, West hub", summary="A caseload that is promised.", week="Visit.\nWrite it once.", place="Trowbridge",
        pay_low=Decimal(28_922), pay_high=Decimal(33_998), supplement_low=Decimal(2_892), supplement_high=Decimal(3_400),
        supplement_words="10% market supplement, fixed until June 2017", contact_name="Bryony Larkrise", contact_telephone="01632 960 100",
        next_steps="You apply. About 30 minutes.\nWe answer.", how_many=4,
    )  # fmt: skip


def text_of(client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_list_shows_what_is_live_and_nothing_else(client, site, team, advert):
    an_advert(team, title="Being written")
    a_live_advert(team, title="For our own people", is_internal=True)
    page = text_of(client, "/careers/downland/jobs/")
    assert re.findall(r'class="job__link" href="[^"]+">(.*?)<', page) == ["Social worker, West hub"]
    assert ("1 job" in page, "£28,922 to £33,998" in page) == (True, True)


def test_another_councils_jobs_are_not_shown(client, site, theirs, advert):
    assert "No job is open just now" in text_of(client, "/careers/weald/jobs/")
    assert client.get(f"/careers/weald/jobs/{advert.reference}/").status_code == 404


def test_a_list_narrowed_to_nothing_offers_a_person(client, site, advert):
    page = text_of(client, "/careers/downland/jobs/?q=astronaut")
    assert (
        "There is no such job just now" in page,
        "tel:01632960100" in page,
        "/careers/downland/ring-back/" in page,
    ) == (True,) * 3


def test_an_alert_is_offered_below_the_jobs_with_what_was_asked(client, site, advert):
    assert 'href="/careers/downland/alerts/?q=astronaut"' in text_of(client, "/careers/downland/jobs/?q=astronaut")
    assert client.get("/careers/downland/alerts/?q=astronaut").status_code == 200


def test_what_narrows_the_list_can_be_taken_away(client, site, advert):
    page = text_of(client, "/careers/downland/jobs/?q=social&role=social-worker&pattern=part_time")
    chips = re.findall(
        r'<li><a rel="nofollow" href="([^"]+)">', page.partition('class="chips"')[2].partition("</ul>")[0]
    )
    assert [chip.replace("&amp;", "&") for chip in chips] == [
        "/careers/downland/jobs/?role=social-worker&pattern=part_time",
        "/careers/downland/jobs/?q=social&pattern=part_time",
        "/careers/downland/jobs/?q=social&role=social-worker",
    ]


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=99999999999999999999",
        "pay=-1",
        "miles=x&near=%00",
        "order=drop",
        "q=" + "x" * 5000,
        "service=..%2f",
        "near=ZZ99",
    ],
)
def test_a_list_bears_any_question(client, site, advert, query):
    assert client.get(f"/careers/downland/jobs/?{query}").status_code == 200


def test_a_job_says_what_it_is_what_it_pays_and_whom_to_ring(client, site, advert):
    page = text_of(client, f"/careers/downland/jobs/{advert.reference}/")
    wanted = [
        "Four posts", "plus 10% market supplement, fixed until June 2017 (£2,892 to £3,400 a year)", "Write it once.", 'Ring Bryony, <span class="whole">01632 960 100</span>',
        f'href="/careers/downland/apply/{advert.reference}/"', f'href="/careers/downland/ring-back/?job={advert.reference}"',
    ]  # fmt: skip
    assert [words for words in wanted if words not in page] == []


def test_a_job_that_closed_says_so_and_cannot_be_applied_for(client, site, advert):
    with time_machine.travel(advert.closes_at, tick=False):
        page = text_of(client, f"/careers/downland/jobs/{advert.reference}/")
        assert ("This job closed on" in page, "/apply/" in page, "JobPosting" in page, 'content="noindex"' in page) == (
            True,
            False,
            False,
            True,
        )
        assert advert.title not in text_of(client, "/careers/downland/jobs/")


@pytest.mark.parametrize("reference", ["nothing", "x" * 300, "%00"])
def test_a_job_there_is_not_is_the_sites_own_page(client, site, advert, reference):
    answer = client.get(f"/careers/downland/jobs/{reference}/")
    assert (answer.status_code, b"There is no such page" in answer.content or b"no such page" in answer.content) == (
        404,
        True,
    )


def test_a_job_is_told_to_search_engines_as_they_ask(client, site, advert):
    """Required and recommended properties as Google documents them for JobPosting."""
    page = text_of(client, f"/careers/downland/jobs/{advert.reference}/")
    made = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    required = ["title", "description", "datePosted", "hiringOrganization", "jobLocation"]
    recommended = ["baseSalary", "employmentType", "identifier", "validThrough", "directApply"]
    assert [name for name in (*required, *recommended) if name not in made] == []
    assert (made["@context"], made["@type"]) == ("https://schema.org/", "JobPosting")
    assert made["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        "minValue": 28922.0,
        "maxValue": 33998.0,
    }
    assert set(made["employmentType"]) <= {
        "FULL_TIME",
        "PART_TIME",
        "CONTRACTOR",
        "TEMPORARY",
        "INTERN",
        "VOLUNTEER",
        "PER_DIEM",
        "OTHER",
    }
    assert made["jobLocation"]["address"]["addressCountry"] == "GB"
    assert dt.datetime.fromisoformat(made["validThrough"]) == advert.closes_at
    assert dt.datetime.fromisoformat(made["datePosted"]) == advert.published_at


def test_words_of_an_advert_cannot_end_the_data_block(client, site, team):
    advert = a_live_advert(team, title="</script><script>alert(1)</script>", summary="a & b <b>")
    page = text_of(client, f"/careers/downland/jobs/{advert.reference}/")
    assert ("<script>alert" in page, page.count("</script>")) == (False, 2)  # the block, and the script of every page


def test_the_feed_for_readers_is_atom(client, site, team, advert):
    a_live_advert(team, title="Dr \x0b & <odd>")
    feed = etree.fromstring(client.get("/careers/downland/jobs/feed.atom").content)
    assert feed.xpath("a:entry/a:title/text()", namespaces=ATOM) == ["Social worker, West hub", "Dr  & <odd>"]
    ids = feed.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert [client.get(urlsplit(address).path).status_code for address in ids] == [200, 200]
    assert (len(feed.xpath("a:id|a:title|a:updated|a:author", namespaces=ATOM)), len(set(ids))) == (4, 2)


def test_the_feed_for_job_boards_has_every_field_for_every_job(client, site, team, advert):
    a_live_advert(team, title="Another")
    rows = etree.fromstring(client.get("/careers/downland/jobs/feed.xml").content).findall("job")
    assert len({tuple(child.tag for child in row) for row in rows}) == 1
    first = {child.tag: child.text for child in rows[0]}
    assert (first["title"], first["salarymin"], first["country"], first["openings"]) == (
        "Social worker, West hub",
        "28922.00",
        "GB",
        "4",
    )


def test_the_site_map_names_every_page_and_live_job(client, site, advert):
    names = etree.fromstring(client.get("/careers/downland/sitemap.xml").content).xpath(
        "//*[local-name()='loc']/text()"
    )
    paths = [urlsplit(name).path for name in names]
    assert [client.get(path).status_code for path in paths] == [200] * len(paths)
    assert f"/careers/downland/jobs/{advert.reference}/" in paths


def test_crawlers_may_read_the_public_sites_and_nothing_else(client, site):
    said = text_of(client, "/robots.txt").splitlines()
    assert said == [
        "User-agent: *",
        "Allow: /careers/",
        "Allow: /static/",
        "Allow: /theme/",
        "Disallow: /",
        "Sitemap: http://testserver/careers/downland/sitemap.xml",
    ]


def test_the_home_page_leads_to_a_job_in_three_steps(client, site, advert):
    assert 'href="/careers/downland/jobs/"' in text_of(client, "/careers/downland/")
    assert f'href="/careers/downland/jobs/{advert.reference}/"' in text_of(client, "/careers/downland/jobs/")


# a number left


def leave(client, site, query: str = "", *, after: int = 20, **said):
    """Open the form, fill it in, send it some seconds later."""
    path = f"/careers/downland/ring-back/{query}"
    page = text_of(client, path)
    shown = re.search(r'name="shown" value="([^"]+)"', page)[1]
    given = {
        "name": "Corin Oakapple",
        "telephone": "01632 960 141",
        "when": "any",
        "about": "Three days?",
        "shown": shown,
        "website": "",
        **said,
    }
    with time_machine.travel(AT + dt.timedelta(seconds=after), tick=False):
        return client.post(path, given)


def test_a_number_left_is_an_enquiry_with_its_promise(client, site, advert):
    answer = leave(client, site, f"?job={advert.reference}", when="evening")
    row = Enquiry.objects.get()
    assert (row.name, row.way, row.source, row.team, row.consent_to_keep) == (
        "Corin Oakapple",
        "form",
        "site",
        advert.team,
        False,
    )
    assert row.about == f"Three days? About Social worker, West hub ({advert.reference}). Ring after five."
    assert (answer.status_code, "Corin" in answer.headers["Location"], dict(answer.cookies)) == (302, False, {})
    assert "By " + weekday(row.promised_by, AT) in text_of(client, answer.headers["Location"])


def test_pressing_twice_is_one_enquiry(client, site):
    leave(client, site)
    leave(client, site)
    assert Enquiry.objects.count() == 1


def test_the_placement_that_brought_them_is_kept(client, site):
    campaign = campaigns.add_campaign(site.council, name="Social workers", **BY)
    phase = campaigns.add_phase(campaign, name="Phase 1", starts_on=day("2015-04-01"), **BY)
    channel = campaigns.add_channel(site.council, name="The Beacon", kind="job_board", **BY)
    placed = campaigns.add_placement(phase, channel=channel, kind="listing", title="Listing", starts_on=day("2016-03-01"), target_url="/careers/downland/", **BY)  # fmt: skip
    leave(client, site, f"?via={placed.token}")
    assert Enquiry.objects.get().placement == placed


@pytest.mark.parametrize("said", [{"website": "http://spam.example"}, {"shown": "forged"}, {"after": 1}])
def test_a_machine_leaves_nothing_and_is_told_so(client, site, said):
    answer = leave(client, site, **said)
    assert (answer.status_code, Enquiry.objects.count(), "Corin Oakapple" in answer.content.decode()) == (200, 0, True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": ""}, "Enter your name, so that we know whom to ask for."),
        ({"telephone": ""}, "Enter your telephone number."),
        ({"telephone": "ring me"}, "Enter a telephone number, such as 01632 960 100."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, site, said, sentence):
    page = leave(client, site, **said).content.decode()
    assert (page.count(sentence), "Three days?" in page, "Error:" in page) == (2, True, True)


def test_the_form_is_not_kept_and_sets_no_cookie(client, site):
    answer = client.get("/careers/downland/ring-back/")
    assert (dict(answer.cookies), answer.headers["Cache-Control"]) == ({}, "no-store")


def test_thanks_bear_any_date(client, site):
    for by in ("", "x", "9999-12-31T00:00+00:00", "0001-01-01T00:00+00:00", "2016-04-05", "\x00"):
        assert client.get("/careers/downland/ring-back/done/", {"by": by}).status_code in (200, 404)


def test_every_question_of_the_form_has_words():
    assert [name for name, field in RingForm.base_fields.items() if not field.label] == []


# words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (Decimal(28922), Decimal(33998), "£28,922 to £33,998"),
        (Decimal(30000), None, "£30,000"),
        (None, Decimal(1), "£1"),
        (None, None, ""),
        (Decimal(5), Decimal(5), "£5"),
    ],
)
def test_pay_in_words(low, high, words):
    assert between(low, high) == words


@pytest.mark.parametrize(
    ("closes", "words"),
    [
        ("2016-04-09T22:59", "8 days left"),
        ("2016-04-02T12:00", "Tomorrow"),
        ("2016-04-01T15:00", "Today, at 16:00"),
        ("2016-04-01T08:00", ""),
    ],
)
def test_what_is_left_in_words(closes, words):
    assert left_of(dt.datetime.fromisoformat(closes).replace(tzinfo=dt.UTC), AT) == words


def test_lines_of_a_text():
    assert lines_of("- one\n\n • two \n") == ("one", "two")


def a_catalogue(folder, words: dict[str, str]) -> None:
    """A compiled catalogue of gettext: seven numbers, two tables of lengths and places, then the words."""
    pairs = sorted(
        {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n", **words}.items()
    )
    sides = [[pair[side].encode() + b"\0" for pair in pairs] for side in (0, 1)]
    tables, data, at = b"", b"", 28 + 16 * len(pairs)
    for side in sides:
        for text in side:
            tables += struct.pack("<II", len(text) - 1, at)
            data, at = data + text, at + len(text)
    folder.mkdir(parents=True)
    count = len(pairs)
    (folder / "django.mo").write_bytes(
        struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + tables + data
    )


def test_a_site_in_welsh_takes_the_words_of_the_installations_catalogue(client, site, advert, settings, tmp_path):
    a_catalogue(
        tmp_path / "cy" / "LC_MESSAGES",
        {"Jobs": "Swyddi", "Your name": "Eich enw", "{count} post\0{count} posts": "{count} swydd\0{count} swydd"},
    )
    settings.LOCALE_PATHS = [tmp_path]
    actions.change_site(site, language="cy", **BY)
    page, form = (
        text_of(client, f"/careers/downland/jobs/{advert.reference}/"),
        text_of(client, "/careers/downland/ring-back/"),
    )
    assert ('<html lang="cy">' in page, ">Swyddi</a>" in page, "29 Ebrill" in page, "swydd." in page) == (
        True,
        True,
        True,
        True,
    )
    assert "Eich enw" in form
    actions.change_site(site, language="en-gb", **BY)
    assert '<html lang="en-gb">' in text_of(client, "/careers/downland/jobs/")


def test_the_days_that_are_known_are_told_and_none_that_is_past(client, site, team):
    told = a_live_advert(
        team, closes_at=AT + dt.timedelta(days=10), shortlist_on=day("2016-04-13"), interviews_on=day("2016-04-20")
    )
    page = text_of(client, f"/careers/downland/jobs/{told.reference}/")
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page.partition('class="days"')[2].partition("</dl>")[0]) == [
        ("It closes", "Monday 11 April"), ("You hear whether we would like to meet you", "Wednesday 13 April"), ("Interviews", "Wednesday 20 April"),
    ]  # fmt: skip
    longer = a_live_advert(team, closes_at=AT + dt.timedelta(days=30), shortlist_on=day("2016-04-13"))
    assert 'class="days"' not in text_of(client, f"/careers/downland/jobs/{longer.reference}/")


def test_what_is_told_and_shared_carries_no_campaigns_token(client, site, advert):
    page = text_of(client, f"/careers/downland/jobs/{advert.reference}/?via=abc")
    whole = f"http://testserver/careers/downland/jobs/{advert.reference}/"
    assert f'<link rel="canonical" href="{whole}">' in page
    assert f'data-share="{whole}"' in page


def test_amounts_that_leave_as_many_jobs_are_told_once(client, site, team, advert):
    a_live_advert(team, pay_low=Decimal(40_000), pay_high=Decimal(46_000))
    page = text_of(client, "/careers/downland/jobs/")
    found = re.findall(r"<span>(£[\d,]+ or more)</span> <span class=\"facet__count\">(\d)</span>", page)
    assert found == [("£30,000 or more", "2"), ("£45,000 or more", "1")]

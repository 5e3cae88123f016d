"""Campaigns on screen: planned, placed, followed and read; by who may and nobody else."""

import datetime as dt

import pytest
from django.urls import reverse
from icalendar import Calendar

from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import (
    Campaign,
    Channel,
    Event,
    OwnPost,
    Phase,
    PhaseAim,
    Placement,
    PlacementResult,
)
from ridgeway.domains.recruitment.models import Advert, Application, Candidate
from tests.factories import BY, a_user, day
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db
LEADS_TO = "https://jobs.example.org/social-work"


@pytest.fixture
def phase(place):
    campaign = actions.add_campaign(place.council, name="Social workers", **BY)
    return actions.add_phase(
        campaign,
        name="Phase 1",
        starts_on=day("2015-04-01"),
        ends_on=day("2016-04-01"),
        paid_until=day("2016-06-01"),
        **BY,
    )


@pytest.fixture
def guardian(place):
    return actions.add_channel(place.council, name="The Guardian", kind="job_board", **BY)


def a_placement(phase, channel, title="Listings", **fields):
    fields = {"kind": "listing", "starts_on": day("2015-05-01"), "target_url": LEADS_TO, **fields}
    return actions.add_placement(phase, channel=channel, title=title, **fields, **BY)


def test_the_list_costs_as_many_queries_for_one_as_for_many(place, client, phase, django_assert_num_queries):
    sign_in(client, place.head)
    with django_assert_num_queries(5):
        one = client.get(url("campaigns", place))
    for n in range(4):
        actions.add_campaign(place.council, name=f"Another {n}", **BY)
    with django_assert_num_queries(5):
        many = client.get(url("campaigns", place))
    assert [[str(row) for row, _, _ in page.context["rows"]] for page in (one, many)] == [
        ["Social workers"], ["Another 0", "Another 1", "Another 2", "Another 3", "Social workers"],
    ]  # fmt: skip


def test_a_campaign_is_planned_from_nothing(place, client):
    sign_in(client, place.head)
    client.post(url("campaign_add", place), {"name": "Approved mental health", "purpose": "Six of them"})
    campaign = Campaign.objects.get()
    said = {"name": "Phase 1", **date("starts_on", "2016-05-01"), **date("ends_on", "2016-08-31"), **date("paid_until", "2016-09-30"),
            "budget": "5000", "budget_source": "expected"}  # fmt: skip
    client.post(url("campaign_phase_add", place, campaign=campaign.pk), said)
    phase = Phase.objects.get()
    assert (phase.ends_on, phase.paid_until) == (day("2016-09-01"), day("2016-10-01"))
    client.post(
        url("campaign_aim_add", place, phase=phase.pk),
        {"service": place.service.pk, "role": place.role.pk, "how_many": 6},
    )
    client.post(url("campaign_channel_add", place), {"name": "Community Care", "kind": "job_board"})
    client.post(
        url("campaign_event_add", place, phase=phase.pk), {"name": "Fair", **date("on", "2016-05-02"), "people_met": 14, "place": "Tidworth", "is_public": "on", "begins_at": "10.30", "service": place.service.pk},
    )  # fmt: skip
    fair = Event.objects.get()
    assert (fair.begins_at, fair.service, "on the site" in text_of(client.get(url("campaign", place, campaign=campaign.pk)))) == (dt.time(10, 30), place.service, True)  # fmt: skip
    page = client.get(url("campaign_event_change", place, event=fair.pk))
    assert (page.context["form"]["begins_at"].value(), page.context["form"]["service"].value()) == (
        dt.time(10, 30),
        place.service.pk,
    )
    page = client.post(
        url("campaign_event_change", place, event=fair.pk),
        {"name": "Fair", **date("on", "2016-05-02"), "place": "", "is_public": "on", "begins_at": "half ten"},
    )
    assert page.context["form"].errors == {"begins_at": ["Enter a time such as 10:00"]}
    own = {"channel": Channel.objects.get().pk, "title": "Here we are", **date("on", "2016-05-03")}
    client.post(url("campaign_own_add", place, phase=phase.pk), own)
    page = text_of(client.get(url("campaign", place, campaign=campaign.pk)))
    assert [words in page for words in ("31 August 2016", "30 September 2016", "14 people met", "Here we are")] == [
        True
    ] * 4
    assert "6" in text_of(client.get(url("campaign_phase", place, phase=phase.pk)))


def test_a_placement_is_entered_followed_and_read(place, client, phase, guardian):
    sign_in(client, place.head)
    said = {"channel": guardian.pk, "kind": "feature", "title": "Why us", "pieces": 2, "target_url": LEADS_TO, "cost": "£1,200.50",
            "cost_source": "invoice", "invoice_number": "P-77", **date("starts_on", "2015-05-01"), **date("ends_on", "2015-05-31")}  # fmt: skip
    answer = client.post(url("campaign_placement_add", place, phase=phase.pk), said)
    placement = Placement.objects.get()
    assert answer.headers["Location"] == url("campaign_placement", place, placement=placement.pk)
    followed = client.get(f"/go/{placement.token}/", headers={"User-Agent": "Mozilla/5.0 Firefox/140.0"})
    assert followed.headers["Location"] == LEADS_TO
    client.post(
        url("campaign_result_add", place, placement=placement.pk),
        {**date("on", "2015-05-02"), "impressions": 900, "clicks": 40},
    )
    page = client.get(url("campaign_performance", place, campaign=phase.campaign_id))
    (line,) = page.context["channels"]["rows"]
    assert [cell.text for cell in line] == ["The Guardian", "£1,200", "40", "£30.01", line[4].text, "1"]
    csv = client.get(url("campaign_performance", place, "?format=csv", campaign=phase.campaign_id)).content.decode(
        "utf-8-sig"
    )
    assert csv.splitlines()[1] == (
        "Why us,Sponsored feature,The Guardian,Phase 1,all services,,01/05/2015,31/05/2015,1200.50,Invoice,P-77,900,40,30.01,1,,0,,0,0,,0,,0,0,0,0"
    )
    assert f"/go/{placement.token}/" in text_of(client.get(url("campaign_placement", place, placement=placement.pk)))


def test_a_count_of_applications_opens_the_rows_it_is_made_of(place, client, phase, guardian):
    placement = a_placement(phase, guardian)
    advert = Advert.objects.create(
        council=place.council, service=place.service, team=place.north, role=place.role, reference="J1", begun_at=BY["at"],
    )  # fmt: skip
    at = dt.datetime(2015, 6, 1, 12, tzinfo=dt.UTC)
    for n, team in enumerate((place.north, place.north, place.south)):
        someone = Candidate.objects.create(council=place.council, email=f"c{n}@example.org", made_at=at, seen_at=at)
        Application.objects.create(
            council=place.council, service=place.service, team=team, advert=advert, candidate=someone, state="sent", begun_at=at,
            sent_at=at, moved_at=at, first_placement=placement if n else None,
        )  # fmt: skip
    sign_in(client, place.head)
    page = client.get(url("campaign_performance", place, campaign=phase.campaign_id))
    opens = {cell.url for row in page.context["channels"]["rows"] for cell in row if "stage=sent" in cell.url}
    shown = {client.get(one).context["found"].which: client.get(one).context["found"].count for one in opens}
    assert shown == {"The Guardian": 2, "Not known: no tracked link": 1}
    whole = client.get(url("campaign_people", place, "?stage=sent", campaign=phase.campaign_id))
    assert [row[0].text for row in whole.context["rows"]] == [
        f"Candidate {row.number}" for row in Application.objects.order_by("-pk")
    ]
    sign_in(client, a_user(place.council, "link-manager", team=place.north))
    mine = client.get(url("campaign_people", place, "?stage=sent", campaign=phase.campaign_id))
    assert (mine.context["found"].count, mine.context["found"].hidden, len(mine.context["rows"])) == (3, 1, 2)
    sign_in(client, place.head)
    assert client.get(url("campaign_people", place, "?stage=nothing", campaign=phase.campaign_id)).status_code == 404


def test_an_invented_cost_is_said_to_be_invented(place, client, phase, guardian):
    sign_in(client, place.head)
    a_placement(phase, guardian, cost=5, cost_source="invented")
    pages = [
        text_of(client.get(url(name, place, campaign=phase.campaign_id)))
        for name in ("campaign", "campaign_performance")
    ]
    assert ["invented</span>" in page for page in pages] == [True, True]


def test_one_service_or_all(place, client, phase, guardian):
    from tests.factories import a_service, a_team

    adult = a_service(place.council, kind="adult", name="Adult care")
    a_team(adult)
    sign_in(client, place.head)
    a_placement(phase, guardian, "Children's", service=place.service)
    a_placement(phase, guardian, "Adult", service=adult)
    a_placement(phase, guardian, "Both")
    shown = {}
    for scope in ("", "childrens", "adult-care"):
        page = client.get(url("campaign_performance", place, f"?scope={scope}", campaign=phase.campaign_id))
        shown[scope] = (
            sorted(placement.title for placement, _ in page.context["found"].rows),
            page.context["found"].shared,
        )
    assert shown == {
        "": (["Adult", "Both", "Children's"], 0), "childrens": (["Both", "Children's"], 1), "adult-care": (["Adult", "Both"], 1),
    }  # fmt: skip


def test_what_was_entered_can_be_changed_and_removed(place, client, phase, guardian):
    sign_in(client, place.head)
    placement = a_placement(phase, guardian, ends_on=day("2015-06-01"))
    result = actions.record_result(placement, on=day("2015-05-02"), clicks=1, **BY)
    event = actions.add_event(phase, name="Fair", on=day("2015-09-17"), **BY)
    own = actions.add_own_post(phase, channel=guardian, on=day("2015-09-17"), title="Post", **BY)
    aim = actions.add_aim(phase, service=place.service, role=place.role, how_many=2, **BY)
    form = client.get(url("campaign_placement_change", place, placement=placement.pk)).context["form"]
    assert form.initial["ends_on"] == day("2015-05-31")
    client.post(
        url("campaign_event_change", place, event=event.pk), {"name": "Careers fair", **date("on", "2015-09-18")}
    )
    assert Event.objects.get().name == "Careers fair"
    client.post(
        url("campaign_own_change", place, own=own.pk),
        {"channel": guardian.pk, "title": "Blog", **date("on", "2015-09-18")},
    )
    assert OwnPost.objects.get().title == "Blog"
    client.post(url("campaign_result_remove", place, placement=placement.pk, result=result.pk))
    client.post(url("campaign_placement_remove", place, placement=placement.pk))
    client.post(url("campaign_event_remove", place, event=event.pk))
    client.post(url("campaign_own_remove", place, own=own.pk))
    client.post(url("campaign_aim_remove", place, phase=phase.pk, aim=aim.pk))
    client.post(url("campaign_phase_remove", place, phase=phase.pk))
    client.post(url("campaign_remove", place, campaign=phase.campaign_id))
    left = [model.objects.count() for model in (PlacementResult, Placement, Event, OwnPost, PhaseAim, Phase, Campaign)]
    assert left == [0] * 7


def test_a_refusal_is_said_on_the_form(place, client, phase, guardian):
    sign_in(client, place.head)
    said = {
        "channel": guardian.pk,
        "kind": "feature",
        "title": "Why us",
        "pieces": 1,
        "target_url": "ftp://x",
        **date("starts_on", "2015-05-01"),
    }
    page = text_of(client.post(url("campaign_placement_add", place, phase=phase.pk), said))
    assert (
        "The link must lead to an address that begins with https:// or http:// and names a site, or to a page here such as /careers/."
        in page
    )
    assert Placement.objects.count() == 0


def test_who_only_sees_cannot_change_and_who_sees_nothing_finds_nothing(place, client, phase, guardian):
    placement = a_placement(phase, guardian)
    names = [("campaigns", {}), ("campaign", {"campaign": phase.campaign_id}), ("campaign_add", {}),
             ("campaign_phase_change", {"phase": phase.pk}), ("campaign_placement", {"placement": placement.pk}),
             ("campaign_result_add", {"placement": placement.pk})]  # fmt: skip

    def answers(user):
        sign_in(client, user)
        return [client.get(url(name, place, **args)).status_code for name, args in names]

    part = a_user(place.council, "resourcing-manager", team=place.north)
    assert answers(a_user(place.council, "finance-partner")) == [200, 200, 404, 404, 200, 404]
    assert answers(part) == [200, 200, 404, 404, 200, 404]
    assert answers(a_user(place.council, "team-manager")) == [404] * 6


def test_a_calendar_is_subscribed_to_at_a_private_address_until_it_is_taken_back(place, client, phase, guardian):
    sign_in(client, place.head)
    a_placement(phase, guardian, ends_on=day("2015-06-01"))
    actions.add_event(phase, name="Fair", place="Tidworth", on=day("2016-09-17"), **BY)
    make = url("campaign_calendar_address", place)
    client.post(make)
    address = client.get(url("campaign_calendar", place)).context["address"]
    client.logout()
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")] == [
        "Listings",
        "Fair, Tidworth",
    ]
    assert client.get(address[:-3] + "xx/").status_code == 404
    sign_in(client, place.head)
    client.post(make)
    second = client.get(url("campaign_calendar", place)).context["address"]
    assert [client.get(one).status_code for one in (address, second)] == [404, 200]
    client.post(make, {"take_back": "1"})
    assert (client.get(second).status_code, client.get(url("campaign_calendar", place)).context["address"]) == (404, "")
    client.post(make)
    third = client.get(url("campaign_calendar", place)).context["address"]
    place.head.is_active = False
    place.head.save()
    assert client.get(third).status_code == 404


def test_the_calendar_and_its_file_say_the_same(place, client, phase, guardian):
    sign_in(client, place.head)
    a_placement(phase, guardian, ends_on=day("2015-06-01"))
    actions.add_event(phase, name="Fair", place="Tidworth", on=day("2015-09-17"), **BY)
    actions.add_own_post(phase, channel=guardian, on=day("2016-03-15"), title="Post; with, signs", **BY)
    page = client.get(url("campaign_calendar", place, "?on=2015-08-01"))
    assert [(month, [row.title for row, _ in rows]) for month, rows in page.context["months"]] == [
        ("May 2015", ["Listings"]), ("September 2015", ["Fair, Tidworth"]), ("March 2016", ["Post; with, signs"]),
    ]  # fmt: skip
    file = client.get(url("campaign_calendar_file", place, "?on=2015-08-01"))
    lines = file.content.decode().split("\r\n")
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:Listings", "SUMMARY:Fair\\, Tidworth", "SUMMARY:Post\\; with\\, signs",
    ]  # fmt: skip
    read = Calendar.from_ical(file.content)
    entries = {
        str(event["UID"]): (str(event["SUMMARY"]), event["DTSTART"].dt, event["DTEND"].dt)
        for event in read.walk("VEVENT")
    }
    assert sorted(entries.values()) == [
        ("Fair, Tidworth", day("2015-09-17"), day("2015-09-18")), ("Listings", day("2015-05-01"), day("2015-06-01")),
        ("Post; with, signs", day("2016-03-15"), day("2016-03-16")),
    ]  # fmt: skip
    again = Calendar.from_ical(client.get(url("campaign_calendar_file", place, "?on=2016-01-01")).content)
    assert {str(event["UID"]) for event in again.walk("VEVENT")} == set(entries)
    assert client.get(url("campaign_calendar", place, "?campaign=x")).status_code == 404
    assert client.get(url("campaign_calendar", place, "?channel=Events&on=2015-08-01")).context["count"] == 1


def test_an_empty_council_is_told_how_to_begin(place, client):
    sign_in(client, place.head)
    pages = [text_of(client.get(url(name, place))) for name in ("campaigns", "campaign_channels", "campaign_calendar")]
    said = ("There is no campaign yet.", "There is no channel yet.", "Nothing goes out in this year.")
    assert [words in page for words, page in zip(said, pages, strict=True)] == [True] * 3
    campaign = actions.add_campaign(place.council, name="New", **BY)
    page = text_of(client.get(url("campaign", place, campaign=campaign.pk)))
    assert "It has no phase yet." in page
    assert (
        client.get(reverse("campaign", kwargs={"council": place.council.slug, "campaign": campaign.pk + 1})).status_code
        == 404
    )


def test_phases_are_drawn_on_the_charts_for_who_may_see_them(place, client, phase):
    def drawn(user):
        sign_in(client, user)
        pages = [url("state", place, "?on=2016-03-31"), url("measure", place, "?on=2016-03-31", key="turnover")]
        return [client.get(page).context["phases"] for page in pages]

    band = [(day("2015-04-01"), day("2016-04-01"), "Phase 1")]
    assert drawn(place.head) == [band, band]
    assert drawn(a_user(place.council, "council-member")) == [[], []]


def test_a_campaign_counts_up_to_the_day_asked_for_and_shows_what_is_planned(place, client, phase, guardian):
    sign_in(client, place.head)
    actions.record_result(a_placement(phase, guardian), on=day("2015-06-01"), clicks=7, **BY)
    a_placement(phase, guardian, "Later", starts_on=day("2016-01-01"))
    page = client.get(url("campaign", place, "?on=2015-05-31", campaign=phase.campaign_id))
    assert [[name in row[0].text for name in ("Listings", "Later")] + [row[5].text] for row in page.context["placements"]] == [
        [True, False, "–"], [False, True, "–"],
    ]  # fmt: skip


def test_a_campaign_is_copied_as_a_blueprint(place, client, phase, guardian):
    sign_in(client, place.head)
    a_placement(phase, guardian)
    client.post(
        url("campaign_copy", place, campaign=phase.campaign_id), {"name": "The next", **date("starts_on", "2016-06-01")}
    )
    copy = Campaign.objects.get(name="The next")
    page = text_of(client.get(url("campaign", place, campaign=copy.pk)))
    assert ("Planned after" in page, "1 June 2016" in page) == (True, True)


def test_somebody_met_at_an_event_becomes_an_enquiry(place, client, phase):
    sign_in(client, place.head)
    event = actions.add_event(phase, name="Careers fair", on=day("2015-09-17"), **BY)
    campaign = url("campaign", place, campaign=phase.campaign_id)
    assert "No enquiry logged from it." in text_of(client.get(campaign))
    form = client.get(url("enquiries_new", place), {"event": event.pk})
    assert (form.context["form"]["event"].value(), form.context["form"]["way"].value()) == (str(event.pk), "event")
    answers = {"telephone": "01632 960 127", "way": "event", "source": "unasked", "event": event.pk, "place": ""}
    story = client.post(url("enquiries_new", place), answers, follow=True)
    assert "Careers fair, 17 September 2015" in text_of(story)
    page = client.get(campaign)
    assert ">1 enquiry<" in text_of(page)
    rows = client.get(page.context["events"][0]["rows_url"])
    assert (len(rows.context["rows"]), rows.context["chips"][0][0]) == (1, "Met at: Careers fair")

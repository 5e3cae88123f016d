"""The media schedule: proposed from what earlier phases brought, changed by hand, kept as placements, taken away as a file."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.campaigns import actions
from ridgeway.domains.campaigns.models import Placement
from ridgeway.domains.recruitment import actions as recruitment
from ridgeway.domains.recruitment.bulk import NewApplication, Step, record_applications
from tests.factories import BY, a_job_role, a_live_advert, a_user, day
from tests.signing_in import sign_in
from tests.web.asking import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(place):
    """Phase 1 brought 20 enquiries of £1,000 by each of two channels; phase 2 has £5,000 and nothing placed."""

    class Planned:
        campaign = actions.add_campaign(place.council, name="Social workers", **BY)
        one = actions.add_phase(
            campaign,
            name="Phase 1",
            starts_on=day("2015-04-01"),
            ends_on=day("2016-01-01"),
            budget=None,
            budget_source="",
            **BY,
        )
        two = actions.add_phase(
            campaign, name="Phase 2", starts_on=day("2016-06-01"), ends_on=day("2016-12-01"), budget=Decimal(5000),
            budget_source="expected", **BY,
        )  # fmt: skip
        channels = [
            actions.add_channel(place.council, name=name, kind="job_board", **BY) for name in ("Indeed", "The Guardian", "Unused")
        ]  # fmt: skip

    for channel in Planned.channels[:2]:
        bought = actions.add_placement(
            Planned.one, channel=channel, kind="feature", title=str(channel), starts_on=day("2015-04-01"), cost=Decimal(1000),
            cost_source="paper", target_url="/careers/", **BY,
        )  # fmt: skip
        for _ in range(20):
            came = dt.datetime(2015, 6, 1, 12, tzinfo=dt.UTC)
            recruitment.take(place.council, way="form", telephone="1", came_at=came, placement=bought, **BY)
    return Planned


def filled(page, **changes) -> dict:
    """The form of a page as a browser would send it."""
    form = page.context["form"]
    given = {field.html_name: field.value() for field in form}
    return {name: "" if value is None else str(value) for name, value in {**given, **changes}.items()}


def test_a_schedule_is_proposed_changed_and_kept(place, client, planned):
    sign_in(client, place.head)
    address = url("campaign_schedule", place, phase=planned.two.pk)
    page = client.get(address)
    proposal = page.context["proposal"]
    assert (proposal.stage, proposal.budget, sum(share.amount for share in proposal.shares)) == (
        "enquiries",
        5000,
        5000,
    )
    assert [round(share.share, 1) for share in proposal.shares] == [0.5, 0.5]
    assert Placement.objects.filter(phase=planned.two).count() == 0
    indeed, guardian, unused = (channel.pk for channel in planned.channels)
    changes = {
        f"amount_{indeed}": "£3,000",
        f"amount_{guardian}": "",
        f"amount_{unused}": "400.50",
        f"last_{unused}": "2016-06-30",
    }
    answer = client.post(address, filled(page, **changes))
    assert answer.headers["Location"] == url("campaign_phase", place, phase=planned.two.pk)
    rows = Placement.objects.filter(phase=planned.two).order_by("-cost")
    assert [(r.channel.name, r.kind, r.cost, r.cost_source, r.starts_on, r.ends_on) for r in rows] == [
        ("Indeed", "feature", Decimal(3000), "expected", day("2016-06-01"), day("2016-12-01")),
        ("Unused", "listing", Decimal("400.50"), "expected", day("2016-06-01"), day("2016-07-01")),
    ]
    assert "£1,599" in text_of(client.get(address))  # what is left of the budget is divided next


def test_more_than_the_budget_is_refused_and_nothing_typed_is_lost(place, client, planned):
    sign_in(client, place.head)
    address = url("campaign_schedule", place, phase=planned.two.pk)
    indeed = planned.channels[0].pk
    page = client.post(address, filled(client.get(address), **{f"amount_{indeed}": "9000"}))
    assert "more than the budget" in text_of(page)
    assert (page.context["form"][f"amount_{indeed}"].value(), Placement.objects.filter(phase=planned.two).count()) == (
        "9000",
        0,
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("amount", "much", "Indeed: the amount must be a number of pounds, such as 1250"),
     ("first", "soon", "Indeed: first day must be a day, such as 2016-04-18"), ("first", "", "Indeed: enter the first day"),
     ("first", "2015-04-01", "Phase 2 runs from 1 June 2016 to 30 November 2016.")],
)  # fmt: skip
def test_what_cannot_be_read_is_said(place, client, planned, field, value, sentence):
    sign_in(client, place.head)
    address = url("campaign_schedule", place, phase=planned.two.pk)
    page = client.post(address, filled(client.get(address), **{f"{field}_{planned.channels[0].pk}": value}))
    assert sentence in text_of(page)


def test_a_link_must_lead_somewhere(place, client, planned):
    sign_in(client, place.head)
    address = url("campaign_schedule", place, phase=planned.two.pk)
    page = client.post(address, filled(client.get(address), target_url="javascript:alert(1)"))
    assert (
        "The links must lead to an address" in text_of(page),
        Placement.objects.filter(phase=planned.two).count(),
    ) == (True, 0)


def test_without_a_past_or_a_budget_a_schedule_is_written_by_hand(place, client, planned):
    sign_in(client, place.head)
    page = client.get(url("campaign_schedule", place, phase=planned.one.pk))
    assert (page.context["proposal"], "has no budget yet" in text_of(page)) == (None, True)
    actions.add_aim(planned.one, service=place.service, role=a_job_role(place.council, slug="a-role"), how_many=3, **BY)
    unused = planned.channels[2].pk
    client.post(
        url("campaign_schedule", place, phase=planned.one.pk),
        filled(page, **{f"amount_{unused}": "10", f"first_{unused}": "2015-05-01"}),
    )
    assert Placement.objects.filter(channel=unused).count() == 1


def test_a_schedule_is_a_table_and_a_calendar(place, client, planned):
    sign_in(client, place.head)
    csv = (
        client.get(url("campaign_phase", place, "?format=csv", phase=planned.one.pk))
        .content.decode("utf-8-sig")
        .splitlines()
    )
    assert csv[1].startswith(
        "Indeed,Sponsored feature,Indeed,all services,01/04/2015,,1000.00,Published paper,http://testserver/go/"
    )
    calendar = client.get(url("campaign_schedule_file", place, phase=planned.one.pk)).content.decode()
    assert (calendar.count("BEGIN:VEVENT"), "DTSTART;VALUE=DATE:20150401" in calendar) == (2, True)


def test_who_may_not_edit_finds_no_schedule(place, client, planned):
    sign_in(client, a_user(place.council, "council-member"))
    assert client.get(url("campaign_schedule", place, phase=planned.two.pk)).status_code == 404


def test_another_budget_is_tried_and_the_roles_to_fill_are_named(place, client, planned):
    actions.add_aim(planned.two, service=place.service, role=place.role, how_many=4, **BY)
    sign_in(client, place.head)
    address = url("campaign_schedule", place, phase=planned.two.pk)
    page = client.get(address, {"budget": "£2,000"})
    assert (page.context["proposal"].budget, page.context["tried"], page.context["basis"].is_of_roles) == (
        2000,
        2000,
        False,
    )
    assert f"of all roles: too few were appointed to {place.role} alone" in text_of(page)
    assert [client.get(address, {"budget": text}).context["left"] for text in ("", "x", "-1", "9" * 12)] == [5000] * 4


def test_where_enough_were_appointed_to_the_roles_to_fill_they_alone_count(place, client, planned):
    actions.add_aim(planned.two, service=place.service, role=place.role, how_many=4, **BY)
    first, second = Placement.objects.order_by("pk")
    wanted, other = (
        a_live_advert(place.north, role=place.role),
        a_live_advert(place.north, role=a_job_role(place.council, name="Team manager")),
    )
    came = dt.datetime(2015, 6, 1, 12, tzinfo=dt.UTC)
    steps = [Step(came, to) for to in ("begun", "sent", "shortlisted", "interview", "offered", "accepted")]
    new = [NewApplication(advert, steps, first_placement=placement) for advert, placement, count in ((wanted, first, 24), (wanted, second, 8), (other, second, 40)) for _ in range(count)]  # fmt: skip
    record_applications(place.council, new, **BY)
    sign_in(client, place.head)
    page = client.get(url("campaign_schedule", place, phase=planned.two.pk))
    assert (page.context["basis"].is_of_roles, page.context["proposal"].stage) == (True, "appointed")
    assert {share.name: share.count for share in page.context["proposal"].shares} == {"Indeed": 24, "The Guardian": 8}

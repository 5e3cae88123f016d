"""Agency work on screen: recorded, stopped by a cap, signed off by two, confirmed; by who may and nobody else."""

import datetime as dt
from decimal import Decimal

import pytest
import time_machine

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import Assignment, Breach, PriceCap, ProjectTeam, Supplier, TitleMap
from ridgeway.domains.organisation.actions import grant_region
from ridgeway.insight.agency_weighed import Weighed
from tests.domains.agency.conftest import Ground, agreed_in, an_assignment
from tests.factories import BY, a_team, a_user, day
from tests.finding_agency import ANSWERS
from tests.signing_in import sign_in
from tests.web.asking import date, text_of, url

pytestmark = pytest.mark.django_db
THEN = "?on=2025-03-31"


@pytest.fixture
def ground(db, at):
    found = Ground()
    agreed_in(found.council, hourly="37.00")
    found.manager = a_user(found.council, "resourcing-manager")
    return found


def sent(ground, **changes):
    """The form as somebody fills it in."""
    return {
        "registration_number": "SW4711", "given_name": "Sedge", "family_name": "Millford", "supplier": ground.supplier.pk,
        "post": ground.post.number, "route": "umbrella", **date("starts_on", "2025-03-03"), **date("planned_until", "2025-08-31"), "fte": "1",
        "notice_weeks": "4", "pay": "30", "employer_ni": "4", "holiday": "3.60", "levy": "0.20", "margin": "3", **changes,
    }  # fmt: skip


def test_from_recorded_to_confirmed_with_two_who_sign(ground, client):
    sign_in(client, ground.manager)
    client.post(url("agency_new", ground), sent(ground))
    row = Assignment.objects.get()
    here = {"assignment": row.pk}
    assert (row.post, row.team, row.role, row.planned_until, row.rates.get().charge) == (
        ground.post, ground.team, ground.role, day("2025-09-01"), Decimal("40.80"),
    )  # fmt: skip
    page = text_of(client.get(url("agency_assignment", ground, THEN, **here)))
    assert "£37.80 an hour is £0.80 above the cap of £37.00" in page
    refused = client.post(url("agency_confirm", ground, **here))
    assert "It needs the sign-off of the director of children" in text_of(refused)
    client.post(url("agency_breach_ask", ground, about="cap", **here), {"reason": "Two cases have nobody"})
    breach = Breach.objects.get()
    for role, office in (("director", "director"), ("chief-executive", "chief_executive")):
        sign_in(client, a_user(ground.council, role))
        assert client.get(url("agency_assignment", ground, **here)).status_code == 200
        client.post(
            url("agency_breach_sign", ground, breach=breach.pk),
            {"office": office, "agrees": "yes", "words": "Until August"},
        )
    sign_in(client, ground.manager)
    client.post(url("agency_confirm", ground, **here))
    row.refresh_from_db()
    assert (row.state, row.cover.post, Breach.objects.get().state) == ("confirmed", ground.post, "signed")
    page = text_of(client.get(url("agency", ground, THEN)))
    assert ("Sedge Millford" in page, "signed off" in page, "Here on the day: 1, covering a post." in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"pay": "nought"}, "Pay must be a number of pounds, such as 32.50"),
        ({"pay": "0"}, "Pay must be more than nothing"),
        ({"registration_number": "", "family_name": ""}, "Enter a registration number, or a last name"),
        ({"registration_number": "4711"}, "is not a registration number"),
        ({"post": "", "team": "", "role": ""}, "Choose the team, or enter the post that is covered"),
        ({"post": "NONE"}, "There is no post NONE"),
        (date("planned_until", "2025-03-02"), "The planned last day must be the first day or later"),
        (date("starts_on", "2012-01-01"), "is not funded on that day"),
        ({"supplier": ""}, "Choose the supplier"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(ground, client, changes, words):
    sign_in(client, ground.manager)
    page = text_of(client.post(url("agency_new", ground), sent(ground, **changes)))
    assert (words in page, 'value="3.60"' in page, Assignment.objects.count()) == (True, True, 0)


def test_an_assignment_runs_its_course(ground, client):
    sign_in(client, ground.manager)
    row = actions.confirm(an_assignment(ground, route="paye"), **BY)
    here = {"assignment": row.pk}
    client.post(url("agency_extend", ground, **here), date("planned_until", "2025-10-31"))
    client.post(url("agency_notice", ground, **here), date("on", "2025-06-02"))
    rate = {"pay": "31", "employer_ni": "4", "holiday": "3.60", "levy": "0", "margin": "3"}
    client.post(url("agency_rate", ground, **here), {**rate, **date("starts_on", "2025-05-05")})
    client.post(url("agency_facts", ground, **here), {"years": "4", "months": "2", "references_received": "2"})
    client.post(url("agency_end", ground, **here), {**date("ends_on", "2025-06-30"), "reason": "post_filled"})
    row.refresh_from_db()
    assert (row.state, row.planned_until, row.notice_given_on, row.rates.count(), row.experience_months, row.ends_on, row.end_reason) == (
        "ended", day("2025-11-01"), day("2025-06-02"), 2, 50, day("2025-07-01"), "post_filled",
    )  # fmt: skip


def test_a_proposed_cap_says_what_it_would_do(ground, client):
    sign_in(client, ground.manager)
    actions.confirm(an_assignment(ground, route="paye"), **BY)
    key = f"{ground.kind.pk}-paye"
    page = client.get(url("agency_caps", ground, f"{THEN}&cap-{key}=28"))
    row = next(line["row"] for line in page.context["rows"] if line["row"].key == key)
    assert (row.count, row.cap, row.proposed, row.would, row.weekly) == (1, None, Decimal("28.00"), 1, Decimal("74.00"))
    assert "would be above; bringing them down would save £74 a week" in text_of(page)
    wrong = text_of(client.get(url("agency_caps", ground, f"{THEN}&cap-{key}=lots")))
    assert ("A proposed cap must be a number" in wrong, 'value="lots"' in wrong) == (True, True)


def test_rules_name_their_source_and_titles_are_mapped(ground, client):
    sign_in(client, ground.manager)
    assert "Somerset Council, recruitment pages, 2025" in text_of(client.get(url("agency_rules", ground, THEN)))
    assert "came into force on 31 October 2024" in text_of(client.get(url("agency_rules", ground, "?on=2013-06-30")))
    client.post(
        url("agency_title_add", ground),
        {"role": ground.role.pk, "job_type": ground.kind.pk, **date("starts_on", "2025-06-01")},
    )
    assert list(TitleMap.objects.order_by("starts_on").values_list("starts_on", "ends_on")) == [
        (day("2024-10-31"), day("2025-06-01")), (day("2025-06-01"), None),
    ]  # fmt: skip
    assert "Social worker" in text_of(client.get(url("agency_titles", ground)))
    client.post(url("agency_title_remove", ground, title=TitleMap.objects.latest("starts_on").pk))
    assert TitleMap.objects.count() == 1


def test_suppliers_and_project_teams(ground, client):
    sign_in(client, ground.manager)
    client.post(
        url("agency_supplier_add", ground),
        {"name": "Larkhill Locums", "standards": ["caps", "data"], **date("signed_on", "2025-01-06")},
    )
    made = Supplier.objects.get(name="Larkhill Locums")
    here = {"supplier": made.pk}
    client.post(
        url("agency_conduct_add", ground, **here),
        {**date("on", "2025-02-03"), "standard": "caps", "words": "Offered above it"},
    )
    page = text_of(client.get(url("agency_supplier", ground, THEN, **here)))
    assert ("Offered above it" in page, "not kept in the last year" in page) == (True, True)
    client.post(url("agency_team_add", ground), {
        "name": "Assessments", "supplier": made.pk, "team": ground.team.pk, "purpose": "Clear the list", "overseen_by": "Head of service",
        "workers_agreed": "3", "other_monthly": "900", **date("starts_on", "2025-02-03"),
    })  # fmt: skip
    team = ProjectTeam.objects.get()
    page = text_of(client.get(url("agency_team", ground, project=team.pk)))
    assert ("0 named of 3 agreed" in page, "Not every worker" in page) == (True, True)


def test_a_team_manager_reads_their_own_team_and_changes_nothing(ground, client):
    mine, other = (
        an_assignment(ground),
        an_assignment(ground, post=None, team=a_team(ground.team.service, name="Other")),
    )
    sign_in(client, a_user(ground.council, "team-manager", team=ground.team))
    asked = [(name, row.pk) for name in ("agency_assignment", "agency_extend") for row in (mine, other)]
    assert [client.get(url(name, ground, assignment=pk)).status_code for name, pk in asked] == [200, 404, 404, 404]


def test_an_administrator_does_not_sign(ground, client):
    breach = actions.ask_sign_off(an_assignment(ground), rule="cap", reason="Needed", **BY)
    sign_in(client, a_user(ground.council, "head-of-service"))
    assert client.get(url("agency_breach_sign", ground, breach=breach.pk)).status_code == 404


def test_a_worker_gets_a_copy_without_what_references_say_and_the_months_are_the_councils(ground, client):
    sign_in(client, ground.manager)
    row = actions.confirm(an_assignment(ground, route="paye"), **BY)
    actions.write_practice_reference(row, answers=ANSWERS, name="Corin Oak", job="Team manager", **BY)
    file = client.get(url("agency_copy", ground, assignment=row.pk)).json()
    (held,) = file["assignments"]
    assert (file["name"], held["rates"][0]["pay"], held["references"][0]["by"]) == (
        "Sedge Millford", "30.00", ["Corin Oak", "Team manager", ground.council.name],
    )  # fmt: skip
    assert ("answers" in str(held), client.get(url("agency_copy", ground, assignment=0)).status_code) == (False, 404)
    sign_in(client, a_user(ground.council, "administrator"))
    page = url("admin_references_months", ground, way="given")
    assert client.post(page, {"months": "121"}).status_code == 200
    assert client.post(page, {"months": "24"}).status_code == 302
    assert [(way, months) for way, _, months in client.get(url("admin_applications", ground)).context["references"]] == [
        ("asked", 12), ("given", 24),
    ]  # fmt: skip


def test_nobody_signs_on_screen_for_an_office_that_is_not_theirs(ground, client):
    """The page offers the person's own office alone, and one that is sent by hand is refused in a sentence."""
    breach = actions.ask_sign_off(an_assignment(ground), rule="cap", reason="Needed", **BY)
    sign_in(client, a_user(ground.council, "director"))
    page = url("agency_breach_sign", ground, breach=breach.pk)
    assert list(client.get(page).context["form"].fields["office"].choices) == [
        ("director", "Director of children's services")
    ]
    refused = client.post(page, {"office": "chief_executive", "agrees": "yes"})
    assert ("You do not hold that office, so you cannot sign for it" in text_of(refused), breach.sign_offs.count()) == (
        True,
        0,
    )
    assert client.post(page, {"office": "director", "agrees": "yes"}).status_code == 302
    assert page not in client.get(url("agency_assignment", ground, assignment=breach.assignment_id)).content.decode()


def test_the_list_as_a_file(ground, client):
    sign_in(client, ground.manager)
    actions.confirm(an_assignment(ground, route="paye"), **BY)
    lines = text_of(client.get(url("agency", ground, f"{THEN}&format=csv"))).splitlines()
    assert (len(lines), lines[1].split(",")[8:11]) == (2, ["PAYE", "1", "40.80"])


def lead_of(region):
    """Somebody who leads a region and holds no role."""
    user = a_user()
    grant_region(user, region, **BY)
    return user


def test_the_regional_lead_sees_counts_and_no_rows(ground, client):
    for _ in range(5):
        row = an_assignment(ground, post=None)
        actions.ask_sign_off(row, rule="cap", reason="Needed", **BY)
    sign_in(client, lead_of(ground.council.region))
    assert client.get("/").headers["Location"] == "/r/south-west/agency/"
    page = client.get("/r/south-west/agency/")
    table = page.context["tables"][0][3]
    assert (ground.council.name in text_of(page), "Millford" in text_of(page), table["rows"]) == (
        True, False, [(ground.council.name, False, ["–"] * 5 + ["5"])],
    )  # fmt: skip
    assert [
        client.get(url(name, ground)).status_code for name in ("agency", "agency_caps", "agency_region_council")
    ] == [404] * 3


def test_a_council_holds_its_rates_against_a_set_that_is_to_come(ground, client):
    """The set is copied into the page's own boxes, where rows can be changed; nothing is written."""
    Assignment.objects.filter(pk=an_assignment(ground).pk).update(state="confirmed", confirmed_at=BY["at"])
    agreed_in(ground.council, hourly="30.00", starts_on="2026-04-01", existing_from=None)
    sign_in(client, ground.manager)
    page = client.get(url("agency_caps", ground, THEN))
    ((to_come, begun),) = page.context["sets"]
    assert (to_come, page.context["found"].to_come[to_come]) == (
        day("2026-04-01"),
        {f"{ground.kind.pk}-umbrella": Decimal("30.00")},
    )
    agreed_in(ground.council, hourly="28.00", route="", starts_on="2026-04-01", existing_from=None)
    page = client.get(url("agency_caps", ground, THEN))  # the cap for the route stands before the one for any
    assert page.context["found"].to_come[to_come][f"{ground.kind.pk}-umbrella"] == Decimal("30.00")
    found = client.get(url("agency_caps", ground, begun)).context["found"]
    assert (found.above, found.would, found.weekly, PriceCap.objects.count()) == (1, 1, Decimal("288.60"), 3)


def test_the_regional_lead_begins_a_set_from_an_agreed_one(ground, client):
    """Copied, a row changed, what it would meet today told in bands, then recorded whole; what cannot be read is said and kept."""
    agreed_in(ground.council, hourly="30.00", route="paye", covers=["pay"])
    for _ in range(8):
        Assignment.objects.filter(pk=an_assignment(ground, post=None).pk).update(
            state="confirmed", confirmed_at=BY["at"]
        )
    sign_in(client, lead_of(ground.council.region))
    page = "/r/south-west/agency/caps/set/"
    umbrella, paye = PriceCap.objects.order_by("-route")
    begun = client.get(page).context
    assert (begun["begun"], [cap.route for cap, _ in begun["form"].rows()]) == (day("2024-10-31"), ["paye", "umbrella"])
    sent = {
        f"cap_{paye.pk}": "",
        f"cap_{umbrella.pk}": "38.00",
        "source": "Directors, March",
        **date("starts_on", "2026-04-01"),
    }
    with time_machine.travel(dt.datetime(2025, 3, 31, 12, tzinfo=dt.UTC), tick=False):
        sign_in(client, lead_of(ground.council.region))
        met = [line.get("met") for line in client.post(page, {**sent, "show": "1"}).context["rows"]]
        lower = client.post(page, {**sent, f"cap_{umbrella.pk}": "37.50", "show": "1"}).context["rows"]
    # all eight are one council's: no cap tells where among them it stands
    assert (met[0], met[1]) == (None, lower[1]["met"]) == (None, Weighed(here=10, above=10, least=0, most=10))
    wrong = text_of(client.post(page, {**sent, f"cap_{umbrella.pk}": "much", "agree": "1"}))
    assert ("must be a number of pounds" in wrong, 'value="much"' in wrong, PriceCap.objects.count()) == (True, True, 2)
    assert client.post(page, {**sent, "agree": "1"}).status_code == 302
    assert list(PriceCap.objects.order_by("starts_on", "route").values_list("route", "hourly", "ends_on")) == [
        ("paye", Decimal("30.00"), None), ("umbrella", Decimal("37.00"), day("2026-04-01")), ("umbrella", Decimal("38.00"), None),
    ]  # fmt: skip
    sign_in(client, ground.manager)
    assert client.get(page).status_code == 404


def test_the_regional_lead_keeps_the_caps(ground, client):
    sign_in(client, lead_of(ground.council.region))
    asked = {"job_type": ground.kind.pk, "route": "paye", "hourly": "31.00", "source": "Directors' meeting, 4 March 2016",
             **date("starts_on", "2025-04-01")}  # fmt: skip
    client.post("/r/south-west/agency/caps/add/", asked)
    cap = PriceCap.objects.get(route="paye")
    assert (cap.hourly, cap.covers, cap.region, cap.existing_from) == (
        Decimal("31.00"),
        ["pay"],
        ground.council.region,
        None,
    )
    assert "31.00" in text_of(client.get("/r/south-west/agency/"))


def test_a_region_is_nobody_elses(ground, client):
    sign_in(client, ground.manager)
    assert [
        client.get(path).status_code
        for path in ("/r/south-west/agency/", "/r/south-west/agency/caps/add/", "/r/nowhere/agency/")
    ] == [404] * 3


def test_a_council_stands_among_others_that_are_not_named(ground, client):
    other = Ground("Elsewhere")
    for _ in range(5):
        actions.confirm(an_assignment(other, post=None, route="paye"), **BY)
    actions.confirm(an_assignment(ground, route="paye"), **BY)
    sign_in(client, ground.manager)
    page = text_of(client.get(url("agency_region_council", ground, THEN)))
    assert (ground.council.name in page, "Elsewhere" in page, "Another council" in page) == (True, False, True)
    lines = text_of(client.get(url("agency_region_council", ground, f"{THEN}&format=csv")))
    assert ("Elsewhere" in lines, "Another council" in lines) == (False, True)


def test_the_region_is_asked_from_the_page(ground, client):
    sign_in(client, ground.manager)
    row = an_assignment(ground)
    client.post(url("agency_ask_region", ground, assignment=row.pk))
    row.refresh_from_db()
    assert (row.cooling_asked_at is not None, row.cooling_until) == (True, None)


def test_the_quarterly_return_has_the_line(ground, client):
    row = an_assignment(ground, route="paye")
    actions.confirm(row, **BY)
    sign_in(client, ground.manager)
    page = client.get(url("agency_return", ground, "?on=2016-03-31"))
    assert page.context["found"].lines == []
    with time_machine.travel(dt.datetime(2025, 5, 1, 9, tzinfo=dt.UTC), tick=False):
        sign_in(client, ground.manager)
        page = client.get(url("agency_return", ground, THEN))
        assert [line.assignment for line in page.context["found"].lines] == [row]
        assert "experience after qualifying" in text_of(page)
        lines = text_of(client.get(url("agency_return", ground, f"{THEN}&format=csv"))).splitlines()
    assert lines[1].split(",")[2:6] == ["Social worker", "Social worker", "PAYE", "30.00"]

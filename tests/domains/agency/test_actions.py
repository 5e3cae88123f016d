"""Assignments: recorded, checked, stopped, signed off, confirmed, ended; and the cover that goes with them."""

from decimal import Decimal

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.core.together import ask
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions import CannotChangeAgency
from ridgeway.domains.agency.models import Assignment, Breach, PriceCap, Rule, TitleMap
from ridgeway.domains.agency.queries.assignments import waiting_for
from ridgeway.domains.agency.queries.book import book_of
from ridgeway.domains.agency.queries.checks import checks_of
from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Cover, Worker
from ridgeway.domains.organisation.actions import grant
from ridgeway.domains.organisation.models import Role
from ridgeway.domains.organisation.queries import Scope
from tests import factories
from tests.factories import BY, day

from .conftest import agreed_in, an_assignment, parts

pytestmark = pytest.mark.django_db


def verdicts(row: Assignment, on: str) -> dict[str, str]:
    """Each rule with how it comes out on a day."""
    row = Assignment.objects.get(pk=row.pk)
    return {c.rule: str(c.verdict) for c in checks_of(row, book_of(row.council), day(on), breaches=row.breaches.all())}


def two_who_sign(council):
    return factories.a_user(council, "director"), factories.a_user(council, "chief-executive")


def test_an_assignment_within_the_rules_is_confirmed_and_covers_the_post(ground):
    agreed_in(ground.council)
    row = an_assignment(ground)
    assert (row.state, Cover.objects.count()) == ("draft", 0)
    row = actions.confirm(row, **BY)
    cover = Cover.objects.get()
    assert (row.state, row.cover, cover.post, cover.starts_on, cover.ends_on, cover.fte) == (
        "confirmed", cover, ground.post, row.starts_on, None, Decimal(1),
    )  # fmt: skip
    assert verdicts(row, "2025-03-03") == {
        "cap": "kept", "experience": "unknown", "cooling_off": "unknown", "notice": "kept", "references": "unknown",
    }  # fmt: skip


def test_one_above_the_cap_is_stopped_until_both_have_signed(ground):
    agreed_in(ground.council, hourly="37.00")
    row, asker = an_assignment(ground), factories.a_user(ground.council, "resourcing-manager")
    with pytest.raises(CannotChangeAgency) as refused:
        actions.confirm(row, **BY)
    assert str(refused.value) == (
        "£37.80 an hour is £0.80 above the cap of £37.00 for social worker through an umbrella company. Counted: pay, employer's "
        "national insurance, holiday pay and apprenticeship levy. It needs the sign-off of the director of children's services and the "
        "chief executive first."
    )
    breach = actions.ask_sign_off(row, rule="cap", reason="Two cases have nobody.", by=asker, at=BY["at"])
    assert (breach.amount, breach.limit, breach.offices) == (
        Decimal("37.80"),
        Decimal("37.00"),
        ["director", "chief_executive"],
    )
    director, chief = two_who_sign(ground.council)
    actions.sign(breach, office="director", agrees=True, by=director, at=BY["at"])
    with pytest.raises(CannotChangeAgency):
        actions.confirm(row, **BY)
    with pytest.raises(CannotChangeAgency) as refused:
        actions.sign(breach, office="chief_executive", agrees=True, by=director, at=BY["at"])
    assert str(refused.value) == (
        "You do not hold the office of chief executive here, so you cannot sign for it. Whoever holds it must sign."
    )
    with pytest.raises(CannotChangeAgency, match="You do not hold the office"):
        actions.sign(breach, office="chief_executive", agrees=True, by=asker, at=BY["at"])
    actions.sign(breach, office="chief_executive", agrees=True, by=chief, at=BY["at"])
    assert verdicts(row, "2025-03-03")["cap"] == "signed"
    assert actions.confirm(row, **BY).state == "confirmed"


def test_an_office_is_signed_for_by_who_holds_it_over_the_team_and_each_by_another_person(ground):
    """Both offices in one pair of hands sign for one; an office over another team or another council signs for none; the asker for neither."""
    agreed_in(ground.council, hourly="37.00")
    director, chief = two_who_sign(ground.council)
    roles = {role.key: role for role in Role.objects.filter(council=None)}
    grant(director, roles["chief-executive"], council=ground.council, **BY)
    elsewhere = factories.a_team(ground.team.service, name="Elsewhere")
    asker = factories.a_user(ground.council, "director")
    others = [
        factories.a_user(ground.council, "director", team=elsewhere),
        factories.a_user(factories.a_council(), "director"),
        factories.a_user(ground.council, "administrator"),
    ]
    breach = actions.ask_sign_off(an_assignment(ground), rule="cap", reason="Needed.", by=asker, at=BY["at"])
    for who in (*others, chief):
        with pytest.raises(
            CannotChangeAgency, match="You do not hold the office of director of children's services here"
        ):
            actions.sign(breach, office="director", agrees=True, by=who, at=BY["at"])
    with pytest.raises(CannotChangeAgency, match="Whoever asked cannot sign"):
        actions.sign(breach, office="director", agrees=True, by=asker, at=BY["at"])
    assert [len(ask(waiting_for(who, Scope(ground.council, ())))) for who in (director, chief, asker, *others)] == [
        1,
        1,
        0,
        0,
        0,
        0,
    ]
    actions.sign(breach, office="director", agrees=True, by=director, at=BY["at"])
    with pytest.raises(CannotChangeAgency, match="You signed for the other office"):
        actions.sign(breach, office="chief_executive", agrees=True, by=director, at=BY["at"])
    assert [len(ask(waiting_for(who, Scope(ground.council, ())))) for who in (director, chief)] == [0, 1]
    actions.sign(breach, office="chief_executive", agrees=True, by=chief, at=BY["at"])
    assert Breach.objects.get().state == "signed"


def test_a_refusal_refuses_and_another_question_may_follow(ground):
    agreed_in(ground.council, hourly="37.00")
    row = an_assignment(ground)
    breach = actions.ask_sign_off(row, rule="cap", reason="Needed.", **BY)
    with pytest.raises(CannotChangeAgency, match="Somebody has asked"):
        actions.ask_sign_off(row, rule="cap", reason="Needed.", **BY)
    director, _ = two_who_sign(ground.council)
    with pytest.raises(CannotChangeAgency, match="Say why it is refused"):
        actions.sign(breach, office="director", agrees=False, by=director, at=BY["at"])
    actions.sign(breach, office="director", agrees=False, words="Find another.", by=director, at=BY["at"])
    assert Breach.objects.get().state == "refused"
    assert actions.ask_sign_off(row, rule="cap", reason="Nobody else.", **BY).state == "open"


def test_a_sign_off_does_not_cover_a_dearer_hour(ground):
    agreed_in(ground.council, hourly="37.00")
    row = an_assignment(ground)
    breach = actions.ask_sign_off(row, rule="cap", reason="Needed.", **BY)
    for office, user in zip(("director", "chief_executive"), two_who_sign(ground.council), strict=True):
        actions.sign(breach, office=office, agrees=True, by=user, at=BY["at"])
    asked = {
        name: getattr(row, name)
        for name in ("supplier", "team", "role", "post", "route", "starts_on", "planned_until", "fte", "notice_weeks")
    }
    actions.change(row, rate=parts(pay="31.00"), **asked, **BY)
    assert verdicts(row, "2025-03-03")["cap"] == "broken"


def test_a_cap_binds_new_ones_at_once_and_existing_ones_from_its_day(ground):
    row = actions.confirm(an_assignment(ground, starts_on=day("2024-09-02")), **BY)
    agreed_in(ground.council, hourly="37.00")
    assert [verdicts(row, on)["cap"] for on in ("2024-10-30", "2024-10-31", "2025-09-30", "2025-10-01")] == [
        "not_asked", "not_asked", "not_asked", "broken",
    ]  # fmt: skip
    with pytest.raises(CannotChangeAgency, match="above the cap"):
        actions.extend(row, planned_until=day("2025-10-20"), **BY)
    assert actions.extend(row, planned_until=day("2025-09-30"), **BY).planned_until == day("2025-09-30")


def test_a_title_that_is_not_mapped_stops_where_caps_are_agreed(ground):
    agreed_in(ground.council)
    TitleMap.objects.all().delete()
    with pytest.raises(CannotChangeAgency, match="not mapped"):
        actions.confirm(an_assignment(ground), **BY)


def test_adult_care_is_not_bound(ground):
    agreed_in(ground.council, hourly="10.00")
    team = factories.a_team(factories.a_service(ground.council, kind="adult", name="Adult care"))
    row = an_assignment(ground, post=None, team=team)
    assert verdicts(row, "2025-03-03") == {"cap": "not_asked"}
    assert actions.confirm(row, **BY).cover.covers_vacancy is False


def test_the_region_asks_more_than_the_nation(ground):
    book = book_of(ground.council)
    found = {key: book.rule(key, day("2025-03-03")) for key in ("cooling_off", "references", "experience")}
    assert {key: (rule.value, rule.region_id is not None) for key, rule in found.items() if rule} == {
        "cooling_off": (Decimal(6), True), "references": (Decimal(2), True), "experience": (Decimal(3), False),
    }  # fmt: skip
    assert book.rule("experience", day("2024-10-30")) is None


def test_rules_are_written_once(ground):
    before = (Rule.objects.count(), AuditEntry.objects.count())
    actions.ensure_rules(**BY)
    assert (Rule.objects.count(), AuditEntry.objects.count()) == before


def test_facts_that_break_a_rule_stop_it(ground):
    row = an_assignment(ground, notice_weeks=Decimal(2))
    facts = {"experience_months": 30, "references_received": 1, "left_permanent_on": day("2024-12-01"), "exemption": ""}
    actions.state_facts(row, **facts, **BY)
    assert verdicts(row, "2025-03-03") == {
        "cap": "not_asked", "experience": "broken", "cooling_off": "broken", "notice": "broken", "references": "broken",
    }  # fmt: skip
    with pytest.raises(CannotChangeAgency, match="2 years and 6 months"):
        actions.confirm(row, **BY)


def test_the_end_ends_the_cover_and_can_be_later_in_time(ground):
    row = actions.confirm(an_assignment(ground), **BY)
    row = actions.end(row, ends_on=day("2025-06-30"), reason="post_filled", **BY)
    assert (row.state, row.ends_on, Cover.objects.get().ends_on) == ("ended", day("2025-06-30"), day("2025-06-30"))
    with pytest.raises(CannotChangeAgency, match="Only a confirmed"):
        actions.end(row, ends_on=day("2025-07-30"), reason="planned", **BY)


def test_a_cover_that_ended_elsewhere_is_taken_over(ground):
    row = actions.confirm(an_assignment(ground), **BY)
    establishment.end_cover(Cover.objects.get(), ends_on=day("2025-05-12"), **BY)
    with pytest.raises(CannotChangeAgency, match="The cover ended on 12 May 2025 already"):
        actions.end(row, ends_on=day("2025-06-30"), reason="planned", **BY)
    assert actions.settle(row, **BY).ends_on == day("2025-05-12")
    other = actions.confirm(an_assignment(ground, starts_on=day("2025-06-02")), **BY)
    establishment.undo_cover(Cover.objects.get(pk=other.cover_id), **BY)
    assert (actions.settle(other, **BY).state, Assignment.objects.get(pk=other.pk).cover) == ("ended", None)


def test_another_rate_follows_and_a_dearer_one_above_the_cap_is_refused(ground):
    agreed_in(ground.council)
    row = actions.confirm(an_assignment(ground), **BY)
    actions.pay_otherwise(row, starts_on=day("2025-05-05"), rate=parts(pay="31.00"), **BY)
    assert [(r.starts_on, r.ends_on, r.charge) for r in row.rates.all()] == [
        (day("2025-03-03"), day("2025-05-05"), Decimal("40.80")), (day("2025-05-05"), None, Decimal("41.80")),
    ]  # fmt: skip
    with pytest.raises(CannotChangeAgency, match="record a new one at that rate"):
        actions.pay_otherwise(row, starts_on=day("2025-06-02"), rate=parts(pay="35.00"), **BY)
    assert row.rates.count() == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rate": parts(pay="0")}, "more than nothing"),
        ({"rate": parts(margin="-1")}, "No part of a rate"),
        ({"rate": parts(pay="499")}, "costs less than £500"),
        ({"planned_until": day("2025-03-03")}, "planned end"),
        ({"fte": Decimal(0)}, "FTE is more than 0"),
        ({"person": {"registration_number": "", "family_name": ""}}, "registration number, or a name"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(ground, fields, words):
    with pytest.raises(CannotChangeAgency, match=words):
        an_assignment(ground, **fields)
    assert Assignment.objects.count() == 0


def test_nobody_is_in_two_assignments_at_once(ground):
    person = {"registration_number": "SW4711", "family_name": "Millford"}
    first = an_assignment(ground, person=person)
    with pytest.raises(CannotChangeAgency, match="has an assignment in"):
        an_assignment(ground, person=person, post=None, starts_on=day("2025-08-31"), planned_until=day("2025-12-01"))
    actions.cancel(first, **BY)
    assert an_assignment(ground, person=person).worker == first.worker
    assert Worker.objects.filter(registration_number="SW4711").count() == 1


def test_a_new_cap_ends_the_one_before(ground):
    agreed_in(ground.council)
    agreed_in(ground.council, hourly="40.00", starts_on="2026-04-01", existing_from=None)
    assert list(PriceCap.objects.order_by("starts_on").values_list("hourly", "ends_on")) == [
        (Decimal("39.00"), day("2026-04-01")), (Decimal("40.00"), None),
    ]  # fmt: skip
    with pytest.raises(CannotChangeAgency, match="Choose another first day"):
        agreed_in(ground.council, starts_on="2026-04-01", existing_from=None)
    agreed_in(ground.council, hourly="39.50", starts_on="2025-04-01", existing_from=None)  # between the two
    assert list(PriceCap.objects.order_by("starts_on").values_list("hourly", "ends_on")) == [
        (Decimal("39.00"), day("2025-04-01")), (Decimal("39.50"), day("2026-04-01")), (Decimal("40.00"), None),
    ]  # fmt: skip


def test_a_set_of_caps_is_agreed_whole_or_not_at_all(ground):
    agreed_in(ground.council)
    caps = [actions.NewCap(ground.kind, route, Decimal(40), ["pay"]) for route in ("paye", "umbrella")]
    shared = {"existing_from": None, "source": "The directors"}
    with pytest.raises(CannotChangeAgency) as refused:
        actions.agree_set(ground.council.region, caps=caps, starts_on=day("2024-10-31"), **shared, **BY)
    assert str(refused.value) == (
        "Social worker, Umbrella: There is a cap from 31 October 2024 already. Choose another first day."
    )
    assert PriceCap.objects.count() == 1
    made = actions.agree_set(ground.council.region, caps=caps, starts_on=day("2026-04-01"), **shared, **BY)
    assert [(cap.route, cap.hourly, cap.starts_on) for cap in made] == [
        ("paye", Decimal(40), day("2026-04-01")), ("umbrella", Decimal(40), day("2026-04-01")),
    ]  # fmt: skip


def test_the_trail_names_nobody(ground):
    an_assignment(ground, person={"registration_number": "SW4711", "given_name": "Sedge", "family_name": "Millford"})
    mine = AuditEntry.objects.filter(thing_type__startswith="agency.")
    assert [entry.pk for entry in mine if "Millford" in f"{entry.thing}{entry.after}"] == []


def test_a_project_team_holds_its_suppliers_workers_within_its_days(ground):
    other = actions.add_supplier(ground.council, name="Larkhill Locums", **BY)
    team = actions.add_project_team(
        ground.council, name="Assessment team", supplier=other, team=ground.team, purpose="Clear the waiting list", overseen_by="Head of service",
        workers_agreed=4, other_monthly=Decimal(2000), starts_on=day("2025-03-01"), ends_on=day("2025-06-01"), **BY,
    )  # fmt: skip
    with pytest.raises(CannotChangeAgency, match="another supplier's"):
        an_assignment(ground, project_team=team, post=None)
    with pytest.raises(CannotChangeAgency, match="outside the project team's days"):
        an_assignment(ground, project_team=team, post=None, supplier=other)
    row = an_assignment(ground, project_team=team, post=None, supplier=other, planned_until=day("2025-06-01"))
    assert row.project_team == team


def test_standards_are_signed_on_a_day(ground):
    with pytest.raises(CannotChangeAgency, match="on which day"):
        actions.add_supplier(ground.council, name="Sarsen", standards=["caps"], **BY)
    with pytest.raises(CannotChangeAgency, match="already one called"):
        actions.add_supplier(ground.council, name="kestrel  care staffing", **BY)

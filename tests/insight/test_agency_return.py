"""The quarterly return on lines worked by hand."""

from decimal import Decimal

import pytest

from ridgeway.domains.agency import actions
from ridgeway.insight.agency_return import quarterly
from tests import factories
from tests.domains.agency.conftest import Ground, agreed_in, an_assignment
from tests.factories import BY, day

TODAY = day("2025-05-01")


@pytest.fixture
def ground(db, at):
    found = Ground()
    agreed_in(found.council, hourly="37.00")
    found.user = factories.a_user(found.council, "resourcing-manager")
    return found


def test_a_signed_off_assignment_is_a_line_with_its_breach(ground):
    row = an_assignment(ground)
    breach = actions.ask_sign_off(
        row, rule="cap", reason="Needed.", by="test", at=BY["at"].replace(year=2025, month=2, day=27)
    )
    for office, role in (("director", "director"), ("chief_executive", "chief-executive")):
        actions.sign(breach, office=office, agrees=True, by=factories.a_user(ground.council, role), at=BY["at"])
    actions.confirm(row, **BY)
    found = quarterly(ground.user, ground.council, day("2025-03-31"), TODAY)
    line = found.lines[0]
    assert (found.words, found.is_over, line.job_type, line.pay, line.counted, line.charge, line.last) == (
        "January to March 2025", True, "Social worker", Decimal("30.00"), Decimal("37.80"), Decimal("40.80"), None,
    )  # fmt: skip
    assert line.missing == ["experience after qualifying", "references received", "the region's answer on cooling-off"]
    assert [line.outcome(rule) for rule in ("cap", "experience", "cooling_off", "notice", "references")] == [
        "signed off", "not known", "not known", "kept", "not known",
    ]  # fmt: skip
    assert [(b, [word.office for word in words]) for b, words in found.breaches] == [
        (breach, ["director", "chief_executive"])
    ]
    assert [(k.rule, k.kept, k.signed, k.unknown) for k in found.kept][:2] == [
        ("cap", 0, 1, 0),
        ("experience", 0, 0, 1),
    ]


def test_the_cost_by_month_is_the_days_at_the_rate(ground):
    agreed_in(ground.council, hourly="60.00", starts_on="2025-01-01", existing_from=None)
    row = actions.confirm(an_assignment(ground, fte=Decimal("0.5")), **BY)
    actions.end(row, ends_on=day("2025-03-17"), reason="planned", **BY)
    found = quarterly(ground.user, ground.council, day("2025-02-01"), TODAY)
    # 3 to 16 March: 14 days are two weeks of 37 hours, half of them, at £40.80
    assert [(str(month), cost.total) for month, cost in found.months] == [
        ("2025-01-01", Decimal("0.00")), ("2025-02-01", Decimal("0.00")), ("2025-03-01", Decimal("1509.60")),
    ]  # fmt: skip
    assert found.lines[0].last == day("2025-03-16")


def test_a_quarter_that_runs_ends_today(ground):
    found = quarterly(ground.user, ground.council, TODAY, TODAY)
    assert (found.first, found.until, found.is_over, [str(month) for month, _ in found.months]) == (
        day("2025-04-01"), day("2025-05-02"), False, ["2025-04-01", "2025-05-01"],
    )  # fmt: skip


def test_adult_care_and_drafts_are_no_lines(ground):
    team = factories.a_team(factories.a_service(ground.council, kind="adult", name="Adult care"))
    actions.confirm(an_assignment(ground, post=None, team=team), **BY)
    an_assignment(ground)
    assert quarterly(ground.user, ground.council, day("2025-03-31"), TODAY).lines == []


def test_what_is_missing_is_named(ground):
    agreed_in(ground.council, hourly="60.00", starts_on="2025-01-01", existing_from=None)
    actions.confirm(an_assignment(ground, person={"family_name": "Millford"}), **BY)
    assert quarterly(ground.user, ground.council, day("2025-03-31"), TODAY).lines[0].missing == [
        "registration number", "experience after qualifying", "references received", "the region's answer on cooling-off",
    ]  # fmt: skip

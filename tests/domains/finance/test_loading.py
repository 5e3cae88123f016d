"""Ledger lines: taken in whole, standing in the place of earlier ones, taken back; and the month sums beside them."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from ridgeway.core.models import AuditEntry
from ridgeway.domains.finance import actions
from ridgeway.domains.finance.actions import CannotChangeFinance
from ridgeway.domains.finance.models import LedgerLine, LedgerLoad, MonthSum
from tests.factories import BY, a_team, day
from tests.ledger import a_code, a_line, a_year

pytestmark = pytest.mark.django_db
APRIL, MAY = day("2015-04-01"), day("2015-05-01")


def sums(**which) -> dict[tuple[str, str], Decimal]:
    rows = MonthSum.objects.filter(**which).order_by("month", "side")
    return {(row.month.isoformat()[:7], row.side): row.amount for row in rows}


def current() -> Decimal:
    return LedgerLine.objects.filter(replaced_by__isnull=True).aggregate(t=Sum("amount"))["t"]


def test_a_file_adds_up_and_is_one_entry_of_the_trail():
    team = a_team()
    load = a_year(team, budget=1_000, pay=700, agency_sw=500)
    assert (load.lines, load.budget, load.spent) == (36, Decimal(1000), Decimal(1200))
    assert (load.first_month, load.last_month) == (APRIL, day("2016-03-01"))
    assert sum(sums(side="actual", code__kind="pay").values()) == 700
    assert AuditEntry.objects.filter(action="ledgerload.taken").count() == 1
    assert len(load.digest) == 64


def test_a_later_file_stands_in_the_place_of_a_teams_month_and_of_nothing_else():
    team = a_team()
    other = a_team(team.service)
    actions.load_lines(team.council, [a_line(team, APRIL, "100"), a_line(team, MAY, "10"), a_line(other, APRIL, "7")], name="first", **BY)  # fmt: skip
    actions.load_lines(team.council, [a_line(team, APRIL, "60"), a_line(team, APRIL, "45.50")], name="second", **BY)
    assert sums(team=team) == {("2015-04", "actual"): Decimal("105.50"), ("2015-05", "actual"): Decimal(10)}
    assert sums(team=other) == {("2015-04", "actual"): Decimal(7)}
    assert current() == Decimal("122.50")


def test_taken_back_what_was_replaced_stands_again():
    team = a_team()
    actions.load_lines(team.council, [a_line(team, APRIL, "100"), a_line(team, APRIL, "1", "agency_sw")], name="first", **BY)  # fmt: skip
    second = actions.load_lines(team.council, [a_line(team, APRIL, "60"), a_line(team, MAY, "5")], name="second", **BY)
    actions.take_back(second, **BY)
    assert sums(code__kind="pay") == {("2015-04", "actual"): Decimal(100)}
    assert current() == 101
    assert LedgerLoad.objects.get(pk=second.pk).taken_back_at is not None
    with pytest.raises(CannotChangeFinance, match="It was taken back already"):
        actions.take_back(second, **BY)


def test_a_file_is_not_taken_back_from_under_a_later_one():
    team = a_team()
    first = actions.load_lines(team.council, [a_line(team, APRIL, "100")], name="first", **BY)
    actions.load_lines(team.council, [a_line(team, APRIL, "60")], name="second", **BY)
    with pytest.raises(CannotChangeFinance, match="A later file, second, stands in the place of some of its lines"):
        actions.take_back(first, **BY)


def test_a_code_said_anew_moves_its_sums():
    team = a_team()
    a_year(team, pay=1_200)
    actions.change_code(a_code(team.council, "pay"), kind="agency_sw", name="Agency", **BY)
    assert set(MonthSum.objects.values_list("kind", flat=True)) == {"agency_sw"}


def test_an_empty_file_is_refused_and_leaves_nothing():
    team = a_team()
    with pytest.raises(CannotChangeFinance, match="There is no line to take in"):
        actions.load_lines(team.council, [], name="empty", **BY)
    assert LedgerLoad.objects.count() == 0


def test_a_scenario_is_kept_by_its_name_and_replaced_by_the_same():
    council = a_team().council
    kept = actions.keep_scenario(council, name="Cautious", query="posts=160", **BY)
    again = actions.keep_scenario(council, name="cautious", query="posts=170", **BY)
    assert (again.pk, again.query) == (kept.pk, "posts=170")
    with pytest.raises(CannotChangeFinance, match="Give it a name"):
        actions.keep_scenario(council, name=" ", query="posts=1", **BY)

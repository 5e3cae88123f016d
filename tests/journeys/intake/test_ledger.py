"""Ledgers: columns, cost centres and codes matched once; what cannot be kept is listed and its sum said; taken in whole."""

from decimal import Decimal

import pytest

from ridgeway.domains.finance.models import LedgerLine, SubjectiveCode
from ridgeway.domains.organisation.models import Council
from ridgeway.journeys.intake import actions
from ridgeway.journeys.intake.ledger.amounts import read_month, read_pounds, read_year
from ridgeway.journeys.intake.ledger.examine import LEDGER
from ridgeway.journeys.intake.lists import ListMap
from tests.factories import BY, a_service, a_team, day
from tests.ledger import a_code

pytestmark = pytest.mark.django_db
HEAD = "Cost centre,Subjective,Subjective description,Period,Financial year,Actual,Budget,Reference\n"


@pytest.fixture
def north(council: Council):
    return a_team(a_service(council), name="North hub")


@pytest.fixture
def send(council, tmp_path, django_capture_on_commit_callbacks):
    """`send(text)` uploads a ledger, and the check has run; `send(text, confirm=True)` takes it in."""

    def run(text: str, *, confirm: bool = False):
        path = tmp_path / "ledger.csv"
        path.write_text(text, encoding="utf-8")
        with path.open("rb") as file, django_capture_on_commit_callbacks(execute=True):
            run = actions.upload(council, file, kind="ledger", name="ledger.csv", **BY)
        if confirm:
            run.refresh_from_db()
            with django_capture_on_commit_callbacks(execute=True):
                actions.confirm(run, **BY)
        run.refresh_from_db()
        return run

    return run


@pytest.fixture
def mapped(council, north):
    """The council's map: the columns by their names, cost centre H100 the North hub, H900 nobody's."""
    columns = LEDGER.suggest(HEAD.strip().split(",")).columns
    values = {"team": {"h100": north.slug, "h900": "-"}, "code": {"9990": "other"}}
    return actions.remember_map(council, ListMap(columns, values), kind="ledger", **BY)


def problems(run):
    return [(p.row, p.check_id, p.message) for p in run.problems.order_by("row", "pk")]


def counted(run) -> dict[str, str]:
    return dict(run.counts["extra"]["counted"])


def test_columns_are_told_by_their_names():
    assert LEDGER.suggest(HEAD.strip().split(",")).columns == {
        "team": "Cost centre", "code": "Subjective", "code_name": "Subjective description", "period": "Period", "year": "Financial year",
        "actual": "Actual", "budget": "Budget", "reference": "Reference",
    }  # fmt: skip


def test_without_a_map_the_columns_are_asked_for(send, north):
    run = send(HEAD + "North hub,1100,Basic pay,1,2015/16,100,90,A\n")
    assert (run.state, run.sentence) == ("unmapped", "Match the columns of this list to our fields; it is asked once and remembered.")  # fmt: skip


def test_from_file_to_lines(send, mapped, north):
    run = send(
        HEAD + "H100,1100,Basic pay,1,2015/16,\"1,000.50\",900,A1\nH100,1310,Agency social workers,Mar-16,2015/16,(50.00),,A2\n", confirm=True
    )  # fmt: skip
    assert (run.state, run.counts["written"], problems(run)) == ("done", 3, [])
    rows = LedgerLine.objects.order_by("pk").values_list("team", "code__code", "side", "month", "amount", "reference", "row")  # fmt: skip
    assert list(rows) == [
        (north.pk, "1100", "actual", day("2015-04-01"), Decimal("1000.50"), "A1", 2),
        (north.pk, "1100", "budget", day("2015-04-01"), Decimal(900), "A1", 2),
        (north.pk, "1310", "actual", day("2016-03-01"), Decimal(-50), "A2", 3),
    ]
    assert dict(SubjectiveCode.objects.values_list("code", "kind")) == {"1100": "pay", "1310": "agency_sw"}


def test_what_cannot_be_kept_is_listed_and_its_sum_said(send, mapped):
    run = send(
        HEAD
        + "H100,1100,Basic pay,1,2015/16,100,,A\n"  # kept
        + "H200,1100,Basic pay,1,2015/16,30,,B\n"  # nobody's team
        + "H100,5555,Sundries,1,2015/16,7,,C\n"  # nobody knows what for
        + "H900,1100,Basic pay,1,2015/16,1000,,D\n"  # not one of these teams
        + "H100,1100,Basic pay,15,2015/16,5,,E\n"
        + "H100,1100,Basic pay,13,2015/16,2,,F\n"
        + "H100,1100,Basic pay,2,2015/16,ten,,G\n"
        + "H100,1100,Basic pay,2,2015/16,0,,H\n"
        + "H100,1100,Basic pay,1,2015/16,100,,A\n"
        + "Total,,,,,1244,,\n"
    )
    assert problems(run) == [
        (3, "L02", "“H200”: no team is matched with it. Its lines are not taken in, and their sum is said above."),
        (4, "L02", "“5555 Sundries”: it is not said what the code pays for. Its lines are not taken in, and their sum is said above."),
        (6, "L01", "Period 15 is not between 1 (April) and 12 (March)."),
        (7, "L03", "A period after the twelfth is put in March."),
        (8, "L01", "“ten” is not a number."),
        (9, "L03", "The amount is nothing. It is kept."),
        (10, "L03", "The same line stands in the file twice: £100 under A. Both are kept."),
        (11, "L04", "The file's own total is £1,244, and its lines add up to £1,239: £5 is not explained."),
    ]  # fmt: skip
    said = counted(run)
    assert (said["Lines to take in"], said["Spent"], said["Left out: cost centres or codes not matched"]) == ("4", "£202", "£1,037")  # fmt: skip
    assert run.counts["extra"]["unknown"] == {"code": ["5555 Sundries"], "team": ["H200"]}


def test_a_second_file_says_what_it_replaces_and_what_stands_beside(send, mapped, council, north):
    south = a_team(north.service, name="South hub")
    send(HEAD + f"H100,1100,Basic pay,1,2015/16,100,,A\n{south.name},1100,Basic pay,1,2015/16,40,,B\n", confirm=True)
    run = send(HEAD + "H100,1100,Basic pay,1,2015/16,120,,A\n")
    assert counted(run)["Lines of earlier files these stand in the place of"] == "1, £100"
    assert [message for _, _, message in problems(run)] == ["1 spent lines of April 2015 are of teams that this file does not speak of. They stand."]  # fmt: skip


def test_a_years_budget_without_months_is_put_in_twelfths(send, mapped):
    run = send(HEAD + "H100,1100,Basic pay,,2015/16,,1000,A\n", confirm=True)
    assert run.counts["written"] == 12
    assert sum(LedgerLine.objects.values_list("amount", flat=True)) == 1000


def test_debit_credit_and_a_column_of_sides(send, council, north):
    a_code(council, "pay", "1100")
    columns = {"team": "Team", "code": "Account", "period": "Date", "debit": "Dr", "credit": "Cr", "side": "Type"}
    actions.remember_map(council, ListMap(columns), kind="ledger", **BY)
    run = send("Team,Account,Date,Dr,Cr,Type\nNorth hub,1100,30/04/2015,50,,Actual\nNorth hub,1100,30/04/2015,,20,Actual\nNorth hub,1100,30/04/2015,9,9,Actual\nNorth hub,1100,30/04/2015,60,,Bud\nNorth hub,1100,30/04/2015,1,,Forecast\n")  # fmt: skip
    assert (counted(run)["Spent"], counted(run)["Budgeted"]) == ("£30", "£60")
    assert [check for _, check, _ in problems(run)] == ["L01", "L02"]
    assert run.counts["extra"]["unknown"] == {"side": ["Forecast"]}


@pytest.mark.parametrize(
    ("written", "year"), [("2015/16", 2015), ("2015-2016", 2015), ("FY1516", 2015), ("15/16", 2015), (2015, 2015), ("", None)]
)  # fmt: skip
def test_years_as_they_are_written(written, year):
    assert read_year(written) == year


@pytest.mark.parametrize("written", ["2015/17", "soon", "0999"])
def test_years_that_are_none(written):
    with pytest.raises(ValueError, match=r"Write it as 2015/16|these times"):
        read_year(written)


@pytest.mark.parametrize(
    ("written", "year", "month"),
    [("P01", 2015, "2015-04-01"), (12, 2015, "2016-03-01"), ("Feb", 2015, "2016-02-01"), ("Apr-15", None, "2015-04-01"),
     ("201604", None, "2016-04-01"), ("30/06/2015", 2015, "2015-06-01"), ("2015-06-30", None, "2015-06-01")],
)  # fmt: skip
def test_months_as_they_are_written(written, year, month):
    assert read_month(written, year) == (day(month), False)


@pytest.mark.parametrize(("written", "amount"), [("£1,250.55", "1250.55"), ("(10)", "-10"), ("5-", "-5"), ("7CR", "-7"), ("7.005", "7.00")])  # fmt: skip
def test_amounts_as_they_are_written(written, amount):
    assert read_pounds(written) == Decimal(amount)

"""Timesheets: each line placed on its assignment; what cannot be kept is listed, explained and added up; taken in whole, and taken back."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ridgeway.core import audit
from ridgeway.domains.agency import actions as agency
from ridgeway.domains.agency.models import TimesheetLine, TimesheetLoad, TimesheetMonth
from ridgeway.domains.agency.weeks import monday_after, parted
from ridgeway.journeys.intake import actions
from ridgeway.journeys.intake.lists import ListMap
from ridgeway.journeys.intake.timesheets.examine import TIMESHEETS
from tests import factories
from tests.domains.agency.conftest import Ground, an_assignment, parts
from tests.factories import day
from tests.signing_in import sign_in

AT = dt.datetime(2025, 11, 3, 9, 0, tzinfo=dt.UTC)
BY = {"by": "test", "at": AT}
HEAD = "SWE number,Worker name,Week ending,Hours,Charge rate,Net,Agency,Team,Timesheet number\n"


@pytest.fixture
def ground(db):
    """One worker here from Monday 3 March 2025 to Sunday 30 March, at £40.80 an hour; another, whose assignment goes on, since 28 April."""
    ground = Ground("Wiltshire")
    ada = {"registration_number": "SW1000001", "given_name": "Ada", "family_name": "Reed"}
    first = agency.confirm(an_assignment(ground, person=ada), **BY)
    agency.end(first, ends_on=day("2025-03-31"), reason="planned", **BY)
    ben = {"registration_number": "SW1000002", "given_name": "Ben", "family_name": "Marsh"}
    more = {"starts_on": day("2025-04-28"), "planned_until": day("2026-03-02"), "post": None, "person": ben}
    second = agency.confirm(an_assignment(ground, **more), **BY)
    agency.add_supplier(ground.council, name="Windmill Interim", standards=[], signed_on=None, **BY)
    other = factories.a_team(ground.team.service, name="South hub")
    return SimpleNamespace(council=ground.council, team=ground.team, first=first, second=second, other=other)


@pytest.fixture
def send(ground, tmp_path, django_capture_on_commit_callbacks):
    """`send(text)` uploads timesheets, and the check has run; `send(text, confirm=True)` takes them in."""
    columns = TIMESHEETS.suggest(HEAD.strip().split(",")).columns
    actions.remember_map(ground.council, ListMap(columns, {}), kind="timesheets", **BY)

    def run(text: str, *, confirm: bool = False):
        path = tmp_path / "weeks.csv"
        path.write_text(HEAD + text, encoding="utf-8")
        with path.open("rb") as file, django_capture_on_commit_callbacks(execute=True):
            run = actions.upload(ground.council, file, kind="timesheets", name="weeks.csv", **BY)
        if confirm:
            run.refresh_from_db()
            with django_capture_on_commit_callbacks(execute=True):
                actions.confirm(run, **BY)
        run.refresh_from_db()
        return run

    return run


def problems(run) -> list[tuple[int, str, str]]:
    return [(p.row, p.check_id, p.severity) for p in run.problems.order_by("row", "pk")]


def months(assignment) -> list[tuple[str, Decimal, Decimal, Decimal, int]]:
    found = TimesheetMonth.objects.filter(assignment=assignment).order_by("month")
    return [(f"{m.month:%Y-%m}", m.hours, m.cost, m.agreed, m.weeks) for m in found]


def test_columns_are_told_by_their_names():
    assert TIMESHEETS.suggest(HEAD.strip().split(",")).columns == {
        "registration": "SWE number", "worker": "Worker name", "ending": "Week ending", "hours": "Hours", "rate": "Charge rate",
        "amount": "Net", "supplier": "Agency", "team": "Team", "reference": "Timesheet number",
    }  # fmt: skip


def test_a_week_over_a_months_end_is_parted_by_its_working_days():
    assert parted(day("2025-03-31"), Decimal("100.01")) == {day("2025-03-01"): Decimal("20.00"), day("2025-04-01"): Decimal("80.01")}  # fmt: skip
    assert parted(day("2025-03-24"), Decimal(37)) == {day("2025-03-01"): Decimal(37)}
    assert monday_after(day("2025-03-02")) == monday_after(day("2025-03-03")) == day("2025-03-03")


def test_good_lines_are_taken_in_and_added_up_by_month(ground, send):
    text = (
        "SW1000001,,09/03/2025,37,40.80,1509.60,Kestrel Care Staffing,,T1\n"
        "sw 1000001,,16/03/2025,37,,1509.60,,,T2\n"
        ',"Marsh, Ben",02/05/2025,40,41.80,,,,T3\n'
    )
    run = send(text, confirm=True)
    assert run.state == "done", run.sentence
    assert [(p.row, p.check_id) for p in run.problems.all()] == [(4, "T06")]
    assert months(ground.first) == [("2025-03", Decimal("74.00"), Decimal("3019.20"), Decimal("3019.20"), 2)]
    # 28 April is a Monday: three of the five days are in April; charged 41.80, agreed 40.80
    assert months(ground.second) == [
        ("2025-04", Decimal("24.00"), Decimal("1003.20"), Decimal("979.20"), 1),
        ("2025-05", Decimal("16.00"), Decimal("668.80"), Decimal("652.80"), 1),
    ]  # fmt: skip
    load = TimesheetLoad.objects.get()
    assert (load.lines, load.hours, load.cost, load.first_week) == (
        3,
        Decimal("114.00"),
        Decimal("4691.20"),
        day("2025-03-03"),
    )
    assert dict(run.counts["extra"]["counted"])["Charged more than agreed, less what was charged less"] == "£40.00"


def test_what_cannot_be_kept_is_listed_explained_and_added_up(ground, send):
    text = (
        "SW1000001,,06/04/2025,37,40.80,1509.60,,,after the end\n"  # row 2
        "SW1000002,,27/04/2025,37,40.80,,,,before the start\n"
        "SW1000002,,09/05/2025,37,0,0,,,a rate of nothing\n"
        "SW1000002,,16/05/2025,37,40.80,1509.60,Windmill Interim,,another supplier\n"
        "SW1000002,,16/05/2025,37,40.80,1509.60,,South hub,another team\n"
        "SW9999999,,16/05/2025,37,40.80,100.00,,,nobody's\n"
        "SW1000002,,16/05/2025,200,40.80,,,,too long a week\n"
        "SW1000002,,16/05/2099,37,40.80,,,,to come\n"
        "SW1000002,,soon,37,40.80,,,,no week\n"
        "SW1000002,,16/05/2025,37,40.80,2000.00,Unheard Of,,no such supplier\n"
    )
    run = send(text)
    assert problems(run) == [
        (2, "T03", "error"), (3, "T03", "error"), (4, "T01", "error"), (5, "T04", "error"), (6, "T04", "error"), (7, "T02", "error"),
        (8, "T01", "error"), (9, "T01", "error"), (10, "T01", "error"), (11, "T02", "error"),
    ]  # fmt: skip
    first = run.problems.get(row=2)
    assert (
        first.message
        == f"Assignment {ground.first.pk} ended on 30 March 2025, before this week. The line is not taken in; what it comes to is said above."
    )
    assert run.problems.get(row=4).message.startswith("37 hours at a rate of nothing.")
    shown = [(run.problems.get(row=row).field, run.problems.get(row=row).value) for row in (4, 5, 6)]
    assert shown == [("Charge rate", "0"), ("Agency", "Windmill Interim"), ("Team", "South hub")]
    counted = dict(run.counts["extra"]["counted"])
    assert (counted["Timesheets to take in"], counted["Left out: not matched, outside their assignment, or not readable"]) == (
        "0", "10 lines, £11,157.60",
    )  # fmt: skip
    assert run.counts["extra"]["unknown"] == {"supplier": ["Unheard Of"]}


def test_what_may_be_wrong_is_kept_and_asked_about(ground, send):
    text = (
        "SW1000002,,09/05/2025,37,40.80,1811.52,,,VAT in it\n"
        "SW1000002,,16/05/2025,37,40.80,,,,\n"
        "SW1000002,,16/05/2025,30,40.80,,,,\n"
        "SW1000002,,16/05/2025,30,40.80,,,,\n"
    )
    run = send(text)
    assert problems(run) == [(2, "T05", "query"), (4, "T07", "query"), (5, "T07", "query")]
    assert [p.message for p in run.problems.order_by("row", "pk")] == [
        "37 hours at £40.80 come to £1,509.60; the line says £1,811.52. What it says is kept.",
        "With this line the worker has 67 hours in one week.",
        "The same week, hours and rate of the assignment stand in the file already. Both are kept.",
    ]
    assert run.counts["changes"] == {"timesheetline.taken": 4}


def test_a_later_file_stands_in_the_place_and_can_be_taken_back(ground, send):
    send("SW1000001,,09/03/2025,37,40.80,,,,T1\nSW1000001,,16/03/2025,37,40.80,,,,T2\n", confirm=True)
    second = send("SW1000001,,09/03/2025,30,40.80,,,,T1 again\n")
    assert dict(second.counts["extra"]["counted"])["Timesheets of earlier files these stand in the place of"] == "1"
    run = send("SW1000001,,09/03/2025,20,40.80,,,,T1 again\n", confirm=True)
    assert run.state == "done"
    assert months(ground.first) == [("2025-03", Decimal("57.00"), Decimal("2325.60"), Decimal("2325.60"), 2)]
    old, new = TimesheetLoad.objects.order_by("pk")
    with pytest.raises(agency.CannotChangeAgency, match="A later file"):
        agency.take_back_timesheets(old, **BY)
    agency.take_back_timesheets(new, **BY)
    assert months(ground.first) == [("2025-03", Decimal("74.00"), Decimal("3019.20"), Decimal("3019.20"), 2)]
    agency.take_back_timesheets(old, **BY)
    assert (months(ground.first), TimesheetLine.objects.count()) == ([], 3)
    assert audit.verify().intact


def test_the_same_file_says_before_it_is_confirmed_that_it_was_brought_in(ground, send, client):
    """By its bytes, or by its lines in another file; and that the first was taken back, where it was."""
    text = "SW1000001,,09/03/2025,37,40.80,,,,T1\n"
    user = factories.a_user(ground.council, "resourcing-manager")
    sign_in(client, user)

    def told(run) -> tuple[str, str]:
        page = client.get(f"/c/{ground.council.slug}/imports/{run.pk}/").context
        return page.get("before_words", ""), page["before"].pk if "before" in page else ""

    first = send(text)
    assert told(first) == ("", "")
    first = send(text, confirm=True)
    words = "The same file was brought in before, as weeks.csv, confirmed by test on Mon 3 Nov 2025, 09:00"
    standing = f"{words}. Nothing would count twice: its lines would stand in the place of the same lines. Withdraw it, unless that is meant."
    assert told(send(text)) == (standing, first.pk)
    assert told(send(text.replace(",,09", ",Ada Reed,09"))) == (standing, first.pk)
    assert told(send(text.replace("T1", "T2"))) == ("", "")
    agency.take_back_timesheets(TimesheetLoad.objects.get(), **BY)
    assert told(send(text)) == (f"{words}, and taken back since. Confirming brings its lines in anew.", first.pk)


def test_a_rate_recorded_later_moves_what_was_agreed(ground, send):
    send("SW1000002,,09/05/2025,10,41.80,,,,\nSW1000002,,06/06/2025,10,41.80,,,,\n", confirm=True)
    agency.pay_otherwise(ground.second, starts_on=day("2025-06-01"), rate=parts(pay="31.00"), **BY)
    assert months(ground.second) == [
        ("2025-05", Decimal("10.00"), Decimal("418.00"), Decimal("408.00"), 1), ("2025-06", Decimal("10.00"), Decimal("418.00"), Decimal("418.00"), 1),
    ]  # fmt: skip


def test_half_a_penny_is_not_dearer_than_agreed(ground, send):
    run = send("SW1000002,,09/05/2025,36.55,40.90,,,,\n", confirm=True)
    assert [m[2:4] for m in months(ground.second)] == [(Decimal("1494.90"), Decimal("1491.24"))]
    assert run.state == "done"

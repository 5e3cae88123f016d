"""What a census file becomes: workers, spells, holdings, cover, case counts, absences, stated totals."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from ridgeway.core import audit
from ridgeway.domains.establishment.models import Absence, Cover, Employment, Holding, JobRole, StatedTotals, Worker
from ridgeway.domains.practice.models import CaseCount
from ridgeway.insight import answers
from tests import factories

from .conftest import BY
from .files import AGENCY, leaver, staff

pytestmark = pytest.mark.django_db
DAY = dt.date.fromisoformat


def spells():
    return [
        (e.worker.registration_number, str(e.starts_on), str(e.ends_on or ""), e.origin, e.reason, e.destination)
        for e in Employment.objects.select_related("worker").order_by("worker__registration_number", "starts_on")
    ]


def held():
    return [
        (
            h.worker.registration_number,
            str(h.starts_on),
            str(h.ends_on or ""),
            float(h.fte),
            h.role.census_role if h.role else "",
        )
        for h in Holding.objects.select_related("worker", "role").order_by("worker__registration_number", "starts_on")
    ]


def test_somebody_in_post(take, council):
    take([staff(FTE="0.6", FTE30="0.8", Absat30Sept="1", ReasonAbsence="MAT"), AGENCY])
    worker = Worker.objects.get(registration_number="SW1001")
    assert (worker.qualification, worker.is_step_up_graduate, worker.is_frontline_graduate) == ("1", False, False)
    assert (worker.monitoring.born_on, worker.monitoring.sex, worker.monitoring.ethnicity) == (
        DAY("1980-05-01"),
        "F",
        "WBRI",
    )
    assert spells() == [("SW1001", "2019-04-01", "", "2", "", "")]
    assert held() == [
        ("SW1001", "2019-04-01", "2025-09-30", 0.8, "5"),
        ("SW1001", "2025-09-30", "", 0.6, "5"),
    ]
    assert [
        (c.worker.registration_number, c.cases, c.on) for c in CaseCount.objects.order_by("worker__registration_number")
    ] == [
        ("SW1001", 16, DAY("2025-09-30")),
        ("SW9001", 12, DAY("2025-09-30")),
    ]
    assert sorted(
        (a.kind, str(a.starts_on), str(a.ends_on), a.working_days_lost, a.is_yearly_total)
        for a in Absence.objects.all()
    ) == [
        ("MAT", "2025-09-30", "2025-10-01", None, False),
        ("SIC", "2024-10-01", "2025-10-01", Decimal("2.5"), True),
    ]
    role = JobRole.objects.get()
    assert (role.slug, role.name, role.kind, role.census_role) == ("census-5", "Case holder", "social_worker", "5")


def test_an_agency_worker_is_a_snapshot_of_one_day(take):
    take([staff(), AGENCY])
    cover = Cover.objects.get()
    assert (cover.starts_on, cover.ends_on, cover.fte, cover.is_snapshot, cover.covers_vacancy, cover.contract_weeks) == (
        DAY("2025-09-30"), DAY("2025-10-01"), Decimal("0.8"), True, None, 26,
    )  # fmt: skip


def test_a_leaver_is_not_in_post_on_the_leaving_date(take):
    take([leaver(ends_on="2025-09-30", FTE30="0.5"), AGENCY])
    assert spells() == [("SW1001", "2019-04-01", "2025-09-30", "2", "1", "1")]
    assert held() == [("SW1001", "2019-04-01", "2025-09-30", 0.5, "5")]
    assert CaseCount.objects.filter(worker__registration_number="SW1001").count() == 0


def test_who_started_and_left_within_the_year_is_a_starter_and_a_leaver(take):
    result = take([staff(), leaver("SW1002", "2025-03-31", RoleStartDate="2024-11-01", FTE30="0"), AGENCY])
    assert result["problems"] == []
    assert held()[-1] == ("SW1002", "2024-11-01", "2025-03-31", 0.0, "5")
    found = {row["measure"]: row for row in answers.measures("865", DAY("2025-09-30"))}
    assert [found[key]["value"] for key in ("starters", "leavers", "turnover_published")] == [1, 1, 0]
    assert (
        take([staff(), leaver("SW1002", "2025-03-31", RoleStartDate="2024-11-01", FTE30="0"), AGENCY])["written"] == 0
    )


def test_zeros_are_kept_and_what_is_absent_is_not_known(take):
    take(
        [
            staff("SW1", Cases30="0", OrgRole="6", WorkingDaysLost="0"),
            staff("SW2", Cases30=None, WorkingDaysLost=None),
            AGENCY,
        ]
    )
    assert [
        (c.worker.registration_number, c.cases) for c in CaseCount.objects.exclude(worker__registration_number="SW9001")
    ] == [("SW1", 0)]
    assert [(a.employment.worker.registration_number, a.working_days_lost) for a in Absence.objects.all()] == [
        ("SW1", 0)
    ]


def test_unknown_codes_are_kept_as_not_known(take):
    take([staff(OrgRole="9", StartOrigin="77", Ethnicity="ZZZZ"), AGENCY])
    assert spells() == [("SW1001", "2019-04-01", "", "", "", "")]
    assert held() == [("SW1001", "2019-04-01", "", 1.0, "")]
    assert Worker.objects.get(registration_number="SW1001").monitoring.ethnicity == ""


def test_the_councils_own_totals(take):
    take([staff(), AGENCY])
    stated = StatedTotals.objects.get()
    assert (stated.on, stated.vacancies_fte, stated.agency_cover_fte, stated.agency_cover_headcount) == (
        DAY("2025-09-30"), Decimal("39.4"), Decimal("0.8"), 1,
    )  # fmt: skip
    assert (stated.pay_and_benefits["CarAllowance"], stated.pay_and_benefits["OtherAllowances"]) == ("0", "None")
    assert stated.source == "Children's social work workforce census 2025"


def test_the_same_file_twice_changes_nothing(take, council):
    first = take([staff(), leaver("SW2"), AGENCY])
    council.refresh_from_db()
    revision = council.revision
    again = take([staff(), leaver("SW2"), AGENCY])
    council.refresh_from_db()
    assert (first["written"] > 0, again["written"], council.revision) == (True, 0, revision)


def test_a_corrected_file_corrects_the_rows(take):
    take([staff(FTE="0.8", Cases30="10"), AGENCY])
    take([staff(FTE="0.6", FTE30="0.9", Cases30="11"), AGENCY])
    assert held() == [("SW1001", "2019-04-01", "2025-09-30", 0.9, "5"), ("SW1001", "2025-09-30", "", 0.6, "5")]
    assert CaseCount.objects.get(worker__registration_number="SW1001").cases == 11


def test_every_row_written_has_an_audit_line_and_monitoring_is_never_in_it(take, council):
    from ridgeway.core.models import AuditEntry

    before = AuditEntry.objects.filter(chain="865").count()
    result = take([staff(), leaver("SW2"), AGENCY])
    entries = AuditEntry.objects.filter(chain="865").order_by("sequence")[before:]
    written = [e for e in entries if not e.action.startswith(("importrun.", "council."))]
    assert len(written) == result["written"]
    assert [sorted(e.after) for e in written if e.action == "monitoring.recorded"] == [["worker_id"], ["worker_id"]]
    assert audit.verify().intact


def test_a_dry_run_writes_nothing(take, council):
    from ridgeway.journeys.intake.models import ImportRun

    result = take([staff(), AGENCY], dry_run=True)
    assert (result["rows"], result["written"], Worker.objects.count(), ImportRun.objects.count()) == (2, 0, 0, 0)


def test_people_without_a_team_stand_where_their_service_sees_them(take, council):
    """A head of a children's service sees the people of a census, which names no teams."""
    take([staff(), AGENCY])
    team = Holding.objects.get().team
    assert (team.slug, team.service.kind, Cover.objects.get().team) == ("team-not-stated", "children", team)
    assert {count.team for count in CaseCount.objects.all()} == {team}


def test_files_alone_tell_from_when_and_until_when_something_is_known(take, council):
    take([staff()])
    council.refresh_from_db()
    assert (council.records_from, council.records_until) == (DAY("2024-09-30"), DAY("2025-09-30"))
    take([staff(FTE30="1")], year=2024)
    council.refresh_from_db()
    assert (council.records_from, council.records_until) == (DAY("2023-09-30"), DAY("2025-09-30"))


def test_a_council_that_keeps_its_posts_is_not_told_so_by_files(take, council):
    factories.a_post(factories.a_team(factories.a_service(council)))
    take([staff()])
    council.refresh_from_db()
    assert (council.records_from, council.records_until) == (None, None)


def test_who_is_in_post_by_other_rows_and_not_in_the_file_is_counted_and_said(take, council):
    team = factories.a_team(factories.a_service(council))
    role = factories.a_job_role(council, census_role="5", is_social_worker=True)
    for number in ("SW555", ""):
        worker = factories.a_worker(council, registration_number=number)
        factories.an_employee(factories.a_post(team, role=role), worker=worker)
    said = [p for p in take([staff()])["problems"] if p["field"] == "SWENo"]
    assert [(p["row"], p["value"], p["severity"]) for p in said] == [(0, "2 not in the file", "query")]
    assert said[0]["message"].startswith(
        "2 social workers are in post here on 30 September 2025 and not in this file (1 of them without a registration number here)."
    )


def test_new_people_go_to_the_team_that_was_named(take, council):
    team = factories.a_team(factories.a_service(council), name="North hub")
    take([staff(), AGENCY], team="north-hub")
    assert {h.team for h in Holding.objects.all()} == {team}
    assert {c.team for c in Cover.objects.all()} == {team}


# years joined by registration number


def test_two_years_become_spells(take):
    take([staff("SW1", FTE="1"), staff("SW2"), leaver("SW3", "2024-02-01")], year=2024)
    take(
        [
            staff("SW1", FTE="0.8"),
            leaver("SW2", "2025-01-15"),
            staff("SW4", RoleStartDate="2025-06-02", FTE30="0"),
            AGENCY,
        ],
        year=2025,
    )
    assert spells() == [
        ("SW1", "2019-04-01", "", "2", "", ""),
        ("SW2", "2019-04-01", "2025-01-15", "2", "1", "1"),
        ("SW3", "2019-04-01", "2024-02-01", "2", "1", "1"),
        ("SW4", "2025-06-02", "", "2", "", ""),
    ]
    assert held() == [
        ("SW1", "2019-04-01", "2025-09-30", 1.0, "5"),
        ("SW1", "2025-09-30", "", 0.8, "5"),
        ("SW2", "2019-04-01", "2025-01-15", 1.0, "5"),
        ("SW3", "2019-04-01", "2024-02-01", 1.0, "5"),
        ("SW4", "2025-06-02", "", 1.0, "5"),
    ]


def test_somebody_missing_from_the_next_year_is_a_query_and_stays(take):
    gone = [f"SW{number}" for number in range(2, 9)]
    take([staff("SW1"), *map(staff, reversed(gone)), AGENCY], year=2024)
    result = take([staff("SW1"), AGENCY], year=2025)
    assert [(p["row"], p["field"], p["value"], p["severity"]) for p in result["problems"]] == [
        (0, "SWENo", number, "query")
        for number in gone  # in the order of their numbers, in every process
    ]
    assert spells()[1] == ("SW2", "2019-04-01", "", "2", "", "")


def test_a_leaver_who_comes_back_has_two_employments(take):
    take([staff("SW1")], year=2024)
    take([leaver("SW1", "2025-01-10"), staff("SW1", RoleStartDate="2025-06-02", FTE30="0"), AGENCY], year=2025)
    assert spells() == [("SW1", "2019-04-01", "2025-01-10", "2", "1", "1"), ("SW1", "2025-06-02", "", "2", "", "")]


def test_another_start_date_is_still_one_employment(take):
    take([staff("SW1")], year=2024)
    result = take([staff("SW1", RoleStartDate="2019-05-01"), AGENCY], year=2025)
    assert [(p["field"], p["value"], p["severity"]) for p in result["problems"]] == [
        ("RoleStartDate", "2019-05-01", "query")
    ]
    assert spells() == [("SW1", "2019-04-01", "", "2", "", "")]


YEARS = {
    2023: [
        staff("SW1", FTE="1"), staff("SW2", FTE="0.5", FTE30="0.5"), staff("SW3", OrgRole="4"),
        staff("SW5", RoleStartDate="2023-01-09", FTE30="0"),
    ],
    2024: [
        staff("SW1", FTE="0.8"), staff("SW2", FTE="0.5", FTE30="0.5"), leaver("SW3", "2024-05-31", OrgRole="4"),
        staff("SW4", RoleStartDate="2024-04-02", FTE30="0"), staff("SW5", OrgRole="4", RoleStartDate="2023-01-09"),
    ],
    2025: [
        staff("SW1", FTE="0.6", FTE30="0.8"), leaver("SW2", "2025-02-28", FTE30="0.5"), AGENCY,
        staff("SW4", RoleStartDate="2024-04-02", OrgRole="3"),
        staff("SW5", OrgRole="4", FTE="0.7", RoleStartDate="2023-01-09"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("order", list(itertools.permutations(YEARS)))
def test_years_come_to_the_same_in_any_order(take, order):
    for year in order:
        take(YEARS[year], year=year)
    assert spells() == [
        ("SW1", "2019-04-01", "", "2", "", ""),
        ("SW2", "2019-04-01", "2025-02-28", "2", "1", "1"),
        ("SW3", "2019-04-01", "2024-05-31", "2", "1", "1"),
        ("SW4", "2024-04-02", "", "2", "", ""),
        ("SW5", "2023-01-09", "", "2", "", ""),
    ]
    assert held() == [
        ("SW1", "2019-04-01", "2024-09-30", 1.0, "5"),
        ("SW1", "2024-09-30", "2025-09-30", 0.8, "5"),
        ("SW1", "2025-09-30", "", 0.6, "5"),
        ("SW2", "2019-04-01", "2025-02-28", 0.5, "5"),
        ("SW3", "2019-04-01", "2024-05-31", 1.0, "4"),
        ("SW4", "2024-04-02", "2025-09-30", 1.0, "5"),
        ("SW4", "2025-09-30", "", 1.0, "3"),
        ("SW5", "2023-01-09", "2024-09-30", 1.0, "5"),
        ("SW5", "2024-09-30", "2025-09-30", 1.0, "4"),
        ("SW5", "2025-09-30", "", 0.7, "4"),
    ]


def test_somebody_known_from_their_post_is_compared_and_left(take, council):
    post = factories.a_post(factories.a_team(factories.a_service(council)))
    worker = factories.a_worker(council, registration_number="SW1001")
    factories.an_employee(post, worker=worker, starts_on=DAY("2019-04-01"), fte="0.9")
    result = take([staff(FTE="0.6", OrgRole="4"), AGENCY])
    assert [(p["field"], p["value"]) for p in result["problems"]] == [("FTE", "0.6"), ("OrgRole", "4")]
    assert [(float(h.fte), h.post) for h in Holding.objects.filter(worker=worker)] == [(0.9, post)]
    assert CaseCount.objects.get(worker=worker).team == post.terms.get().team


def test_people_of_another_council_are_never_touched(take, council):
    other = factories.a_council()
    factories.a_worker(other, registration_number="SW1001")
    take([staff(), AGENCY])
    assert [
        (w.council_id, w.employments.count())
        for w in Worker.objects.filter(registration_number="SW1001").order_by("pk")
    ] == [
        (other.pk, 0),
        (council.pk, 1),
    ]


def test_generated_files_of_successive_years_join_without_problems(council, tmp_path):
    from ridgeway.demo.census_file import write_census
    from ridgeway.journeys.intake.commands import import_census

    for year in range(2021, 2026):
        path = tmp_path / f"{year}.xml"
        write_census(path, code="865", year=year, people=120)
        result = import_census(path, council, dry_run=False, **BY)
        assert [p for p in result["problems"] if p["field"] not in ("Ethnicity", "StartOrigin")] == []
        on = dt.date(year, 9, 30)
        assert Employment.objects.on(on).count() == result["workers"]
        assert CaseCount.objects.filter(on=on).count() == result["workers"] + result["agency"]


def test_where_the_order_of_files_matters_it_is_said(take):
    take([staff("SW1")], year=2023)
    take([staff("SW1", RoleStartDate="2025-03-03", FTE30="0"), AGENCY], year=2025)
    assert spells() == [("SW1", "2019-04-01", "", "2", "", "")]
    late = take([leaver("SW1", "2024-05-31")], year=2024)
    assert [p["field"] for p in late["problems"] if p["row"] == 1] == ["RoleEndDate"]
    first = ("SW1", "2019-04-01", "2024-05-31", "2", "1", "1")
    assert spells() == [first, ("SW1", "2025-09-30", "", "", "", "")]
    take([staff("SW1", RoleStartDate="2025-03-03", FTE30="0"), AGENCY], year=2025)
    assert spells() == [first, ("SW1", "2025-03-03", "", "2", "", "")]


@pytest.mark.parametrize("fte", ["1", "0.6"])
@pytest.mark.parametrize("back_on", ["2024-05-01", "2024-11-04"])
def test_somebody_who_came_back_within_a_year_whose_file_comes_last_is_not_lost(take, fte, back_on):
    """Left in the year to September 2024; back within it, or the next autumn. The 2024 file comes after that of 2025."""
    before = staff("SW1", RoleStartDate="2015-04-01")
    after = staff("SW1", RoleStartDate=back_on, FTE=fte, FTE30="1" if back_on < "2024-09-30" else "0")
    take([before], year=2023)
    take([after], year=2025)
    assert spells() == [("SW1", "2015-04-01", "", "2", "", "")]
    late = [leaver("SW1", "2024-02-01", RoleStartDate="2015-04-01")]
    if back_on < "2024-09-30":
        late.append(staff("SW1", RoleStartDate=back_on, FTE30="0"))
    take(late, year=2024)
    # the day of a return after the missing year's end is not kept from the later file: the first day they are known to be in post
    begins = back_on if back_on < "2024-09-30" else "2025-09-30"
    assert [(start, end, reason) for _, start, end, _, reason, _ in spells()] == [
        ("2015-04-01", "2024-02-01", "1"), (begins, "", ""),
    ]  # fmt: skip
    assert (held()[0][2], held()[-1][2:4]) == ("2024-02-01", ("", float(fte)))
    assert take(late, year=2024)["written"] == 0

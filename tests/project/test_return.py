"""`ridgeway return census`: what is written is what was read, and what is missing is said."""

import datetime as dt

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.reporting.returns import census as returned
from tests.factories import a_council
from tests.journeys.intake.files import AGENCY, census, leaver, staff


@pytest.fixture
def filed(ridgeway, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    a_council("Wiltshire", code="865")
    people = [
        staff(
            "SW1", StepUpGrad="1", FTE="0.6", FTE30="0.8", Absat30Sept="1", ReasonAbsence="MAT", RRPayments="1200.50"
        ),
        leaver("SW2"),
        leaver("SW3", "2025-06-30", RoleStartDate="2024-11-04", FTE30="0"),
        AGENCY,
    ]
    path = str(census(tmp_path / "in.xml", people))
    ridgeway("import", "census", path, "--council", "865", "--json")
    return tmp_path / "out.xml"


def write(ridgeway, out, year="2025"):
    return ridgeway("return", "census", "--council", "865", "--year", year, "--out", str(out), "--json")


def test_a_file_read_and_written_again_is_the_same(ridgeway, filed):
    said = write(ridgeway, filed)
    counts = {name: said.json[name] for name in ("written", "workers", "agency", "leavers", "vacancies_fte")}
    assert counts == {"written": 4, "workers": 1, "agency": 1, "leavers": 2, "vacancies_fte": 39.4}
    assert (said.status, said.json["problems"]) == (0, [])
    pay = [line for line in filed.read_text().replace("><", ">\n<").splitlines() if "Salary" in line or "RRPay" in line]
    assert pay == [
        "<BaseSalary>41000.00</BaseSalary>",
        "<RRPayments>1200.50</RRPayments>",
        *["<BaseSalary>41000.00</BaseSalary>"] * 2,
    ]
    again = ridgeway("import", "census", str(filed), "--council", "865", "--json")
    assert again.json["written"] == 0


def test_what_somebody_was_paid_is_in_no_audit_entry(ridgeway, filed):
    written = AuditEntry.objects.filter(action="salary.stated").order_by("pk")
    assert [sorted(entry.after) for entry in written] == [["employment_id"]] * 3


def test_a_year_without_a_layout_or_still_to_come_is_refused(ridgeway, filed):
    assert write(ridgeway, filed, "2019").json == {
        "refused": "The layout of 2019 is not known; years from 2021 on can be written."
    }
    council = a_council("Dorset", code="838")
    with pytest.raises(returned.CannotReturn):
        returned.write(filed, council, 2025, {}, made_at=dt.datetime(2025, 9, 29, tzinfo=dt.UTC))
    assert not filed.exists()


def test_a_forecast_says_that_it_is_not_there(ridgeway):
    said = ridgeway("forecast", "scenario.json", "--json")
    assert (said.status, list(said.json)) == (1, ["refused"])

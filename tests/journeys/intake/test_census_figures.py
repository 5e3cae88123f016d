"""A census file's own figures, worked out by hand from its records."""

import pytest

from ridgeway.insight import answers

from .files import AGENCY, leaver, staff

pytestmark = pytest.mark.django_db


def figures(run) -> dict:
    return {row["measure"]: row for row in run.counts["extra"]["figures"]}


def test_the_file_speaks_for_itself_before_anything_is_written(uploaded):
    run = uploaded(
        [staff("SW1", FTE="0.6", FTE30="0.6", Cases30="12"), staff("SW2", Cases30="0"), leaver("SW3"), AGENCY]
    )
    found = figures(run)
    totals = run.counts["vacancies_fte"]
    assert found["fte"]["value"] == 1.6
    # vacant over vacant and in post
    assert found["vacancy_rate"]["value"] == pytest.approx(100 * totals / (totals + 1.6), abs=1e-3)
    # a leaver's FTE is that of 30 September of the year before, over FTE in post at the end
    assert found["turnover_published"]["numerator"] == 1
    assert found["turnover_published"]["value"] == pytest.approx(100 / 1.6, abs=1e-3)
    agency = found["agency_rate"]
    assert agency["value"] == pytest.approx(100 * agency["numerator"] / (agency["numerator"] + 1.6), abs=1e-3)
    # 12 cases of 0.6 FTE and the agency worker's 12; the count of nought holds no case
    assert found["caseload"]["numerator"] == 24


def test_once_written_the_rows_give_the_same_figures(take, council, uploaded):
    records = [staff("SW1", FTE="0.6", FTE30="0.6", Cases30="12"), staff("SW2"), leaver("SW3"), AGENCY]
    own = figures(uploaded(records))
    take(records)
    import datetime as dt

    council.refresh_from_db()
    ours = {row["measure"]: row for row in answers.measures("865", dt.date(2025, 9, 30), keys=list(own))}
    for key in ("fte", "vacancy_rate", "turnover_published", "agency_rate", "caseload", "sickness", "agency_cover"):
        assert ours[key]["value"] == own[key]["value"], key

"""The Department's published indicators: every rate recomputed from its own components, or the reason known."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest

from ridgeway.core.tabular import CannotRead
from ridgeway.insight import published
from ridgeway.insight.models import PublishedRow

BY = {"by": "test", "at": dt.datetime(2026, 3, 1, tzinfo=dt.UTC)}


@pytest.fixture(scope="module")
def rows():
    return published.parse(published.RELEASE, published.RELEASED_ON)


def test_every_published_rate_agrees_or_its_exception_has_a_reason(rows):
    found = published.recompute(rows)
    assert {name: (rate.matched, rate.of) for name, rate in found.items()} == {
        "turnover_rate_fte": (961, 965),
        "turnover_rate_headcount": (965, 967),
        "agency_rate_fte": (956, 961),
        "agency_rate_headcount": (970, 972),
        "agency_cover_rate_fte": (926, 931),
        "vacancy_rate_fte": (973, 973),
        "vacancy_agency_cover_rate_fte": (943, 945),
        "caseload_fte": (972, 972),
        "absence_rate_fte": (956, 962),
    }
    assert all(rate.matched + len(rate.exceptions) == rate.of for rate in found.values())
    assert [e for rate in found.values() for e in rate.exceptions if not e["reason"]] == []


def test_every_row_of_the_file_is_held_or_it_is_known_why_not(rows):
    found = published.recompute(rows)
    assert {name: rate.of + sum(rate.left_out.values()) for name, rate in found.items()} == dict.fromkeys(found, 975)
    symbols = sum((rate.left_out for rate in found.values()), Counter())
    assert dict(symbols) == {
        "no rate, because its denominator is 0 (z)": 50,
        "a component is not available (x)": 37,
        "a component is of low reliability (u)": 3,
        "a component rounds to 0 but is not 0 (low)": 9,
        "the rate is of low reliability and not printed (u)": 26,
        "the rate rounds to 0 but is not 0 (low), and so it comes out": 2,
    }


def test_no_authority_is_an_exception(rows):
    areas = {row.area_name for row in rows if row.level == PublishedRow.Level.LOCAL}
    found = published.recompute(rows)
    assert [e for rate in found.values() for e in rate.exceptions if e["row"][:-5] in areas] == []


def test_a_wrong_rate_is_an_exception_without_a_reason():
    values = {"vacancy_fte": "39.4", "inpost_fte": "227.1", "vacancy_rate_fte": "20.0"}
    row = PublishedRow(
        year=2025, level="Local authority", area_name="Wiltshire", region_code="E12000009", values=values
    )
    rate = published.recompute([row])["vacancy_rate_fte"]
    assert rate.as_json() == {
        "matched": 0,
        "of": 1,
        "exceptions": [{"row": "Wiltshire 2025", "published": 20.0, "computed": 14.78, "reason": ""}],
    }


@pytest.mark.parametrize(("year", "days"), [(2019, 253), (2020, 254), (2021, 253), (2024, 254), (2025, 253)])
def test_absence_is_counted_over_the_years_working_days(year, days):
    assert published.working_days(year) == days


def test_symbols_are_kept_as_published(rows):
    kensington = next(r for r in rows if r.area_name == "Kensington and Chelsea" and r.year == 2025)
    assert kensington.values["inpost_fte"] == "x"
    assert published.number("x") is None
    assert published.number("1,234.5") == Decimal("1234.5")


@pytest.mark.django_db
def test_published_answers_for_council_region_and_england(rows):
    assert published.store(published.compare(rows, published.RELEASED_ON).new, **BY) == 975
    again = published.compare(published.parse(published.RELEASE, published.RELEASED_ON), published.RELEASED_ON)
    assert (again.new, again.differing) == ([], [])
    found = published.published("865", 2025)
    assert [row.values["vacancy_rate_fte"] for row in (found.council, found.region, found.england)] == [
        "14.8",
        "16.1",
        "14.2",
    ]
    assert (found.region.area_name, found.released_on) == ("South West", dt.date(2026, 2, 26))
    nobody = published.published("999", 2025)
    assert (nobody.council, nobody.region, nobody.england.values["cases"]) == (None, None, "321661")


@pytest.mark.django_db
def test_the_latest_release_of_a_year_answers(rows):
    first = [r for r in rows if r.year == 2025][:1]
    published.store(first, **BY)
    revised = PublishedRow(
        released_on=dt.date(2026, 9, 1), year=2025, level="National", area_code="E92000001", area_name="England",
        values={**first[0].values, "vacancy_rate_fte": "14.3"},
    )  # fmt: skip
    published.store([revised], **BY)
    assert published.published("865", 2025).england.values["vacancy_rate_fte"] == "14.3"


@pytest.mark.parametrize(
    ("text", "words"),
    [("a,b\n1,2\n", "has no column"), ("\u20ac", "has no column")],
)
def test_another_file_is_refused(tmp_path, text, words):
    path = tmp_path / "x.csv"
    path.write_text(text)
    with pytest.raises(CannotRead, match=words):
        published.parse(path, published.RELEASED_ON)


def test_a_cell_that_is_neither_number_nor_symbol_is_refused(tmp_path):
    text = published.RELEASE.read_text(encoding="utf-8-sig").splitlines()[:2]
    path = tmp_path / "x.csv"
    path.write_text("\n".join([text[0], text[1].replace("36186.3", "many")]))
    with pytest.raises(CannotRead, match="Row 2: inpost_fte is “many”"):
        published.parse(path, published.RELEASED_ON)

"""The rules of agency work on cases worked by hand."""

import datetime as dt
from decimal import Decimal

import pytest

from ridgeway.domains.agency import rules
from ridgeway.domains.agency.rules import Verdict
from tests.factories import day

PARTS = {
    "pay": Decimal("30"),
    "employer_ni": Decimal("4"),
    "holiday": Decimal("3.60"),
    "levy": Decimal("0.20"),
    "margin": Decimal("3"),
}
CITED = {"citation": "the guidance", "url": "", "offices": ["director"]}


def test_a_cap_counts_the_parts_it_names_and_no_others():
    umbrella = rules.cap(PARTS, rules.COVERS["umbrella"], Decimal("37"), called="a social worker", **CITED)
    paye = rules.cap(PARTS, rules.COVERS["paye"], Decimal("30"), called="a social worker", **CITED)
    assert [(c.verdict, c.amount, c.limit) for c in (umbrella, paye)] == [
        (Verdict.BROKEN, Decimal("37.80"), Decimal("37")), (Verdict.KEPT, Decimal("30"), Decimal("30")),
    ]  # fmt: skip
    assert umbrella.words == (
        "£37.80 an hour is £0.80 above the cap of £37.00 for a social worker. "
        "Counted: pay, employer's national insurance, holiday pay and apprenticeship levy."
    )
    assert paye.words == "£30.00 an hour is within the cap of £30.00 for a social worker. Counted: pay."


@pytest.mark.parametrize(("months", "verdict"), [(36, "kept"), (35, "broken"), (0, "broken"), (None, "unknown")])
def test_three_years_are_thirty_six_months(months, verdict):
    assert rules.experience(months, Decimal(3), **CITED).verdict == verdict


@pytest.mark.parametrize(
    ("begin", "months", "end"),
    [("2025-01-31", 1, "2025-02-28"), ("2025-01-15", 6, "2025-07-15"), ("2024-11-30", 3, "2025-02-28"), ("2024-08-31", 6, "2025-02-28")],
)  # fmt: skip
def test_months_after_a_day(begin, months, end):
    assert rules.months_after(day(begin), months) == day(end)


def cooled(**facts) -> rules.Check:
    facts = {"left_on": None, "exemption": "", "region_until": None, "region_asked": False, **facts}
    return rules.cooling_off(day("2025-03-03"), Decimal(6), **facts, **CITED)


def test_the_cooling_off_ends_on_its_last_day():
    found = [cooled(left_on=day(left)) for left in ("2024-09-03", "2024-09-04")]
    assert [c.verdict for c in found] == ["kept", "broken"]
    assert found[1].words == "Begins on 3 March 2025, within the cooling-off that ends on 4 March 2025."


def test_the_cooling_off_with_what_the_region_says():
    assert [
        cooled().verdict, cooled(region_asked=True).verdict, cooled(region_asked=True, region_until=day("2025-03-04")).verdict,
        cooled(region_asked=True, region_until=day("2025-03-03")).verdict,
        cooled(region_until=day("2025-06-01"), region_asked=True, exemption="redundancy").verdict,
    ] == ["unknown", "kept", "broken", "kept", "kept"]  # fmt: skip


def test_notice_and_references():
    assert [rules.notice(Decimal(w), Decimal(4), **CITED).verdict for w in ("4", "3.5")] == ["kept", "broken"]
    assert [rules.references(n, Decimal(2), **CITED).verdict for n in (2, 1, 0, None)] == [
        "kept",
        "broken",
        "broken",
        "unknown",
    ]


def test_a_quarter_is_a_calendar_quarter():
    assert rules.quarter_of(day("2025-03-31")) == (day("2025-01-01"), day("2025-04-01"))
    assert rules.quarter_of(day("2025-12-31")) == (day("2025-10-01"), day("2026-01-01"))
    assert rules.quarter_words(dt.date(2025, 10, 1)) == "October to December 2025"


@pytest.mark.parametrize(
    ("months", "words"), [(41, "3 years and 5 months"), (12, "1 year"), (1, "1 month"), (0, "no time")]
)
def test_a_spell_in_words(months, words):
    assert rules.spell(months) == words

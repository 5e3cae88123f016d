"""The demonstration's campaigns hold what the papers print: Cabinet report of 26 May 2016, paragraphs 6, 7, 10 and 47."""

import datetime as dt

from ridgeway.demo import campaigns

D = dt.date
THIRD = campaigns.PLACEMENTS["Phase 3"]


def test_the_phases_have_their_days_and_the_third_runs_over():
    assert [(first, last, paid) for _, first, last, paid, *_ in campaigns.PHASES] == [
        (D(2014, 8, 1), D(2014, 9, 30), None), (D(2014, 10, 16), D(2015, 3, 31), None), (D(2015, 4, 1), D(2016, 3, 31), D(2016, 5, 31)),
    ]  # fmt: skip


def test_the_first_years_200_000_is_halved():
    first, second, third = [phase[4] for phase in campaigns.PHASES]
    assert (first + second, third) == (200_000, 100_000)


def test_sixty_listings_seven_social_adverts_and_nearly_three_thousand_clicks():
    pieces = {
        kind: sum(line[3] for line in THIRD if line[1] == kind) for kind in ("listing", "social_advert", "half_page")
    }
    assert pieces == {"listing": 60, "social_advert": 7, "half_page": 1}
    assert {line[0] for line in THIRD if line[1] == "listing"} == {"guardian", "care", "indeed"}
    assert sum(line[9] for line in THIRD if line[1] in ("search_words", "social_advert")) == 2_980


def test_no_phase_spends_more_than_its_budget():
    spent = [sum(line[7] for line in campaigns.PLACEMENTS[phase[0]]) for phase in campaigns.PHASES]
    assert [cost <= phase[4] for cost, phase in zip(spent, campaigns.PHASES, strict=True)] == [True] * 3


def test_a_total_is_shared_out_whole():
    assert sum(campaigns._shared(1_001, [1, 2, 3.5])) == 1_001
    assert campaigns._shared(None, [1, 2]) == [None, None]

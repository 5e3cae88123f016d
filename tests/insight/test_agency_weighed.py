"""A proposed cap, asked for again and again: no two answers differ by fewer than five of other councils' workers."""

from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest

from ridgeway.domains.agency import actions
from ridgeway.insight.agency_weighed import Weighed, above_of, bands_of, weighed
from tests.domains.agency.conftest import Ground, agreed_in, an_assignment, parts
from tests.factories import BY, day

ON = day("2025-03-31")
PENNIES = [Decimal(pence) / 100 for pence in range(2_900, 6_100)]


def test_a_band_goes_down_until_five_are_of_others_than_any_one():
    def bands(*hours):
        return [(int(foot), count) for foot, count in bands_of((council, Decimal(amount)) for council, amount in hours)]

    alone = [(2, "52.40"), *[(1, "45.10")] * 5, (2, "44.00"), (1, "31.00")]
    assert bands(*alone) == [(0, 8)]  # five of one council hide two of the other from nobody
    hidden = [*alone, *[(council, "38.50") for council in (2, 2, 3, 3, 3)]]
    assert bands(*hidden) == [(0, 13)]  # the one at the foot belongs to the band above
    assert bands(*hidden, *[(council, "36.20") for council in (1, 2, 2, 3, 3, 3, 2)]) == [(38, 12), (30, 8)]


def test_a_cap_is_between_the_bands_above_it_and_the_one_it_falls_into():
    bands = [(Decimal(45), 6), (Decimal(40), 10), (Decimal(0), 7)]
    caps = ("60", "45.01", "45", "44.99", "40.00", "39.99", "0.01")
    assert [above_of(bands, Decimal(cap)) for cap in caps] == [
        (0, 6), (0, 6), (6, 16), (6, 16), (16, 23), (16, 23), (16, 23),
    ]  # fmt: skip
    assert above_of([], Decimal(40)) == (0, 0)


@pytest.mark.parametrize("seed", range(12))
def test_taking_one_answer_from_another_gives_nothing_below_the_bound(seed):
    """Every cap from £29.00 to £60.99 is asked for; whoever knows all of one council's workers still sees five or more of others, or nobody."""
    chance = Random(seed)
    hours = [(chance.randint(1, 4), Decimal(chance.randint(3_000, 6_000)) / 100) for _ in range(chance.randint(0, 60))]
    bands = bands_of(hours)
    ends = sorted({end for cap in PENNIES for end in above_of(bands, cap)})
    ranked = sorted(hours, key=lambda hour: -hour[1])
    for first, last in pairwise(ends):
        between = [council for council, _ in ranked[first:last]]
        others = len(between) - max(between.count(council) for council in between)
        assert others >= 5 or (first, last) == (0, len(hours))
    assert not hours or ends[-1] == len(hours)


def test_the_region_is_weighed_in_bands(db, at):
    """Sixteen workers of three councils, a pound apart from £37.80 to £52.80: a cap moved by a penny changes no answer."""
    councils = [Ground(name) for name in ("Downland", "Weald", "Vale")]
    agreed_in(councils[0].council, hourly="60.00")
    for n in range(16):
        actions.confirm(an_assignment(councils[n % 3], post=None, rate=parts(pay=str(30 + n))), **BY)

    def met(cap):
        key = (councils[0].kind.pk, "")
        return weighed(councils[0].council.region, ON, {key: Decimal(cap)})[key]

    assert (
        met("44.80") == met("44.79") == Weighed(here=15, above=0, least=10, most=15)
    )  # 8 for certain, 16 with the band
    assert met("45.80") == met("45.79") == met("60.00") == Weighed(here=15, above=0, least=0, most=10)


def test_a_row_left_out_and_put_back_moves_nobody_into_another(db, at):
    """Ten by an umbrella and three by PAYE: whether the PAYE row is proposed or not, the row for any route says the same."""
    ground = Ground()
    agreed_in(ground.council, hourly="60.00")
    for n in range(13):
        actions.confirm(an_assignment(ground, post=None, route="paye" if n < 3 else "umbrella"), **BY)
    whole, paye = ((ground.kind.pk, route) for route in ("", "paye"))
    both = weighed(ground.council.region, ON, {whole: Decimal("40"), paye: Decimal("40")}, begun={whole, paye})
    alone = weighed(ground.council.region, ON, {whole: Decimal("40")}, begun={whole, paye})
    assert (alone, alone[whole].here) == ({whole: both[whole]}, 10)
    assert weighed(ground.council.region, ON, {whole: Decimal("40")}, begun={whole})[whole].here == 15

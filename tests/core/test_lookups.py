"""Rows among a few others are the rows that IN gives, whatever the numbers are."""

import pytest

from ridgeway.domains.organisation.models import Council
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("take", ["first", "nothing", "no number", "twice", "words", "some known"])
def test_among_is_in(take):
    one, two = (factories.a_council(name).pk for name in ("Downland", "Weald"))
    numbers = {
        "first": [one], "nothing": [], "no number": [None], "twice": [two, two], "words": [str(one)], "some known": [one, None, 0],
    }[take]  # fmt: skip
    rows = Council.objects.order_by("pk")
    assert list(rows.filter(pk__among=numbers)) == list(rows.filter(pk__in=numbers))
    assert list(rows.exclude(pk__among=numbers)) == list(rows.exclude(pk__in=numbers))


def test_among_a_cut_query_is_among_its_rows():
    one, two = (factories.a_council(name) for name in ("Weald", "Downland"))
    services = [factories.a_service(council) for council in (one, two)]
    found = type(services[0]).objects.filter(council__id__among=Council.objects.order_by("name")[:1])
    assert list(found) == services[1:]

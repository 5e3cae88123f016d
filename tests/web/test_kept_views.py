"""Views of a measure that are kept: one's own, or the council's."""

import pytest

from ridgeway.insight.models import SavedView
from tests.factories import a_user
from tests.signing_in import sign_in
from tests.web.asking import text_of, url

pytestmark = pytest.mark.django_db


def kept(client, place, whose, name="By role"):
    return client.post(url("measure_keep", place, key="turnover"), {"name": name, "query": "by=role", "whose": whose})


def views(client, place):
    page = client.get(url("measure", place, key="turnover"))
    return [[view.name for view, _ in page.context[name]] for name in ("own_views", "council_views")]


def test_a_view_is_ones_own_or_the_councils(place, client):
    sign_in(client, place.head)
    kept(client, place, "own")
    kept(client, place, "own")
    kept(client, place, "council", "Everybody’s")
    assert views(client, place) == [["By role"], ["Everybody’s"]]
    page = text_of(client.get(url("measure", place, key="turnover")))
    assert "Yours, seen by nobody else" in page
    member = a_user(place.council, "council-member")
    sign_in(client, member)
    assert views(client, place) == [[], ["Everybody’s"]]
    assert kept(client, place, "own", "Mine").status_code == 302
    assert kept(client, place, "council", "Theirs").status_code == 404
    assert views(client, place) == [["Mine"], ["Everybody’s"]]


def test_the_councils_are_taken_away_by_those_who_build_reports(place, client):
    sign_in(client, place.head)
    kept(client, place, "own")
    kept(client, place, "council", "Everybody’s")
    own, council = SavedView.objects.order_by("pk").values_list("pk", flat=True)
    sign_in(client, a_user(place.council, "council-member"))
    assert [client.post(url("measure_forget", place, view=pk)).status_code for pk in (own, council)] == [404, 404]
    sign_in(client, place.head)
    assert [client.post(url("measure_forget", place, view=pk)).status_code for pk in (own, council)] == [302, 302]
    assert SavedView.objects.count() == 0

"""The question in the address: days that are over, and days that have not come."""

import pytest

from tests import factories
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        ("2015-03-31", "What has happened since is not counted."),
        ("2030-01-01", "has not come yet. Only what is already recorded for it counts: it is no forecast."),
    ],
)
def test_a_page_says_when_its_day_is_not_today(client, at, on, sentence):
    council = factories.a_council()
    sign_in(client, factories.a_user(council))
    page = client.get(f"/c/{council.slug}/measures/?on={on}").content.decode()
    assert sentence in page


def test_a_page_of_today_says_nothing_of_it(client, at):
    council = factories.a_council()
    sign_in(client, factories.a_user(council))
    page = client.get(f"/c/{council.slug}/measures/").content.decode()
    assert "has not come yet" not in page
    assert "is not counted" not in page

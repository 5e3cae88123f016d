"""One council with two teams, two roles and three posts, to act upon."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ridgeway.domains.establishment import actions
from ridgeway.domains.organisation import actions as organisation

AT = dt.datetime(2016, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": "test", "at": AT}
WHOLE = Decimal(1)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def downland(db):
    """Posts D1, D2 in North and D3 in South, funded from 1 January 2014; nobody in them; Ash, Birch and Cedar are known."""
    council = organisation.add_council("Downland", code="997", **BY)
    service = organisation.add_service(council, name="Children's services", kind="children", slug="childrens", **BY)
    north, south = (
        organisation.add_team(service, name=name, starts_on=day("2013-04-01"), order=n, **BY)
        for n, name in enumerate(("North hub", "South hub"))
    )
    worker = actions.add_role(council, name="Social worker", kind="social_worker", slug="sw", **BY)
    senior = actions.add_role(council, name="Senior", kind="senior", slug="senior", **BY)
    posts = [
        actions.fund_post(council, number=n, team=t, role=worker, fte=WHOLE, starts_on=day("2014-01-01"), **BY)
        for n, t in (("D1", north), ("D2", north), ("D3", south))
    ]
    people = [
        actions.add_worker(council, given_name=name, family_name="Invented", registration_number=f"SW{n}", **BY)
        for n, name in enumerate(("Ash", "Birch", "Cedar"), start=1)
    ]
    return SimpleNamespace(
        council=council, service=service, north=north, south=south, sw=worker, senior=senior, posts=posts, people=people
    )


def started(place, who: int, post: int, on: str, fte="1", **fields):
    """A person of the fixture starts in a post of it."""
    return actions.start(
        place.people[who], post=place.posts[post], starts_on=day(on), fte=Decimal(fte), origin="2", **fields, **BY
    )


def left(employment, on: str):
    """They leave, resigning, for another authority."""
    return actions.leave(employment, ends_on=day(on), reason="1", destination="1", **BY)

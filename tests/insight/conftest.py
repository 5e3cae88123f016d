"""A small council whose figures can be worked out by hand."""

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.organisation import actions as organisation
from ridgeway.domains.practice import actions as practice

AT = dt.datetime(2016, 4, 1, 9, tzinfo=dt.UTC)
BY = {"by": "test", "at": AT}


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def chalkshire(db):
    """Two teams, six posts, five people, one agency worker.

    On 31 March 2016: 5 posts of North are funded, 3 held (one at 0.6 FTE), 2 vacant of which 1 covered;
    1 post of South is held by somebody unqualified. One left in the year, one started.
    """
    council = organisation.add_council("Chalkshire", code="999", **BY)
    service = organisation.add_service(council, name="Children's services", kind="children", slug="childrens", **BY)
    since = day("2013-04-01")
    north = organisation.add_team(service, name="North hub", starts_on=since, order=1, **BY)
    south = organisation.add_team(service, name="South hub", starts_on=since, order=2, **BY)
    social_worker = establishment.add_role(
        council, name="Social worker", kind="social_worker", slug="sw", census_role="5", **BY
    )
    support = establishment.add_role(
        council, name="Family support worker", kind="other", slug="fsw", is_social_worker=False, **BY
    )
    posts = [
        establishment.fund_post(
            council, number=f"N{i}", team=north, role=social_worker, fte=Decimal(1), starts_on=day("2014-01-01"), **BY
        )
        for i in range(1, 6)
    ]
    posts.append(
        establishment.fund_post(
            council, number="S1", team=south, role=support, fte=Decimal(1), starts_on=day("2014-01-01"), **BY
        )
    )
    people = [establishment.add_worker(council, registration_number=f"SW{i}", **BY) for i in range(1, 6)]

    def start(who: int, post: int, on: str, fte="1", **fields):
        return establishment.start(
            people[who], starts_on=day(on), fte=Decimal(fte), post=posts[post], origin="2", **fields, **BY
        )

    first = start(0, 0, "2014-01-01")
    start(1, 1, "2014-01-01")
    start(2, 2, "2014-01-01", "0.6")
    start(3, 5, "2014-01-01")
    establishment.leave(first, ends_on=day("2015-06-01"), reason="1", destination="1", **BY)
    start(4, 3, "2015-09-15")
    agency = establishment.add_worker(council, registration_number="SW77", **BY)
    establishment.cover(agency, starts_on=day("2015-07-01"), fte=Decimal(1), post=posts[0], **BY)
    practice.count_cases(
        council, on=day("2016-03-31"), counts=[(people[1], north, 18), (people[2], north, 9), (agency, north, 20),
                                               (people[4], north, 0)], **BY
    )  # fmt: skip
    return SimpleNamespace(
        council=council, service=service, north=north, south=south, posts=posts, people=people, agency=agency
    )

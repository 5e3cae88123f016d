"""Who gets a supplement and who beside them does not, what it costs, and what changed with it."""

from decimal import Decimal

import pytest

from ridgeway.domains.establishment import actions as establishment
from ridgeway.domains.establishment.models import Grade
from ridgeway.domains.pay import actions
from ridgeway.insight import pay
from tests.factories import BY, a_job_role, a_post, a_service, a_team, a_user, an_employee, day
from tests.paying import approved

pytestmark = pytest.mark.django_db
ON = day("2016-03-31")


@pytest.fixture
def place(at):
    """Six posts in a hub and six beside it, all on grade J; the supplement is for the hub's social workers from April 2015."""

    class Place:
        service = a_service()
        council = service.council
        hub, other = a_team(service, name="North hub"), a_team(service, name="Fostering")
        grade = Grade.objects.create(council=council, name="J")
        role = a_job_role(council)

    since = {"grade": Place.grade, "starts_on": day("2013-04-01")}
    Place.hubs = [a_post(Place.hub, Place.role, **since) for _ in range(6)]
    Place.others = [a_post(Place.other, Place.role, **since) for _ in range(6)]
    Place.people = [an_employee(post, starts_on=day("2013-04-01")) for post in [*Place.hubs, *Place.others]]
    Place.supplement = approved(Place.council, team=Place.hub, role=Place.role)
    Place.scopes = list(Place.supplement.scopes.all())
    Place.user = a_user(Place.council, "finance-partner")
    return Place


def test_who_gets_it_and_who_beside_them_does_not(place):
    found = pay.reach_of(place.user, place.supplement, place.scopes, ON)
    assert (len(found.gets), len(found.beside), found.by_team()) == (6, 6, [("North hub", 6, 0), ("Fostering", 0, 6)])
    assert (found.cost, found.unpriced) == (None, 6)  # the grade pays nothing that is known


def test_what_it_costs_is_on_the_middle_point_with_on_costs(place):
    for point, annual in enumerate((28_000, 30_000, 34_000)):
        actions.set_point(place.grade, point=point, annual=Decimal(annual), starts_on=day("2014-04-01"), **BY)
    actions.set_on_cost(place.council, percent=Decimal(25), starts_on=day("2014-04-01"), source="Payroll", **BY)
    found = pay.reach_of(place.user, place.supplement, place.scopes, ON)
    assert (found.cost, found.unpriced) == (Decimal("22500.00"), 0)  # six times 10% of 30,000, and a quarter


def test_a_grade_alone_is_enough_of_a_scope(place):
    by_grade = approved(place.council, grade=place.grade)
    found = pay.reach_of(place.user, by_grade, list(by_grade.scopes.all()), ON)
    assert (len(found.gets), len(found.beside)) == (12, 0)


def leave_and_fill(spell, post, left: str, filled: str) -> None:
    establishment.leave(spell, ends_on=day(left), reason="1", destination="1", **BY)
    an_employee(post, starts_on=day(filled))


def test_before_and_after_with_the_size_of_the_groups(place):
    leave_and_fill(place.people[0], place.hubs[0], "2014-06-01", "2014-09-01")  # before, in the hub
    leave_and_fill(place.people[1], place.hubs[1], "2014-08-01", "2014-12-01")
    leave_and_fill(place.people[2], place.hubs[2], "2015-09-01", "2015-10-01")  # after, in the hub
    leave_and_fill(place.people[6], place.others[0], "2015-06-01", "2015-12-01")  # after, beside it
    found = pay.effect_of(place.user, place.supplement, place.scopes, day("2016-04-01"))
    assert found.months == 12
    counts = [(s.leavers.events, s.fill, s.median_days) for s in (found.before, found.after, found.beside_before, found.beside_after)]  # fmt: skip
    assert counts == [(2, (2, 2), 107.0), (1, (1, 1), 30.0), (0, (0, 0), None), (1, (1, 1), 183.0)]
    assert found.before.leavers.years == pytest.approx((6 * 365 - 92 - 122) / 365.25)
    assert found.fewest == 0
    assert found.turnover.holds(1)


def test_too_little_time_says_so(place):
    found = pay.effect_of(place.user, place.supplement, place.scopes, day("2015-05-15"))
    assert (found.months, found.why) == (1, "Fewer than 3 months are known before and after it began, so nothing can be said.")  # fmt: skip


def test_another_councils_people_are_not_reached(place):
    found = pay.reach_of(a_user(), place.supplement, place.scopes, ON)
    assert (found.gets, found.beside) == ([], [])

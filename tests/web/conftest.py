"""A council small enough to know by heart, for the tests of screens."""

import pytest

from tests.factories import a_job_role, a_post, a_service, a_team, a_user, an_employee, day


@pytest.fixture
def place(at):
    """A council with two teams; post A1 held, A2 empty, both in North; B1 in South."""
    return a_place()


def a_place():
    """Lay it."""

    class Place:
        service = a_service()
        council = service.council
        north, south = a_team(service, name="North hub"), a_team(service, name="South hub")
        role = a_job_role(council)
        a1, a2 = a_post(north, number="A1"), a_post(north, number="A2")
        b1 = a_post(south, number="B1")
        held = an_employee(a1, starts_on=day("2014-06-01"))
        head = a_user(council, "resourcing-manager")

    return Place

"""The region's cooling-off across councils: yes or no and until when, and nothing else."""

import pytest

from ridgeway.core.models import AuditEntry
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions import CannotChangeAgency
from ridgeway.domains.agency.models import Assignment, LeaverMark
from ridgeway.domains.establishment import actions as establishment
from tests import factories
from tests.factories import day

from .conftest import Ground, an_assignment

pytestmark = pytest.mark.django_db
AT = factories.AT.replace(year=2025, month=3, day=1)
NOW = {"by": "test", "at": AT}


def a_leaver(ground, number: str, left: str, reason: str = "1", post=None):
    """Somebody permanent who left a council's children's services."""
    worker = factories.a_worker(ground.council, registration_number=number)
    spell = factories.an_employee(
        post or factories.a_post(ground.team, ground.role), worker=worker, starts_on=day("2020-01-06")
    )
    establishment.leave(spell, ends_on=day(left), reason=reason, destination="3", **NOW)
    return worker


def asked(ground, number: str, starts_on: str = "2025-03-03") -> Assignment:
    person = {"registration_number": number, "family_name": "Millford"}
    return actions.ask_region(an_assignment(ground, person=person, post=None, starts_on=day(starts_on)), **NOW)


def test_another_councils_leaver_is_known_until_a_day_and_by_no_more(ground):
    elsewhere = Ground("Elsewhere")
    a_leaver(elsewhere, "SW111", "2024-11-01")
    found = asked(ground, "SW111")
    assert (found.cooling_until, found.cooling_asked_at) == (day("2025-05-01"), AT)
    with pytest.raises(CannotChangeAgency, match="within the cooling-off that ends on 1 May 2025"):
        actions.confirm(found, **NOW)
    kept = [str(value) for mark in LeaverMark.objects.values() for value in mark.values()]
    told = "".join(f"{e.thing}{e.before}{e.after}" for e in AuditEntry.objects.filter(chain=ground.council.code))
    assert ("SW111" in "".join(kept), "Elsewhere" in told, "2024-11-01" in told) == (False, False, False)


def test_who_left_long_ago_by_redundancy_or_is_back_is_not_in_it(ground):
    elsewhere = Ground("Elsewhere")
    a_leaver(elsewhere, "SW201", "2024-09-03")
    a_leaver(elsewhere, "SW202", "2025-01-06", reason="3")
    back = a_leaver(elsewhere, "SW203", "2025-01-06")
    factories.an_employee(factories.a_post(elsewhere.team, elsewhere.role), worker=back, starts_on=day("2025-02-03"))
    assert [asked(ground, number).cooling_until for number in ("SW201", "SW202", "SW203", "SW299")] == [None] * 4


def test_another_region_says_nothing(ground):
    elsewhere = Ground("Elsewhere")
    elsewhere.council.region = factories_region("London")
    elsewhere.council.save()
    a_leaver(elsewhere, "SW301", "2025-01-06")
    assert asked(ground, "SW301").cooling_until is None


def factories_region(name: str):
    from ridgeway.domains.organisation.actions.regions import region_named

    return region_named(name, **factories.BY)


def test_marks_follow_the_rows(ground):
    worker = a_leaver(ground, "SW401", "2025-01-06")
    assert actions.mark_leavers(ground.council.region, **NOW) == 1
    assert actions.mark_leavers(ground.council.region, **NOW) == 0
    establishment.undo_leave(worker.employments.get(), **NOW)
    assert (actions.mark_leavers(ground.council.region, **NOW), LeaverMark.objects.count()) == (1, 0)


def test_without_a_number_nobody_can_be_asked_for(ground):
    row = an_assignment(ground, person={"family_name": "Millford"})
    with pytest.raises(CannotChangeAgency, match="registration number is not known"):
        actions.ask_region(row, **NOW)


def test_before_any_rule_there_is_nothing_to_ask(ground):
    with pytest.raises(CannotChangeAgency, match="No cooling-off was in force"):
        asked(ground, "SW501", starts_on="2024-10-30")

"""What is already known of the people in a batch: loaded in a fixed number of queries, whatever the batch."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from ridgeway.domains.establishment.models import (
    Absence,
    Cover,
    Employment,
    Holding,
    StatedSalary,
    Worker,
    WorkerMonitoring,
)
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.practice.models import CaseCount


@dataclass
class Spell:
    """An employment with its holdings, absences and stated salaries."""

    employment: Employment
    holdings: list[Holding] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    salaries: list[StatedSalary] = field(default_factory=list)


@dataclass
class Person:
    """A worker with all that is known of them."""

    worker: Worker
    monitoring: WorkerMonitoring | None = None
    spells: list[Spell] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    counts: list[CaseCount] = field(default_factory=list)

    def spell_on(self, day) -> Spell | None:
        """The spell that covers a day."""
        return next((spell for spell in self.spells if spell.employment.holds_on(day)), None)


def known_people(
    council: Council, *, registrations: Collection[str] = (), staff_numbers: Collection[str] = ()
) -> list[Person]:
    """The council's workers with any of the numbers, each with spells, holdings, absences, salaries, covers, counts. Eight queries."""
    which = Q(registration_number__in=[n for n in registrations if n]) | Q(
        staff_number__in=[n for n in staff_numbers if n]
    )
    people = {worker.pk: Person(worker) for worker in Worker.objects.filter(which, council=council)}
    if not people:
        return []
    spells: dict[int, Spell] = {}
    mine = {"worker__in": list(people)}
    for monitoring in WorkerMonitoring.objects.filter(**mine):
        people[monitoring.worker_id].monitoring = monitoring
    for employment in Employment.objects.filter(**mine).order_by("starts_on", "pk"):
        employment.worker = people[employment.worker_id].worker
        spells[employment.pk] = Spell(employment)
        people[employment.worker_id].spells.append(spells[employment.pk])
    for holding in Holding.objects.filter(**mine).select_related("role").order_by("starts_on", "pk"):
        holding.worker = people[holding.worker_id].worker
        spells[holding.employment_id].holdings.append(holding)
    for absence in Absence.objects.filter(employment__in=list(spells)):
        absence.employment = spells[absence.employment_id].employment
        spells[absence.employment_id].absences.append(absence)
    for salary in StatedSalary.objects.filter(employment__in=list(spells)):
        salary.employment = spells[salary.employment_id].employment
        spells[salary.employment_id].salaries.append(salary)
    for cover in Cover.objects.filter(**mine).order_by("starts_on", "pk"):
        cover.worker = people[cover.worker_id].worker
        people[cover.worker_id].covers.append(cover)
    for count in CaseCount.objects.filter(**mine):
        people[count.worker_id].counts.append(count)
    return list(people.values())

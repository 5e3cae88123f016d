"""The records of a census file: who is in it by the specification's rules, each as elements in the order of the layout."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from ridgeway.domains.establishment.choices import AbsenceKind, LeavingReason
from ridgeway.domains.establishment.models import Absence, Cover, Holding, StatedSalary, WorkerMonitoring
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.practice.models import CaseCount

_MONTH = dt.timedelta(days=31)
_CHILDRENS = Q(team__isnull=True) | Q(team__service__kind=ServiceKind.CHILDREN)
_MOST = Decimal(1)


@dataclass(frozen=True)
class Yearly:
    """A council's year to 30 September: `after < day <= on`."""

    council: Council
    year: int

    @property
    def on(self) -> dt.date:
        return dt.date(self.year, 9, 30)

    @property
    def after(self) -> dt.date:
        return dt.date(self.year - 1, 9, 30)


@dataclass(frozen=True)
class _Beside:
    """What stands beside the places, by worker or employment."""

    cases: dict[int, int]
    days_lost: dict[int, Decimal]
    absent: dict[int, str]
    monitoring: dict[int, WorkerMonitoring]
    paid: dict[int, StatedSalary]


def employed_records(yearly: Yearly) -> Iterator[dict[str, str]]:
    """Child and family social workers in post on the day or gone within the year, one record an employment. Six queries."""
    rows = Holding.objects.filter(_CHILDRENS, council=yearly.council, role__is_social_worker=True)
    rows = rows.exclude(role__census_role="").filter(starts_on__lte=yearly.on)
    rows = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=yearly.after))
    wanted = list(rows.values_list("employment_id", flat=True).distinct())
    every = Holding.objects.filter(_CHILDRENS, employment__in=wanted, role__is_social_worker=True)
    every = every.select_related("worker", "role", "employment").order_by("employment__worker__registration_number", "employment_id", "starts_on", "pk")  # fmt: skip
    beside = _beside(yearly)
    for _, places in itertools.groupby(every, lambda h: h.employment_id):
        held = list(places)
        if record := _employed(yearly, held, beside):
            yield record


def _employed(yearly: Yearly, held: list[Holding], beside: _Beside) -> dict[str, str] | None:
    now = [h for h in held if h.holds_on(yearly.on)]
    ends = None if now else max(h.ends_on or dt.date.max for h in held if h.starts_on <= yearly.on)
    if ends is not None and not yearly.after < ends <= yearly.on:
        return None
    employment, worker = held[0].employment, held[0].worker
    starts = min(h.starts_on for h in held)
    role = max(now or [h for h in held if h.ends_on == ends], key=lambda h: h.fte).role
    monitoring = beside.monitoring.get(worker.pk)
    before = [h for h in held if h.holds_on(yearly.after)]
    items = {
        "AgencyWorker": "0",
        "SWENo": worker.registration_number,
        "FTE": _fte(now),
        "PersonBirthDate": monitoring.born_on.isoformat() if monitoring and monitoring.born_on else "",
        **_sex(yearly, monitoring.sex if monitoring else ""),
        "Ethnicity": monitoring.ethnicity if monitoring else "",
        "QualLevel": worker.qualification,
        "StepUpGrad": _yes(worker.is_step_up_graduate),
        "OrgRole": role.census_role if role else "",
        "RoleStartDate": starts.isoformat(),
        "StartOrigin": employment.origin,
        **(_leaving(employment, ends) if ends else {}),
        "FTE30": _fte(before),
        "Cases30": "" if ends else str(beside.cases.get(worker.pk, "")),
        "WorkingDaysLost": _plain(beside.days_lost.get(employment.pk, Decimal(0))),
        "FrontlineGrad": _yes(worker.is_frontline_graduate),
    }
    if not ends and (kind := beside.absent.get(employment.pk)):
        items |= {"Absat30Sept": "1", "ReasonAbsence": kind}
    items |= _paid(beside.paid.get(employment.pk))
    return {name: text for name, text in items.items() if text or name == "SWENo"}


def _paid(salary: StatedSalary | None) -> dict[str, str]:
    """The pay items as the council stated them for this day; none of a year before 2025, whose layout has none."""
    if salary is None:
        return {}
    items = {"BaseSalary": salary.base, "RRPayments": salary.recruitment_retention, "OtherPayments": salary.other}
    return {name: f"{value:.2f}" for name, value in items.items() if value is not None}


def _leaving(employment, ends: dt.date) -> dict[str, str]:
    """The end of the role. Somebody still employed elsewhere in the council moved out of child and family social work."""
    if employment.ends_on != ends:
        return {"RoleEndDate": ends.isoformat(), "ReasonLeave": LeavingReason.MOVED_WITHIN}
    left = {"RoleEndDate": ends.isoformat(), "LeaverDestination": employment.destination}
    return {**left, "ReasonLeave": employment.reason}


def agency_records(yearly: Yearly) -> Iterator[dict[str, str]]:
    """Agency workers in a child and family social worker's role on the day, one record a person. Two queries."""
    rows = Cover.objects.filter(
        _CHILDRENS, Q(role__isnull=True) | Q(role__is_social_worker=True), council=yearly.council
    )
    here = rows.on(yearly.on).select_related("worker").order_by("worker__registration_number", "worker_id", "pk")
    cases = _cases(yearly)
    for worker, covers in itertools.groupby(here, lambda c: c.worker):
        mine = list(covers)
        weeks = next((c.contract_weeks for c in mine if c.contract_weeks is not None), None)
        items = {
            "AgencyWorker": "1",
            "SWENo": worker.registration_number,
            "FTE": _fte(mine),
            "Cases30": str(cases.get(worker.pk, "")),
            "ContractWeeks": "" if weeks is None else str(round(weeks)),
        }
        yield {name: text for name, text in items.items() if text or name == "SWENo"}


def _beside(yearly: Yearly) -> _Beside:
    year = {"council": yearly.council, "starts_on__gt": yearly.after, "starts_on__lte": yearly.on}
    lost: dict[int, Decimal] = {}
    sick = Absence.objects.filter(**year, kind=AbsenceKind.SICK, working_days_lost__isnull=False)
    for employment, days in sick.values_list("employment_id", "working_days_lost"):
        lost[employment] = lost.get(employment, Decimal(0)) + days
    away = Absence.objects.filter(council=yearly.council, is_yearly_total=False).on(yearly.on)
    monitoring = WorkerMonitoring.objects.filter(council=yearly.council)
    paid = StatedSalary.objects.filter(council=yearly.council, on=yearly.on)
    return _Beside(
        _cases(yearly), lost, dict(away.values_list("employment_id", "kind")), {m.worker_id: m for m in monitoring},
        {s.employment_id: s for s in paid},
    )  # fmt: skip


def _cases(yearly: Yearly) -> dict[int, int]:
    """Each person's latest count of the 31 days up to the day, as the measure of caseload takes it."""
    counts = CaseCount.objects.filter(council=yearly.council, on__gt=yearly.on - _MONTH, on__lte=yearly.on)
    return dict(counts.order_by("on", "pk").values_list("worker_id", "cases"))


def _fte(places: list) -> str:
    """The FTE of all the places together; a record holds one at most."""
    return _plain(min(sum((p.fte for p in places), Decimal(0)), _MOST))


def _plain(value: Decimal) -> str:
    return f"{Decimal(value).normalize():f}"


def _yes(said: bool | None) -> str:
    return "" if said is None else "1" if said else "0"


def _sex(yearly: Yearly, sex: str) -> dict[str, str]:
    if yearly.year >= 2024:
        return {"Sex": sex}
    return {"GenderCurrent": {"M": "1", "F": "2"}.get(sex, "0")}

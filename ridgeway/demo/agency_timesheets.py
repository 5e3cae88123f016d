"""Timesheets of the demonstration's agency workers since the national rules, a file a month; and our references of most who left. All invented."""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from ridgeway.domains.agency import actions
from ridgeway.domains.agency.actions import WeekIn
from ridgeway.domains.agency.choices import ReferenceWay
from ridgeway.domains.agency.models import Assignment
from ridgeway.domains.agency.queries.assignments import HERE
from ridgeway.domains.agency.reference_shape import QUESTIONS, choices_of
from ridgeway.domains.agency.weeks import FULL_WEEK, PENNY, charge_in, monday_of, month_of
from ridgeway.domains.organisation.models import Council

from .agency_rates import NATIONAL

HOURS = (Decimal(37), Decimal(37), Decimal(37), Decimal("36.5"), Decimal("29.5"), Decimal(40))
DEARER = Decimal("1.50")  # what now and then is charged an hour beyond the rate agreed


def write(council: Council, today: dt.date, **said: Any) -> str:
    """A file for each month, the last one without the week before this; chance of its own."""
    rng = Random(1066)  # noqa: S311 - invented hours, not secrets
    rows = Assignment.objects.filter(HERE, council=council).exclude(ends_on__lte=NATIONAL)
    files: dict[dt.date, list[WeekIn]] = defaultdict(list)
    for row in rows.prefetch_related("rates").order_by("pk"):
        for week in _weeks(row, today):
            files[month_of(week)].append(_line(rng, row, week, len(files[month_of(week)]) + 2))
    for month, lines in sorted(files.items()):
        actions.load_timesheets(council, lines, name=f"Agency portal, {month:%B %Y}", is_invented=True, **said)
    return f"{sum(map(len, files.values())):,} timesheets, {_references(rng, council, today, **said)} references given"


def _weeks(row: Assignment, today: dt.date) -> list[dt.date]:
    week = monday_of(max(row.starts_on, NATIONAL))
    last = min(row.ends_on or today, today - dt.timedelta(days=7))
    found = []
    while week < last:
        found.append(week)
        week += dt.timedelta(days=7)
    return found


def _line(rng: Random, row: Assignment, week: dt.date, number: int) -> WeekIn:
    rates = sorted((rate.starts_on, rate.charge) for rate in row.rates.all())
    rate = charge_in(rates, week) or Decimal(1)
    if rng.random() < 0.02:
        rate += DEARER
    share = Decimal(_days(row, week)) / 5
    hours = (rng.choice(HOURS) * row.fte * share).quantize(Decimal("0.5"), ROUND_HALF_UP)
    hours = max(min(hours, FULL_WEEK + 3), Decimal("0.5"))
    cost = (hours * rate).quantize(PENNY, ROUND_HALF_UP)
    return WeekIn(row.pk, row.team_id, week, hours, rate, cost, f"TS{week:%y%m%d}-{row.pk}", number)


def _days(row: Assignment, week: dt.date) -> int:
    """The working days of an assignment in a week, one at least."""
    days = [week + dt.timedelta(days=n) for n in range(5)]
    return max(1, sum(row.starts_on <= day and (row.ends_on is None or day < row.ends_on) for day in days))


def _references(rng: Random, council: Council, today: dt.date, **said: Any) -> int:
    """Ours, of most who left since the rules."""
    rows = Assignment.objects.filter(council=council, state="ended", ends_on__gt=NATIONAL, ends_on__lte=today)
    rows = rows.filter(team__service__kind="children").exclude(references__way=ReferenceWay.GIVEN)
    count = 0
    for row in rows.select_related("role", "team").order_by("pk"):
        if rng.random() < 0.75:
            actions.write_practice_reference(
                row, answers=_answers(rng, row), name="Juniper Thornhurst", job="Principal social worker", **said
            )
            count += 1
    return count


def _answers(rng: Random, row: Assignment) -> dict[str, str]:
    last = (row.ends_on or row.planned_until) - dt.timedelta(days=1)
    found = {key: rng.choice(["4", "3", "3", "2"]) if len(choices_of(q)) == 5 else "no" for key, q in QUESTIONS.items()}
    return {
        **found, "capacity": "practice", "from_day": row.starts_on.isoformat(), "until_day": last.isoformat(), "role": f"{row.role}, {row.team}",
        "cases": "Child protection and children in need, within the team's promise", "example": "", "concern_words": "", "notice": "yes",
        "leaving": row.get_end_reason_display(), "handover": "yes", "again": rng.choice(["yes", "yes", "yes", "unsure"]), "again_words": "",
    }  # fmt: skip

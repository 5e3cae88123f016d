"""`ridgeway return census --council 865 --year 2025 --out FILE.xml`."""

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

from .outcome import Outcome, Refused, command, council_with

_EARLIEST = 2021


def add_to(commands) -> None:
    verbs = commands.add_parser("return", help="statutory returns as files, checked").add_subparsers(
        metavar="VERB", required=True
    )
    made = command(
        verbs, "census", "Write the Children's Social Work Workforce census of a year (XML). Status 1 where it has errors.", census
    )  # fmt: skip
    made.add_argument("--council", required=True, help="its three-digit code")
    made.add_argument("--year", required=True, type=int, help="the year to 30 September")
    made.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to write it (.xml)")


def census(asked: argparse.Namespace) -> Outcome:
    """Write the file, then read it back with the checks that an import makes: what they find are its problems."""
    from ridgeway.core import clock
    from ridgeway.journeys.intake import commands as intake
    from ridgeway.reporting.returns import census as returned

    council, at = council_with(asked.council), clock.now()
    try:
        totals = _totals(council.code, asked.year) if asked.year >= _EARLIEST else {}
        written = returned.write(asked.out, council, asked.year, totals, made_at=at)
    except returned.CannotReturn as why:
        raise Refused(str(why)) from why
    found = intake.import_census(asked.out, council, dry_run=True, by="return", at=at)
    problems = found["problems"]
    if written.without_number:
        problems.insert(0, _without_number(written.without_number))
    errors = sum(p["severity"] == "error" for p in problems)
    document = {
        "file": str(asked.out), "written": written.records, "workers": written.workers, "agency": written.agency,
        "leavers": written.leavers, "vacancies_fte": found["vacancies_fte"], "problems": problems,
    }  # fmt: skip
    lines = [
        f"Written: {asked.out}, {written.records} records: {written.workers} in post, {written.leavers} who left, {written.agency} agency workers.",
        *(f"Row {p['row'] or '–'}, {p['field']}: {p['message']}" for p in problems),
        f"{errors} errors and {len(problems) - errors} queries.",
    ]
    return Outcome(document, lines, status=1 if errors else 0)


def _without_number(count: int) -> dict[str, Any]:
    return {
        "row": 0, "field": "SWENo", "value": "", "severity": "error",
        "message": f"{count} people have no registration number and are left out. Record their numbers, and write the file again.",
    }  # fmt: skip


def _totals(code: str, year: int) -> dict[str, Any]:
    """The council's own totals: vacancies and cover as the measures give them, pay items as the last return stated them."""
    from ridgeway.domains.establishment.models import Cover, StatedTotals
    from ridgeway.domains.organisation.choices import ServiceKind
    from ridgeway.insight import answers

    on = dt.date(year, 9, 30)
    service: str | None = ServiceKind.CHILDREN.value
    try:
        answers.scope_named(code, service)
    except answers.CannotAnswer:
        service = None  # nothing but the whole council is recorded
    figures = {m["measure"]: m for m in answers.measures(code, on, service, keys=["vacancy_rate", "agency_cover"])}
    stated = StatedTotals.objects.filter(council__code=code, on=on).first()
    covers = Cover.objects.filter(council__code=code, covers_vacancy=True).on(on)
    heads = covers.filter(team__service__kind=ServiceKind.CHILDREN).values("worker").distinct().count()
    cover = figures["agency_cover"]["numerator"]
    return {
        **({"OtherAllowances": "", **stated.pay_and_benefits} if stated else {}),
        "NumberOfVacancies": figures["vacancy_rate"]["numerator"],
        "NoAgencyFTE": 0 if cover is None and not heads else cover,
        "NoAgencyHeadcount": stated.agency_cover_headcount if stated and not heads else heads,
    }

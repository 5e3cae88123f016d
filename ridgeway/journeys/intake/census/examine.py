"""A census file from its first byte to its last: read, checked, planned; written batch by batch when a writer is given."""

from collections import Counter
from pathlib import Path
from typing import Any

from ridgeway.core.tabular import CannotRead, FileKind, kind_of
from ridgeway.domains.establishment.models import StatedTotals
from ridgeway.domains.establishment.rules import registration_number
from ridgeway.domains.organisation.models import Council

from ..changes import Changes, Outcome, Writer
from ..problems import Problems, batches
from ..progress import Report
from .checking import Checker, read_head, read_totals
from .continuity import check_continuity
from .figures import FileFigures
from .layout import LAST_YEAR, Layout
from .place import team_for
from .planning import Planner
from .reading import Head, read_records
from .rows import CensusRow, CensusYear, read_row

BATCH = 1000
SOURCE = "Children's social work workforce census"


def examine_census(
    path: Path, council: Council, *, options: dict[str, Any], problems: Problems, report: Report, write: Writer | None
) -> Outcome:
    """Read, check and plan a census file; write what it changes when `write` is given. Raises `CannotRead` for one that cannot be taken.

    The file is read twice: once for its header, totals and the numbers that stand more than once, once record by record, so
    that memory does not grow with its length.
    """
    if kind_of(path) is not FileKind.XML:
        raise CannotRead(
            "This is not an XML file. The census is filed as XML: upload the file that was sent to COLLECT."
        )
    report("Reading the file", 0, 0)
    head, numbers, records = _first_reading(path)
    census, layout = read_head(head, council.code, problems)
    _refuse_what_has_not_begun(census, options.get("today"))
    totals = read_totals(head, layout, problems)
    changes = Changes()
    observed = frozenset(
        StatedTotals.objects.filter(council=council, source__startswith=SOURCE).values_list("on", flat=True)
    )
    team = team_for(council, options.get("team"), census.after, changes)
    planner = Planner(council, census, problems, changes, observed, team)
    checker, figures = Checker(census, layout, problems), FileFigures(census)
    written = 0
    for batch in _in_batches(
        path, layout, problems, checker, {n for n, times in numbers.items() if times > 1}, report, records
    ):
        planner.plan(batch)
        for row in batch:
            figures.add(row)
        written += changes.close_batch(write)
    checker.finish(totals)
    check_continuity(council, census, observed, numbers, problems)
    _state_totals(council, census, layout, totals, changes)
    written += changes.close_batch(write)
    report("Checked", records, records)
    outcome = _outcome(census, checker, totals, changes, records, written)
    outcome.extra["figures"] = figures.answers(council, totals)
    return outcome


def _first_reading(path: Path) -> tuple[Head, Counter[str], int]:
    head, numbers, records = Head(), Counter[str](), 0
    for record in read_records(path, head):
        records += 1
        numbers[_number(record.values.get("SWENo", ""))] += 1
    if not records:
        raise CannotRead("The file holds no CSWWWorker records.")
    return head, numbers, records


def _refuse_what_has_not_begun(census: CensusYear, today: str | None) -> None:
    if today and census.year > LAST_YEAR and census.after.isoformat() >= today:
        raise CannotRead(
            f"The header says {census.year}, a year that begins on 1 October {census.year - 1} and has not begun yet. "
            "Nothing was read. Correct the Year in the header."
        )


def _number(text: str) -> str:
    try:
        return registration_number(text)
    except ValueError:
        return "".join(text.split()).upper()


def _in_batches(
    path, layout: Layout, problems: Problems, checker: Checker, repeated: set[str], report: Report, total: int
):
    """Batches of rows; people with several records come together at the end, each record beside its fellows."""
    together: dict[str, list[CensusRow]] = {}

    def singles():
        for record in read_records(path, Head()):
            if record.row % 500 == 0:
                report("Checking the records", record.row, total)
            row = read_row(record, layout, problems)
            if row is None:
                continue
            checker.check(record, row)
            if row.number in repeated:
                together.setdefault(row.number, []).append(row)
            else:
                yield row

    yield from batches(singles(), BATCH)
    for group in batches(together.values(), BATCH // 4):
        yield [row for rows in group for row in _without_duplicates(rows, problems)]


def _without_duplicates(rows: list[CensusRow], problems: Problems) -> list[CensusRow]:
    """The records of one person that can stand together: one in post, one as agency worker, and spells that ended."""
    kept: list[CensusRow] = []
    for row in rows:
        rival = next((other for other in kept if _same_place(row, other)), None)
        if rival is None:
            kept.append(row)
            continue
        problems.error(
            row.row, "D11", "SWENo", row.number,
            f"{row.number} is {'in post' if not row.is_leaver else 'a leaver of the same spell'} in record {rival.row} too. This record is left out.",
            "Return one record for each person in post; add up the FTE of two roles.",
        )  # fmt: skip
    return kept


def _same_place(row: CensusRow, other: CensusRow) -> bool:
    if row.is_agency or other.is_agency:
        return row.is_agency and other.is_agency
    if row.is_leaver and other.is_leaver:
        return row.starts_on == other.starts_on
    return row.is_leaver == other.is_leaver


def _state_totals(
    council: Council, census: CensusYear, layout: Layout, totals: dict[str, Any], changes: Changes
) -> None:
    if any(totals.get(name) is None for name in ("NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount")):
        return
    pay = {
        name: totals[name]
        for name in layout.totals
        if name not in ("NumberOfVacancies", "NoAgencyFTE", "NoAgencyHeadcount")
    }
    values = {
        "vacancies_fte": totals["NumberOfVacancies"],
        "agency_cover_fte": totals["NoAgencyFTE"],
        "agency_cover_headcount": totals["NoAgencyHeadcount"],
        "pay_and_benefits": {name: value for name, value in pay.items() if value is not None},
        "source": f"{SOURCE} {census.year}",
    }
    stated = StatedTotals.objects.filter(council=council, on=census.on).first()
    if stated is None:
        changes.add("totals.stated", StatedTotals(council=council, on=census.on, **values))
    else:
        stated.council = council
        changes.change("totals.changed", stated, **values)


def _outcome(census: CensusYear, checker: Checker, totals, changes: Changes, records: int, written: int) -> Outcome:
    vacancies = totals.get("NumberOfVacancies")
    return Outcome(
        rows=records,
        workers=checker.tally["workers"],
        agency=checker.tally["agency"],
        leavers=checker.tally["leavers"],
        vacancies_fte=None if vacancies is None else float(vacancies),
        changes=dict(changes.tally),
        examples=changes.examples,
        extra={
            "on": census.on.isoformat(),
            "from": census.after.isoformat(),
            "year": census.year,
            "in_post_fte": str(checker.in_post_fte),
            "agency_fte": str(checker.agency_fte),
        },
        digest=changes.digest,
        written=written,
    )

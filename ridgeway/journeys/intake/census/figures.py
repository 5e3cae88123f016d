"""What a census file says by itself: the same measures as everywhere, over the file's own records instead of ours."""

import copy
import datetime as dt
from typing import Any

import numpy as np

from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope
from ridgeway.insight import answers
from ridgeway.insight.comparison import COMPARED
from ridgeway.insight.facts import Absences, Cases, Facts, Rows, Stated
from ridgeway.insight.measures import MEASURES
from ridgeway.insight.question import Question

from .rows import CensusRow, CensusYear

_OPEN = dt.date(9999, 12, 31)
_COLUMNS = (
    ("id", "i8"), ("worker", "i8"), ("post", "i8"), ("team", "i8"), ("role", "i8"), ("fte", "f8"), ("starts", "M8[D]"),
    ("ends", "M8[D]"), ("employment", "i8"), ("first_day", "M8[D]"), ("last_day", "M8[D]"), ("code", "U2"), ("kind", "U20"),
    ("qualified", "i8"),
)  # fmt: skip


class FileFigures:
    """Collects the records of a file as they are read, and answers for its reference day."""

    def __init__(self, census: CensusYear) -> None:
        self.census = census
        self._workers: dict[str, int] = {}
        self._held: list[tuple] = []
        self._covers: list[tuple] = []
        self._cases: list[tuple] = []
        self._absences: list[tuple] = []

    def add(self, row: CensusRow) -> None:
        """One record that was read and kept."""
        worker = self._workers.setdefault(row.number, len(self._workers) + 1)
        on = self.census.on
        if row.is_agency:
            if row.fte is not None:
                self._covers.append(self._row(row, worker, row.fte, on, on + dt.timedelta(days=1), "s"))
        elif row.is_leaver:
            self._held.append(
                self._row(row, worker, row.fte_before, row.starts_on or self.census.after, row.ends_on, row.reason)
            )
        else:
            self._held.append(self._row(row, worker, row.fte, row.starts_on or on, _OPEN, ""))
        if row.cases is not None and not row.is_leaver:
            self._cases.append((row.row, worker, row.cases, on))
        if row.days_lost and not row.is_agency:
            self._absences.append(
                (row.row, row.row, self.census.after + dt.timedelta(days=1), float(row.days_lost), True)
            )

    @staticmethod
    def _row(row: CensusRow, worker: int, fte, starts: dt.date, ends: dt.date | None, code: str) -> tuple:
        ends = ends or _OPEN
        return (row.row, worker, 0, 0, 0, float(fte or 0), starts, ends, row.row, starts, ends, code, "", 1)

    def answers(self, council: Council, totals: dict[str, Any]) -> list[dict[str, Any]]:
        """The comparable measures on the reference day, as `insight.answers` gives them."""
        stated = []
        if totals.get("NumberOfVacancies") is not None:
            stated = [
                Stated(1, self.census.on, float(totals["NumberOfVacancies"]), float(totals.get("NoAgencyFTE") or 0))
            ]
        facts = Facts(
            terms=_rows([]),
            holdings=_rows(self._held),
            covers=_rows(self._covers),
            role_names={},
            knows_agency_every_day=False,
            cases=Cases(*_arrays(self._cases, ("i8", "i8", "i8", "M8[D]"))),
            absences=Absences(*_arrays(self._absences, ("i8", "i8", "M8[D]", "f8", "?"))),
            stated=stated,
        )
        alone = copy.copy(council)  # the file speaks for itself, whatever is known here besides
        alone.records_from = alone.records_until = None
        question = Question(Scope(alone, ()), facts)
        return [answers.as_values(m.on(question, self.census.on)) for m in (MEASURES["fte"], *COMPARED)]


def _rows(rows: list[tuple]) -> Rows:
    columns = _arrays(rows, tuple(kind for _, kind in _COLUMNS))
    return Rows({name: column for (name, _), column in zip(_COLUMNS, columns, strict=True)})


def _arrays(rows: list[tuple], types: tuple[str, ...]) -> list:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    return [np.array(column, dtype=kind) for column, kind in zip(columns, types, strict=True)]

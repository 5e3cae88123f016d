"""What a check finds, collected while a file is read."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ridgeway.core.tabular import CannotRead

PROBLEM_LIMIT = 100_000
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, what was written there, what is wrong with it and what to do. `row` 0 is the file as a whole."""

    row: int
    check: str
    severity: str
    field: str
    value: str
    message: str
    todo: str = ""

    def as_json(self) -> dict:
        """The command line's form of it: row, field, value, message (with what to do), severity."""
        return {
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "message": f"{self.message} {self.todo}".strip(),
            "severity": self.severity,
        }


class Problems:
    """Findings in the order found, handed on in batches to `keep` so that a long list is never all in memory."""

    def __init__(self, keep: Callable[[list[Problem]], object]):
        self._keep = keep
        self._batch: list[Problem] = []
        self.by_severity: Counter[str] = Counter()
        self.by_check: Counter[str] = Counter()

    def error(self, row: int, check: str, field: str, value: object, message: str, todo: str = "") -> None:
        """A rule of the file is broken."""
        self._add(row, check, "error", field, value, message, todo)

    def query(self, row: int, check: str, field: str, value: object, message: str, todo: str = "") -> None:
        """It may be right, and should be looked at."""
        self._add(row, check, "query", field, value, message, todo)

    def _add(self, row: int, check: str, severity: str, field: str, value: object, message: str, todo: str) -> None:
        said = "" if value is None else str(value).replace("\x00", "�")[:200]
        self._batch.append(Problem(row, check, severity, field[:80], said, message, todo))
        self.by_severity[severity] += 1
        self.by_check[check] += 1
        if sum(self.by_severity.values()) > PROBLEM_LIMIT:
            raise CannotRead(
                f"More than {PROBLEM_LIMIT:,} problems were found, so this is not a file of the kind chosen. "
                "Check that the right file was uploaded for the right year."
            )
        if len(self._batch) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Hand on what is still held."""
        if self._batch:
            self._keep(self._batch)
            self._batch = []


def batches(rows, size: int) -> Iterator[list]:
    """The rows in lists of `size`, the last shorter."""
    batch: list = []
    for row in rows:
        batch.append(row)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


class NeedsMap(CannotRead):
    """A list whose columns have not been matched with our fields yet: not a refusal, but something to be done first."""

"""Frozen figures beside what they would be today: later corrections change nothing that was published, and are shown beside it."""

from dataclasses import dataclass

from .composing import compose
from .document import Document
from .figures_placed import Desk, Placed, fingerprint
from .models import Report
from .tokens import CannotRead, read_text


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it was (or is) told, its rows, and what it is now."""

    placed: Placed
    rows: dict[str, dict]
    is_frozen: bool
    now: Placed | None = None
    trouble: str = ""

    @property
    def has_changed(self) -> bool:
        return self.now is not None and self.now.fingerprint != self.placed.fingerprint

    @property
    def difference(self) -> float | None:
        """How much the value has changed since."""
        if not self.now or self.now.value is None or self.placed.value is None:
            return None
        return round(self.now.value - self.placed.value, 4)


def figure(report: Report, number: int) -> Told | None:
    """One figure by its number; none where there is no such figure."""
    if not report.is_published:
        document, counted = compose(report)
        if not 1 <= number <= len(counted):
            return None
        return Told(document.figures[number - 1], counted[number - 1].rows, is_frozen=False)
    kept = report.figures.filter(number=number).first()
    if kept is None:
        return None
    now, trouble = _now(_desk(report), kept.token)
    return Told(Placed(**kept.said), kept.rows, True, now, trouble)


def differences(report: Report, document: Document) -> list[Told]:
    """The figures of a published report that would be other ones today."""
    desk = _desk(report)
    tokens = []
    for placed in document.figures:
        try:
            tokens.append(read_text(placed.token))
        except CannotRead:
            continue
    desk.expect(tokens)
    told = [Told(placed, {}, True, *_now(desk, placed.token)) for placed in document.figures]
    return [one for one in told if one.has_changed or one.trouble]


def _desk(report: Report) -> Desk:
    return Desk(report.council, on=report.on, since=report.since, service=report.service)


def _now(desk: Desk, token: str) -> tuple[Placed | None, str]:
    try:
        return desk.placed(read_text(token)).placed, ""
    except CannotRead as why:
        return None, str(why)


def is_whole(rows: dict[str, dict], value: float | None, kept: str) -> bool:
    """Whether kept rows and value still give the fingerprint that was kept with them."""
    return fingerprint(rows, value) == kept

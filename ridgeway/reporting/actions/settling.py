"""Review, sign-off, publishing. What is signed has no open finding; what is published is frozen."""

import datetime as dt

from django.db import transaction

from ridgeway.core import states
from ridgeway.core.progress import Report as Tell
from ridgeway.core.progress import silence

from ..composing import compose
from ..figures_placed import as_said
from ..models import FrozenFigure, Report
from ..selfcheck import concerns
from ..states import TRANSITIONS, ReportState
from .kept import locked, name_of, record
from .reasons import CannotChangeReport

VERSION = "0.1.0"


def _move(report: Report, to: str, *, by, at: dt.datetime, **changes) -> Report:
    try:
        states.move(report, to, table=TRANSITIONS, by=by, at=at, **changes)
    except states.CannotMove as why:
        raise CannotChangeReport(str(why)) from None
    return report


@transaction.atomic
def send_to_review(report: Report, *, by, at: dt.datetime) -> Report:
    """Ask others to read it. Raises `CannotChangeReport`."""
    return _move(locked(report), ReportState.REVIEW, by=by, at=at)


@transaction.atomic
def take_back(report: Report, *, by, at: dt.datetime) -> Report:
    """Write on: a signature falls away. Raises `CannotChangeReport`."""
    return _move(locked(report), ReportState.DRAFTING, by=by, at=at, signed_at=None, signed_by_name="")


@transaction.atomic
def sign(report: Report, *, by, at: dt.datetime) -> Report:
    """Sign it off. Raises `CannotChangeReport` while a finding is open or a comment unsettled."""
    found = locked(report)
    if found.state != ReportState.REVIEW:
        raise CannotChangeReport("A report is signed off while it is in review.")
    document, _ = compose(found)
    waiting = sum(c.is_open for c in concerns(found, document))
    if waiting:
        raise CannotChangeReport(f"{waiting} finding{'s are' if waiting > 1 else ' is'} neither mended nor answered.")
    unsettled = sum(1 for s in found.sections.all() for c in s.comments.all() if c.settled_at is None)
    if unsettled:
        raise CannotChangeReport(f"{unsettled} comment{'s are' if unsettled > 1 else ' is'} not settled.")
    return _move(found, ReportState.SIGNED, by=by, at=at, signed_at=at, signed_by_name=name_of(by))


@transaction.atomic
def publish(report: Report, *, by, at: dt.datetime, tell: Tell = silence) -> Report:
    """Freeze every figure with its definition, its base and its rows, and publish. Raises `CannotChangeReport`.

    Rows that changed since the sign-off may have changed a figure: then it is checked again before anything is frozen.
    """
    found = locked(report)
    if found.state != ReportState.SIGNED:
        raise CannotChangeReport("A report is published after it was signed off.")
    document, counted = compose(found, tell=tell)
    tell("Held against itself", 0, 0)
    if any(c.is_open for c in concerns(found, document)):
        raise CannotChangeReport(
            "Rows have changed since the sign-off, and a figure no longer adds up. Take the report back."
        )
    tell("Figures frozen with their rows", len(counted), len(counted))
    FrozenFigure.objects.bulk_create(
        FrozenFigure(
            council=found.council, report=found, number=n, token=one.placed.token, said=as_said(document.figures[n - 1]), rows=one.rows,
            fingerprint=one.placed.fingerprint, frozen_at=at,
        )
        for n, one in enumerate(counted, start=1)
    )  # fmt: skip
    before = {"state": found.state}
    found.frozen = document.as_values()
    found.published_at, found.published_by_name, found.software = at, name_of(by), f"Ridgeway {VERSION}"
    found.state = ReportState.PUBLISHED
    found.save(update_fields=["frozen", "published_at", "published_by_name", "software", "state"])
    record("report.published", found, by=by, at=at, before=before)
    return found

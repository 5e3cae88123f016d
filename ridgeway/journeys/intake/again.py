"""The same file brought in twice: which run of the council's wrote it before, and whether that stands."""

from dataclasses import dataclass

from django.db.models import Q

from ridgeway.domains.agency.models import TimesheetLoad
from ridgeway.domains.finance.models import LedgerLoad

from .models import FileUse, ImportRun
from .states import RunState

# the kinds whose digest is over their lines, with what each file is kept as; of the others it is over what would change
_KEPT_AS: dict[str, type[LedgerLoad] | type[TimesheetLoad]] = {
    FileUse.LEDGER: LedgerLoad,
    FileUse.TIMESHEETS: TimesheetLoad,
}


@dataclass(frozen=True, slots=True)
class Before:
    """The run that wrote it last; whether its lines are kept as a file of their own, and were taken back since."""

    run: ImportRun
    has_lines: bool
    is_taken_back: bool


def brought_in_before(run: ImportRun, user) -> Before | None:
    """The last run that wrote the same file (the same bytes; or, of lines, the same lines in another file). Two queries at the most."""
    same = Q(sha256=run.sha256)
    if run.kind in _KEPT_AS and run.plan_digest:
        same |= Q(plan_digest=run.plan_digest)
    rows = ImportRun.objects.visible_to(user).filter(same, council=run.council, kind=run.kind, state=RunState.DONE)
    last = rows.exclude(pk=run.pk).order_by("-moved_at", "-pk").first()
    if last is None:
        return None
    if run.kind not in _KEPT_AS:
        return Before(last, has_lines=False, is_taken_back=False)
    files = _KEPT_AS[run.kind].objects.filter(council=run.council, loaded_at=last.moved_at)
    return Before(last, has_lines=True, is_taken_back=files.filter(taken_back_at__isnull=False).exists())

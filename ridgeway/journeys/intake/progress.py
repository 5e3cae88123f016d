"""How far a long file is: the work of a run by its number."""

import datetime as dt
from contextlib import AbstractContextManager

from ridgeway.core import progress
from ridgeway.core.progress import Progress, Report, silence

__all__ = ["Progress", "Report", "beating", "forget", "is_silent", "progress_of", "reporter", "silence"]


def reporter(run_id: int) -> Report:
    """A function a long read calls to say how far it is."""
    return progress.reporter(f"import-{run_id}")


def beating(run_id: int) -> AbstractContextManager[None]:
    """While it is open, the run's worker is known to live."""
    return progress.beating(f"import-{run_id}")


def progress_of(run_id: int) -> Progress | None:
    """The last thing the run's worker said, if anything."""
    return progress.progress_of(f"import-{run_id}")


def is_silent(run_id: int, since: dt.datetime, at: dt.datetime) -> bool:
    """Whether a worker that took the run up at `since` has said nothing for too long."""
    return progress.is_silent(f"import-{run_id}", since, at)


def forget(run_id: int) -> None:
    """The run's work is over."""
    progress.forget(f"import-{run_id}")

"""How long a large census file takes to read, check and preview, and at what memory: `.venv/bin/python bench/census.py [records] [--apply]`.

It makes a valid file of the size asked for, then checks it in a process of its own against an empty council, as the worker does, and prints
seconds, records and the peak memory of that process. `DATABASE_URL` chooses the database; the rows are made in a council that is new each time.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    """Make the file, run the check in a fresh process, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=int, nargs="?", default=35_000)
    parser.add_argument("--apply", action="store_true", help="confirm and write it too")
    parser.add_argument("--inner", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inner:
        check(asked.inner, asked.apply)
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("RIDGEWAY_HOME", folder)
        path = Path(folder) / "census.xml"
        prepare(path, asked.records)
        command = [sys.executable, __file__, "--inner", str(path), *(["--apply"] if asked.apply else [])]
        subprocess.run(command, check=True)


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ridgeway.project.settings")
    import django

    django.setup()


def prepare(path: Path, records: int) -> None:
    """A database that is up to date, and the file beside it."""
    _django()
    from django.core.management import call_command

    from ridgeway.demo.census_file import write_census

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    write_census(path, code="999", year=2025, people=records)
    print(f"file: {path.stat().st_size / 1e6:.1f} MB")


def check(path: Path, write: bool) -> None:
    """Upload, check and preview the file, as a worker does; print seconds and peak memory."""
    _django()
    from ridgeway.core import clock
    from ridgeway.domains.organisation.actions import add_council
    from ridgeway.domains.organisation.models import Council
    from ridgeway.journeys.intake import actions

    at = clock.now()
    council = Council.objects.filter(code="999").first() or add_council("Bench", code="999", by="bench", at=at)
    base = peak_megabytes()
    with path.open("rb") as file:
        run = actions.upload(council, file, kind="census", name="census.xml", by="bench", at=at, check=False)
    began = time.perf_counter()
    run = actions.check(run, by="bench", at=at)
    report("checked and previewed", run.counts["rows"], began, base)
    if write and run.state == "ready":
        began = time.perf_counter()
        run = actions.confirm_now(run, by="bench", at=at)
        report(f"written ({run.counts['written']:,} rows)", run.counts["rows"], began, base)


def peak_megabytes() -> float:
    """The most memory this process has held; getrusage would count the process that started it too."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def report(what: str, records: int, began: float, base: float) -> None:
    """One line of figures."""
    peak = peak_megabytes()
    print(
        f"{what}: {records:,} records in {time.perf_counter() - began:.1f} s, peak {peak:.0f} MB (before: {base:.0f} MB)"
    )


if __name__ == "__main__":
    main()

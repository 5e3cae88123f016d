"""Work that is no page: a ledger read, a report frozen, a paper checked. `python -m bench.works`, JSON on standard output.

Each is done as the worker or the view does it, in a transaction that is thrown away, so that the installation stays as it was built.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import paper
from .sizes import CODES_PER_COUNCIL, TEAMS_PER_COUNCIL, UNTIL

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
LEDGER_LINES = 200_000
HEADS = "Cost centre,Subjective code,Code name,Period,Financial year,Actual,Budget,Reference"
PAPER_PAGES = 20
ONE_MONTH = dt.timedelta(days=30)
# what the issues ask for: seconds, and megabytes of memory
TARGETS = {"ledger": (60, 300), "freeze": (10, None), "ready": (2, None), "paper": (5, None)}


def ledger_file(path: Path, lines: int) -> None:
    """Lines of two financial years in every team under every code."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADS}\n")
        for n in range(lines):
            team, code = n % TEAMS_PER_COUNCIL + 1, n // TEAMS_PER_COUNCIL % CODES_PER_COUNCIL
            month = n // (TEAMS_PER_COUNCIL * CODES_PER_COUNCIL) % 24
            amount = f"{n % 9000 + 100}.{n % 100:02}"
            both = f",{amount}" if n % 2 else f"{amount},"
            file.write(
                f"Team {team},{1100 + code},Code {code + 1},{month % 12 + 1},{2023 + month // 12}/{24 + month // 12},{both},B{n}\n"
            )


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


def thrown_away(work: Callable[[], dict]) -> dict:
    """What a work found, with everything it wrote taken back."""
    from django.db import transaction

    with transaction.atomic():
        found = work()
        transaction.set_rollback(True)
    return found


def ledger(lines: int) -> dict:
    """A ledger of that many lines, uploaded, checked and previewed."""
    from ridgeway.core import clock
    from ridgeway.domains.organisation.models import Council
    from ridgeway.journeys.intake import actions
    from ridgeway.journeys.intake.ledger.examine import LEDGER
    from ridgeway.journeys.intake.lists import ListMap

    council, said = Council.objects.order_by("pk")[0], {"by": "bench", "at": clock.now()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        ledger_file(path, lines)
        actions.remember_map(council, ListMap(LEDGER.suggest(HEADS.split(",")).columns), kind="ledger", **said)
        with path.open("rb") as file:
            run = actions.upload(council, file, kind="ledger", name="ledger.csv", check=False, **said)
        before, began = peak(), time.perf_counter()
        run = actions.check(run, **said)
        took, size = time.perf_counter() - began, path.stat().st_size / 1e6
        Path(run.file.path).unlink(missing_ok=True)
    return {
        "lines": run.counts.get("rows", 0),
        "state": run.state,
        "seconds": took,
        "peak": peak(),
        "before": before,
        "file": size,
    }


def freeze() -> dict:
    """The report of sixty figures and ten tables: published, then written as Word and as PDF."""
    from ridgeway.core import clock
    from ridgeway.domains.organisation.models import User
    from ridgeway.reporting import actions, out_pdf, out_word
    from ridgeway.reporting.composing import compose
    from ridgeway.reporting.document import from_values
    from ridgeway.reporting.selfcheck import concerns

    said = {"by": User.objects.get(email="bench@example.org"), "at": clock.now()}
    report = paper.begin("BENCH-FREEZE")
    for concern in concerns(report, compose(report)[0]):
        actions.answer_finding(report, key=concern.key, quote=concern.quote, answer="Read.", **said)
    actions.send_to_review(report, **said)
    actions.sign(report, **said)
    began = time.perf_counter()
    report = actions.publish(report, **said)
    frozen = time.perf_counter()
    document = from_values(report.frozen)
    found = concerns(report, document)
    out_word.as_docx(report, document, found, at=said["at"])
    word = time.perf_counter()
    out_pdf.as_pdf(report, document, found, at=said["at"])
    done = time.perf_counter()
    tables = sum(block.kind == "table" for block in document.blocks)
    return {"figures": len(document.figures), "tables": tables, "seconds": done - began, "freeze": frozen - began,
            "word": word - frozen, "pdf": done - word}  # fmt: skip


def ready() -> dict:
    """The slowest of the reports that stand ready, composed and written as Word and as PDF: done while somebody waits, so it must be quick."""
    from ridgeway.core import clock
    from ridgeway.domains.organisation.models import Council
    from ridgeway.reporting import out_pdf, out_word, standing
    from ridgeway.reporting.selfcheck import concerns

    council, on, since = Council.objects.order_by("pk")[0], UNTIL - ONE_MONTH, UNTIL - 13 * ONE_MONTH
    took = {}
    for name in ("cabinet", *standing.READY):  # the first is written twice: the makers of files are loaded then
        began = time.perf_counter()
        report, sections = standing.of(name, council, on, since)
        document = standing.composed(report, sections)
        found = concerns(report, document)
        for write in (out_word.as_docx, out_pdf.as_pdf):
            write(report, document, found, at=clock.now())
        took[name] = time.perf_counter() - began
    slowest = max(took, key=lambda name: took[name])
    return {"name": slowest, "count": len(took), "seconds": took[slowest]}


def check_paper() -> dict:
    """A pasted paper of twenty pages."""
    from ridgeway.reporting.check import check_text

    text = paper.long_text(PAPER_PAGES)
    began = time.perf_counter()
    found = check_text(text)
    return {
        "words": len(text.split()),
        "tables": len(found.paper.tables),
        "findings": len(found.findings),
        "seconds": time.perf_counter() - began,
    }


def one(name: str, lines: int) -> dict:
    """One of the works, in this process."""
    import django

    django.setup()
    if name == "paper":
        return check_paper()
    return thrown_away({"freeze": freeze, "ready": ready}.get(name, lambda: ledger(lines)))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure work that is no page.")
    parser.add_argument("--one", choices=TARGETS, help="one alone, in this process")
    parser.add_argument("--lines", type=int, default=LEDGER_LINES, help="of the ledger")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.lines)))
        return
    found = {}
    for name in TARGETS:  # each in a process of its own, so that its memory is its own
        command = [sys.executable, "-W", "ignore", "-m", "bench.works", "--one", name, "--lines", str(asked.lines)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        found[name] = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else {"failed": True}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

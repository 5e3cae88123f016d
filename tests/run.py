"""`make test`: every test on SQLite, then every test that touches a database on PostgreSQL, and closing lines that leave nothing out.

PostgreSQL is the one named by DATABASE_URL_TEST, or a throw-away one of pg_virtualenv (Debian's postgresql-common). Arguments are
passed on to pytest. COVERAGE=1 measures the first run and fails below the floor.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
COVERAGE_FLOOR = 88
ON_POSTGRESQL = 'DATABASE_URL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/postgres" exec "$@"'


@dataclass(frozen=True)
class Result:
    """What one run of the suite came to."""

    database: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    status: int

    @property
    def line(self) -> str:
        return f"{self.database:<11} {counts(self.passed, self.failed, self.skipped)} in {self.seconds:.0f} s"


def counts(passed: int, failed: int, skipped: int) -> str:
    """As pytest says it."""
    parts = [(failed, "failed"), (passed, "passed"), (skipped, "skipped")]
    return ", ".join(f"{number} {word}" for number, word in parts if number or word == "passed")


def run(database: str, wrapper: list[str], environment: dict[str, str], arguments: list[str]) -> Result:
    """Run the suite once, its output shown as it comes."""
    began = time.monotonic()
    print(f"\nThe tests on {database}", flush=True)
    with tempfile.TemporaryDirectory(prefix="ridgeway-results-") as folder:
        report = Path(folder) / "results.xml"
        side_by_side = (
            ["-n", str(min(processors, 4)), "--dist", "loadscope"] if (processors := os.cpu_count() or 1) > 1 else []
        )
        command = [*wrapper, sys.executable, "-m", "pytest", *side_by_side, f"--junitxml={report}", *arguments]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        passed, failed, skipped = _read(report)
    return Result(database, passed, failed, skipped, time.monotonic() - began, status)


def _read(report: Path) -> tuple[int, int, int]:
    if not report.exists():
        return 0, 0, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")
    about = {} if suite is None else suite.attrib
    whole, failed, errors, skipped = (int(about.get(name, 0)) for name in ("tests", "failures", "errors", "skipped"))
    return whole - failed - errors - skipped, failed + errors, skipped


def postgresql() -> tuple[list[str], dict[str, str]] | None:
    """How to run on PostgreSQL here: what stands before the command, and the environment; None where there is none."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if url := os.environ.get("DATABASE_URL_TEST"):
        return [], {**environment, "DATABASE_URL": url}
    if shutil.which("pg_virtualenv"):
        return ["pg_virtualenv", "-t", "sh", "-c", ON_POSTGRESQL, "sh"], environment
    return None


def main() -> int:
    arguments = sys.argv[1:]
    sqlite = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    measured = ["--cov", "--cov-report=term:skip-covered", f"--cov-fail-under={COVERAGE_FLOOR}"]
    results = [run("SQLite", [], sqlite, [*(measured if os.environ.get("COVERAGE") else []), *arguments])]
    if found := postgresql():
        wrapper, environment = found
        results.append(run("PostgreSQL", wrapper, {**environment, "ONLY_ON_A_DATABASE": "1"}, arguments))
    print()
    for result in results:
        print(result.line)
    if found:
        print("On PostgreSQL the tests that touch no database were left out: they ran once, above.")
    else:
        print(f"NOT RUN: the {results[0].passed} tests on PostgreSQL; there is none here (apt-get install postgresql)")
    whole = counts(*(sum(getattr(r, name) for r in results) for name in ("passed", "failed", "skipped")))
    print(f"===== {whole} in {sum(r.seconds for r in results):.0f} s =====")
    return max(result.status for result in results)


if __name__ == "__main__":
    sys.exit(main())

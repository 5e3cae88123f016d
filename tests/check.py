"""`make check`: what must pass before a change lands. The quick checks first, all of them; then `make test` with its coverage floor."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
DEPLOYED = {
    "RIDGEWAY_HTTPS": "1",
    "RIDGEWAY_HOSTS": "workforce.example.org",
    "RIDGEWAY_ORIGINS": "https://workforce.example.org",
    "SECRET_KEY": "not-a-secret-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
}
STEPS: dict[str, tuple[list[str], dict[str, str]]] = {
    "format": (["ruff", "format", "--check", "."], {}),
    "lint": (["ruff", "check", "."], {}),
    "types": (["mypy"], {}),
    "imports": (["lint-imports"], {}),
    "migrations": (["python", "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    "deployment": (["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"], DEPLOYED),
    "templates": (["djlint", "ridgeway", "--lint", "--quiet"], {}),
    "generated docs": (["python", "-m", "docs.generate", "--check"], {}),
}


def step(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check; what it said is shown only when it fails."""
    began = time.monotonic()
    said = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    ok = said.returncode == 0
    print(f"{'ok    ' if ok else 'FAILED'}  {name:<15} {time.monotonic() - began:5.1f} s", flush=True)
    if not ok:
        print(said.stdout + said.stderr, flush=True)
    return ok


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="ridgeway-check-") as home:
        failed = [
            name
            for name, (command, extra) in STEPS.items()
            if not step(name, command, {"RIDGEWAY_HOME": home, **extra})
        ]
    if failed:
        print(f"===== {len(failed)} of {len(STEPS)} checks failed: {', '.join(failed)}; the tests were not run =====")
        return 1
    return subprocess.run(
        ["make", "--no-print-directory", "test"], cwd=ROOT, env={**os.environ, "COVERAGE": "1"}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

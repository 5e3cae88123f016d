"""What the house tests look at: the files that are kept, and the rooms they stand in."""

import ast
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
RIDGEWAY = ROOT / "ridgeway"
PYTHON = sorted(p for p in RIDGEWAY.rglob("*.py") if "migrations" not in p.parts)


@cache
def kept() -> tuple[Path, ...]:
    """Every file under version control; where there is none (a container, an archive), every file that looks like ours."""
    told = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if told.returncode:
        folders = ["ridgeway", "tests", "docs", "ops", "requirements", "bench", "frontend"]
        found = [p for folder in folders for p in (ROOT / folder).rglob("*") if "node_modules" not in p.parts]
        return tuple(p for p in found if p.is_file() and "built" not in p.parts and p.suffix != ".pyc")
    return tuple(path for line in told.stdout.splitlines() if (path := ROOT / line).is_file())


def named(things: Iterable, root: Path = ROOT) -> list[str]:
    """Paths as a reader names them, from the root of the project."""
    return sorted(str(t.relative_to(root)) if isinstance(t, Path) else str(t) for t in things)


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))

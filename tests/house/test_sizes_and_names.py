"""Sizes and names: no module over 400 lines, no view over 30, no name that says nothing, nothing of this or that machine."""

import ast
import re

import pytest

from tests.house.rooms import PYTHON, RIDGEWAY, ROOT, kept, named, tree_of

EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
    "base",
}
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".json",
    ".html",
    ".scss",
    ".mjs",
    ".sh",
    ".yml",
    ".yaml",
    ".conf",
    ".cfg",
    "",
}
# written in two parts, so that this file does not hold what it looks for
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry\\.npm" + "js", "/simple" + "/ "])
)
MACHINE = re.compile("|".join(["/wo" + "rk/", "/ro" + "ot/", "/ho" + r"me/\w+/"]))


def _readable():
    return [p for p in kept() if p.suffix in TEXT and p.stat().st_size < 2_000_000]


def test_no_module_is_over_400_lines():
    long = [p for p in PYTHON if len(p.read_text(encoding="utf-8").splitlines()) > 400]
    assert named(long) == []


def test_no_module_has_a_name_that_says_nothing():
    assert named([p for p in PYTHON if p.stem in EMPTY_NAMES or p.parent.name in EMPTY_NAMES]) == []


def test_no_view_is_over_30_lines():
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in PYTHON
        if RIDGEWAY / "web" in path.parents
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        and node.args.args
        and node.args.args[0].arg == "request"
        and (node.end_lineno or 0) - node.lineno + 1 > 30
    ]
    assert long == []


def test_no_file_names_a_registry():
    assert named([p for p in _readable() if REGISTRIES.search(p.read_text(encoding="utf-8", errors="replace"))]) == []


def test_no_file_names_a_folder_of_one_machine():
    assert named([p for p in _readable() if MACHINE.search(p.read_text(encoding="utf-8", errors="replace"))]) == []


@pytest.mark.parametrize("name", ["installer", "runtime", "dev", "node"])
def test_every_locked_package_has_its_hash(name):
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    pinned = [i for i, line in enumerate(lines) if re.match(r"^[a-z0-9].*==", line)]
    bare = [lines[i] for i in pinned if "--hash=sha256:" not in lines[min(i + 1, len(lines) - 1)]]
    assert (bare, bool(pinned)) == ([], True)


def test_every_module_of_a_room_says_what_it_is():
    assert (
        named([p for p in PYTHON if p.name == "__init__.py" and not ast.get_docstring(tree_of(p)) and p.stat().st_size])
        == []
    )

"""The benchmark runs, at a size too small to mean anything."""

import json
import os
import subprocess
import sys

import pytest

from bench import report
from bench.sizes import LARGE, SMOKE

pytestmark = pytest.mark.slow


def test_every_page_of_a_small_installation_is_measured(tmp_path):
    environment = {
        **os.environ,
        "RIDGEWAY_HOME": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'small.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }

    def run(*command: str) -> str:
        python = [sys.executable, "-W", "ignore", "-m"]
        return subprocess.run(
            [*python, *command], env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    run("bench.build", SMOKE.name)
    found = json.loads(run("bench.measure", "--rounds", "1"))
    assert [page for page in found["pages"] if page.get("missing")] == []
    assert found["rows"]["councils"] == SMOKE.councils
    rows = report.page_rows(found)
    assert [row[0] for row in rows] == [page["page"] for page in found["pages"]]


def test_a_database_of_somebody_else_is_left_alone(tmp_path):
    path = tmp_path / "theirs.sqlite3"
    environment = {**os.environ, "RIDGEWAY_HOME": str(tmp_path), "DATABASE_URL": f"sqlite:///{path}"}
    python = [sys.executable, "-W", "ignore"]
    settings = {"DJANGO_SETTINGS_MODULE": "ridgeway.project.settings"}
    subprocess.run([*python, "manage.py", "migrate", "core", "-v0"], env={**environment, **settings}, check=True)
    before = path.read_bytes()
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    done = subprocess.run(
        [*python, "-m", "bench.build", SMOKE.name, "--fresh"],
        env={**environment, **settings},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert (done.returncode, path.read_bytes() == before) == (1, True)
    assert done.stderr.endswith("This database holds something that the benchmark did not build; name an empty one.\n")


def test_a_missed_target_is_said():
    page = {
        "page": "Posts", "is_list": True, "queries": 7, "ours": {"median": 30.0, "p95": 31.0},
        "floor": {"median": 10.0, "p95": 11.0}, "times_floor": 3.0, "times_plain": 3.0, "target": 2.0,
    }  # fmt: skip
    growth = {"Posts": {"hundredth": 20.0, "large": 30.0, "times": 1.5}}
    found = {"databases": {"SQLite": {"pages": [page], "growth": growth}}}
    assert report.missed(found) == [
        "SQLite, Posts: times floor 3.00",
        "SQLite, Posts: queries 7",
        "SQLite, Posts: growth 1.50",
    ]


def test_the_large_installation_has_the_size_it_is_meant_to_have():
    assert LARGE.councils == 150

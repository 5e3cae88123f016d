"""Ridgeway itself, as `make run` starts it: the demonstration, the web server and the worker, once for all the browser's tests."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest


@dataclass
class Served:
    """An installation that answers: its address, its data folder, how to sign in, and who has signed in already."""

    address: str
    home: Path
    people: dict[str, str]
    password: str
    states: dict[str, dict] = field(default_factory=dict)

    def sign_in(self, page, email: str) -> None:
        """Sign in on a page; the second time somebody does, their session is used again."""
        if email in self.states:
            page.context.add_cookies(self.states[email]["cookies"])
            return
        page.goto(f"{self.address}/accounts/login/")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(re.compile(r"/c/|/councils/"))
        self.states[email] = page.context.storage_state()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _database(home: Path) -> dict[str, str]:
    """On PostgreSQL a database of its own beside the tests'; on SQLite the data folder's."""
    from django.conf import settings

    about = settings.DATABASES["default"]
    if about["ENGINE"].endswith("sqlite3"):
        return {}
    import psycopg

    name = f"served_{os.getpid()}"
    where = {"host": about["HOST"], "port": about["PORT"], "user": about["USER"], "password": about["PASSWORD"]}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": "postgresql://{user}:{password}@{host}:{port}/".format(**where) + name}


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The demonstration, served."""
    home = tmp_path_factory.mktemp("served")
    port = _free_port()
    said = (home / "said.txt").open("w+")
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    environment = {**kept, "RIDGEWAY_HOME": str(home), "PORT": str(port), **_database(home)}
    process = subprocess.Popen([sys.executable, "-m", "ridgeway.project.cli", "serve"], env=environment, stderr=said)
    address, until = f"http://localhost:{port}", time.monotonic() + 600
    while not _answers(address):
        assert process.poll() is None, (home / "said.txt").read_text()
        assert time.monotonic() < until, "it did not answer in four minutes"
        time.sleep(0.5)
    told = subprocess.run(
        [sys.executable, "-m", "ridgeway.project.cli", "demo", "--json"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    people = json.loads(told.stdout)["sign_ins"]
    yield Served(address, home, {p["email"]: p["role"] for p in people}, people[0]["password"])
    process.terminate()
    process.wait(60)

"""All the benchmarks in one run: `python -m bench [--only sqlite|postgresql] [--fresh] [--rounds 40] [--size large]`.

Builds the installations where they are not there yet, measures every page on each, prints one table a database, and writes
`results.json` and the generated part of README.md. A run of another size than the large one is printed and not written.
"""

import argparse
import datetime as dt
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import report
from .growth import growth
from .sizes import SIZES

ROOT = Path(__file__).parent.parent
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def module(name: str, *arguments: str, environment: dict[str, str]) -> str:
    """Run a module of the benchmark in a process of its own; what it prints."""
    command = [sys.executable, "-W", "ignore", "-m", f"bench.{name}", *arguments]
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, env={**os.environ, **settings, **environment}, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def home() -> Path:
    """Where the built installations are kept between runs."""
    return Path(os.environ.get("RIDGEWAY_HOME", ROOT / "var")) / "bench"


def place(database: str, name: str, server: str) -> dict[str, str]:
    """The environment in which an installation is built and measured."""
    folder = home() / f"{database}-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder / 'ridgeway.sqlite3'}" if database == "sqlite" else f"{server}/bench_{name}"
    return {"RIDGEWAY_HOME": str(folder), "DATABASE_URL": url}


def measure(database: str, asked: argparse.Namespace, server: str = "") -> dict:
    """Everything that is measured on one database."""
    sizes = [asked.size] if asked.size == "smoke" else ["hundredth", asked.size]
    for name in sizes:
        environment = place(database, name, server)
        if server:
            make_database(server, f"bench_{name}")
        if not asked.without_build:
            module("build", name, *(["--fresh"] if asked.fresh else []), environment=environment)
    say(f"Measuring the pages on {DATABASES[database]}")
    found = json.loads(module("measure", "--rounds", str(asked.rounds), environment=environment))
    if asked.size == "smoke":
        return found
    say(f"Measuring the growth on {DATABASES[database]}")
    settings = {"DJANGO_SETTINGS_MODULE": "bench.settings"}
    small, large = ({**place(database, name, server), **settings} for name in sizes)
    found["growth"] = growth(small, large, found["pages"], asked.rounds)
    say(f"Measuring through a server on {DATABASES[database]}")
    found["server"] = json.loads(module("serve", environment=environment))
    say(f"Measuring work that is no page on {DATABASES[database]}")
    found["works"] = json.loads(module("works", environment=environment))
    if server:  # many who write at once are what a server is for
        say("Letting 200 candidates apply at once")
        found["applying"] = json.loads(module("applying", environment=place(database, sizes[0], server)))
    if not asked.without_census:
        found["census"] = census(database, server)
    return found


def census(database: str, server: str) -> list[str]:
    """What the benchmark of a large census file prints; a line that says so where it fails."""
    say(f"Reading a large census file on {DATABASES[database]}")
    if server:
        make_database(server, "bench_census", fresh=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"{server}/bench_census" if server else f"sqlite:///{folder}/ridgeway.sqlite3"
        try:
            printed = module("census", environment={"RIDGEWAY_HOME": folder, "DATABASE_URL": url})
        except subprocess.CalledProcessError:
            return ["it could not be run"]
    return [line for line in printed.splitlines() if line.strip() and line[0] != "{"]


def make_database(server: str, name: str, *, fresh: bool = False) -> None:
    """A database of that name on the PostgreSQL server."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if known and fresh:
            connection.execute(f'DROP DATABASE "{name}"')
        if fresh or not known:
            connection.execute(f'CREATE DATABASE "{name}"')


def on_postgresql(asked: argparse.Namespace) -> dict | None:
    """The same on a PostgreSQL server: the one named, else one that is started for this run alone; None where there is none."""
    if asked.postgres:
        return measure("postgresql", asked, asked.postgres)
    if os.environ.get("PGHOST") and os.environ.get("RIDGEWAY_BENCH_INSIDE"):
        server = "postgresql://{PGUSER}:{PGPASSWORD}@{PGHOST}:{PGPORT}".format(**os.environ)
        return measure("postgresql", asked, server)
    program = shutil.which("pg_virtualenv")
    if program is None:
        say("There is no PostgreSQL on this machine (pg_virtualenv, of the package postgresql-common): left out.")
        return None
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        again = [
            sys.executable,
            "-m",
            "bench.run",
            "--only",
            "postgresql",
            "--rounds",
            str(asked.rounds),
            "--size",
            asked.size,
            *(["--without-build"] if asked.without_build else []),
        ]
        again += ["--without-census"] if asked.without_census else []
        environment = {**os.environ, "RIDGEWAY_BENCH_INSIDE": str(out)}
        subprocess.run([program, "-t", *again], env=environment, cwd=ROOT, check=True)
        return json.loads(out.read_text())


def machine() -> dict:
    """What the figures were measured on: never its name."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="The benchmarks.")
    parser.add_argument("--only", choices=DATABASES, help="one database alone")
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--rounds", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--fresh", action="store_true", help="build the installations again")
    parser.add_argument("--without-build", action="store_true", help="measure the installations as they are")
    parser.add_argument("--postgres", default="", help="a server to use, postgresql://user:password@host:port")
    parser.add_argument("--without-census", action="store_true")
    asked = parser.parse_args()
    found: dict[str, dict | None] = {}
    if asked.only != "postgresql":
        found["SQLite"] = measure("sqlite", asked)
    if asked.only != "sqlite":
        found["PostgreSQL"] = on_postgresql(asked)
    if out := os.environ.get("RIDGEWAY_BENCH_INSIDE"):
        Path(out).write_text(json.dumps(found["PostgreSQL"]))
        return
    results = {
        "on": dt.date.today().isoformat(),
        "machine": machine(),
        "databases": {name: part for name, part in found.items() if part},
    }
    print(report.as_markdown(results))
    if asked.size == "large" and not asked.only:
        report.write(results)


if __name__ == "__main__":
    main()

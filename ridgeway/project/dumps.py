"""The database's own way of copying itself: SQLite's backup interface, PostgreSQL's pg_dump and pg_restore."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.db import connection

from .archive import CannotRestore


class CannotDump(Exception):
    """Why the database cannot be copied; a sentence."""


def name_in_archive() -> str:
    """What the copy is called."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def dump(out: Path) -> None:
    """Copy the database to a file, whole and consistent, while it is in use. Raises `CannotDump`."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        target = sqlite3.connect(out)
        with target:
            connection.connection.backup(target)
        target.close()
        return
    _run(["pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={out}"], CannotDump)


def load(source: Path) -> None:
    """Replace the database's content by a copy of the same engine. Raises `CannotRestore`; then nothing has changed."""
    if connection.vendor == "sqlite":
        _load_sqlite(source)
        return
    connection.close()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(["pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source)], CannotRestore)


def _load_sqlite(source: Path) -> None:
    copy = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if said != "ok":
            raise CannotRestore(f"The database in the archive is damaged: {said}")
        connection.ensure_connection()
        copy.backup(connection.connection)
    except sqlite3.DatabaseError as error:
        raise CannotRestore(f"The database in the archive cannot be read: {error}") from error
    finally:
        copy.close()
        connection.close()


def _run(command: list[str], failure: type[Exception]) -> None:
    if shutil.which(command[0]) is None:
        raise failure(
            f"{command[0]} is needed for PostgreSQL and is not here. On Debian: apt-get install postgresql-client"
        )
    about = connection.settings_dict
    said = subprocess.run(  # noqa: S603
        command, env={**os.environ, **_environment(about)}, capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise failure(
            f"{command[0]} failed: {said.stderr.strip().splitlines()[-1] if said.stderr.strip() else 'no reason given'}"
        )


def _environment(about: dict) -> dict[str, str]:
    """The connection as libpq's variables: a password on a command line could be read by others."""
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {name: str(about[key]) for name, key in named.items() if about.get(key)}
    if mode := about.get("OPTIONS", {}).get("sslmode"):
        found["PGSSLMODE"] = mode
    return found

"""The tests' database, laid once and copied after that.

Walking through every migration costs far more than most tests, and each process of each run would pay it. So the migrated, empty database
is kept beside the environment, under a name computed from all that it is made of: the text of every migration of every installed
application, the framework's version and the database's. Change one and it is laid anew. A run writes on a copy.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import teardown_databases

KEPT = Path(sys.prefix) / "laid-databases"
MOST = 12


def _file(vendor: str) -> Path:
    return KEPT / f"{vendor}-{_made_of(vendor)}"


def _made_of(vendor: str) -> str:
    """What the database is made of, as one short word."""
    text = hashlib.sha256(django.__version__.encode())
    if vendor == "postgresql":
        text.update(str(connection.cursor().connection.info.server_version).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        text.update(app.label.encode())
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            text.update(file.name.encode())
            text.update(file.read_bytes())
    return text.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_for_postgresql(*command: str) -> bool:
    about = connection.settings_dict
    where = {"PGHOST": about["HOST"], "PGPORT": about["PORT"], "PGUSER": about["USER"], "PGPASSWORD": about["PASSWORD"]}
    environment = {**os.environ, **{name: str(value) for name, value in where.items() if value}}
    return subprocess.run([*command, about["NAME"]], env=environment, capture_output=True, check=False).returncode == 0


def _keep(file: Path) -> None:
    """Keep what was laid. Without PostgreSQL's own tools nothing is kept, and every run walks through the migrations."""
    part = file.with_suffix(".part")
    if connection.vendor == "sqlite":
        connection.close()
        with sqlite3.connect(connection.settings_dict["NAME"]) as whole, sqlite3.connect(part) as copy:
            whole.backup(copy)
        part.replace(file)
    elif shutil.which("pg_dump") and _run_for_postgresql("pg_dump", "--no-owner", f"--file={part}"):
        part.replace(file)


def _named(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _take(file: Path, name: str) -> bool:
    """Lay the test database `name` from the file; False where that fails."""
    if connection.vendor == "sqlite":
        for beside in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{beside}").unlink(missing_ok=True)
        shutil.copyfile(file, name)
        _named(name)
        return True
    connection.creation._create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    _named(name)
    return _run_for_postgresql("psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file), "-d")


def lay() -> None:
    """Make the test database of this process, from what is kept where that is possible."""
    name = connection.creation._get_test_db_name()
    with _one_at_a_time():
        file = _file(connection.vendor)
        connection.close()
        if file.exists() and _take(file, name):
            return
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        _keep(file)
        for old in sorted(KEPT.glob("*-*"), key=lambda kept: kept.stat().st_mtime)[:-MOST]:
            old.unlink()


def lay_data_folder(home: Path) -> None:
    """A data folder with the empty database in it, where one is kept; else nothing, and the program that is run there makes its own."""
    file = _file("sqlite")
    if file.exists():
        home.mkdir(mode=0o700)
        shutil.copyfile(file, home / "ridgeway.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """In place of the library's own."""
    before = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        lay()
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":  # a served browser's kept-alive requests hold theirs to the end
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        teardown_databases([(connection, before, True)], verbosity=0)

"""After a test that commits, what it wrote is taken away; the audit tables refuse that, so their triggers are lifted for the moment.

In place of Django's flush, which empties every table there is and fills the permissions again: that costs more than most such tests.
Loaded by `pytest_plugins` in conftest.py. `without_triggers` also lets a test tamper with the trail as no application can.
"""

from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

TABLES = ("core_auditentry", "core_audithead")


@contextmanager
def without_triggers():
    """The audit tables without what refuses changes, until the block ends."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", TABLES
            )
            triggers = cursor.fetchall()
            lift = [f"DROP TRIGGER {name}" for name, _ in triggers]
            restore = [sql for _, sql in triggers]
        else:
            lift = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES]
            restore = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES]
        for statement in lift:
            cursor.execute(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in restore:
                cursor.execute(statement)


# the framework fills these after the migrations, and they are the same for every test
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def _clear_what_was_written() -> None:
    """Empty every table that has rows, its foreign keys asleep meanwhile."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names))
        written = [name for (name,) in cursor.fetchall()]
        with connection.constraint_checks_disabled(), _keys_asleep(cursor):
            for name in written:
                cursor.execute(f"DELETE FROM {name}")


@contextmanager
def _keys_asleep(cursor):
    """PostgreSQL has no other word for it than that the rows come from another server."""
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = replica")
    yield
    if connection.vendor == "postgresql":
        cursor.execute("SET session_replication_role = DEFAULT")


def _cleared(self) -> None:
    with without_triggers():
        _clear_what_was_written()


TransactionTestCase._fixture_teardown = _cleared  # type: ignore[method-assign]

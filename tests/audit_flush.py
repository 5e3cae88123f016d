"""Tests that commit are cleared by Django's flush, which the audit tables refuse: their triggers are lifted for that moment.

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


def _flushing(teardown):
    def cleared(self):
        with without_triggers():
            teardown(self)

    return cleared


TransactionTestCase._fixture_teardown = _flushing(TransactionTestCase._fixture_teardown)  # type: ignore[method-assign]

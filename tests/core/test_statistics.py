"""A SQLite database learns how much is in its tables."""

import pytest
from django.db import connection

from ridgeway.core import rounds
from ridgeway.core.models import RoundDone
from tests.factories import AT, a_council

pytestmark = pytest.mark.django_db


def test_a_round_counts_the_tables_of_sqlite():
    a_council()
    rounds.do("statistics-taken", at=AT)
    done = RoundDone.objects.get(name="statistics-taken")
    if connection.vendor != "sqlite":
        assert done.said == ""
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'organisation_council' LIMIT 1")
        assert cursor.fetchone()[0].split()[0] == "1"
    assert done.said == "counted"

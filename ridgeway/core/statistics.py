"""What a database knows of how much is in its tables, by which it chooses among its indexes."""

from django.db import connection


def take() -> bool:
    """Let SQLite count its tables anew: without that it takes every index for equally good. PostgreSQL does it by itself."""
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return True

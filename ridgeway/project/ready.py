"""Whether the database is as this version expects it, and making it so where there is none yet."""

import sys

from .commands.outcome import Refused


def pending() -> list[str]:
    """The migrations that are not applied, as `app.name`."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return [f"{m.app_label}.{m.name}" for m, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def is_empty() -> bool:
    """Whether nothing was ever made in the database."""
    from django.db import connection

    return "django_migrations" not in connection.introspection.table_names()


def migrate() -> None:
    """Bring the database to this version: tables, the cache table, the roles and the national rules that come with Ridgeway."""
    from django.core.management import call_command

    from ridgeway.core import clock
    from ridgeway.domains.agency.actions import ensure_rules
    from ridgeway.domains.organisation.actions import ensure_built_in_roles

    if is_empty() or pending():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    ensure_built_in_roles(at=clock.now())
    ensure_rules(at=clock.now())


def make_ready() -> None:
    """Make the database where there is none yet. Raises `Refused` where it is there and not of this version."""
    if is_empty():
        print("Making the database …", file=sys.stderr)
        migrate()
    elif waiting := pending():
        raise Refused(
            f"The database is not of this version: {len(waiting)} change{'s' if len(waiting) > 1 else ''} to it "
            f"not yet applied ({waiting[0]} first). Make a backup, then: ridgeway upgrade"
        )

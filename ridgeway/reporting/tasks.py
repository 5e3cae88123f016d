"""The work on reports that is done outside a request."""

from django_tasks import task

from ridgeway.core import clock


@task()
def make_it(making_id: int) -> None:
    """Freeze a report, or make a file of it."""
    from . import actions

    actions.make(making_id, at=clock.now())

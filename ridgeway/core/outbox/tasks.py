"""The work that is done outside a request."""

from django_tasks import task


@task()
def deliver_waiting() -> None:
    """Send what waits; where more is left than one turn takes, ask for another."""
    from .delivery import deliver

    if deliver().more:
        deliver_waiting.enqueue()

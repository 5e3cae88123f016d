"""The work of recruitment that is done outside a request."""

from django_tasks import task


@task()
def send_message(pk: int) -> None:
    """Send a message to all it is addressed to, a portion at a time; begun again after a crash, it goes on where it was."""
    from ridgeway.core import clock

    from .actions.messages import send_portion
    from .addresses import standing_address
    from .models import Message

    message = Message.objects.select_related("council").get(pk=pk)
    while send_portion(message, at=clock.now(), url_of=standing_address(message.council)):
        pass

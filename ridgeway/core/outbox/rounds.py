"""What the outbox does every day."""

import datetime as dt

from django.conf import settings

from ridgeway.core.rounds import daily

from . import actions


@daily("mail-erased", "Removes the words and addresses of mails that have been kept long enough.", hour=3)
def erase(at: dt.datetime) -> str:
    return f"{actions.erase_old(days=settings.MAIL_KEPT_DAYS, at=at)} erased"

"""Equality answers: kept apart from the application, tied to it by a keyed hash alone.

Nothing here is audited: an entry would stand beside the application's own and tie the two. See the model for why.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ..choices import EQUALITY, EqualityStage
from ..models import Application, EqualityAnswers
from .writing import need

_ORDER = list(EqualityStage.values)


def tie_of(application: Application) -> str:
    """The keyed hash that stands for an application: nobody makes it without the installation's secret key."""
    return salted_hmac("ridgeway.equality", str(application.pk), algorithm="sha256").hexdigest()


@transaction.atomic
def answer_equality(application: Application, answers: Mapping[str, str]) -> None:
    """Keep what somebody answers, in place of what they answered before; no answer at all removes it.

    Raises `CannotChangeRecruitment` for an answer that is not on the lists, and once the application was sent.
    """
    application = Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    need(application.state == "begun", _("This application was sent already."))
    given = {question: answer for question, answer in answers.items() if answer}
    need(
        all(question in EQUALITY and answer in dict(EQUALITY[question].choices) for question, answer in given.items()),
        _("Choose one of the answers."),
    )
    tie = tie_of(application)
    EqualityAnswers.objects.filter(tie=tie).delete()
    if given:
        EqualityAnswers.objects.create(
            council_id=application.council_id, service_id=application.service_id, tie=tie, answers=given
        )


def quarter_of(moment: dt.datetime) -> dt.date:
    """The first day of the quarter of a moment."""
    return dt.date(moment.year, 3 * ((moment.month - 1) // 3) + 1, 1)


def reached(application: Application, stage: str) -> None:
    """The application came as far as a stage: the furthest counts. Sent in which quarter is kept from the sending."""
    row = EqualityAnswers.objects.filter(tie=tie_of(application)).first()
    if row is None:
        return
    if _ORDER.index(stage) > _ORDER.index(row.stage):
        row.stage = stage
    if row.sent_in is None and application.sent_at:
        row.sent_in = quarter_of(application.sent_at)
    row.save(update_fields=["stage", "sent_in"])


def forget(application: Application) -> None:
    """Remove what somebody answered: they withdrew before they sent it, or it was never sent."""
    EqualityAnswers.objects.filter(tie=tie_of(application)).delete()


def untie(applications) -> None:
    """What was answered stays as a count; nobody can find whose it was any more."""
    EqualityAnswers.objects.filter(tie__in=[tie_of(row) for row in applications]).update(tie="")


def answered(application: Application) -> dict[str, str]:
    """What the candidate answered, for their own page and their own download."""
    row = EqualityAnswers.objects.filter(tie=tie_of(application)).first()
    return dict(row.answers) if row else {}

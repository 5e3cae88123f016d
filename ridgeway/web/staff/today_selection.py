"""What of shortlisting and interviews waits for somebody, for Today."""

from django.http import HttpRequest
from django.utils import timezone

from ridgeway.core import clock
from ridgeway.core.together import Question
from ridgeway.domains.recruitment.interview_rules import REMIND_DAYS
from ridgeway.domains.recruitment.models import Interview
from ridgeway.domains.recruitment.queries import interviews as meeting
from ridgeway.domains.recruitment.queries import shortlisting
from ridgeway.domains.recruitment.queries.pipeline import working_days
from ridgeway.web.guards import Asked

from .changing import link
from .hiring import called
from .hiring_interviews import AHEAD, hours, midnight
from .today_blocks import Thing

SHORT = 6


def scores(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Applications that wait for this person's scores. One query."""
    found = yield from shortlisting.waiting_for(request.user, asked.scope)  # type: ignore[arg-type]
    return [_to_score(asked, one) for one in found]


def interviews(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """Interviews whose scores this person owes, those of this week, candidates who have chosen no time. One query."""
    first = midnight(asked.today)
    found = yield from meeting.ahead(request.user, asked.scope, first, first + AHEAD / 2, request.at)  # type: ignore[attr-defined]
    return [
        *(Thing(f"Your scores of {called(row.application)}", link("interview", asked, interview=row.pk), "Interviewed, not handed in", "due")
          for row in found.to_score[:SHORT]),
        *_without(asked, found.without),
        *(_interview(asked, row) for row in found.with_time if row.state == "chosen"),
    ]  # fmt: skip


def _to_score(asked: Asked, one: shortlisting.Waiting) -> Thing:
    words = (
        f"{one.count} application{'' if one.count == 1 else 's'} wait{'s' if one.count == 1 else ''} for your scores"
    )
    acts = (("Score the next one", link("shortlisting_next", asked, advert=one.advert)),)
    return Thing(
        words, link("shortlisting", asked, advert=one.advert), f"{one.title}, {one.reference}", "due", None, acts
    )


def _without(asked: Asked, rows) -> list[Thing]:
    late = [row for row in rows if working_days(clock.day_of(row.invited_at), asked.today) >= REMIND_DAYS]
    if not late:
        return []
    words = "One candidate has" if len(late) == 1 else f"{len(late)} candidates have"
    note = f"Invited {REMIND_DAYS} working days ago or longer: ring them"
    return [Thing(f"{words} chosen no time for an interview", link("interviews", asked), note, "due")]


def _interview(asked: Asked, row: Interview) -> Thing:
    assert row.slot is not None
    note = f"{hours(row)}, {row.round.where}. {row.application.advert.title}"
    return Thing(
        f"Interview: {called(row.application)}",
        link("interview", asked, interview=row.pk),
        note,
        "due",
        clock.day_of(row.slot.starts_at),
        at=timezone.localtime(row.slot.starts_at).time(),
    )

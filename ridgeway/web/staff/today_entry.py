"""Who started lately and is to be asked how it is, for Today."""

from django.http import HttpRequest

from ridgeway.core.together import Question
from ridgeway.core.words import day as day_words
from ridgeway.domains.recruitment.queries.entry import entry_due, named
from ridgeway.web.guards import Asked

from .changing import link
from .today_blocks import Thing


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """The questions after a start that fall due within a fortnight, or did in the last week. One query."""
    return [
        Thing(
            f"{named(row)} for {row.employment.worker}",
            link("person", asked, person=row.employment.worker_id),
            f"{'Were due' if row.due_on < asked.on else 'Due'} {day_words(row.due_on)}, {row.days} days after the first day",
            "due",
            row.due_on,
        )
        for row in (yield from entry_due(request.user, asked.scope, asked.on))
    ]

"""The words of the mails about interviews. Whoever knows where the pages are gives the addresses (`Ways`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from ridgeway.core.outbox.letters import Letter, Link

from .interview_rules import Time
from .models import Interview


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a candidate chooses a time, by the private link's token; and where the panel reads an interview."""

    candidate: Callable[[Interview], str]
    panel: Callable[[Interview], str]


def when(time: Time) -> str:
    """Monday 4 April 2016, 14:00 to 14:45."""
    starts, ends = timezone.localtime(time.starts_at), timezone.localtime(time.ends_at)
    return f"{starts:%A} {starts.day} {starts:%B %Y}, {starts:%H:%M} to {ends:%H:%M}"


def _where(interview: Interview) -> list[str | Link]:
    found: list[str | Link] = [f"Where: {interview.round.where}"]
    if interview.round.link:
        found.append(Link("Join the call", interview.round.link))
    return found


def _ask(interview: Interview) -> list[str]:
    advert = interview.application.advert
    ways = " or ".join(part for part in (advert.contact_telephone, advert.contact_email) if part)
    return [f"Questions? {advert.contact_name}{f': {ways}' if ways else ''}"] if advert.contact_name else []


def choose(interview: Interview, url: str, *, again: bool = False) -> Letter:
    """Choose a time."""
    round_, advert = interview.round, interview.application.advert
    first = "You have not chosen a time yet." if again else "We would like to meet you."
    words: list[str | Link] = [
        f"{first} The interview for {advert.title} ({advert.reference}) takes {round_.minutes} minutes.",
        Link("Choose a time", url),
        f"The link is yours alone. You can change the time on the same page until {round_.hours_before} hours before, and say what "
        "we should arrange so that you can take part.",
        *([round_.words] if round_.words else []), *_ask(interview),
    ]  # fmt: skip
    return Letter(f"Choose a time: {advert.title}", words)


def chosen(interview: Interview, time: Time, url: str) -> Letter:
    """The time is theirs."""
    advert = interview.application.advert
    return Letter(
        f"Your interview: {when(time)}",
        [f"{advert.title} ({advert.reference})", f"When: {when(time)}", *_where(interview),
         *([interview.round.words] if interview.round.words else []), Link("Change or give back the time", url), *_ask(interview)],
    )  # fmt: skip


def not_held(interview: Interview, time: Time) -> Letter:
    """The time no longer stands."""
    advert = interview.application.advert
    return Letter(
        f"No interview any more: {when(time)}",
        [f"The time for {advert.title} ({advert.reference}) no longer stands. The file with this mail takes it out of your calendar.",
         *_ask(interview)],
    )  # fmt: skip


def panel(interview: Interview, time: Time, url: str, *, stands: bool) -> Letter:
    """What somebody on the panel is told: the number of the candidate, and no name."""
    application = interview.application
    what = f"Candidate {application.number}, {application.advert.title} ({application.advert.reference})"
    if not stands:
        return Letter(
            f"No interview any more: {when(time)}", [what, "The file with this mail takes it out of your calendar."]
        )
    words: list[str | Link] = [what, f"When: {when(time)}", *_where(interview)]
    return Letter(f"Interview: {when(time)}", [*words, *([Link("Questions and scores", url)] if url else [])])


def arrange(interview: Interview, url: str) -> Letter:
    """The chair is told that something is to be arranged; what it is stands on the page alone."""
    application = interview.application
    return Letter(
        f"Something to arrange: candidate {application.number}",
        [f"Candidate {application.number}, {application.advert.title}, has said what would help them take part.", Link("See what to arrange", url)],
    )  # fmt: skip

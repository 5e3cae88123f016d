"""The words of the mails about interviews. Whoever knows where the pages are gives the addresses (`Ways`)."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ridgeway.core.languages import in_english, in_its_language
from ridgeway.core.outbox.letters import Letter, Link
from ridgeway.core.words import from_to, weekday

from .interview_rules import Time
from .letters import ask
from .models import Interview


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a candidate chooses a time, by the private link's token; and where the panel reads an interview."""

    candidate: Callable[[Interview], str]
    panel: Callable[[Interview], str]


def when(time: Time) -> str:
    """Monday 4 April 2016, 14:00 to 14:45."""
    starts, ends = timezone.localtime(time.starts_at), timezone.localtime(time.ends_at)
    return f"{weekday(starts)}, {from_to(f'{starts:%H:%M}', f'{ends:%H:%M}')}"


def _where(interview: Interview) -> list[str | Link]:
    found: list[str | Link] = [_("Where: {where}").format(where=interview.round.where)]
    if interview.round.link:
        found.append(Link(_("Join the call"), interview.round.link))
    return found


def until_when(hours: int) -> str:
    """Until when a candidate may change their time, the hours before it given."""
    if not hours:
        return _("You can change the time until it begins.")
    words = ngettext(
        "You can change the time until {hours} hour before.",
        "You can change the time until {hours} hours before.",
        hours,
    )
    return words.format(hours=hours)


@in_its_language
def choose(interview: Interview, url: str, *, again: bool = False) -> Letter:
    """Choose a time."""
    round_, advert = interview.round, interview.application.advert
    first = _("You have not chosen a time yet.") if again else _("We would like to meet you.")
    takes = _("The interview for {job} takes {minutes} minutes.")
    yours = _("The link is yours alone. On the same page you can say what we should arrange so that you can take part.")
    words: list[str | Link] = [
        f"{first} {takes.format(job=f'{advert.title} ({advert.reference})', minutes=round_.minutes)}",
        Link(_("Choose a time"), url), f"{yours} {until_when(round_.hours_before)}",
        *([round_.words] if round_.words else []), *ask(advert),
    ]  # fmt: skip
    return Letter(_("Choose a time: {job}").format(job=advert.title), words)


@in_its_language
def chosen(interview: Interview, time: Time, url: str) -> Letter:
    """The time is theirs."""
    advert = interview.application.advert
    return Letter(
        _("Your interview: {when}").format(when=when(time)),
        [f"{advert.title} ({advert.reference})", _("When: {when}").format(when=when(time)), *_where(interview),
         *([interview.round.words] if interview.round.words else []), Link(_("Change or give back the time"), url), *ask(advert)],
    )  # fmt: skip


@in_its_language
def not_held(interview: Interview, time: Time) -> Letter:
    """The time no longer stands."""
    advert = interview.application.advert
    words = _("The time for {job} no longer stands. The file with this mail takes it out of your calendar.")
    return Letter(
        _("No interview any more: {when}").format(when=when(time)),
        [words.format(job=f"{advert.title} ({advert.reference})"), *ask(advert)],
    )


@in_its_language
def title(interview: Interview) -> str:
    """What the interview is called in the candidate's calendar."""
    return _("Interview: {job}").format(job=interview.application.advert.title)


@in_english
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


@in_english
def arrange(interview: Interview, url: str) -> Letter:
    """The chair is told that something is to be arranged; what it is stands on the page alone."""
    application = interview.application
    return Letter(
        f"Something to arrange: candidate {application.number}",
        [f"Candidate {application.number}, {application.advert.title}, has said what would help them take part.", Link("See what to arrange", url)],
    )  # fmt: skip

"""An advert in the words of the careers site: pay with its supplement apart, hours, when it closes and what that leaves."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from ridgeway.core.words import number
from ridgeway.domains.recruitment.choices import ContractKind, Pattern
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries.jobs import Job, JobLine

# how many posts, before the word for posts: in Welsh a number has the gender of what it counts
_COUNTS = (
    pgettext_lazy("posts", "No"), pgettext_lazy("posts", "One"), pgettext_lazy("posts", "Two"), pgettext_lazy("posts", "Three"),
    pgettext_lazy("posts", "Four"), pgettext_lazy("posts", "Five"), pgettext_lazy("posts", "Six"), pgettext_lazy("posts", "Seven"),
    pgettext_lazy("posts", "Eight"), pgettext_lazy("posts", "Nine"), pgettext_lazy("posts", "Ten"), pgettext_lazy("posts", "Eleven"),
    pgettext_lazy("posts", "Twelve"),
)  # fmt: skip
# the field's own words in the language of the site
PATTERNS = {
    Pattern.FULL_TIME: gettext_lazy("Full time"),
    Pattern.PART_TIME: gettext_lazy("Part time"),
    Pattern.EITHER: gettext_lazy("Full time or part time"),
    Pattern.JOB_SHARE: gettext_lazy("Full time, part time or a job share"),
}
CONTRACTS = {
    ContractKind.PERMANENT: gettext_lazy("Permanent"),
    ContractKind.FIXED_TERM: gettext_lazy("Fixed term"),
    ContractKind.SECONDMENT: gettext_lazy("Secondment"),
    ContractKind.RELIEF: gettext_lazy("As and when needed"),
}


@dataclass(frozen=True, slots=True)
class JobWords:
    """What a job's card and page say of it."""

    reference: str
    title: str
    where: str
    posts: str
    pay: str
    supplement: str
    hours: str
    pattern: str
    contract: str
    closes: str
    closes_at: dt.datetime | None
    left: str
    note: str
    summary: str
    extra: str = ""
    miles: str = ""
    service: str = ""
    service_slug: str = ""
    week: tuple[str, ...] = field(default=())
    about: tuple[str, ...] = field(default=())
    team: tuple[str, ...] = field(default=())
    steps: tuple[tuple[str, str], ...] = field(default=())
    dates: tuple[tuple[str, str], ...] = field(default=())


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip(" \t-•") for line in text.splitlines() if line.strip(" \t-•"))


def pounds(amount) -> str:
    return f"£{number(amount)}"


def between(low, high) -> str:
    """£28,922 to £33,998; one of them where there is only one; empty where there is none."""
    known = [amount for amount in (low, high) if amount is not None]
    if not known:
        return ""
    return (
        pounds(known[0])
        if len(set(known)) == 1
        else _("{low} to {high}").format(low=pounds(known[0]), high=pounds(known[1]))
    )


def pay_of(advert: Advert) -> str:
    return between(advert.pay_low, advert.pay_high) or advert.grade_words or _("Ring us about pay")


def supplement_of(advert: Advert) -> str:
    """plus 10% market supplement, fixed until June 2017 (£2,892 to £3,400)."""
    extra = between(advert.supplement_low, advert.supplement_high)
    words = advert.supplement_words or (_("supplement") if extra else "")
    if not words:
        return ""
    return (
        _("plus {words} ({extra} a year)").format(words=words, extra=extra)
        if extra
        else _("plus {words}").format(words=words)
    )


def extra_of(advert: Advert) -> str:
    """The supplement in a few words, for a card: plus 10% market supplement. The job's page spells it out."""
    words = advert.supplement_words.partition(",")[0].partition(" (")[0].strip()
    return _("plus {words}").format(words=words) if words else supplement_of(advert)


def weekday(moment: dt.datetime | dt.date, now: dt.datetime) -> str:
    """Friday 8 April, with the year where it is not this one."""
    day = timezone.localtime(moment).date() if isinstance(moment, dt.datetime) else moment
    year = f" {day.year}" if day.year != timezone.localtime(now).year else ""
    return f"{date_format(day, 'l j F')}{year}"


def meeting(moment: dt.datetime) -> str:
    """Tue 8 Dec 2026, 10:00, in the language of the site."""
    return date_format(timezone.localtime(moment) if timezone.is_aware(moment) else moment, "D j M Y, H:i")


def left_of(closes: dt.datetime | None, now: dt.datetime) -> str:
    """8 days left; today, in five hours; empty where it is over."""
    if closes is None or closes <= now:
        return ""
    days = (timezone.localtime(closes).date() - timezone.localtime(now).date()).days
    if days > 1:
        return ngettext("{days} day left", "{days} days left", days).format(days=days)
    return _("Tomorrow") if days else _("Today, at {time}").format(time=f"{timezone.localtime(closes):%H:%M}")


def where_of(advert: Advert) -> str:
    parts = [str(advert.team) if advert.team else "", advert.place]
    return ", ".join(part for part in parts if part) or advert.service.name


def posts_of(advert: Advert) -> str:
    count = advert.how_many
    words = str(_COUNTS[count]) if count < len(_COUNTS) else str(count)
    return ngettext("{count} post", "{count} posts", count).format(count=words)


def line_of(line: JobLine, now: dt.datetime, kept: Mapping[int | None, str] | None = None) -> JobWords:
    """A job as its card says it. `kept`: what is promised and kept, by service, for those where nothing matters more."""
    miles = (
        ""
        if line.miles is None
        else _("Less than a mile away")
        if line.miles < 1
        else _("About {miles} miles away").format(miles=number(round(line.miles)))
    )
    promise = (kept or {}).get(line.advert.service_id) or (kept or {}).get(None, "")
    return said(line.advert, now, miles=miles, note=note_of(line.advert) or promise)


def told_of(job: Job, now: dt.datetime) -> JobWords:
    """A job as its page says it."""
    advert = job.advert
    return said(
        advert, now, week=lines_of(advert.week), about=lines_of(advert.about), team=lines_of(advert.team_words), steps=steps_of(advert), dates=dates_of(advert, now)
    )  # fmt: skip


def said(advert: Advert, now: dt.datetime, *, note: str = "", **more) -> JobWords:
    closes = advert.closes_at
    return JobWords(
        reference=advert.reference, title=advert.title, where=where_of(advert), posts=posts_of(advert), pay=pay_of(advert),
        supplement=supplement_of(advert), hours=advert.hours, pattern=str(PATTERNS[Pattern(advert.pattern)]),
        contract=str(CONTRACTS[ContractKind(advert.contract_kind)]), closes=f"{weekday(closes, now)}" if closes else "", closes_at=closes,
        left=left_of(closes, now), note=note or note_of(advert), extra=extra_of(advert), summary=advert.summary, service=advert.service.name,
        service_slug=advert.service.slug, **more,
    )  # fmt: skip


def note_of(advert: Advert) -> str:
    """The one thing of a job that matters in a list."""
    if advert.takes_expressions:
        return _("Five questions now, and we ring you")
    return _("We look hard for people here: ring first") if advert.is_hard_to_fill else ""


def steps_of(advert: Advert) -> tuple[tuple[str, str], ...]:
    """What happens, each step with what goes with it. A line's first sentence is the step."""
    return tuple(_split(line) for line in lines_of(advert.next_steps))


def dates_of(advert: Advert, now: dt.datetime) -> tuple[tuple[str, str], ...]:
    """The days that are known: when it closes, when one hears, when one is met. A day before it closes cannot be any more: it is not told."""
    closes = timezone.localtime(advert.closes_at).date() if advert.closes_at else None
    days = (
        (_("It closes"), closes),
        (_("You hear whether we would like to meet you"), advert.shortlist_on),
        (_("Interviews"), advert.interviews_on),
    )
    told = tuple((words, weekday(day, now)) for words, day in days if day and (closes is None or day >= closes))
    return told if len(told) > 1 else ()


def _split(line: str) -> tuple[str, str]:
    first, stop, rest = line.partition(". ")
    return (first + stop.strip(), rest.strip())

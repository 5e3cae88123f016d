"""The law of agency work as pure functions on plain values. A check says how it came out, in words, with the facts it used.

Sources: Department for Education, agency child and family social workers, statutory guidance in force from 31 October 2024 (price caps, cooling-off,
experience, notice, references, project teams); the regions' own agreements. The numbers themselves are rows of `Rule` and `PriceCap`.
"""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ridgeway.core.words import day as day_words

from .choices import Office, Part, Route, RuleKey

# what a cap limits: the rate with its on-costs; of a PAYE worker the pay alone, as national insurance and holiday are taken off
COVERS: dict[str, tuple[str, ...]] = {
    Route.PAYE: (Part.PAY,),
    Route.UMBRELLA: (Part.PAY, Part.NI, Part.HOLIDAY, Part.LEVY),
    Route.LIMITED: (Part.PAY, Part.NI, Part.HOLIDAY, Part.LEVY),
}


class Verdict(StrEnum):
    """How a check came out."""

    KEPT = "kept"
    BROKEN = "broken"
    SIGNED = "signed"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Check:
    """One rule held against one assignment. `amount` and `limit` are what was compared, in `unit`; `stops` says that an unknown one stops too."""

    rule: str
    verdict: Verdict
    words: str
    citation: str = ""
    facts: Sequence[tuple[str, str]] = ()
    amount: Decimal | None = None
    limit: Decimal | None = None
    offices: Sequence[str] = field(default_factory=tuple)
    stops: bool = False
    url: str = ""

    @property
    def name(self) -> str:
        """The rule in words."""
        return str(RuleKey(self.rule).label)

    @property
    def signers(self) -> str:
        """Who signs where it is departed from, in words."""
        return " and the ".join(
            str(Office(office).label).replace("Director", "director").replace("Chief", "chief")
            for office in self.offices
        )

    @property
    def is_broken(self) -> bool:
        return self.verdict == Verdict.BROKEN

    @property
    def needs_mending(self) -> bool:
        """Whether an assignment cannot be confirmed so."""
        return self.is_broken or self.stops


def money(amount: Decimal) -> str:
    """£36.50: an hour's money always has its pence."""
    return f"£{amount:,.2f}"


def plain(value: Decimal) -> str:
    """3, not 3.00."""
    return format(value.normalize(), "f")


# how many months after the assignment's last day (or the day it was written, if later) a reference is kept, where the council says nothing else: what was said to us serves the decision
# to take somebody on; ours is asked for by whoever takes the worker on after us, and three years' experience are told by it
REFERENCES_KEPT = {"asked": 12, "given": 36}


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def limited(parts: Mapping[str, Decimal], covers: Iterable[str]) -> Decimal:
    """What of an hour's rate a cap limits, in pounds: the sum of the parts it names."""
    return sum((parts[part] for part in covers), Decimal(0))


def cap(parts: Mapping[str, Decimal], covers: Sequence[str], limit: Decimal, *, called: str, citation: str, url: str,
        offices: Sequence[str]) -> Check:  # fmt: skip
    """The rate against the cap, both in pounds an hour."""
    amount = limited(parts, covers)
    named = [str(Part(part).label).lower() for part in covers]
    facts = [(str(Part(part).label), money(parts[part])) for part in covers]
    facts += [("Counts toward the cap", money(amount)), ("Cap", f"{money(limit)} for {called}")]
    if amount > limit:
        words = f"{money(amount)} an hour is {money(amount - limit)} above the cap of {money(limit)} for {called}."
        verdict = Verdict.BROKEN
    else:
        words = f"{money(amount)} an hour is within the cap of {money(limit)} for {called}."
        verdict = Verdict.KEPT
    words += f" Counted: {' and '.join([', '.join(named[:-1]), named[-1]] if len(named) > 1 else named)}."
    return Check(RuleKey.CAP, verdict, words, citation, facts, amount, limit, offices, url=url)


def experience(months: int | None, years: Decimal, *, citation: str, url: str, offices: Sequence[str]) -> Check:
    """Months of direct employment after qualifying against the years asked for."""
    needed = int(years * 12)
    facts = [("Asked for", f"{plain(years)} years in direct employment after qualifying")]
    if months is None:
        words = "How long the worker was employed directly after qualifying is not recorded."
        return Check(RuleKey.EXPERIENCE, Verdict.UNKNOWN, words, citation, facts, None, years, offices, url=url)
    facts = [("Recorded", spell(months)), *facts]
    amount = (Decimal(months) / 12).quantize(Decimal("0.01"))
    good = months >= needed
    words = f"{spell(months).capitalize()} after qualifying; {plain(years)} years are asked for."
    verdict = Verdict.KEPT if good else Verdict.BROKEN
    return Check(RuleKey.EXPERIENCE, verdict, words, citation, facts, amount, years, offices, url=url)


def spell(months: int) -> str:
    """2 years and 5 months."""
    years, rest = divmod(months, 12)
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((years, "year"), (rest, "month")) if n]
    return " and ".join(parts) or "no time"


def cooling_off(
    starts_on: dt.date,
    months: Decimal,
    *,
    left_on: dt.date | None,
    exemption: str,
    region_until: dt.date | None,
    region_asked: bool,
    citation: str,
    url: str,
    offices: Sequence[str],
) -> Check:
    """Whether the assignment begins within the time after a permanent post in the region.

    `left_on` is what was stated; `region_until` the region's own answer, of which nothing else is known. An exemption stands over both.
    """
    facts = [("Begins", day_words(starts_on)), ("Cooling-off", f"{plain(months)} months")]
    stated = months_after(left_on, int(months)) if left_on else None
    if left_on:
        facts.append(("Stated to have left a permanent post on", day_words(left_on)))
    facts.append(("The region's answer", f"Yes, until {day_words(region_until)}" if region_until else
                  "No" if region_asked else "Not asked yet"))  # fmt: skip
    until = max((day for day in (stated, region_until) if day), default=None)
    common: dict[str, Any] = {"citation": citation, "facts": facts, "offices": offices, "url": url}
    if exemption:
        return Check(
            RuleKey.COOLING_OFF, Verdict.KEPT, "Does not bind this worker: an exemption is recorded.", **common
        )
    if until and starts_on < until:
        words = f"Begins on {day_words(starts_on)}, within the cooling-off that ends on {day_words(until)}."
        return Check(RuleKey.COOLING_OFF, Verdict.BROKEN, words, **common)
    if not region_asked and left_on is None:
        words = "Nobody stated when a permanent post was left, and the region has not been asked."
        return Check(RuleKey.COOLING_OFF, Verdict.UNKNOWN, words, **common)
    words = (
        f"Ended on {day_words(until)}, before the assignment begins."
        if until
        else "No permanent post was left in that time."
    )
    return Check(RuleKey.COOLING_OFF, Verdict.KEPT, words, **common)


def notice(weeks: Decimal, asked: Decimal, *, citation: str, url: str, offices: Sequence[str]) -> Check:
    """The notice agreed against the weeks asked for."""
    facts = [("Agreed", f"{plain(weeks)} weeks"), ("Asked for", f"{plain(asked)} weeks")]
    verdict = Verdict.KEPT if weeks >= asked else Verdict.BROKEN
    words = f"{plain(weeks)} weeks' notice is agreed; {plain(asked)} are asked for."
    return Check(RuleKey.NOTICE, verdict, words, citation, facts, weeks, asked, offices, url=url)


def references(received: int | None, asked: Decimal, *, citation: str, url: str, offices: Sequence[str]) -> Check:
    """References received before the start against how many are asked for."""
    facts = [("Asked for", plain(asked))]
    if received is None:
        words = "How many references were received is not recorded."
        return Check(RuleKey.REFERENCES, Verdict.UNKNOWN, words, citation, facts, None, asked, offices, url=url)
    facts = [("Received", str(received)), *facts]
    verdict = Verdict.KEPT if received >= asked else Verdict.BROKEN
    words = f"{received} {'was' if received == 1 else 'were'} received; {plain(asked)} {'is' if asked == 1 else 'are'} asked for."
    return Check(RuleKey.REFERENCES, verdict, words, citation, facts, Decimal(received), asked, offices, url=url)


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The calendar quarter of a day: its first day, and the first day after it. The national return is by calendar quarter."""
    first = dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return first, months_after(first, 3)


def quarter_words(first: dt.date) -> str:
    """January to March 2025."""
    last = months_after(first, 2)
    return f"{first:%B} to {last:%B} {last.year}"

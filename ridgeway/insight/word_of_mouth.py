"""Who told somebody of us: enquiries and applications by the colleague they name, and how many of those were appointed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from ridgeway.domains.campaigns.models import Campaign, Phase
from ridgeway.domains.recruitment.choices import Source

from .attribution import applications_of, come_so_far, enquiries_of

SAID = (Source.WORD, Source.STAFF)
STAGES = ("enquiries", "sent", "appointed")


@dataclass(slots=True)
class Told:
    """A colleague as people name them (empty: nobody is named any more), and how many they told, by stage."""

    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STAGES, 0))


def told_by(campaign: Campaign, phases: Sequence[Phase], until: dt.date, service: int | None = None) -> list[Told]:
    """Of those who say that somebody who works here told them, or that they worked here: by colleague, the most first, nobody named last.

    Names go with the enquiry or application that holds them; the counts stay. Two queries.
    """
    if not phases:
        return []
    found: dict[str, Told] = {}

    def count(name: str, stage: str) -> None:
        key = " ".join(name.split()).casefold()
        found.setdefault(key, Told(" ".join(name.split()))).counts[stage] += 1

    asked = enquiries_of(campaign, phases, until, service).filter(source__in=SAID).order_by("came_at", "pk")
    for name in asked.values_list("colleague", flat=True):
        count(name, "enquiries")
    rows = come_so_far(applications_of(campaign, phases, until, service).filter(declared_source__in=SAID), until)
    for name, before, is_sent, is_appointed in rows.values_list(
        "colleague", "enquiry__colleague", "is_sent", "is_appointed"
    ):
        if is_sent:
            count(name or before or "", "sent")
        if is_appointed:
            count(name or before or "", "appointed")
    return sorted(
        found.values(),
        key=lambda told: (not told.name, *(-told.counts[stage] for stage in reversed(STAGES)), told.name),
    )

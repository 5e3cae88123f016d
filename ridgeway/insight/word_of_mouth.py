"""Who told somebody of us: enquiries and applications by the colleague they name, and how many of those were appointed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .attribution import TOLD_BY, Tally

STAGES = ("enquiries", "sent", "appointed")


@dataclass(slots=True)
class Told:
    """A colleague as people name them (empty: nobody is named any more), and how many they told, by stage."""

    name: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STAGES, 0))


def told_by(tallies: Iterable[Tally]) -> list[Told]:
    """Of those who say that somebody who works here told them, or that they worked here: by colleague, the most first, nobody named last.

    Names go with the enquiry or application that holds them; the counts stay.
    """
    found: dict[str, Told] = {}
    for tally in sorted((one for one in tallies if one.source in TOLD_BY), key=lambda one: one.colleague):
        name = " ".join(tally.colleague.split())
        told = found.setdefault(name.casefold(), Told(name))
        for stage in STAGES:
            told.counts[stage] += tally.counts.get(stage, 0)
    return sorted(
        (told for told in found.values() if any(told.counts.values())),
        key=lambda told: (not told.name, *(-told.counts[stage] for stage in reversed(STAGES)), told.name),
    )

"""Tables that a report places, by name; each is a sentence, a head and rows out of what was counted. A layer above may add its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..document import Block
from ..tokens import Token
from . import campaigns, hiring, money, people, programmes

Make = Callable[[Any, Token], Block]


@dataclass(frozen=True, slots=True)
class Named:
    """A table one can place: its name in words, how it is made, and the measures whose rows it wants loaded."""

    words: str
    make: Make
    measures: tuple[str, ...] = ()


TABLES: dict[str, Named] = {
    "hiring": Named("Appendix 1: applications, shortlisted, appointed and vacancies remaining, by team group and job title", hiring.by_title),
    "money": Named("Budget, outturn, variance and agency share, year by year", money.years),
    "agency": Named("Agency workers and what they cost, by team group", money.agency, ("agency_cover",)),
    "staying": Named("Turnover and retention, quarter by quarter, with the phases of campaigns", people.staying, people.STAYING),
    "campaign": Named("Each phase of the campaigns: budget, spending, clicks, applications and appointments, and what each cost", campaigns.phases),
    "channels": Named("Each channel: what was bought, what it cost and the clicks it brought", campaigns.channels),
    "time-to-hire": Named("How long each step of hiring took, in working days, before and after a day in the middle", hiring.clocks),
    "programmes": Named("Who came by which role, route and programme, who of them is still here, and who waits for a place", programmes.table),
    "equality": Named("How far candidates came, by what they answered about equality; from five up", hiring.equality),
    "benchmarks": Named("Ours beside what was published: the council, its region and England", people.benchmarks, people.COMPARED_KEYS),
}  # fmt: skip


def add(key: str, words: str, make: Make) -> None:
    """A table of a layer above, such as the careers site's."""
    TABLES[key] = Named(words, make)

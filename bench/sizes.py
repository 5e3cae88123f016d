"""How large the installations are. A leaf: nothing is imported here."""

import datetime as dt
from dataclasses import dataclass

FIRST = dt.date(2016, 11, 1)
UNTIL = dt.date(2026, 10, 31)
POSTS_PER_COUNCIL = 435
TEAMS_PER_COUNCIL = 24
ROLES_PER_COUNCIL = 8
SPELLS_PER_POST = 6
DAYS_PER_SPELL = 730
AUDIT_ENTRIES_PER_COUNCIL = 3_000
IMPORTS_PER_COUNCIL = 120


@dataclass(frozen=True)
class Size:
    """An installation: how many posts it has in all, and how many of them a council has; the last council has the rest.

    A council's rows are the same in every installation: they depend on its place in the list and on nothing else.
    """

    name: str
    posts: int
    posts_per_council: int = POSTS_PER_COUNCIL
    live_adverts: int = 1_000  # of the first council, on its careers site
    archived_adverts: int = 1_000

    @property
    def councils(self) -> int:
        return -(-self.posts // self.posts_per_council)


LARGE = Size("large", 65_200, archived_adverts=100_000)
HUNDREDTH = Size("hundredth", 652)
SMOKE = Size("smoke", 90, 60, live_adverts=40, archived_adverts=40)
SIZES = {size.name: size for size in (LARGE, HUNDREDTH, SMOKE)}

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
ADVERTS_ELSEWHERE = 24  # of every council but the first
BUSY_ADVERT_SHARE = 33  # one application in so many of the first council is for one advert, its second
EXTRA_COVERS = 400  # agency workers beside the posts, over ten years, of every council
CODES_PER_COUNCIL = 12
LINES_ELSEWHERE = 1_000
OWN_ENQUIRIES, ENQUIRIES_ELSEWHERE = 20_000, 1_200


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
    own_applications: int = 100_000  # of the first council
    applications: int = 106_000  # of every council
    own_ledger_lines: int = 200_000  # of the first council; every other has a thousand

    @property
    def councils(self) -> int:
        return -(-self.posts // self.posts_per_council)

    @property
    def applied_to(self) -> int:
        """How many of the first council's adverts anybody applied for: those live, and as many of the archive in every installation."""
        return self.live_adverts + min(self.archived_adverts, 1_000)


LARGE = Size("large", 65_200, archived_adverts=100_000, applications=1_000_000)
HUNDREDTH = Size("hundredth", 652)
SMOKE = Size(
    "smoke", 90, 60, live_adverts=40, archived_adverts=40, own_applications=4_000, applications=4_200, own_ledger_lines=8_000
)  # fmt: skip
SIZES = {size.name: size for size in (LARGE, HUNDREDTH, SMOKE)}

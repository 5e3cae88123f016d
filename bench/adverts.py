"""The first council's careers site with its jobs: a hundred thousand adverts in the archive, a thousand of them live.

Written past the actions, like everything that is built. The live ones close in 2090, so that an installation can be measured for years.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from .sizes import FIRST, Size

OUT = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
CLOSES = dt.datetime(2090, 1, 1, 22, 59, tzinfo=dt.UTC)
PLACES = ("Trowbridge", "Salisbury", "Devizes", "Chippenham", "Warminster", "Calne")
PATTERNS = ("full_time", "part_time", "either")
TITLES = ("Social worker", "Senior social worker", "Team manager", "Newly qualified social worker")
REFERENCE = "J1"
BUSY_REFERENCE = "J2"  # of the advert that thousands applied for
BATCH = 2_000
HOURS, HOURS_APART = 80_000, 79  # when those of the archive came out: all over the ten years


def fill(size: Size) -> None:
    """The site, then the adverts: the live ones first, so that `REFERENCE` is one of them."""
    from ridgeway.domains.organisation.models import Council
    from ridgeway.domains.recruitment.models import Advert
    from ridgeway.web.careers import actions

    council = Council.objects.order_by("pk")[0]
    actions.open_site(
        council, is_public=True, contact_name="Bench Larkrise", contact_telephone="01632 960 100", by="bench", at=OUT
    )
    Advert.objects.bulk_create(_rows(council, size), batch_size=BATCH)


def _rows(council, size: Size) -> Iterator:
    from ridgeway.domains.establishment.models import JobRole
    from ridgeway.domains.organisation.models import Team
    from ridgeway.domains.recruitment.models import Advert

    teams = list(Team.objects.filter(council=council).order_by("pk"))
    roles = list(JobRole.objects.filter(council=council).order_by("pk"))
    for n in range(size.live_adverts + size.archived_adverts):
        is_live, team, role = n < size.live_adverts, teams[n % len(teams)], roles[n % len(roles)]
        title, place = f"{TITLES[n % len(TITLES)]}, {team.name}", PLACES[n % len(PLACES)]
        out = (
            OUT - dt.timedelta(minutes=n % 1440)
            if is_live
            else dt.datetime.combine(FIRST, dt.time(9), dt.UTC) + dt.timedelta(hours=n * HOURS_APART % HOURS)
        )
        yield Advert(
            council=council, service_id=team.service_id, team=team, role=role, reference=f"J{n + 1}", title=title,
            summary="A team that sits together, and a caseload that is promised.", about="Assessments, plans and court work.\n" * 6,
            week="Visit families\nWrite it once\nMeet your supervisor", team_words="Eight people and a manager.", next_steps="You apply. Half an hour.",
            pay_low=Decimal(28_000 + n % 40 * 100), pay_high=Decimal(34_000 + n % 40 * 100), pattern=PATTERNS[n % 3], hours="37 a week", place=place,
            postcode="BA14 8JN", latitude=51.0 + n % 50 / 100, longitude=-2.0 - n % 50 / 100, contact_name="Bench Larkrise",
            contact_telephone="01632 960 100", begun_at=out, published_at=out, closes_at=CLOSES + dt.timedelta(minutes=n) if is_live else out + dt.timedelta(days=30),
            state="published" if is_live else "settled", outcome="" if is_live else "filled", settled_at=None if is_live else out + dt.timedelta(days=60),
            words=f" {title} {place} families assessments court caseload promised".lower(),
        )  # fmt: skip

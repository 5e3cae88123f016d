"""D13: who is in post by the rows here and is not in the file."""

import datetime as dt
from collections.abc import Container

from django.db.models import Q

from ridgeway.domains.establishment.models import Employment, Holding
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.models import Council

from ..problems import Problems
from .holding import said
from .rows import CensusYear

_CHILDRENS = Q(team__isnull=True) | Q(team__service__kind=ServiceKind.CHILDREN)


def check_continuity(
    council: Council, census: CensusYear, observed: frozenset[dt.date], numbers: Container[str], problems: Problems
) -> None:
    """Everybody in post in last year's file stands in this one, in post or as a leaver; and nobody else is in post on its day."""
    gone = _not_returned(council, census, observed, numbers)
    for number in sorted(gone):
        problems.query(
            0, "D13", "SWENo", number,
            f"{number} was in post on {said(census.after)} and is not in this file, neither in post nor as a leaver. "
            "The employment is kept open.",
            "If they left, add the leaver's record, or record the leaving in Ridgeway.",
        )  # fmt: skip
    _check_others(council, census, numbers, gone, problems)


def _not_returned(
    council: Council, census: CensusYear, observed: frozenset[dt.date], numbers: Container[str]
) -> set[str]:
    if census.after not in observed:
        return set()
    still = (
        Employment.objects.on(census.after)
        .filter(council=council, holdings__role__census_role__gt="", worker__case_counts__on=census.after)
        .exclude(ends_on__lte=census.on)
        .exclude(worker__registration_number="")
        .values_list("worker__registration_number", flat=True)
        .distinct()
    )
    return {number for number in still.iterator() if number not in numbers}


def _check_others(
    council: Council, census: CensusYear, numbers: Container[str], gone: set[str], problems: Problems
) -> None:
    """One query for all who are in post by other rows: figures of the day count them beside the people of the file."""
    here = (
        Holding.objects.on(census.on)
        .filter(_CHILDRENS, council=council, role__is_social_worker=True, role__census_role__gt="")
        .order_by()
        .values_list("worker_id", "worker__registration_number")
        .distinct()
    )
    others = [number for _, number in here.iterator() if number not in numbers and number not in gone]
    if not others:
        return
    unnumbered = others.count("")
    many = len(others) > 1
    without = f" ({unnumbered:,} of them without a registration number here)" if unnumbered else ""
    problems.query(
        0, "D13", "SWENo", f"{len(others):,} not in the file",
        f"{len(others):,} social {'workers are' if many else 'worker is'} in post here on {said(census.on)} and not in this file{without}. "
        f"{'They stay' if many else 'The person stays'}, and the figures of that day count {'them' if many else 'the person'} beside the people of the file.",
        "If they are the same people under other numbers, correct their numbers before you confirm; if they left, record the leaving.",
    )  # fmt: skip

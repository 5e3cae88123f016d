"""Jobs as anybody may look for them: the published adverts of one council, narrowed, counted and ordered; and one of them.

What is live is small (hundreds), so it is read in few columns and narrowed here: counts are exact, and words and distance work alike
on every database. What is read is kept in the process until an advert, or what it belongs to, is written (`core/written.py`).
What is live is asked of the clock each time. Internal adverts never come through these doors.
"""

import datetime as dt
import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Field, Func

from ridgeway.core import held
from ridgeway.core.written import rows_while_unwritten
from ridgeway.domains.organisation.models import Council

from .. import advert_rules as rules
from ..choices import OFFERS_PATTERN, Pattern
from ..models import Advert, AdvertChange, Criterion, PostcodeDistrict
from ..states import AdvertState

PAGE = 20
MILES = (5, 10, 15, 20, 30)
PAY_FROM = (25_000, 30_000, 35_000, 40_000, 45_000, 50_000, 60_000)
ORDERS = {"closes": "Closing soonest", "newest": "Newest", "pay": "Highest pay", "near": "Nearest"}
_SHOWN = (
    "reference", "title", "summary", "how_many", "pay_low", "pay_high", "supplement_low", "supplement_high", "supplement_words",
    "grade_words", "pattern", "contract_kind", "hours", "place", "postcode", "is_hard_to_fill", "takes_expressions", "published_at",
    "closes_at", "state", "is_internal", "council", "service", "team", "role", "service__name", "service__slug",
    "service__kind", "service__council", "team__name", "team__slug", "role__name", "role__slug",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; everything empty = all. `service`, `team`, `role`: slugs. `district`: BA14; `pay_from`: pounds."""

    words: str = ""
    service: str = ""
    team: str = ""
    role: str = ""
    place: str = ""
    district: str = ""
    miles: int | None = None
    pattern: str = ""
    pay_from: int | None = None
    order: str = "closes"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to one filter: how many jobs there would be with it, all the other filters as they are."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in the list. `miles` from the district asked for, where both places are known."""

    advert: Advert
    miles: float | None


@dataclass(frozen=True)
class Found:
    """One page of jobs, how many there are in all, and what each filter would leave.

    `choices` by filter: service, team, role, place, pattern, pay_from, miles. `is_district_known` is False where the district cannot be placed.
    """

    jobs: Sequence[JobLine]
    total: int
    page: int
    pages: int
    choices: Mapping[str, Sequence[Choice]]
    is_district_known: bool = True


@dataclass(frozen=True)
class Job:
    """One job with what is asked for and what changed since it was published. `is_live`: somebody could apply now."""

    advert: Advert
    essential: Sequence[Criterion]
    desirable: Sequence[Criterion]
    changes: Sequence[AdvertChange]
    is_live: bool


class _Row(NamedTuple):
    """What a live advert is narrowed and ordered by. Moments are seconds, as they are compared and not shown; pay is pounds."""

    pk: int
    service: str
    service_name: str
    team: str | None
    team_name: str | None
    role: str
    role_name: str
    place: str
    latitude: float | None
    longitude: float | None
    pattern: str
    pay: float | None
    published: float
    closes: float
    miles: float | None = None


_COLUMNS = ("pk", "service__slug", "service__name", "team__slug", "team__name", "role__slug", "role__name", "place", "latitude",
            "longitude", "pattern")  # fmt: skip


class _Raw(Func):
    """A column as the database's driver gives it, past the framework's converting: there are a thousand rows of it, and few are shown."""

    output_field = Field()
    template = "%(expressions)s"


class _Number(_Raw):
    """An amount as a float."""

    template = "CAST(%(expressions)s AS REAL)"

    def as_postgresql(self, compiler, connection, **more):
        return super().as_sql(compiler, connection, template="%(expressions)s::float8", **more)


def _seconds(moment: dt.datetime | str) -> float:
    """A moment as seconds. SQLite gives it in words, without the zone, which is UTC."""
    return (moment if isinstance(moment, dt.datetime) else dt.datetime.fromisoformat(f"{moment}+00:00")).timestamp()


# what a line of the list says: its advert, and the names of what it belongs to
_KIND = "recruitment.advert"
_RESTS_ON = ("organisation.council", "organisation.service", "organisation.team", "establishment.jobrole")
Test = Callable[[_Row], bool]


def search(council: Council, at: dt.datetime, wanted: Wanted, *, size: int = PAGE) -> Found:
    """One page of the jobs a council looks for people for at a moment. A query, one more where the council wrote anything since it was
    last asked, one for words, one for a district. A page past the last is the last. Nothing is kept about who looks.
    """
    found = _live(council, at)
    if words := rules.asked_words(wanted.words):
        with_words = _with_words(council, at, words)
        found = [row for row in found if row.pk in with_words]
    here = _where(wanted.district)
    if here is not None:
        found = [row._replace(miles=_miles(here, row)) for row in found]
    elif wanted.district:
        wanted = replace(wanted, miles=None)
    tests = _tests(wanted)
    kept = sorted(_passing(found, tests.values()), key=_order(wanted, here))
    pages = max(1, math.ceil(len(kept) / size))
    page = min(max(1, wanted.page), pages)
    return Found(
        _lines(council, kept[(page - 1) * size : page * size]), len(kept), page, pages,
        _choices(found, tests, wanted, is_placed=here is not None), here is not None or not wanted.district,
    )  # fmt: skip


def _live(council: Council, at: dt.datetime) -> list[_Row]:
    """What is live at a moment, out of what is kept of the council's published adverts; those to come are kept too."""
    now = at.timestamp()

    def renew(kept: tuple[float, dict[int, _Row]], keys: set[int]) -> tuple[float, dict[int, _Row]]:
        others = {pk: row for pk, row in kept[1].items() if pk not in keys}
        return max(now, kept[0]), others | _published(council, at, keys)

    since, rows = rows_while_unwritten(
        f"live:{council.pk}", council.code, council.revision, _KIND, _RESTS_ON, lambda: (now, _published(council, at)), renew
    )  # fmt: skip
    if now < since:  # asked of a moment before those that had closed were left out
        rows = _published(council, at)
    return [row for row in rows.values() if row.published <= now < row.closes]


def _published(council: Council, at: dt.datetime, keys: Collection[int] = ()) -> dict[int, _Row]:
    """The published adverts that are open at a moment or will be, by key; of some, or all. One query."""
    rows = Advert.objects.to_all().filter(council=council, state=AdvertState.PUBLISHED, closes_at__gt=at)
    rows = rows.filter(pk__in=keys) if keys else rows
    # in no order: with the table's own one, SQLite walks through the whole archive to have it
    columns = (
        rows.filter(published_at__isnull=False)
        .order_by()
        .values_list(*_COLUMNS, _Number("pay_high"), _Raw("published_at"), _Raw("closes_at"))
    )
    return {row[0]: _Row._make([*row[:-2], _seconds(row[-2]), _seconds(row[-1]), None]) for row in columns}


def _with_words(council: Council, at: dt.datetime, words: Sequence[str]) -> set[int]:
    """The live adverts in which every word begins one. One query."""
    rows = Advert.objects.live(at).to_all().filter(council=council)
    for word in words:
        rows = rows.filter(words__contains=f" {word}")
    return set(rows.order_by().values_list("pk", flat=True))


def _passing(rows: list[_Row], tests: Collection[Test]) -> list[_Row]:
    for test in tests:
        rows = [row for row in rows if test(row)]
    return rows


def _where(district: str) -> tuple[float, float] | None:
    known = rules.district_of(district)
    row = PostcodeDistrict.objects.filter(district=known).first() if known else None
    return (row.latitude, row.longitude) if row else None


def _miles(here: tuple[float, float], row: _Row) -> float | None:
    if row.latitude is None or row.longitude is None:
        return None
    return rules.miles_between(here, (row.latitude, row.longitude))


def _tests(wanted: Wanted) -> dict[str, Test]:
    """The filters that are set, by name."""
    tests: dict[str, Test] = {}
    for name in ("service", "team", "role", "place"):
        if value := getattr(wanted, name):
            tests[name] = _is(name, value)
    if wanted.pattern in OFFERS_PATTERN:
        tests["pattern"] = _offers(wanted.pattern)
    if wanted.pay_from:
        tests["pay_from"] = _pays(wanted.pay_from)
    if wanted.miles and wanted.district:
        tests["miles"] = _within(wanted.miles)
    return tests


def _is(name: str, value: str) -> Test:
    return lambda row: getattr(row, name) == value


def _offers(pattern: str) -> Test:
    return lambda row: row.pattern in OFFERS_PATTERN[pattern]


def _pays(least: int) -> Test:
    return lambda row: row.pay is not None and row.pay >= least


def _within(miles: int) -> Test:
    return lambda row: row.miles is not None and row.miles <= miles


def _order(wanted: Wanted, here: tuple[float, float] | None) -> Callable[[_Row], tuple]:
    if wanted.order == "newest":
        return lambda row: (-row.published, row.pk)
    if wanted.order == "pay":
        return lambda row: (-(row.pay or 0), row.closes, row.pk)
    if wanted.order == "near" and here is not None:
        return lambda row: (row.miles is None, row.miles or 0, row.closes, row.pk)
    return attrgetter("closes", "pk")


def _lines(council: Council, rows: Sequence[_Row]) -> list[JobLine]:
    """The jobs of a page in its order. A query for those that were not shown since they were last written."""
    known: dict[int, Advert] = rows_while_unwritten(
        f"lines:{council.pk}", council.code, council.revision, _KIND, _RESTS_ON, dict,
        lambda kept, keys: {pk: advert for pk, advert in kept.copy().items() if pk not in keys},
    )  # fmt: skip
    if lacking := [row.pk for row in rows if row.pk not in known]:
        adverts = Advert.objects.filter(pk__in=lacking).select_related("service", "team", "role")
        known.update((advert.pk, advert) for advert in adverts.only(*_SHOWN))
    return [JobLine(known[row.pk], row.miles) for row in rows if row.pk in known]


def _choices(found: list[_Row], tests: dict[str, Test], wanted: Wanted, *, is_placed: bool) -> dict[str, list[Choice]]:
    def left(name: str) -> list[_Row]:
        return _passing(found, [test for other, test in tests.items() if other != name])

    made = {
        "service": _named(left("service"), "service", "service_name", wanted.service),
        "team": _named(left("team"), "team", "team_name", wanted.team),
        "role": _named(left("role"), "role", "role_name", wanted.role),
        "place": _named(left("place"), "place", "place", wanted.place),
        "pattern": _patterns(left("pattern"), wanted.pattern),
        "pay_from": _paying(left("pay_from"), wanted.pay_from),
    }
    if is_placed:
        far = sorted(row.miles for row in left("miles") if row.miles is not None)
        made["miles"] = [
            Choice(str(miles), f"Within {miles} miles", bisect_right(far, miles), miles == wanted.miles)
            for miles in MILES
        ]
    return made


def _named(rows: list[_Row], value: str, words: str, chosen: str) -> list[Choice]:
    """The answers there are among some rows, by name, each with how many."""
    counts = Counter(map(attrgetter(words, value), rows))
    known = sorted((name, key, count) for (name, key), count in counts.items() if key)
    return [Choice(key, name, count, key == chosen) for name, key, count in known]


def _patterns(rows: list[_Row], chosen: str) -> list[Choice]:
    counts = Counter(map(attrgetter("pattern"), rows))
    return [
        Choice(asked, str(Pattern(asked).label), sum(counts[offered] for offered in offering), asked == chosen)
        for asked, offering in OFFERS_PATTERN.items()
    ]


def _paying(rows: list[_Row], chosen: int | None) -> list[Choice]:
    pays = sorted(row.pay for row in rows if row.pay is not None)
    return [
        Choice(str(least), f"£{least:,} or more", len(pays) - bisect_left(pays, least), least == chosen)
        for least in PAY_FROM
    ]


def job(council: Council, reference: str, at: dt.datetime) -> Job | None:
    """A job anybody may see, live or closed; None where there is none or it was never out. Three queries, once after a council's write."""
    if len(reference) > 12:  # longer than any is: nothing of it is kept
        return None
    found = held.while_unchanged(
        f"job:{council.pk}:{reference}", council.revision, lambda: _job(council, reference, at)
    )
    if found is None or not found.advert.published_at or found.advert.published_at > at:
        return None
    return replace(found, is_live=found.advert.is_live(at))


def _job(council: Council, reference: str, at: dt.datetime) -> Job | None:
    rows = Advert.objects.to_all().filter(council=council, reference=reference, published_at__isnull=False)
    advert = rows.exclude(state=AdvertState.DRAFT).select_related("council", "service", "team", "role").first()
    return told(advert, at) if advert else None


def told(advert: Advert, at: dt.datetime) -> Job:
    """An advert as its page tells it. Two queries."""
    criteria = list(advert.criteria.all())
    return Job(
        advert,
        [row for row in criteria if row.is_essential],
        [row for row in criteria if not row.is_essential],
        list(advert.changes.all()),
        advert.is_live(at),
    )


def live(council: Council, at: dt.datetime, *, most: int) -> list[Job]:
    """The live jobs with all their pages tell, the one that closes first first, `most` of them; for feeds. Three queries."""
    rows = Advert.objects.live(at).to_all().filter(council=council).select_related("council", "service", "team", "role")
    adverts = rows.prefetch_related("criteria", "changes").order_by("closes_at", "pk")[:most]
    return [told(advert, at) for advert in adverts]


def live_references(council: Council, at: dt.datetime) -> list[tuple[str, dt.datetime]]:
    """The reference and the day of publication of each job that is live, for feeds and site maps. One query."""
    rows = Advert.objects.live(at).to_all().filter(council=council)
    return list(rows.order_by("closes_at", "pk").values_list("reference", "published_at"))

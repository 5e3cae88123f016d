"""The demonstration's adverts: those that brought everybody who started between August 2014 and July 2016, and those of today.

Who started, and in which post, is what was played; which advert they answered is worked back from that: those who began in one kind of post within
six weeks of one another answered one advert, which closed some weeks before the first of them began. The words, pay and days are invented.
`answered` gives the adverts with those who were appointed from them, for whoever writes the applications.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from django.utils import timezone

from ridgeway.domains.establishment.models import Employment, JobRole, Post
from ridgeway.domains.organisation.models import Council, Service, Team, User
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import AdvertOutcome, Source
from ridgeway.domains.recruitment.models import Advert, AdvertTemplate
from ridgeway.domains.recruitment.states import AdvertState

from . import advert_words as words
from . import plan
from .world import Seat, World

FIRST_START, LAST_START = dt.date(2014, 8, 1), dt.date(2016, 7, 31)
TOGETHER = 42  # days within which those who start answered the same advert
MOST = 6  # posts of one advert
_DAY = dt.timedelta(days=1)
CHANNELS = [Source.BOARD, Source.SITE, Source.WORD, Source.SEARCH, Source.PRINT, Source.SOCIAL, Source.EVENT]
CONTACT = ("bryony.larkrise@example.org", "Bryony Larkrise", "01632 960 100")


class Called(NamedTuple):
    """Somebody who was appointed from an advert: their spell of employment and the day it began."""

    employment: Employment
    starts_on: dt.date


@dataclass(frozen=True)
class Answered:
    """An advert of the campaign's years, and who was appointed from it."""

    advert: Advert
    appointed: list[Called]


def answered(council: Council) -> list[Answered]:
    """The adverts of 2014 to 2016 in the order of their closing, each with those who started in its posts. Three queries."""
    until = timezone.make_aware(dt.datetime(2016, 12, 31))
    rows = Advert.objects.filter(council=council, closes_at__lt=until, state=AdvertState.SETTLED).order_by("closes_at")
    adverts = list(rows.prefetch_related("posts"))
    spells = Employment.objects.filter(council=council, starts_on__range=(FIRST_START, LAST_START))
    begun: dict[int | None, list[Called]] = {}
    for spell in spells.prefetch_related("holdings"):
        first = min(spell.holdings.all(), key=lambda row: row.starts_on)
        begun.setdefault(first.post_id, []).append(Called(spell, spell.starts_on))
    return [Answered(advert, list(_from(advert, begun))) for advert in adverts]


def _from(advert: Advert, begun: dict[int | None, list[Called]]) -> Iterator[Called]:
    assert advert.closes_at is not None
    closed = advert.closes_at.date()
    for row in advert.posts.all():
        yield from (c for c in begun.get(row.post_id, []) if closed < c.starts_on <= closed + dt.timedelta(days=160))


class Advertising:
    """Writes the adverts of one council."""

    def __init__(self, council: Council, world: World, today: dt.date, seed: int, *, by, at: dt.datetime) -> None:
        self.council, self.world, self.today, self.by, self.at = council, world, today, by, at
        self.rng = Random(f"{seed} adverts")  # noqa: S311 - invented words, not secrets
        self.services = {key: Service.objects.get(council=council, slug=slug) for key, (_, _, slug) in plan.SERVICES.items()}  # fmt: skip
        self.teams = {t.name: t for t in Team.objects.filter(council=council)}
        self.roles = {r.name: r for r in JobRole.objects.filter(council=council)}
        self.posts = {p.number: p for p in Post.objects.filter(council=council)}
        self.users = {u.email: u for u in User.objects.all()}
        self.templates: dict[tuple[str, str], AdvertTemplate] = {}

    def ground(self) -> None:
        """Where places are, and a template for each role."""
        rows = [(district, *place) for district, place in words.DISTRICTS.items()]
        actions.load_districts(rows, source=words.SOURCE, by=self.by, at=self.at)
        for service, role in [*(("childrens", key) for key in words.WORDS), ("adult", "sw")]:
            said = words.ADULT_SW if service == "adult" else words.WORDS[role]
            name = plan.ROLES[role][0] + (", adult care" if service == "adult" else "")
            self.templates[service, role] = actions.add_template(
                self.council, role=self.roles[plan.ROLES[role][0]], name=name, title=plan.ROLES[role][0], summary=said["summary"],
                week=said["week"], next_steps=words.NEXT, essential="\n".join(said["essential"]),
                desirable="\n".join(said["desirable"]), grade_words=plan.ROLES[role][4], hours="37 a week, or fewer",
                **_pay(role, service, is_now=True), by=self.by, at=self.at,
            )  # fmt: skip

    def begin(self, seats: list[Seat], begun: dt.datetime, *, is_now: bool, request=None) -> Advert:
        """An advert for some posts of one kind, being written."""
        first = seats[0]
        service, role = first.service, _role(first, begun.date())
        teams = {_team(seat, begun.date()) for seat in seats}
        key = sorted(teams)[0]
        team = self.teams[plan.TEAMS[key][1]] if len(teams) == 1 else None
        group = plan.TEAMS[key][3]
        template = self.templates.get((service, role)) or self.templates["childrens", role]
        advert = actions.begin_advert(
            self.council, service=self.services[service], team=team, role=self.roles[plan.ROLES[role][0]], template=template,
            request=request, posts=[] if request else [self.posts[seat.number] for seat in seats], by=self.by, at=begun,
        )  # fmt: skip
        email, contact, telephone = CONTACT
        where = _in_title(team.name) if team else _in_title(group)
        actions.change_advert(
            advert, title=f"{plan.ROLES[role][0]}, {where}",
            team_words=words.TEAM[service], place=words.WHERE[key], postcode=words.TOWNS[words.WHERE[key]],
            contact=self.users.get(email), contact_name=contact, contact_telephone=telephone, contact_email=email,
            manager_name=" ".join(self.world.names.full()) if team else "", pattern=self.rng.choice(("either", "either", "full_time", "job_share")),
            is_hard_to_fill=role in ("senior", "tm", "atm", "aspiring"), by=self.by, at=begun, **_pay(role, service, is_now=is_now),
        )  # fmt: skip
        if not is_now:
            criteria = [
                (c.words.replace(words.REGISTERED, words.REGISTERED_THEN), c.kind) for c in advert.criteria.all()
            ]
            actions.set_criteria(advert, criteria, by=self.by, at=begun)
        return advert

    def publish(self, advert: Advert, out: dt.datetime, closes: dt.datetime) -> Advert:
        """Let it be seen from `out` to `closes`."""
        days = {
            "shortlist_on": _working_day(closes.date() + 5 * _DAY),
            "interviews_on": _working_day(closes.date() + 12 * _DAY),
        }
        actions.change_advert(advert, closes_at=closes, **days, by=self.by, at=out)
        return actions.publish(advert, by=self.by, at=out)

    def campaign_years(self) -> int:
        """One advert for each group of starters, in the order in which they were begun."""
        groups = sorted(self._groups(), key=lambda group: min(start for _, start in group))
        for group in groups:
            first = min(start for _, start in group)
            lead = 96 - round(
                30 * max(0, min(1, (first - FIRST_START).days / 600))
            )  # days from closing to the first start
            closes = _evening(_working_day(first - lead * _DAY))
            out = _morning(_working_day(closes.date() - self.rng.randint(18, 28) * _DAY))
            advert = self.begin([seat for seat, _ in group], out - 3 * _DAY, is_now=False)
            self.publish(advert, out, closes)
            actions.settle(
                advert, outcome=AdvertOutcome.FILLED, channel=self.rng.choices(CHANNELS, (9, 6, 5, 4, 2, 2, 1))[0], by=self.by,
                at=closes + 35 * _DAY,
            )  # fmt: skip
        return len(groups)

    def _groups(self) -> Iterator[list[tuple[Seat, dt.date]]]:
        """Those who start in one kind of post within some weeks of one another."""
        kinds: dict[tuple, list[tuple[Seat, dt.date]]] = {}
        for spell in self.world.spells:
            place = spell.places[0]
            if place.seat and FIRST_START <= spell.starts <= LAST_START:
                key = (place.seat.service, place.role, plan.TEAMS[place.team][3])
                kinds.setdefault(key, []).append((place.seat, spell.starts))
        for starters in kinds.values():
            group: list[tuple[Seat, dt.date]] = []
            for seat, start in sorted(starters, key=lambda row: (row[1], row[0].number)):
                taken = any(seat is other for other, _ in group)
                if group and (start > group[0][1] + TOGETHER * _DAY or len(group) == MOST or taken):
                    yield group
                    group = []
                group.append((seat, start))
            yield group


def _in_title(name: str) -> str:
    """A team as it stands behind a role: names of places keep their capital."""
    return name if name.isupper() or name.endswith("hub") or name.startswith("CTPLD") else name[:1].lower() + name[1:]


def _role(seat: Seat, day: dt.date) -> str:
    return _term(seat, day).role


def _team(seat: Seat, day: dt.date) -> str:
    return _term(seat, day).team


def _term(seat: Seat, day: dt.date):
    """What a post is on a day; what it is first, where it is not yet funded."""
    return next((t for t in seat.terms if t.starts <= day and (t.ends is None or t.ends > day)), seat.terms[0])


def _pay(role: str, service: str, *, is_now: bool) -> dict[str, Any]:
    low, high = words.PAY[role][1 if is_now else 0]
    paid: dict[str, Any] = {"pay_low": Decimal(low), "pay_high": Decimal(high)}
    if service == "childrens" and role in words.SUPPLEMENTED:
        until = "three years from the first day" if is_now else "fixed until June 2017"
        paid |= {
            "supplement_low": Decimal(low // 10), "supplement_high": Decimal(high // 10),
            "supplement_words": f"10% market supplement, {until}",
        }  # fmt: skip
    return paid


def _working_day(day: dt.date) -> dt.date:
    return day - max(0, day.weekday() - 4) * _DAY


def _morning(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def _evening(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(23, 59)))


def write(council: Council, world: World, today: dt.date, seed: int, *, by, at: dt.datetime) -> str:
    """All the adverts of the demonstration; says how many there are."""
    from . import adverts_now

    work = Advertising(council, world, today, seed, by=by, at=at)
    work.ground()
    then = work.campaign_years()
    return f"{then} adverts of 2014 to 2016, {adverts_now.write(work)}"

"""What figures of money, hiring and campaigns are counted from: each kind read once for a report, when the first figure asks for it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Min, Q, QuerySet, Sum

from ridgeway.core import clock
from ridgeway.domains.campaigns.models import Event, Phase, Placement
from ridgeway.domains.establishment.models import FundingDecision
from ridgeway.domains.finance.choices import SALARY, Side
from ridgeway.domains.finance.models import MonthSum
from ridgeway.domains.finance.rules import year_of
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.queries import Scope
from ridgeway.domains.pay.models import Supplement
from ridgeway.domains.pay.states import SupplementState
from ridgeway.domains.recruitment.clocks import CLEAR, CLOSED
from ridgeway.domains.recruitment.models import Application, ApplicationMove, Enquiry
from ridgeway.domains.recruitment.queries.clocks import READ
from ridgeway.domains.recruitment.queries.enquiries import end_of
from ridgeway.insight.money import Purse, gather
from ridgeway.insight.question import Question


@dataclass(frozen=True, slots=True)
class Where:
    """What a figure is asked of: a scope (and teams and roles of it), a day, a day since, and a name where it is of one thing."""

    scope: Scope
    teams: frozenset[int]
    roles: frozenset[int] | None
    on: dt.date
    since: dt.date
    named: str
    question: Question
    is_narrowed: bool = False  # to a group of teams


class Applied(NamedTuple):
    """An application: its scope, its role, and the day it was sent."""

    pk: int
    service: int
    team: int | None
    role: int | None
    sent_on: dt.date


class Moved(NamedTuple):
    """An application with the day it first came into each state, its checks came clear, and its advert closed (or it was sent, if later)."""

    row: Applied
    days: dict[str, dt.date]


class Asked(NamedTuple):
    """An enquiry: of which service, when, at which event, which programme they joined, and whether a place was found."""

    pk: int
    service: int | None
    team: int | None
    came_on: dt.date
    event: str
    programme: str
    placed: str


class Bought(NamedTuple):
    """A placement, with the clicks it brought."""

    pk: int
    phase: int
    kind: str
    channel: str
    channel_kind: str
    pieces: int
    cost: Decimal | None
    clicks: int | None


class Books:
    """The books of one council."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self._sent: dict[tuple[dt.date, dt.date], list[Applied]] = {}
        self._moved: dict[tuple[dt.date, dt.date], list[Moved]] = {}
        self._purses: dict[dt.date | None, dict[tuple[int, int], Purse]] = {}

    def purse(self, where: Where, year: int) -> Purse:
        """What the ledger says of the teams asked for in a financial year, spending up to the day where that lies within it."""
        until = None if year < year_of(where.on) or where.on >= dt.date(year + 1, 3, 31) else where.on
        if until not in self._purses:
            self._purses[until] = self._years(until)
        found = Purse()
        for (held, team), purse in self._purses[until].items():
            if held == year and team in where.teams:
                found.add(purse)
        return found

    def _years(self, until: dt.date | None) -> dict[tuple[int, int], Purse]:
        rows = MonthSum.objects.filter(council=self.council, kind__in=SALARY)
        if until:
            rows = rows.filter(Q(side=Side.BUDGET) | Q(month__lte=until))
        return gather(rows, "year", "team")

    def sent(self, since: dt.date, until: dt.date) -> list[Applied]:
        """The applications sent after one day, up to and on another; expressions of interest are none."""
        if (since, until) not in self._sent:
            rows = self._applications().filter(sent_at__gte=end_of(since), sent_at__lt=end_of(until))
            wanted = rows.values_list("pk", "service", "team", "advert__role", "sent_at")
            day_of = clock.day_reader()
            self._sent[since, until] = [Applied(*row[:4], day_of(row[4])) for row in wanted if row[4]]
        return self._sent[since, until]

    def moved(self, since: dt.date, until: dt.date) -> list[Moved]:
        """The applications that moved, or whose checks came clear, after one day, up to and on another: with every state they ever came into."""
        if (since, until) not in self._moved:
            self._moved[since, until] = list(self._read_moves(since, until))
        return self._moved[since, until]

    def _applications(self) -> QuerySet[Application]:
        return Application.objects.filter(council=self.council, sent_at__isnull=False, is_expression=False).order_by()

    def _read_moves(self, since: dt.date, until: dt.date) -> Iterator[Moved]:
        began, ended, day_of = end_of(since), end_of(until), clock.day_reader()
        moves = ApplicationMove.objects.filter(
            council=self.council, to_state__in=READ, at__gte=began, at__lt=ended
        ).order_by()
        clear = Application.objects.filter(
            council=self.council, checks_clear_at__gte=began, checks_clear_at__lt=ended
        ).order_by()
        rows = self._applications().filter(pk__in=moves.values("application").union(clear.values("pk")))
        of_these = ApplicationMove.objects.filter(application__in=rows.values("pk"), to_state__in=READ).order_by()
        reached: dict[int, dict[str, dt.date]] = {}
        for pk, state, at in of_these.values_list("application", "to_state").annotate(first=Min("at")):
            reached.setdefault(pk, {})[state] = day_of(at)
        wanted = ("pk", "service", "team", "advert__role", "sent_at", "advert__closes_at", "checks_clear_at")
        for pk, service, team, role, sent, closes, clear_at in rows.values_list(*wanted):
            days = reached.get(pk, {})
            if closes:
                days[CLOSED] = day_of(max(sent, closes))
            if clear_at:
                days[CLEAR] = day_of(clear_at)
            yield Moved(Applied(pk, service, team, role, day_of(sent)), days)

    @cached_property
    def enquiries(self) -> list[Asked]:
        rows = Enquiry.objects.filter(council=self.council, merged_into__isnull=True).order_by("pk")
        wanted = rows.values_list("pk", "service", "team", "came_at", "event__name", "outcome_words", "placed")
        day_of = clock.day_reader()
        return [Asked(pk, service, team, day_of(came), event or "", said, placed) for pk, service, team, came, event, said, placed in wanted]  # fmt: skip

    @cached_property
    def phases(self) -> list[Phase]:
        return list(Phase.objects.filter(council=self.council).select_related("campaign").order_by("starts_on"))

    @cached_property
    def events(self) -> list[Event]:
        return list(Event.objects.filter(council=self.council).order_by("on"))

    @cached_property
    def supplements(self) -> list[Supplement]:
        """Every supplement that was approved, with whom it is for."""
        states = (SupplementState.APPROVED, SupplementState.UNDER_NOTICE, SupplementState.ENDED)
        rows = Supplement.objects.filter(council=self.council, state__in=states)
        return list(rows.prefetch_related("scopes").order_by("starts_on", "title"))

    @cached_property
    def decisions(self) -> list[FundingDecision]:
        return list(FundingDecision.objects.filter(council=self.council).order_by("decided_on"))

    @cached_property
    def placements(self) -> list[Bought]:
        rows = Placement.objects.filter(council=self.council).order_by("pk").annotate(clicked=Sum("results__clicks"))
        wanted = rows.values_list("pk", "phase", "kind", "channel__name", "channel__kind", "pieces", "cost", "clicked")
        return [Bought(*row) for row in wanted]

"""The board of an advert: who is where, with the one fact of each card, what happens next, and whose turn it is."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from ridgeway.core.words import day as day_words

from ..models import Advert, Application, EntryDate, Interview, Offer, ScoreSheet, Shortlister
from ..rules import Hours
from ..stages import OPEN, STAGE_OF, STAGES, Stage, late_before
from ..states import OFFERS_OPEN, ApplicationState, InterviewState, SheetState
from .board_checks import OURS, checks_words, with_checks
from .pipeline import SHOWN, working_days
from .selection_facts import Fact, facts_of, with_times

S = ApplicationState
NEW_DAYS = 28  # so long somebody who started stands on the board
STARTS = Stage("starts", "Starts", (S.STARTED,), 5, "Rung in the first week", "Ring: how is it?", "link manager")


@dataclass(frozen=True, slots=True)
class Card:
    """One application on the board. `days`: working days in its stage; `fact`, `next` and `turn` are words; `is_clear`: no check is open."""

    application: Application
    stage: Stage
    days: int
    fact: str
    next: str
    turn: str
    is_clear: bool = False

    @property
    def over(self) -> int:
        """Working days past the promise."""
        return max(0, self.days - self.stage.days)


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: its cards, those that wait longest first, and how many there are in all."""

    stage: Stage
    cards: Sequence[Card]
    count: int


@dataclass(frozen=True)
class Board:
    """An advert's pipeline. `ended`: how many came to each end; `started`: how many started in all."""

    columns: Sequence[Column]
    ended: Mapping[str, int]
    started: int
    sent: int


def with_facts(rows, today: dt.date):
    """Applications with what a card says of their checks and of their offer, in the same query."""
    offer = Offer.objects.filter(application=OuterRef("pk"), state__in=OFFERS_OPEN).order_by()
    entry = EntryDate.objects.filter(application=OuterRef("pk"), due_on__gte=today).order_by("due_on")
    return with_checks(rows).annotate(
        answer_by=Subquery(offer.values("answer_by")[:1], output_field=DateField()),
        next_entry=Subquery(entry.values("due_on")[:1], output_field=DateField()),
        first_day=Subquery(offer.values("starts_on")[:1], output_field=DateField()),
    )


# whom a board can be narrowed to, in the address's word and in people's
ONLY: Mapping[str, str] = {"mine": "Waits for me", "us": "Waits on us", "late": "Waits longer than promised"}


def _mine(user) -> Q:
    """Those whom this person scores and has not, or meets as one of the panel."""
    names = Shortlister.objects.filter(shortlisting__advert=OuterRef("advert"), user=user, stood_down_at__isnull=True)
    own = ScoreSheet.objects.filter(application=OuterRef("pk"), user=user, state=SheetState.SUBMITTED)
    meets = Interview.objects.filter(application=OuterRef("pk"), round__panel__user=user).exclude(
        state=InterviewState.CANCELLED
    )
    return Q(Exists(names), ~Exists(own), state=S.SENT) | Q(Exists(meets), state=S.INTERVIEW)


def _narrowed(rows, only: str, user, today: dt.date):
    """Those under way whom a board narrowed so shows: in the database, so that of thousands only the cards are read."""
    if only == "mine":
        return rows.filter(_mine(user))
    if only == "late":  # who has started waits no more
        before = late_before(timezone.make_aware(dt.datetime.combine(today, dt.time())), Hours())
        return rows.filter(reduce(or_, (Q(state=state, moved_at__lt=at) for state, at in before.items())))
    if only != "us":
        return rows
    waiting = Offer.objects.filter(application=OuterRef("pk"), state__in=OFFERS_OPEN, answer_by__gte=today)
    choosing = Interview.objects.filter(application=OuterRef("pk"), state=InterviewState.INVITED)
    later = Interview.objects.filter(application=OuterRef("pk"), pk__gt=OuterRef("first_invited")).exclude(
        state=InterviewState.CANCELLED
    )
    return (
        with_checks(rows)
        .annotate(first_invited=Subquery(choosing.order_by("-pk").values("pk")[:1]))
        .filter(
            Q(state__in=[S.SENT, S.SHORTLISTED, S.STARTED])
            | Q(Q(first_invited=None) | Exists(later), state=S.INTERVIEW)
            | Q(~Exists(waiting), state=S.OFFERED)
            | Q(Q(to_do="") | Q(to_do__in=OURS) | Q(checks_made=None), state__in=[S.ACCEPTED, S.CHECKING])
        )
    )


def board(user, advert: Advert, today: dt.date, day_of, *, shown: int | None = SHOWN, only: str = "") -> Board:
    """Who is where, at most `shown` a stage (all where None). Two queries, three where somebody was scored, one more where it is narrowed;
    only who is shown is read whole.

    `day_of` gives the council's day of a moment; `only` is one of `ONLY`.
    """
    rows = Application.objects.visible_to(user).filter(council=advert.council_id, advert=advert)
    lately = Q(
        state=S.STARTED, moved_at__gte=dt.datetime.combine(today - dt.timedelta(days=NEW_DAYS), dt.time(), dt.UTC)
    )
    sums = rows.filter(sent_at__isnull=False).order_by().values_list("state")
    found = list(sums.annotate(Count("pk"), new=Count("pk", filter=lately)))
    counts = {state: count for state, count, _ in found}
    there = {**counts, S.STARTED: sum(new for *_, new in found)}
    wanted = rows.filter(Q(state__in=OPEN) | lately)  # whoever is under way has sent it
    if only:
        wanted = _narrowed(wanted, only, user, today)
        there = dict(wanted.order_by().values_list("state").annotate(Count("pk")))
    if shown:
        place = Window(RowNumber(), partition_by=F("state"), order_by=("moved_at", "pk"))
        wanted = rows.filter(pk__in=wanted.order_by().annotate(place=place).filter(place__lte=shown).values("pk"))
    cards = _cards(user, advert, wanted, today, day_of)
    columns = [
        Column(stage, cards[stage.key][:shown], sum(there.get(state, 0) for state in stage.states))
        for stage in (*STAGES, STARTS)
    ]
    ended = {state: n for state, n in counts.items() if state not in OPEN and state != S.STARTED}
    return Board(columns, ended, counts.get(S.STARTED, 0), sum(counts.values()))


def _cards(user, advert: Advert, wanted, today: dt.date, day_of) -> dict[str, list[Card]]:
    """The cards of some applications by stage, those that wait longest first."""
    cards: dict[str, list[Card]] = {stage.key: [] for stage in (*STAGES, STARTS)}
    found = list(with_times(with_facts(wanted, today)).select_related("candidate").order_by("moved_at", "pk"))
    facts = facts_of(user, advert, found)
    for row in found:
        row.advert = advert  # its long texts are not read once a card
        card = card_of(row, today, day_of, facts.get(row.pk))
        cards[card.stage.key].append(card)
    return cards


def card_of(row: Application, today: dt.date, day_of, selecting: Fact | None = None) -> Card:
    """The card of an application that came `with_facts`; `selecting` is what its scores or its interview say."""
    stage = STARTS if row.state == S.STARTED else STAGE_OF[row.state]
    days = working_days(day_of(row.moved_at), today)
    turn = f"{stage.turn[0].upper()}{stage.turn[1:]} to act"
    if selecting is not None and stage.key in ("read", "interview"):
        return Card(row, stage, days, selecting.words, selecting.next, selecting.turn)
    if stage.key == "offer":
        return Card(row, stage, days, *_offer(row, today, turn))
    if stage.key == "checks":
        first = row.first_day  # type: ignore[attr-defined]
        return Card(row, stage, days, *checks_words(row, f", first day {_short(first)}" if first else "", turn))
    if stage is STARTS:
        asked = f". To be asked how it is on {_short(row.next_entry)}" if row.next_entry else ""  # type: ignore[attr-defined]
        return Card(row, stage, days, f"Started {_short(day_of(row.moved_at))}{asked}", stage.next, turn)
    since = f"Sent {_short(day_of(row.sent_at))}" if stage.key == "read" else f"Since {_short(day_of(row.moved_at))}"
    return Card(row, stage, days, f"{since}{', works here' if row.is_internal else ''}", stage.next, turn)


def _short(day: dt.date) -> str:
    """A day of these weeks: "Thu 24 Mar"."""
    return f"{day:%a %-d %b}"


def _offer(row, today: dt.date, turn: str) -> tuple[str, str, str]:
    if row.answer_by is None:
        return "Nothing is in writing yet", "Write the offer", "Hiring manager to act"
    if row.answer_by < today:
        return f"To be answered by {day_words(row.answer_by)}", "Ring: no answer came", "Hiring manager to act"
    return f"To be answered by {_short(row.answer_by)}", "Hear from the candidate", turn

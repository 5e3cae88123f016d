"""Enquiries as they are read: whom to ring, the list, one story, the figures' rows."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.utils import timezone

from ridgeway.core.together import Question
from ridgeway.core.written import while_unwritten
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Grant, User
from ridgeway.domains.organisation.queries import Scope

from .. import rules
from ..actions.enquiries import expired, similar
from ..actions.writing import promise_of, wall
from ..choices import Outcome, Way
from ..models import Application, Call, ContactRule, Enquiry, EnquiryQuerySet, Invitation
from ..states import EnquiryState
from .applications import appointed_by, led_to

__all__ = [
    "Filter", "Story", "answered_in_time", "clock_of", "contact_rules", "contacts_in", "counted_by_event", "end_of", "expired", "hours_of", "in_window",
    "led_in_window", "listed", "open_counts", "promise_of", "ring_first", "story", "wall",
]  # fmt: skip
OPEN = Q(state__in=(EnquiryState.NEW, EnquiryState.TALKING))


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after a day, by the council's clock."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def in_scope(rows: EnquiryQuerySet, scope: Scope) -> EnquiryQuerySet:
    """Those of a scope. One that names no service is the council's alone."""
    rows = rows.filter(council=scope.council)
    if scope.team:
        return rows.filter(team=scope.team)
    return rows.filter(service=scope.service) if scope.service else rows


def ring_first(user, scope: Scope, at: dt.datetime, most: int = 40) -> list[Enquiry]:
    """Whom `user` is to ring, oldest promise first: those never answered, and those to be rung again by the end of today.

    One query, with the promise of the council for the clock.
    """
    due = Q(state=EnquiryState.NEW) | Q(ring_by__lt=end_of(timezone.localtime(at).date()))
    rows = Enquiry.objects.visible_to(user, Permission.ENQUIRIES_EDIT).filter(
        due, contact=user, council=scope.council, ring_by__isnull=False
    )
    return list(rows.with_promise().with_similar().order_by("ring_by", "pk")[:most])


def open_counts(user, scope: Scope) -> tuple[int, int]:
    """How many enquiries of a scope are open, and how many of those `user` has answered and goes on with. One query."""
    rows = in_scope(Enquiry.objects.visible_to(user), scope).filter(OPEN)
    mine = Q(contact=user, answered_at__isnull=False)
    found = rows.aggregate(every=Count("pk"), rung=Count("pk", filter=mine))
    return found["every"], found["rung"]


def hours_of(row: Any) -> rules.Hours:
    """When the council of a row works, from `with_promise`."""
    if row.opens is None:
        return rules.Hours()
    return rules.Hours(row.opens, row.closes, frozenset(map(dt.date.fromisoformat, row.closed or ())))


def clock_of(row: Any, at: dt.datetime) -> rules.Clock:
    """The clock of an enquiry `with_promise`: stopped when it was answered, else at `at`."""
    until = row.answered_at or at
    return rules.clock(wall(row.came_at), wall(until), dt.timedelta(hours=row.promised_hours), hours_of(row))


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list asks for. `show`: open, mine, rung, twice, all, or came (in the window). `led`: to an application (sent) or appointment."""

    show: str = "open"
    source: str = ""
    outcome: str = ""
    answered: str = ""
    placed: str = ""
    which: str = ""
    led: str = ""
    placement: int = 0
    channel: int = 0
    event: int = 0

    def applied(self, rows: EnquiryQuerySet, user, window: tuple[dt.date, dt.date]) -> EnquiryQuerySet:
        """The rows that are so."""
        if self.show in ("open", "mine", "rung"):
            rows = rows.filter(OPEN)
        if self.show == "mine":
            rows = rows.filter(contact=user)
        if self.show == "rung":
            rows = rows.filter(contact=user, answered_at__isnull=False)
        if self.show == "twice":
            rows = rows.filter(is_twice=True, merged_into__isnull=True)
        if self.led:
            rows = rows.filter(_led(self.led, end_of(window[1])))
        if self.show == "came":
            rows = came_in(rows, *window).exclude(outcome=Outcome.DUPLICATE)
            if self.outcome or self.placed:  # what had ended by the end of the window, as the figures count it
                rows = rows.filter(closed_at__lt=end_of(window[1]))
        for name, value in {"source": self.source, "outcome": self.outcome, "placed": self.placed}.items():
            rows = rows.filter(**{name: value}) if value else rows
        for name, pk in {"placement": self.placement, "placement__channel": self.channel, "event": self.event}.items():
            rows = rows.filter(**{name: pk}) if pk else rows
        if self.which:
            rows = rows.filter(source_words=self.which)
        return rows.filter(_ANSWERED[self.answered](window[1])) if self.answered in _ANSWERED else rows


def _led(to: str, end: dt.datetime) -> Exists:
    """Whether an application came of an enquiry, or of one merged into it: sent, or appointed, before a moment."""
    mine = Q(enquiry=OuterRef("pk")) | Q(enquiry__merged_into=OuterRef("pk"))
    rows = Application.objects.filter(mine, sent_at__lt=end)
    return Exists(rows.filter(appointed_by(end)) if to == "appointed" else rows)


def _within(day: dt.date) -> Q:
    return Q(answered_at__lt=end_of(day), answered_at__lte=F("promised_by"))


_ANSWERED = {
    "yes": lambda day: Q(answered_at__lt=end_of(day)),
    "within": _within,
    "open": lambda day: Q(closed_at__isnull=True) | Q(closed_at__gte=end_of(day)),
    "due": lambda day: Q(answered_at__lt=end_of(day)) | Q(promised_by__lt=end_of(day)),
}


def came_in(rows: EnquiryQuerySet, after: dt.date, until: dt.date) -> EnquiryQuerySet:
    """Those that came after one day, up to and on another."""
    return rows.filter(came_at__gte=end_of(after), came_at__lt=end_of(until))


def listed(
    user,
    scope: Scope,
    wanted: Filter,
    window: tuple[dt.date, dt.date],
    *,
    after: tuple[dt.datetime, int] | None = None,
    size: int | None = 50,
) -> list[Enquiry]:
    """The list, the latest first, at most `size + 1` rows (all where size is None) beyond the key `after`. One query."""
    rows = wanted.applied(in_scope(Enquiry.objects.visible_to(user), scope).with_similar(), user, window)
    if after is not None:
        came, pk = after
        rows = rows.filter(Q(came_at__lt=came) | Q(came_at=came, pk__lt=pk))
    rows = rows.select_related("service", "team", "role", "contact").with_promise().order_by("-came_at", "-pk")
    return list(rows if size is None else rows[: size + 1])


@dataclass(frozen=True)
class Story:
    """One enquiry with every attempt, its own and those of what was merged into it, oldest first."""

    enquiry: Enquiry
    calls: Sequence[Call]
    merged: Sequence[Enquiry]
    similar: Sequence[Enquiry] = field(default_factory=tuple)
    invitations: Sequence[Invitation] = field(default_factory=tuple)
    correctable: Collection[int] = frozenset()


def story(user, council: Council, pk: int) -> Story | None:
    """An enquiry `user` may see, or none. Six queries."""
    rows = Enquiry.objects.visible_to(user).filter(council=council).with_promise()
    enquiry = (
        rows.select_related(
            "council", "service", "team", "role", "contact", "merged_into", "placement__channel", "event"
        )
        .filter(pk=pk)
        .first()
    )
    if enquiry is None:
        return None
    merged = list(Enquiry.objects.visible_to(user).filter(merged_into=enquiry).order_by("came_at"))
    calls = list(Call.objects.visible_to(user).filter(enquiry__in=[enquiry.pk, *(row.pk for row in merged)]))
    others = [] if enquiry.merged_into_id else list(similar(enquiry).visible_to(user)[:5])
    invited = Invitation.objects.visible_to(user).filter(enquiry=enquiry).select_related("advert").order_by("-at")
    mine = (
        Call.objects.correctable_by(user).filter(pk__in=[call.pk for call in calls]) if calls else Call.objects.none()
    )
    return Story(enquiry, calls, merged, others, list(invited), frozenset(mine.values_list("pk", flat=True)))


def contacts_in(council: Council, day: dt.date) -> list[User]:
    """Those who may answer enquiries somewhere in a council on a day, by name. One query."""
    grants = Grant.objects.on(day).filter(council=council, user__is_active=True).select_related("user", "role")
    found = {g.user_id: g.user for g in grants if Permission.ENQUIRIES_EDIT in g.role.permissions}
    return sorted(found.values(), key=lambda user: user.name)


def contact_rules(user, council: Council) -> list[ContactRule]:
    """The rules of a council in their order."""
    rows = ContactRule.objects.visible_to(user).filter(council=council)
    return list(rows.select_related("service", "team", "role", "contact", "council"))


def in_window(user, scope: Scope, after: dt.date, until: dt.date) -> list[Enquiry]:
    """The enquiries that came in a window, duplicates left out, with what the figures need and no personal data. One query."""
    rows = came_in(in_scope(Enquiry.objects.visible_to(user), scope), after, until).exclude(outcome=Outcome.DUPLICATE)
    return list(
        rows.select_related("service")
        .only("came_at", "answered_at", "promised_by", "promised_hours", "source", "source_words", "state", "outcome",
              "placed", "closed_at", "service__name", "service__kind")
        .with_promise()
        .order_by("came_at", "pk")
    )  # fmt: skip


def led_in_window(council: Council, after: dt.date, until: dt.date) -> dict[int, tuple[bool, bool]]:
    """What came of the enquiries of a window up to its last day: by enquiry, whether an application was sent, and whether one was appointed."""
    return led_to(council, (end_of(after), end_of(until)), end_of(until))


def answered_in_time(council: Council, at: dt.datetime) -> tuple[int, int]:
    """Of those who asked in the last 31 days and were answered, or whose promise ran out: how many in time, and how many.

    Counts alone, for anybody to see. One query, asked again after an enquiry was written, each day, and once a promise has run out.
    """
    day = timezone.localtime(at).date()
    of = f"answered:{council.pk}:{day}"
    kinds = ("recruitment.enquiry", "recruitment.call")
    within, due, runs_out = while_unwritten(
        of, council.code, council.revision, kinds, lambda: _answered(council, day, at)
    )
    if runs_out is not None and runs_out < at:
        within, due, _ = _answered(council, day, at)
    return within, due


def _answered(council: Council, day: dt.date, at: dt.datetime) -> tuple[int, int, dt.datetime | None]:
    """How many were answered in time, of how many, and when the next promise runs out that nobody has kept yet."""
    rows = Enquiry.objects.filter(council=council, came_at__gte=end_of(day - dt.timedelta(days=32)), came_at__lte=at)
    answered, unanswered = Q(answered_at__isnull=False), Q(answered_at__isnull=True)
    found = rows.exclude(outcome=Outcome.DUPLICATE).aggregate(
        within=Count("pk", filter=Q(answered_at__lte=F("promised_by"))),
        due=Count("pk", filter=answered | Q(promised_by__lt=at)),
        runs_out=Min("promised_by", filter=unanswered & Q(promised_by__gte=at)),
    )
    return found["within"], found["due"], found["runs_out"]


def counted_by_event(user, campaign: int) -> Question[dict[int, tuple[int, int]]]:
    """How many enquiries came of each event of a campaign, of those `user` may see, and how many of them said on the site that they come;
    duplicates left out.
    """
    rows = Enquiry.objects.visible_to(user).filter(event__phase__campaign=campaign).exclude(outcome=Outcome.DUPLICATE)
    counts = (
        yield rows.values_list("event").annotate(n=Count("pk"), coming=Count("pk", filter=Q(way=Way.FORM))).order_by()
    )
    return {event: (count, coming) for event, count, coming in counts}

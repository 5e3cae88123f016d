"""The moves from which the clocks of hiring are read."""

import datetime as dt
from collections.abc import Callable

from ridgeway.domains.organisation.queries import Scope

from ..clocks import CLEAR, CLOSED, PUBLISHED, STEPS
from ..models import Advert, Application, ApplicationMove
from ..stages import OPEN, STAGE_OF
from .adverts import in_scope
from .enquiries import end_of
from .pipeline import working_days

_NO_MOVES = {PUBLISHED, CLOSED, CLEAR}
ENDS = {step.ends for step in STEPS} - _NO_MOVES
READ = ENDS | {step.begins for step in STEPS} - _NO_MOVES


def moves_in(
    user,
    scope: Scope,
    after: dt.date,
    until: dt.date,
    day_of: Callable[[dt.datetime], dt.date],
    *,
    role: int | None = None,
) -> dict[int, dict[str, dt.date]]:
    """Of each application that moved in a window: the day it first came into each state, and the day its advert closed; of each advert
    that closed in it, under its key with a minus sign, the days it was out and closed. Two queries."""
    rows = in_scope(Application.objects.visible_to(user), scope)
    rows = rows.filter(advert__role=role) if role else rows
    # a step that ended in the window ended with a move in it; what begins and ends no step is not read
    ended = ApplicationMove.objects.filter(
        council=scope.council, to_state__in=ENDS, at__gte=end_of(after), at__lt=end_of(until)
    )
    rows = rows.filter(pk__in=ended.order_by().values("application").union(_cleared(scope, after, until)))
    moves = ApplicationMove.objects.filter(
        application__in=rows.order_by().values("pk"), to_state__in=READ, at__lt=end_of(until)
    )
    found: dict[int, dict[str, dt.date]] = {}
    wanted = moves.order_by("at", "pk").values_list(
        "application", "to_state", "at", "application__sent_at", "application__advert__closes_at",
        "application__checks_clear_at",
    )  # fmt: skip
    for pk, state, at, sent_at, closes_at, clear_at in wanted:
        if (reached := found.get(pk)) is None:
            reached = found[pk] = {CLOSED: day_of(max(sent_at, closes_at))} if sent_at and closes_at else {}
            if clear_at and clear_at < end_of(until):
                reached[CLEAR] = day_of(clear_at)
        if state not in reached:
            reached[state] = day_of(at)
    closed = in_scope(Advert.objects.visible_to(user), scope).filter(published_at__isnull=False)
    closed = closed.filter(closes_at__gte=end_of(after), closes_at__lt=end_of(until))
    closed = closed.filter(role=role) if role else closed
    for pk, published_at, closes_at in closed.order_by().values_list("pk", "published_at", "closes_at"):
        found[-pk] = {PUBLISHED: day_of(published_at), CLOSED: day_of(closes_at)}
    return found


def _cleared(scope: Scope, after: dt.date, until: dt.date):
    """The keys of the applications whose checks came clear in a window."""
    rows = Application.objects.filter(
        council=scope.council, checks_clear_at__gte=end_of(after), checks_clear_at__lt=end_of(until)
    )
    return rows.order_by().values("pk")


BY = {
    "service": ("Service", "service__name", "service__name"), "team": ("Team", "team__name", "team__name"),
    "role": ("Role", "advert__role__name", "role__name"), "advert": ("Advert", "advert__reference", "reference"),
}  # fmt: skip


def labels_in(user, scope: Scope, after: dt.date, until: dt.date, by: str) -> dict[int, str]:
    """Of the applications and adverts of the window, what they are told apart by: one of `BY`. Two queries."""
    _, of_application, of_advert = BY[by]
    rows = in_scope(Application.objects.visible_to(user), scope)
    moved = ApplicationMove.objects.filter(council=scope.council, at__gte=end_of(after), at__lt=end_of(until))
    rows = rows.filter(pk__in=moved.order_by().values("application").union(_cleared(scope, after, until))).order_by()
    found = {pk: label or "The whole service" for pk, label in rows.values_list("pk", of_application)}
    adverts = in_scope(Advert.objects.visible_to(user), scope).filter(
        closes_at__gte=end_of(after), closes_at__lt=end_of(until)
    )
    return found | {-pk: label or "The whole service" for pk, label in adverts.order_by().values_list("pk", of_advert)}


def waited_on(
    user, scope: Scope, today: dt.date, day_of: Callable[[dt.datetime], dt.date]
) -> list[tuple[str, int, int, int]]:
    """On whom those under way wait today: whose turn, how many, how many of them longer than promised, and the longest in working days.
    Who is waited on longest stands first. One query."""
    rows = in_scope(Application.objects.visible_to(user), scope).filter(state__in=OPEN, sent_at__isnull=False)
    found: dict[str, list[tuple[int, int]]] = {}
    counted: dict[dt.date, int] = {}
    for state, moved_at in rows.order_by().values_list("state", "moved_at"):
        stage, day = STAGE_OF[state], day_of(moved_at)
        days = counted.setdefault(day, working_days(day, today))
        found.setdefault(f"{stage.next}: {stage.turn}", []).append((days, stage.days))
    made = [(turn, len(all_), sum(days > most for days, most in all_), max(all_)[0]) for turn, all_ in found.items()]
    return sorted(made, key=lambda row: -row[3])

"""The moves from which the clocks of hiring are read."""

import datetime as dt
from collections.abc import Callable

from ridgeway.domains.organisation.queries import Scope

from ..clocks import CLOSED
from ..models import Application, ApplicationMove
from .adverts import in_scope
from .enquiries import end_of


def moves_in(
    user,
    scope: Scope,
    after: dt.date,
    until: dt.date,
    day_of: Callable[[dt.datetime], dt.date],
    *,
    role: int | None = None,
) -> dict[int, dict[str, dt.date]]:
    """Of each application that moved in a window: the day it first came into each state, and the day its advert closed. One query."""
    rows = in_scope(Application.objects.visible_to(user), scope)
    rows = rows.filter(moves__at__gte=end_of(after), moves__at__lt=end_of(until))
    rows = rows.filter(advert__role=role) if role else rows
    moves = ApplicationMove.objects.filter(application__in=rows.order_by().values("pk"), at__lt=end_of(until))
    found: dict[int, dict[str, dt.date]] = {}
    wanted = moves.order_by("at", "pk").values_list(
        "application", "to_state", "at", "application__sent_at", "application__advert__closes_at"
    )
    for pk, state, at, sent_at, closes_at in wanted:
        reached = found.setdefault(pk, {})
        reached.setdefault(state, day_of(at))
        if sent_at and closes_at:
            reached.setdefault(CLOSED, day_of(max(sent_at, closes_at)))
    return found

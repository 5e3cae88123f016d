"""A campaign as a blueprint for another: what was planned and bought, moved to other days and made for another role."""

import datetime as dt
from typing import Any

from django.db import transaction

from ridgeway.domains.establishment.actions.writing import changed
from ridgeway.domains.establishment.models import JobRole

from ..choices import MoneySource
from ..models import Campaign, Phase, Placement
from .placing import add_placement
from .planning import add_aim, add_campaign, add_phase
from .reasons import need

_PLACED = ("channel", "kind", "title", "pieces", "supplier", "service", "target_url", "cost")


@transaction.atomic
def copy_campaign(
    campaign: Campaign, *, name: str, starts_on: dt.date, role: JobRole | None = None, by, at: dt.datetime
) -> Campaign:
    """A new campaign with the same phases, aims and placements, all moved by as many days, so that the first phase
    begins on the day given.

    With a role, aims and placements are for that one. Amounts become expected ones that say where they are from. Events, own
    posts, results, visits and invoices are not copied: they happened once. Placements get tracked links of their own.
    """
    phases = list(campaign.phases.order_by("starts_on"))
    need(phases, "It has no phase yet, so there is nothing to copy.")
    move = starts_on - phases[0].starts_on
    copy = add_campaign(campaign.council, name=name, purpose=campaign.purpose, by=by, at=at)
    copy = changed(copy, "campaign.copied", by=by, at=at, based_on=campaign)
    for phase in phases:
        _copy_phase(phase, copy, move, role, by=by, at=at)
    return copy


def _copy_phase(phase: Phase, into: Campaign, move: dt.timedelta, role: JobRole | None, **said: Any) -> None:
    made = add_phase(
        into, name=phase.name, starts_on=phase.starts_on + move, ends_on=_moved(phase.ends_on, move),
        paid_until=_moved(phase.paid_until, move), budget=phase.budget, **_expected("budget", phase.budget, phase), **said,
    )  # fmt: skip
    aims: dict[Any, int] = {}
    for aim in phase.aims.select_related("service", "role"):
        key = (aim.service, role or aim.role)
        aims[key] = aims.get(key, 0) + aim.how_many
    for (service, wanted), count in aims.items():
        add_aim(made, service=service, role=wanted, how_many=count, **said)
    for placement in phase.placements.select_related("channel", "service", "role").order_by("starts_on", "pk"):
        _copy_placement(placement, made, move, role, **said)


def _copy_placement(placement: Placement, into: Phase, move: dt.timedelta, role: JobRole | None, **said: Any) -> None:
    fields = {field: getattr(placement, field) for field in _PLACED}
    add_placement(
        into, role=role or placement.role, starts_on=placement.starts_on + move, ends_on=_moved(placement.ends_on, move),
        **_expected("cost", placement.cost, placement.phase), **fields, **said,
    )  # fmt: skip


def _moved(day: dt.date | None, move: dt.timedelta) -> dt.date | None:
    return day + move if day else None


def _expected(called: str, amount: Any, phase: Phase) -> dict[str, Any]:
    """How a copied amount is known: as what it was the last time."""
    if amount is None:
        return {f"{called}_source": "", f"{called}_note": ""}
    return {
        f"{called}_source": MoneySource.EXPECTED,
        f"{called}_note": f"As in {phase.campaign.name}, {phase.name}"[:200],
    }

"""Whom a campaign meant to appoint, by role and service, beside whom it did, phase by phase."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from ridgeway.core.together import Question
from ridgeway.domains.campaigns.models import Campaign, Phase, PhaseAim

from .attribution import applications_of, come_so_far

Key = tuple[int | None, int, int]
"""A phase (empty = between two), a service and a role, by their keys."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many were appointed of how many aimed at; `aimed` is None where nothing was."""

    appointed: int
    aimed: int | None


@dataclass(frozen=True, slots=True)
class AimLine:
    """A role of a service over the phases, in their order, and all together. `role` empty: whoever else was appointed."""

    role: str
    service: str
    phases: list[Reached]
    total: Reached


def appointed_by(campaign: Campaign, phases: Sequence[Phase], until: dt.date) -> Question[dict[Key, int]]:
    """How many were appointed, and not gone back on by the end of a day, by phase, service and role."""
    if not phases:
        return {}
    rows = come_so_far(applications_of(campaign, phases, until, None), until).filter(is_appointed=True)
    found = yield rows.values_list("in_phase", "service", "advert__role").annotate(n=Count("pk"))
    return {(phase, service, role): n for phase, service, role, n in found}


def lines_of(phases: Sequence[Phase], aims: Iterable[PhaseAim], appointed: dict[Key, int]) -> list[AimLine]:
    """The aims of some phases by service and role; last, those who were appointed without an aim for them, so that all are counted."""
    wanted: dict[tuple[int, int], dict[int, int]] = {}
    names: dict[tuple[int, int], tuple[str, str]] = {}
    shown = {phase.pk for phase in phases}
    for aim in (aim for aim in aims if aim.phase_id in shown):
        what = (aim.service_id, aim.role_id)
        wanted.setdefault(what, {})[aim.phase_id] = aim.how_many
        names[what] = (str(aim.role), str(aim.service))
    lines = [_line(*names[what], phases, wanted[what], _of(appointed, what)) for what in wanted]
    others: dict[int | None, int] = {}
    for (phase, service, role), n in appointed.items():
        if (service, role) not in wanted:
            others[phase] = others.get(phase, 0) + n
    return [*lines, _line("", "", phases, {}, others)] if others else lines


def _of(appointed: dict[Key, int], what: tuple[int, int]) -> dict[int | None, int]:
    return {phase: n for (phase, service, role), n in appointed.items() if (service, role) == what}


def _line(role: str, service: str, phases: Sequence[Phase], aimed: dict[int, int], found: dict[int | None, int]) -> AimLine:  # fmt: skip
    cells = [Reached(found.get(phase.pk, 0), aimed.get(phase.pk)) for phase in phases]
    return AimLine(role, service, cells, Reached(sum(found.values()), sum(aimed.values()) or None))

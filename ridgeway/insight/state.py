"""State of the service: the figures a head of service asks for first, for a scope and a day, against an earlier day.

The page and the Word report both come from here, so that they cannot differ.
"""

import datetime as dt
from dataclasses import dataclass

from ridgeway.domains.establishment.models import FundingDecision
from ridgeway.domains.organisation.choices import ServiceKind
from ridgeway.domains.organisation.queries import Scope

from . import series
from .figures import Answer, Figure, Measure, change_words, day_words
from .measures import MEASURES, fill_rate
from .question import Question, ask, looked_back

LISTED = ("vacancies", "vacancy_rate", "turnover", "retention_qualified", "agency_rate", "caseload", "sickness")
ADULT = {
    "caseload": "turnover_voluntary"
}  # adult care counts no cases to a worker, and its papers print who chose to go
WITHOUT_LINE = {"caseload", "sickness"}  # their rows are loaded for the two days alone


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, what changed, and its last two years for a small line."""

    figure: Figure
    change: str
    line: list[float | None]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the scope (a team group, a team or a role) with its figure."""

    name: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, to be drawn on the time axis."""

    on: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything on the page."""

    scope: Scope
    on: dt.date
    against: dt.date
    sentence: str
    tiles: list[Tile]
    turnover: list[Figure]
    turnover_reading: str
    events: list[Event]
    leavers: list[Share]
    leavers_reading: str
    total: Figure


def state_of(scope: Scope, on: dt.date, against: dt.date) -> State:
    """The state of a service. Two queries."""
    needs = frozenset().union(*(MEASURES[key].needs for key in LISTED))
    first = min(series.month_days(on, 36)[0], against)
    question = ask(scope, [against, on], needs, since=looked_back(first))
    line = series.over_months(MEASURES["turnover"], question, on, 36)
    total, leavers = MEASURES["turnover"].on(question, on), _leavers(question, on)
    is_adult = scope.service is not None and scope.service.kind == ServiceKind.ADULT
    tiles = [_tile(MEASURES[ADULT.get(key, key) if is_adult else key], question, on, against) for key in LISTED]
    tiles.insert(4, _filled(question, on, against))
    return State(
        scope,
        on,
        against,
        _sentence(question, on, against),
        tiles,
        line,
        series.reading(line),
        _events(scope, line[0].on, on),
        leavers,
        _leavers_reading(leavers, total),
        total,
    )


def _tile(measure: Measure, question: Question, on: dt.date, against: dt.date) -> Tile:
    now, then = measure.on(question, on), measure.on(question, against)
    line: list[float | None] = []
    if measure.key not in WITHOUT_LINE and now.value is not None:
        line = [figure.value for figure in series.over_months(measure, question, on, 24)]
    return Tile(now, change_words(now, then) if now.value is not None else "", line)


def filled_since(after: dt.date) -> Measure:
    """The fill rate over a period of the asker's choice."""

    def compute(question: Question, day: dt.date) -> Answer:
        return fill_rate.between(question, after, day)

    whole = fill_rate.MEASURE
    return Measure(
        key=whole.key,
        name=f"Vacancies filled since {day_words(after)}",
        unit=whole.unit,
        words=whole.words,
        numerator=whole.numerator,
        denominator=whole.denominator,
        source=whole.source,
        caveat=whole.caveat,
        compute=compute,
        window=f"since {day_words(after)}",
    )


def _filled(question: Question, on: dt.date, against: dt.date) -> Tile:
    return Tile(filled_since(against).on(question, on), "", [])


def _sentence(question: Question, on: dt.date, against: dt.date) -> str:
    now, then = (MEASURES["vacancies"].on(question, day) for day in (on, against))
    turnover = [MEASURES["turnover"].on(question, day) for day in (on, against)]
    parts = []
    if now.value is None:
        parts.append(f"{question.headcount(on):,} people are in post; funded posts are not recorded for this scope.")
    elif now.denominator is None:
        parts.append(f"The census return states {now.text} FTE vacant.")
    else:
        parts.append(f"{now.text} of {now.denominator.text} funded posts are vacant.")
        if then.value is not None:
            parts.append(_more_or_fewer(now.value - then.value, against))
    if turnover[0].value is not None and turnover[1].value is not None:
        change = round(turnover[0].value, 1) - round(turnover[1].value, 1)
        way = (
            "has not changed"
            if abs(change) < 0.05
            else f"has {'risen' if change > 0 else 'fallen'} {abs(change):.1f} points"
        )
        parts.append(f"Turnover {way} since then.")
    return " ".join(parts)


def _more_or_fewer(change: float, against: dt.date) -> str:
    if not change:
        return f"That is as many as on {day_words(against)}."
    return f"That is {abs(change):,.0f} {'more' if change > 0 else 'fewer'} than on {day_words(against)}."


def _leavers(question: Question, on: dt.date) -> list[Share]:
    """Turnover of each team group, or of each team where there is one group, or of each role where there is one team."""
    measure = MEASURES["turnover"]
    shares = [Share(name, measure.on(part, on)) for name, part in parts_of(question)]
    known = [s for s in shares if s.figure.numerator is not None]
    return sorted(known, key=lambda s: (-s.figure.numerator.value, s.name))  # type: ignore[union-attr]


def parts_of(question: Question) -> list[tuple[str, Question]]:
    """The scope split one step down, each part with its own question from the same facts."""
    groups: dict[str, list[int]] = {}
    for team in question.scope.teams:
        groups.setdefault(team.group or team.name, []).append(team.pk)
    if len(groups) == 1:
        groups = {team.name: [team.pk] for team in question.scope.teams}
    if len(groups) > 1:
        return [(name, question.narrowed(teams=ids)) for name, ids in groups.items()]
    roles = sorted(question.facts.role_names.items(), key=lambda item: item[1])
    return [(name, question.narrowed(roles=[pk])) for pk, (_, name) in roles]


def _leavers_reading(leavers: list[Share], total: Figure) -> str:
    if total.numerator is None or not leavers or not total.numerator.value:
        return "Nobody left in the twelve months."
    most = leavers[0]
    if len(leavers) == 1 or most.figure.numerator is None:
        return f"{total.base}."
    n = total.numerator
    return f"{most.figure.numerator.text} of the {n.text} leavers left {most.name}, more than any other part."


def _events(scope: Scope, after: dt.date, until: dt.date) -> list[Event]:
    decisions = FundingDecision.objects.filter(
        council_id=scope.council.pk,
        decided_on__gt=after,
        decided_on__lte=until,
        posts__terms__team__in=list(scope.team_ids),
    ).distinct()
    return [Event(d.decided_on, d.title) for d in decisions.order_by("decided_on")]

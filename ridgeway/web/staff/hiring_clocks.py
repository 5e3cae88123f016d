"""The clocks of hiring: how long each step takes, before and after a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core import clock
from ridgeway.core.words import number
from ridgeway.domains.establishment import queries as establishment
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import clocks
from ridgeway.domains.recruitment.clocks import STEPS, Case, Line, Spread
from ridgeway.domains.recruitment.queries.clocks import BY, labels_in, moves_in, waited_on
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, number_in

from .changing import link

HEADS = (
    "Step",
    "Cases",
    "Median",
    "Lower quarter",
    "Upper quarter",
    "Cases before",
    "Median before",
    "Cases after",
    "Median after",
)


@never_cache
@asks(P.APPLICATIONS_VIEW)
def hiring_clocks(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Each step with its cases, median and middle half in working days; with a day, before and after it."""
    role, split = number_in(request.GET.get("role", "")), _day(request.GET.get("split", ""))
    moves = moves_in(request.user, asked.scope, asked.against, asked.on, clock.day_of, role=role)
    all_cases = clocks.cases(moves, asked.against, asked.on)
    found = clocks.lines(all_cases, split)
    parted = _parted(request, asked, all_cases)
    if form := downloads.wanted(request):
        name = f"clocks-{asked.against}-{asked.on}"
        if parted["by_name"]:
            return downloads.table(
                form, f"{name}-{parted['by']}", ("Step", parted["by_name"], *HEADS[1:5]), parted["file_rows"]
            )
        return downloads.table(form, name, HEADS, map(_file_row, found))
    context = {
        "asked": asked,
        "lines": [_line(line) for line in found],
        "split": split,
        "split_text": split.isoformat() if split else "",
        "role": role,
        "roles": establishment.options(asked.council)[0],
        "has_cases": any(line.all.count for line in found),
        "file_query": asked.query(role=role or "", split=split.isoformat() if split else ""),
        "parted_query": asked.query(role=role or "", by=parted["by"], step=parted["step"]),
        "hiring_url": link("hiring", asked),
        **parted,
    }
    return render(request, "hiring/clocks.html", context)


def _parted(request: HttpRequest, asked: Asked, found: Sequence[Case]) -> dict[str, Any]:
    """One step told apart by service, team, role or advert; and on whom those under way wait today."""
    by, step = request.GET.get("by", ""), request.GET.get("step", "")
    step = step if step in {one.key for one in STEPS} else "offer"
    step_name = next(one.name for one in STEPS if one.key == step)
    spreads: list[tuple[str, Spread]] = []
    if by in BY:
        spreads = clocks.groups(found, step, labels_in(request.user, asked.scope, asked.against, asked.on, by))
    parted = [(label, s.count, _median(s), _middle(s), s.is_few) for label, s in spreads]
    return {
        "by": by, "bys": [(key, words[0]) for key, words in BY.items()], "step": step, "steps": [(one.key, one.name) for one in STEPS],
        "file_rows": [(step_name, label, s.count, s.median, s.low, s.high) for label, s in spreads], "step_name": step_name, "by_name": BY[by][0] if by in BY else "", "parted": parted,
        "waited": waited_on(request.user, asked.scope, asked.today, clock.day_of),
    }  # fmt: skip


def _middle(found: Spread) -> str:
    return f"{number(found.low, 0)} to {number(found.high, 0)}" if found.low is not None else "–"


def _day(text: str) -> dt.date | None:
    """A day out of an address; none where it is none."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _line(line: Line) -> dict[str, Any]:
    change = line.change
    return {
        "name": line.step.name,
        "all": line.all,
        "median": _median(line.all),
        "middle": _middle(line.all),
        "before": line.before,
        "before_median": _median(line.before) if line.before else "",
        "after": line.after,
        "after_median": _median(line.after) if line.after else "",
        "change": f"{number(change, 0)}%" if change is not None else "too few to say",
    }


def _median(spread: Spread) -> str:
    return "–" if spread.median is None else number(spread.median, 1).removesuffix(".0")


def _file_row(line: Line) -> tuple:
    before, after = line.before or Spread(0), line.after or Spread(0)
    return (
        line.step.name, line.all.count, line.all.median, line.all.low, line.all.high, before.count, before.median, after.count, after.median,
    )  # fmt: skip

"""The performance page's tables: which groups of columns there are, and each row in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ridgeway.core.words import dash, number, pounds
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.drawing.strips import cost_bar
from ridgeway.insight.media import Brought, CostEach, Performance, each_of, spent_on
from ridgeway.web.components.tables import Cell

from .campaigns_words import cost_words

HEADS = ("Placement", "Kind", "Channel", "Phase", "Service", "Supplier", "First day", "Last day", "Cost", "How the cost is known",
         "Invoice", "Impressions", "Clicks", "Cost per click", "Visits", "Cost per visit", "Enquiries", "Cost per enquiry",
         "Applications begun", "Applications sent", "Cost per application", "Appointed", "Cost per appointment",
         "Here after 6 months", "of", "Here after 12 months", "of")  # fmt: skip
NOT_KNOWN = "not known"
Opener = Callable[[Brought, str], str]
"""The address of the rows behind a row's count of a stage; empty where somebody may not see them."""
FEW = 30
_DRAWN = ("appointed", "sent", "enquiries", "clicks")
_GROUPS = (  # words, the stages of which one must have anybody, columns
    ("Clicks", (), ("n", "£ each")),
    ("Visits", ("visits",), ("n",)),
    ("Enquiries", ("enquiries",), ("n", "£ each")),
    ("Applications", ("begun", "sent"), ("begun", "sent", "£ each")),
    ("Appointed", ("appointed",), ("n", "£ each")),
    ("Still here", ("due_6", "due_12"), ("6 months", "12 months", "£ each")),
)
_STAGE = {"Clicks": "clicks", "Enquiries": "enquiries", "Applications": "sent", "Appointed": "appointed"}


def grid(words: str, rows: Sequence[Brought], found: Performance, opener: Opener) -> dict[str, Any]:
    """A table: its group heads with their columns, its rows and its total, on one scale of the widest cost that can be drawn."""
    has = found.stages | ({"visits"} if found.total.visits else set())
    people = found.total.people
    begun = people.get("begun", 0) != people.get("sent", 0)  # else the two columns would say the same
    groups = [group for group in _GROUPS if not group[1] or has & set(group[1])]
    stage = next((s for s in _DRAWN if any(each_of(row, s).value is not None for row in found.channels)), "")
    top = _top([each_of(row, stage) for row in [*rows, found.total]]) if stage else 0.0
    tagged = not all(row.has_invented for row in rows if row.cost)  # said once in the head where it is so of all
    heads = []
    for name, _, names in groups:
        columns = names if begun else tuple(column for column in names if column != "begun")
        bar = (f"£0 to {pounds(top)}",) if stage and _STAGE.get(name) == stage else ()
        heads.append((name, (*columns, *bar), bool(bar)))
    return {
        "words": words,
        "heads": heads,
        "rows": [_row(row, heads, stage, top, opener, tagged) for row in rows],
        "total": _row(found.total, heads, stage, top, opener, tagged)[1:],
        "drawn": _SAID.get(stage, ""),
        "all_invented": not tagged,
    }


_SAID = {"appointed": "an appointment", "sent": "an application", "enquiries": "an enquiry", "clicks": "a click"}


def _top(costs: Sequence[CostEach]) -> float:
    """The end of the scale: the highest end of a range, but never more than three times the highest cost, to a round number."""
    highs = [cost.high for cost in costs if cost.high is not None]
    if not highs:
        return 0.0
    top = min(max(highs), 3 * max(cost.value or 0 for cost in costs))
    step = 10 ** max(0, len(str(int(top))) - 2) * 5
    return float(-(-top // step) * step)


def _row(row: Brought, heads: Sequence[tuple], stage: str, top: float, opener: Opener, tagged: bool) -> list[Cell]:
    """A line: its name, what was spent, then each group's cells."""
    cells = [Cell(row.name), Cell(_spent(row, tagged), "num nowrap")]
    for name, columns, has_bar in heads:
        cells += _group(name, row, opener, "begun" in columns)
        if has_bar:
            cells.append(Cell(_bar(each_of(row, stage), top)))
    return cells


def _spent(row: Brought, tagged: bool) -> SafeString | str:
    if row.cost is None:
        return "none" if not row.placements and not row.costless else NOT_KNOWN
    notes = [mark_safe('<span class="tag tag--dashed">invented</span> ')] if row.has_invented and tagged else []
    after = format_html('<br><span class="small quiet">{} not known</span>', row.costless) if row.costless else ""
    return format_html("{}{}{}", notes[0] if notes else "", pounds(row.cost), after)


def _group(name: str, row: Brought, opener: Opener, has_begun: bool) -> list[Cell]:
    people = row.people
    if name == "Clicks":
        return [Cell(dash(row.clicks), "num line-left"), Cell(cost_text(row.per_click), "num nowrap")]
    if name == "Visits":
        return [Cell(dash(row.visits), "num line-left")]
    if name == "Still here":
        return [Cell(_here(people, 6), "num nowrap line-left", _opens(row, "due_6", opener)),
                Cell(_here(people, 12), "num nowrap", _opens(row, "due_12", opener)),
                Cell(cost_text(each_of(row, "here_12")), "num nowrap")]  # fmt: skip
    stage = _STAGE[name]
    count = people.get(stage, 0)
    first = [Cell(dash(people.get("begun", 0)), "num line-left", _opens(row, "begun", opener))] if has_begun else []
    css = "num" if first else "num line-left"
    return [
        *first,
        Cell(dash(count), css, _opens(row, stage, opener)),
        Cell(cost_text(each_of(row, stage)), "num nowrap"),
    ]


def _opens(row: Brought, stage: str, opener: Opener) -> str:
    return opener(row, stage) if row.people.get(stage) else ""


def _here(people: Mapping[str, int], months: int) -> str:
    due = people.get(f"due_{months}", 0)
    return f"{number(people.get(f'here_{months}', 0))} of {number(due)}" if due else "none yet"


def cost_text(one: CostEach) -> str:
    """A cost for each, in a cell: pence below a hundred pounds."""
    if one.value is not None:
        return cost_words(one.value)
    return "too few" if one.is_few and one.count else "–"


def _bar(one: CostEach, top: float) -> SafeString | str:
    if one.value is None or one.low is None or one.high is None or not top:
        return ""
    return cost_bar(one.value, one.low, one.high, top, (one.count or 0) < FEW)


def beside(found: Performance) -> dict[str, Any]:
    """The channels phase beside phase: in each, what was spent, how many it brought at the furthest stage that has enough, and what each cost."""
    stage = next((s for s in ("appointed", "sent", "enquiries") if s in found.stages), "")
    if not stage:
        return {}
    rows = []
    for row in found.channels:
        by_phase = row.phases
        cells = [Cell(row.name)]
        for phase in found.phases:
            one = by_phase.get(phase.name)
            cells += [
                Cell(pounds(one.cost) if one and one.cost is not None else "–", "num nowrap line-left"),
                Cell(dash(one.people.get(stage, 0)) if one else "–", "num"),
                Cell(cost_text(each_of(one, stage)) if one else "–", "num nowrap"),
            ]
        rows.append(cells)
    called = {"appointed": "appointed", "sent": "applications", "enquiries": "enquiries"}[stage]
    return {"phases": [phase.name for phase in found.phases], "called": called, "rows": rows}


def file_row(placement: Any, brought: Brought) -> tuple[Any, ...]:
    """A placement in a file."""
    people = brought.people

    def each(one: CostEach) -> float | None:
        return None if one.value is None else round(one.value, 2)

    return (
        placement.title, placement.get_kind_display(), placement.channel.name, placement.phase.name,
        str(placement.service or "all services"), placement.supplier, placement.starts_on, last_day(placement.ends_on),
        spent_on(placement), placement.get_cost_source_display(), placement.invoice_number, placement.shown, placement.clicked,
        each(brought.per_click), placement.visited, each(brought.per_visit), people.get("enquiries", 0),
        each(each_of(brought, "enquiries")), people.get("begun", 0), people.get("sent", 0), each(each_of(brought, "sent")),
        people.get("appointed", 0), each(each_of(brought, "appointed")), people.get("here_6", 0), people.get("due_6", 0),
        people.get("here_12", 0), people.get("due_12", 0),
    )  # fmt: skip

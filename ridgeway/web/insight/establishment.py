"""Establishment and vacancies: the balance strip, the table whose every row balances, and the rows of each flow."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import flow_rows as flows
from ridgeway.insight.balance import Balance, Tally, balance
from ridgeway.insight.figures import day_words, whole_or_one_place
from ridgeway.insight.question import ask
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .drawing import link

HEADS = (
    "Team and role", "Funded", "In post", "Start", "New", "Ended", "Left", "Moved", "Started", "Vacant", "Rate %", "Covered",
    "Not covered", "Longest empty, days",
)  # fmt: skip


@asks(Permission.POSTS_VIEW)
def establishment(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Vacancies between two days for every team and role, in posts or in FTE."""
    in_fte = request.GET.get("in") == "fte"
    question = ask(asked.scope, [asked.on])
    roles = sorted(question.facts.role_names.items(), key=lambda item: item[1])
    role = next((pk for pk, _ in roles if str(pk) == request.GET.get("role")), None)
    table = balance(question.narrowed(roles=[role]) if role else question, asked.against, asked.on, in_fte=in_fte)
    if form := downloads.wanted(request):
        return downloads.table(form, f"establishment-{asked.on}", HEADS, _flat(table))
    context = {
        "asked": asked,
        "table": table,
        "sentence": sentence(table),
        "unit": "FTE" if in_fte else "posts",
        "role": role,
        "roles": [(pk, name) for pk, (_, name) in roles],
        "extra": {"in": "fte" if in_fte else None, "role": role},
        "base_query": asked.query(**{"in": "fte" if in_fte else None}, role=role),
        "uncovered_rate": table.total.not_covered / table.total.funded * 100 if table.total.funded else None,
        "may_fund": access_of(request.user).may_somewhere(Permission.POSTS_EDIT, asked.council.pk),
        "uncovered_url": link("measure", asked, key="vacancy_rate_uncovered"),
        "posts_query": asked.query(role=None),
        "fte_query": asked.query(**{"in": "fte"}, role=role),
        "whole_query": asked.query(role=role),
    }
    return render(request, "insight/establishment.html", context)


@asks(Permission.ROWS_VIEW)
def flow_rows(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The posts of one number of the strip or the table, with who left or started in each."""
    flow = request.GET.get("flow", "")
    if flow not in flows.FLOWS:
        raise Http404("There is no such column.")
    team, role = (int(v) if (v := request.GET.get(name, "")).isdigit() else None for name in ("team", "role"))
    listed = flows.of(asked.scope, asked.against, asked.on, flow, request.user, team, role, request.GET.get("group"))
    if form := downloads.wanted(request):
        rows = [(r.number, r.team, r.role, r.fte, r.what) for r in listed]
        return downloads.table(form, f"{flow}-{asked.on}", flows.HEADS, rows)
    context = {
        "asked": asked,
        "rows": listed,
        "heads": flows.HEADS,
        "name": flows.FLOWS[flow],
        "file_query": asked.query(flow=flow, team=team, role=role, group=request.GET.get("group")),
        "back": link("establishment", asked),
    }
    return render(request, "insight/flow_rows.html", context)


def sentence(table: Balance) -> str:
    """What the strip says, in a sentence or two."""
    t = table.total

    def n(value: float) -> str:
        return whole_or_one_place(value)

    unit = " FTE" if table.in_fte else ""
    parts = [f"{n(t.new)}{unit} posts were added" if t.new else "No posts were added"]
    if t.ended:
        parts.append(f"{n(t.ended)}{unit} ended")
    parts.append(f"{n(t.left)}{unit} were left by people who went")
    parts.append(f"{n(t.started)}{unit} filled by people who started")
    return (
        f"Since {day_words(table.after)} {', '.join(parts)}. "
        f"That leaves {n(t.closing)}{unit} of {n(t.funded)}{unit} funded posts vacant."
    )


def _flat(table: Balance) -> list[tuple]:
    rows: list[tuple] = []
    for group in table.groups:
        rows.append(_cells(group.name, group.tally))
        rows.extend(_cells(line.name, line.tally) for line in group.lines)
    rows.append(_cells("All teams", table.total))
    return rows


def _cells(name: str, t: Tally) -> tuple:
    rate = None if t.rate is None else round(t.rate, 1)
    return (
        name, t.funded, t.in_post, t.opening, t.new, t.ended, t.left, t.moved, t.started, t.closing, rate, t.covered,
        t.not_covered, t.longest_empty,
    )  # fmt: skip

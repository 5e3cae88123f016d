"""Establishment and vacancies: the balance strip, the table whose every row balances, and the rows of each flow."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import flow_rows as flows
from ridgeway.insight.balance import Balance, Tally, balance
from ridgeway.insight.figures import day_words, whole_or_one_place
from ridgeway.insight.question import Question, ask
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, number_in

from .drawing import link

FEW_LINES = 20
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
    return render(request, "insight/establishment.html", _context(request, asked, table, question, role))


def _context(request: HttpRequest, asked: Asked, table: Balance, question: Question, role: int | None) -> dict:
    access, total = access_of(request.user), table.total
    unit = {"in": "fte"} if table.in_fte else {}
    sees_rows = access.may_somewhere(Permission.ROWS_VIEW, asked.council.pk)
    opened = request.GET.get("open", "")
    rows = _table_rows(asked, table, sees_rows, opened, role=role, **unit)
    roles = sorted(question.facts.role_names.items(), key=lambda item: item[1])
    return {
        "asked": asked,
        "table": table,
        "sentence": sentence(table),
        "unit": "FTE" if table.in_fte else "posts",
        "role": role,
        "roles": [(pk, name) for pk, (_, name) in roles],
        "rows": rows,
        "top": max((row["t"].closing for row in rows), default=0),
        "has_moved": any(row["t"].moved for row in rows),
        "has_ended": any(row["t"].ended for row in rows),
        "all_query": "" if opened == "all" else asked.query(open="all", role=role, **unit),
        "strip": _strip(asked, table),
        "unexplained": _unexplained(request, asked, table),
        "without_post": f"{table.starters_without_post} people started without a post, so they fill no vacancy here.",
        "uncovered_rate": total.not_covered / total.funded * 100 if total.funded else None,
        "uncovered_url": link("measure", asked, key="vacancy_rate_uncovered"),
        "fund_url": _fund_url(asked) if access.may_somewhere(Permission.POSTS_EDIT, asked.council.pk) else "",
        "base_query": asked.query(role=role, **unit),
        "posts_query": asked.query(role=role),
        "fte_query": asked.query(role=role, **{"in": "fte"}),
    }


def _strip(asked: Asked, table: Balance) -> dict:
    """What the balance strip is given: the numbers net of posts that ended and people who moved, with words and addresses."""
    t = table.total
    n = whole_or_one_place
    addresses = {
        part: link("flow_rows", asked, flow=flow)
        for part, flow in (
            ("opening", "opening"),
            ("added", "new"),
            ("left", "left"),
            ("started", "started"),
            ("closing", "closing"),
        )
    }
    return {
        "title": f"How {n(t.opening)} {_vacancies(t.opening)} became {n(t.closing)}",
        "period": f"{day_words(table.after)} to {day_words(table.until)}",
        "added": t.new - t.ended,
        "left": t.left + t.moved,
        "unit": "FTE" if table.in_fte else "post",
        "notes": {
            "opening": f"of {n(t.opening_funded)} funded",
            "added": _by_role(table.new_by_role),
            "started": _by_role(table.started_by_role),
            "closing": f"of {n(t.funded)} funded",
        },
        "rows": addresses,
    }


def _vacancies(count: float) -> str:
    return "vacancy" if count == 1 else "vacancies"


def _by_role(found: dict[str, float]) -> str:
    """The two largest roles of a flow: "newly qualified social worker 36, aspiring manager 9"."""
    return ", ".join(
        f"{name[:1].lower()}{name[1:]} {whole_or_one_place(count)}" for name, count in list(found.items())[:2]
    )


def _table_rows(asked: Asked, table: Balance, sees_rows: bool, opened: str, **query) -> list[dict]:
    """The table's rows: every group, the lines of the group that is open (of all when there are few), and the whole."""
    all_open = opened == "all" or sum(len(group.lines) for group in table.groups) <= FEW_LINES
    rows = []
    for group in table.groups:
        is_open = all_open or opened == group.name
        turn = "" if all_open else link("establishment", asked, open=None if is_open else group.name, **query)
        rows.append(_row(asked, sees_rows, group.name, group.tally, "group", turn, is_open, group=group.name))
        for line in group.lines if is_open else ():
            rows.append(_row(asked, sees_rows, line.name, line.tally, "sub", team=line.team_id, role=line.role_id))
    return [*rows, _row(asked, sees_rows, "All teams", table.total, "total")]


def _row(
    asked: Asked, sees_rows: bool, name: str, t: Tally, css: str, turn: str = "", is_open: bool = False, **which
) -> dict:
    url = link("flow_rows", asked, flow="closing", **which) if sees_rows else ""
    return {"name": name, "t": t, "css": css, "url": url, "turn": turn, "is_open": is_open}


def _unexplained(request: HttpRequest, asked: Asked, table: Balance) -> list[dict]:
    """The odd posts by number, as many as may be seen. One query, and none when all balances."""
    if not table.unexplained:
        return []
    ids = [row.post_id for row in table.unexplained]
    numbers = dict(Post.objects.filter(pk__in=ids).visible_to(request.user).values_list("pk", "number"))
    return [
        {"number": f"Post {numbers[row.post_id]}", "reason": row.reason, "amount": row.amount,
         "url": _post_url(asked, numbers[row.post_id])}
        for row in table.unexplained
        if row.post_id in numbers
    ]  # fmt: skip


def _post_url(asked: Asked, number: str) -> str:
    return reverse("post", kwargs={"council": asked.council.slug, "number": number}) + f"?{asked.query()}"


def _fund_url(asked: Asked) -> str:
    return reverse("posts_fund", kwargs={"council": asked.council.slug}) + f"?{asked.query()}"


@asks(Permission.ROWS_VIEW)
def flow_rows(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The posts of one number of the strip or the table, with who left or started in each."""
    flow = request.GET.get("flow", "")
    if flow not in flows.FLOWS:
        raise Http404("There is no such column.")
    team, role = (number_in(request.GET.get(name, "")) for name in ("team", "role"))
    listed = flows.of(asked.scope, asked.against, asked.on, flow, request.user, team, role, request.GET.get("group"))
    if form := downloads.wanted(request):
        rows = [(r.number, r.team, r.role, r.fte, r.what) for r in listed]
        return downloads.table(form, f"{flow}-{asked.on}", flows.HEADS, rows)
    context = {
        "asked": asked,
        "rows": [(row, _post_url(asked, row.number)) for row in listed],
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

    if table.in_fte:
        return (
            f"Since {day_words(table.after)}, {n(t.new)} FTE were added, {n(t.left)} were left and {n(t.started)} filled. "
            f"That leaves {n(t.closing)} of {n(t.funded)} funded FTE vacant."
        )
    ended = f", {n(t.ended)} ended" if t.ended else ""
    return (
        f"Since {day_words(table.after)}, {_counted(t.new, 'post was', 'posts were')} added{ended} and "
        f"{_counted(t.left, 'was', 'were')} left; {_counted(t.started, 'was', 'were')} filled by people who started. "
        f"That leaves {n(t.closing)} of {n(t.funded)} funded posts vacant."
    )


def _counted(count: float, one: str, many: str) -> str:
    return f"{whole_or_one_place(count)} {one if count == 1 else many}"


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

"""Agency work: the list of assignments, and one with its rates, its checks and who signed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.domains.agency import permissions
from ridgeway.domains.agency.choices import Office, Route
from ridgeway.domains.agency.models import Assignment, Supplier
from ridgeway.domains.agency.queries import assignments as queries
from ridgeway.domains.agency.queries.assignments import Filter
from ridgeway.domains.agency.queries.book import book_of
from ridgeway.domains.agency.queries.checks import checks_of, with_all
from ridgeway.domains.agency.rules import Check
from ridgeway.domains.agency.states import AssignmentState
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, key_in, number_in

from .agency_reference_words import shown as references_shown
from .agency_timesheets import weeks_of
from .agency_words import FILE_HEADS, HEADS, drifted, file_row, rate_row, row_of, verdict, ways
from .changing import link

PAGE = 50
SHOWN = {"here": "Here", "new": "Not confirmed", "over": "To mend", "all": "All"}
LEADS = {
    "here": "Agency workers with us",
    "new": "Recorded and not yet confirmed",
    "over": "Past their planned end, or whose cover ended elsewhere",
    "all": "Every assignment",
}
PLACES = {"post": "covering a post", "extra": "extra capacity"}
PART_HEADS = ("Pay", "Employer's NI", "Holiday", "Levy", "Margin")
S = AssignmentState


@never_cache
@asks(Permission.AGENCY_VIEW)
def assignments(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list: here on the day, not confirmed, to mend, all."""
    wanted, extra = filter_of(request)
    if form := downloads.wanted(request):
        rows = queries.listed(request.user, asked.scope, wanted, asked.on, size=None)
        return downloads.table(form, f"agency-{wanted.show}-{asked.on}", FILE_HEADS, map(file_row, rows))
    suppliers, here = queries.used_on(request.user, asked.scope, asked.on)
    context = {
        "asked": asked,
        **page_of(request, asked, wanted, extra),
        "wanted": wanted,
        "lead": LEADS[wanted.show],
        "here_words": here_words(here),
        "switch": [
            (words, f"?{asked.query(**{**extra, 'show': name})}", name == wanted.show) for name, words in SHOWN.items()
        ],
        "suppliers": suppliers,
        "routes": Route.choices,
        "places": PLACES.items(),
        "chips": chips(asked, wanted, extra, suppliers),
        "heads": HEADS,
        "file_query": asked.query(**extra),
        "new_url": link("agency_new", asked) if permissions.can_edit(request.user, asked.council) else "",
        "ways": ways(asked, "agency"),
    }
    return render(request, "agency/list.html", context)


def here_words(here: queries.Here) -> str:
    """How many are here, and how many of them cover a post."""
    if not here.count:
        return "Nobody from an agency is here on the day."
    covering = f"{here.covering} cover a post and {here.extra} {'is' if here.extra == 1 else 'are'} extra"
    if not here.extra:
        covering = "all cover a post" if here.count > 1 else "covering a post"
    return f"Here on the day: {here.count}, {'of whom ' if here.extra else ''}{covering}."


def filter_of(request: HttpRequest) -> tuple[Filter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address. What cannot be read is not asked for."""
    asks_for = {"show": SHOWN, "route": dict(Route.choices), "place": PLACES}
    parts: dict[str, Any] = {
        name: value for name, known in asks_for.items() if (value := request.GET.get(name, "")) in known
    }
    if number := number_in(request.GET.get("supplier", "")):
        parts["supplier"] = number
    wanted = Filter(**{"show": "here", **parts})
    return wanted, {name: str(value) for name, value in parts.items() if value}


def chips(asked: Asked, wanted: Filter, extra: dict[str, str], suppliers: list[Supplier]) -> list[tuple[str, str]]:
    """Each filter in words, with the address of the page without it."""
    named = next((row.name for row in suppliers if row.pk == wanted.supplier), "another council's")
    words = {
        "supplier": f"Supplier: {named}",
        "route": dict(Route.choices).get(wanted.route, ""),
        "place": PLACES.get(wanted.place, ""),
    }
    return [(said, f"?{asked.query(**{**extra, name: ''})}") for name, said in words.items() if extra.get(name)]


def page_of(request: HttpRequest, asked: Asked, wanted: Filter, extra: dict[str, str]) -> dict[str, Any]:
    """One page of the list, the latest first, with the addresses of the first page and the next."""
    after = key_in(request.GET.get("after", ""))
    rows = queries.listed(request.user, asked.scope, wanted, asked.on, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = f"{rows[-1].starts_on.isoformat()}~{rows[-1].pk}" if more else ""
    count = f"{len(rows)} assignment{'' if len(rows) == 1 else 's'}, the latest first"
    return {
        "rows": [row_of(asked, row) for row in rows],
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=last)}" if more else "",
        "page_words": count if rows else "",
    }


def found(request: HttpRequest, asked: Asked, assignment: int) -> Assignment:
    """An assignment of the council that the person may see, or 404."""
    row = with_all(Assignment.objects.filter(council=asked.council, pk=assignment).visible_to(request.user)).first()
    if row is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return row


@never_cache
@asks(Permission.AGENCY_VIEW)
def assignment(request: HttpRequest, asked: Asked, assignment: int) -> HttpResponse:
    """One assignment: who, where, what an hour costs, each rule with the facts used, who signed."""
    row = found(request, asked, assignment)
    checks = checks_of(row, book_of(asked.council), asked.on, breaches=row.breaches.all())
    breaches = queries.breaches_of(request.user, row)
    may_edit = permissions.can_edit_in(request.user, row.team)
    context = {
        "asked": asked,
        "row": row,
        "rates": [rate_row(rate) for rate in row.rates.all()],
        "part_names": PART_HEADS,
        "checks": checked(asked, row, checks, breaches, may_edit),
        "stopped": [check for check in checks if check.needs_mending] if row.state == S.DRAFT else [],
        "breaches": decided(request, asked, breaches),
        "drifted": drifted(row),
        "weeks": weeks_of(request, row) if row.state in (S.CONFIRMED, S.ENDED) else None,
        "references": references_shown(request, asked, row, may_edit) if row.state != S.CANCELLED else None,
        "planned_last": last_day(row.planned_until),
        "last": last_day(row.ends_on),
        "is_over": row.state == S.CONFIRMED and row.planned_until <= asked.on,
        "may_edit": may_edit,
        "list_url": link("agency", asked),
        "person_url": link("person", asked, person=row.worker_id),
        "urls": {name: link(f"agency_{name}", asked, assignment=row.pk) for name in STEPS},
    }
    return render(request, "agency/assignment.html", context)


STEPS = (
    "change",
    "facts",
    "confirm",
    "extend",
    "rate",
    "notice",
    "end",
    "settle",
    "cancel",
    "withdraw",
    "ask_region",
    "permanent",
    "copy",
)


def checked(
    asked: Asked, row: Assignment, checks: list[Check], breaches: list[Any], may_edit: bool
) -> list[tuple[Check, Any, str]]:
    """Each check with how it came out, and where to ask for its sign-off."""
    waiting = {breach.rule for breach, _ in breaches if breach.state == "open"}
    may_ask = [may_edit and check.rule not in waiting for check in checks]
    return [
        (check, verdict(check), _ask_url(asked, row, check) if may else "")
        for check, may in zip(checks, may_ask, strict=True)
    ]


def decided(request: HttpRequest, asked: Asked, breaches: list[Any]) -> list[tuple[Any, Any, list[str], str]]:
    """Each breach with who signed, who has still to, and where the person signs if their office is among them."""
    return [
        (breach, signed, _left(breach, signed), link("agency_breach_sign", asked, breach=breach.pk) if queries.may_sign(request.user, breach, signed) else "")
        for breach, signed in breaches
    ]  # fmt: skip


def _ask_url(asked: Asked, row: Assignment, check: Any) -> str:
    is_open = row.state in (S.DRAFT, S.CONFIRMED)
    return link("agency_breach_ask", asked, assignment=row.pk, about=check.rule) if check.is_broken and is_open else ""


def _left(breach: Any, signed: list[Any]) -> list[str]:
    """The offices whose word is still waited for."""
    said = {word.office for word in signed}
    return (
        [str(Office(office).label) for office in breach.offices if office not in said] if breach.state == "open" else []
    )

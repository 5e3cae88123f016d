"""Caps, rules and the map of titles; and what a proposed cap would do."""

from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.agency import actions, permissions
from ridgeway.domains.agency.choices import Part
from ridgeway.domains.agency.models import AgreedType, PriceCap, Rule, TitleMap
from ridgeway.domains.agency.queries.book import book_of
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight import agency_caps
from ridgeway.insight.agency_caps import Impact, Standing
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .agency_forms_agreed import TitleForm
from .agency_words import hourly, ways
from .changing import ask, back_to, did, done, link

FEW = 5
MOST = Decimal(500)
HEADS = ("Type of job", "Paid by", "Assignments", "Lowest", "Mean", "Highest", "Cap", "Above the cap", "Not yet bound", "Proposed cap",
         "Would be above", "£ a week above")  # fmt: skip


@asks(Permission.AGENCY_VIEW)
def caps(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Today's rates against each cap, what is proposed, and where each cap is agreed."""
    proposed, errors = proposed_in(request)
    found = agency_caps.impact(request.user, asked.scope, asked.on, proposed)
    if form := downloads.wanted(request):
        return downloads.table(form, f"caps-{asked.on}", HEADS, map(file_row, found.rows))
    extra = {f"cap-{key}": str(amount) for key, amount in proposed.items()}
    context = {
        "asked": asked,
        "found": found,
        "rows": grouped(found, errors),
        "proposed": proposed,
        "errors": errors,
        "sources": sources_of(found),
        "hours": agency_caps.HOURS,
        "file_query": asked.query(**extra),
        "plain_url": f"?{asked.query()}",
        "sets": sets_of(asked, found),
        "ways": ways(asked, "agency_caps"),
        "urls": {name: link(name, asked) for name in ("agency_rules", "agency_titles")},
    }
    return render(request, "agency/caps.html", context)


def grouped(found: Impact, errors: dict[str, str]) -> list[dict[str, Any]]:
    """The rows of the table; the first of each type says how many are of it."""
    rows = []
    for _, same in groupby(found.rows, key=lambda row: row.job_type.pk):
        mine = [shown(row, found.top, errors) for row in same]
        rows += [{**line, "span": 0 if place else len(mine)} for place, line in enumerate(mine)]
    return rows


def sets_of(asked: Asked, found: Impact) -> list[tuple[Any, str]]:
    """Each set that is agreed to come, with the address that holds today's rates against it."""
    return [
        (day, f"?{asked.query(**{f'cap-{key}': f'{hourly:.2f}' for key, hourly in caps.items()})}")
        for day, caps in found.to_come.items()
    ]


def sources_of(found: Impact) -> list[tuple[PriceCap, Any, list[str]]]:
    """Where the caps are agreed, each agreement once: a cap of it, its last day, and the parts it limits."""
    caps = {(row.cap.source, row.cap.source_url, row.cap.note): row.cap for row in found.rows if row.cap}
    return [
        (cap, last_day(cap.ends_on), [str(Part(part).label).lower() for part in cap.covers]) for cap in caps.values()
    ]


def proposed_in(request: HttpRequest) -> tuple[dict[str, Decimal], dict[str, str]]:
    """The proposed caps in the address, by type and route; and what cannot be read as one, as it was written."""
    good, bad = {}, {}
    for name, text in request.GET.items():
        text = str(text).strip().removeprefix("£")
        if not name.startswith("cap-") or not text:
            continue
        try:
            amount = Decimal(text)
            if not (amount.is_finite() and 0 < amount < MOST):
                raise InvalidOperation
            good[name.removeprefix("cap-")] = amount.quantize(Decimal("0.01"))
        except InvalidOperation:
            bad[name.removeprefix("cap-")] = text[:20]
    return good, bad


def shown(row: Standing, top: Decimal, errors: dict[str, str]) -> dict[str, Any]:
    """A type and route as the table shows it."""
    low, high = (row.amounts[0], row.amounts[-1]) if row.amounts else (None, None)
    return {
        "row": row,
        "cap": hourly(row.cap.hourly) if row.cap else "none agreed",
        "is_invented": bool(row.cap and row.cap.is_invented),
        "spread": f"{hourly(low)} to {hourly(high)}" if row.count > 1 else hourly(low),
        "bar": (float(row.mean), float(low), float(high), float(top))
        if row.mean is not None and low and high
        else None,
        "few": row.count < FEW,
        "typed": errors.get(row.key) or (row.proposed if row.proposed is not None else ""),
        "is_wrong": row.key in errors,
        "weekly": row.weekly,
    }


def file_row(row: Standing) -> tuple[Any, ...]:
    """The same in a file."""
    low, high = (row.amounts[0], row.amounts[-1]) if row.amounts else (None, None)
    mean = round(row.mean, 2) if row.mean is not None else None
    return (
        row.job_type.name, row.route_words, row.count, low, mean, high, row.cap.hourly if row.cap else None, row.above, row.unbound,
        row.proposed, row.would, row.weekly,
    )  # fmt: skip


@asks(Permission.AGENCY_VIEW)
def rules(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What binds an assignment on the day, each rule with where it is from; and what stood in its place before or elsewhere."""
    book = book_of(asked.council)
    keys = list(dict.fromkeys(rule.key for rule in book.rules))
    now = [rule for key in keys if (rule := book.rule(key, asked.on))]
    others = (
        Rule.objects.exclude(pk__in=[rule.pk for rule in now]).for_region(asked.council.region).visible_to(request.user)
    )
    context = {
        "asked": asked,
        "rules": now,
        "others": list(others.select_related("region")),
        "list_url": link("agency", asked),
        "caps_url": link("agency_caps", asked),
    }
    return render(request, "agency/rules.html", context)


@asks(Permission.AGENCY_VIEW)
def titles(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Which agreed type each of the council's job titles is."""
    rows = TitleMap.objects.on(asked.on).filter(council=asked.council).visible_to(request.user)
    mapped = {row.role_id: row for row in rows.select_related("job_type")}
    may_edit = permissions.can_edit_whole(request.user, asked.council)
    context = {
        "asked": asked,
        "rows": [
            (
                role,
                row := mapped.get(role.pk),
                link("agency_title_remove", asked, title=row.pk) if row and may_edit else "",
            )
            for role in JobRole.objects.filter(council=asked.council)
        ],
        "types": list(AgreedType.objects.on(asked.on).for_region(asked.council.region).visible_to(request.user)),
        "may_edit": may_edit,
        "list_url": link("agency", asked),
        "caps_url": link("agency_caps", asked),
        "add_url": link("agency_title_add", asked),
    }
    return render(request, "agency/titles.html", context)


def _whole(request: HttpRequest, asked: Asked) -> None:
    if not permissions.can_edit_whole(request.user, asked.council):
        raise Http404("There is no such page, or it is not yours to see.")


@asks(Permission.AGENCY_EDIT)
def title_add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Say which agreed type a job title is."""
    _whole(request, asked)
    form = TitleForm(request.POST or None, council=asked.council, initial={"role": request.GET.get("role", "")})
    url = link("agency_titles", asked)

    def act(*, role, **answers):
        return actions.map_title(role, **answers)

    if made := done(request, form, act):
        return back_to(request, f"{made.role} is {made.job_type} from that day on.", url)
    way = [("Agency", link("agency", asked)), ("Job titles", url)]
    return ask(request, asked, form, title="Map a job title", button="Map", back=url, crumbs=way)


@require_POST
@asks(Permission.AGENCY_EDIT)
def title_remove(request: HttpRequest, asked: Asked, title: int) -> HttpResponse:
    """Take a map away that was made by mistake."""
    _whole(request, asked)
    row = (
        TitleMap.objects.filter(council=asked.council, pk=title)
        .visible_to(request.user)
        .select_related("council")
        .first()
    )
    if row is None:
        raise Http404("There is no such page, or it is not yours to see.")
    did(request, partial(actions.unmap_title, row), "The map is taken away.")
    return redirect(link("agency_titles", asked))

"""Reports to read: the list, one as it will be (or was) printed, a figure with its rows, and figures printed elsewhere beside ours."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import later, printed_elsewhere, standing

from ..guards import number_in, works_in
from .finding import Shown, at, found, may, seen
from .making import under_way
from .page import joined, lines_of, rows_shown
from .remembering import remembered

STEPS = {"drafting": "notice", "review": "due", "signed": "accent", "published": "accent"}


@works_in(Permission.FIGURES_VIEW)
def reports(request: HttpRequest, council: Council) -> HttpResponse:
    """The council's reports, the latest first."""
    before = number_in(request.GET.get("before", ""))
    rows = seen(request, council).select_related("service").defer("frozen").order_by("-pk")
    found_rows = list(rows.filter(pk__lt=before)[:51] if before else rows[:51])
    for row in found_rows:
        row.council = council
    shown = [(row, at("report", row), STEPS[row.state]) for row in found_rows[:50]]
    builds = access_of(request.user).may_somewhere(Permission.REPORTS_BUILD, council.pk)
    earlier = f"?before={found_rows[49].pk}" if len(found_rows) > 50 else ""
    return render(
        request,
        "reports/list.html",
        {
            "shown": shown,
            "builds": builds,
            "ready": standing.READY.items(),
            "earlier": earlier,
            "later": "?" if before else "",
        },
    )


@works_in(Permission.FIGURES_VIEW)
def report(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """One report as it reads, with what does not add up beside it."""
    one = found(request, council, report)
    shown = Shown(one)
    writes = may(request, one, Permission.REPORTS_BUILD)
    context = {
        "report": one,
        "shown": shown,
        "paper": remembered(council, f"paper:{one.pk}", lambda: _paper(shown)),
        "writes": writes and one.can_be_written,
        "builds": writes,
        "signs": may(request, one, Permission.REPORTS_SIGN),
        "step": STEPS[one.state],
        "under_way": under_way(one),
        "changed": _changed(shown) if one.is_published else [],
        "has_printed": one.printed.exists(),
        "sections": list(one.sections.all()) if writes and one.can_be_written else [],
    }
    return render(request, "reports/report.html", context)


def _paper(shown: Shown) -> SafeString:
    """The lines of the paper with their figures and notes, as a page shows them to whoever may read it."""
    return render_to_string("reports/lines.html", {"lines": lines_of(shown), "council": shown.report.council})


def _changed(shown: Shown) -> list[later.Told]:
    """The figures of a published report that would be other ones today."""
    one = shown.report
    return remembered(one.council, f"changed:{one.pk}", lambda: later.differences(one, shown.document))


@works_in(Permission.FIGURES_VIEW)
def figure(request: HttpRequest, council: Council, report: int, figure: int) -> HttpResponse:
    """One figure of a report: its base, its definition, the rows it counted, and what it would be today."""
    one = found(request, council, report)
    told = later.figure(one, figure)
    if told is None:
        raise Http404("There is no such figure.")
    side = "denominator" if request.GET.get("part") == "denominator" else "numerator"
    sees = may(request, one, Permission.ROWS_VIEW)
    first = min(number_in(request.GET.get("first", "")) or 0, 10**9)
    context = {
        "report": one,
        "told": told,
        "side": side,
        "sees": sees,
        "joined": 0,
        **(rows_shown(request, told.rows.get(side), first, side) if sees else {}),
    }
    if sees and side == "denominator" and (both := joined(told)):
        context |= {"joined": both, "others": rows_shown(request, told.rows["numerator"], 0, "numerator", at_once=True)}
    return render(request, "reports/figure.html", context)


@works_in(Permission.FIGURES_VIEW)
def printed(request: HttpRequest, council: Council, report: int) -> HttpResponse:
    """Every figure that was printed elsewhere, and beside it the one computed here, or why there is none."""
    one = found(request, council, report)
    rows = printed_elsewhere.beside(one)
    return render(
        request, "reports/printed.html", {"report": one, "rows": rows, "counts": printed_elsewhere.counts(rows)}
    )

"""The audit trail of one council: who did what, when, with before and after; and whether the chain holds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.core import audit
from ridgeway.core.models import AuditEntry
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council

from .. import downloads
from ..guards import manages
from .audit_reading import HEADS, Filters, Line, cells_of, row_of

reads_audit = manages(Permission.AUDIT_VIEW)
PAGE = 50
FILE_LIMIT = 5000


@reads_audit
def trail(request: HttpRequest, council: Council) -> HttpResponse:
    """Newest first, a page at a time, by who, what, action and day; the same as a file."""
    filters = Filters(request.GET)
    found = filters.of(AuditEntry.objects.filter(chain=council.code)).order_by("-sequence")
    if form := downloads.wanted(request):
        return downloads.table(form, f"audit-{council.slug}", HEADS, map(row_of, found[:FILE_LIMIT]))
    shown = list(found[: PAGE + 1])
    more = f"?{filters.query(before=shown[PAGE - 1].sequence)}" if len(shown) > PAGE else ""
    lines = [Line(entry) for entry in shown[:PAGE]]
    context = {
        "council": council,
        "filters": filters,
        "lines": lines,
        "rows": map(cells_of, lines),
        "more": more,
        "newest": f"?{filters.query()}" if filters.before else "",
        "file": filters.query(format="csv", before=filters.before),
    }
    return render(request, "audit/trail.html", context)


@reads_audit
def check(request: HttpRequest, council: Council) -> HttpResponse:
    """Walk the council's chain from its first entry and say whether it holds. Reads; changes nothing."""
    return render(request, "audit/check.html", {"council": council, "verdict": audit.verify([council.code])})

"""State of the service: the page, and the same figures as a Word file and as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ridgeway.domains.campaigns.queries import phases_between
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.insight.state import Share, state_of
from ridgeway.reporting import state as report
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .drawing import figure_part, link, rows_link, share_row

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@asks(Permission.FIGURES_VIEW)
def state(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The figures a head of service asks for first."""
    found = state_of(asked.scope, asked.on, asked.against)
    access = access_of(request.user)
    sees = access.may_somewhere(Permission.ROWS_VIEW, asked.council.pk)
    builds = access.may_somewhere(Permission.REPORTS_BUILD, asked.council.pk)
    context = {
        "asked": asked,
        "state": found,
        "tiles": [figure_part(asked, t.figure, change=t.change, line=t.line, sees_rows=sees) for t in found.tiles],
        "turnover_points": [(f.on, f.value) for f in found.turnover],
        "events": [(e.on, e.words) for e in found.events],
        "phases": phases_between(request.user, asked.council, found.turnover[0].on, asked.on),
        "turnover_url": link("measure", asked, key="turnover"),
        "report_url": link("state_report", asked) if builds else "",
        "pdf_url": link("state_pdf", asked) if builds else "",
        "leavers": [share_row(s.name, s.figure, _leavers_of(asked, s) if sees else "") for s in found.leavers],
        "total": share_row("All", found.total),
        "leavers_url": rows_link(asked, found.total) if sees else "",
        "compare_url": link("compare", asked),
    }
    return render(request, "insight/state.html", context)


def _leavers_of(asked: Asked, share: Share) -> str:
    """Where the leavers of a part that is one team are listed; a group of teams or a role is no scope of its own."""
    mine = [team for team in asked.scope.teams if share.name in (team.group or team.name, team.name)]
    if len(mine) != 1 or not share.figure.numerator or not share.figure.numerator.value:
        return ""
    return link("rows", asked, key="turnover", scope=f"{mine[0].service.slug}/{mine[0].slug}", part="numerator")


@asks(Permission.REPORTS_BUILD)
def state_report(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same figures as a Word file with real tables and footnotes."""
    return _file(request, asked, "docx", DOCX)


@asks(Permission.REPORTS_BUILD)
def state_pdf(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same figures as a tagged PDF."""
    return _file(request, asked, "pdf", "application/pdf")


def _file(request: HttpRequest, asked: Asked, form: str, kind: str) -> HttpResponse:
    found = state_of(asked.scope, asked.on, asked.against)
    content = report.written(found, form, made_at=request.at)  # type: ignore[attr-defined]
    name = f"state-of-the-service-{asked.scope.path.replace('/', '-') or asked.council.slug}-{asked.on}.{form}"
    return downloads.attachment(content, name, kind)

"""Reports that stand ready for a scope and a day: the leadership team's page, a short version for scrutiny, the digest; and the mail of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.reporting import actions, out_pdf, out_word, standing
from ridgeway.reporting.models import DigestWish
from ridgeway.reporting.selfcheck import concerns
from ridgeway.web import downloads

from ..guards import Asked, asks, works_in
from .files import DOCX
from .finding import Shown, at
from .page import lines_of
from .remembering import remembered


@asks(Permission.FIGURES_VIEW)
def ready(request: HttpRequest, asked: Asked, name: str) -> HttpResponse:
    """One of them, live, for the council or one service."""
    report, sections = _made(request, asked, name)
    shown = Shown(report)
    key = f"ready:{name}:{asked.query()}:{asked.on}:{len(sections)}:{hash(tuple(s.text for s in sections))}"
    shown.document = remembered(asked.council, key, lambda: standing.composed(report, sections))  # type: ignore[misc]
    form = request.GET.get("format")
    if form in ("docx", "pdf"):
        write, kind = (out_word.as_docx, DOCX) if form == "docx" else (out_pdf.as_pdf, "application/pdf")
        content = write(report, shown.document, concerns(report, shown.document), at=request.at)  # type: ignore[attr-defined]
        return downloads.attachment(content, f"{name}-{asked.on}.{form}", kind)
    access = access_of(request.user)
    context = {
        "asked": asked, "name": name, "ready": standing.READY[name], "shown": shown, "lines": lines_of(shown, is_narrow=name == "leadership"), "report": report,
        "others": [(key, one) for key, one in standing.READY.items() if key != name], "file_query": asked.query(),
        "builds": access.may(Permission.REPORTS_BUILD, council_id=asked.council.pk, service_id=report.service_id),
        "wish": DigestWish.objects.filter(council=asked.council, user__pk=request.user.pk or 0).exists(),
    }  # fmt: skip
    return render(request, "reports/ready.html", context)


def _made(request: HttpRequest, asked: Asked, name: str):
    """The report for what is asked: a team's page is its service's. Raises `Http404` where not all of it may be seen."""
    if name not in standing.READY:
        raise Http404("There is no such report.")
    scope = asked.scope
    if scope.team or not scope.whole:
        raise Http404("It answers for a whole service or the council; choose one that you see whole.")
    with_money = access_of(request.user).may(Permission.MONEY_VIEW, council_id=asked.council.pk, service_id=scope.service.pk if scope.service else None)  # fmt: skip
    since = min(asked.against, asked.on)
    if since == asked.on:
        raise Http404("It needs two days.")
    return standing.of(name, asked.council, asked.on, since, service=scope.service, with_money=with_money)


@require_POST
@asks(Permission.REPORTS_BUILD)
def begin_ready(request: HttpRequest, asked: Asked, name: str) -> HttpResponse:
    """Begin a report of one's own with these headings and words."""
    report, sections = _made(request, asked, name)
    try:
        made = actions.begin_ready(report, sections, name=name, by=request.user, at=request.at)  # type: ignore[attr-defined]
    except actions.CannotChangeReport as why:
        messages.error(request, str(why))
        return redirect(
            reverse("report_ready", kwargs={"council": asked.council.slug, "name": name}) + f"?{asked.query()}"
        )
    made.council = asked.council
    messages.success(request, "Begun. Its figures follow the rows until it is published.")
    return redirect(at("report", made))


@require_POST
@works_in(Permission.FIGURES_VIEW)
def wish(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask for the quarterly digest by e-mail, or for no more of it."""
    if "stop" in request.POST:
        actions.stop_digest(council, user=request.user, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, "You get no more of the quarterly digest.")
    else:
        actions.wish_digest(council, user=request.user, at=request.at)  # type: ignore[attr-defined]
        messages.success(request, "You get the digest in the first days of each quarter.")
    return redirect("report_ready", council=council.slug, name="digest")

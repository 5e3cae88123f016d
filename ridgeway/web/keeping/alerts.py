"""Alerts of new jobs: asking for one, saying that it was oneself, seeing what it looks for, going on, stopping.

A link in a mail changes nothing by being opened, because mail programs open links by themselves: a button does. The one exception
is the mail program's own way to stop (RFC 8058), which sends a POST and shows no page.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from ridgeway.core import clock
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.addresses import alert_addresses, job_address
from ridgeway.domains.recruitment.keeping_letters import job_note
from ridgeway.domains.recruitment.models import JobAlert
from ridgeway.domains.recruitment.private_links import CONFIRM, STOP, number_of, token_of
from ridgeway.domains.recruitment.queries.jobs import Wanted, search
from ridgeway.web.candidate.place import link, page
from ridgeway.web.guards import by_link, of_council
from ridgeway.web.languages import spoken
from ridgeway.web.strangers import sent

from .alerts_forms import HOW_OFTEN, AlertForm

MOST_SHOWN = 50


@never_cache
@of_council
@spoken
def alerts(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask to be told of new jobs; the address of the page may carry what was looked for."""
    found = search(council, request.at, Wanted(), size=1)
    data = request.POST if request.method == "POST" else None
    form = AlertForm(data, at=request.at, choices=found.choices, asked=request.GET)
    if sent(request, form, "alert"):
        try:
            alert = actions.ask_for_alert(council, at=request.at, addresses=alert_addresses(council), **form.answers)
        except actions.CannotChangeRecruitment as refused:
            form.add_error(None, str(refused))
        else:
            return page(request, council, "keeping/alert_asked.html", alert=alert)
    return page(request, council, "keeping/alerts.html", form=form, total=found.total)


def _alert(council: Council, purpose: str, token: str) -> JobAlert | None:
    rows = JobAlert.objects.filter(council=council).select_related("council")
    return rows.filter(pk=number_of(purpose, token) or 0).first()


def _gone(request: HttpRequest, council: Council) -> HttpResponse:
    url = link(council, "alerts")
    return page(request, council, "keeping/alert_gone.html", status=404, alerts_url=url)


@never_cache
@by_link
@spoken
def confirm(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """Was it you? A button says yes."""
    alert = _alert(council, CONFIRM, token)
    if alert is None:
        return _gone(request, council)
    if request.method == "POST":
        actions.confirm_alert(alert, at=request.at)
        return redirect(link(council, "alert", token=token_of(STOP, alert.pk)))
    return page(request, council, "keeping/alert_confirm.html", alert=alert, how_often=HOW_OFTEN[alert.how_often])


@never_cache
@by_link
@spoken
def alert(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """What an alert looks for, the jobs that fit now, until when it goes on; a button for another year."""
    found = _alert(council, STOP, token)
    if found is None or not found.confirmed_at:
        return _gone(request, council)
    if request.method == "POST":
        found = actions.renew_alert(found, at=request.at)
    jobs = search(council, request.at, Wanted(**found.wanted), size=MOST_SHOWN)
    context: dict[str, Any] = {
        "alert": found,
        "how_often": HOW_OFTEN[found.how_often],
        "jobs": [(line.advert, job_address(line.advert), job_note(line.advert)) for line in jobs.jobs],
        "total": jobs.total,
        "is_renewed": request.method == "POST",
        "ends_soon": (found.ends_on - clock.day_of(request.at)).days <= 60,
        "stop_url": link(council, "alert_stop", token=token),
        "alerts_url": link(council, "alerts"),
    }
    return page(request, council, "keeping/alert.html", **context)


@csrf_exempt
@never_cache
@by_link
@spoken
def stop(request: HttpRequest, council: Council, token: str) -> HttpResponse:
    """Stop: by the button, or by a mail program's own. The private link is what proves it, so no other token is asked for."""
    found = _alert(council, STOP, token)
    if found is None:
        return _gone(request, council)
    if request.method == "POST":
        actions.stop_alert(found, at=request.at)
    is_stopped = request.method == "POST"
    return page(
        request, council, "keeping/alert_stop.html", alert=found, is_stopped=is_stopped, alerts_url=link(council, "alerts"),
        how_often=HOW_OFTEN[found.how_often],
    )  # fmt: skip

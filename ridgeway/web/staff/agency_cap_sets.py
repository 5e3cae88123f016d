"""A region's set of caps begun from one that is agreed: copied, rows changed, what it would meet today, then agreed whole."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from ridgeway.core.words import day as day_words
from ridgeway.domains.agency import actions
from ridgeway.domains.agency.models import PriceCap
from ridgeway.domains.organisation.models import Region
from ridgeway.insight.agency_weighed import weighed
from ridgeway.web.guards import of_region

from .agency_forms_agreed import CapSetForm
from .changing import back_to, done


@of_region
def cap_set(request: HttpRequest, region: Region) -> HttpResponse:
    """Begin from an agreed set, see what the changed one would meet today, and agree it."""
    back = reverse("agency_region", kwargs={"region": region.slug})
    caps = PriceCap.objects.filter(region=region).led_by(request.user).select_related("job_type")
    days = sorted({cap.starts_on for cap in caps}, reverse=True)
    if not days:
        return redirect("agency_region_cap_add", region=region.slug)
    begun = _begun(request, days)
    first = [cap for cap in caps if cap.starts_on == begun]
    form = CapSetForm(
        _sent(request), begun=first, initial={"source": first[0].source, "source_url": first[0].source_url}
    )
    if "agree" in request.POST and done(request, form, partial(actions.agree_set, region)):
        day = day_words(form.cleaned_data["starts_on"])
        return back_to(request, f"{len(form.caps)} caps are recorded from {day}, those before them end.", back)
    rows = lines(request, region, form)
    context = {
        "region": region, "region_url": back, "form": form, "begun": begun,
        "sets": [(day, day == begun) for day in days], "rows": rows, "is_weighed": any("met" in row for row in rows),
    }  # fmt: skip
    return render(request, "agency/region_cap_set.html", context)


def _begun(request: HttpRequest, days: list[dt.date]) -> dt.date:
    """The first day of the set that the address names, else the latest."""
    return next((day for day in days if day.isoformat() == request.GET.get("from")), days[0])


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def lines(request: HttpRequest, region: Region, form: CapSetForm) -> list[dict[str, Any]]:
    """Each row of the set; once it was sent and can be read, with what it would meet today."""
    rows: list[dict[str, Any]] = [{"cap": cap, "field": field} for cap, field in form.rows()]
    if not form.is_bound or form.non_field_errors() or not form.is_valid():
        return rows
    proposed = {(cap.job_type.pk, cap.route): cap.hourly for cap in form.caps}
    begun = {(row["cap"].job_type_id, row["cap"].route) for row in rows}
    found = weighed(region, request.today, proposed, begun=begun)  # type: ignore[attr-defined]
    return [{**row, "met": found.get((row["cap"].job_type_id, row["cap"].route))} for row in rows]

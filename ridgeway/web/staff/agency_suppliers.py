"""Suppliers with what they signed and keep, and the project teams they send."""

import datetime as dt
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.agency import actions, permissions
from ridgeway.domains.agency.models import Assignment, Conduct, ProjectTeam, Supplier
from ridgeway.domains.agency.queries import assignments as queries
from ridgeway.domains.agency.queries.assignments import HERE, with_charge, with_sign_off
from ridgeway.domains.campaigns.queries import last_day
from ridgeway.domains.organisation.choices import Permission
from ridgeway.web.guards import Asked, asks

from .agency_forms import ConductForm, ProjectTeamForm, SupplierForm, project_initial, supplier_initial
from .agency_words import HEADS, row_of, ways
from .changing import ask, back_to, did, done, link


def _found(request: HttpRequest, asked: Asked, model: Any, pk: int, *related: str) -> Any:
    rows = model.objects.filter(council=asked.council, pk=pk).visible_to(request.user)
    row = rows.select_related("council", *related).first()
    if row is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return row


@asks(Permission.AGENCY_VIEW)
def suppliers(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The council's suppliers."""
    rows = queries.suppliers_of(request.user, asked.council, asked.on)
    context = {
        "asked": asked,
        "rows": [(row, link("agency_supplier", asked, supplier=row.pk)) for row in rows],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "ways": ways(asked, "agency_suppliers"),
        "add_url": link("agency_supplier_add", asked),
    }
    return render(request, "agency/suppliers.html", context)


@asks(Permission.AGENCY_VIEW)
def supplier(request: HttpRequest, asked: Asked, supplier: int) -> HttpResponse:
    """One supplier: what it signed, what it did not keep, whom it sends."""
    row = _found(request, asked, Supplier, supplier)
    conduct = list(Conduct.objects.filter(supplier=row, on__lte=asked.on).visible_to(request.user))
    year = asked.on - dt.timedelta(days=365)
    unkept = {one.standard for one in conduct if one.on > year}
    here = Assignment.objects.filter(HERE, supplier=row).on(asked.on).visible_to(request.user).count()
    context = {
        "asked": asked,
        "row": row,
        "signed": [(label, key in unkept) for key, label in zip(row.standards, row.signed, strict=True)],
        "conduct": [(one, link("agency_conduct_remove", asked, supplier=row.pk, conduct=one.pk)) for one in conduct],
        "here": here,
        "last": last_day(row.ended_on),
        "here_url": link("agency", asked, changes={"supplier": row.pk}),
        "may_edit": permissions.can_edit(request.user, asked.council),
        "list_url": link("agency", asked),
        "suppliers_url": link("agency_suppliers", asked),
        "urls": {name: link(name, asked, supplier=row.pk) for name in ("agency_supplier_change", "agency_conduct_add")},
    }
    return render(request, "agency/supplier.html", context)


def _way(asked: Asked, *more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Agency", link("agency", asked)), ("Suppliers", link("agency_suppliers", asked)), *more]


@asks(Permission.AGENCY_EDIT)
def supplier_add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Add a supplier."""
    form = SupplierForm(request.POST or None)
    if made := done(request, form, partial(actions.add_supplier, asked.council)):
        return back_to(request, f"{made} is added.", link("agency_supplier", asked, supplier=made.pk))
    back = link("agency_suppliers", asked)
    return ask(request, asked, form, title="Add a supplier", button="Add", back=back, crumbs=_way(asked))


@asks(Permission.AGENCY_EDIT)
def supplier_change(request: HttpRequest, asked: Asked, supplier: int) -> HttpResponse:
    """Change what is known of a supplier."""
    row = _found(request, asked, Supplier, supplier)
    form, url = (
        SupplierForm(request.POST or None, initial=supplier_initial(row)),
        link("agency_supplier", asked, supplier=row.pk),
    )
    if done(request, form, partial(actions.change_supplier, row)):
        return back_to(request, "The supplier is changed.", url)
    return ask(
        request, asked, form, title=f"Change {row}", button="Change", back=url, crumbs=_way(asked, (row.name, url))
    )


@asks(Permission.AGENCY_EDIT)
def conduct_add(request: HttpRequest, asked: Asked, supplier: int) -> HttpResponse:
    """A standard was not kept."""
    row = _found(request, asked, Supplier, supplier)
    form, url = ConductForm(request.POST or None), link("agency_supplier", asked, supplier=row.pk)
    if done(request, form, partial(actions.record_conduct, row)):
        return back_to(request, "Recorded.", url)
    title = f"{row} did not keep a standard"
    return ask(request, asked, form, title=title, button="Record", back=url, crumbs=_way(asked, (row.name, url)))


@require_POST
@asks(Permission.AGENCY_EDIT)
def conduct_remove(request: HttpRequest, asked: Asked, supplier: int, conduct: int) -> HttpResponse:
    """Take away what was recorded by mistake."""
    row = _found(request, asked, Conduct, conduct)
    if row.supplier_id != supplier:
        raise Http404("There is no such page.")
    did(request, partial(actions.remove_conduct, row), "Taken away.")
    return redirect(link("agency_supplier", asked, supplier=supplier))


@asks(Permission.AGENCY_VIEW)
def teams(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Project teams: how many of the workers agreed are named."""
    rows = ProjectTeam.objects.filter(council=asked.council).visible_to(request.user).select_related("supplier", "team")
    named: dict[int, int] = {}
    mine = Assignment.objects.filter(HERE, council=asked.council, project_team__isnull=False).visible_to(request.user)
    for pk in mine.values_list("project_team", flat=True):
        named[pk] = named.get(pk, 0) + 1
    context = {
        "asked": asked,
        "rows": [
            (row, named.get(row.pk, 0), last_day(row.ends_on), link("agency_team", asked, project=row.pk))
            for row in rows
        ],
        "may_edit": permissions.can_edit(request.user, asked.council),
        "ways": ways(asked, "agency_teams"),
        "add_url": link("agency_team_add", asked),
    }
    return render(request, "agency/teams.html", context)


@asks(Permission.AGENCY_VIEW)
def team(request: HttpRequest, asked: Asked, project: int) -> HttpResponse:
    """One project team with each of its workers; what they cost, and the other services apart."""
    row = _found(request, asked, ProjectTeam, project, "supplier", "team")
    rows = Assignment.objects.filter(project_team=row).visible_to(request.user)
    rows = with_sign_off(with_charge(rows, asked.on)).select_related(
        "worker", "supplier", "team", "role", "post", "cover"
    )
    found = list(rows.order_by("-starts_on", "-pk"))
    weekly = sum(
        (one.charge or 0) * one.fte * 37 for one in found if one.state == "confirmed" and one.holds_on(asked.on)
    )
    named = sum(one.state in ("confirmed", "ended") for one in found)
    context = {
        "asked": asked,
        "row": row,
        "heads": HEADS,
        "rows": [row_of(asked, one) for one in found],
        "named": named,
        "unnamed": max(row.workers_agreed - named, 0),
        "weekly": weekly,
        "last": last_day(row.ends_on),
        "may_edit": permissions.can_edit(request.user, asked.council),
        "list_url": link("agency", asked),
        "teams_url": link("agency_teams", asked),
        "change_url": link("agency_team_change", asked, project=row.pk),
        "new_url": link("agency_new", asked),
    }
    return render(request, "agency/team.html", context)


@asks(Permission.AGENCY_EDIT)
def team_add(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Add a project team."""
    form, back = ProjectTeamForm(request.POST or None, council=asked.council), link("agency_teams", asked)
    if made := done(request, form, partial(actions.add_project_team, asked.council)):
        return back_to(
            request,
            f"{made} is added. Record an assignment for each of its workers.",
            link("agency_team", asked, project=made.pk),
        )
    way = [("Agency", link("agency", asked)), ("Project teams", back)]
    return ask(request, asked, form, title="Add a project team", button="Add", back=back, crumbs=way)


@asks(Permission.AGENCY_EDIT)
def team_change(request: HttpRequest, asked: Asked, project: int) -> HttpResponse:
    """Change a project team."""
    row = _found(request, asked, ProjectTeam, project, "supplier", "team")
    form = ProjectTeamForm(request.POST or None, council=asked.council, initial=project_initial(row))
    url = link("agency_team", asked, project=row.pk)
    if done(request, form, partial(actions.change_project_team, row)):
        return back_to(request, "The project team is changed.", url)
    way = [("Agency", link("agency", asked)), ("Project teams", link("agency_teams", asked)), (row.name, url)]
    return ask(request, asked, form, title=f"Change {row}", button="Change", back=url, crumbs=way)

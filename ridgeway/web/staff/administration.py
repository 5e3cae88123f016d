"""Administration of one council: its look, its services, its teams. Roles and people stand beside this."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ridgeway.domains.establishment.models import Holding, PostTerm
from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Service, Team

from .. import chrome
from ..guards import manages, signed_in
from .administration_forms import CouncilForm, EndTeamForm, NewTeamForm, ServiceForm, TeamForm

manages_council = manages(Permission.COUNCIL_MANAGE)


def _of(request: HttpRequest, council: Council, model):
    """The council's rows of a model, for somebody who manages the council."""
    return model.objects.visible_to(request.user, Permission.COUNCIL_MANAGE).filter(council=council)


def saved(request: HttpRequest, form, write, *args, **more) -> bool:
    """Do one action with a form's answers, if it was sent and is right; where it is refused, the reason stands on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    answers = getattr(form, "given", form.cleaned_data)
    try:
        write(*args, by=request.user, at=request.at, **answers, **more)
    except actions.CannotChangeOrganisation as refused:
        form.add_error(None, str(refused))
        return False
    return True


def page(request: HttpRequest, council: Council, template: str, **context) -> HttpResponse:
    """A page of administration, with the ways to the others that the person may go."""
    access = access_of(request.user)
    may = {
        "council": access.may(Permission.COUNCIL_MANAGE, council_id=council.pk),
        "access": access.may(Permission.ACCESS_MANAGE, council_id=council.pk),
    }
    return render(request, template, {"council": council, "may": may, **context})


def ask(
    request: HttpRequest, council: Council, form, title: str, button: str, back: str = "admin", **more
) -> HttpResponse:
    """A page with one form."""
    return page(request, council, "admin/form.html", form=form, title=title, button=button, back=back, **more)


@signed_in
def councils(request: HttpRequest) -> HttpResponse:
    """The councils the person can open."""
    found = Council.objects.filter(pk__in=access_of(request.user).council_ids).order_by("name")
    pages = [(council, chrome.address("today", council)) for council in found]
    return render(request, "admin/councils.html", {"pages": pages})


@manages(Permission.COUNCIL_MANAGE, Permission.ACCESS_MANAGE)
def overview(request: HttpRequest, council: Council) -> HttpResponse:
    """The council, its services and their teams; or the way on, for somebody who looks after access alone."""
    services = list(_of(request, council, Service).order_by("kind", "name"))
    teams = list(_of(request, council, Team).order_by("order", "name"))
    parts = [(service, [team for team in teams if team.service_id == service.pk]) for service in services]
    return page(request, council, "admin/overview.html", parts=parts)


@manages_council
def change_council(request: HttpRequest, council: Council) -> HttpResponse:
    names = ("name", "wordmark", "accent", "requires_second_factor")
    form = CouncilForm(request.POST or None, initial={name: getattr(council, name) for name in names})
    if saved(request, form, actions.change_council, council):
        messages.success(request, "The council's details are saved.")
        return redirect("admin", council=council.slug)
    return ask(request, council, form, "The council's name and look", "Save")


@manages_council
def add_service(request: HttpRequest, council: Council) -> HttpResponse:
    form = ServiceForm(request.POST or None)
    if saved(request, form, actions.add_service, council):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("admin", council=council.slug)
    return ask(request, council, form, "Add a service", "Add service")


@manages_council
def change_service(request: HttpRequest, council: Council, service: str) -> HttpResponse:
    found = get_object_or_404(_of(request, council, Service).select_related("council"), slug=service)
    form = ServiceForm(request.POST or None, initial={"name": found.name, "kind": found.kind})
    if saved(request, form, actions.change_service, found):
        messages.success(request, f"{found} is saved.")
        return redirect("admin", council=council.slug)
    return ask(request, council, form, f"Change {found}", "Save")


@manages_council
def add_team(request: HttpRequest, council: Council) -> HttpResponse:
    form = NewTeamForm(request.POST or None, council=council)
    if saved(request, form, actions.add_team):
        messages.success(request, f"{form.cleaned_data['name']} is added.")
        return redirect("admin", council=council.slug)
    return ask(request, council, form, "Add a team", "Add team")


@manages_council
def change_team(request: HttpRequest, council: Council, team: str) -> HttpResponse:
    found = get_object_or_404(_of(request, council, Team).select_related("council"), slug=team)
    form = TeamForm(request.POST or None, initial={"name": found.name, "group": found.group, "order": found.order})
    if saved(request, form, actions.change_team, found):
        messages.success(request, f"{found} is saved.")
        return redirect("admin", council=council.slug)
    return ask(request, council, form, f"Change {found}", "Save", team=found)


@manages_council
def end_team(request: HttpRequest, council: Council, team: str) -> HttpResponse:
    """End a team, or open it again; who and what is still in it is said first."""
    found = get_object_or_404(_of(request, council, Team).select_related("council"), slug=team)
    form = EndTeamForm(request.POST or None, initial={"ends_on": found.ends_on or request.today})
    if saved(request, form, actions.change_team, found):
        messages.success(request, f"{found} is saved.")
        return redirect("admin", council=council.slug)
    return page(request, council, "admin/end_team.html", form=form, team=found, inside=_inside(request, council, found))


def _inside(request: HttpRequest, council: Council, team: Team) -> str:
    """What is still in a team today, in words; empty where nothing is."""
    posts = _of(request, council, PostTerm).on(request.today).filter(team=team).count()
    people = _of(request, council, Holding).on(request.today).filter(team=team).count()
    counts = [
        f"{posts} {'post' if posts == 1 else 'posts'}" if posts else "",
        f"{people} {'person' if people == 1 else 'people'}" if people else "",
    ]
    inside = " and ".join(filter(None, counts))
    return (
        f"In this team today: {inside}. Move them, or the figures count them in a team that is no more."
        if inside
        else ""
    )

"""The roles a council can give: those that come with Ridgeway, and its own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Role

from .administration import ask, manages_council, page, saved
from .administration_forms import RoleForm
from .administration_offices import code_first, kept


def in_words(role: Role) -> list[str]:
    """What a role allows, in words."""
    return [Permission(value).label for value in role.permissions if value in Permission.values]


@manages_council
def roles(request: HttpRequest, council: Council) -> HttpResponse:
    offered = Role.objects.offered_in(council).order_by("council", "name")
    lines = [(role, in_words(role)) for role in offered]
    return page(request, council, "admin/roles.html", lines=lines)


@manages_council
def add_role(request: HttpRequest, council: Council) -> HttpResponse:
    form = RoleForm(request.POST or None, council=council, user=request.user, initial=kept(request))
    if asked := _code_first(request, form):
        return asked
    if saved(request, form, actions.add_role, council):
        messages.success(request, f"The role {form.cleaned_data['name']} is added.")
        return redirect("admin_roles", council=council.slug)
    return ask(request, council, form, "Add a role", "Add role", "admin_roles")


@manages_council
def change_role(request: HttpRequest, council: Council, role: str) -> HttpResponse:
    found = get_object_or_404(Role.objects.select_related("council"), council=council, key=role)
    names = ("name", "permissions", "requires_second_factor")
    form = RoleForm(
        request.POST or None,
        council=council,
        user=request.user,
        already=frozenset(found.permissions),
        initial={**{name: getattr(found, name) for name in names}, **kept(request)},
    )
    if asked := _code_first(request, form):
        return asked
    if saved(request, form, actions.change_role, found):
        messages.success(request, f"The role {found} is saved.")
        return redirect("admin_roles", council=council.slug)
    return ask(request, council, form, f"Change the role {found}", "Save", "admin_roles", role=found)


def _code_first(request: HttpRequest, form: RoleForm) -> HttpResponse | None:
    """The way to enter a code, where the form is right and newly lets whoever holds the role sign for an office."""
    if request.method != "POST" or not form.is_valid():
        return None
    return code_first(request, set(form.cleaned_data["permissions"]) - form.already)


@manages_council
def remove_role(request: HttpRequest, council: Council, role: str) -> HttpResponse:
    found = get_object_or_404(Role.objects.select_related("council"), council=council, key=role)
    if request.method == "POST":
        name = found.name
        try:
            actions.remove_role(found, by=request.user, at=request.at)
        except actions.CannotChangeOrganisation as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"The role {name} is removed.")
        return redirect("admin_roles", council=council.slug)
    return page(
        request,
        council,
        "admin/confirm.html",
        title=f"Remove the role {found}",
        sentences=["A role that nobody ever held can be removed. It cannot be brought back, but added again."],
        button="Remove role",
        back="admin_roles",
    )

"""Administration of templates for adverts."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import AdvertTemplate
from ridgeway.web.guards import manages

from .adverts_forms import TemplateForm
from .changing import did, done

manages_templates = manages(P.COUNCIL_MANAGE)


@manages_templates
def overview(request: HttpRequest, council: Council) -> HttpResponse:
    """The templates, by role."""
    access = access_of(request.user)
    context = {
        "may": {"council": True, "access": access.may(P.ACCESS_MANAGE, council_id=council.pk)},
        "templates": AdvertTemplate.objects.visible_to(request.user, P.COUNCIL_MANAGE)
        .filter(council=council)
        .select_related("role"),
    }
    return render(request, "adverts/templates.html", context)


def _one(request: HttpRequest, council: Council, pk: int) -> AdvertTemplate:
    rows = AdvertTemplate.objects.visible_to(request.user, P.COUNCIL_MANAGE).filter(council=council, pk=pk)
    row = rows.select_related("council", "role").first()
    if row is None:
        raise Http404("There is no such template.")
    return row


def _ask(request: HttpRequest, council: Council, form: TemplateForm, title: str) -> HttpResponse:
    context = {"council": council, "form": form, "title": title, "button": "Save template", "back": "admin_adverts"}
    return render(request, "admin/form.html", context)


@manages_templates
def add(request: HttpRequest, council: Council) -> HttpResponse:
    """A new template."""
    form = TemplateForm(request.POST or None, council=council)
    if made := done(request, form, partial(actions.add_template, council)):
        messages.success(request, f"{made} is added. Adverts can begin with it.")
        return redirect("admin_adverts", council=council.slug)
    return _ask(request, council, form, "Add a template")


@manages_templates
def change(request: HttpRequest, council: Council, template: int) -> HttpResponse:
    """Change a template. Adverts that began with it stay as they are."""
    row = _one(request, council, template)
    form = TemplateForm(request.POST or None, council=council, template=row)
    if made := done(request, form, partial(actions.change_template, row)):
        messages.success(request, f"{made} is changed. Adverts that began with it stay as they are.")
        return redirect("admin_adverts", council=council.slug)
    return _ask(request, council, form, f"Change {row}")


@require_POST
@manages_templates
def remove(request: HttpRequest, council: Council, template: int) -> HttpResponse:
    """Take a template away."""
    row = _one(request, council, template)
    did(
        request,
        partial(actions.remove_template, row),
        f"{row} is removed. Adverts that began with it stay as they are.",
    )
    return redirect("admin_adverts", council=council.slug)

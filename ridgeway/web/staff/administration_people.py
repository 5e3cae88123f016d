"""The people who sign in for a council, and the roles they hold there."""

from functools import partial

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode

from ridgeway.domains.organisation import actions
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, Grant, Role, Service, Team, User

from ..guards import manages, number_in
from ..welcome import send_notice, send_welcome
from .administration import ask, page, saved
from .administration_forms import NameForm, PersonForm, RoleGivenForm
from .administration_offices import code_first, kept, note_for

manages_access = manages(Permission.ACCESS_MANAGE)
PAGE = 50


def _grants(request: HttpRequest, council: Council):
    return Grant.objects.visible_to(request.user).filter(council=council)


def _known(request: HttpRequest, council: Council):
    """Those who hold, or held, a role in the council, with what they hold and whether they have a second factor."""
    here = _grants(request, council).select_related("role", "service", "team__service").order_by("starts_on", "pk")
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(pk__in=here.order_by().values("user"))
        .annotate(has_second_factor=Exists(totp))
        .prefetch_related(Prefetch("grants", here, to_attr="roles_here"))
    )


def _found(request: HttpRequest, council: Council, person: int) -> User:
    return get_object_or_404(_known(request, council), pk=person)


@manages_access
def people(request: HttpRequest, council: Council) -> HttpResponse:
    """In the order of their names, a page at a time."""
    everybody = _known(request, council).order_by("name", "pk")
    after = request.GET.get("after", "").replace("\0", "")
    name, _, key = after.rpartition("~")
    if name and (pk := number_in(key)) is not None:
        everybody = everybody.filter(name__gte=name).exclude(name=name, pk__lte=pk)
    shown = list(everybody[: PAGE + 1])
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    more = f"?{urlencode({'after': f'{last.name}~{last.pk}'})}" if last else ""
    lines = [(user, [g for g in user.roles_here if g.holds_on(request.today)]) for user in shown[:PAGE]]
    return page(request, council, "admin/people.html", lines=lines, more=more, first="?" if after else "")


@manages_access
def add_person(request: HttpRequest, council: Council) -> HttpResponse:
    """Add somebody with a role; they are written to, with a link by which they set a password if they have none."""
    form = PersonForm(request.POST or None, initial=kept(request), **_offered(request, council))
    if asked := _code_first(request, form):
        return asked
    if saved(request, form, actions.add_person, council):
        user = User.objects.visible_to(request.user).get(email__iexact=form.cleaned_data["email"])
        _tell(request, user, send_notice if user.has_usable_password() else send_welcome, council)
        return redirect("admin_person", council=council.slug, person=user.pk)
    note = note_for(request, council)
    return ask(request, council, form, "Add a person who signs in", "Add person", "admin_people", note=note)


@manages_access
def person(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    found = _found(request, council, person)
    now = [grant for grant in found.roles_here if grant.holds_on(request.today)]
    before = [grant for grant in found.roles_here if grant not in now]
    is_me = found == request.user
    return page(request, council, "admin/person.html", person=found, now=now, before=before, is_me=is_me)


@manages_access
def change_name(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    found = _found(request, council, person)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if saved(request, form, actions.change_user, found, council=council):
        messages.success(request, "The name is saved.")
        return redirect("admin_person", council=council.slug, person=found.pk)
    return ask(request, council, form, "Change a name", "Save", "admin_people")


@manages_access
def give_role(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    found = _found(request, council, person)
    form = RoleGivenForm(request.POST or None, initial=kept(request), **_offered(request, council))
    if asked := _code_first(request, form):
        return asked
    if saved(request, form, actions.add_person, council, email=found.email, name=found.name):
        messages.success(request, f"{found} now holds {form.cleaned_data['role']}.")
        return redirect("admin_person", council=council.slug, person=found.pk)
    return ask(
        request, council, form, f"Give {found} a role", "Give role", "admin_people", note=note_for(request, council)
    )


def _code_first(request: HttpRequest, form: RoleGivenForm) -> HttpResponse | None:
    """The way to enter a code, where the form is right and gives a role that signs for an office."""
    if request.method != "POST" or not form.is_valid():
        return None
    return code_first(request, form.cleaned_data["role"].permissions)


@manages_access
def withdraw_role(request: HttpRequest, council: Council, person: int, grant: int) -> HttpResponse:
    found = _found(request, council, person)
    held = get_object_or_404(
        _grants(request, council).on(request.today).select_related("role", "council", "user", "service", "team"),
        user=found,
        pk=grant,
    )
    over = held.team or held.service or council
    return _confirmed(
        request, council, found, partial(actions.withdraw, held),
        title=f"Withdraw {held.role} over {over} from {found}",
        sentences=["It ends today. What it let them see and do, they can no longer see and do from now on."],
        button="Withdraw role",
        done=f"{held.role} over {over} is withdrawn.",
    )  # fmt: skip


@manages_access
def stop(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    found = _found(request, council, person)
    return _confirmed(
        request, council, found, partial(actions.deactivate, found, council=council),
        title=f"Stop {found} from signing in",
        sentences=[
            f"All the roles they hold in {council} end today, and they are signed out.",
            "What they did stays in the audit trail. To let them in again, give them a role.",
        ],
        button="Stop sign-in",
        done=f"{found} can no longer open anything of {council}.",
    )  # fmt: skip


@manages_access
def reset_second_factor(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    found = _found(request, council, person)
    return _confirmed(
        request, council, found, partial(actions.remove_second_factor, found, council=council),
        title=f"Reset the second factor of {found}",
        sentences=[
            "Do this when they have lost their telephone and their recovery codes, and you know that it is they who ask.",
            "Their authenticator and recovery codes stop working, and they are signed out everywhere.",
        ],
        button="Reset second factor",
        done=f"The second factor of {found} is reset.",
    )  # fmt: skip


@manages_access
def send_link(request: HttpRequest, council: Council, person: int) -> HttpResponse:
    """Send the link for setting a password again."""
    found = _found(request, council, person)
    if request.method == "POST":
        _tell(request, found, send_welcome, council)
        return redirect("admin_person", council=council.slug, person=found.pk)
    return page(
        request, council, "admin/confirm.html", person=found, button="Send link",
        title=f"Send {found} a link to set a password",
        sentences=[
            f"The link goes to {found.email} and works for three days.",
            "A password they have now works until they set the new one.",
        ],
    )  # fmt: skip


def _confirmed(request: HttpRequest, council: Council, found: User, write, *, done: str, **words) -> HttpResponse:
    """A page that asks, then does, one thing that cannot simply be undone."""
    if request.method == "POST":
        try:
            write(by=request.user, at=request.at)
        except actions.CannotChangeOrganisation as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        # a role that was given and withdrawn on one day leaves nothing by which the council knows the person
        if not _known(request, council).filter(pk=found.pk).exists():
            return redirect("admin_people", council=council.slug)
        return redirect("admin_person", council=council.slug, person=found.pk)
    return page(request, council, "admin/confirm.html", person=found, **words)


def _tell(request: HttpRequest, user: User, send, council: Council) -> None:
    if send(request, user, council):
        messages.success(request, f"We have written to {user.email}.")
    else:
        messages.error(
            request, f"The e-mail to {user.email} could not be sent. Check the settings for mail, then send it again."
        )


def _offered(request: HttpRequest, council: Council) -> dict:
    user = request.user
    services = Service.objects.visible_to(user, Permission.ACCESS_MANAGE).filter(council=council)
    teams = Team.objects.visible_to(user, Permission.ACCESS_MANAGE).on(request.today).filter(council=council)
    return {
        "council": council,
        "user": user,
        "roles": Role.objects.offered_in(council).order_by("name"),
        "services": services.order_by("kind", "name"),
        "teams": teams.select_related("service").order_by("service__kind", "service__name", "order", "name"),
    }

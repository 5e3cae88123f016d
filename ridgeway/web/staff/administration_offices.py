"""Appointing somebody to sign for an office: a code of the second factor is asked for first, and what was filled in is kept meanwhile."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council
from ridgeway.domains.organisation.permissions import permissions_over, signs_for_an_office

from ..signin import passed_lately

KEPT = "kept_until_a_code"
NOTE = (
    "A role that signs off as director of children's services or as chief executive you may give to somebody else, never to yourself. A code of your "
    "second factor is asked for first, and the audit trail says who appointed whom."
)


def note_for(request: HttpRequest, council: Council) -> str:
    """What whoever may appoint to offices is told beside the form."""
    return NOTE if Permission.OFFICES_APPOINT in permissions_over(council, request.user) else ""


def code_first(request: HttpRequest, permissions: Iterable[str]) -> HttpResponse | None:
    """The way to enter a code, where what is to be given signs for an office and no code was entered lately. The answers are kept."""
    if not signs_for_an_office(permissions) or passed_lately(request):
        return None
    answers = {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}
    request.session[KEPT] = {"path": request.path, "answers": answers}
    messages.info(
        request, "This lets somebody sign for an office. Enter a code of your second factor, then send the form again."
    )
    name = "mfa_reauthenticate" if is_mfa_enabled(request.user, ["totp"]) else "mfa_activate_totp"
    return redirect(f"{reverse(name)}?{urlencode({'next': request.path})}")


def kept(request: HttpRequest) -> dict[str, Any]:
    """What was filled in before the code was asked for, once, as a form begins with it."""
    found = request.session.get(KEPT)
    if request.method != "GET" or not found or found["path"] != request.path:
        return {}
    del request.session[KEPT]
    return {
        name: values if name == "permissions" else values[-1] for name, values in found["answers"].items() if values
    }

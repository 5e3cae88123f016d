"""Mails of a council: what went, what waits, and what somebody has to decide about.

An administrator sees that there was a mail, and to whom where it did not go; its words only where this installation has no mail
server and keeps them, so that a link in one can be followed. Reading one leaves a line in the audit trail.
"""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ridgeway.core.outbox import actions
from ridgeway.core.outbox.models import OutgoingMail
from ridgeway.core.outbox.states import TRANSITIONS, MailState
from ridgeway.core.together import Question, counted
from ridgeway.core.words import moment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission
from ridgeway.domains.organisation.models import Council, CouncilMail
from ridgeway.web.chrome import address
from ridgeway.web.components.tables import Cell
from ridgeway.web.guards import Asked, manages

from .enquiries import key_of
from .enquiries_words import begun, many

S = MailState
PAGE = 50
HEADS = ("Subject", "To", "Written", "Stands", "Since", "Tries")
SHOWN = {
    "": ("All", tuple(S)),
    "decide": ("To decide", (S.FAILED, S.UNSURE)),
    "waiting": ("Waiting", (S.WAITING, S.SENDING)),
    "sent": ("Sent", (S.SENT,)),
    "kept": ("Kept here", (S.KEPT,)),
}
TAGS = {S.WAITING: "notice", S.SENDING: "notice", S.FAILED: "broken", S.UNSURE: "due", S.KEPT: "dashed"}
SHORT = {S.WAITING: "Waiting", S.SENDING: "Being sent", S.SENT: "Sent", S.FAILED: "Did not go", S.UNSURE: "May have gone",
         S.KEPT: "Kept here", S.WITHDRAWN: "Withdrawn"}  # fmt: skip
# in these the whole address is shown: somebody has to see whether it is right
ADDRESS_SHOWN = frozenset({S.WAITING, S.FAILED, S.UNSURE, S.KEPT})
manages_council = manages(Permission.COUNCIL_MANAGE)


@never_cache
@manages_council
def mails(request: HttpRequest, council: Council) -> HttpResponse:
    """The list, latest first, by what stands with them."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    found = _of(request, council)
    found = found.filter(state__in=SHOWN[show][1]) if show else found
    if after := key_of(request):
        found = found.filter(Q(made_at__lt=after[0]) | Q(made_at=after[0], pk__lt=after[1]))
    rows = list(found.defer("text", "html")[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = {"show": show, "after": f"{rows[-1].made_at.isoformat()}~{rows[-1].pk}"} if more else {}
    context = {
        "rows": [_row(council, row) for row in rows],
        "heads": HEADS,
        "switch": [(words, f"?show={name}" if name else "?", name == show) for name, (words, _) in SHOWN.items()],
        "leaves": actions.mail_leaves(),
        "to_decide": to_decide_words(_of(request, council).to_decide().count()),
        "later": f"?{urlencode(last)}" if last else "",
        "earlier": f"?show={show}" if after else "",
    }
    return _page(request, council, "admin/mails.html", **context)


def _of(request: HttpRequest, council: Council):
    return CouncilMail.objects.visible_to(request.user).filter(council_id=council.pk).order_by("-made_at", "-pk")


def _page(request: HttpRequest, council: Council, template: str, **context) -> HttpResponse:
    access = access_of(request.user)
    may = {"council": True, "access": access.may(Permission.ACCESS_MANAGE, council_id=council.pk)}
    return render(request, template, {"council": council, "may": may, **context})


def _row(council: Council, row: OutgoingMail) -> list[Cell]:
    url = f"{address('admin_mails', council)}{row.pk}/"
    return [
        Cell(row.subject or "Words removed", "", url), Cell(masked(row.to)), Cell(moment(row.made_at), "nowrap"), Cell(_tag(row)),
        Cell(moment(row.moved_at), "nowrap"), Cell(row.attempts or "–", "num"),
    ]  # fmt: skip


def _tag(row: OutgoingMail) -> SafeString:
    css = f" tag--{TAGS[S(row.state)]}" if row.state in TAGS else ""
    return mark_safe(f'<span class="tag{css}">{SHORT[S(row.state)]}</span>')  # noqa: S308 our own words


def masked(to: str) -> str:
    """An address of which one sees no more than whose it could be: c•••@example.org."""
    name, _, host = to.rpartition("@")
    return f"{name[:1]}•••@{host}" if to else "Address removed"


@never_cache
@manages_council
def mail(request: HttpRequest, council: Council, mail: int) -> HttpResponse:
    """One mail: what became of it, and what can be decided."""
    return _shown(request, council, _one(request, council, mail))


def _one(request: HttpRequest, council: Council, pk: int) -> CouncilMail:
    found = _of(request, council).filter(pk=pk).first()
    if found is None:
        raise Http404("There is no such mail.")
    return found


def _shown(request: HttpRequest, council: Council, found: CouncilMail, **more: Any) -> HttpResponse:
    onward = TRANSITIONS[found.state]
    context = {
        "mail": found,
        "tag": _tag(found),
        "to": found.to if found.state in ADDRESS_SHOWN and found.to else masked(found.to),
        "may_read": found.state == S.KEPT and not found.is_erased,
        "may_send": S.WAITING in onward and found.state != S.SENDING and not found.is_erased and actions.mail_leaves(),
        "may_have_gone": found.state == S.UNSURE,
        "files": list(found.attachments.values_list("name", flat=True)),
        "is_read": False,
        **more,
    }
    return _page(request, council, "admin/mail.html", **context)


@never_cache
@require_POST
@manages_council
def read(request: HttpRequest, council: Council, mail: int) -> HttpResponse:
    """Show the words of a mail that is kept because no server is named. It is recorded who read it."""
    found = _one(request, council, mail)
    if found.state != S.KEPT or found.is_erased:
        messages.error(request, "Only the words of a mail that is kept here can be read.")
        return redirect("admin_mail", council=council.slug, mail=mail)
    actions.note_read(found, council=council, by=request.user, at=request.at)
    return _shown(request, council, found, is_read=True)


@require_POST
@manages_council
def send(request: HttpRequest, council: Council, mail: int) -> HttpResponse:
    """Send it (again)."""
    return _decided(request, council, mail, actions.send_again, "It goes with the next delivery.")


@require_POST
@manages_council
def went(request: HttpRequest, council: Council, mail: int) -> HttpResponse:
    """Say that one that was cut off went."""
    return _decided(request, council, mail, actions.it_went, "Noted: it went.")


def _decided(request: HttpRequest, council: Council, pk: int, act, success: str) -> HttpResponse:
    try:
        act(_one(request, council, pk), council=council, by=request.user, at=request.at)
    except actions.CannotSend as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, success)
    return redirect("admin_mail", council=council.slug, mail=pk)


def to_decide_words(count: int) -> str:
    """One mail did not go, or may not have; empty where all went."""
    return f"{begun(many(count, 'mail', 'mails'))} did not go, or may not have." if count else ""


def troubled(request: HttpRequest, asked: Asked) -> Question[int]:
    """How many mails of the council did not go, or may not have. One query."""
    found = yield counted(_of(request, asked.council).to_decide(), mails=Count("pk"))
    return sum(row["mails"] for row in found)

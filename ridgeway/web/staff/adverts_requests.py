"""Asking to recruit, and deciding it."""

from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ridgeway.core.words import day as day_words
from ridgeway.core.words import fte, pounds
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.models import RecruitmentRequest
from ridgeway.domains.recruitment.queries import adverts as queries
from ridgeway.domains.recruitment.queries.conflicts import who_approve
from ridgeway.domains.recruitment.queries.vacancies import Vacancy, to_recruit, vacancies_of
from ridgeway.web.guards import Asked, asks, number_in

from .adverts import NOT_YOURS, PAGE, acts_of
from .adverts_forms import AskForm, DecideForm, NothingForm
from .adverts_words import cost_words, request_row, where
from .changing import ask, back_to, done, link
from .enquiries import key_of

SHOWN = {"asked": "Waiting for a decision", "approved": "Approved, not advertised", "all": "All"}
HEADS = ("For", "Posts", "FTE", "Why", "Cost", "Asked by", "Asked", "Stands")


@asks(P.ADVERTS_EDIT)
def ask_for(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Ask to recruit: choose posts that are vacant or will be, say why; what they cost is said from the template for the role."""
    role, parts = number_in(request.GET.get("role", "")), request.GET.get("parts") == "all"
    found = to_recruit(request.user, asked.scope, asked.today, role=role, parts=parts)
    form = AskForm(request.POST or None, vacancies=found)
    services = {service.pk: service.name for service in asked.tree.services}
    every = queries.templates(request.user, asked.council)
    templates = {
        v.post_id: one
        for v in found
        if (one := queries.template_of(every, v.role_id, services.get(v.service_id, ""), services.values()))
    }

    def act(*, posts, **answers) -> RecruitmentRequest:
        chosen = [v for v in found if v.post_id in {post.pk for post in posts}]
        return actions.ask_to_recruit(asked.council, posts, **cost_of(chosen, templates), **answers)

    if made := done(request, form, act):
        url = link("adverts_request", asked, request_pk=made.pk)
        return back_to(request, "You have asked. Somebody who may decide sees it on Today.", url)
    service, team = asked.scope.service, asked.scope.team
    context = {
        "asked": asked, "form": form, "groups": _groups(found, _ticked(request, form, asked), templates), "role": role, "parts": parts,
        "deciders": _deciders(request, asked.council.pk, service.pk if service else None, team.pk if team else None, request.user.pk),
        "roles": sorted({(v.role_id, v.role) for v in found}, key=lambda pair: pair[1]),
        "list_url": link("adverts", asked), "requests_url": link("adverts_requests", asked),
    }  # fmt: skip
    return render(request, "adverts/ask.html", context)


def _deciders(request: HttpRequest, council: int, service: int | None, team: int | None, asker: int | None) -> str:
    """Who may decide about a request of a service and team, in words: never who asked for it."""
    names = [user.name for user in who_approve(council, service, team, request.today) if user.pk != asker]  # type: ignore[attr-defined]
    more = f" and {len(names) - 4} more" if len(names) > 5 else ""
    return ", ".join(names[:4] if more else names) + more


def cost_of(chosen: list[Vacancy], templates: dict[int, Any]) -> dict[str, Any]:
    """What posts cost in a year by the pay of the template for their role, and how that is known; nothing where there is none."""
    known = [(v, t) for v in chosen if (t := templates.get(v.post_id)) and t.pay_low is not None]
    if not known or len(known) < len(chosen):
        return {}
    low = sum((v.vacant * (t.pay_low + (t.supplement_low or 0)) for v, t in known), Decimal(0))
    high = sum((v.vacant * ((t.pay_high or t.pay_low) + (t.supplement_high or 0)) for v, t in known), Decimal(0))
    words = f"Pay and supplement of the template “{known[0][1]}” for the FTE asked for, without the employer’s costs"
    return {"cost_low": low.quantize(Decimal(1)), "cost_high": high.quantize(Decimal(1)), "cost_words": words}


def _ticked(request: HttpRequest, form: AskForm, asked: Asked) -> set[str]:
    """The posts ticked: as they were sent, or the one the person came from."""
    if form.is_bound:
        return set(request.POST.getlist("posts"))
    number = request.GET.get("post", "")[:40].replace("\0", "")
    pk = Post.objects.visible_to(request.user).filter(council=asked.council, number=number).values_list("pk", flat=True)
    return {str(pk.first())} if number else set()


def _groups(found: list[Vacancy], ticked: set[str], templates: dict[int, Any]) -> list[dict[str, Any]]:
    """The posts by team and role, each with what somebody who starts in it costs."""
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for v in found:
        cost = cost_of([v], templates)
        paid = f"{pounds(cost['cost_low'])} to {pounds(cost['cost_high'])} a year" if cost else ""
        group = groups.setdefault((v.team, v.role), {"words": f"{v.role}, {v.team}", "posts": []})
        group["posts"].append({"row": v, "is_ticked": str(v.post_id) in ticked, "paid": paid})
    return list(groups.values())


@asks(P.ADVERTS_VIEW)
def requests(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Requests: waiting, approved and not yet advertised, all."""
    show = request.GET.get("show", "asked")
    show, after = show if show in SHOWN else "asked", key_of(request)
    rows = queries.requests(request.user, asked.scope, show, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = f"{rows[-1].asked_at.isoformat()}~{rows[-1].pk}" if more else ""
    context = {
        "asked": asked,
        **acts_of(request, asked),
        "rows": [request_row(asked, row) for row in rows],
        "heads": HEADS,
        "switch": [(words, f"?{asked.query(show=name)}", name == show) for name, words in SHOWN.items()],
        "show": show,
        "earlier": f"?{asked.query(show=show)}" if after else "",
        "later": f"?{asked.query(show=show, after=last)}" if more else "",
        "page_words": f"{len(rows)} request{'' if len(rows) == 1 else 's'}, the latest first",
        "list_url": link("adverts", asked),
    }
    return render(request, "adverts/requests.html", context)


def request_in(request: HttpRequest, asked: Asked, pk: int, permission: str = P.ADVERTS_VIEW) -> RecruitmentRequest:
    """A request the person may see, or may do something with. Raises `Http404`."""
    row = queries.request_of(request.user, asked.council, pk, permission)
    if row is None:
        raise Http404(NOT_YOURS)
    return row


def _may(request: HttpRequest, row: RecruitmentRequest, permission: str) -> bool:
    return access_of(request.user).may(
        permission, council_id=row.council_id, service_id=row.service_id, team_id=row.team_id
    )


@asks(P.ADVERTS_VIEW)
def request_page(request: HttpRequest, asked: Asked, request_pk: int) -> HttpResponse:
    """One request: what is asked for, what it costs, who decided."""
    return _drawn(request, asked, request_in(request, asked, request_pk), DecideForm())


def _drawn(request: HttpRequest, asked: Asked, row: RecruitmentRequest, form: DecideForm) -> HttpResponse:
    is_own = row.asked_by_id == request.user.pk
    advert = row.adverts.all().first()
    can_edit = _may(request, row, P.ADVERTS_EDIT)
    context = {
        "asked": asked,
        "row": row,
        "where": where(row),
        "cost": cost_words(row),
        "posts": _posts(asked, row),
        "form": form if form.is_bound else None,
        "decide": form if row.state == "asked" and _may(request, row, P.ADVERTS_APPROVE) and not is_own else None,
        "is_own": is_own,
        "deciders": _deciders(request, row.council_id, row.service_id, row.team_id, row.asked_by_id) if row.state == "asked" else "",
        "decide_url": link("adverts_request_decide", asked, request_pk=row.pk),
        "withdraw_url": link("adverts_request_withdraw", asked, request_pk=row.pk)
        if can_edit and not advert and row.state in ("asked", "approved") else "",
        "begin_url": link("adverts_request_begin", asked, request_pk=row.pk)
        if can_edit and not advert and row.state == "approved" else "",
        "advert": advert,
        "advert_url": link("advert", asked, advert=advert.pk) if advert else "",
        "list_url": link("adverts_requests", asked),
        "adverts_url": link("adverts", asked),
    }  # fmt: skip
    return render(request, "adverts/request.html", context)


def _posts(asked: Asked, row: RecruitmentRequest) -> list[tuple[Post, str, str]]:
    """The posts asked for: the way to each, and how much of it is free when."""
    posts = [named.post for named in row.posts.all()]
    found = {
        vacancy.post_id: vacancy for vacancy in vacancies_of(row.council, asked.today, [post.pk for post in posts])
    }
    return [(post, link("post", asked, number=post.number), _free(found.get(post.pk))) for post in posts]


def _free(vacancy: Vacancy | None) -> str:
    if vacancy is None:
        return "Not funded today"
    if not vacancy.vacant:
        return "Held by somebody who stays"
    return f"{fte(vacancy.vacant)} FTE free {f'from {day_words(vacancy.from_on)}' if vacancy.from_on else 'now'}"


@require_POST
@asks(P.ADVERTS_APPROVE)
def decide(request: HttpRequest, asked: Asked, request_pk: int) -> HttpResponse:
    """Approve or refuse."""
    row = request_in(request, asked, request_pk, P.ADVERTS_APPROVE)
    form = DecideForm(request.POST)

    def act(*, decision: str, **answers) -> RecruitmentRequest:
        return (actions.approve if decision == "approved" else actions.refuse)(row, **answers)

    if made := done(request, form, act):
        said = "Approved. An advert can be written now." if made.state == "approved" else "Refused, with your words."
        return back_to(request, said, link("adverts_request", asked, request_pk=row.pk))
    return _drawn(request, asked, request_in(request, asked, request_pk), form)


@asks(P.ADVERTS_EDIT)
def withdraw(request: HttpRequest, asked: Asked, request_pk: int) -> HttpResponse:
    """Take a request back."""
    row = request_in(request, asked, request_pk, P.ADVERTS_EDIT)
    url = link("adverts_request", asked, request_pk=row.pk)
    form = NothingForm(request.POST if request.method == "POST" else None)
    if done(request, form, partial(actions.withdraw_request, row)):
        return back_to(request, "The request is withdrawn. The posts can be asked for again.", url)
    lead = f"{row.role}, {where(row)}. The posts can then be asked for again."
    return ask(
        request, asked, form, title="Withdraw this request?", button="Withdraw", back=url, lead=lead, danger=True
    )

"""Adverts: the list, one of them, and how it will look."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ridgeway.core.words import short_day
from ridgeway.domains.establishment import queries as establishment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment import advert_rules
from ridgeway.domains.recruitment.choices import AdvertOutcome
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import adverts as queries
from ridgeway.domains.recruitment.queries import jobs
from ridgeway.domains.recruitment.queries.adverts import AdvertFilter
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks, number_in

from .adverts_words import build_steps, closes_words, file_row, paid_words, row_of, stands
from .changing import link
from .enquiries import key_of

PAGE = 50
SHOWN = {"live": "Out now", "writing": "Being written", "over": "To be settled", "settled": "Settled", "all": "All"}
LEADS = {
    "live": "Published and open, the one that closes first at the top.",
    "writing": "Not out yet.",
    "over": "Closed, and nobody has said what came of them.",
    "settled": "Closed, with what came of them, the latest first.",
    "all": "Every advert, the latest first.",
}
HEADS = ("Advert", "Job", "Posts", "Pay", "Contact", "Out since", "Closes", "Stands")
FILE_HEADS = ("Reference", "Job", "Service", "Team", "Role", "People looked for", "Lowest pay", "Highest pay", "Place", "Contact",
              "Begun", "Published", "Closes", "State", "Outcome", "Through", "Why not filled", "Words")  # fmt: skip
NOT_YOURS = "There is no such page, or it is not yours to see."


@asks(P.ADVERTS_VIEW)
def adverts(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The list: out now, being written, to be settled, settled; by role and outcome. A reference leads to its advert."""
    if reference := request.GET.get("q", "").strip():
        pk = queries.by_reference(request.user, asked.council, reference[:20].replace("\0", ""))
        if pk is not None:
            return redirect(link("advert", asked, advert=pk))
    wanted, extra = filter_of(request)
    if form := downloads.wanted(request):
        rows = queries.listed(request.user, asked.scope, wanted, request.at, size=None)  # type: ignore[attr-defined]
        return downloads.table(form, f"adverts-{wanted.show}-{asked.today}", FILE_HEADS, map(file_row, rows))
    context = {
        "asked": asked,
        **page_of(request, asked, wanted, extra),
        **acts_of(request, asked),
        "wanted": wanted,
        "lead": LEADS[wanted.show],
        "switch": [(words, f"?{asked.query(**{**extra, 'show': name})}", name == wanted.show) for name, words in SHOWN.items()],
        "roles": establishment.posts.options(asked.council)[0],
        "outcomes": AdvertOutcome.choices,
        "no_such": reference,
        "file_query": asked.query(**extra),
    }  # fmt: skip
    return render(request, "adverts/list.html", context)


def acts_of(request: HttpRequest, asked: Asked) -> dict[str, str]:
    """Where the person can go on to, empty where they may not."""
    access = access_of(request.user)
    may_edit = access.may_somewhere(P.ADVERTS_EDIT, asked.council.pk)
    may_approve = access.may_somewhere(P.ADVERTS_APPROVE, asked.council.pk)
    return {
        "requests_url": link("adverts_requests", asked),
        "ask_url": link("adverts_ask", asked) if may_edit else "",
        "begin_url": link("adverts_begin", asked) if may_edit and may_approve else "",
    }


def filter_of(request: HttpRequest) -> tuple[AdvertFilter, dict[str, str]]:
    """What the address asks for, and the same as parts of an address."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "live"
    outcome = request.GET.get("outcome", "")
    outcome = outcome if outcome in AdvertOutcome.values and show in ("settled", "all") else ""
    role = number_in(request.GET.get("role", ""))
    extra = {"show": show, "role": str(role) if role else "", "outcome": outcome}
    return AdvertFilter(show, role, outcome), {name: value for name, value in extra.items() if value}


def page_of(request: HttpRequest, asked: Asked, wanted: AdvertFilter, extra: dict[str, str]) -> dict[str, Any]:
    """One page of the list with the addresses of the first page and the next."""
    at, after = request.at, key_of(request)  # type: ignore[attr-defined]
    rows = queries.listed(request.user, asked.scope, wanted, at, after=after, size=PAGE)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = queries.key_of(rows[-1], wanted) if more else None
    return {
        "rows": [row_of(asked, row, at) for row in rows],
        "heads": HEADS,
        "earlier": f"?{asked.query(**extra)}" if after else "",
        "later": f"?{asked.query(**extra, after=f'{last.isoformat()}~{rows[-1].pk}')}" if last else "",
        "page_words": f"{len(rows)} advert{'' if len(rows) == 1 else 's'}",
    }


def advert_in(request: HttpRequest, asked: Asked, pk: int, permission: str = P.ADVERTS_VIEW) -> Advert:
    """An advert the person may see, or may do something with. Raises `Http404`."""
    row = queries.advert_of(request.user, asked.council, pk, permission)
    if row is None:
        raise Http404(NOT_YOURS)
    return row


@asks(P.ADVERTS_VIEW)
def advert(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """One advert: how it stands, what it says, its posts, what changed, and what can be done with it."""
    row, at = advert_in(request, asked, advert), request.at  # type: ignore[attr-defined]
    job = jobs.told(row, at)
    may = access_of(request.user).may(
        P.ADVERTS_EDIT, council_id=row.council_id, service_id=row.service_id, team_id=row.team_id
    )
    lacking = advert_rules.lacks(row, job.essential, at=at) if row.state == "draft" else []
    context = {
        "asked": asked,
        "row": row,
        "job": job,
        "stands": stands(row, at),
        "closes": closes_words(row, at),
        "pay": paid_words(row),
        "posts": [(p.post, link("post", asked, number=p.post.number)) for p in row.posts.select_related("post")],
        "lacking": lacking,
        "steps": build_steps(asked, row, job) if may and row.state != "settled" else [],
        "acts": advert_acts(asked, row, at) if may else [],
        "request_url": link("adverts_request", asked, request_pk=row.request_id) if row.request_id else "",
        "posts_url": link("advert_posts", asked, advert=row.pk) if may and row.state != "settled" else "",
        "unsettle_url": link("advert_unsettle", asked, advert=row.pk) if may and row.state == "settled" else "",
        "list_url": link("adverts", asked),
        "pipeline_url": _pipeline_url(request, asked, row),
    }
    return render(request, "adverts/advert.html", context)


def _pipeline_url(request: HttpRequest, asked: Asked, row: Advert) -> str:
    of: dict[str, Any] = {"council_id": row.council_id, "service_id": row.service_id, "team_id": row.team_id}
    may = row.state != "draft" and access_of(request.user).may(P.APPLICATIONS_VIEW, **of)
    return link("pipeline", asked, advert=row.pk) if may else ""


def advert_acts(asked: Asked, row: Advert, at) -> list[tuple[str, str, bool]]:
    """What can be done with an advert now: words, address, whether it is the main thing."""

    def to(name: str) -> str:
        return link(f"advert_{name}", asked, advert=row.pk)

    if row.state == "draft":
        return [
            ("Throw away", to("remove"), False),
            ("Preview", to("preview"), False),
            ("Publish", to("publish"), True),
        ]
    if row.state == "settled":
        return [("Preview", to("preview"), False)]
    if row.is_live(at) or (row.published_at and row.published_at > at):
        return [
            ("Close early", to("close"), False),
            ("Extend", to("extend"), False),
            ("As people see it", to("preview"), False),
        ]
    return [
        ("As people saw it", to("preview"), False),
        ("Extend", to("extend"), False),
        ("Say what came of it", to("settle"), True),
    ]


@asks(P.ADVERTS_VIEW)
def preview(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """The words as those who look for a job will read them."""
    row, at = advert_in(request, asked, advert), request.at  # type: ignore[attr-defined]
    context = {
        "asked": asked,
        "row": row,
        "job": jobs.told(row, at),
        "closes": closes_words(row, at),
        "pay": paid_words(row),
        "dates": [("Shortlist", short_day(row.shortlist_on)), ("Interviews", short_day(row.interviews_on))],
        "back": link("advert", asked, advert=row.pk),
        "list_url": link("adverts", asked),
    }
    return render(request, "adverts/preview.html", context)

"""Adverts on Today: requests to decide, adverts to settle, those that close soon. And what a post's page says of them."""

from django.http import HttpRequest

from ridgeway.core import clock
from ridgeway.core.together import Question
from ridgeway.core.words import moment
from ridgeway.domains.establishment.models import Post
from ridgeway.domains.recruitment.queries import adverts as queries
from ridgeway.web.guards import Asked

from .changing import link
from .today_blocks import Thing

SHORT = 20
SAYS = {"decide": "Decide: asked on {}", "settle": "Say what came of it: closed on {}", "closes": "Closes {}"}


def waits(request: HttpRequest, asked: Asked) -> Question[list[Thing]]:
    """For Today: requests to decide, adverts to settle and those that close soon. One query."""
    rows = yield from queries.waiting(request.user, asked.scope, request.at, most=SHORT)  # type: ignore[attr-defined]
    return [
        Thing(
            row.title if row.where.lower() in row.title.lower() else f"{row.title}, {row.where}",
            link("adverts_request", asked, request_pk=row.pk)
            if row.kind == "decide"
            else link("advert", asked, advert=row.pk),
            SAYS[row.kind].format(moment(row.moment)),
            "due",
            clock.day_of(row.moment) if row.kind == "closes" else None,
        )
        for row in rows
    ]


def looked_for(request: HttpRequest, asked: Asked, post: Post, *, is_vacant: bool, may_ask: bool) -> dict[str, str]:
    """Where somebody is looked for a post, or where that can be asked for: words and address. One query."""
    pk, reference = queries.advert_for(request.user, post)
    if pk is not None:
        return {"words": f"Advert {reference}", "url": link("advert", asked, advert=pk)}
    if not (is_vacant and may_ask):
        return {}
    return {"words": "Ask to recruit", "url": link("adverts_ask", asked, changes={"post": post.number})}

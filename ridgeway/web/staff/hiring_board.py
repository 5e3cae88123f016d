"""The board of one advert: a column a stage; every move is a button, and dragging or an arrow key presses it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ridgeway.core import clock
from ridgeway.core.words import moment
from ridgeway.domains.organisation.access import access_of
from ridgeway.domains.organisation.choices import Permission as P
from ridgeway.domains.recruitment.choices import NotTakenWhy
from ridgeway.domains.recruitment.models import Advert
from ridgeway.domains.recruitment.queries import board as queries
from ridgeway.domains.recruitment.queries.board import Board, Card, Column
from ridgeway.domains.recruitment.stages import DECISIONS
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.drawing import strips
from ridgeway.web import downloads
from ridgeway.web.guards import Asked, asks

from .adverts import advert_in
from .adverts_words import where
from .changing import link
from .hiring import called, conflicted, days_words

S = ApplicationState
HEADS = ("Candidate", "Stage", "Where it stands", "Next", "Whose turn", "Working days", "Promised")
# the one press that moves somebody on, where it is a decision that only wants words: the state, the button, the column it leads to
PRESSES = {S.SENT: (S.SHORTLISTED, "Shortlist", "shortlist"), S.SHORTLISTED: (S.INTERVIEW, "Invite", "interview"), S.ACCEPTED: (S.CHECKING, "Begin checks", "checks")}  # fmt: skip


@never_cache
@asks(P.APPLICATIONS_VIEW)
def pipeline(request: HttpRequest, asked: Asked, advert: int) -> HttpResponse:
    """The board, or the same as a table (`?as=table`) and as a file: those who wait longest at the top; tick some and decide."""
    row = advert_in(request, asked, advert, P.APPLICATIONS_VIEW)
    form, only = downloads.wanted(request), request.GET.get("only", "")
    only = only if only in queries.ONLY else ""
    found = queries.board(
        request.user, row, asked.today, clock.day_of, shown=None if form else queries.SHOWN, only=only
    )
    if form:
        cards = [_file_row(card) for column in found.columns for card in column.cards]
        return downloads.table(form, f"pipeline-{row.reference}-{asked.today}", HEADS, cards)
    if not found.sent and (page := conflicted(request, asked, row)):
        return page
    of: dict[str, Any] = {"council_id": row.council_id, "service_id": row.service_id, "team_id": row.team_id}
    may_edit = access_of(request.user).may(P.APPLICATIONS_EDIT, **of)
    may_start = access_of(request.user).may(P.PEOPLE_EDIT, **of)
    context = {
        "asked": asked, "row": row, "where": where(row), "found": found, "ended": _ended(found), "may_edit": may_edit,
        "columns": [_column(asked, column, may_edit, may_start) for column in found.columns],
        "decisions": DECISIONS.items(), "reasons": NotTakenWhy.choices, "closes": moment(row.closes_at), "has_closed": bool(row.closes_at and row.closes_at <= request.at),
        "may_decide": may_edit and any(column.cards for column in found.columns if column.stage.key != "starts"),
        "heads": HEADS[:5], **_ways(request, asked, row, only),
        "advert_url": link("advert", asked, advert=row.pk), "shortlisting_url": link("shortlisting", asked, advert=row.pk), "interviews_url": link("interviews_advert", asked, advert=row.pk),
        "decide_url": link("hiring_decide", asked), "write_url": link("hiring_write", asked), "hiring_url": link("hiring", asked),
    }  # fmt: skip
    return render(request, "hiring/board.html", context)


def _ways(request: HttpRequest, asked: Asked, row: Advert, only: str) -> dict[str, Any]:
    """The same board as a table or a file, and narrowed: each keeps what the others say."""
    is_table = request.GET.get("as") == "table"
    shape = {"as": "table"} if is_table else {}
    named = [("", "Everybody"), *queries.ONLY.items()]
    return {
        "is_table": is_table, "board_url": f"?{asked.query(only=only)}", "table_query": asked.query(only=only, **{"as": "table"}),
        "file_query": asked.query(only=only), "only": only, "only_words": queries.ONLY.get(only, "").lower(),
        "onlys": [(words, f"?{asked.query(**shape, only=key)}", key == only) for key, words in named],
    }  # fmt: skip


class Address:
    """Addresses of pages about one application, each worked out once and not once a card."""

    def __init__(self, asked: Asked) -> None:
        self.asked, self.known = asked, dict[str, str]()

    def of(self, name: str, application: int) -> str:
        """The address of a page about an application."""
        if name not in self.known:
            self.known[name] = link(name, self.asked, application=0)
        return self.known[name].replace("/0/", f"/{application}/", 1)


def _column(asked: Asked, column: Column, may_edit: bool, may_start: bool) -> dict[str, Any]:
    made = Address(asked)
    cards = [_card(made, card, may_edit, may_start) for card in column.cards]
    return {"stage": column.stage, "cards": cards, "count": column.count, "more": column.count - len(cards)}


def _card(made: Address, card: Card, may_edit: bool, may_start: bool) -> dict[str, Any]:
    row = card.application
    return {
        "row": row, "who": called(row), "stage": card.stage, "fact": card.fact, "next": card.next, "turn": card.turn, "is_over": card.over > 0,
        "clock": strips.clock(card.days, card.stage.days, days_words(card.days, card.stage.days)),
        "open_url": made.of("application", row.pk),
        "notes_url": made.of("hiring_notes", row.pk) if may_edit else "",
        "press": PRESSES.get(S(row.state)) if may_edit else None, "way": _way(made, card, may_start) if may_edit else None,
    }  # fmt: skip


def _way(made: Address, card: Card, may_start: bool) -> tuple[str, str, str] | None:
    """Where the next step is a page of its own: its address, its words, the column it leads to."""
    row = card.application
    if row.state == S.INTERVIEW:
        return made.of("hiring_offer_make", row.pk), "Offer", "offer"
    if row.state == S.OFFERED:
        return made.of("hiring_offer", row.pk), "Offer", "checks"
    if row.state == S.CHECKING and card.is_clear and may_start:
        return made.of("hiring_start", row.pk), "Start", "starts"
    if row.state in (S.CHECKING, S.ACCEPTED):
        return f"{made.of('application', row.pk)}#checks", "Checks", ""
    return None


def _file_row(card: Card) -> Sequence[Any]:
    return (called(card.application), card.stage.name, card.fact, card.next, card.turn, card.days, card.stage.days)


def _ended(found: Board) -> list[tuple[str, int]]:
    """How many came to each end, in the order of the states."""
    return [(words, found.ended[state]) for state, words in S.choices if found.ended.get(state)]

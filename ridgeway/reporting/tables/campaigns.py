"""Campaigns: each phase with what it cost and brought, and each channel."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from ridgeway.core import words
from ridgeway.domains.recruitment.states import ApplicationState
from ridgeway.insight.figures import day_words

from ..counted.campaigns import phases as begun
from ..counted.hiring import is_here
from ..document import Block
from ..tokens import CannotRead, Token

FEW = 5


def phases(desk, token: Token) -> Block:
    """A row a phase. Applications and offers accepted are those of its days, whatever brought them."""
    where = desk.where(token)
    found = begun(desk.books, where)
    if not found:
        raise CannotRead("No phase of a campaign began in these days.")
    rows, spent, sent, agreed = [], Decimal(0), 0, 0
    for phase in found:
        until = min(phase.ends_on or where.on + dt.timedelta(days=1), where.on + dt.timedelta(days=1))
        bought = [row for row in desk.books.placements if row.phase == phase.pk]
        cost = sum((row.cost for row in bought if row.cost is not None), Decimal(0))
        of_its_days = phase.starts_on - dt.timedelta(days=1), until - dt.timedelta(days=1)
        applications = sum(is_here(where, row) for row in desk.books.sent(*of_its_days))
        accepted = sum(
            phase.starts_on <= days.get(ApplicationState.ACCEPTED, until) < until and is_here(where, row)
            for row, days in desk.books.moved(*of_its_days)
        )
        spent, sent, agreed = spent + cost, sent + applications, agreed + accepted
        days = f"{words.short_day(phase.starts_on)} to {words.short_day(until - dt.timedelta(days=1))}"
        clicks = sum(row.clicks or 0 for row in bought)
        budget = words.pounds(phase.budget) if phase.budget is not None else "not recorded"
        rows.append((phase.name, days, budget, words.pounds(cost), f"{clicks:,}", str(applications), str(accepted), _each(cost, applications), _each(cost, accepted)))  # fmt: skip
    return Block(
        "table", text=f"{desk.name_of(token)}: campaign cost and result", heads=("Phase", "Ran", "Budget", "Spent on placements", "Clicks", "Applications", "Offers accepted", "Cost per application", "Cost per offer accepted"),
        rows=tuple(rows), numeric=tuple(range(2, 9)),
        note=f"{words.pounds(spent)} was spent on placements in {len(found)} phase{'' if len(found) == 1 else 's'}, in whose days {sent} applications came and {agreed} offers were accepted. Of few a cost for each is not said.",
    )  # fmt: skip


def _each(cost: Decimal, count: int) -> str:
    return words.pounds(round(cost / count)) if count >= FEW else "too few"


def channels(desk, token: Token) -> Block:
    """A row a channel, of the phases that began in the days asked for."""
    where = desk.where(token)
    mine = {phase.pk for phase in begun(desk.books, where)}
    by_channel: dict[str, list] = defaultdict(list)
    for row in desk.books.placements:
        if row.phase in mine:
            by_channel[row.channel].append(row)
    if not by_channel:
        raise CannotRead("Nothing was bought in these days.")
    rows, most = [], ("", Decimal(0))
    for name, bought in sorted(by_channel.items()):
        cost = sum((row.cost for row in bought if row.cost is not None), Decimal(0))
        clicks = sum(row.clicks or 0 for row in bought)
        most = max(most, (name, cost), key=lambda pair: pair[1])
        each = f"£{cost / clicks:,.2f}" if clicks >= FEW else "too few"
        rows.append(
            (name, str(sum(row.pieces for row in bought)), words.pounds(cost), f"{clicks:,}" if clicks else "–", each)
        )
    total, clicked = sum((r.cost or Decimal(0) for rows_ in by_channel.values() for r in rows_), Decimal(0)), sum(r.clicks or 0 for rows_ in by_channel.values() for r in rows_)  # fmt: skip
    rows.append(("Total", str(sum(r.pieces for rows_ in by_channel.values() for r in rows_)), words.pounds(total), f"{clicked:,}", f"£{total / clicked:,.2f}" if clicked >= FEW else "too few"))  # fmt: skip
    return Block(
        "table", text=f"Channels, phases begun after {day_words(where.since)}", heads=("Channel", "Pieces", "Cost", "Clicks", "Cost per click"),
        rows=tuple(rows), numeric=(1, 2, 3, 4), has_total=True, note=f"Most was spent on {most[0]}: {words.pounds(most[1])} of {words.pounds(total)}.",
    )  # fmt: skip

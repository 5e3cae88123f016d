"""The adverts of today: requests that wait, drafts, adverts that are out, closed ones of which nobody has said what came, and this year's settled ones."""

import datetime as dt
from typing import Any

from ridgeway.domains.organisation.models import User
from ridgeway.domains.recruitment import actions
from ridgeway.domains.recruitment.choices import AdvertOutcome, NotFilledWhy, RequestWhy, Source
from ridgeway.domains.recruitment.models import RecruitmentRequest

from .adverts import _DAY, Advertising, _evening, _morning, _role, _team, _working_day
from .world import Seat

HEADS = {"childrens": "tamsin.greenway@example.org", "adult": "moss.chalkley@example.org"}
MANAGER, RESOURCING = "sorrel.whitsbury@example.org", "linnet.oakfield@example.org"
LIVE, DRAFTS, CLOSED, APPROVED, ASKED = 13, 2, 2, 1, 3
WHY = {
    RequestWhy.LEAVER: "Left in the summer; the team has shared the work since.",
    RequestWhy.AGENCY: "An agency worker holds the cases now.",
    RequestWhy.NEW_POST: "Funded, and never filled.",
}


def _groups(work: Advertising) -> list[list[Seat]]:
    """The posts that are vacant today, in groups that one advert can call for; three of children's services to one of adult care."""
    kinds: dict[tuple, list[Seat]] = {}
    for seat in work.world.vacant():
        role, team = _role(seat, work.today), _team(seat, work.today)
        kinds.setdefault((seat.service, role, team), []).append(seat)
    largest = sorted(kinds, key=lambda key: (-len(kinds[key]), key))
    children, adult = ([kinds[key] for key in largest if key[0] == service] for service in ("childrens", "adult"))
    mixed = [children[n : n + 3] + adult[n // 3 : n // 3 + 1] for n in range(0, len(children), 3)]
    return [seats for four in mixed for seats in four]


def _ask(work: Advertising, seats: list[Seat], on: dt.date) -> RecruitmentRequest:
    """Somebody asks for the posts; what they cost is what the template for the role pays."""
    email = MANAGER if all(_team(seat, work.today) == "north" for seat in seats) else RESOURCING
    role = _role(seats[0], work.today)
    template = work.templates.get((seats[0].service, role)) or work.templates["childrens", role]
    why = work.rng.choice(list(WHY))
    cost: dict[str, Any] = {
        "cost_low": template.pay_low * len(seats), "cost_high": template.pay_high * len(seats),
        "cost_words": f"Pay of {template.grade_words}, without the employer’s costs (invented)",
    }  # fmt: skip
    posts = [work.posts[seat.number] for seat in seats]
    who = work.users[email]
    return actions.ask_to_recruit(work.council, posts, why=why, words=WHY[why], by=who, at=_morning(on), **cost)


def _approve(work: Advertising, request: RecruitmentRequest, seats: list[Seat], on: dt.date) -> RecruitmentRequest:
    head: User = work.users[HEADS[seats[0].service]]
    return actions.approve(request, by=head, at=_morning(on) + dt.timedelta(hours=5))


def write(work: Advertising) -> str:
    """All of them; says how many."""
    groups, today = _groups(work), work.today
    parts = [LIVE, DRAFTS, CLOSED, APPROVED, ASKED]
    ends = [sum(parts[: n + 1]) for n in range(len(parts))]
    live, drafts, closed, approved, asked = (groups[e - n : e] for n, e in zip(parts, ends, strict=True))
    for number, seats in enumerate(live):
        out = _working_day(today - (3 + number * 5 % 19) * _DAY)
        closes = _working_day(today + (5 + number * 7 % 24) * _DAY)
        _out(work, seats, out, closes, number)
    for number, seats in enumerate(closed):
        _out(work, seats, today - 32 * _DAY, _working_day(today - (4 + 5 * number) * _DAY), number)
    for seats in drafts:
        request = _approve(work, _ask(work, seats, today - 9 * _DAY), seats, today - 6 * _DAY)
        work.begin(seats, _morning(today - 2 * _DAY), is_now=True, request=request)
    for seats in approved:
        _approve(work, _ask(work, seats, today - 6 * _DAY), seats, today - _DAY)
    for number, seats in enumerate(asked):
        _ask(work, seats, today - (1 + 2 * number) * _DAY)
    return f"{len(live)} that are out, {_past(work)} settled since"


def _out(work: Advertising, seats: list[Seat], out: dt.date, closes: dt.date, number: int) -> None:
    request = _approve(work, _ask(work, seats, out - 9 * _DAY), seats, out - 7 * _DAY)
    advert = work.begin(seats, _morning(out - 3 * _DAY), is_now=True, request=request)
    if number == 2:
        actions.change_advert(
            advert, takes_expressions=True, is_hard_to_fill=True, by=work.by, at=_morning(out - 2 * _DAY)
        )
    if number == 8:
        actions.change_advert(advert, is_internal=True, by=work.by, at=_morning(out - 2 * _DAY))
    work.publish(advert, _morning(out), _evening(closes))
    if closes < work.today:
        return
    if number == 1:
        later = _evening(_working_day(closes + 7 * _DAY))
        actions.extend(advert, closes_at=later, why="too_few", words="Two so far.", by=work.by, at=work.at)
    if number == 4:
        actions.change_advert(advert, hours="37 a week, or three days", by=work.by, at=work.at)


def _past(work: Advertising) -> int:
    """Adverts of this year that have been settled, for posts filled since; each looked for somebody in the place they began."""
    spells = [s for s in work.world.spells if s.places[0].seat and work.today - 240 * _DAY < s.starts <= work.today]
    count = 0
    for number, spell in enumerate(sorted(spells, key=lambda s: s.starts)[::3]):
        seat = spell.places[0].held
        closes = _evening(_working_day(spell.starts - 70 * _DAY))
        if seat in work.world.vacant() or closes.date() >= work.today:
            continue
        advert = work.begin([seat], closes - 30 * _DAY, is_now=True)
        work.publish(advert, closes - 24 * _DAY, closes)
        if number % 5 == 4:
            ended: dict[str, Any] = {"outcome": AdvertOutcome.NOT_FILLED, "why": NotFilledWhy.NOBODY_SUITABLE}
        else:
            ended = {
                "outcome": AdvertOutcome.FILLED,
                "channel": work.rng.choice((Source.SITE, Source.BOARD, Source.WORD)),
            }
        actions.settle(advert, **ended, by=work.by, at=min(closes + 40 * _DAY, work.at))
        count += 1
    return count

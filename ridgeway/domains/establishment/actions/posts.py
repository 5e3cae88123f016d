"""Posts: funded, changed from a day on, ended. Whoever holds a post goes with it."""

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction

from ridgeway.core.periods import overlaps
from ridgeway.domains.organisation.actions import change_council
from ridgeway.domains.organisation.models import Council, Team

from ..models import FundingDecision, Grade, Holding, JobRole, Post, PostTerm
from .fit import forwards, plain, same_council, share
from .reasons import CannotChangeEstablishment, need, written
from .writing import before_last, changed, created, day_in, lock_posts

_NUMBER = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._-]{0,19}$")
MOST_AT_ONCE = 200


@transaction.atomic
def fund_post(
    council: Council,
    *,
    number: str,
    team: Team,
    role: JobRole,
    fte: Decimal,
    starts_on: dt.date,
    by,
    at: dt.datetime,
    grade: Grade | None = None,
    decision: FundingDecision | None = None,
    ends_on: dt.date | None = None,
) -> Post:
    """A post, with its first term.

    Raises `CannotChangeEstablishment` when the number is taken or cannot be one, or the team or role is another council's.
    """
    number = number.strip()
    need(
        _NUMBER.match(number),
        f"“{number}” cannot be a post's number: up to 20 letters, digits, dots, dashes and spaces.",
    )
    same_council(council.pk, team, role, grade, decision)
    share(fte, what="A post's FTE", least="0.01")
    forwards(starts_on, ends_on, what=f"Post {number}")
    _team_is_there(team, starts_on)
    need(not Post.objects.filter(council=council, number=number).exists(), f"There is already a post {number}.")
    try:
        with transaction.atomic():
            post = Post.objects.create(council=council, number=number, funding_decision=decision)
    except IntegrityError as error:  # somebody else took the number since we looked
        raise CannotChangeEstablishment(f"There is already a post {number}.") from error
    created(post, "post.funded", by=by, at=at)
    term = PostTerm.objects.create(
        council=council, post=post, team=team, role=role, grade=grade, fte=fte, starts_on=starts_on, ends_on=ends_on
    )
    created(term, "post.term_began", by=by, at=at)
    if council.records_until is not None:  # posts are kept here from now on: files are no longer all that is known
        change_council(council, records_until=None, by=by, at=at)
    return post


@transaction.atomic
def fund_posts(council: Council, numbers: Sequence[str], *, by, at: dt.datetime, **terms) -> list[Post]:
    """Several posts alike, one for each number, all or none. `terms` as for `fund_post`."""
    need(numbers, "Say how many posts.")
    need(len(numbers) <= MOST_AT_ONCE, f"At most {MOST_AT_ONCE} posts can be funded at once.")
    need(len(set(numbers)) == len(numbers), "Two of the posts would have the same number.")
    return [fund_post(council, number=number, by=by, at=at, **terms) for number in numbers]


@transaction.atomic
def change_post(
    post: Post, *, from_day: dt.date, by, at: dt.datetime, seen: Sequence[int] | None = None, **changes
) -> PostTerm:
    """From a day on the post has another team, role, grade or FTE: its current term ends and the next begins.

    Whoever holds it then goes with it: their place ends that day and goes on in the new team and role. `seen` are the
    ids of the terms that the person who changes it had before them.
    Raises `CannotChangeEstablishment` when the post has no term on that day, nothing would change, somebody else
    changed it first, or it would be smaller than what is held of it.
    """
    lock_posts(post)
    same_council(post.council_id, changes.get("team"), changes.get("role"), changes.get("grade"))
    terms = list(post.terms.select_related("team", "role", "grade").order_by("starts_on"))
    if seen is not None and list(seen) != [t.pk for t in terms]:
        raise CannotChangeEstablishment(f"Somebody else changed post {post} while you were. Look again before you do.")
    term = next((t for t in terms if t.holds_on(from_day)), None)
    if term is None:
        raise CannotChangeEstablishment(f"Post {post} is not funded on {written(from_day)}.")
    changes = {name: value for name, value in changes.items() if getattr(term, name) != value}
    need(changes, f"Post {post} is already so on {written(from_day)}.")
    if "team" in changes:
        _team_is_there(changes["team"], from_day)
    if "fte" in changes:
        _holders_fit(post, share(changes["fte"], what="A post's FTE", least="0.01"), from_day, term.ends_on)
    until = term.ends_on
    if term.starts_on == from_day:
        new = changed(term, "post.term_changed", by=by, at=at, **changes)
    else:
        kept = {name: getattr(term, name) for name in ("team", "role", "grade", "fte")}
        changed(term, "post.term_ended", by=by, at=at, ends_on=from_day)
        new = PostTerm.objects.create(
            council=post.council, post=post, starts_on=from_day, ends_on=until, **{**kept, **changes}
        )
        created(new, "post.term_began", by=by, at=at)
    for row in (*post.holdings.filter(overlaps(from_day, until)), *post.covers.filter(overlaps(from_day, until))):
        _carry(row, new, until, by=by, at=at)
    return new


def _team_is_there(team: Team, day: dt.date) -> None:
    need(team.ends_on is None or team.ends_on > day, f"{team} is closed on {written(day)}.")


def _holders_fit(post: Post, fte: Decimal, starts_on: dt.date, ends_on: dt.date | None) -> None:
    held = list(post.holdings.filter(overlaps(starts_on, ends_on)).select_related("worker"))
    for day in sorted({starts_on, *(h.starts_on for h in held if h.starts_on > starts_on)}):
        here = [h for h in held if h.holds_on(day)]
        total = sum(h.fte for h in here)
        if here and total > fte:
            names = " and ".join(str(h.worker) for h in here)
            raise CannotChangeEstablishment(
                f"{names} {'holds' if len(here) == 1 else 'hold'} {plain(total)} FTE of post {post} on {written(day)}."
                " Change their FTE first."
            )


def _carry(row, term: PostTerm, until: dt.date | None, *, by, at: dt.datetime) -> None:
    """Somebody's place (or cover) takes the post's team and role for as long as the term lasts, cut where it begins and ends."""
    if row.team_id == term.team_id and row.role_id == term.role_id:
        return
    word = row._meta.model_name
    last = row.ends_on
    if until is not None and (last is None or last > until):
        _copy(row, f"{word}.carried", by=by, at=at, starts_on=until, ends_on=last)
        last = until
    if row.starts_on < term.starts_on:
        _copy(
            row, f"{word}.carried", by=by, at=at, starts_on=term.starts_on, ends_on=last, team=term.team, role=term.role
        )
        changed(row, f"{word}.ended", by=by, at=at, ends_on=term.starts_on)
    else:
        changed(row, f"{word}.changed", by=by, at=at, team=term.team, role=term.role, ends_on=last)


def _copy(row, verb: str, *, by, at: dt.datetime, **differing):
    fields = {f.name: getattr(row, f.name) for f in row._meta.concrete_fields if not f.primary_key}
    return created(type(row).objects.create(**{**fields, **differing}), verb, by=by, at=at)


@transaction.atomic
def end_post(post: Post, *, ends_on: dt.date, by, at: dt.datetime) -> Post:
    """The post is no longer funded from `ends_on`. Cover of it ends with it.

    Raises `CannotChangeEstablishment` when somebody holds it on or after that day, or it is not funded then.
    """
    lock_posts(post)
    held = post.holdings.filter(overlaps(ends_on, None)).select_related("worker").order_by("starts_on")
    if holder := held.first():
        day = max(holder.starts_on, ends_on)
        raise CannotChangeEstablishment(f"{holder.worker} holds this post on {written(day)}. Move them first.")
    need(
        not post.terms.filter(starts_on__gt=ends_on).exists(),
        f"Post {post} has changes recorded after {written(ends_on)}.",
    )
    before = list(post.terms.filter(starts_on__lt=ends_on).filter(overlaps(ends_on, None)))
    need(
        not post.terms.filter(starts_on=ends_on).exists(),
        f"Post {post} begins or changes on {written(ends_on)}. It can end on a later day.",
    )
    need(before, f"Post {post} is not funded on {written(ends_on)}.")
    need(
        not post.covers.filter(starts_on__gte=ends_on).exists(),
        f"Cover of post {post} is recorded after {written(ends_on)}. Take it away first.",
    )
    changed(before[0], "post.ended", by=by, at=at, ends_on=ends_on)
    for row in post.covers.filter(overlaps(ends_on, None)):
        changed(row, "cover.ended", by=by, at=at, ends_on=ends_on)
    return post


@transaction.atomic
def undo_end_post(post: Post, *, by, at: dt.datetime) -> Post:
    """Put back an ending that was recorded by mistake: the post's last term goes on, as do the covers that ended with it.

    Raises `CannotChangeEstablishment` when its ending was not the last thing done to it.
    """
    lock_posts(post)
    term = post.terms.order_by("starts_on").last()
    before = before_last(term, "post.ended") if term is not None else None
    if term is None or before is None:
        raise CannotChangeEstablishment(f"The end of post {post} is not the last thing recorded of it.")
    for row in post.covers.filter(ends_on=term.ends_on):
        if (was := before_last(row, "cover.ended")) is not None:
            changed(row, "cover.reopened", by=by, at=at, ends_on=day_in(was, "ends_on"))
    changed(term, "post.reopened", by=by, at=at, ends_on=day_in(before, "ends_on"))
    return post


@transaction.atomic
def correct_funding(post: Post, *, starts_on: dt.date, decision: FundingDecision | None, by, at: dt.datetime) -> Post:
    """Correct the day a post was first funded, and the decision that pays for it.

    Raises `CannotChangeEstablishment` when somebody held or covered it before that day, or its first term would be empty.
    """
    lock_posts(post)
    same_council(post.council_id, decision)
    first = post.terms.order_by("starts_on").first()
    if first is None:
        raise CannotChangeEstablishment(f"Post {post} was never funded.")
    if first.starts_on != starts_on:
        forwards(starts_on, first.ends_on, what=f"The first term of post {post}")
        early: Holding | None = post.holdings.filter(starts_on__lt=starts_on).select_related("worker").first()
        need(early is None, f"{early and early.worker} held this post before {written(starts_on)}.")
        need(
            not post.covers.filter(starts_on__lt=starts_on).exists(),
            f"This post was covered before {written(starts_on)}.",
        )
        changed(first, "post.funding_corrected", by=by, at=at, starts_on=starts_on)
    if post.funding_decision_id != (decision.pk if decision else None):
        changed(post, "post.decision_corrected", by=by, at=at, funding_decision=decision)
    return post

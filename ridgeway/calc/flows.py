"""The stock-flow identity of vacancies: opening + new - ended + left + moved - started = closing, post by post."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .stocks import Days, between, on, sum_by

Ids = NDArray[np.int64]
Amounts = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Terms:
    """Periods of posts: post id, a line number (which line of the table it stands in), FTE, from, until. Shape (n,)."""

    post: Ids
    line: Ids
    fte: Amounts
    starts: Days
    ends: Days


@dataclass(frozen=True, slots=True)
class Places:
    """Periods of people in posts: post id, FTE, from, until, and whether they begin or end an employment. Shape (m,)."""

    post: Ids
    fte: Amounts
    starts: Days
    ends: Days
    begins_employment: NDArray[np.bool_]
    ends_employment: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened to each post between two days, in posts or in FTE. Every array has shape (k,), one element a post.

    `line` is where the post stands at the end (or stood at the start when it ended). `unexplained` is closing less
    what the events lead to: nought wherever one post is held by one person at a time.
    """

    post: Ids
    line_before: Ids
    line_after: Ids
    opening: Amounts
    new: Amounts
    ended: Amounts
    left: Amounts
    moved: Amounts
    started: Amounts
    closing: Amounts

    @property
    def unexplained(self) -> Amounts:
        expected = self.opening + self.new - self.ended + self.left + self.moved - self.started
        return np.round(self.closing - expected, 6)


NO_LINE = -1


def vacancy_flow(terms: Terms, places: Places, after: np.datetime64, until: np.datetime64, *, in_fte: bool) -> Flow:
    """The flow of vacancies of every post funded on either day.

    In posts: a funded post is vacant that nobody holds. In FTE: the part of it that nobody holds, never less than nothing.
    """
    posts = np.unique(
        np.concatenate([terms.post[on(terms.starts, terms.ends, d)] for d in (after, until)])
        if len(terms.post)
        else terms.post
    )
    funded_before, line_before, open_before = _stock(terms, places, posts, after, in_fte)
    funded_after, line_after, open_after = _stock(terms, places, posts, until, in_fte)
    size = places.fte if in_fte else np.ones(len(places.post))
    # someone who only changes hours or is re-recorded goes on in the same post: in posts, nothing happened
    begun = between(places.starts, after, until)
    over = between(places.ends, after, until)
    if not in_fte:
        begun, over = _without_continuing(places, begun, over)
    change = funded_after - funded_before

    def by_post(mask: NDArray[np.bool_]) -> Amounts:
        return sum_by(places.post[mask], size[mask], posts)

    left = by_post(over & places.ends_employment)
    started = by_post(begun & places.begins_employment)
    moved = by_post(over & ~places.ends_employment) - by_post(begun & ~places.begins_employment)
    return Flow(
        posts,
        line_before,
        line_after,
        open_before,
        np.maximum(change, 0),
        np.maximum(-change, 0),
        left,
        moved,
        started,
        open_after,
    )


def _stock(terms: Terms, places: Places, posts: Ids, day: np.datetime64, in_fte: bool) -> tuple[Amounts, Ids, Amounts]:
    """Per post on a day: what is funded, its line (`NO_LINE` when not funded), and how much of it nobody holds."""
    true = on(terms.starts, terms.ends, day)
    fte = sum_by(terms.post[true], terms.fte[true], posts)
    line = np.full(len(posts), NO_LINE)
    line[np.searchsorted(posts, terms.post[true])] = terms.line[true]
    here = on(places.starts, places.ends, day)
    held = sum_by(places.post[here], places.fte[here], posts)
    people = sum_by(places.post[here], np.ones(int(here.sum())), posts)
    if in_fte:
        return fte, line, np.maximum(fte - held, 0) * (fte > 0)
    funded = (fte > 0).astype(float)
    return funded, line, funded * (people == 0)


def _without_continuing(places: Places, begun, over):
    """Leave out a beginning that meets an end in the same post on the same day, pair by pair."""
    if not begun.any() or not over.any():
        return begun, over
    begun, over = begun.copy(), over.copy()
    ends: dict[tuple[int, int], list[int]] = {}
    days_out, days_in = places.ends.astype("int64"), places.starts.astype("int64")
    for i in np.flatnonzero(over & ~places.ends_employment):
        ends.setdefault((int(places.post[i]), int(days_out[i])), []).append(int(i))
    for i in np.flatnonzero(begun & ~places.begins_employment):
        if waiting := ends.get((int(places.post[i]), int(days_in[i]))):
            begun[i] = over[waiting.pop()] = False
    return begun, over

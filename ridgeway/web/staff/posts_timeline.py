"""Time lines as pictures: a post's funding, holders and covers, and a person's places, as bars over years."""

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ridgeway.drawing.svg import diamond, line, picture, rect, text

WIDTH, LEFT, ROW = 900, 190, 26
_MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A period in a row; `cls` paints it."""

    starts: dt.date
    ends: dt.date | None
    cls: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the picture: its words at the left, and its bars."""

    words: str
    bars: list[Bar]


def post_timeline(story, on: dt.date, today: dt.date) -> SafeString | str:
    """Funded, who held it, who covered it, when it was empty."""
    rows = [Row("Funded", [Bar(t.starts_on, t.ends_on, "d-flint") for t in story.terms])]
    rows += _by_person(story.holdings, "d-accent")
    rows += [Row(f"{r.words}, agency", r.bars) for r in _by_person(story.covers, "d-hatched")]
    if story.gaps:
        rows.append(Row("Nobody in post", [Bar(first, last, "d-hollow") for first, last in story.gaps]))
    return timeline(rows, on, today, f"Post {story.post} over the years", "post-line")


def person_timeline(story, on: dt.date, today: dt.date) -> SafeString | str:
    """Employed, each place, away, and agency cover."""
    rows = []
    if story.spells:
        spells = [Bar(s.employment.starts_on, s.employment.ends_on, "d-flint") for s in story.spells]
        rows.append(Row("Employed", spells))
    places: dict[str, list[Bar]] = {}
    for spell in story.spells:
        for row in spell.places:
            words = str(row.post or "No post recorded") + (f", {row.team}" if row.team else "")
            places.setdefault(words, []).append(Bar(row.starts_on, row.ends_on, "d-accent"))
    rows += [Row(words, bars) for words, bars in places.items()]
    for row in story.covers:
        rows.append(Row(f"Agency, {row.post or row.team or 'no post'}", [Bar(row.starts_on, row.ends_on, "d-hatched")]))
    away = [Bar(a.starts_on, a.ends_on, "d-ochre") for s in story.spells for a in s.absences if not a.is_yearly_total]
    if away:
        rows.append(Row("Away", away))
    return timeline(rows, on, today, f"{story.worker} over the years", "person-line")


def _by_person(holdings, cls: str) -> list[Row]:
    people: dict[int, Row] = {}
    for row in holdings:
        people.setdefault(row.worker_id, Row(str(row.worker), [])).bars.append(Bar(row.starts_on, row.ends_on, cls))
    return list(people.values())


def timeline(rows: list[Row], on: dt.date, today: dt.date, title: str, key: str) -> SafeString | str:
    """Bars over years, with the day asked for as a dashed line; what is still true runs to the right edge. Empty without rows."""
    rows = rows[-_MOST_ROWS:]
    days = [bar.starts for row in rows for bar in row.bars]
    if not days:
        return ""
    ends = [bar.ends for row in rows for bar in row.bars if bar.ends]
    first, last = dt.date(min(*days, on).year, 1, 1), max(*days, *ends, on, today) + dt.timedelta(days=60)
    height, span = 30 + ROW * len(rows) + 4, (last - first).days

    def x(day: dt.date | None) -> float:
        return LEFT + ((min(day, last) if day else last) - first).days / span * (WIDTH - LEFT - 6)

    parts = _years(first, last, x, height)
    for number, row in enumerate(rows):
        top = 30 + number * ROW
        parts.append(text("d-words", 0, top + 14, _short(row.words)))
        for bar in row.bars:
            more = {"fill": "url(#hatch)"} if bar.cls == "d-hatched" else {}
            thick = 8 if bar.cls == "d-flint" else 14
            parts.append(
                rect(
                    bar.cls, x(bar.starts), top + (18 - thick) / 2, max(x(bar.ends) - x(bar.starts), 1.5), thick, **more
                )
            )
    parts += [line("d-event", x(on), 22, x(on), height), diamond("d-way", x(on), 22, 6)]
    return picture("".join(parts), WIDTH, height, title, _describe(rows), key=key, fluid=True)


def _years(first: dt.date, last: dt.date, x, height: int) -> list[str]:
    """The alternating scale of years, with as many named as there is room for."""
    years = last.year - first.year + 1
    every = max(1, -(-years * 44 // (WIDTH - LEFT)))
    parts = []
    for number, year in enumerate(range(first.year, last.year + 1)):
        begin, end = x(dt.date(year, 1, 1)), x(dt.date(year + 1, 1, 1))
        parts.append(rect("d-ink" if number % 2 else "d-hollow", begin, 19, end - begin, 5))
        if number % every == 0 and begin < WIDTH - 36:
            parts += [text("d-words-2", begin, 12, str(year)), line("d-rule", begin, 26, begin, height)]
    return parts


def _short(words: str) -> str:
    return words if len(words) <= 28 else f"{words[:27]}…"


def _describe(rows: list[Row]) -> str:
    def period(bar: Bar) -> str:
        return f"from {bar.starts:%-d %B %Y}" + (f" until {bar.ends:%-d %B %Y}" if bar.ends else "")

    return ". ".join(f"{row.words}: {', '.join(period(bar) for bar in row.bars)}" for row in rows[:12])

"""Small drawings on one line: the date scale, a share with its range, cover, a clock, a row of squares, a sparkline."""

import datetime as dt
import hashlib
import math
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ridgeway.core.periods import financial_year, months_before
from ridgeway.core.words import day
from ridgeway.core.words import number as spoken

from .svg import diamond, line, number, picture, polyline, rect, text

SCALE_WIDTH = 340


def date_scale(on: dt.date, against: dt.date, today: dt.date) -> SafeString:
    """The as-at bar's scale: financial years as an alternating bar, dotted after today; a diamond at each day."""
    first = dt.date(_year_of(min(against, months_before(on, 12))), 4, 1)
    last = max(months_before(on, -6), months_before(first, -24))
    width, top = SCALE_WIDTH - 8, 12

    def x(when: dt.date) -> float:
        return 4 + (when - first).days / (last - first).days * width

    years = (last - first).days / 365.25
    step = 3 if years <= 4 else 12
    every = max(1, math.ceil(years * 64 / width))
    parts = [rect("d-hollow", 4, top - 2.5, x(min(today, last)) - 4, 5)]
    begin, filled, mark = first, True, 0
    while begin < last:
        end = min(months_before(begin, -step), last)
        if filled and begin < today:
            parts.append(rect("d-ink", x(begin), top - 2.5, x(min(end, today)) - x(begin), 5))
        if begin.month == 4 and begin.day == 1:
            parts.append(line("d-axis", x(begin), top - 6, x(begin), top + 3))
            if mark % every == 0 and x(begin) < width - 40:
                parts.append(text("d-words-2", x(begin) + 3, top + 18, financial_year(begin)))
            mark += 1
        begin, filled = end, not filled
    if today < last:
        parts.append(
            polyline(
                "d-dotted",
                [
                    (x(max(today, first)), top - 2.5),
                    (x(last), top - 2.5),
                    (x(last), top + 2.5),
                    (x(max(today, first)), top + 2.5),
                ],
            )
        )
    parts.append(diamond("d-way-hollow", x(against), top, 6.5))
    parts.append(diamond("d-way", x(on), top, 7))
    return picture(
        "".join(parts), SCALE_WIDTH, 34, f"{day(against)} and {day(on)} on a scale of financial years", cls="scale"
    )


def _year_of(when: dt.date) -> int:
    return when.year if when.month >= 4 else when.year - 1


def contour_mark(name: str, size: int = 32) -> SafeString:
    """A person's mark: contour lines drawn from the name, with initials. The same name always gives the same lines."""
    seed = hashlib.sha256(name.encode()).digest()
    middle, rings = size / 2, []
    shift = [(byte - 128) / 128 for byte in seed]
    for ring in range(3 if size < 40 else 5):
        count = 3 if size < 40 else 5
        radius = middle - 2.5 - (ring + 1) * (middle - 2) / (count + 1.5)
        outline = []
        for step in range(24):
            angle = step * math.tau / 24
            swell = (
                1
                + 0.07 * shift[0] * math.cos(2 * angle + 3 * shift[1])
                + 0.06 * shift[2] * math.cos(3 * angle + 3 * shift[3])
            )
            x = middle + shift[4] * ring * 0.4 + radius * swell * math.cos(angle)
            y = middle + shift[5] * ring * 0.4 + radius * swell * math.sin(angle)
            outline.append((x, y))
        rings.append(polyline("d-contour", [*outline, outline[0]]))
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    initials = "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1]))
    around = f'<circle class="d-ring" cx="{number(middle)}" cy="{number(middle)}" r="{number(middle - 1)}"/>'
    letters = (
        f'<text class="d-initials" x="{number(middle)}" y="{number(middle + size * 0.135)}" font-size="{number(size * 0.375)}" '
        f'text-anchor="middle">{escape(initials)}</text>'
    )
    return picture(around + "".join(rings) + letters, size, size, cls="person-mark")


def sparkline(values: Sequence[float | None], words: str = "") -> SafeString:
    """`{% sparkline values "Turnover, falling" %}`: a small line over its ground, a diamond at its end. Nothing below two values."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return mark_safe("")
    low, high = min(value for _, value in known), max(value for _, value in known)
    across, tall = (known[-1][0] - known[0][0]) or 1, (high - low) or 1
    spots = [(1 + (place - known[0][0]) / across * 90, 24 - (value - low) / tall * 20) for place, value in known]
    inner = line("d-rule-2", 0, 29.5, 98, 29.5) + polyline("d-spark", spots) + diamond("d-way", *spots[-1], 4.5)
    return picture(inner, 98, 30, words, cls="spark")


def range_bar(value: float | None, low: float, high: float, top: float = 100, few: bool = False) -> SafeString:
    """`{% range_bar 18.9 9.5 34.2 50 %}`: a share with its likely range on a scale from nothing to `top`, all in percent.

    Hollow and dashed when it stands on few; a range that runs past the scale has no end there.
    """

    def x(share: float) -> float:
        return 2 + min(max(share, 0), top) / top * 100

    whisker = "d-whisker-few" if few else "d-whisker"
    parts = [line("d-rule", 0, 8, 104, 8), line(whisker, x(low), 8, x(high), 8), line(whisker, x(low), 4, x(low), 12)]
    if high <= top:
        parts.append(line(whisker, x(high), 4, x(high), 12))
    if value is not None:
        parts.append(diamond("d-few" if few else "d-way", x(value), 8, 5.5))
    return picture("".join(parts), 104, 16, f"Likely {low:.0f} to {high:.0f}%", cls="range")


def cost_bar(value: float, low: float, high: float, top: float, few: bool = False) -> SafeString:
    """`{% cost_bar 9.53 8.9 10.2 20 %}`: a cost for each with its likely range in pounds, on a scale from nothing to `top`.

    Hollow and dashed when it stands on few; a range that runs past the scale has no end there.
    """

    def x(cost: float) -> float:
        return 2 + min(max(cost, 0), top) / top * 100

    whisker = "d-whisker-few" if few else "d-whisker"
    parts = [line("d-rule", 0, 8, 104, 8), line(whisker, x(low), 8, x(high), 8), line(whisker, x(low), 4, x(low), 12)]
    if high <= top:
        parts.append(line(whisker, x(high), 4, x(high), 12))
    parts.append(diamond("d-few" if few else "d-way", x(value), 8, 5.5))
    return picture("".join(parts), 104, 16, f"Likely £{low:,.2f} to £{high:,.2f}", cls="range")


def share_bar(share: float, low: float, high: float) -> SafeString:
    """`{% share_bar 0.26 0.14 0.4 %}`: a share of a whole with its likely range, on a scale from nothing to all of it."""

    def x(part: float) -> float:
        return 2 + min(max(part, 0), 1) * 100

    parts = [
        line("d-rule", 0, 8, 104, 8),
        line("d-whisker", x(low), 8, x(high), 8),
        line("d-whisker", x(low), 4, x(low), 12),
    ]
    parts += [line("d-whisker", x(high), 4, x(high), 12), diamond("d-way", x(share), 8, 5.5)]
    return picture("".join(parts), 104, 16, f"Likely {low * 100:.0f}% to {high * 100:.0f}%", cls="range")


def cover_bar(covered: float, vacant: float, top: float = 0) -> SafeString:
    """`{% cover_bar covered vacant top %}`: vacancies covered by agency hatched, the rest solid, with the count in words.

    `top` is the most any row of the table has, so that the bars share one scale.
    """
    if not vacant:
        return mark_safe('<span class="cover quiet">–</span>')
    whole = max(8.0, min(150 * vacant / max(top or vacant, vacant), 9.6 * vacant))
    part = whole * min(covered, vacant) / vacant
    bar = [
        rect("d-ink", 0.5, 0.5, whole - 1, 7),
        rect("d-hatched", 0.5, 0.5, max(part - 1, 0), 7, fill="url(#hatch)") if part else "",
    ]
    drawn = picture("".join(bar), whole, 8, cls="cover__bar")
    words = f'{spoken(covered)} of {spoken(vacant)}<span class="govuk-visually-hidden"> covered by agency</span>'
    return mark_safe(f'<span class="cover">{drawn} {words}</span>')  # noqa: S308


def squares(count: int, kinds: Sequence[tuple[str, int]]) -> SafeString:
    """Unit squares in columns of five, filled from the foot and the left by kinds: (class, how many); the rest are of the last kind."""
    size, gap = 10, 1
    parts, painted = [], [cls for cls, many in kinds for _ in range(many)]
    for place in range(count):
        cls = painted[place] if place < len(painted) else kinds[-1][0]
        x, y = place // 5 * (size + gap), (4 - place % 5) * (size + gap)
        more = {"fill": "url(#hatch)"} if cls == "d-hatched" else {}
        parts.append(rect(cls, x + 0.5, y + 0.5, size - 1, size - 1, **more))
    columns = max(1, math.ceil(count / 5))
    return picture("".join(parts), columns * (size + gap), 5 * (size + gap), cls="squares")


def bars(amount: float, kinds: Sequence[tuple[str, float]], most: float) -> SafeString:
    """The same as one bar, on a scale on which `most` is the widest."""
    parts, x, width = [], 0.5, 150 * amount / most if most else 0
    for cls, many in kinds:
        wide = width * min(many, amount) / amount if amount else 0
        more = {"fill": "url(#hatch)"} if cls == "d-hatched" else {}
        parts.append(rect(cls, x, 0.5, wide, 53, **more))
        x += wide
    return picture("".join(parts), max(width, 1) + 2, 55, cls="squares")


@lru_cache(maxsize=2048)
def clock(done: float, promised: float, words: str = "", paused: bool = False) -> SafeString:
    """`{% clock 1.5 2 "Due tomorrow, 09:15" %}`: working days gone of those promised, a diamond at now, poppy past the limit."""
    wide, y = 70.0, 6.0
    per = wide / promised if promised else wide
    now = min(done * per, wide * 1.55)
    over = done > promised
    parts = [rect("d-paused" if paused else "d-hollow", 0.5, y - 2.5, wide - 1, 5)]
    parts += [line("d-axis", place * per, y - 2.5, place * per, y + 2.5) for place in range(1, math.ceil(promised))]
    parts.append(rect("d-paused-done" if paused else "d-flint", 0, y - 3, min(now, wide), 6))
    if over:
        parts += [rect("d-over", wide, y - 2.5, now - wide, 5), line("d-over-line", wide, 0, wide, 12)]
    parts.append(diamond("d-few" if paused else "d-over-way" if over else "d-way", max(now, 5), y, 5))
    drawn = picture("".join(parts), 116, 12, cls="clock__bar")
    state = (
        "paused"
        if paused
        else "over"
        if over
        else "due"
        if (done >= promised - 1 and promised > 1) or done >= promised
        else "fresh"
    )
    return format_html(
        '<span class="clock clock--{}">{}<span class="clock__words">{}</span></span>', state, drawn, words
    )

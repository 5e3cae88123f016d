"""Small drawings on one line: the date scale, a share with its range, cover, a clock, a row of squares, a sparkline."""

import datetime as dt
import hashlib
import math
from html import escape

from django.utils.safestring import SafeString

from ridgeway.core.periods import financial_year, months_before

from .svg import diamond, line, number, picture, polyline, rect, text
from .words import day

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

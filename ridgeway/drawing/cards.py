"""The picture that stands beside a link where it is shared: the words of it, the council's name, a stretch of the path."""

import textwrap
from html import escape

from . import contours, land, svg

WIDTH, HEIGHT = 1200, 630


def card(heading: str, lines: list[str], name: str, seed: str, paint: land.Paint = land.Paint()) -> str:  # noqa: B008 - frozen
    """An SVG document, 1200 by 630. The heading takes three lines at most."""
    at = contours.field(f"card {seed}", WIDTH, HEIGHT)
    levels = contours.lines(at, WIDTH, HEIGHT, 16, 18)
    drawn = "".join(
        land.path("".join(map(contours.smooth, level)), land.LINE, 1.8 if number % 5 == 4 else 1)
        for number, level in enumerate(levels)
        if level
    )
    path = land.way(f"M-20 560C220 540 420 580 640 540S980 470 {WIDTH + 20} 500", paint, land.CHALK)
    mark = land.waymark(880, 507, paint, land.CHALK, 13)
    words = textwrap.wrap(heading, 26)[:3]
    titles = "".join(
        f'<text x="80" y="{200 + 84 * row}" font-size="72" font-weight="700" fill="{land.INK}">{escape(line)}</text>'
        for row, line in enumerate(words)
    )
    below = 200 + 84 * len(words)
    rest = "".join(
        f'<text x="80" y="{below + 46 * row}" font-size="34" fill="#3B4744">{escape(textwrap.shorten(line, 62, placeholder="…"))}</text>'
        for row, line in enumerate(lines[:2])
    )
    veil = f'<rect width="820" height="{HEIGHT}" fill="{land.CHALK}" opacity="0.9"/>'
    head = f'<rect width="{WIDTH}" height="18" fill="{paint.accent}"/><text x="80" y="100" font-size="34" font-weight="700" fill="{paint.deep}">{escape(name)}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-family="{svg.FONT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{land.CHALK}"/>{drawn}{veil}{path}{mark}{head}{titles}{rest}</svg>'
    )

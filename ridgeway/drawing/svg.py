"""Drawing as text: SVG elements from plain values, with classes instead of styles, and a way to take a drawing out of the page.

On a page the style sheet paints the classes. For Word and for pictures `standalone` writes the same paint into the drawing.
"""

import re
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# class: presentation attributes. The style sheet says the same with tokens (frontend/css/_drawings.scss).
PAINT: dict[str, dict[str, str]] = {
    "d-ink": {"fill": "#17211F"},
    "d-sheet": {"fill": "#FFFFFF"},
    "d-flint": {"fill": "#3B4744"},
    "d-hollow": {"fill": "#FFFFFF", "stroke": "#17211F", "stroke-width": "1"},
    "d-accent": {"fill": "#28633A"},
    "d-accent-mid": {"fill": "#A9C29A", "stroke": "#28633A", "stroke-width": "1"},
    "d-phase": {"fill": "#E4EDDC", "stroke": "#28633A", "stroke-width": "1"},
    "d-ochre": {"fill": "#FAEFD3", "stroke": "#7A4F00", "stroke-width": "1"},
    "d-hatched": {"stroke": "#17211F", "stroke-width": "1"},
    "d-ended": {"fill": "#FFFFFF", "stroke": "#54605C", "stroke-width": "1", "stroke-dasharray": "2 2"},
    "d-band": {"fill": "#F6F6F1"},
    "d-rule": {"stroke": "#DADDD5", "stroke-width": "1"},
    "d-rule-2": {"stroke": "#B3BAB1", "stroke-width": "1"},
    "d-axis": {"stroke": "#17211F", "stroke-width": "1", "fill": "none"},
    "d-dotted": {"stroke": "#78847F", "stroke-width": "1", "stroke-dasharray": "2 2", "fill": "none"},
    "d-spark": {"stroke": "#3B4744", "stroke-width": "1.5", "fill": "none"},
    "d-series": {"stroke": "#28633A", "stroke-width": "2.5", "fill": "none", "stroke-linejoin": "round"},
    "d-series-2": {
        "stroke": "#1D6384",
        "stroke-width": "2.5",
        "fill": "none",
        "stroke-linejoin": "round",
        "stroke-dasharray": "7 4",
    },
    "d-series-3": {
        "stroke": "#54605C",
        "stroke-width": "1.5",
        "fill": "none",
        "stroke-linejoin": "round",
        "stroke-dasharray": "2 3",
    },
    "d-faint": {"stroke": "#28633A", "stroke-width": "1.5", "fill": "none", "stroke-dasharray": "3 3"},
    "d-event": {"stroke": "#8C5A24", "stroke-width": "1", "stroke-dasharray": "3 3"},
    "d-event-mark": {"fill": "#FFFFFF", "stroke": "#8C5A24", "stroke-width": "1.5"},
    "d-event-words": {"fill": "#70430F", "font-weight": "700", "font-size": "13"},
    "d-words": {"fill": "#3B4744", "font-size": "13"},
    "d-words-2": {"fill": "#54605C", "font-size": "13"},
    "d-name": {"fill": "#28633A", "font-weight": "700", "font-size": "13"},
    "d-name-2": {"fill": "#1D6384", "font-weight": "700", "font-size": "13"},
    "d-name-3": {"fill": "#54605C", "font-weight": "700", "font-size": "13"},
    "d-way": {"fill": "#28633A", "stroke": "#FFFFFF", "stroke-width": "1.5"},
    "d-way-2": {"fill": "#1D6384", "stroke": "#FFFFFF", "stroke-width": "1.5"},
    "d-way-3": {"fill": "#54605C", "stroke": "#FFFFFF", "stroke-width": "1.5"},
    "d-way-hollow": {"fill": "#FFFFFF", "stroke": "#28633A", "stroke-width": "1.5"},
    "d-way-risk": {"fill": "#FFFFFF", "stroke": "#7A4F00", "stroke-width": "1.5"},
    "d-few": {"fill": "#FFFFFF", "stroke": "#54605C", "stroke-width": "1.5"},
    "d-whisker": {"stroke": "#17211F", "stroke-width": "1.5", "fill": "none"},
    "d-whisker-few": {"stroke": "#54605C", "stroke-width": "1.25", "fill": "none", "stroke-dasharray": "3 2"},
    "d-over": {"fill": "#AE2A1E"},
    "d-over-line": {"stroke": "#AE2A1E", "stroke-width": "1.5"},
    "d-over-way": {"fill": "#AE2A1E", "stroke": "#FFFFFF", "stroke-width": "1.5"},
    "d-paused": {"fill": "none", "stroke": "#78847F", "stroke-width": "1", "stroke-dasharray": "3 2"},
    "d-paused-done": {"fill": "#B3BAB1"},
    "d-contour": {"stroke": "#DDBF98", "stroke-width": "1", "fill": "none"},
    "d-ring": {"stroke": "#28633A", "stroke-width": "1.5", "fill": "#FFFFFF"},
    "d-initials": {"fill": "#17211F", "font-weight": "700"},
}
FONT = "Atkinson Hyperlegible Next, Atkinson Hyperlegible, Arial, sans-serif"
HATCH = (
    '<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="4" height="4" fill="#FFFFFF"/><rect width="1.6" height="4" fill="#17211F"/></pattern>'
)


def number(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{value:.1f}".rstrip("0").rstrip(".") or "0"


def element(tag: str, cls: str = "", inner: str = "", **attributes: object) -> str:
    """One element. Numbers are rounded, words escaped; `_` in a name becomes `-`."""
    parts = [f' class="{cls}"'] if cls else []
    for name, value in attributes.items():
        written = number(value) if isinstance(value, float) else escape(str(value))
        parts.append(f' {name.replace("_", "-")}="{written}"')
    return f"<{tag}{''.join(parts)}>{inner}</{tag}>" if inner else f"<{tag}{''.join(parts)}/>"


def rect(cls: str, x: float, y: float, width: float, height: float, **more: Any) -> str:
    return element("rect", cls, x=float(x), y=float(y), width=float(max(width, 0)), height=float(height), **more)


def line(cls: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return element("line", cls, x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2))


def text(cls: str, x: float, y: float, words: str, anchor: str = "") -> str:
    more: dict[str, Any] = {"text_anchor": anchor} if anchor else {}
    return element("text", cls, escape(words), x=float(x), y=float(y), **more)


def diamond(cls: str, x: float, y: float, radius: float = 6) -> str:
    """A waymark."""
    d = f"M{number(x)} {number(y - radius)}L{number(x + radius)} {number(y)}L{number(x)} {number(y + radius)}L{number(x - radius)} {number(y)}Z"
    return element("path", cls, d=d)


def polyline(cls: str, points: list[tuple[float, float]]) -> str:
    d = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return element("path", cls, d=d)


def picture(
    inner: str,
    width: float,
    height: float,
    title: str = "",
    describe: str = "",
    cls: str = "",
    key: str = "",
    fluid: bool = False,
) -> SafeString:
    """The whole drawing. With a title it is an image with words; without, decoration. `key` makes its ids its own.

    A `fluid` drawing has no width of its own and fills what it is put in.
    """
    size = "" if fluid else f' width="{number(float(width))}" height="{number(float(height))}"'
    box = f'viewBox="0 0 {number(float(width))} {number(float(height))}"{size}'
    classes = f' class="{cls}"' if cls else ""
    if not title:
        return mark_safe(f'<svg{classes} {box} aria-hidden="true" focusable="false">{inner}</svg>')  # noqa: S308
    if not key:
        return mark_safe(  # noqa: S308
            f'<svg{classes} {box} role="img" aria-label="{escape(title)}" focusable="false">{inner}</svg>'
        )
    names = f'aria-labelledby="{key}-t"' + (f' aria-describedby="{key}-d"' if describe else "")
    words = f'<title id="{key}-t">{escape(title)}</title>' + (
        f'<desc id="{key}-d">{escape(describe)}</desc>' if describe else ""
    )
    return mark_safe(f'<svg{classes} {box} role="img" {names} focusable="false">{words}{inner}</svg>')  # noqa: S308


def standalone(svg: str, accent: str = "#28633A", scale: float = 1) -> str:
    """The drawing with its paint written into it, as a document of its own, for Word or a picture file.

    `accent` is the council's own; `scale` multiplies its size. Takes what the functions of this package return.
    """
    svg = re.sub(r' class="([^"]*)"', lambda found: _painted(found.group(1), accent), str(svg), count=0)
    svg = re.sub(r' (?:aria-\w+|focusable|role)="[^"]*"', "", svg)
    width, height = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups()  # type: ignore[union-attr]
    svg = re.sub(r'(<svg[^>]*?) width="[^"]*" height="[^"]*"', r"\1", svg, count=1)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{number(float(width) * scale)}" '
        f'height="{number(float(height) * scale)}" font-family="{FONT}"'
    )
    return svg.replace("<svg", head, 1).replace(">", f"><defs>{HATCH}</defs>", 1)


def _painted(classes: str, accent: str) -> str:
    paint: dict[str, str] = {}
    for cls in classes.split():
        paint.update(PAINT.get(cls, {}))
    return "".join(f' {name}="{accent if value == "#28633A" else value}"' for name, value in paint.items())

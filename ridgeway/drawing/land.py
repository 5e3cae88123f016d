"""Pictures for the careers site: invented land with map symbols, each a document of its own. Decoration, drawn by us and nobody's photograph.

A scene is a name and a seed; the same always give the same picture. Colours are the design's map colours and a council's accent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from . import contours

CHALK, SHEET, LINE, ROAD, ROAD_EDGE, WATER, INK = (
    "#F6F6F1",
    "#FFFFFF",
    "#DDBF98",
    "#E2D8A6",
    "#C9BC7C",
    "#7FB0CC",
    "#17211F",
)
HOUSE = "#EFC391"


@dataclass(frozen=True, slots=True)
class Paint:
    """A council's four accents, as its pages have them."""

    accent: str = "#28633A"
    deep: str = "#17402A"
    mid: str = "#A9C29A"
    tint: str = "#E4EDDC"


@dataclass(frozen=True, slots=True)
class Scene:
    """How a scene is drawn: its size, its ground, and what stands on it."""

    words: str
    width: int
    height: int
    draw: Callable[[Random, int, int, Paint], str]
    ground: str = SHEET
    levels: int = 13


def path(d: str, stroke: str, width: float, dash: str = "", more: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{dashed} stroke-linecap="round"{more}/>'
    )


def road(d: str) -> str:
    return path(d, ROAD_EDGE, 7) + path(d, ROAD, 5)


def river(d: str) -> str:
    return path(d, WATER, 4.5)


def way(d: str, paint: Paint, ground: str) -> str:
    """The path of the house: green and dashed, with a clear border."""
    return path(d, ground, 9) + path(d, paint.accent, 3, "11 7").replace('stroke-linecap="round"', "")


def tree(x: float, y: float, paint: Paint, is_fir: bool) -> str:
    if is_fir:
        return f'<path d="M{x:.0f} {y - 6:.0f}l4.5 9h-9z" fill="{SHEET}" stroke="{paint.accent}"/>'
    return (
        f'<path d="M{x:.0f} {y:.0f}v7" stroke="{paint.accent}"/>'
        f'<circle cx="{x:.0f}" cy="{y - 2:.0f}" r="3.8" fill="{SHEET}" stroke="{paint.accent}"/>'
    )


def wood(rng: Random, x: float, y: float, wide: float, high: float, paint: Paint, trees: int = 9) -> str:
    """A tinted patch with trees on it."""
    outline = (
        f"M{x - wide / 2:.0f} {y:.0f}q{wide * 0.1:.0f} {-high * 0.7:.0f} {wide * 0.5:.0f} {-high * 0.5:.0f}t{wide * 0.5:.0f} {high * 0.5:.0f}"
        f"q{-wide * 0.06:.0f} {high * 0.66:.0f} {-wide * 0.5:.0f} {high * 0.5:.0f}t{-wide * 0.5:.0f} {-high * 0.5:.0f}z"
    )
    dots = [
        tree(x + rng.uniform(-0.34, 0.34) * wide, y + rng.uniform(-0.26, 0.26) * high, paint, rng.random() < 0.45)
        for _ in range(trees)
    ]
    return f'<path d="{outline}" fill="{paint.tint}"/>' + "".join(dots)


def waymark(x: float, y: float, paint: Paint, ground: str, radius: float = 8) -> str:
    d = f"M{x:g} {y - radius:g}l{radius:g} {radius:g}-{radius:g} {radius:g}-{radius:g}-{radius:g}z"
    return f'<path d="{d}" fill="{paint.accent}" stroke="{ground}" stroke-width="2.5"/>'


def _ridge(rng: Random, width: int, height: int, paint: Paint) -> str:
    """The long path over the ridge, with roads, a river and woods: the head of the home page. Its waymarks are the page's own."""
    return (
        wood(rng, 420, 66, 200, 92, paint, 12) + wood(rng, 600, 330, 190, 110, paint, 12) + wood(rng, 150, 372, 190, 84, paint, 10)
        + wood(rng, 990, 150, 210, 120, paint, 12)
        + river(f"M-40 {height + 20}C120 330 230 410 330 350S470 330 560 250S700 150 900 190S1080 120 {width + 30} 60")
        + road(f"M150 -10C170 120 150 160 210 240S280 380 270 {height + 10}") + road(f"M430 -10C470 90 500 130 520 220S620 380 660 {height + 10}")
        + road(f"M820 -10C840 150 900 260 880 {height + 10}")
        + way(f"M-60 196C80 200 150 196 230 178S400 146 500 166S640 220 760 236S960 190 {width + 30} 240", paint, CHALK)
    )  # fmt: skip


def _lane(rng: Random, width: int, height: int, paint: Paint) -> str:
    """A short stretch of the path: the head of a page."""
    return way(f"M-40 150C120 160 200 140 320 112S560 96 700 92S960 40 {width + 30} 64", paint, CHALK) + waymark(
        520, 95, paint, CHALK
    )


def _village(rng: Random, width: int, height: int, paint: Paint) -> str:
    church = (
        f'<path d="M{width * 0.51:.0f} 58v-18M{width * 0.51 - 6:.0f} 46h12" stroke="{INK}" stroke-width="2"/>'
        f'<rect x="{width * 0.51 - 9:.0f}" y="58" width="18" height="18" fill="{SHEET}" stroke="{INK}" stroke-width="2"/>'
    )
    houses = "".join(
        f'<rect x="{width * share:.0f}" y="{y}" width="12" height="9" fill="{HOUSE}" stroke="#8C5A24"/>'
        for share, y in ((0.36, 108), (0.42, 92), (0.55, 80), (0.64, 66), (0.6, 96))
    )
    lane = f"M-10 {height - 50}C80 150 120 110 {width * 0.5:.0f} 100S{width * 0.8:.0f} 70 {width + 10} 36"
    return road(lane) + wood(rng, width * 0.84, height * 0.62, 90, 70, paint, 8) + houses + church


def _stones(rng: Random, width: int, height: int, paint: Paint) -> str:
    ring = "".join(
        f'<rect x="{width * 0.5 + dx:.0f}" y="{height * 0.48 + dy:.0f}" width="9" height="13" rx="2" fill="{SHEET}" stroke="{INK}" stroke-width="2"/>'
        for dx, dy in ((-52, -4), (-44, -30), (-22, -44), (8, -42), (32, -28), (42, 2), (28, 28), (0, 38), (-30, 26))
    )
    return way(f"M-10 {height * 0.9:.0f}C90 {height * 0.86:.0f} 140 {height * 0.7:.0f} {width * 0.56:.0f} {height * 0.55:.0f}S{width * 0.8:.0f} 70 {width + 10} 60", paint, SHEET) + ring  # fmt: skip


def _river(rng: Random, width: int, height: int, paint: Paint) -> str:
    stream = f"M-10 {height * 0.66:.0f}C70 {height * 0.72:.0f} 120 {height * 0.5:.0f} {width * 0.48:.0f} {height * 0.5:.0f}S{width * 0.78:.0f} {height * 0.6:.0f} {width + 10} {height * 0.32:.0f}"
    gates = "".join(f'<path d="M{width * share:.0f} {y}l7 9-7 9" fill="none" stroke="{INK}" stroke-width="2.4"/>' for share, y in ((0.33, 104), (0.47, 94), (0.63, 96)))  # fmt: skip
    beside = f"M-10 {height * 0.82:.0f}C90 {height * 0.84:.0f} 150 {height * 0.66:.0f} {width * 0.55:.0f} {height * 0.64:.0f}S{width * 0.8:.0f} {height * 0.7:.0f} {width + 10} {height * 0.5:.0f}"
    return path(stream, WATER, 6) + gates + way(beside, paint, SHEET) + wood(rng, width * 0.82, 46, 96, 60, paint, 7)


def _woods(rng: Random, width: int, height: int, paint: Paint) -> str:
    patches = wood(rng, width * 0.3, height * 0.55, 150, 110, paint, 16) + wood(
        rng, width * 0.76, height * 0.3, 110, 70, paint, 9
    )
    return patches + way(f"M{width * 0.36:.0f} {height + 10}C{width * 0.4:.0f} 120 {width * 0.6:.0f} 120 {width * 0.64:.0f} 70S{width * 0.8:.0f} 20 {width + 10} 20", paint, SHEET)  # fmt: skip


def _hills(rng: Random, width: int, height: int, paint: Paint) -> str:
    up = f"M-10 {height * 0.86:.0f}C100 {height * 0.8:.0f} 120 {height * 0.5:.0f} {width * 0.5:.0f} {height * 0.44:.0f}S{width * 0.8:.0f} {height * 0.6:.0f} {width + 10} {height * 0.4:.0f}"
    return way(up, paint, SHEET) + waymark(width * 0.5, height * 0.44, paint, SHEET)


def _pod(rng: Random, width: int, height: int, paint: Paint) -> str:
    """One path that becomes four, on the deep ground: somebody who leads four."""
    middle, ends = (330, 190), ((500, 80), (540, 172), (500, 280), (404, 308))
    pale = "#CFE3C4"
    lines = [path(f"M0 300C90 270 130 196 220 194S290 192 {middle[0]} {middle[1]}", pale, 3, "11 7")]
    lines += [
        path(f"M{middle[0]} {middle[1]}Q{(middle[0] + x) / 2 - 20:.0f} {y:.0f} {x} {y}", pale, 3, "8 6")
        for x, y in ends
    ]
    rings = [f'<circle cx="{x}" cy="{y}" r="15" fill="{paint.deep}" stroke="#fff" stroke-width="2.5"/><path d="M{x} {y - 7}l7 7-7 7-7-7z" fill="{pale}"/>' for x, y in ends]  # fmt: skip
    x, y = middle
    rings.append(f'<circle cx="{x}" cy="{y}" r="24" fill="{paint.deep}" stroke="#fff" stroke-width="3"/><path d="M{x} {y - 13}l13 13-13 13-13-13z" fill="#fff"/>')  # fmt: skip
    return "".join(lines + rings)


SCENES: dict[str, Scene] = {
    "ridge": Scene("The path over the ridge", 1200, 440, _ridge, CHALK, 22),
    "lane": Scene("A stretch of the path", 1000, 220, _lane, CHALK, 11),
    "pod": Scene("One path that becomes four", 620, 380, _pod, "", 9),
    "village": Scene("A village", 384, 204, _village),
    "stones": Scene("A ring of stones", 384, 204, _stones),
    "river": Scene("A river with locks", 384, 204, _river),
    "woods": Scene("Woods", 384, 204, _woods),
    "hills": Scene("Hills", 384, 204, _hills),
}
CARDS: Sequence[str] = ("village", "stones", "river", "woods", "hills")


@lru_cache(maxsize=256)
def picture(scene: str, seed: str, paint: Paint = Paint()) -> str:
    """The scene as an SVG document. Raises `KeyError` where there is no such scene."""
    asked = SCENES[scene]
    rng = Random(f"{scene} {seed}")  # noqa: S311 - a drawing, not a secret
    stroke = LINE if asked.ground else "#3F6B50"
    levels = contours.lines(
        contours.field(f"{scene} {seed}", asked.width, asked.height), asked.width, asked.height, asked.levels,
        16 if asked.width > 700 else 12,
    )  # fmt: skip
    drawn = "".join(
        path("".join(map(contours.smooth, level)), stroke, 1.6 if number % 5 == 4 else 0.9)
        for number, level in enumerate(levels)
        if level
    )
    ground = f'<rect width="{asked.width}" height="{asked.height}" fill="{asked.ground}"/>' if asked.ground else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {asked.width} {asked.height}" width="{asked.width}" '
        f'height="{asked.height}">{ground}{drawn}{asked.draw(rng, asked.width, asked.height, paint)}</svg>'
    )

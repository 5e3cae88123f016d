"""A council's one colour: whether it can be read, whether it can be mistaken for a signal, and the shades made from it.

Contrast is that of WCAG 2; likeness is distance in the OKLab space (Björn Ottosson, 2020), where equal steps look equal. Pure.
"""

import math
import re
from dataclasses import dataclass

WHITE, CHALK = "#FFFFFF", "#F6F6F1"
SIGNALS = {"heather": "#8A2765", "poppy": "#AE2A1E"}
READABLE = 4.5
UNMISTAKABLE = 0.12  # in OKLab: two colours nearer than this are taken for one another in a small mark
HOUSE = "#28633A"


@dataclass(frozen=True, slots=True)
class Shades:
    """The accent and the three made from it."""

    accent: str
    deep: str
    mid: str
    tint: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an accent, in sentences, and the nearest one with which nothing is."""

    accent: str
    problems: tuple[str, ...]
    nearest: str

    @property
    def is_fit(self) -> bool:
        return not self.problems


# drawn by hand; every other council's shades keep the same relations
HOUSE_SHADES = Shades(HOUSE, "#17402A", "#A9C29A", "#E4EDDC")


def is_colour(value: str) -> bool:
    """Whether a text is a colour as `#28633A`."""
    return bool(re.fullmatch(r"#[0-9A-Fa-f]{6}", value))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shades(accent: str) -> Shades:
    """Deep, mid and tint of an accent."""
    if accent.upper() == HOUSE:
        return HOUSE_SHADES
    lightness, chroma, hue = _polar(accent)
    return Shades(
        accent.upper(),
        _colour(min(lightness * 0.75, 0.36), chroma * 0.7, hue),
        _colour(0.785, min(chroma * 0.72, 0.07), hue),
        _colour(0.935, min(chroma * 0.3, 0.026), hue),
    )


def likeness(one: str, other: str) -> float:
    """Distance in OKLab: 0 is the same; black and white are 1 apart."""
    return math.dist(_lab(one), _lab(other))


def problems(accent: str) -> tuple[str, ...]:
    """What stands against an accent, in sentences. None when it is fit."""
    if not is_colour(accent):
        return ("Write the colour as # and six figures or letters from A to F, for example #28633A.",)
    grounds = {"white": WHITE, "chalk": CHALK, "its own tint": shades(accent).tint}
    found = [
        f"The accent's contrast on {name} is {_floor(contrast(accent, ground))}; text needs {READABLE}."
        for name, ground in grounds.items()
        if contrast(accent, ground) < READABLE
    ]
    found += [
        f"The accent could be mistaken for {name}, which means {meaning}."
        for name, meaning in (("heather", "a sum that does not add up"), ("poppy", "a broken promise or an error"))
        if likeness(accent, SIGNALS[name]) < UNMISTAKABLE
    ]
    return tuple(found)


def check(accent: str) -> Verdict:
    """Judge an accent, and find the nearest that is fit where it is not."""
    wrong = problems(accent)
    if not wrong:
        return Verdict(accent.upper(), (), accent.upper())
    return Verdict(accent, wrong, nearest(accent) if is_colour(accent) else HOUSE)


def nearest(accent: str) -> str:
    """The fit colour that looks most like `accent`: darker, or turned in hue, as little as will do."""
    lightness, chroma, hue = _polar(accent)
    tried = (
        _colour(lightness - 0.01 * darker, chroma * strength, hue + math.radians(turn))
        for darker in range(-30, 91, 2)
        for turn in range(-60, 61, 6)
        for strength in (1.0, 0.8, 0.6, 0.4)
        if 0.1 < lightness - 0.01 * darker < 0.75
    )
    by_likeness = sorted(dict.fromkeys(tried), key=lambda colour: likeness(colour, accent))
    return next((colour for colour in by_likeness if not problems(colour)), HOUSE)


def style_sheet(accent: str) -> str:
    """The custom properties that make a page a council's own."""
    made = shades(accent) if is_colour(accent) else HOUSE_SHADES
    return (
        f":root{{--accent:{made.accent};--accent-deep:{made.deep};--accent-mid:{made.mid};--accent-tint:{made.tint}}}\n"
    )


def _floor(ratio: float) -> str:
    return f"{math.floor(ratio * 10) / 10:.1f}"


def _channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _polar(colour: str) -> tuple[float, float, float]:
    lightness, a, b = _lab(colour)
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _colour(lightness: float, chroma: float, hue: float) -> str:
    """From OKLCH, with the chroma lowered until the screen can show it."""
    lightness = min(max(lightness, 0.0), 1.0)
    while True:
        linear = _from_lab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))
        if chroma <= 0.001 or all(-0.002 <= channel <= 1.002 for channel in linear):
            return "#" + "".join(f"{round(_gamma(channel) * 255):02X}" for channel in linear)
        chroma *= 0.95


def _from_lab(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )

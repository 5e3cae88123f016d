"""Drawings as pictures, for files that take no SVG."""

from pathlib import Path

from django.contrib.staticfiles import finders

FONTS = (
    "built/fonts/atkinson-hyperlegible-next-latin-400-normal.ttf",
    "built/fonts/atkinson-hyperlegible-next-latin-700-normal.ttf",
)


def as_png(document: str, *, zoom: float = 1) -> bytes:
    """A self-standing SVG document as a PNG, in the product's own typeface where set-up has built it."""
    import resvg_py  # loaded only where a picture is made

    found = [str(Path(str(path))) for name in FONTS if (path := finders.find(name))]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=document,
            zoom=zoom,
            background="#ffffff",
            font_files=found or None,
            skip_system_fonts=bool(found),
        )
    )

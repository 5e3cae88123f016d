"""A letter as plain values, written out as text and as HTML from one source, with the council's name over it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Link:
    """A way on: its words, and an address with its host."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list: what, where it leads (empty: nowhere), and what can be said of it."""

    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list within a letter."""

    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: a subject, then paragraphs (text), ways on (`Link`) and lists (`Items`) in their order.

    `why` says at the foot why the person gets it; `ways` stand beside it (stop, change).
    """

    subject: str
    parts: Sequence[str | Link | Items]
    why: str = ""
    ways: Sequence[Link] = ()
    language: str = field(default_factory=lambda: get_language() or "en-gb")  # that it was written in


def as_text(letter: Letter, sender: str) -> str:
    """The letter in plain words."""
    blocks = [_block(part) for part in letter.parts]
    foot = [line for line in (letter.why, *(f"{way.words}: {way.url}" for way in letter.ways)) if line]
    return "\n\n".join([*blocks, sender, *(["-- \n" + "\n".join(foot)] if foot else [])]) + "\n"


def _block(part: str | Link | Items) -> str:
    if isinstance(part, Link):
        return f"{part.words}:\n{part.url}"
    if isinstance(part, Items):
        return "\n\n".join("\n".join(filter(None, (f"* {i.words}", i.note, i.url))) for i in part.items)
    return part


def as_html(letter: Letter, sender: str, accent: str) -> str:
    """The letter as a page; `accent` is the council's colour."""
    blocks = [
        {"link": part if isinstance(part, Link) else None, "items": part.items if isinstance(part, Items) else None,
         "words": part if isinstance(part, str) else ""}
        for part in letter.parts
    ]  # fmt: skip
    return render_to_string(
        "outbox/letter.html", {"letter": letter, "blocks": blocks, "sender": sender, "accent": accent}
    )

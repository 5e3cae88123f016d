"""What a short list on Today is made of."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of a block: what, where it leads, and what can be said of it."""

    words: str
    url: str
    note: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A short list; `empty` is said where there is nothing in it."""

    key: str
    name: str
    label: str
    things: list[Thing]
    empty: tuple[str, str]
    more_url: str = ""
    more_words: str = ""
    count: int = 0
    load_url: str = ""  # where the page asks for the block by itself, so that it costs no query here


def answered(request: HttpRequest, block: Block) -> HttpResponse:
    """A block that Today asks for by itself; nothing where it has neither lines nor words. Anybody else is led to its list."""
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(block.more_url)
    if not block.things and not block.empty[0]:
        return HttpResponse()
    return render(request, "today/block.html", {"block": block})

"""What the pages of scoring share: what was pressed, and the lines with their points."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest

from ridgeway.domains.recruitment.choices import Scale
from ridgeway.domains.recruitment.shortlisting_rules import SCALES


def given_in(request: HttpRequest, prefix: str = "p") -> dict[str, Any]:
    """What a form of scores said: points by key (`p12=3`), or words by key (`w12=...`, and `w` for the whole)."""
    found: dict[str, Any] = {}
    for name, value in request.POST.items():
        key, text = name[1:], str(value).replace("\0", "")
        if name[:1] != prefix or not (key == "" or (key.isascii() and key.isdigit() and len(key) < 19)):
            continue
        if prefix == "w":
            found[key] = text
        elif key and text.isascii() and text.isdigit() and len(text) < 3:
            found[key] = int(text)
    return found


def lines_of(
    asked: Iterable[tuple[str, str, str, bool, str]],
    scale: str,
    points: Mapping[str, int],
    words: Mapping[str, str],
    *,
    missing: bool,
) -> list[dict[str, Any]]:
    """Each thing that is scored (key, what, the answer, whether it is essential, a note) with its points to press. `missing`: say what has none."""
    return [
        {"key": key, "what": what, "answer": answer, "is_essential": is_essential, "note": note, "words": words.get(key, ""),
         "points": [(n, said, points.get(key) == n) for n, said in SCALES[Scale(scale)]], "is_missing": missing and key not in points}
        for key, what, answer, is_essential, note in asked
    ]  # fmt: skip


def agreeing(
    lines: Iterable[Mapping[str, Any]],
    scale: str,
    *,
    url: str,
    undo_url: str,
    agreed=None,
    typed: Mapping[str, Mapping] | None = None,
) -> dict[str, Any]:
    """What the panel "Talk about it and agree" shows: each thing on which those who scored were far apart, with what was agreed or just typed.

    A line has its `key`, `words`, `points` and perhaps an `answer`; `agreed` is the row that was kept, `typed` what was refused (points and words).
    """
    points = typed["points"] if typed else agreed.points if agreed else {}
    words = typed["words"] if typed else agreed.words if agreed else {}
    return {
        "lines": [{**line, "agreed": points.get(line["key"]), "why": words.get(line["key"], "")} for line in lines],
        "scale": SCALES[Scale(scale)], "url": url, "undo_url": undo_url if agreed else "", "row": agreed,
    }  # fmt: skip

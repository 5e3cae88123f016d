"""Which column of somebody's export is which of our fields, guessed by similar words."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One of our fields: its name in a map, its label, and the words by which exports call it."""

    name: str
    label: str
    words: tuple[str, ...]
    hint: str = ""


def likeliest(fields: Iterable[Field], columns: list[str]) -> dict[str, str]:
    """The likeliest column for each field; a column is given once."""
    scored = []
    for place, known in enumerate(fields):
        for column in columns:
            score = max(_likeness(_plain(column), _plain(words)) for words in known.words)
            if score >= 0.8:
                scored.append((-score, place, known.name, column))
    chosen: dict[str, str] = {}
    for _, _, name, column in sorted(scored):
        if name not in chosen and column not in chosen.values():
            chosen[name] = column
    return chosen


def _plain(text: str) -> str:
    """Small letters and digits alone; "no" and "num" said as "number"."""
    return re.sub(r"\b(no|num|nr)\b", "number", re.sub(r"[^a-z0-9]+", " ", text.lower())).strip()


def _likeness(column: str, words: str) -> float:
    if column == words:
        return 1.0
    if len(words) > 3 and f" {words} " in f" {column} ":
        return 0.85 + len(words) / 1000
    return difflib.SequenceMatcher(None, column, words).ratio() * 0.95

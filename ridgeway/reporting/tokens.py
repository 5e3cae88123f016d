"""Figures, tables and charts named in a text: `{{ figure: turnover, childrens, 2016-03-31 }}`.

After the measure stand, in any order: a scope (`all`, a service, or service/team), a day, `since DAY`, `group NAME` (groups of teams,
several joined by +), `role NAME` or `without NAME` (roles), `named NAME` (an event, or kinds of placements), and how it is shown (`value`, `base`, `numerator`, `denominator`). What is not said is the report's own.
"""

import datetime as dt
import re
from dataclasses import dataclass

TOKEN = re.compile(r"\{\{\s*(?P<what>figure|table|chart)\s*:\s*(?P<rest>[^{}\n]{1,250}?)\s*\}\}")
NAMED = ("group", "role", "without", "named")
SHOWN = ("value", "base", "said", "numerator", "denominator")  # said: the base alone, as a sentence says it


class CannotRead(Exception):
    """Why a token says nothing; a sentence."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a text asks for."""

    what: str  # figure, table or chart
    key: str
    scope: str | None = None  # a path; None: the report's
    on: dt.date | None = None
    since: dt.date | None = None
    group: str = ""
    role: str = ""
    without: str = ""
    named: str = ""
    shown: str = "value"

    @property
    def text(self) -> str:
        """The token as one writes it."""
        parts = [self.key]
        if self.scope is not None:
            parts.append(self.scope or "all")
        if self.on:
            parts.append(self.on.isoformat())
        if self.since:
            parts.append(f"since {self.since.isoformat()}")
        for name in NAMED:
            if said := getattr(self, name):
                parts.append(f"{name} {said}")
        if self.shown != "value":
            parts.append(self.shown)
        return f"{{{{ {self.what}: {', '.join(parts)} }}}}"


def read(what: str, rest: str) -> Token:
    """A token out of its words. Raises `CannotRead`."""
    key, *parts = [part.strip() for part in rest.split(",")]
    found: dict = {"what": what, "key": key}
    for part in filter(None, parts):
        name, value = _part(part)
        if name in found:
            raise CannotRead(f"“{rest}” says its {name} twice.")
        found[name] = value
    return Token(**found)


def read_text(text: str) -> Token:
    """A whole token with its braces. Raises `CannotRead`."""
    found = TOKEN.fullmatch(text.strip())
    if not found:
        raise CannotRead(f"“{text[:80]}” is not a figure, a table or a chart.")
    return read(found["what"], found["rest"])


def _part(part: str):
    if part in SHOWN:
        return "shown", part
    name, _, said = part.partition(" ")
    if name in NAMED and said.strip():
        return name, said.strip()
    if part.startswith("since "):
        return "since", _day(part[6:])
    if re.fullmatch(r"\d{4}-\d\d-\d\d", part):
        return "on", _day(part)
    if re.fullmatch(r"all|[a-z0-9-]+(?:/[a-z0-9-]+)?", part):
        return "scope", "" if part == "all" else part
    raise CannotRead(f"“{part}” is neither a scope, a day nor a way to show the figure.")


def _day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        raise CannotRead(f"“{text}” is not a day; write it as 2016-03-31.") from None
    if not 1990 <= day.year <= 2100:
        raise CannotRead(f"{text} is too far from any record.")
    return day

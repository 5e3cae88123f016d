"""Entries of the audit trail, in words."""

import datetime as dt
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import SafeString, mark_safe

from ridgeway.core.models import AuditEntry
from ridgeway.core.words import moment

from ..components.tables import Cell, table_rows
from ..guards import FIRST_YEAR, LAST_YEAR, number_in

NOT_SHOWN = "not shown"
# special categories of personal data: that they changed is shown, what they are is not
SPECIAL = {"establishment.workermonitoring"}
SPECIAL_KEEPS = {"worker_id", "council_id"}
HEADS = ["Number", "When", "Who", "Action", "What", "Name", "Before", "After", "Hash"]


@dataclass(frozen=True)
class Filters:
    """What the page was asked for. What cannot be read is told and leaves the rest as it is."""

    asked: QueryDict

    def _text(self, name: str) -> str:
        return self.asked.get(name, "").replace("\x00", "").strip()[:200]

    @property
    def who(self) -> str:
        return self._text("who")

    @property
    def thing(self) -> str:
        return self._text("thing")

    @property
    def action(self) -> str:
        return self._text("action")

    @property
    def on(self) -> str:
        return self._text("on")

    @cached_property
    def day(self) -> dt.date | None:
        """The day asked for, written as a browser sends it or as people write it."""
        for form in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"):
            try:
                day = dt.datetime.strptime(self.on, form).date()
            except ValueError:
                continue
            return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
        return None

    @property
    def problem(self) -> str:
        return f"“{self.on}” is not a day; enter one such as 31/03/2016." if self.on and self.day is None else ""

    @property
    def before(self) -> int | None:
        return number_in(self._text("before"))

    def of(self, entries):
        """The entries that fit."""
        if self.who:
            entries = entries.filter(actor__icontains=self.who)
        if self.thing:
            entries = entries.filter(thing__icontains=self.thing)
        if self.action:
            stored = self.action.lower().replace(" ", "_")
            entries = entries.filter(Q(action__icontains=stored) | Q(action__icontains=stored.replace("_", ".", 1)))
        if self.day:
            begins = timezone.make_aware(dt.datetime.combine(self.day, dt.time()))
            ends = timezone.make_aware(dt.datetime.combine(self.day + dt.timedelta(1), dt.time()))
            entries = entries.filter(at__gte=begins, at__lt=ends)
        if self.before:
            entries = entries.filter(sequence__lt=self.before)
        return entries

    def query(self, **more) -> str:
        """The question as a query string, with `more`."""
        parts = {"who": self.who, "thing": self.thing, "action": self.action, "on": self.on, **more}
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True)
class Change:
    """One field, before and after, in words; empty = there was nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One entry, in words."""

    entry: AuditEntry

    @property
    def who(self) -> str:
        return self.entry.actor

    @property
    def action(self) -> str:
        return self.entry.action.replace(".", " ").replace("_", " ").capitalize()

    @property
    def kind(self) -> str:
        model = _model(self.entry.thing_type)
        words = str(model._meta.verbose_name if model else self.entry.thing_type)
        return words[:1].upper() + words[1:]

    @cached_property
    def changes(self) -> list[Change]:
        before, after = self.entry.before or {}, self.entry.after or {}
        names = [*before, *(name for name in after if name not in before)]
        return [
            Change(
                _field_name(self.entry.thing_type, name),
                self._value(name, before[name]) if name in before else "",
                self._value(name, after[name]) if name in after else "",
            )
            for name in sorted(names)
        ]

    def _value(self, name: str, value: Any) -> str:
        if self.entry.thing_type in SPECIAL and name not in SPECIAL_KEEPS:
            return NOT_SHOWN
        field = _field(self.entry.thing_type, name)
        if field is not None and field.is_relation and isinstance(value, int):
            return f"no. {value}"
        return in_words(value, _choices(self.entry.thing_type, name))


def cells_of(line: Line) -> list[Cell]:
    """One entry as a row of the page."""
    entry = line.entry
    return [
        Cell(entry.sequence, "num"),
        Cell(moment(entry.at), "nowrap"),
        Cell(line.who),
        Cell(line.action),
        Cell(f"{line.kind}: {entry.thing}"),
        Cell(_changes(line)),
    ]


def _changes(line: Line) -> SafeString | str:
    count = len(line.changes)
    if not count:
        return "–"
    rows = table_rows([(Cell(c.field), Cell(c.before or "–"), Cell(c.after or "–")) for c in line.changes])
    return mark_safe(  # noqa: S308 a number, and rows that are escaped where they are written
        f'<details class="more"><summary>{count} field{"" if count == 1 else "s"}<span class="govuk-visually-hidden"> of entry {line.entry.sequence}</span></summary>'
        '<table class="table"><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def row_of(entry: AuditEntry) -> list[str]:
    """One entry as a row of a file, in the order of `HEADS`."""
    line = Line(entry)
    before = "; ".join(f"{change.field}: {change.before}" for change in line.changes if change.before)
    after = "; ".join(f"{change.field}: {change.after}" for change in line.changes if change.after)
    at = timezone.localtime(entry.at).isoformat(timespec="seconds")
    return [str(entry.sequence), at, line.who, line.action, line.kind, entry.thing, before, after, entry.hash]


def in_words(value: Any, choices: dict | None = None) -> str:
    """A stored value as people read it."""
    if choices and isinstance(value, str) and value and value in choices:
        return str(choices[value])
    if value is None or value in ("", [], {}):
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(in_words(item, choices) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {in_words(inner)}" for name, inner in value.items())
    return _day_or_text(str(value))


def _day_or_text(text: str) -> str:
    try:
        if len(text) == 10 and (day := parse_date(text)):
            return f"{day.day} {day:%B %Y}"
        if len(text) > 18 and text[4:5] == "-" and (at := parse_datetime(text)) and timezone.is_aware(at):
            local = timezone.localtime(at)
            return f"{local.day} {local:%B %Y, %H:%M}"
    except ValueError:
        pass
    return text


@cache
def _model(label: str):
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _field(label: str, name: str):
    model = _model(label)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


@cache
def _field_name(label: str, name: str) -> str:
    field = _field(label, name)
    words = str(field.verbose_name) if field is not None else name.replace("_", " ")
    return words[:1].upper() + words[1:]


@cache
def _choices(label: str, name: str) -> dict | None:
    if (label, name) == ("organisation.role", "permissions"):
        from ridgeway.domains.organisation.choices import Permission

        return dict(Permission.choices)
    field = _field(label, name)
    return dict(field.flatchoices) if field is not None and getattr(field, "choices", None) else None

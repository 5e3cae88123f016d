"""Lists other than that of people: what each kind of list holds, how its columns and words are matched, and how its map is remembered.

A kind of list is one `ListUse`, named in `runs.LISTS`. Its columns are matched once per council; words that mean nothing here yet are
gathered by the check (`Outcome.extra["unknown"]`) and matched on the same page.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ridgeway.core.tabular import CannotRead
from ridgeway.domains.organisation.models import Council

from .changes import Outcome
from .matching import Field, likeliest
from .models import ColumnMap
from .problems import NeedsMap

Choices = list[tuple[str, str]]
MOST_WORDS = 200


@dataclass(frozen=True)
class ListUse:
    """A kind of list. `needs`: of each set one field must be matched, or its sentence says why. `choices`: the fields whose words are
    matched, and what with; `guess` gives the likeliest of them for a word, or nothing."""

    kind: str
    fields: tuple[Field, ...]
    needs: tuple[tuple[frozenset[str], str], ...]
    choices: Mapping[str, Callable[[Council], Choices]]
    examine: Callable[..., Outcome]
    titles: Mapping[str, str]
    guess: Callable[[Council, str, str], str] = lambda council, name, word: ""

    def suggest(self, columns: list[str]) -> "ListMap":
        """A map by similar words."""
        return ListMap(likeliest(self.fields, columns))


@dataclass
class ListMap:
    """How a list is read: our field > its column, and by field the list's word (small letters) > ours."""

    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    sheet: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form that is remembered, and that a MAP.json holds."""
        return {"columns": self.columns, "values": self.values, "options": {"sheet": self.sheet}}

    def word(self, name: str, word: str) -> str | None:
        """What a word of a field was matched with; None: it was not."""
        return self.values.get(name, {}).get(word.strip().lower())


def read_list_map(use: ListUse, data: Any) -> ListMap:
    """A map from its JSON form. Raises `CannotRead` with a sentence for one that is not a map of this kind of list."""
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        raise CannotRead("The map must be a JSON object with “columns”: our field and the list's column name.")
    known = {known.name for known in use.fields}
    for name, column in data["columns"].items():
        if name not in known or not isinstance(column, str):
            raise CannotRead(f"The map names a field that does not exist: {name!s:.40}. Fields: {', '.join(sorted(known))}.")  # fmt: skip
    values = data.get("values") or {}
    if not isinstance(values, dict) or not all(
        name in use.choices and isinstance(w, dict) for name, w in values.items()
    ):
        raise CannotRead(f"“values” must be an object of field > the list's word > ours, for {', '.join(use.choices)}.")  # fmt: skip
    columns = {name: column.strip() for name, column in data["columns"].items() if column.strip()}
    words = {name: {str(w).strip().lower(): str(ours) for w, ours in found.items()} for name, found in values.items()}
    return ListMap(columns, words, str((data.get("options") or {}).get("sheet", "")))


def list_map_for(use: ListUse, council: Council, options: Mapping[str, Any]) -> ListMap | None:
    """The map given with the file, else the one the council's last list of the kind was read by."""
    if options.get("map"):
        return read_list_map(use, options["map"])
    kept = ColumnMap.objects.filter(council=council, kind=use.kind).first()
    return read_list_map(use, {"columns": kept.columns, **kept.options}) if kept and kept.columns else None


def fitting(use: ListUse, list_map: ListMap | None, columns: list[str]) -> ListMap:
    """The map, if the list has all of its columns and they are enough. Raises `NeedsMap`, because matching them puts it right."""
    if list_map is None:
        raise NeedsMap("Match the columns of this list to our fields; it is asked once and remembered.")
    missing = [column for column in list_map.columns.values() if column not in columns]
    if missing:
        raise NeedsMap(f"The list has no column “{missing[0][:60]}”. Its columns: {', '.join(columns)[:600]}.")
    for names, sentence in use.needs:
        if not names & list_map.columns.keys():
            raise NeedsMap(sentence)
    return list_map


def unmatched(found: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Words by field, as the check leaves them for the page on which they are matched."""
    return {name: sorted(words, key=str.lower)[:MOST_WORDS] for name, words in found.items() if words}

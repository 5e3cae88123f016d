"""The words of a list that mean nothing here yet, for the page on which they are matched."""

from pathlib import Path

from ridgeway.core.tabular import Table, read_table, read_text
from ridgeway.domains.establishment.models import JobRole
from ridgeway.domains.organisation.models import Council, Team

from .fields import CODED, VALUED, PeopleMap, code_of

MOST = 200


def look_at(path: Path, people_map: PeopleMap | None) -> Table:
    """The list itself. Raises `CannotRead`."""
    return read_table(path, sheet=people_map.sheet if people_map else "")


def unknown_words(table: Table, people_map: PeopleMap, council: Council) -> dict[str, list[str]]:
    """By field, the distinct words of its column that a map could match: those not known, and those matched already."""
    here = {
        "team": {
            name.lower() for pair in Team.objects.filter(council=council).values_list("name", "slug") for name in pair
        },
        "role": {
            name.lower()
            for pair in JobRole.objects.filter(council=council).values_list("name", "slug")
            for name in pair
        },
    }
    found: dict[str, list[str]] = {}
    for name in VALUED:
        column = people_map.columns.get(name)
        if column is None or column not in table.columns:
            continue
        words = sorted({read_text(row.cells.get(column)) for row in table.rows} - {""}, key=str.lower)
        matched = people_map.values.get(name, {})
        unknown = [w for w in words if w.lower() in matched or not _is_known(name, w, people_map, here)]
        if unknown:
            found[name] = unknown[:MOST]
    return found


def _is_known(name: str, word: str, people_map: PeopleMap, here: dict[str, set[str]]) -> bool:
    if name in CODED:
        return code_of(name, word, people_map) is not None
    return word.lower() in here[name]

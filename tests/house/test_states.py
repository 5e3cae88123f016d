"""State tables: every state can be reached from the first, and nothing leads to a state there is not."""

import importlib

import pytest

from tests.house.rooms import RIDGEWAY, ROOT

TABLES = [
    (path.relative_to(RIDGEWAY.parent).with_suffix("").as_posix().replace("/", "."), name, value)
    for path in sorted(RIDGEWAY.rglob("states.py"))
    if path.parent.name != "core"
    for module in [importlib.import_module(path.relative_to(RIDGEWAY.parent).with_suffix("").as_posix().replace("/", "."))]
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, dict)
]  # fmt: skip


def _reached(table) -> set[str]:
    first = next(iter(table))
    found, waiting = {first}, [first]
    while waiting:
        onward = set(table[waiting.pop()]) - found
        found |= onward
        waiting.extend(onward)
    return found


@pytest.mark.parametrize(("module", "name", "table"), TABLES, ids=lambda value: value if isinstance(value, str) else "")
def test_every_state_is_reached_and_known(module, name, table):
    assert {str(state) for state in _reached(table)} == {str(state) for state in table}


@pytest.mark.parametrize(("module", "name", "table"), TABLES, ids=lambda value: value if isinstance(value, str) else "")
def test_a_table_holds_every_state_of_its_choices(module, name, table):
    choices = type(next(iter(table)))
    assert {str(state) for state in table} == set(choices.values)


@pytest.mark.parametrize(
    ("module", "name", "table"), [t for t in TABLES if ".recruitment." in t[0]], ids=lambda v: v if isinstance(v, str) else ""
)  # fmt: skip
def test_the_diagram_in_the_docs_shows_every_step_of_a_table(module, name, table):
    page = (ROOT / "docs" / "domains" / f"{module.split('.')[2]}.md").read_text(encoding="utf-8")
    diagrams = [set(part.split("```")[0].split("\n")) for part in page.split("```mermaid\nstateDiagram-v2\n")[1:]]
    steps = {f"    {a} --> {b}" for a, onward in table.items() for b in onward} | {f"    [*] --> {next(iter(table))}"}
    assert [d - {""} for d in diagrams if d & steps and f"    [*] --> {next(iter(table))}" in d] == [steps]


def test_there_are_tables():
    assert TABLES != []

"""The rows of a long table, written in one go: a template that draws cell by cell costs more than the query behind it."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe


class Cell(NamedTuple):
    """A cell: its text (escaped unless it is safe already), the class of its column, and where it leads."""

    text: Any = ""
    css: str = ""
    url: str = ""


def table_rows(rows: Iterable[Sequence[Cell]]) -> SafeString:
    """`{% table_rows rows %}`: the rows of a `<tbody>`; the first cell of each is its heading."""
    return mark_safe("".join(map(_row, rows)))  # noqa: S308 every cell is escaped in `_inside`


def _row(cells: Sequence[Cell]) -> str:
    first, *rest = cells
    data = "".join([f"<td{_class(cell.css)}>{_inside(cell)}</td>" for cell in rest])
    return f'<tr><th scope="row"{_class(first.css)}>{_inside(first)}</th>{data}</tr>'


def _class(css: str) -> str:
    return f' class="{escape(css)}"' if css else ""


def _inside(cell: Cell) -> str:
    text = cell.text if isinstance(cell.text, SafeString) else escape("" if cell.text is None else str(cell.text))
    return f'<a href="{escape(cell.url)}">{text}</a>' if cell.url else text

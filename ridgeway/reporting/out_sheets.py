"""A report's figures as rows, for CSV and XLSX."""

from .document import Document

HEADS = (
    "No.",
    "Figure",
    "Value",
    "Unit",
    "Base",
    "Scope",
    "On",
    "Since",
    "Definition",
    "Fingerprint of the rows",
    "Written as",
)


def rows_of(document: Document) -> list[tuple]:
    """One row a figure."""
    return [
        (f.number, f.name, f.value if f.value is not None else "not known", f.unit, f.base, f.scope, f.on, f.since, f.definition, f.fingerprint, f.token)
        for f in document.figures
    ]  # fmt: skip

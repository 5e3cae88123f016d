"""The letter of an offer, without the database: fields in a council's words, and the pieces a page, a Word file and a PDF are made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

FIELDS: Mapping[str, str] = {
    "name": "the candidate’s name",
    "council": "the council’s name",
    "job": "the job’s title",
    "reference": "the advert’s reference",
    "team": "the team",
    "post": "the post’s number",
    "start": "the first day",
    "pay": "a year’s pay for the hours offered, with the supplement",
    "hours": "hours a week",
    "answer_by": "the day by which they answer",
    "contact": "whom to ring, with the number",
    "today": "the day of the letter",
}
BLOCKS: Mapping[str, str] = {"terms": "a table of the terms", "conditions": "the conditions, one a line"}
STANDARD = gettext_noop("""Dear {{ name }}

We are glad to offer you the post of {{ job }} with {{ council }}. These are the terms.

{{ terms }}

The offer is conditional. It stands once everything below is clear; until then please do not give notice where you work.

{{ conditions }}

Please tell us by {{ answer_by }} whether you accept, on your page: nothing has to be signed or sent back. After that day we may offer the post to somebody else.

Questions? Ring {{ contact }}.

Yours sincerely
{{ council }}""")
_FIELD = re.compile(r"\{\{\s*(\w*)\s*\}\}")
_ALONE = re.compile(r"^\{\{\s*(terms|conditions)\s*\}\}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a letter: a paragraph of text, the table of terms, or the list of conditions."""

    kind: str
    text: str = ""
    rows: list[tuple[str, str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)


def problems(words: str) -> list[str]:
    """What is wrong with a council's words; nothing where they can be used."""
    found = [f"There is no field “{name}”." for name in _FIELD.findall(words) if name not in {**FIELDS, **BLOCKS}]
    paragraphs = [part.strip() for part in words.split("\n\n")]
    for name in BLOCKS:
        standing = sum(bool((alone := _ALONE.match(part)) and alone[1] == name) for part in paragraphs)
        if standing != 1 or len(re.findall(r"\{\{\s*" + name + r"\s*\}\}", words)) != 1:
            found.append(f"“{{{{ {name} }}}}” stands once, as a paragraph of its own.")
    if _FIELD.sub("", words).count("{{") or _FIELD.sub("", words).count("}}"):
        found.append("Every field stands between two pairs of braces: {{ name }}.")
    return found


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with their fields filled in; the two blocks stay to be set when the letter is drawn."""
    return _FIELD.sub(lambda found: found[0] if found[1] in BLOCKS else values.get(found[1], ""), words).strip()


def pieces(letter: str, terms: list[tuple[str, str]], conditions: list[str]) -> list[Piece]:
    """The parts of a letter in their order. Both blocks come in any case: where the words leave one out, it stands at the end."""
    made = []
    for part in re.split(r"\n\s*\n", letter.replace("\r\n", "\n")):
        alone = _ALONE.match(part.strip())
        if alone and alone[1] == "terms":
            made.append(Piece("terms", rows=terms))
        elif alone:
            made.append(Piece("conditions", items=conditions))
        elif part.strip():
            made.append(Piece("words", text=part.strip()))
    kinds = {piece.kind for piece in made}
    if "terms" not in kinds:
        made.append(Piece("terms", rows=terms))
    if "conditions" not in kinds:
        made.append(Piece("conditions", items=conditions))
    return [piece for piece in made if piece.kind != "conditions" or piece.items]

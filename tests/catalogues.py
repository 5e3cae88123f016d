"""Catalogues of words without gettext's tools: a .po file read, a .mo file written."""

import ast
import re
import struct
from pathlib import Path

PO = Path(__file__).parent.parent / "ridgeway" / "locale" / "cy" / "LC_MESSAGES" / "django.po"
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d)\])?)? ?(".*")')


def read(path: Path = PO) -> dict[str, list[str]]:
    """What is said, as a .mo file has it (context and plural with it), and its words: one, or one for each form of the plural."""
    found: dict[str, list[str]] = {}
    for block in path.read_text().split("\n\n"):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line.startswith("#") or not (match := _LINE.match(line)):
                continue
            name = match[1] or name
            parts[name] = parts.get(name, "") + ast.literal_eval(match[3])
        if "msgid" not in parts:
            continue
        context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
        plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
        found[context + parts["msgid"] + plural] = [words for key, words in parts.items() if key.startswith("msgstr")]
    return found


def write(path: Path, words: dict[str, list[str]]) -> None:
    """The same as a .mo file; what has no words is left out."""
    rows = sorted((key.encode(), "\0".join(said).encode()) for key, said in words.items() if any(said))
    keys = b"".join(key + b"\0" for key, _ in rows)
    begin, tables, at = 28, [], 28 + 16 * len(rows)
    for place in (0, 1):
        for row in rows:
            tables.append((len(row[place]), at))
            at += len(row[place]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), begin, begin + 8 * len(rows), 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    said = b"".join(value + b"\0" for _, value in rows)
    path.write_bytes(head + b"".join(struct.pack("<2I", *pair) for pair in tables) + keys + said)

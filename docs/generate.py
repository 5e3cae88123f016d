"""Writes the pages of docs/ that are computed: `make docs`. With `--check`, says which are out of date and writes nothing.

addresses.md from the addresses and their guards, data-dictionary.md from the measures' definitions, permissions.md from the
permissions and the roles that come with Ridgeway, command-line.md from the command line's own help, rounds.md from the rounds.
"""

import argparse
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MADE = "<!-- Computed by `make docs`: change what it is computed from, not this page. -->\n"


def addresses() -> str:
    """Every address, who may open it, and the permission it asks for."""
    from ridgeway.project.addresses import every

    rows = [
        [f"`/{a.path}`", f"`{a.name}`" if a.name else "", a.guard.audience if a.guard else "**none**", f"`{a.guard.permission}`" if a.guard and a.guard.permission else ""]
        for a in every()
    ]  # fmt: skip
    words = (
        "Every address of an installation. *public*: anybody. *signed in*: anybody who is signed in. *regional lead*: somebody let in to lead a region. *staff*: somebody who holds the "
        "permission in that council; to anybody else the page does not exist (404), so that addresses tell nothing. *site editor*: whoever may write some council's careers site."
    )
    return f"# Addresses\n\n{MADE}\n{words}\n\n{_table(['Address', 'Name', 'Who', 'Permission'], rows)}"


def data_dictionary() -> str:
    """Every measure as it is defined."""
    from ridgeway.insight.measures import ALL

    parts = [
        f"# Data dictionary\n\n{MADE}\n"
        "Every measure has one definition, here and nowhere else: screens, commands, reports and downloads ask the same one. A figure is never "
        "shown without its numerator, denominator and date. Flows between two days count what happened *after* the first and up to and "
        "including the second.\n"
    ]
    rows = [[f"[{m.name}](#{m.key})", f"`{m.key}`", str(m.unit), m.window] for m in ALL]
    parts.append(_table(["Measure", "Key", "Unit", "Window"], rows))
    for m in ALL:
        of = [
            ("What it is", m.words), ("Numerator", m.numerator), ("Denominator", m.denominator or "none: it is a count"), ("Unit", str(m.unit)),
            ("Window", m.window), ("Source", m.source), ("Caveat", m.caveat), ("Published as", f"`{m.published}`" if m.published else ""),
        ]  # fmt: skip
        lines = "\n".join(f"- **{name}:** {value}" for name, value in of if value)
        parts.append(f'\n<a id="{m.key}"></a>\n\n## {m.name}\n\nKey: `{m.key}`\n\n{lines}\n')
    return "\n".join(parts)


def permissions() -> str:
    """What a role can allow, and which roles come with Ridgeway."""
    from ridgeway.domains.organisation.choices import BUILT_IN_ROLES, Permission

    said = [[f"`{p.value}`", str(p.label)] for p in Permission]
    held = [
        [name, f"`{key}`", ", ".join(f"`{p}`" for p in Permission.values if p in set(map(str, allowed))), "forced" if second else ""]
        for key, (name, allowed, second) in BUILT_IN_ROLES.items()
    ]  # fmt: skip
    return (
        f"# Permissions and roles\n\n{MADE}\n"
        "A role is a named set of permissions, held over a council, a service or a team, for a period. A council can add roles of its own.\n\n"
        f"## Permissions\n\n{_table(['Permission', 'What it allows'], said)}\n"
        f"## Roles that come with Ridgeway\n\n{_table(['Role', 'Key', 'Permissions', 'Second factor'], held)}"
    )


def command_line() -> str:
    """The help of every command."""
    from ridgeway.project.cli import parser

    parts = [
        f"# Command line\n\n{MADE}\n"
        "The program is `.venv/bin/ridgeway` after `make setup`. The names below are promises. `--json` prints one JSON document on standard "
        "output and nothing else there; messages go to standard error. Exit status: 0 done, 1 refused or found something, 2 wrong use. A "
        "database that is not there yet is made by the first command. What is read from the environment stands in [settings](settings.md).\n"
    ]
    for command in _leaves(parser()):
        rows = [[f"`{_usage(a)}`", a.help or ""] for a in command._actions if a.dest not in ("help", "json")]
        table = "\n" + _table(["Argument", "What"], rows) if rows else ""
        parts.append(f"## {command.prog}\n\n{command.description}\n{table}")
    return "\n".join(parts)


def rounds() -> str:
    """What the worker does every day and week."""
    from ridgeway.core.rounds import ALL

    rows = [[f"`{name}`", one.when, one.words] for name, one in sorted(ALL.items())]
    words = (
        "What the worker does every day or week without being asked, by the council's clock. Each is done once on its day, by one worker; after days switched off it is done once when the worker is back; "
        "one that fails leaves nothing behind and is tried again after an hour. `ridgeway rounds` says when each was last done, `ridgeway rounds --do NAME` does one now, `ridgeway check` says which failed."
    )
    return f"# Rounds\n\n{MADE}\n{words}\n\n{_table(['Round', 'When', 'What'], rows)}"


def _usage(action: argparse.Action) -> str:
    """An argument as it is written: `FILE`, `--code CODE`, `[--region REGION]`."""
    name = action.option_strings[-1] if action.option_strings else ""
    value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    text = f"{name} {value}".strip()
    return text if action.required else f"[{text}]"


def _leaves(parser: argparse.ArgumentParser):
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield parser
    for action in below:
        for child in action.choices.values():
            yield from _leaves(child)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


PAGES = {
    "addresses.md": addresses,
    "data-dictionary.md": data_dictionary,
    "permissions.md": permissions,
    "command-line.md": command_line,
    "rounds.md": rounds,
}


def main() -> int:
    """Write the pages, or only say which differ."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ridgeway.project.settings")
    django.setup()
    stale = []
    for name, page in PAGES.items():
        path, text = HERE / name, page().rstrip() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv[1:]:
            path.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv[1:]:
        print(f"Out of date: {', '.join(stale)}. Run: make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Running the command line: in process on the tests' database, and as a program on a data folder of its own."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest

from ridgeway.project import cli

from ..laid import lay_data_folder


@dataclass(frozen=True)
class Said:
    """What a command did: its exit status, what it printed, and what it said besides."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def ridgeway(capsys, db):
    """`ridgeway("council", "list")` in this process."""

    def run(*arguments: str) -> Said:
        try:
            status = cli.main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Said(status, out, err)

    return run


@pytest.fixture
def program(tmp_path):
    """`program("council", "list")` as a process of its own, on SQLite and a data folder with an empty database; `laid=False`: with none."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}

    def run(*arguments: str, home: str = "home", laid: bool = True, **more: str) -> Said:
        if laid and not (tmp_path / home).exists():
            lay_data_folder(tmp_path / home)
        environment = {**kept, "RIDGEWAY_HOME": str(tmp_path / home), **more}
        command = [sys.executable, "-m", "ridgeway.project.cli", *arguments]
        said = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=400)
        return Said(said.returncode, said.stdout, said.stderr)

    return run

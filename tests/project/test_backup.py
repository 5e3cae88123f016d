"""Back up on one data folder, restore on another; a hostile archive harms nothing."""

import io
import json
import tarfile
from pathlib import Path

import pytest

from ridgeway.project import archive

pytestmark = pytest.mark.slow


@pytest.fixture
def kept(program, tmp_path):
    """A backup of an installation with one council and one upload."""
    assert program("council", "add", "Chalkshire", "--code", "999").status == 0
    upload = tmp_path / "home" / "files" / "imports" / "abc"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"an upload")
    file = tmp_path / "backup.tar.gz"
    said = program("backup", str(file), "--json")
    assert said.status == 0, said.err
    return file, said.json


def test_everything_comes_back_on_another_machine(program, tmp_path, kept):
    file, document = kept
    assert {key: document["kept"][key] for key in ("councils", "sign-ins", "files", "secret key")} == {
        "councils": 1, "sign-ins": 0, "files": 1, "secret key": True,
    }  # fmt: skip
    assert file.stat().st_mode & 0o777 == 0o600
    said = program("restore", str(file), "--json", home="other", laid=False)
    assert (said.status, said.json["kept"]) == (0, document["kept"])
    assert (tmp_path / "other" / "files" / "imports" / "abc").read_bytes() == b"an upload"
    assert (tmp_path / "other" / "secret_key").read_text() == (tmp_path / "home" / "secret_key").read_text()
    assert [c["name"] for c in program("council", "list", "--json", home="other").json] == ["Chalkshire"]
    assert program("audit", "verify", "--json", home="other").json["intact"] is True


def test_rows_that_are_here_are_not_replaced_unless_forced(program, kept):
    file, _ = kept
    program("council", "add", "Downland", "--code", "998", home="other")
    refused = program("restore", str(file), home="other")
    assert (refused.status, refused.err) == (
        1,
        "There are rows in this database already. Restore into an empty one, or replace them with --force.\n",
    )
    assert program("restore", str(file), "--force", home="other").status == 0
    assert [c["name"] for c in program("council", "list", "--json", home="other").json] == ["Chalkshire"]


def test_a_backup_is_not_written_over_unless_forced(program, kept):
    file, _ = kept
    before = file.read_bytes()
    assert program("backup", str(file)).status == 1
    assert file.read_bytes() == before
    assert program("backup", str(file), "--force").status == 0


def test_nothing_is_restored_under_a_running_installation(program, tmp_path, kept):
    import os

    file, _ = kept
    (tmp_path / "home" / "serving.pid").write_text(str(os.getpid()))
    said = program("restore", str(file), "--force")
    assert (said.status, said.err) == (
        1,
        "Ridgeway is being served from this data folder. Stop it first, then restore.\n",
    )


def _manifest(**changes) -> bytes:
    said = {
        "made_at": "",
        "version": "0",
        "engine": "sqlite",
        "migrations": [],
        "counts": {},
        "entries": [],
        "format": 1,
    }
    return json.dumps({**said, **changes}).encode()


def _archive(path: Path, *members: tuple[tarfile.TarInfo | str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as tar:
        for about, content in members:
            info = tarfile.TarInfo(about) if isinstance(about, str) else about
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def _entry(name: str, content: bytes) -> dict:
    import hashlib

    return {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@pytest.mark.parametrize(
    "name",
    ["../escaped", "/etc/escaped", "files/../../escaped", "files/a/../../../escaped", "escaped", "files", "files//x"],
)
def test_an_archive_that_names_a_place_outside_is_refused(tmp_path, name):
    file = _archive(tmp_path / "bad.tar.gz", ("manifest.json", _manifest(entries=[_entry(name, b"x")])), (name, b"x"))
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(archive.CannotRestore, match="which is not a file of a backup"):
        archive.unpack(file, into)
    assert (list(into.iterdir()), sorted(p.name for p in tmp_path.iterdir())) == ([], ["bad.tar.gz", "into"])


def _link(name: str, to: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, to
    return info


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ([("else.json", b"{}")], "does not begin with a manifest"),
        ([("manifest.json", b"{")], "not a Ridgeway backup, or it is damaged"),
        ([("manifest.json", b"[]")], "reads backups of format 1"),
        ([("manifest.json", _manifest(format=9))], "reads backups of format 1"),
        ([("manifest.json", _manifest()), ("files/extra", b"x")], "which its manifest does not name"),
        ([("manifest.json", _manifest(entries=[_entry("files/a", b"x")]))], "lacks 1 of the files"),
        ([("manifest.json", _manifest(entries=[_entry("files/a", b"x")])), ("files/a", b"y")], "is damaged"),
        ([("manifest.json", _manifest(entries=[_entry("files/a", b"x")])), ("files/a", b"xx")], "not the plain file"),
        ([("manifest.json", _manifest(entries=[_entry("files/a", b"")])), (_link("files/a", "/etc/passwd"), b"")], "not the plain"),
    ],
    ids=["no manifest", "broken", "a list", "format", "extra", "lacking", "changed", "longer", "a link"],
)  # fmt: skip
def test_a_wrong_archive_is_refused_with_a_sentence(tmp_path, members, reason):
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(archive.CannotRestore, match=reason):
        archive.unpack(_archive(tmp_path / "bad.tar.gz", *members), into)


def test_a_file_that_is_no_archive_is_refused(program, tmp_path):
    (tmp_path / "x.tar.gz").write_bytes(b"nothing of the kind")
    said = program("restore", str(tmp_path / "x.tar.gz"), "--json")
    assert (said.status, list(said.json)) == (1, ["refused"])

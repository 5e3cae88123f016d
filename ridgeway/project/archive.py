"""A backup as one file: a tar archive with a manifest first, then the database and the files, each with its sum.

What comes out of an archive is taken for hostile: only the names the manifest lists, only plain files, only below the data
folder, only as many bytes as were promised, and only when the sums agree.
"""

import datetime as dt
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
LOOSE_FILES = ("secret_key", "demonstration-sign-ins.txt")
MANIFEST_LIMIT = 50 * 1024**2
_PIECE = 1024**2


class CannotRestore(Exception):
    """Why an archive is not restored; a sentence."""


@dataclass(frozen=True)
class Entry:
    """One file of the archive: its name in it, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    made_at: str
    version: str
    engine: str
    migrations: list[str]
    counts: dict[str, int]
    entries: list[Entry]
    format: int = FORMAT


def entry_of(path: Path, name: str) -> Entry:
    """A file as an entry."""
    return Entry(name, path.stat().st_size, _sum(path))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_of(home: Path, media: Path) -> Iterator[tuple[Path, str]]:
    """Everything of the data folder that is kept, beside the database: uploads, the secret key, the sign-ins."""
    for name in LOOSE_FILES:
        if (home / name).is_file():
            yield home / name, name
    for path in sorted(media.rglob("*")) if media.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            yield path, f"files/{path.relative_to(media).as_posix()}"


def write(out: Path, manifest: Manifest, sources: list[tuple[Path, str]], *, at: dt.datetime) -> None:
    """Write the archive beside its place and then put it there, for its owner's eyes only."""
    trial = out.with_name(f".{out.name}.part")
    handle = os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as raw, tarfile.open(fileobj=raw, mode="w:gz", compresslevel=6) as tar:
            text = json.dumps(asdict(manifest), indent=1).encode()
            tar.addfile(_about(MANIFEST, len(text), at), io.BytesIO(text))
            for path, name in sources:
                with path.open("rb") as file:
                    tar.addfile(_about(name, path.stat().st_size, at), file)
        trial.replace(out)
    finally:
        trial.unlink(missing_ok=True)


def _about(name: str, size: int, at: dt.datetime) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.size, about.mode, about.mtime = size, 0o600, int(at.timestamp())
    return about


def unpack(source: Path, into: Path) -> Manifest:
    """Unpack an archive into an empty folder, whose names are then those of the manifest. Raises `CannotRestore`."""
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            manifest = _manifest(tar)
            promised = {entry.name: entry for entry in manifest.entries}
            while (about := tar.next()) is not None:
                entry = promised.pop(about.name, None)
                if entry is None:
                    raise CannotRestore(f"The archive holds “{about.name}”, which its manifest does not name.")
                if not about.isreg() or about.size != entry.size:
                    raise CannotRestore(f"“{about.name}” in the archive is not the plain file that its manifest names.")
                _take(tar.extractfile(about), entry, into)
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise CannotRestore(f"{source} is not a Ridgeway backup, or it is damaged: {error}") from error
    if promised:
        raise CannotRestore(f"The archive lacks {len(promised)} of the files its manifest names.")
    return manifest


def _manifest(tar: tarfile.TarFile) -> Manifest:
    about = tar.next()
    if about is None or about.name != MANIFEST or not about.isreg() or about.size > MANIFEST_LIMIT:
        raise CannotRestore("This is not a Ridgeway backup: it does not begin with a manifest.")
    said = json.loads((tar.extractfile(about) or io.BytesIO()).read())
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise CannotRestore(f"This version reads backups of format {FORMAT}; this one says otherwise.")
    manifest = Manifest(**{**said, "entries": [Entry(**entry) for entry in said["entries"]]})
    for entry in manifest.entries:
        if not is_safe(entry.name):
            raise CannotRestore(f"The archive names “{entry.name}”, which is not a file of a backup.")
    return manifest


def is_safe(name: str) -> bool:
    """Whether a name in an archive is one that a backup holds and stays below the folder it is unpacked into."""
    if name in (*LOOSE_FILES, "database.sqlite3", "database.dump"):
        return True
    parts = PurePosixPath(name).parts
    return (
        len(parts) > 1 and parts[0] == "files" and ".." not in parts and "\0" not in name and "\\" not in name
        and "/".join(parts) == name
    )  # fmt: skip


def _take(source: IO[bytes] | None, entry: Entry, into: Path) -> None:
    target = into / entry.name
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        while source and (piece := source.read(_PIECE)):
            whole.update(piece)
            out.write(piece)
    if whole.hexdigest() != entry.sha256:
        raise CannotRestore(f"“{entry.name}” in the archive is damaged: its contents are not what was kept.")

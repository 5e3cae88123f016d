"""`ridgeway backup FILE` and `ridgeway restore FILE`: everything of an installation in one file, and back."""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from .outcome import Outcome, Refused, command, existing_file


def add_to(commands) -> None:
    keeping = command(commands, "backup", "Keep the database and the files of this installation in one file.", backup)
    keeping.add_argument("file", metavar="FILE", type=Path)
    keeping.add_argument("--force", action="store_true", help="replace the file if it is there")
    putting = command(commands, "restore", "Put an installation back from a backup.", restore, needs_database=False)
    putting.add_argument("file", metavar="FILE", type=existing_file)
    putting.add_argument("--force", action="store_true", help="replace what is here")


def backup(asked: argparse.Namespace) -> Outcome:
    """Write the archive; answers with what was kept. It can be made while Ridgeway is in use."""
    from django.conf import settings
    from django.db import connection

    from ridgeway import __version__
    from ridgeway.core import clock
    from ridgeway.project import archive, dumps

    if asked.file.exists() and not asked.force:
        raise Refused(f"{asked.file} is here already. Choose another name, or replace it with --force.")
    if not asked.file.resolve().parent.is_dir():
        raise Refused(f"There is no folder {asked.file.resolve().parent}.")
    at = clock.now()
    with tempfile.TemporaryDirectory(prefix="backup-", dir=settings.HOME) as folder:
        copy = Path(folder) / dumps.name_in_archive()
        try:
            dumps.dump(copy)
        except dumps.CannotDump as why:
            raise Refused(str(why)) from why
        sources = [(copy, copy.name), *archive.files_of(settings.HOME, Path(settings.MEDIA_ROOT))]
        entries = [archive.entry_of(path, name) for path, name in sources]
        manifest = archive.Manifest(at.isoformat(), __version__, connection.vendor, _applied(), _counts(), entries)
        archive.write(asked.file, manifest, sources, at=at)
    return Outcome(_kept(asked.file, manifest), [*_lines("Kept", asked.file, manifest), *_advice(manifest)])


def restore(asked: argparse.Namespace) -> Outcome:
    """Put back the database and the files; answers with what was put back. What was here goes only with --force."""
    from django.conf import settings

    from ridgeway.project import archive, dumps, ready

    _nobody_serves(settings.HOME)
    if not asked.force and not ready.is_empty() and any(_counts().values()):
        raise Refused(
            "There are rows in this database already. Restore into an empty one, or replace them with --force."
        )
    with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.HOME) as folder:
        try:
            manifest = archive.unpack(asked.file, Path(folder))
            _fits(manifest)
            dumps.load(Path(folder) / dumps.name_in_archive())
        except archive.CannotRestore as why:
            raise Refused(str(why)) from why
        _put_files(Path(folder), settings.HOME, Path(settings.MEDIA_ROOT))
    ready.migrate()
    return Outcome(_kept(asked.file, manifest), _lines("Put back", asked.file, manifest))


def _applied() -> list[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _counts() -> dict[str, int]:
    """How much there is, in the words of the council."""
    from ridgeway.core.models import AuditEntry
    from ridgeway.domains.establishment.models import Post, Worker
    from ridgeway.domains.organisation.models import Council, User

    counted = {"councils": Council, "sign-ins": User, "posts": Post, "people": Worker, "audit entries": AuditEntry}
    return {words: model._default_manager.count() for words, model in counted.items()}


def _fits(manifest) -> None:
    """Refuse a backup of another engine or of a newer version."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    from ridgeway.project.archive import CannotRestore

    if manifest.engine != connection.vendor:
        raise CannotRestore(
            f"This backup is of {manifest.engine} and this database is {connection.vendor}; they must be the same."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(connection).disk_migrations}
    if newer := [name for name in manifest.migrations if name.startswith(_OURS) and name not in known]:
        raise CannotRestore(
            f"This backup was made by a newer version ({manifest.version}, with {newer[0]}). Upgrade first, then restore."
        )


_OURS = ("core.", "organisation.", "establishment.", "practice.", "insight.", "intake.")


def _nobody_serves(home: Path) -> None:
    mark = home / "serving.pid"
    if not mark.exists():
        return
    try:
        os.kill(int(mark.read_text()), 0)
    except (ProcessLookupError, ValueError):
        return
    except PermissionError:
        pass
    raise Refused("Ridgeway is being served from this data folder. Stop it first, then restore.")


def _put_files(unpacked: Path, home: Path, media: Path) -> None:
    """Move what was unpacked to its place; uploads that are not in the backup go."""
    from ridgeway.project.archive import LOOSE_FILES

    if media.exists():
        shutil.rmtree(media)
    if (unpacked / "files").is_dir():
        shutil.move(unpacked / "files", media)
    for name in LOOSE_FILES:
        if (unpacked / name).exists():
            (unpacked / name).replace(home / name)


def _kept(file: Path, manifest) -> dict:
    names = [entry.name for entry in manifest.entries]
    return {
        "file": str(file),
        "made_at": manifest.made_at,
        "version": manifest.version,
        "engine": manifest.engine,
        "kept": {
            **manifest.counts,
            "files": sum(name.startswith("files/") for name in names),
            "secret key": "secret_key" in names,
            "bytes": sum(entry.size for entry in manifest.entries),
        },
    }


def _lines(verb: str, file: Path, manifest) -> list[str]:
    kept = _kept(file, manifest)["kept"]
    counted = ", ".join(f"{kept[name]:,} {name}" for name in [*manifest.counts, "files"])
    return [f"{verb}: {counted} ({manifest.engine}, {kept['bytes'] / 1024**2:,.1f} MB before packing). {file}"]


def _advice(manifest) -> list[str]:
    if any(entry.name == "secret_key" for entry in manifest.entries):
        return ["The file holds personal data and the secret key. Keep it as you keep the database."]
    return [
        "SECRET_KEY comes from the environment and is not in the file: keep it too, or second factors must be set up anew."
    ]

"""The pages' style sheets, scripts and typeface, gathered under hashed names; again only when one of them changed."""

import hashlib
from pathlib import Path

from .outcome import Refused

BUILT = "built/app.css"


def gather() -> bool:
    """Gather what changed; whether there was anything to do. Raises `Refused` when the assets were never built."""
    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    if finders.find(BUILT) is None:
        raise Refused("The pages' style sheet has not been built. Run: make assets")
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    wanted = _digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def _digest() -> str:
    """A sum over the name, size and time of every file."""
    from django.contrib.staticfiles.finders import get_finders

    whole = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            about = Path(storage.path(name)).stat()
            whole.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return whole.hexdigest()

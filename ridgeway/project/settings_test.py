"""Settings of the tests: quick passwords, tasks run at once, everything in a folder that is thrown away."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from types import FrameType

from django.template.base import Node

# always one of its own, for each process of the tests: never the data folder of somebody's installation
os.environ["RIDGEWAY_HOME"] = tempfile.mkdtemp(prefix="ridgeway-test-")
atexit.register(shutil.rmtree, os.environ["RIDGEWAY_HOME"], ignore_errors=True)

from .settings import *  # noqa: E402, F403
from .settings import BASE_DIR, CACHES, DATABASES, HOME, STORAGES, TEMPLATES  # noqa: E402

OURS = BASE_DIR / "ridgeway"

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "progress": CACHES["progress"],
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "held": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "visits": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "visits"},
}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, because the browser tests' server thread opens a connection of its own
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}


class _Missing(str):
    """A variable that a template of ours uses and nobody gave it fails the test that renders it.

    Django asks `"%s" in string_if_invalid`, and then formats it; which template asked is read from the node being rendered.
    Templates that come with libraries are let be.
    """

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not isinstance(frame.f_locals.get("self"), Node):
            frame = frame.f_back
        node = frame.f_locals["self"] if frame is not None else None
        origin = str(getattr(node, "origin", "") or "")
        if node is not None and origin.startswith(str(OURS)):
            line = node.token.lineno if getattr(node, "token", None) else "?"
            raise AssertionError(f"{Path(origin).relative_to(OURS)} line {line} uses an undefined variable: {name}")
        return ""


TEMPLATES[0]["OPTIONS"] |= {"string_if_invalid": _Missing("%s")}  # type: ignore[operator]

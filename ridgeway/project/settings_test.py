"""Settings of the tests: quick passwords, tasks run at once, everything in a folder that is thrown away."""

import os
import tempfile

os.environ.setdefault("RIDGEWAY_HOME", tempfile.mkdtemp(prefix="ridgeway-test-"))

from .settings import *  # noqa: F403
from .settings import CACHES, DATABASES, HOME, STORAGES, TEMPLATES

SECRET_KEY = "tests-only"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "progress": CACHES["progress"],
}
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # a file, because the browser tests' server thread opens a connection of its own
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}


class _Missing(str):
    """A template variable that does not exist fails the test that renders it."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return True

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"The template uses an undefined variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = os.environ.get("STRICT_TEMPLATES", "") and _Missing("%s")

"""The product's own settings, with the floor's pages beside its own and their templates."""

from pathlib import Path

from ridgeway.project.settings import *  # noqa: F403
from ridgeway.project.settings import MIDDLEWARE, STORAGES, TEMPLATES

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["*"]
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # type: ignore[assignment]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MIDDLEWARE = [  # the floor is the framework's, without what the product adds to every page
    "bench.floor.second_factor" if name == "ridgeway.web.middleware.second_factor" else name for name in MIDDLEWARE
]

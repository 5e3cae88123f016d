"""A bare Wagtail: the same framework and libraries, its pages and its editor, and none of our applications.

What a worker of ours weighs beyond this is what the product itself adds.
"""

from ridgeway.project.settings import *  # noqa: F403
from ridgeway.project.settings import HOME, INSTALLED_APPS, MIDDLEWARE, STORAGES

INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("ridgeway.")]
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("ridgeway.")]
ROOT_URLCONF = "bench.bare"
ALLOWED_HOSTS = ["*"]
AUTH_USER_MODEL = "auth.User"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_ADAPTER = "allauth.account.adapter.DefaultAccountAdapter"
SOCIALACCOUNT_ADAPTER = "allauth.socialaccount.adapter.DefaultSocialAccountAdapter"
MFA_ADAPTER = "allauth.mfa.adapter.DefaultMFAAdapter"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/cms/login/"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "bare.sqlite3"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

"""One settings file for the laptop and the server; what differs is read from the environment."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("RIDGEWAY_HOME", BASE_DIR / "var"))
try:
    HOME.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise SystemExit(
        f"The data folder {HOME} cannot be made ({error.strerror}). Set RIDGEWAY_HOME to a folder that Ridgeway may write to."
    ) from error


def _secret_key() -> str:
    """SECRET_KEY from the environment, else one made at first start and kept in the data folder."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = HOME / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


DEBUG = os.environ.get("DEBUG") == "1"
SECRET_KEY = _secret_key()
SITE_HOSTS = [host.lower() for host in _list("RIDGEWAY_SITE_HOSTS")]  # at their root stands a council's careers site
ALLOWED_HOSTS = [*_list("RIDGEWAY_HOSTS", "localhost,127.0.0.1,[::1]"), *SITE_HOSTS]
CSRF_TRUSTED_ORIGINS = _list("RIDGEWAY_ORIGINS")
HTTPS = os.environ.get("RIDGEWAY_HTTPS") == "1"

INSTALLED_APPS = [
    "ridgeway.core",
    "ridgeway.core.outbox",
    "ridgeway.domains.organisation",
    "ridgeway.domains.establishment",
    "ridgeway.domains.campaigns",
    "ridgeway.domains.finance",
    "ridgeway.domains.pay",
    "ridgeway.domains.practice",
    "ridgeway.domains.recruitment",
    "ridgeway.domains.agency",
    "ridgeway.insight",
    "ridgeway.journeys.intake",
    "ridgeway.reporting",
    "ridgeway.web",
    "ridgeway.web.careers",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ridgeway.web.middleware.read_and_kept",
    "ridgeway.web.middleware.asked_at",
    "ridgeway.web.careers.middleware.own_host",
    "ridgeway.web.middleware.session_limits",
    "ridgeway.web.middleware.second_factor",
    "ridgeway.web.careers.middleware.EditorsWall",
]

ROOT_URLCONF = "ridgeway.project.urls"
WSGI_APPLICATION = "ridgeway.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ridgeway.web.chrome.context",
            ],
            "builtins": ["ridgeway.web.templatetags.ridgeway"],
        },
    }
]
FORM_RENDERER = "ridgeway.web.forms.Renderer"

DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{HOME / 'ridgeway.sqlite3'}", conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # a deferred transaction that turns into a write fails at once when another writes; an immediate one waits
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # 4 MB of pages a connection: every thread has one of its own, and the system keeps the file in memory besides
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-4000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # shared by all processes, because limits on guessing are counted here
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "ridgeway_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # at the usual 300, a stranger could push the counts out
    },
    # outside the database, because a long import reports its progress from within one transaction
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "progress",
    },
    # pages of careers sites as they were made within the minute; each process has its own
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
    # what careers sites read of a council's rows, until anybody in the council writes; each process has its own
    "held": {
        "BACKEND": "ridgeway.core.held.Held",
        "LOCATION": "held",
        "OPTIONS": {"MAX_ENTRIES": 1_000},
    },
    # who followed a tracked link in the last half hour, as hashes under a salt that changes daily: kept apart from the database and its backups
    "visits": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": HOME / "visits",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "ridgeway.web.signin.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "ridgeway.web.signin.SocialAccountAdapter"
MFA_ADAPTER = "ridgeway.web.signin.MFAAdapter"
ACCOUNT_FORMS = {
    "login": "ridgeway.web.signin_forms.LoginForm",
    "reset_password": "ridgeway.web.signin_forms.ResetPasswordForm",
    "reset_password_from_key": "ridgeway.web.signin_forms.ResetPasswordKeyForm",
    "change_password": "ridgeway.web.signin_forms.ChangePasswordForm",
    "set_password": "ridgeway.web.signin_forms.SetPasswordForm",
    "reauthenticate": "ridgeway.web.signin_forms.ConfirmPasswordForm",
}
MFA_FORMS = {
    "authenticate": "ridgeway.web.signin_forms.AuthenticateForm",
    "reauthenticate": "ridgeway.web.signin_forms.ConfirmCodeForm",
    "activate_totp": "ridgeway.web.signin_forms.ActivateTOTPForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are added by an administrator, not by signing up
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/15m/key"}
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Ridgeway"
MFA_TOTP_TOLERANCE = 1  # half minutes either way, for telephones that are a little off and people who type slowly
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the address was given by an administrator
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Ridgeway: "
# how many proxies of ours stand in front: the caller's address is read from behind them, for the limits on guessing
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("RIDGEWAY_PROXIES", "1" if HTTPS else "0"))
OIDC_PROVIDES_SECOND_FACTOR = os.environ.get("OIDC_PROVIDES_SECOND_FACTOR") == "1"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
_OIDC_ORIGIN: list[str] = []
if os.environ.get("OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "council",
                "name": os.environ.get("OIDC_NAME", "Council account"),
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {
                    "server_url": os.environ["OIDC_SERVER_URL"],
                    "oauth_pkce_enabled": True,
                    # addresses of these domains are taken as confirmed where the provider does not say (Entra does not)
                    "verified_email": _list("OIDC_EMAIL_DOMAINS"),
                },
            }
        ]
    }
    _OIDC_ORIGIN = ["/".join(os.environ["OIDC_SERVER_URL"].split("/")[:3])]

SESSION_COOKIE_AGE = 12 * 60 * 60  # nobody stays signed in longer than a working day
SESSION_IDLE_SECONDS = 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the probe asks from within, without the proxy
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
# HSTS is for this host alone: what other names a council has, and whether browsers should know them, is for the council to say
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the second factor's QR code is a data: image
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *_OIDC_ORIGIN],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb")
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]  # of what those outside read; the staff read English
COUNCIL_LANGUAGE = "ridgeway.web.languages.language_of"
# an installation's own catalogue stands before ours: docs/guides/careers-site.md
LOCALE_PATHS = [HOME / "locale", BASE_DIR / "ridgeway" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = HOME / "files"  # never served: uploads are read by views that ask who is asking
# host:port or the socket of ClamAV's daemon; where it is named and does not answer, no candidate's file is taken
CLAMAV = os.environ.get("CLAMAV", "")
UPLOAD_LIMIT_BYTES = 60 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "ridgeway.web.uploads.Limit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# where no mail server is named, mails are kept in the outbox and those of sign-in are printed
_MAIL = "smtp" if os.environ.get("EMAIL_HOST") else "console"
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", f"django.core.mail.backends.{_MAIL}.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_TLS") == "starttls"
EMAIL_USE_SSL = os.environ.get("EMAIL_TLS") == "ssl"
EMAIL_TIMEOUT = 30  # seconds for each answer of the mail server
MAIL_KEPT_DAYS = int(os.environ.get("MAIL_KEPT_DAYS", "30"))
# the address of this installation as people see it, for links in mails that no request asked for
SITE_ADDRESS = (
    os.environ.get("RIDGEWAY_ADDRESS")
    or next((origin for origin in CSRF_TRUSTED_ORIGINS if "*" not in origin), "")
    or f"http://localhost:{os.environ.get('PORT') or '8000'}"
).rstrip("/")
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "ridgeway@localhost")

# the editor of careers sites; who may use it is read from our own roles at every request (ridgeway/web/careers/wall.py)
WAGTAIL_SITE_NAME = "Ridgeway"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # an editor's address is told to nobody
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILEMBEDS_RESPONSIVE_HTML = False
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 10
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

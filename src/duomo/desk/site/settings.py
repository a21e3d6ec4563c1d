"""Django's settings, read from the environment once; docs/operations.md lists every variable."""

from typing import Any

import django
import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured

from duomo.desk.site.database import database_settings
from duomo.desk.site.env import Environment
from duomo.desk.site.folder import default_folder, secret_key
from duomo.desk.site.logs import logging_settings
from duomo.desk.site.smtp import smtp_server

# Lets Django's generic classes be written with their type (`QuerySet[Row]`) where the rooms are read.
django_stubs_ext.monkeypatch()

_environment = Environment.of_process()

# Lowest room first; the order of the house is tested by the import rules.
ROOMS = (
    "kit",
    "seats",
    "waits",
    "people",
    "files",
    "ledger",
    "briefs",
    "assignments",
    "reserve",
    "trials",
    "delivery",
    "overview",
)

# --- This installation ---------------------------------------------------------------------------------------------
DUOMO_DATA = _environment.folder("DUOMO_DATA", default_folder())
_base_url = _environment.address("DUOMO_BASE_URL", "http://127.0.0.1:8000")
DUOMO_BASE_URL = _base_url.geturl()
DUOMO_MAX_UPLOAD_BYTES = _environment.whole("DUOMO_MAX_UPLOAD_BYTES", 200 * 1024**2, least=1024)
# A delivery may hold several files in one request.
DUOMO_MAX_REQUEST_BYTES = _environment.whole("DUOMO_MAX_REQUEST_BYTES", 4 * DUOMO_MAX_UPLOAD_BYTES, least=1024)
DUOMO_TRUSTED_PROXIES = _environment.whole("DUOMO_TRUSTED_PROXIES", 0, most=9)
DUOMO_SMTP = smtp_server(_environment)
DUOMO_MAIL_FROM = _environment.text("DUOMO_MAIL_FROM", f"Duomo <duomo@{_base_url.hostname}>")
_encrypted = _base_url.scheme == "https"

SECRET_KEY = secret_key(_environment, DUOMO_DATA)
SECRET_KEY_FALLBACKS = _environment.words("DUOMO_OLD_SECRET_KEYS")
DEBUG = _environment.flag("DUOMO_DEBUG", default=False)
ALLOWED_HOSTS = sorted(
    {"localhost", "127.0.0.1", "[::1]", _base_url.hostname or "", *_environment.words("DUOMO_ALLOWED_HOSTS")} - {""}
)
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("DUOMO_ALLOWED_HOSTS holds *. Name the hosts: any other lets strangers forge links.")

# --- Parts ---------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    *(f"duomo.desk.{room}" for room in ROOMS),
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    *(["django_tasks"] if django.VERSION < (6, 0) else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "duomo.desk.kit.headers.SafeHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "duomo.desk.seats.middleware.SeatMiddleware",
]

ROOT_URLCONF = "duomo.desk.site.urls"
WSGI_APPLICATION = "duomo.desk.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "duomo.desk.waits.nav.nav",
            ],
        },
    },
]

DATABASES = {"default": database_settings(_environment, DUOMO_DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be shared by all web processes, so the cache lives in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "duomo_cache",
        # With Django's 300 a stranger could push out the counts that limit him.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

TASKS = {
    "default": {
        "BACKEND": "duomo.desk.kit.tasks.backend.TableBackend",
        "OPTIONS": {"attempts": 6, "lease_seconds": 120, "first_wait_seconds": 10, "longest_wait_seconds": 3600},
    },
}

# --- Files and static parts ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DUOMO_DATA / "static"
MEDIA_ROOT = DUOMO_DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _environment.flag("DUOMO_STATIC_MANIFEST", default=not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
FILE_UPLOAD_HANDLERS = ["duomo.desk.files.uploads.CappedUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(DUOMO_DATA / "incoming")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# Text of one form; files are streamed to disk and have their own limit above.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024**2
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Language and time ---------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

# --- Sign-in: by a code sent by mail, a passkey, and a second factor where the person set one up; never a password ---
AUTH_USER_MODEL = "seats.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_ADAPTER = "duomo.desk.seats.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# The mailed code is the proof of the address; a second verification would ask for the same thing again.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True
# Links with tokens, by visitor and by link; codes have allauth's own limits (a minute: 20 by visitor, 3 by address).
ACCOUNT_RATE_LIMITS = {"open_link": "60/m/ip,40/m/key"}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base_url.scheme
ALLAUTH_TRUSTED_PROXY_COUNT = DUOMO_TRUSTED_PROXIES

# --- Sessions and transport ----------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-duomo" if _encrypted else "duomo"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _encrypted
CSRF_COOKIE_NAME = "__Host-duomo-csrf" if _encrypted else "duomo-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _encrypted
CSRF_TRUSTED_ORIGINS = [DUOMO_BASE_URL]
SECURE_SSL_REDIRECT = _encrypted
# A watchdog beside the proxy asks without encryption.
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _encrypted else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _encrypted
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if DUOMO_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    # Preloading binds the whole domain for good; that is the domain owner's decision, not this program's.
    "security.W021",
    # An address is unique in small letters, by a constraint that the check does not look at.
    "auth.W004",
]

# --- Mail: every message goes through the outbox, so that it commits or vanishes with its deed -----------------------
_outbox = "duomo.desk.kit.mail.OutboxEmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": _outbox}}
else:
    EMAIL_BACKEND = _outbox
DEFAULT_FROM_EMAIL = DUOMO_MAIL_FROM

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(_environment)

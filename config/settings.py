"""All settings, from the environment. Production is the default and refuses what is missing or unsafe by name.

Modes: production · demo (`DEMO=1`, loopback only) · development (plain manage.py) · test (the suite).
The table of variables is in README.md.
"""

import secrets
import sys
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from .preflight import refuse_unsafe_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

DEMO = env.bool("DEMO", default=False)
MODE = "demo" if DEMO else env.str("TANGGAP_MODE", default="production")
if MODE not in ("production", "demo", "development", "test"):
    raise ImproperlyConfigured(f"TANGGAP_MODE is {MODE!r}; it may be production, development or test")
PRODUCTION = MODE == "production"
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
if PRODUCTION:
    refuse_unsafe_settings(env)
(VAR / "static").mkdir(parents=True, exist_ok=True)


def _local_secret():
    """A secret of this machine for demo and development, made once. Production brings its own."""
    file = VAR / "secret_key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(64))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="") or _local_secret()
# The key of hashes kept in place of identity numbers; its own, so that SECRET_KEY can be rotated without it.
GUARD_KEY = env.str("GUARD_KEY", default=SECRET_KEY)
# What complainants' sheets are locked with: the first locks, every one opens. Its own, for the same reason.
SHEET_KEYS = env.list("SHEET_KEYS", default=[GUARD_KEY])
DEBUG = env.bool("DEBUG", default=False) and MODE == "development"
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
LOOPBACK = ["127.0.0.1", "localhost"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS") if PRODUCTION else LOOPBACK
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "simple_history",
    "allauth",
    "allauth.account",
    "csp",
    "incidents",
    "notifications",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.OnlyWhatIsSeen",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.LoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.Answers",
    "config.middleware.OncePressed",
]

ROOT_URLCONF = "config.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # templates/django/forms/field.html is our field
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "incidents.templatetags.buttons",
                "incidents.templatetags.clock_parts",
                "incidents.templatetags.form_parts",
                "incidents.templatetags.parts",
                "incidents.templatetags.slots",
                "incidents.templatetags.tanggap",
                "incidents.templatetags.trail_parts",
                "incidents.templatetags.words",
            ],
        },
    }
]

# --- database -----------------------------------------------------------------------------------------------------
# Two roles on PostgreSQL: the owner migrates and sets up, the product runs as one that cannot rewrite the record.
APP_DATABASE_URL = env.str("DATABASE_URL", default=f"sqlite:///{VAR / 'tanggap.sqlite3'}")
OWNER_COMMANDS = {"migrate", "setup"}
_as_owner = len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS
DATABASES = {
    "default": env.db_url_config(
        env.str("DATABASE_OWNER_URL", default=APP_DATABASE_URL) if _as_owner else APP_DATABASE_URL
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # PostgreSQL would compile each question of many parts anew, for longer than it takes to answer it.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c jit=off"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_ROOT = Path(env.str("FILES_ROOT", default=str(VAR / "files")))

# --- engine -------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("REDIS_URL", default="filesystem://")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": env.int("VISIBILITY_TIMEOUT_SECONDS", default=3600),
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
else:
    _broker = VAR / "broker"
    _broker.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker),
        "data_folder_out": str(_broker),
        "control_folder": str(_broker / "control"),
        "polling_interval": 0.1,
    }
SWEEP_SECONDS = env.int("SWEEP_SECONDS", default=60)
CELERY_BEAT_SCHEDULE = {
    "sweep": {  # notifications/tasks.py
        "task": "notifications.tasks.sweep",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS * 0.9},
    },
    "pulse": {
        "task": "notifications.tasks.pulse",
        "schedule": SWEEP_SECONDS,
        "options": {"expires": SWEEP_SECONDS * 0.9},
    },
    "seal_log": {  # whatever was recorded is sealed within a minute
        "task": "notifications.tasks.seal_log",
        "schedule": SWEEP_SECONDS / 2,
        "options": {"expires": SWEEP_SECONDS * 0.45},
    },
    "verify_record": {
        "task": "notifications.tasks.verify_record",
        "schedule": crontab(hour=19, minute=17),  # UTC: 02.17 WIB
        "options": {"expires": 3600},
    },
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
# Longer than a task's hard limit: while a lease runs nobody else sends the same mail.
MESSAGE_LEASE_SECONDS = env.int("MESSAGE_LEASE_SECONDS", default=120)

# Shared by all web processes, and in the database: a silent Redis may cost no page anything.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if MODE == "test"
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # counters of failed log-ins may not be pushed out by previews
    }
}

# --- mail ---------------------------------------------------------------------------------------------------------
EMAIL_BACKEND: str
vars().update(env.email_url("EMAIL_URL", default="smtp://127.0.0.1:8025"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT_SECONDS", default=15)
# How long to wait after each attempt that failed; after the last one the mail is given up, visibly.
MAIL_BACKOFF_SECONDS = env.list("MAIL_BACKOFF_SECONDS", cast=int, default=[60, 300, 900, 3600, 14400])
if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":  # noqa: F821  (set by the line above)
    EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
# Where mail servers return what they cannot deliver; a mail's own mark goes between + and @. Empty: the sender itself.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
# The mailbox behind it, read each minute: imaps://user:password@host/INBOX. Empty: notices are uploaded by people.
BOUNCE_MAILBOX_URL = env.str("BOUNCE_MAILBOX_URL", default="")
MAIL_DOMAIN = env.str("MAIL_DOMAIN", default="tanggap.example")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"Tanggap <tanggap@{MAIL_DOMAIN}>")
DEMO_MAIL_DIR = VAR / "mail"

# --- letters ------------------------------------------------------------------------------------------------------
# The organisation's certificate and key, with which letters are sealed. Empty: an administrator chooses otherwise.
SEAL_PKCS12 = env.str("SEAL_PKCS12", default="")
SEAL_PASSWORD = env.str("SEAL_PASSWORD", default="")
# The BSrE gateway at the agency, https://name:password@host; empty: no person signs through it.
BSRE_URL = env.str("BSRE_URL", default="")
BSRE_TIMEOUT_SECONDS = env.int("BSRE_TIMEOUT_SECONDS", default=30)
BSRE_MOST_BYTES = 40 * 1024 * 1024

# --- the transparency log -----------------------------------------------------------------------------------------
# Files of Ed25519 keys (`manage.py log_key FILE`), the present one first; while one gives way to another, both sign.
LOG_KEYS = env.list("LOG_KEYS", default=[] if PRODUCTION else [str(VAR / "log_key.pem")])
# Who keeps the heads outside and is told each night what a verification found: addresses, separated by commas.
LOG_WITNESSES = env.list("LOG_WITNESSES", default=[])
# The lines of keys that sign no more, by which old heads are judged.
LOG_RETIRED_KEYS = env.list("LOG_RETIRED_KEYS", default=[])
# The name of the log in its checkpoints. Empty: the host of SITE_URL and "/log".
LOG_ORIGIN = env.str("LOG_ORIGIN", default="")

# --- people -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "incidents.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the suite logs in hundreds of times
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "config.accounts.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses come by appointment, not by self-registration
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a form open to everybody sends no mail to strangers
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "incidents:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = 60 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.middleware.expired_form"

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "bahasa"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# --- files served, headers ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE in ("development", "test")
        else "config.static.HashedStaticFiles"
    },
}
# Letters' own fonts reach no browser: to compress them cost most of the time of `collectstatic`.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
WHITENOISE_USE_FINDERS = MODE in ("development", "test")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # one sitting asks a hundred bodies, some of them questions of their own
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sesi", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_SSL_REDIRECT = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
else:
    # Cookies of other programs on this host do not count as ours.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "tanggap_sesi", "tanggap_csrf"

SILENCED_SYSTEM_CHECKS = ["simple_history.W001"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}

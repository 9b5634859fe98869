"""All settings, from the environment: where this process runs (`environment`), the engine and its mail (`engine`), accounts (`people`),
files, headers and cookies (`serving`), and here what the product is made of.

Modes: production · demo (`DEMO=1`, loopback only) · development (plain manage.py) · test (the suite).
The table of variables is in README.md.
"""

import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .engine import *
from .environment import *
from .environment import BASE_DIR, PRODUCTION, VAR, env
from .people import *
from .serving import *

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
    "allauth.mfa",
    "csp",
    "incidents",
    "notifications",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.http.Tagged",
    "config.http.KnownMethods",
    "config.http.ClearedOnLeaving",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.OnlyWhatIsSeen",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.accounts.session_life.SessionsEnd",
    "config.bodies.BodiesHaveLimits",
    "config.middleware.LoginRequired",
    "allauth.account.middleware.AccountMiddleware",
    "config.accounts.devices.KnownDevice",
    "config.accounts.proof.SecondFactorRequired",
    "config.accounts.proof.AskedAgain",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.Answers",
    "config.middleware.OncePressed",
    "config.middleware.LooksAreCounted",
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
                "incidents.templatetags.addressees",
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
REPORTING_ROLE = env.str("REPORTING_ROLE", default="")  # reads what `record/triggers/reporting.py` says, nothing more
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

# --- letters ------------------------------------------------------------------------------------------------------
# The organisation's certificate and key, with which letters are sealed. Empty: an administrator chooses otherwise.
SEAL_PKCS12 = env.str("SEAL_PKCS12", default="")
SEAL_PASSWORD = env.str("SEAL_PASSWORD", default="")
# A PEM file with the certificates above it. With it a stamped letter carries what its seal is judged by later (PAdES B-LT).
SEAL_CERTIFICATES = env.str("SEAL_CERTIFICATES", default="")
# The BSrE gateway at the agency, https://name:password@host; empty: no person signs through it.
BSRE_URL = env.str("BSRE_URL", default="")
BSRE_TIMEOUT_SECONDS = env.int("BSRE_TIMEOUT_SECONDS", default=30)
BSRE_MOST_BYTES = 40 * 1024 * 1024

# --- the transparency log -----------------------------------------------------------------------------------------
# Files of Ed25519 keys (`manage.py log_key FILE`), the present one first; while one gives way to another, both sign.
LOG_KEYS = env.list("LOG_KEYS", default=[] if PRODUCTION else [str(VAR / "log_key.pem")])
# Who keeps the heads outside and is told each night what a verification found: addresses, separated by commas.
LOG_WITNESSES = env.list("LOG_WITNESSES", default=[])
# Where heads are kept outside, separated by commas: files, folders (*.txt), https addresses of a checkpoint. Each night the log is held
# against them.
LOG_HEADS = env.list("LOG_HEADS", default=[])
# The lines of keys that sign no more, each with @ and the size of the last head that counts (`manage.py log_key FILE --retire`).
LOG_RETIRED_KEYS = env.list("LOG_RETIRED_KEYS", default=[])
# The name of the log in its checkpoints. Empty: the host of SITE_URL and "/log".
LOG_ORIGIN = env.str("LOG_ORIGIN", default="")

# --- time stamps (RFC 3161) ---------------------------------------------------------------------------------------
# The authority that is asked, https://name:password@host/path; empty: nothing is stamped.
TSA_URL = env.str("TSA_URL", default="")
# A PEM file with the certificates by which its stamps are judged, past authorities' too. Kept when TSA_URL is emptied.
TSA_CERTIFICATES = env.str("TSA_CERTIFICATES", default="")
TSA_TIMEOUT_SECONDS = env.int("TSA_TIMEOUT_SECONDS", default=10)
TSA_MOST_BYTES = 64 * 1024

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

SILENCED_SYSTEM_CHECKS = ["simple_history.W001"]
# Whoever types a command reads what it says, not a line for each deed.
_typed = Path(sys.argv[0]).name == "manage.py" and sys.argv[1:2] != ["runserver"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.Lines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING" if _typed else "INFO")},
    "loggers": {
        "fontTools": {"level": "ERROR"},
        "pyhanko": {
            "level": "ERROR"
        },  # it warns of each certificate that is not judged: whom we know, we say ourselves
        "weasyprint": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},  # each request has a line of ours (config/http.py)
    },
}

"""Where this process runs, and the secrets it runs with. Production refuses what is missing or unsafe by name."""

import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from ..preflight import refuse_another_mode, refuse_unsafe_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.FileAwareEnv()

DEMO = env.bool("DEMO", default=False)
MODE = "demo" if DEMO else env.str("TANGGAP_MODE", default="production")
if MODE not in ("production", "demo", "development", "test"):
    raise ImproperlyConfigured(f"TANGGAP_MODE is {MODE!r}; it may be production, development or test")
PRODUCTION = MODE == "production"
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
if PRODUCTION:
    refuse_unsafe_settings(env, served=(BASE_DIR / "static", VAR / "static"))
else:
    refuse_another_mode(env, MODE)
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
# Whoever brings it is told by /healthz which part is not well; without one this machine alone is.
HEALTH_TOKEN = env.str("HEALTH_TOKEN", default="")
DEBUG = env.bool("DEBUG", default=False) and MODE == "development"
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
LOOPBACK = ["127.0.0.1", "localhost"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS") if PRODUCTION else LOOPBACK
CSRF_TRUSTED_ORIGINS = [SITE_URL]

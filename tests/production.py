"""A process started as in production: the settings it needs, and nothing else in its environment."""

import os
from pathlib import Path

from tests import forked

BASE = Path(__file__).resolve().parent.parent
GOOD = {
    "SECRET_KEY": "0123456789abcdef" * 4,
    "DATABASE_URL": "postgres://tanggap_app:app@127.0.0.1/tanggap",
    "REDIS_URL": "redis://127.0.0.1/0",
    "EMAIL_URL": "smtp://127.0.0.1",
    "SITE_URL": "https://tanggap.example",
    "ALLOWED_HOSTS": "tanggap.example",
    "FILES_ROOT": "/nonexistent/files",
    "MAIL_DOMAIN": "tanggap.example",
}
# Where an address of the suite's database leads that names no host (tests/servers.py).
SOCKET = {name: os.environ[name] for name in ("PGHOST", "PGPORT") if name in os.environ}
CLEAN = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(BASE), **SOCKET}
START = "import django; django.setup(); print('started')"


def start(environment, code=START):
    return forked.run("-c", code, environment=CLEAN | environment)

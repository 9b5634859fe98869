"""A real Celery worker or beat with the write guard in it: python -m tests.worker worker -P solo …"""

import sys

import django

django.setup()

from config.celery import app  # noqa: E402
from tests import write_guard  # noqa: E402

if __name__ == "__main__":
    write_guard.install()
    app.start(sys.argv[1:])

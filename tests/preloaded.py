"""What others wrote and processes of the product import, read once for all that are forked (tests/forked.py).

Nothing here asks for the settings: they are each process's own.
"""

import gc
import sys
from importlib import import_module

for name in (
    "celery.apps.beat",
    "celery.apps.worker",
    "celery.bin.celery",
    "celery.concurrency.prefork",
    "celery.concurrency.solo",
    "celery.fixups.django",
    "django.contrib.postgres.search",
    "django.contrib.sessions.backends.db",
    "django.core.checks.registry",
    "django.core.handlers.wsgi",
    "django.core.mail.backends.smtp",
    "django.core.serializers.json",
    "django.db.backends.postgresql.base",
    "django.forms",
    "django.template.backends.django",
    "django.views.generic",
    "environ",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "icalendar",
    "kombu.transport.redis",
    "openpyxl",
    "PIL.Image",
    "psycopg",
    "pyhanko.sign.signers",
    "pypdfium2",
    "segno",
    "snowballstemmer",
    "weasyprint",
    "whitenoise.middleware",
):
    import_module(name)
assert not {"config", "incidents", "notifications"} & sys.modules.keys()
gc.freeze()  # a child that collects its garbage copies none of this

"""The Celery application: what worker and beat start. What beat rings when stands in `settings/engine.py`, the tasks themselves in
the `tasks.py` of their app."""

import os

from celery import Celery
from celery.signals import worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tanggap")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def refuse_unsafe(**kwargs):
    """A worker writes the record too: it may not run as a role that could rewrite it. Celery swallows exceptions here,
    so the way out is to exit."""
    from .preflight import refuse_unsafe_database

    try:
        refuse_unsafe_database()
    except ImproperlyConfigured as fault:
        raise SystemExit(str(fault)) from fault

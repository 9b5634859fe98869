"""The Celery application. Its schedule is code: a change of it is a change of the product."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tanggap")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

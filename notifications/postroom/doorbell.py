"""Rings the sweep after a commit. Losing the ring costs a minute, never a letter, so it may not cost the click either:
half-second time-outs, no retry, every failure swallowed into one log line."""

import logging

from celery import current_app
from django.conf import settings
from django.dispatch import receiver
from kombu import Connection
from kombu.pools import Connections

from incidents.models import CaseEvent
from incidents.record.deeds import recorded
from incidents.workflow import Action

from .fault_isolation import fault_of

logger = logging.getLogger(__name__)
QUICK = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}
# Kept open between rings, apart from Celery's own connections, which wait longer than a click may.
_lines = Connections(limit=8)


@receiver(recorded)
def ring(sender: object, event: CaseEvent, **kwargs: object) -> None:
    """Ring for what leaves work behind: a person's deed, or a letter whose mail may go now."""
    if event.actor_id is None and event.action != Action.STORE_LETTER:
        return
    press()


def press() -> None:
    """Have the next sweep come now, if the broker hears it."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS | QUICK
    broker = Connection(settings.CELERY_BROKER_URL, transport_options=options)

    def send() -> None:
        with _lines[broker].acquire(block=True, timeout=0.5) as connection:
            current_app.send_task(
                "notifications.tasks.sweep",
                connection=connection,
                retry=False,
                ignore_result=True,
                expires=settings.SWEEP_SECONDS,  # by then the next one has come: a worker that was away meets no pile of rings
            )

    if fault := fault_of(send):  # any broker, any error: the sweep of the next minute does the work
        logger.warning("the doorbell is silent, the next sweep will find the work: %s", fault)

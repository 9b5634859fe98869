"""Celery's side of the post room. The sweep takes nothing; the units take one key, load afresh, return when done.

Never `eta` or `countdown`: the database is the clock, and what is due is found by the next sweep.
"""

import logging

from celery import shared_task
from django.utils import timezone

from . import postroom, watch
from .letters import pdf
from .models import Heartbeat

logger = logging.getLogger(__name__)


@shared_task
def sweep():
    """Write the receipts that are due and hand out everything unsent. Rung by each deed, and once a minute anyway."""
    at = timezone.now()
    watch.note_silence(at)
    postroom.write_receipts(at)
    postroom.draft_next_letters(at)
    for pk in postroom.letters_to_make():
        make_letter.delay(pk)
    for pk in postroom.messages_to_deliver(at):
        deliver_message.delay(str(pk))
    watch.beat(Heartbeat.Part.LETTERS, timezone.now(), well=pdf.available())
    watch.beat(Heartbeat.Part.SWEEP, timezone.now())


@shared_task
def pulse():
    """Published by beat alone, heard by a worker: both are alive. A sweep proves less, a deed rings it too."""
    watch.beat(Heartbeat.Part.BEAT, timezone.now())


@shared_task
def make_letter(pk):
    try:
        postroom.make_letter(pk)
    except postroom.AlreadyStored:
        logger.info("letter %s was stored by another worker", pk)
    except pdf.Unavailable as missing:
        logger.error("letters are not being made: %s", missing)


@shared_task
def deliver_message(pk):
    try:
        postroom.deliver_message(pk)
    except postroom.AlreadySettled:
        logger.info("message %s was settled by another worker", pk)

"""Celery's side of the post room. Sweeps take nothing; a unit takes one key, loads afresh, returns when done.

Never `eta` or `countdown`: the database is the clock, and what is due is found by the next sweep.
"""

import logging

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import postroom, watch
from .letters import pdf, seal
from .models import Heartbeat
from .postroom import bounce_mailbox

logger = logging.getLogger(__name__)
HANDS = 2  # the most rounds of mail one sweep asks for; each goes on until nothing is due


@shared_task
def sweep():
    """Write the receipts that are due and hand out everything unsent. Rung by each deed, and once a minute anyway."""
    at = timezone.now()
    watch.note_silence(at)
    well = all([postroom.write_receipts(at), postroom.draft_next_letters(at)])
    for pk in postroom.letters_to_make():
        make_letter.delay(pk)
    for _ in range(min(HANDS, -(-postroom.waiting(at) // postroom.BATCH))):
        deliver_messages.delay()
    if settings.BOUNCE_MAILBOX_URL:
        read_mailbox.delay()
    Heartbeat.beat(Heartbeat.Part.NOTICES, timezone.now(), well=well)
    Heartbeat.beat(Heartbeat.Part.LETTERS, timezone.now(), well=pdf.available())
    Heartbeat.beat(Heartbeat.Part.SEAL, timezone.now(), well=seal.available())
    Heartbeat.beat(Heartbeat.Part.SWEEP, timezone.now())


@shared_task
def pulse():
    """Published by beat alone, heard by a worker: both are alive. A sweep proves less, a deed rings it too."""
    Heartbeat.beat(Heartbeat.Part.BEAT, timezone.now())


@shared_task
def make_letter(pk):
    try:
        postroom.make_letter(pk)
    except postroom.AlreadyStored:
        logger.info("letter %s was stored by another worker", pk)
    except (pdf.Unavailable, seal.Unavailable) as missing:
        logger.error("letters are not being made: %s", missing)


@shared_task
def deliver_messages():
    if postroom.deliver_messages():
        deliver_messages.delay()


@shared_task
def read_mailbox():
    bounce_mailbox.read()

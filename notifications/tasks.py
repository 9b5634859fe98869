"""Celery's side of the post room. Sweeps take nothing; a unit takes one key, loads afresh, returns when done.

Never `eta` or `countdown`: the database is the clock, and what is due is found by the next sweep.
"""

import logging
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from incidents.actions import tidying
from incidents.files import zip_archives
from incidents.record import held_files, log_keys, transparency, verification

from . import postroom, watch
from .letters import pdf, seal, time_authority
from .models import Heartbeat
from .postroom import bounce_mailbox, reply_mailbox

MAKING = 25 * 60  # seconds; less than the lease of a bundle
VERIFYING = 50 * 60  # seconds; less than the broker waits before it gives a task to another worker

logger = logging.getLogger(__name__)
HANDS = 2  # the most rounds of mail one sweep asks for; each goes on until nothing is due


@shared_task
def sweep() -> None:
    """Write the receipts that are due and hand out everything unsent. Rung by each deed, and once a minute anyway."""
    at = timezone.now()
    watch.note_silence(at)
    well = all([postroom.write_receipts(at), postroom.draft_next_letters(at)])
    for letter in postroom.letters_to_make():
        make_letter.delay(letter)
    for bundle in postroom.bundles_to_make(at):
        make_bundle.delay(bundle)
    for export in postroom.exports_to_make(at):
        make_export.delay(export)
    postroom.remove_old_bundles(at)
    postroom.remove_old_exports(at)
    zip_archives.remove_old(at)
    postroom.tell_missed_verification(at)
    postroom.send_head_mails(at)
    postroom.send_account_mails(at)
    for _ in range(min(HANDS, -(-postroom.waiting(at) // postroom.BATCH))):
        deliver_messages.delay()
    if settings.BOUNCE_MAILBOX_URL:
        read_mailbox.delay()
    reply_mailbox.forget_old(at)
    if settings.REPLY_MAILBOX_URL:
        read_replies.delay()
    if settings.CLAMD_URL:
        scan_held.delay()
    Heartbeat.beat(Heartbeat.Part.NOTICES, timezone.now(), well=well)
    Heartbeat.beat(Heartbeat.Part.LETTERS, timezone.now(), well=pdf.available())
    Heartbeat.beat(Heartbeat.Part.SEAL, timezone.now(), well=seal.available())
    Heartbeat.beat(Heartbeat.Part.SWEEP, timezone.now())


@shared_task
def pulse() -> None:
    """Published by beat alone, heard by a worker: both are alive. A sweep proves less, a deed rings it too."""
    Heartbeat.beat(Heartbeat.Part.BEAT, timezone.now())


@shared_task
def seal_log() -> None:
    """Append what was recorded to the transparency log, under a signed head. Where its end was altered it goes on all the
    same, and a verification that says what was altered does not wait for the night."""
    try:
        sound = transparency.is_sound()
        transparency.seal_all(timezone.now())
    except log_keys.NoKey as missing:
        logger.error("the log is not being sealed: %s", missing)
        Heartbeat.beat(Heartbeat.Part.LOG, timezone.now(), well=False)
    except Exception:
        Heartbeat.beat(Heartbeat.Part.LOG, timezone.now(), well=False)
        raise
    else:
        now = timezone.now()
        Heartbeat.beat(Heartbeat.Part.LOG, now, well=sound and not transparency.waits_since(now - watch.UNSEALED))
        if not sound:
            logger.error("the newest head of the log was altered")
            verify_record.delay()


@shared_task(soft_time_limit=VERIFYING, time_limit=VERIFYING + 60)
def verify_record() -> None:
    """Each night: hold the record against the log and against the heads of LOG_HEADS, and send the newest head to those who keep it elsewhere."""
    began_at = timezone.now()
    notes, untold = postroom.heads_from_outside()
    try:
        report = verification.verify(notes)
    except log_keys.NoKey as missing:
        logger.error("the record cannot be verified: %s", missing)
        kept = verification.keep_missed(verification.not_begun(str(missing)), timezone.now())
    else:
        report.outside += untold
        kept = verification.keep(report, began_at, timezone.now())
        watch.note_files(kept)
    if kept:
        postroom.write_head_mails(kept)
    postroom.send_head_mails(timezone.now())


@shared_task
def tidy() -> None:
    """Each night: what nobody needs any more goes, and the log says what went."""
    for what, gone in tidying.tidy(timezone.now()).items():
        if gone:
            logger.info("removed in the night, %s: %s", what, gone)


@shared_task
def stamp_head() -> None:
    """Once a day: the newest head is stamped by an authority outside. What failed is tried again in ten minutes."""
    try:
        postroom.stamp_newest_head(timezone.now())
    except time_authority.Unstamped as fault:
        logger.error("the head of the log is not stamped: %s", fault)


@shared_task
def make_letter(pk: int) -> None:
    """One letter. What it cannot be made without yet is logged, and tried again by the next sweep."""
    try:
        postroom.make_letter(pk)
    except postroom.AlreadyStored:
        logger.info("letter %s was stored by another worker", pk)
    except time_authority.Unstamped as fault:
        logger.warning("letter %s waits for its time stamp: %s", pk, fault)
    except (pdf.Unavailable, seal.Unavailable) as missing:
        logger.error("letters are not being made: %s", missing)


@shared_task(soft_time_limit=MAKING, time_limit=MAKING + 60)
def make_bundle(pk: UUID) -> None:
    """One proof bundle that an auditor asked for."""
    postroom.make_bundle(pk)


@shared_task(soft_time_limit=MAKING, time_limit=MAKING + 60)
def make_export(pk: UUID) -> None:
    """One export of the record that an auditor asked for."""
    postroom.make_export(pk)


@shared_task
def deliver_messages() -> None:
    if postroom.deliver_messages():
        deliver_messages.delay()


@shared_task
def read_mailbox() -> None:
    bounce_mailbox.read()


@shared_task
def scan_held() -> None:
    """Files that came in while the scanner was away; and whether it answers."""
    Heartbeat.beat(Heartbeat.Part.SCANNER, timezone.now(), well=held_files.scan_again())


@shared_task
def read_replies() -> None:
    """What came into the mailbox for replies."""
    reply_mailbox.read()

"""The mailbox to which mail servers return what they cannot deliver, read by IMAP. Off until configured.

A notice is noted on its mail and marked as read. What is no notice, such as a person who answered to that address, and
what names no mail of ours is marked too and written down as stray: nobody's answer disappears because a machine reads
the mailbox.
"""

import email
import email.policy
import imaplib
import logging
from contextlib import closing

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from incidents.plain import mail_addresses
from incidents.record import complainant_sheets

from ..forms import MOST_BYTES
from ..models import Heartbeat, StrayMail
from . import after_sending, bounces
from .imap_mailbox import Mailbox

logger = logging.getLogger(__name__)
MOST = 200  # mails of one round; the next round goes on


def read() -> int:
    """Read what is new. A mailbox that cannot be reached is no fault of the sweep: the watch says so on every page."""
    if not settings.BOUNCE_MAILBOX_URL:
        return 0
    try:
        with closing(Mailbox(settings.BOUNCE_MAILBOX_URL)) as box:
            found = sum(_handle(box, uid) for uid in box.new()[:MOST])
    except (OSError, imaplib.IMAP4.error) as failure:
        logger.warning("the mailbox of returned mail cannot be read: %s", failure)
        Heartbeat.beat(Heartbeat.Part.MAILBOX, timezone.now(), well=False)
        return 0
    Heartbeat.beat(Heartbeat.Part.MAILBOX, timezone.now())
    return found


def _handle(box: Mailbox, uid: str) -> int:
    """Note first, mark afterwards: a crash in between reads the mail once more, and noting twice changes nothing."""
    size, _came_at = box.about(uid)
    data = box.mail(uid) if size <= MOST_BYTES else None  # too large to be a notice
    key = f"{box.validity}:{uid}"
    try:
        if data is None:
            StrayMail.note_once(key, "", f"{size} bytes")
        else:
            _note(key, data)
    except (DatabaseError, ValueError):  # one mail that cannot be noted may not keep the others unread
        logger.exception("mail %s of the mailbox cannot be noted", key)
        StrayMail.note_once(key, "", "?")
    box.mark(uid)
    return 1


def _note(key: str, data: bytes) -> None:
    found = bounces.read(data)
    with transaction.atomic():
        after_sending.note_returned(found, timezone.now())
        if found.verdict == bounces.Verdict.UNKNOWN or not after_sending.of_ours(found):
            mail = email.message_from_bytes(data, policy=email.policy.compat32)
            sender = mail_addresses.bare(str(mail.get("From", "")))
            if complainant_sheets.of_address([sender, *found.recipients]):
                sender = ""  # who complained stands on their sheet alone
            note = "" if found.verdict == bounces.Verdict.UNKNOWN else str(found.verdict)
            StrayMail.note_once(key, "".join(c for c in sender if c.isprintable()), note)

"""The mailbox to which mail servers return what they cannot deliver, read by IMAP (RFC 3501). Off until configured.

A notice is noted on its mail and marked as read. What is no notice, such as a person who answered to that address, and
what names no mail of ours is marked too and written down as stray: nobody's answer disappears because a machine reads
the mailbox.
"""

import email
import email.policy
import imaplib
import logging
import re
from collections.abc import Callable
from contextlib import closing
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from incidents.plain import mail_addresses

from ..forms import MOST_BYTES
from ..models import Heartbeat, StrayMail
from . import after_sending, bounces

logger = logging.getLogger(__name__)
IMAP_PORT, IMAPS_PORT = 143, 993
TIMEOUT = 15  # seconds for each word of the server
MOST = 200  # mails of one round; the next round goes on
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def read() -> int:
    """Read what is new. A mailbox that cannot be reached is no fault of the sweep: the watch says so on every page."""
    if not settings.BOUNCE_MAILBOX_URL:
        return 0
    try:
        with closing(_Mailbox(settings.BOUNCE_MAILBOX_URL)) as box:
            found = sum(_handle(box, uid) for uid in box.new()[:MOST])
    except (OSError, imaplib.IMAP4.error) as failure:
        logger.warning("the mailbox of returned mail cannot be read: %s", failure)
        Heartbeat.beat(Heartbeat.Part.MAILBOX, timezone.now(), well=False)
        return 0
    Heartbeat.beat(Heartbeat.Part.MAILBOX, timezone.now())
    return found


def _handle(box: "_Mailbox", uid: str) -> int:
    """Note first, mark afterwards: a crash in between reads the mail once more, and noting twice changes nothing."""
    size, data = box.mail(uid)
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
            note = "" if found.verdict == bounces.Verdict.UNKNOWN else str(found.verdict)
            StrayMail.note_once(key, "".join(c for c in sender if c.isprintable()), note)


class _Mailbox:
    """One session: imaps://user:password@host:993/folder. Raises OSError or imaplib's error."""

    def __init__(self, url: str) -> None:
        where = urlsplit(url)
        kind = imaplib.IMAP4_SSL if where.scheme == "imaps" else imaplib.IMAP4
        port = where.port or (IMAPS_PORT if where.scheme == "imaps" else IMAP_PORT)
        self._line = kind(where.hostname or "", port, timeout=TIMEOUT)
        try:
            self._line.login(unquote(where.username or ""), unquote(where.password or ""))
            self._ask("SELECT", self._line.select, f'"{unquote(where.path.strip("/")) or "INBOX"}"')
        except BaseException:
            self._line.shutdown()
            raise
        [*_earlier, validity] = self._line.untagged_responses.get("UIDVALIDITY") or [b"0"]
        self.validity = validity.decode() if isinstance(validity, bytes) else "0"

    def _ask(self, name: str, verb: Callable[..., tuple[str, list[Any]]], *words: str) -> list[Any]:
        status, answer = verb(*words)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{name}: {answer}")
        return answer

    def new(self) -> list[str]:
        """The keys of the mails nobody has read, oldest first."""
        [keys] = self._ask("SEARCH", self._line.uid, "SEARCH", "UNSEEN")
        return (keys or b"").decode().split()

    def mail(self, uid: str) -> tuple[int, bytes | None]:
        """(size in bytes, the mail); without the mail when it is too large to be a notice."""
        answer = self._ask("FETCH", self._line.uid, "FETCH", uid, "(RFC822.SIZE)")
        known = SIZE.search(b" ".join(part for part in answer if isinstance(part, bytes)))
        size = int(known[1]) if known else 0
        if size > MOST_BYTES:
            return size, None
        answer = self._ask("FETCH", self._line.uid, "FETCH", uid, "(BODY.PEEK[])")
        return size, next((part[1] for part in answer if isinstance(part, tuple)), b"")

    def mark(self, uid: str) -> None:
        self._ask("STORE", self._line.uid, "STORE", uid, "+FLAGS", r"(\Seen)")

    def close(self) -> None:
        try:
            self._line.logout()
        except (OSError, imaplib.IMAP4.error):
            self._line.shutdown()

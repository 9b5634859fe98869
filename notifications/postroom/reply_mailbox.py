"""The mailbox for replies, read by IMAP: each mail is kept as it came, and waits for a person on the letter that it answers. Off until
configured. A mail is kept first and marked as read afterwards, and stays in the mailbox: nobody's mail vanishes."""

import hashlib
import imaplib
import logging
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import timedelta
from typing import cast

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from incidents import files
from incidents.errors import DomainError
from incidents.models import Pending
from incidents.plain.clocks import Instant
from incidents.record import complainant_sheets, deeds, unnamed_files
from incidents.workflow import Action, MailStatus

from ..models import Heartbeat, IncomingMail
from . import after_sending, fail_points, fault_isolation, incoming_mails, mail_parts
from .imap_mailbox import Mailbox
from .incoming_mails import Judged

logger = logging.getLogger(__name__)
FORGOTTEN_AFTER, AT_ONCE = timedelta(days=90), 200
MOST = 20  # mails of one round, which may be large; the next round goes on
MOST_BYTES = 40 * 1024 * 1024  # a file of 25 MB, as a mail carries it, and its letter


def read() -> int:
    """Take in what is new. A mailbox that cannot be reached is no fault of the sweep: the watch says so on every page."""
    if not settings.REPLY_MAILBOX_URL:
        return 0
    try:
        with closing(Mailbox(settings.REPLY_MAILBOX_URL)) as box:
            found = sum(_handle(box, uid) for uid in _new(box)[:MOST])
    except (OSError, imaplib.IMAP4.error) as failure:
        logger.warning("the mailbox for replies cannot be read: %s", failure)
        Heartbeat.beat(Heartbeat.Part.REPLIES, timezone.now(), well=False)
        return 0
    Heartbeat.beat(Heartbeat.Part.REPLIES, timezone.now())
    return found


def _new(box: Mailbox) -> list[str]:
    """What is unread, and what came after the last that was taken in: somebody may have opened that in the mailbox meanwhile."""
    keys = IncomingMail.objects.filter(key__startswith=f"{box.validity}:").values_list("key", flat=True)
    taken_in = [int(key.partition(":")[2]) for key in keys]
    return sorted({*box.new(), *(box.since(max(taken_in)) if taken_in else ())}, key=int)


def _handle(box: Mailbox, uid: str) -> int:
    """One mail. Where the record takes no event now (its clock disagrees, say) it stays unread, and is tried again in the next round."""
    key = f"{box.validity}:{uid}"
    if not IncomingMail.objects.filter(key=key).exists():
        try:
            if not _take_in(box, uid, key):
                return 0
        except DomainError:
            logger.exception("mail %s of the mailbox for replies is tried again", key)
            return 0
    fail_points.reach("incoming-mail-kept", key)
    box.mark(uid)
    return 1


def _take_in(box: Mailbox, uid: str, key: str) -> bool:
    """False where its server gave nothing of it: somebody took it out of the mailbox just now, say."""
    now = timezone.now()
    size, came_at = box.about(uid)
    whole = size <= MOST_BYTES
    data = box.mail(uid) if whole else box.mail(uid, "HEADER")
    if not data:
        return False
    digest = hashlib.sha256(data).hexdigest() if whole else ""
    numbered_before = IncomingMail.objects.exclude(key__startswith=f"{box.validity}:")
    if whole and numbered_before.filter(sha256=digest).exists():
        return True  # the very mail, numbered anew by its server (RFC 3501 2.3.1.1)
    mail = IncomingMail(key=key[:60], came_at=min(came_at or now, now), read_at=now, size=len(data) if whole else size)
    mail.sha256 = digest
    fault = _fault_of(lambda: keep_as(incoming_mails.judge(data, now), mail, data, whole=whole))
    # One that another worker was quicker with is there; one that no machine can read keeps no other unread, and waits for a person.
    if fault and not IncomingMail.objects.filter(key=mail.key).exists():
        logger.error("mail %s of the mailbox for replies cannot be read", key, exc_info=fault)
        keep_as(Judged(IncomingMail.Kind.UNREADABLE), mail, data, whole=whole)
    return True


def _fault_of(step: Callable[[], object]) -> Exception | None:
    """Also that the worker's time is up: the same mail would take it from all that come after, each round anew. Raises DomainError and
    OSError, which are ours to mend, and no word about the mail."""
    try:
        return fault_isolation.fault_of(step, beyond=(DomainError, OSError))
    except SoftTimeLimitExceeded as over:
        return cast("Exception", over)


def keep_as(judged: Judged, mail: IncomingMail, data: bytes, *, whole: bool) -> None:
    mail.sender, mail.subject, mail.matter = judged.sender, judged.subject, judged.matter
    mail.complaint = judged.complaint
    mail.kind, mail.status = judged.kind, judged.status
    if not whole:  # a person opens it where it lies
        mail.kind, mail.status = IncomingMail.Kind.TOO_LARGE, MailStatus.WAITS
    after_sending.note_returned(judged.notice, mail.read_at)
    keep(mail, data if whole else b"")


def keep(mail: IncomingMail, data: bytes) -> None:
    """The bytes, locked, and their row, with an event where it stands in a case; that of a complainant's mail stands in none, and says
    no more than that a mail came."""
    locked = [ContentFile(complainant_sheets.lock(data), "surel.eml")] if data else []
    with files.keeping(locked) as kept, transaction.atomic():
        mail.path = kept[0].path if kept else ""
        if mail.incident is None and mail.complaint is None:
            mail.save()
            return
        with deeds.record(Action.RECEIVE_MAIL, on=mail, by=deeds.SYSTEM, happened_at=mail.came_at) as deed:
            deed.details = {"sha256": mail.sha256} if mail.incident else {}
            deed.on.save()
            if mail.waits:  # of what a machine wrote nobody is told
                deed.pend(Pending.Job.TELL)


def raw(mail: IncomingMail) -> bytes:
    """The mail as it came. Raises OSError or cryptography.fernet.InvalidToken where it cannot be read, or came otherwise; ValueError where
    it is not here."""
    if not mail.path:
        raise ValueError(f"{mail} is not kept here")
    data = complainant_sheets.unlock(files.full_path(mail.path).read_bytes())
    if mail.sha256 and hashlib.sha256(data).hexdigest() != mail.sha256:
        raise files.Altered(mail.path)
    return data


@unnamed_files.names_too
def _paths() -> Iterable[str]:
    return IncomingMail.objects.order_by().values_list("path", flat=True)


def parts_of(mail: IncomingMail, data: bytes) -> mail_parts.MailParts | None:
    """What it says; None where no machine can read it. One that once took a worker's time takes nobody else's."""
    if mail.kind == IncomingMail.Kind.UNREADABLE:
        return None
    try:
        return mail_parts.read(data)
    except mail_parts.UNREADABLE:
        return None


def forget_old(at: Instant) -> None:
    """What belongs to no case and waits for nobody is kept FORGOTTEN_AFTER as it came; its line, with the hash, stays, and so does the
    mail in the mailbox, as long as whoever runs that keeps it."""
    done = IncomingMail.objects.filter(incident=None, status__in=(MailStatus.NOTED, MailStatus.ASIDE))
    old = done.filter(read_at__lt=at - FORGOTTEN_AFTER).exclude(path="")
    for key in list(old.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            mail = old.select_for_update().filter(pk=key).first()
            if mail is None:
                continue  # somebody decides on it anew just now
            path, mail.path = mail.path, ""
            mail.save(update_fields=["path"])
        files.discard(path)

"""The mails to those who keep heads of the log outside: a receipt for each, tried again by itself until it is given up."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings

from incidents.models import HeadMail, Verification
from incidents.plain.clocks import Instant
from incidents.record import transparency, verification
from incidents.reports.seal_state import watched

from ..mails import witnesses

logger = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=7)


def write_head_mails(verification: Verification) -> None:
    """A receipt for each witness: the newest head and what the verification found."""
    head = transparency.newest()
    for recipient in settings.LOG_WITNESSES:
        HeadMail.objects.get_or_create(
            verification=verification,
            recipient=recipient,
            defaults={"head": head, "next_try_at": verification.ended_at},
        )


def tell_missed_verification(at: Instant) -> None:
    """Once a day, by another hand than the one that verifies: the night's verification did not come, and the witnesses hear of it."""
    watch = watched(at)
    if not watch.overdue or watch.bound is None:
        return
    report = verification.overdue(watch.last.ended_at if watch.last else None, watch.bound, at)
    if kept := verification.keep_missed(report, at):
        logger.error("the record was not verified: %s", report.discrepancies[0])
        write_head_mails(kept)


def send_head_mails(at: Instant) -> None:
    """Hand over those whose time has come. The next try is written before this one: a worker that dies sends none twice at
    once."""
    for mail in HeadMail.objects.to_send(at).select_related("verification", "head"):
        wait = min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT)
        same = HeadMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at__isnull=True)
        if same.update(attempts=mail.attempts + 1, next_try_at=at + wait):
            _send(mail, at)


def _send(mail: HeadMail, at: Instant) -> None:
    rows = HeadMail.objects.filter(pk=mail.pk)
    try:
        witnesses.send(mail.verification, mail.head, mail.recipient)
    except (OSError, SMTPException) as fault:
        over = at - mail.verification.ended_at >= GIVEN_UP_AFTER
        rows.update(last_error=str(fault), given_up_at=at if over else None)
    else:
        rows.update(sent_at=at, last_error="")

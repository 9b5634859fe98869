"""The mails about people's own accounts: tried again by themselves until they are given up."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from incidents.plain import mail_addresses
from incidents.plain.clocks import Instant

from ..mails import accounts
from ..models import AccountMail

logger = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=3)


def send_account_mails(at: Instant) -> None:
    """Hand over those whose time has come. The next try is written before this one: a worker that dies sends none twice at once."""
    for mail in AccountMail.objects.to_send(at).select_related("user"):
        wait = min(FIRST_WAIT * 2**mail.attempts, LONGEST_WAIT)
        same = AccountMail.objects.filter(pk=mail.pk, attempts=mail.attempts, sent_at__isnull=True)
        if same.update(attempts=mail.attempts + 1, next_try_at=at + wait):
            _send(mail, at)


def _send(mail: AccountMail, at: Instant) -> None:
    rows = AccountMail.objects.filter(pk=mail.pk)
    try:
        accounts.send(mail)
    except (OSError, SMTPException, mail_addresses.Unsendable) as fault:
        over = isinstance(fault, mail_addresses.Unsendable) or at - mail.written_at >= GIVEN_UP_AFTER
        rows.update(last_error=str(fault), given_up_at=at if over else None)
        if over:
            logger.error("a mail about an account reached nobody: %s", mail.pk)
    else:
        rows.update(sent_at=at, last_error="")

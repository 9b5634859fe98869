"""The product's way to its relay: one recipient in each transaction, the connection kept, the relay's answer returned.

Django's backend does TLS and log-in; this one sends. `mail.envelope_from` is the sender in the envelope, to which mail
servers return what they cannot deliver (VERP: an address of its own for each mail); `mail.wants_receipt` asks for a
delivery receipt where the relay knows how (RFC 3461). After sending, `mail.reply` is the relay's code and words.
"""

import functools
import smtplib
from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from incidents.plain import mail_addresses
from incidents.plain.not_none import not_none

LONGEST_REPLY = 200


class Backend(EmailBackend):
    """Raises what went wrong, mail_addresses.Unsendable for an address no relay takes; whoever calls decides whether to try again."""

    def send_messages(self, email_messages: Iterable[EmailMessage] | None) -> int:
        """How many were handed over. The connection stays open for the next call; a dead one is opened anew before
        anything is said on it, never after: a mail whose fate is unknown is not sent twice by this class."""
        sent = 0
        with self._lock:
            for mail in email_messages or ():
                self._wake()
                sent += self._send(mail)
        return sent

    def _wake(self) -> None:
        if self.connection:
            try:
                if self.connection.noop()[0] == 250:
                    return
            except (smtplib.SMTPException, OSError):
                pass
            self.close()
        self.open()

    def _send(self, mail: Any) -> bool:
        sender = mail_addresses.on_the_way(getattr(mail, "envelope_from", "") or mail.from_email)
        addresses = [mail_addresses.on_the_way(address) for address in mail.recipients()]
        data = mail.message().as_bytes(linesep="\r\n")
        try:
            for address in addresses:
                mail.reply = self._transact(sender, address, data, getattr(mail, "wants_receipt", False))
        except BaseException:
            # Half a transaction may stand on this line: the next mail gets a new one.
            self.close()
            raise
        return bool(addresses)

    def _transact(self, sender: str, address: str, data: bytes, wants_receipt: bool) -> str:
        line = not_none(self.connection)
        line.ehlo_or_helo_if_needed()
        knows = wants_receipt and line.has_extn("dsn")
        code, words = line.mail(sender, ["RET=HDRS"] if knows else [])
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, words, sender)
        asks = ["NOTIFY=SUCCESS,FAILURE,DELAY", f"ORCPT=rfc822;{mail_addresses.xtext(address)}"] if knows else []
        code, words = line.rcpt(address, asks)
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({address: (code, words)})
        code, words = line.data(data)
        if code != 250:
            raise smtplib.SMTPDataError(code, words)
        return f"{code} {words.decode('utf-8', 'replace')}"[:LONGEST_REPLY]


@functools.cache
def kept(backend: str, host: str, port: int) -> BaseEmailBackend:
    """The connection of this process to its relay, opened at the first mail."""
    from django.core.mail import get_connection

    return get_connection(backend)

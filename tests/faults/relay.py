"""The mail server of the trial: remembers every mail it was handed, and misbehaves when told to."""

import asyncio
import email
import threading
import time
from dataclasses import dataclass

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.processes import PATIENCE
from tests.servers import free_port

ACCEPTED, DROPPED, LATER, NEVER, HUNG, REFUSED = "accepted", "dropped", "4xx", "5xx", "hung", "refused"


@dataclass(frozen=True)
class Handed:
    """One mail that reached the server: what became of it there. `at` is wall-clock (seconds), `mail_id` the hex of the
    Message-ID. DROPPED was kept like ACCEPTED, but the sender never heard so."""

    at: float
    mail_id: str
    recipient: str
    outcome: str


class Relay:
    def __init__(self):
        self.port, self.log, self._moods, self._lock = free_port(), [], [], threading.Lock()
        self._refusing_until = 0
        relay = self

        class Line(SMTP):
            def connection_made(self, transport):
                if time.monotonic() < relay._refusing_until:
                    transport.write(b"421 4.3.2 not now\r\n")
                    transport.close()
                    return
                super().connection_made(transport)

            def connection_lost(self, error):
                if self.session:  # none on a line that was turned away
                    super().connection_lost(error)

        self._server = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=PATIENCE)
        self._server.factory = lambda: Line(self)
        self._server.start()

    def suffer(self, mood, mails):
        """The next `mails` mails meet this mood."""
        with self._lock:
            self._moods += [mood] * mails

    def refuse(self, seconds):
        """New connections are turned away with 421, open ones end at their next mail."""
        self._refusing_until = time.monotonic() + seconds
        self.suffer(REFUSED, 2)

    def heal(self):
        with self._lock:
            self._moods.clear()
        self._refusing_until = 0

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        with self._lock:
            mood = self._moods.pop(0) if self._moods else ACCEPTED
        mail = email.message_from_bytes(envelope.original_content)
        mail_id = mail["Message-ID"].strip("<>").partition("@")[0].replace("-", "")
        for recipient in envelope.rcpt_tos:
            self.log.append(Handed(time.time(), mail_id, recipient, mood))
        if mood == HUNG:
            await asyncio.sleep(4)
        if mood in (HUNG, DROPPED, REFUSED):
            server.transport.abort()
        return {LATER: "451 4.3.0 try again", NEVER: "554 5.6.0 not this"}.get(mood, "250 2.0.0 kept")

    def kept(self):
        """{mail id: [Handed, …]} of all that lie in a mailbox, in order."""
        found = {}
        for handed in self.log:
            if handed.outcome in (ACCEPTED, DROPPED):
                found.setdefault(handed.mail_id, []).append(handed)
        return found

    def close(self):
        self._server.stop()

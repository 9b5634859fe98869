"""A mailbox on a server of somebody else, read by IMAP (RFC 3501)."""

import imaplib
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from incidents.plain.clocks import Instant

IMAP_PORT, IMAPS_PORT = 143, 993
TIMEOUT = 15  # seconds for each word of the server
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
CAME = re.compile(rb'INTERNALDATE "([^"]+)"')


class Mailbox:
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

    def since(self, uid: int) -> list[str]:
        """The keys of the mails that came after this one, oldest first, also of those that somebody has read meanwhile."""
        [keys] = self._ask("SEARCH", self._line.uid, "SEARCH", f"UID {uid + 1}:*")
        # The range holds the last mail, whatever its key (RFC 3501 6.4.8).
        return [key for key in (keys or b"").decode().split() if int(key) > uid]

    def about(self, uid: str) -> tuple[int, Instant | None]:
        """(size in bytes, when the mailbox took it in: INTERNALDATE; None where its server does not say)."""
        answer = self._ask("FETCH", self._line.uid, "FETCH", uid, "(RFC822.SIZE INTERNALDATE)")
        said = b" ".join(part for part in answer if isinstance(part, bytes))
        size, came = SIZE.search(said), CAME.search(said)
        return int(size[1]) if size else 0, _instant(came[1].decode("ascii", "replace")) if came else None

    def mail(self, uid: str, part: str = "") -> bytes:
        """The mail, or that `part` of it, such as HEADER; it stays unread."""
        answer = self._ask("FETCH", self._line.uid, "FETCH", uid, f"(BODY.PEEK[{part}])")
        return next((part[1] for part in answer if isinstance(part, tuple)), b"")

    def mark(self, uid: str) -> None:
        self._ask("STORE", self._line.uid, "STORE", uid, "+FLAGS", r"(\Seen)")

    def close(self) -> None:
        try:
            self._line.logout()
        except (OSError, imaplib.IMAP4.error):
            self._line.shutdown()


def _instant(said: str) -> Instant | None:
    """An instant as RFC 3501 writes it: 17-Jul-1996 02:44:25 -0700; None for anything else."""
    try:
        return datetime.strptime(said.strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None

"""Asks ClamAV over its socket whether bytes are known malware (clamd(8), INSTREAM). Off until CLAMD_URL names the socket.

A scanner that does not answer refuses nobody: what comes in meanwhile is held until it was scanned (`keeping.Held`).
"""

import logging
import socket
from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)
CONNECT, ANSWER = 2, 15  # seconds
PATIENT = 150  # seconds; clamd itself gives up a file after 120 (MaxScanTime)
AGAIN = 60  # seconds in which a scanner that was away is not asked anew by whoever waits for their page
AWAY = "scanner:away"
CLEAN, FOUND = "OK", " FOUND"


class Away(OSError):
    """The scanner does not answer, or cannot say."""


class CannotSay(Away):
    """It is there, and does not say of this file: the next one is asked of it all the same."""


def is_on() -> bool:
    return bool(settings.CLAMD_URL)


def malware_in(chunks: Iterable[bytes], *, patient: bool = False) -> str:
    """The name of the malware that stands in these bytes, "" for none. Raises Away; at once where it was away a moment ago, unless
    `patient`."""
    if not patient and cache.get(AWAY):
        raise Away("away a moment ago")
    try:
        line = _connection()
    except OSError as fault:
        _note_away(fault)
        raise Away(str(fault)) from fault
    try:
        said = _asked(line, chunks, PATIENT if patient else ANSWER)
    except OSError as fault:
        logger.error("the scanner for malware did not answer of one file: %s", fault)
        raise CannotSay(str(fault)) from fault
    what = said.partition(": ")[2]
    if what == CLEAN:
        return ""
    if what.endswith(FOUND):
        return what.removesuffix(FOUND)[:200]
    logger.error("the scanner for malware cannot say: %s", said[:200])
    raise CannotSay(said[:200])


def answers() -> bool:
    """Asks it about nothing: whether it is there and finds nothing in that, within the time that a page waits."""
    try:
        said = _asked(_connection(), (), ANSWER)
    except OSError as fault:
        _note_away(fault)
        return False
    cache.delete(AWAY)
    return said.endswith(CLEAN)


def _note_away(fault: OSError) -> None:
    cache.set(AWAY, 1, AGAIN)
    logger.error("the scanner for malware does not answer: %s", fault)


def _asked(line: socket.socket, chunks: Iterable[bytes], seconds: int) -> str:
    with line:
        line.settimeout(seconds)
        line.sendall(b"zINSTREAM\0")
        with suppress(BrokenPipeError, ConnectionResetError):  # it has seen enough: what it says is read all the same
            for chunk in chunks:
                if chunk:
                    line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(4096)):
            said += more
    return said.decode(errors="replace").strip("\0\n ")


def _connection() -> socket.socket:
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT)
        try:
            line.connect(address.path)
        except BaseException:
            line.close()
            raise
    else:
        line = socket.create_connection((address.hostname, address.port), CONNECT)
    return line

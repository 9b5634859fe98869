"""A short text from an address of somebody else, within seconds and bytes that are ours: however slowly the other side goes on talking."""

import http.client
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import Any

from ..letters.outside_requests import NoRedirects, request_to

SECONDS, MOST = 10, 64 * 1024
"""For one address: to connect, and then for all of its answer; and how much of that is read."""


def fetched(address: str) -> str:
    """What an address answers, with the name and password that it holds. Raises OSError, ValueError, HTTPException."""
    try:
        request = request_to(address)
    except ValueError:  # its words may repeat the password
        raise OSError("is no address") from None
    opener = urllib.request.build_opener(NoRedirects(), _Http(), _Https())
    until = time.monotonic() + SECONDS
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            found: bytes = answer.read(MOST)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        raise OSError(f"answered {refusal.code}") from None
    except (OSError, http.client.HTTPException):
        if time.monotonic() < until:
            raise
    if time.monotonic() >= until:
        raise OSError(f"took longer than {SECONDS} seconds")
    return found.decode()


class _Bounded:
    """Mixed into a connection: a time-out counts from one byte to the next, so it is hung up once its seconds are over."""

    sock: socket.socket

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]  # of what it is mixed into
        hangs_up = threading.Timer(SECONDS, _hang_up, [self.sock])
        hangs_up.daemon = True
        hangs_up.start()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)


class _Connection(_Bounded, http.client.HTTPConnection):
    pass


class _TlsConnection(_Bounded, http.client.HTTPSConnection):
    pass


class _Http(urllib.request.HTTPHandler):
    def http_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_Connection, request)


class _Https(urllib.request.HTTPSHandler):
    def https_open(self, request: urllib.request.Request) -> Any:
        return self.do_open(_TlsConnection, request)

"""The time stamp authority (RFC 3161 over HTTP) that TSA_URL names: asked for a stamp, and its answer judged before anybody uses it.

Whoever asks holds no transaction open. What comes back is bytes from outside: only a token of the very digest, with the nonce that
was sent, by an authority of TSA_CERTIFICATES, is handed on.
"""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

from asn1crypto import cms, core, tsp
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from incidents.record import time_stamps

from .outside_requests import NoRedirects, request_to

GRANTED = {"granted", "granted_with_mods"}
ASKED, ANSWERED = "application/timestamp-query", "application/timestamp-reply"


class Unstamped(RuntimeError):
    """There is no time stamp: the authority cannot be reached, refuses, or answers what proves nothing."""


class Answer(core.Sequence):  # type: ignore[misc]  # asn1crypto says nothing of its types
    """TimeStampResp (RFC 3161, 2.4.2). The library's own wants a token in it, which a refusal has not."""

    _fields = [("status", tsp.PKIStatusInfo), ("time_stamp_token", cms.ContentInfo, {"optional": True})]  # noqa: RUF012


class Authority(TimeStamper):
    """The authority as pyHanko asks one, too: for the stamp of a signature."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
        nonce, wanted = self.request_cms(message_digest, md_algorithm)
        return _token(_post(wanted.dump()), nonce, message_digest)


def stamp(data: bytes) -> tuple[bytes, time_stamps.Stamp]:
    """(the token as DER, what it says) for `data`. Raises Unstamped."""
    authority = Authority()
    nonce, wanted = authority.request_cms(hashlib.sha256(data).digest(), "sha256")
    token: bytes = _token(_post(wanted.dump()), nonce, hashlib.sha256(data).digest()).dump()
    return token, judged(token, data)


def judged(token: bytes, data: bytes) -> time_stamps.Stamp:
    """What a token says of `data`, by an authority that is trusted. Raises Unstamped."""
    try:
        return time_stamps.judge(token, data, _trusted())
    except time_stamps.Unsound as fault:
        raise Unstamped(f"the time stamp {fault}") from fault


def judged_signed(signed: Any, data: bytes) -> time_stamps.Stamp:
    """As `judged`, of the signed data inside a token. Raises Unstamped."""
    try:
        return time_stamps.judge_signed(signed, data, _trusted())
    except time_stamps.Unsound as fault:
        raise Unstamped(f"the time stamp {fault}") from fault


def _trusted() -> Sequence[Any]:
    try:
        found = time_stamps.trusted()
    except time_stamps.NoCertificates as fault:
        raise Unstamped(str(fault)) from fault
    if not found:
        raise Unstamped("no certificate is configured to judge a time stamp by (TSA_CERTIFICATES)")
    return found


def _token(answer: bytes, nonce: int | None, digest: bytes) -> Any:
    """The token of an answer that grants one, with our nonce, over our digest."""
    try:
        found = Answer.load(answer, strict=True)
        status, words = found["status"]["status"].native, found["status"]["status_string"].native or []
        reasons = found["status"]["fail_info"].native or []
        if status not in GRANTED:
            raise Unstamped(f"the authority refuses: {', '.join([status, *sorted(reasons), *words])}"[:300])
        token = found["time_stamp_token"]
        said = token["content"]["encap_content_info"]["content"].parsed
        asked, imprint = said["nonce"].native, said["message_imprint"]["hashed_message"].native
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Unstamped("the answer of the authority cannot be read") from fault
    if asked != nonce:
        raise Unstamped("the authority answered another question: its nonce is not the one that was sent")
    if imprint != digest:
        raise Unstamped("the authority stamped something else than what was sent")
    return token


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    """What the authority sends, as far as it comes in time: one that sends a byte now and then must hold no worker."""
    found = b""
    while len(found) < settings.TSA_MOST_BYTES and (piece := answer.read1(settings.TSA_MOST_BYTES - len(found))):
        found += piece
        if time.monotonic() > until:
            raise Unstamped("the authority cannot be reached: it does not come to an end")
    return found


def _post(question: bytes) -> bytes:
    if not settings.TSA_URL:
        raise Unstamped("no authority is configured (TSA_URL)")
    request = request_to(settings.TSA_URL, data=question, headers={"Content-Type": ASKED, "Accept": ANSWERED})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirects())
    try:
        with opener.open(request, timeout=settings.TSA_TIMEOUT_SECONDS) as answer:
            if answer.headers.get_content_type() != ANSWERED:
                raise Unstamped(f"the authority answered {answer.headers.get_content_type()}, which is no time stamp")
            return _read(answer, time.monotonic() + settings.TSA_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        raise Unstamped(f"the authority answered {refusal.code}") from None  # its chain would carry the password
    except urllib.error.URLError as fault:
        raise Unstamped(f"the authority cannot be reached: {fault.reason}") from None
    except (OSError, http.client.HTTPException) as fault:
        raise Unstamped(f"the authority cannot be reached: {str(fault) or type(fault).__name__}") from None

"""A person's signature through BSrE: Esign Client Service v2, the gateway that stands at the agency itself.

Written after its published form (POST JSON with Basic authentication) and tried against a stand-in on loopback only,
never against the real gateway. Passphrase and TOTP pass through: they are neither kept nor logged, and nothing is
tried twice, since a few wrong ones lock the signer out.
"""

import base64
import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from .outside_requests import NoRedirects, request_to

READY = "ISSUE"  # the only status of a certificate that can sign
WHY = {2031: "passphrase", 2011: "not_registered"}  # why the gateway says no, by its code


class Refused(RuntimeError):
    """The gateway said no; `code` is its status_code or None. `why`: passphrase, not_registered, not_ready, other."""

    def __init__(self, why: str, code: int | None = None, words: str = "") -> None:
        super().__init__(words or why)
        self.why, self.code = why, code


class Unreachable(RuntimeError):
    """No connection, or an answer that cannot be read: nothing was signed that came back."""


class Uncertain(RuntimeError):
    """The gateway did not answer in time: whether it signed is not known. Nothing was issued."""


def status(email: str) -> str:
    """The state of the signer's certificate, such as ISSUE, EXPIRED, NOT_REGISTERED. Raises as sign() does."""
    return str(_post("/api/v2/user/check/status", {"email": email}).get("status", ""))


def sign(
    pdf: bytes, *, email: str, passphrase: str = "", totp: str = "", reason: str = "", location: str = ""
) -> bytes:
    """The signed bytes. `passphrase` or `totp` is the signer's own, typed for this one letter.

    Raises Refused, Unreachable, Uncertain.
    """
    try:
        state = status(email)
    except Uncertain:
        raise Unreachable("no answer in time") from None  # nothing had been given out for signature yet
    if state != READY:
        raise Refused("not_registered" if state == "NOT_REGISTERED" else "not_ready", words=state)
    secret = {"totp": totp} if totp else {"passphrase": passphrase}
    look = {"tampilan": "INVISIBLE", "reason": reason, "location": location}
    body = {"email": email, **secret, "signatureProperties": [look], "file": [base64.b64encode(pdf).decode()]}
    answer = _post("/api/v2/sign/pdf", body)
    try:
        return base64.b64decode(answer["file"][0], validate=True)
    except (KeyError, IndexError, TypeError, ValueError) as fault:
        raise Unreachable("the gateway's answer holds no file") from fault


def _post(path: str, body: Mapping[str, object]) -> dict[str, Any]:
    if not settings.BSRE_URL:
        raise Unreachable("no gateway is configured (BSRE_URL)")
    headers = {"Content-Type": "application/json"}
    request = request_to(settings.BSRE_URL, path, data=json.dumps(body).encode(), headers=headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirects())
    try:
        with opener.open(request, timeout=settings.BSRE_TIMEOUT_SECONDS) as answer:
            return _read(answer.read(settings.BSRE_MOST_BYTES))
    except urllib.error.HTTPError as refusal:
        raise _refusal(refusal) from None  # its own chain would carry the request with the passphrase
    except TimeoutError:
        raise Uncertain from None
    except urllib.error.URLError as fault:
        if isinstance(fault.reason, TimeoutError):
            raise Uncertain from None
        raise Unreachable(str(fault.reason)) from None
    except (OSError, http.client.HTTPException) as fault:
        raise Unreachable(str(fault) or type(fault).__name__) from None


def _read(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data)
    except ValueError as fault:
        raise Unreachable("the gateway's answer cannot be read") from fault
    if not isinstance(found, dict):
        raise Unreachable("the gateway's answer cannot be read")
    return found


def _refusal(answer: urllib.error.HTTPError) -> Refused | Unreachable:
    try:
        said = _read(answer.read(100_000))
    except Unreachable as fault:
        return fault
    code = said.get("status_code")
    why = "other" if code is None else WHY.get(code, "other")
    return Refused(why, code, str(said.get("error", ""))[:200])

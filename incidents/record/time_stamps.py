"""Time stamps after RFC 3161: what a token says, and whether it is an authority's that TSA_CERTIFICATES names.

A token is judged at the instant that it states, so one goes on being good after the authority's certificate has ended. Whether that
certificate had been revoked is not asked: nothing here reaches the network.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from ..translatable import _

UNREADABLE = _("cannot be read as a time stamp")
OF_SOMETHING_ELSE = _("is of something else")
NOT_SIGNED = _("its signature does not hold")
UNTRUSTED = _("was given by an authority that is not trusted (TSA_CERTIFICATES)")


class Unsound(ValueError):
    """A token that does not prove what it is to prove; `why` is a sentence for the catalogue."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class NoCertificates(RuntimeError):
    """The file of certificates cannot be read: nothing can be judged by it."""


@dataclass(frozen=True)
class Stamp:
    """What a token says: when it was given, and by whom; `trusted` is false where no certificate is configured to judge it by."""

    at: datetime
    authority: str
    trusted: bool


def trusted() -> Sequence[Any]:
    """The certificates of TSA_CERTIFICATES; none where it is empty. Raises NoCertificates."""
    return certificates_in(settings.TSA_CERTIFICATES) if settings.TSA_CERTIFICATES else []


def certificates_in(file: str) -> Sequence[Any]:
    """The certificates in a PEM file. Raises NoCertificates."""
    from pyhanko.keys import load_certs_from_pemder

    try:
        found: list[Any] = list(load_certs_from_pemder([file]))  # type: ignore[no-untyped-call]  # the package types none of it
    except (OSError, ValueError) as fault:
        raise NoCertificates(f"{file} cannot be read: {fault}") from fault
    if not found:
        raise NoCertificates(f"{file} holds no certificate")
    return found


def judge(token: bytes, data: bytes, by: Sequence[Any]) -> Stamp:
    """What the token (DER) says of `data`, judged by these certificates, by none at all where there are none. Raises Unsound."""
    from asn1crypto import cms

    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
    except (ValueError, TypeError, KeyError) as fault:
        raise Unsound(UNREADABLE) from fault
    return judge_signed(signed, data, by)


def judge_signed(signed: Any, data: bytes, by: Sequence[Any]) -> Stamp:
    """As `judge`, of the signed data inside a token. Raises Unsound."""
    try:
        status = _status(signed, data, by)
    except (
        Exception
    ) as fault:  # a library that reads what came from outside may fail in any way; what fails proves nothing
        raise Unsound(UNREADABLE) from fault
    if not status.valid:
        raise Unsound(NOT_SIGNED)
    if not status.intact:
        raise Unsound(OF_SOMETHING_ELSE)
    if by and not status.trusted:
        raise Unsound(UNTRUSTED)
    return Stamp(status.timestamp, status.signing_cert.subject.human_friendly, bool(by))


def _status(signed: Any, data: bytes, by: Sequence[Any]) -> Any:
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    said = signed["encap_content_info"]["content"].parsed
    context = ValidationContext(trust_roots=list(by), moment=said["gen_time"].native, allow_fetching=False)
    judged = validate_tst_signed_data(signed, context, lambda name: hashlib.new(name, data).digest())
    return TimestampSignatureStatus(**asyncio.run(judged))

"""A mail: its headers and words, and what is attached, each as a file of its own; a mail in a mail likewise."""

import email
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from .look import LOCKED, Into, Look, Unreadable
from .markup import read_html
from .readings import readings

CLOSED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
LINE = 4000  # signs of a header that are decoded; what takes it apart takes much longer for long ones


def read_mail(raw: bytes, look: Look, into: Into) -> None:
    """Raises Unreadable, Unfinished."""
    try:
        for part in email.message_from_bytes(raw, policy=policy.compat32).walk():
            look.go_on()
            _read_part(part, look, into)
    except (MessageError, ValueError, LookupError, TypeError, RecursionError, AttributeError) as fault:
        raise Unreadable("no mail") from fault


def _read_part(part: Message, look: Look, into: Into) -> None:
    look.take("\n".join(_said(str(value)) for _name, value in part.items()))
    if part.get_content_type() in CLOSED:
        look.unread[LOCKED] += 1
        return
    if part.is_multipart():
        return
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    if name := _said(part.get_filename("") or ""):
        look.take(name)
    if part.get_content_maintype() != "text" or name:
        if raw.strip():
            into(name, raw, look)
        return
    text = _decoded(raw, str(part.get_content_charset("utf-8")))
    if part.get_content_subtype() == "html":
        read_html(text, look)
    else:
        look.take(text)
    for other in readings(raw)[1:]:
        look.take(other)


def _said(header: str) -> str:
    """The words of a header, encoded ones too (RFC 2047)."""
    try:
        return str(make_header(decode_header(header[:LINE]))) + header[LINE:]
    except (ValueError, LookupError, MessageError):
        return header


def _decoded(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except (LookupError, ValueError):
        return "\n".join(readings(raw))

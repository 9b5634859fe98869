"""What mail servers and people's autoresponders send back, read after the RFCs: delivered, came back, delayed, away.

RFC 3464 (delivery status), RFC 3834 (automatic replies), RFC 5322 (Message-ID, In-Reply-To), and what qmail, Exim and
others write without a report part. Nothing here trusts the sender: a notice only counts when it came back to the
address that one mail alone was sent from (VERP), or names the Message-ID of a mail that left this house and its very
recipient. What a sender asks of autoresponders (X-Auto-Response-Suppress) says nothing about the sender: helpdesks set
it on what people write.
"""

import email
import email.policy
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import cast

from django.utils.translation import gettext_lazy as _

from incidents.plain import mail_addresses, signs

MOST_PARTS = 50
MESSAGE_ID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@[^<>\s]{1,200}>")
VERP = re.compile(r"\+([0-9a-f]{12}5[0-9a-f]{3}[89ab][0-9a-f]{15})@")
AWAY_HEADERS = ("x-autoreply", "x-autorespond")
ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
HEXED = re.compile(r"\+([0-9A-F]{2})")
DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon)$", re.IGNORECASE)
ADDRESS = re.compile(r"(?<![^\s<>():;,\"'])<?([^\s<>():;,\"']+@[^\s<>():;,\"']+\.[^\s<>():;,\"'.]+)>?")
QMAIL = "this is the qmail-send program"  # https://cr.yp.to/proto/qsbmf.txt
LATER = re.compile(
    r"\bdelay|\bwarning\b|will (?:be retried|keep trying)|not yet been delivered|\b4\.\d\.\d", re.IGNORECASE
)
FAILED = re.compile(
    r"\b5\.\d{1,3}\.\d{1,3}\b|\b55\d\b|undeliver|could ?n[o']t be delivered|failure|failed|returned|permanent error",
    re.IGNORECASE,
)


class Verdict(StrEnum):
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    DELAYED = "delayed"
    RELAYED = "relayed"
    AWAY = "away"
    UNKNOWN = "unknown"


VERDICTS = {
    Verdict.DELIVERED: _("the mail arrived"),
    Verdict.BOUNCED: _("the mail came back"),
    Verdict.DELAYED: _("the mail is delayed; its server tries on"),
    Verdict.RELAYED: _("the mail was handed on to a server that sends no receipts"),
    Verdict.AWAY: _("an automatic reply; nobody has answered"),
    Verdict.UNKNOWN: _("no notice of a mail server"),
}
UNMATCHED = {
    Verdict.DELIVERED: _("This receipt names no mail of ours."),
    Verdict.BOUNCED: _("This notice names no mail of ours, or it was noted before."),
    Verdict.DELAYED: _("The mail is delayed; its server tries on. Nothing is noted."),
    Verdict.RELAYED: _("The mail was handed on to a server that sends no receipts. Nothing is noted."),
    Verdict.AWAY: _("This is an automatic reply. It is no answer and no proof of arrival; nothing is noted."),
    Verdict.UNKNOWN: _("This is not a notice of a mail server. A reply of the agency is recorded on its request."),
}


@dataclass(frozen=True)
class Returned:
    """`returned_to` are the UUIDs of our mails to whose own address it came back, `mail_ids` these and those it names;
    `recipients` whom it speaks of, lower case; `status` the enhanced code (RFC 3463), `diagnostic` at most 300 characters
    of the server's words; `at` when the server did it, as it says itself."""

    verdict: Verdict
    mail_ids: tuple[uuid.UUID, ...] = ()
    recipients: tuple[str, ...] = ()
    status: str = ""
    diagnostic: str = ""
    returned_to: tuple[uuid.UUID, ...] = ()
    at: datetime | None = None


def read(data: bytes) -> Returned:
    """Classify one mail. Never raises on what somebody sends: what cannot be read is UNKNOWN."""
    try:
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = []
        for part in mail.walk():
            parts.append(part)
            if len(parts) >= MOST_PARTS:
                break
        return _judge(mail, parts, data)
    except (ValueError, LookupError, RecursionError, TypeError):
        return Returned(Verdict.UNKNOWN)


def _judge(mail: Message, parts: list[Message], data: bytes) -> Returned:
    mail_ids, returned_to = _our_ids(mail, data)
    return replace(_said(mail, parts, mail_ids), mail_ids=mail_ids, returned_to=returned_to)


def _said(mail: Message, parts: list[Message], mail_ids: tuple[uuid.UUID, ...]) -> Returned:
    """What the mail says of ours, by the surest sign it bears."""
    status = next((p for p in parts if p.get_content_type() == "message/delivery-status"), None)
    if status is not None:
        return _from_report(status)
    words = _text(parts)
    if failed := mail.get_all("X-Failed-Recipients"):  # Exim, without a report part
        return _in_words(Verdict.BOUNCED, words, [name for line in failed for name in str(line).split(",")])
    if QMAIL in words[:200].lower():
        about = words.partition("--- Below this line")[0]
        return _in_words(Verdict.BOUNCED, about, ADDRESS.findall(about))
    if mail_ids and _is_of_a_server(mail):
        said = f"{mail.get('Subject', '')} {words[:2000]}"
        if LATER.search(said):
            return _in_words(Verdict.DELAYED, words, ADDRESS.findall(words))
        if FAILED.search(said):
            return _in_words(Verdict.BOUNCED, words, ADDRESS.findall(words))
    automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    if automatic != "no" or any(name in mail for name in AWAY_HEADERS):
        return Returned(Verdict.AWAY)
    return Returned(Verdict.UNKNOWN)


def _is_of_a_server(mail: Message) -> bool:
    """Sent by a mail server itself, as its name says: an absent person's autoresponder sends from no address too."""
    local = mail_addresses.bare(str(mail.get("From", ""))).partition("@")[0]
    return bool(DAEMON.match(local))


def _in_words(verdict: Verdict, words: str, recipients: Iterable[str]) -> Returned:
    code = ENHANCED.search(words)
    names = dict.fromkeys(name.strip().strip("<>").lower() for name in recipients)
    return Returned(verdict, recipients=tuple(names), status=code[0] if code else "", diagnostic=words[:300])


def _from_report(part: Message) -> Returned:
    """The fields of each recipient. The worst of them decides: one failure among successes is a failure."""
    actions, recipients, status, diagnostic = [], [], "", ""
    for group in _groups(part):
        action = str(group.get("Action", "")).strip().lower()
        if not action:
            continue
        actions.append(action)
        for name in ("Final-Recipient", "Original-Recipient"):
            if named := group.get(name):
                address = str(named).rpartition(";")[2].strip().strip("<>")
                # Some give back our xtext as it was sent.
                recipients += [address.lower(), HEXED.sub(lambda hexed: chr(int(hexed[1], 16)), address).lower()]
        status = status or str(group.get("Status", "")).strip()[:20]
        diagnostic = diagnostic or " ".join(str(group.get("Diagnostic-Code", "")).split())[:300]
    verdict = Verdict.UNKNOWN
    for action, meaning in (
        ("expanded", Verdict.RELAYED),
        ("relayed", Verdict.RELAYED),
        ("delivered", Verdict.DELIVERED),
        ("delayed", Verdict.DELAYED),
        ("failed", Verdict.BOUNCED),
    ):
        if action in actions:
            verdict = meaning
    return Returned(
        verdict,
        recipients=tuple(dict.fromkeys(recipients)),
        status=status,
        diagnostic=signs.one_line(diagnostic),
        at=_instant(part),
    )


def _groups(part: Message) -> list[Message]:
    """The groups of fields of a report: of the mail, then of each recipient (RFC 3464 2.1)."""
    return cast("list[Message]", part.get_payload()) if part.is_multipart() else []


def _instant(part: Message) -> datetime | None:
    """When the server last tried, else when the mail had come to it (RFC 3464 2.3.7, 2.2.5); None when it says nothing."""
    for name in ("Last-Attempt-Date", "Arrival-Date"):
        for group in _groups(part):
            try:
                found = parsedate_to_datetime(str(group[name])) if group.get(name) else None
            except ValueError:
                continue
            if found and found.tzinfo:
                return found
    return None


def _our_ids(mail: Message, data: bytes) -> tuple[tuple[uuid.UUID, ...], tuple[uuid.UUID, ...]]:
    """Our marks: (in the address it came back to and in headers and in the copy of the original, in the address alone)."""
    words = " ".join(str(mail.get(name, "")) for name in ("In-Reply-To", "References"))
    returned_to = " ".join(str(mail.get(name, "")) for name in ("To", "Delivered-To", "X-Original-To"))
    own = VERP.findall(returned_to)
    found = own + MESSAGE_ID.findall(words) + MESSAGE_ID.findall(data.decode("latin-1"))
    all_of_them, alone = ([uuid.UUID(name) for name in names] for names in (found, own))
    return tuple(dict.fromkeys(all_of_them)), tuple(dict.fromkeys(alone))


def _text(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain":
            payload = cast("bytes | None", part.get_payload(decode=True)) or b""
            return signs.clean(" ".join(payload.decode("utf-8", "replace").split()))
    return ""

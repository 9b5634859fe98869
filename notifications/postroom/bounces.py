"""What mail servers and people's autoresponders send back, read after the RFCs: delivered, came back, delayed, away.

RFC 3464 (delivery status), RFC 3834 (automatic replies), RFC 5322 (Message-ID, In-Reply-To). Nothing here trusts the
sender: a notice only counts when it names the Message-ID of a mail that left this house and its very recipient.
"""

import email
import email.policy
import re
import uuid
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

MOST_PARTS = 50
MESSAGE_ID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})@[^<>\s]{1,200}>")
VERP = re.compile(r"\+([0-9a-f]{12}5[0-9a-f]{3}[89ab][0-9a-f]{15})@")
AWAY_HEADERS = ("x-autoreply", "x-autorespond", "x-auto-response-suppress")
ENHANCED = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


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
    """`mail_ids` are the UUIDs of our Message-IDs it names; `recipients` whom it speaks of, lower case; `status` the
    enhanced code (RFC 3463), `diagnostic` at most 300 characters of the server's words."""

    verdict: Verdict
    mail_ids: tuple = ()
    recipients: tuple = ()
    status: str = ""
    diagnostic: str = ""


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


def _judge(mail, parts, data):
    mail_ids = _our_ids(mail, data)
    status = next((p for p in parts if p.get_content_type() == "message/delivery-status"), None)
    if status is not None:
        return _from_report(status, mail_ids)
    if failed := mail.get_all("X-Failed-Recipients"):  # Exim, without a report part
        names = tuple(name.strip().lower() for line in failed for name in str(line).split(","))
        code = ENHANCED.search(_text(parts))
        return Returned(Verdict.BOUNCED, mail_ids, names, code[0] if code else "", _text(parts)[:300])
    automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    if automatic != "no" or any(name in mail for name in AWAY_HEADERS):
        return Returned(Verdict.AWAY, mail_ids)
    return Returned(Verdict.UNKNOWN, mail_ids)


def _from_report(part, mail_ids):
    """The fields of each recipient. The worst of them decides: one failure among successes is a failure."""
    actions, recipients, status, diagnostic = [], [], "", ""
    for group in part.get_payload() if part.is_multipart() else []:
        action = str(group.get("Action", "")).strip().lower()
        if not action:
            continue
        actions.append(action)
        if named := group.get("Final-Recipient") or group.get("Original-Recipient"):
            recipients.append(str(named).rpartition(";")[2].strip().strip("<>").lower())
        if named := group.get("Original-Recipient"):
            recipients.append(str(named).rpartition(";")[2].strip().strip("<>").lower())
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
    return Returned(verdict, mail_ids, tuple(dict.fromkeys(recipients)), status, diagnostic)


def _our_ids(mail, data):
    """Our marks: in the address it came back to, in the headers that refer to a mail, in the copy of the original."""
    words = " ".join(str(mail.get(name, "")) for name in ("In-Reply-To", "References"))
    returned_to = " ".join(str(mail.get(name, "")) for name in ("To", "Delivered-To", "X-Original-To"))
    found = VERP.findall(returned_to) + MESSAGE_ID.findall(words) + MESSAGE_ID.findall(data.decode("latin-1"))
    return tuple(uuid.UUID(name) for name in dict.fromkeys(found))


def _text(parts):
    for part in parts:
        if part.get_content_type() == "text/plain":
            payload = part.get_payload(decode=True) or b""
            return " ".join(payload.decode("utf-8", "replace").split())
    return ""

"""What a mail that came in says: who claims to have written it, what it answers, its words, its files. Nothing here trusts it."""

import email
import email.policy
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from functools import cached_property
from html import unescape
from typing import cast

from django.core.files.uploadedfile import SimpleUploadedFile

from incidents import files
from incidents.plain import guard, mail_addresses, signs

from .bounces import AWAY_HEADERS, MESSAGE_ID, MOST_PARTS, VERP

TEXT = 20_000  # signs of its words that a page shows
LINE = 4_000  # signs of a header line that anybody reads; what takes them apart takes much longer for long ones
ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To")
SENDERS = ("From", "Reply-To", "Sender")
READ_RECEIPT = "message/disposition-notification"  # RFC 8098
TAG = re.compile(r"/?[a-z][a-z0-9]*", re.IGNORECASE)  # behind its <
UNSEEN = {"style", "script", "head"}
ENDS_A_LINE = {"br", *(f"/{name}" for name in "p div td th li tr h1 h2 h3 h4 h5 h6".split())}
BULK = ("list-unsubscribe", "list-id", "feedback-id")
BULK_WORDS = {"bulk", "list", "junk"}


@dataclass(frozen=True)
class Attachment:
    """A file of a mail, under the name that the mail gives it, without numbers that point at people."""

    name: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def upload(self) -> SimpleUploadedFile:
        return SimpleUploadedFile(self.name, self.content)


class MailParts:
    """One mail, read as far as it can be."""

    def __init__(self, data: bytes) -> None:
        self._mail = email.message_from_bytes(data, policy=email.policy.compat32)

    @cached_property
    def sender(self) -> str:
        """The address in its From line, without the name beside it; "" for none."""
        return _without_numbers(mail_addresses.bare(self._header("From")))[:254]

    @cached_property
    def senders(self) -> tuple[str, ...]:
        """The addresses that it claims to come from or wants to be answered at, as they are written: to be compared, never kept."""
        return tuple(filter(None, (mail_addresses.bare(self._header(name)) for name in SENDERS)))

    @cached_property
    def name(self) -> str:
        """What its sender calls themselves; "" for nothing."""
        beside = self._header("From").partition("<")
        return _without_numbers(beside[0].strip().strip('"'))[:200] if beside[1] else ""

    @cached_property
    def subject(self) -> str:
        return _without_numbers(self._header("Subject"))[:200]

    @cached_property
    def addressed_marks(self) -> tuple[uuid.UUID, ...]:
        """The marks of our mails in the addresses that it was sent to."""
        where = " ".join(str(line) for name in ADDRESSED for line in self._mail.get_all(name, []))
        return tuple(dict.fromkeys(uuid.UUID(mark) for mark in VERP.findall(where.lower())))

    @cached_property
    def answered_marks(self) -> tuple[uuid.UUID, ...]:
        """The marks of our mails that it says to answer."""
        said = " ".join(str(line) for name in ("In-Reply-To", "References") for line in self._mail.get_all(name, []))
        return tuple(dict.fromkeys(uuid.UUID(mark) for mark in MESSAGE_ID.findall(said.lower())))

    @cached_property
    def is_automatic(self) -> bool:
        """A machine wrote it, as it says itself (RFC 3834), or it tells that a mail was opened (RFC 8098)."""
        automatic = self._header("Auto-Submitted").partition(";")[0].strip().lower() or "no"
        replies = self._header("Precedence").strip().lower() == "auto_reply"
        opened = any(part.get_content_type() == READ_RECEIPT for part in self._parts)
        return opened or replies or automatic != "no" or any(name in self._mail for name in AWAY_HEADERS)

    @cached_property
    def is_bulk(self) -> bool:
        """Sent to many, or held for spam by a server on its way, as its header says."""
        spam = self._header("X-Spam-Flag").strip().lower() == "yes"
        bulk = self._header("Precedence").strip().lower() in BULK_WORDS
        return spam or bulk or any(name in self._mail for name in BULK)

    @cached_property
    def attachments(self) -> tuple[Attachment, ...]:
        """Its files. A picture that stands in its words, such as the arms under a signature, is none."""
        return tuple(self._files())

    @cached_property
    def text(self) -> str:
        """Its words as a reader sees them, without numbers that point at people; "" where it has none."""
        for kind in ("text/plain", "text/html"):
            for part in self._parts:
                if part.get_content_type() == kind and not part.get_filename():
                    words = _decoded(part)
                    words = _as_read(words) if kind == "text/html" else words
                    return _without_numbers(signs.clean(words).strip()[:TEXT])
        return ""

    def _header(self, name: str) -> str:
        return _said(str(self._mail.get(name, "")))

    @cached_property
    def _parts(self) -> list[Message]:
        """Its parts, as far as anybody looks; a mail that is attached is one part, whatever it holds."""
        found: list[Message] = []
        waiting = [self._mail]
        while waiting and len(found) < MOST_PARTS:
            part = waiting.pop(0)
            found.append(part)
            if part.get_content_maintype() == "multipart" and part.is_multipart():
                waiting = [*cast("list[Message]", part.get_payload()), *waiting]
        return found

    def _files(self) -> Iterator[Attachment]:
        for part in self._parts:
            name = _said(part.get_filename("") or "")
            if part.get_content_type() == "message/rfc822" and part.is_multipart():
                inner = cast("list[Message]", part.get_payload())[0]
                yield Attachment(_file_name(name or "pesan.eml"), bytes(inner))
            elif name and not (part.get("Content-ID") and part.get_content_disposition() == "inline"):
                content = part.get_payload(decode=True)
                yield Attachment(_file_name(name), content if isinstance(content, bytes) else b"")


UNREADABLE = (MessageError, ValueError, LookupError, TypeError, RecursionError, AttributeError)


def read(data: bytes) -> MailParts:
    """Each part is looked at here, so that none is found afterwards not to be readable. Raises one of UNREADABLE for what cannot be read."""
    parts = MailParts(data)
    _looked_at = parts.sender, parts.subject, parts.text, parts.attachments, parts.is_automatic, parts.is_bulk
    return parts


def _said(header: str) -> str:
    """The words of a header line, encoded ones too (RFC 2047)."""
    header = header[:LINE]
    try:
        return signs.one_line(str(make_header(decode_header(header))))
    except (ValueError, LookupError, MessageError):
        return signs.one_line(header.encode("ascii", "replace").decode())


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset("utf-8") or "utf-8", "replace")
    except LookupError:
        return raw.decode("utf-8", "replace")


def _as_read(html: str) -> str:
    """HTML as text: what a browser would not show is gone, the end of a line or cell parts words."""
    return re.sub(r"\n\s*\n+", "\n\n", unescape("".join(_shown(html[: 20 * TEXT]))))


def _shown(html: str) -> Iterator[str]:
    """Each piece between two < is looked at once: a pattern over the whole would look for the end of each tag that nobody closes
    anew, for minutes."""
    first, *pieces = html.split("<")
    yield first
    tags = [found[0].lower() if (found := TAG.match(piece)) else "" for piece in pieces]
    last = {tag: place for place, tag in enumerate(tags)}
    within = ""
    for place, (tag, piece) in enumerate(zip(tags, pieces, strict=True)):
        if within and tag != f"/{within}":
            continue
        within = tag if tag in UNSEEN and last.get(f"/{tag}", -1) > place else ""
        _tag, closed, words = piece.partition(">")
        if not closed or not (tag or piece.startswith(("!", "?"))):
            yield f"<{piece}"  # a sign of its words
        elif not within:
            yield "\n" if tag in ENDS_A_LINE else ""
            yield words


def _file_name(name: str) -> str:
    return _without_numbers(files.clean_name(name)) or "lampiran"


def _without_numbers(text: str) -> str:
    return guard.replace(text, guard.find(text), lambda found: found.masked)

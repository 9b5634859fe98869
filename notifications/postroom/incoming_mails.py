"""What a mail in the mailbox for replies is taken for, by which letter it names, who claims to have sent it and what it says of itself.

It is a proposal and no more: nothing is entered as a reply by a machine. What a machine wrote waits for nobody, unless files came
with it: a helpdesk sends what people write under its own name. Nor is what calls itself a circular or spam laid away unseen where it
names a letter or comes from an address on file. Of a mail of who complained nothing that it claims is handed on.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from incidents.models import CaseLetter, ClarificationRequest, Complaint, Contact, User
from incidents.models.succession import passed_on
from incidents.plain import clocks, mail_addresses
from incidents.plain.clocks import Instant
from incidents.record import complainant_sheets
from incidents.workflow import MailStatus, Role

from ..models import IncomingMail, Message
from ..notices import Audience
from . import after_sending, bounces, mail_parts
from .bounces import Returned, Verdict

Kind = IncomingMail.Kind
Answered = ClarificationRequest | CaseLetter
# Of a complaint as whoever complained was told it.
COMPLAINED = re.compile(r"\bADU-\d{4}-\d{1,6}\b", re.IGNORECASE)
# Of a request as its letters and mails print it, and of a letter of the case: INS-2026-0001/K1, INS-2026-0001/S1.
REFERENCE = re.compile(r"\b[A-Z]{2,5}-\d{4}-\d{1,6}/[KS]\d{1,4}\b", re.IGNORECASE)
OF_SERVERS = (Verdict.DELIVERED, Verdict.BOUNCED, Verdict.DELAYED, Verdict.RELAYED)
OF_THE_BODY = (Audience.AGENCY, Audience.ANSWERER, Audience.COLLEAGUE)


@dataclass(frozen=True)
class Judged:
    """`matter` is the letter that it answers, `complaint` that of whose complainant it is, or about which it is; `notice` what a mail
    server says in it of a mail of ours."""

    kind: Kind
    sender: str = ""
    subject: str = ""
    matter: Answered | None = None
    complaint: Complaint | None = None
    notice: Returned = Returned(Verdict.UNKNOWN)

    @property
    def status(self) -> MailStatus:
        return MailStatus.NOTED if self.kind in IncomingMail.DECIDED_BY_NOBODY else MailStatus.WAITS


def judge(data: bytes, at: Instant) -> Judged:
    """Never raises on what somebody sends: what cannot be read waits for a person as well."""
    try:
        parts = mail_parts.read(data)
    except mail_parts.UNREADABLE:
        return Judged(Kind.UNREADABLE, complaint=_of_unreadable(data))
    notice = bounces.read(data)
    if notice.verdict in OF_SERVERS:
        message = after_sending.of_ours(notice)
        complaint = _about(notice.mail_ids) or (None if message else complainant_sheets.of_address(notice.recipients))
        if complaint:
            return Judged(Kind.SERVER, complaint=complaint, notice=notice)
        matter = message.matter if message else None
        matter = matter if isinstance(matter, Answered) else None
        return Judged(Kind.SERVER, parts.sender, parts.subject, matter, notice=notice)
    by_mark = _marked(parts.addressed_marks) or _marked(parts.answered_marks)
    matter = by_mark or _named(parts.subject)
    if complaint := _complained(parts, matter, at):
        return Judged(Kind.AUTOMATIC if _of_a_machine(parts) else Kind.COMPLAINANT, complaint=complaint)
    return Judged(_kind(parts, matter, by_mark, at), parts.sender, parts.subject, matter)


def _complained(parts: mail_parts.MailParts, matter: Answered | None, at: Instant) -> Complaint | None:
    """The complaint whose mail it answers, or on whose sheet its sender stands. A body that answers its letter from an address on
    file answers its letter, whoever complained from there."""
    if complaint := _about([*parts.addressed_marks, *parts.answered_marks]):
        return complaint
    if matter and _is_of(matter, parts.sender, at):
        return None
    return complainant_sheets.of_address(parts.senders) or (None if matter else _cited(parts, at))


def _cited(parts: mail_parts.MailParts, at: Instant) -> Complaint | None:
    """The complaint whose number alone stands in the subject: whoever knows it was told it. A body on file writes of its own matters."""
    numbers = {number.upper() for number in COMPLAINED.findall(parts.subject)}
    if len(numbers) != 1 or _is_on_file(parts.sender, at):
        return None
    return Complaint.objects.filter(reference__in=numbers).first()


def _of_unreadable(data: bytes) -> Complaint | None:
    """Its From line may be read all the same."""
    try:
        return complainant_sheets.of_address(mail_parts.MailParts(data).senders)
    except mail_parts.UNREADABLE:
        return None


def _about(marks: Iterable[uuid.UUID]) -> Complaint | None:
    """The complaint of the mails that bear these marks."""
    found = Message.objects.filter(mail_id__in=list(marks), complaint__isnull=False).select_related("complaint")
    message = found.order_by("planned_for", "pk").last()
    return message.complaint if message else None


def _of_a_machine(parts: mail_parts.MailParts) -> bool:
    return parts.is_automatic and not parts.attachments


def _kind(parts: mail_parts.MailParts, matter: Answered | None, by_mark: Answered | None, at: Instant) -> Kind:
    if _of_a_machine(parts):
        return Kind.AUTOMATIC
    if matter is None:
        return Kind.BULK if parts.is_bulk and not _is_on_file(parts.sender, at) else Kind.UNNAMED
    if not _is_of(matter, parts.sender, at):
        return Kind.STRANGER
    return Kind.REPLY if by_mark else Kind.BY_NUMBER


def _marked(marks: Iterable[uuid.UUID]) -> Answered | None:
    """The letter of the mails that bear these marks; None where they are of several, or of none."""
    found = Message.objects.filter(mail_id__in=list(marks)).filter(
        Q(request__isnull=False) | Q(case_letter__isnull=False)
    )
    matters = {(type(m), m.pk): m for m in (message.request or message.case_letter for message in found) if m}
    return next(iter(matters.values())) if len(matters) == 1 else None


def _named(subject: str) -> Answered | None:
    """The letter whose number stands in the subject, if it is one alone and went out from here."""
    numbers = {number.upper() for number in REFERENCE.findall(subject)}
    if len(numbers) != 1:
        return None
    out = Q(reference__in=numbers, issued_at__isnull=False, incident__past=False)
    return ClarificationRequest.objects.filter(out).first() or CaseLetter.objects.filter(out).first()


def _is_on_file(sender: str, at: Instant) -> bool:
    """Whether any body has this address: a filter may hold for spam what it answers, and its own list may have passed that on."""
    contacts = Contact.objects.on(clocks.day(at)).filter(email__iexact=sender)
    return contacts.exists() or User.objects.appointed(Role.LIAISON, at).filter(email__iexact=sender).exists()


def _is_of(matter: Answered, sender: str, at: Instant) -> bool:
    """Whether the body whose the letter is stands on file with this address, or was written to there; once it has passed to another
    body, what was written before says nothing of that one. Anybody can write an address into a From line: it is a proposal."""
    if not sender:
        return False
    known = set(Contact.objects.on(clocks.day(at)).filter(agency=matter.agency_id).values_list("email", flat=True))
    liaisons = User.objects.appointed(Role.LIAISON, at, agency=matter.agency_id)
    known |= set(liaisons.values_list("email", flat=True))
    if not passed_on([matter]):
        link = "request" if isinstance(matter, ClarificationRequest) else "case_letter"
        written_to = Message.objects.filter(**{link: matter}, audience__in=OF_THE_BODY)
        known |= set(written_to.values_list("recipient", flat=True))
    return any(mail_addresses.same(sender, address) for address in known)

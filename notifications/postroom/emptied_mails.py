"""A removal under law empties also what the post room keeps: what a receipt calls whom a mail was for, the words of mail servers, who
wrote into the mailboxes of returned mail and of replies."""

from cryptography.fernet import InvalidToken

from incidents import files
from incidents.models import ComplainantSheet, Complaint
from incidents.record.removal.beside_the_record import empties_too, rewrite
from incidents.record.removal.content import column
from incidents.record.removal.under_way import UnderWay

from ..models import IncomingMail, Message, StrayMail
from ..notices import Audience
from . import reply_mailbox

# What people and mail servers wrote into a receipt, and into a mail that belongs to none.
WRITTEN = ("recipient_name", "reply", "last_error")
TAKEN_IN = ("sender", "note")
SAID = ("sender", "subject")
AT_ONCE = 1_000  # rows that are in memory at a time


@empties_too
def empty_mails(under: UnderWay) -> None:
    """Addresses stay, as in the events that tell of each mail: they prove to whom it was sent."""
    mails = (
        Message.objects.filter(complaint=under.thing) if isinstance(under.thing, Complaint) else Message.objects.none()
    )
    for case in under.cases:
        mails |= Message.objects.of_case(case)
    for mail in mails.distinct().iterator(chunk_size=AT_ONCE):
        new = {name: under.copies.without_in(column(Message, name), getattr(mail, name)) for name in WRITTEN}
        if under.scope.whole and mail.audience == Audience.COLLEAGUE:  # as their body wrote it
            new["recipient_name"] = under.short
        rewrite(mail, **new)
    for stray in StrayMail.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        new = {name: under.copies.without_in(column(StrayMail, name), getattr(stray, name)) for name in TAKEN_IN}
        rewrite(stray, **new)
    _empty_incoming(under)


def _empty_incoming(under: UnderWay) -> None:
    """Of a case that goes whole the mails that came go as well, as they came, and with a sheet those of whoever stood on it; of any
    other removal those that hold a copy, also where they belong to no case. Its hash stays with the row."""
    sheets = {key for model, key in under.scope.targets if model is ComplainantSheet}
    theirs = set(Complaint.objects.filter(sheet__in=sheets).values_list("pk", flat=True))
    for mail in IncomingMail.objects.order_by("pk").iterator(chunk_size=AT_ONCE):
        new = {name: under.copies.without_in(column(IncomingMail, name), getattr(mail, name)) for name in SAID}
        whole = under.scope.whole and mail.incident_id in under.cases
        if whole:
            new = dict.fromkeys(SAID, under.short)
        if mail.path and (whole or mail.complaint_id in theirs or _holds(under, mail)):
            under.result.drafts.append(mail.path)
            new["path"] = ""
        rewrite(mail, **new)


def _holds(under: UnderWay, mail: IncomingMail) -> bool:
    """Whether a copy of what is removed stands in a mail of one of these cases, in its files too, or in the words of one of no case."""
    if mail.incident_id not in {None, *under.cases}:
        return False
    try:
        data = reply_mailbox.raw(mail)
    except (OSError, InvalidToken):
        return True  # nobody can say that it does not
    if mail.incident_id:
        text = files.text_in("surel.eml", data)
        return text is None or under.holds(text)
    parts = reply_mailbox.parts_of(mail, data)
    if parts is None:
        return under.holds(data.decode("utf-8", "replace"))
    return under.holds(f"{parts.name}\n{parts.sender}\n{parts.subject}\n{parts.text}")

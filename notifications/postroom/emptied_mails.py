"""A removal under law empties also what the post room keeps: what a receipt calls whom a mail was for, the words of mail servers, who
wrote into the mailbox of returned mail."""

from incidents.models import Complaint
from incidents.record.removal.beside_the_record import empties_too, rewrite
from incidents.record.removal.content import column
from incidents.record.removal.under_way import UnderWay

from ..models import Message, StrayMail
from ..notices import Audience

# What people and mail servers wrote into a receipt, and into a mail that belongs to none.
WRITTEN = ("recipient_name", "reply", "last_error")
TAKEN_IN = ("sender", "note")
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

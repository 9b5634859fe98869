"""A removal under law empties also what the post room keeps: what a receipt calls whom a mail was for, the words of mail servers, who
wrote into the mailbox of returned mail."""

from django.db.models import Q

from incidents.record.removal.beside_the_record import empties_too, rewrite
from incidents.record.removal.content import column
from incidents.record.removal.under_way import UnderWay

from ..models import Message, StrayMail
from ..notices import Audience


@empties_too
def empty_mails(under: UnderWay) -> None:
    """Addresses stay, as in the events that tell of each mail: they prove to whom it was sent."""
    mails = Message.objects.filter(Q(complaint=under.sheet.complaint_id) if under.sheet else Q(pk__in=[]))
    if under.incident:
        mails |= Message.objects.of_case(under.incident)
    for mail in mails.distinct():
        new = {name: under.copies.without_in(column(Message, name), getattr(mail, name)) for name in WRITTEN}
        if under.scope.whole and mail.audience == Audience.COLLEAGUE:  # as their body wrote it
            new["recipient_name"] = under.short
        rewrite(mail, **new)
    for stray in StrayMail.objects.all():
        new = {
            name: under.copies.without_in(column(StrayMail, name), getattr(stray, name)) for name in ("sender", "note")
        }
        rewrite(stray, **new)


WRITTEN = ("recipient_name", "reply", "last_error")

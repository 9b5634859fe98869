"""The e-mail address that somebody gave with a body which was not on file: it is mailed to at once, and counts as confirmed with the body."""

from ..models import Agency, Contact
from ..plain import clocks
from ..plain.not_none import not_none
from ..record import deeds


def write(deed: deeds.Deed[Agency], email: str, *, confirmed: bool) -> None:
    """`email` is the address of the body by what the deed says; none where it is empty. Of one that was given before it is the correction.
    `confirmed`: an administrator says so."""
    day = clocks.day(deed.at)
    present = deed.on.contacts.filter(valid_to__isnull=True)
    contact = present.filter(confirmed_at__isnull=True).order_by("pk").first()
    contact = present.filter(email__iexact=email).first() or contact
    if contact is None and not email:
        return
    if contact is None:
        contact = Contact(agency=deed.on, office=not_none(deed.on.name_on(day)).head_office, valid_from=day)
    contact.email = email or contact.email
    contact.valid_to = None if email else max(day, contact.valid_from)
    if confirmed and email:
        contact.confirmed_at = deed.at
    contact.save()

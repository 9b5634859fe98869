"""Who gave an address with a body that was not on file, as long as nobody has confirmed it. For people of the ministry alone."""

from collections.abc import Collection
from itertools import takewhile

from django.utils.translation import gettext

from ..models import Agency, CaseEvent, Contact
from ..plain.clocks import day
from ..plain.dates import date_in_words
from ..record.values import language
from ..workflow import Action

GIVEN_BY = (Action.PROPOSE_AGENCY, Action.AMEND_AGENCY)


def said(agency: Agency, addresses: Collection[str]) -> list[str]:
    """A sentence for each of these addresses of `agency` that was given so and waits to be confirmed."""
    wanted = {address.lower() for address in addresses}
    rows = Contact.objects.filter(agency=agency, valid_to__isnull=True, confirmed_at__isnull=True).order_by("pk")
    found = [(row, given_by(row)) for row in rows if row.email.lower() in wanted]
    words = gettext("%(email)s: address given by %(name)s on %(day)s, not confirmed.")
    return [
        words % {"email": row.email, "name": by.actor_name, "day": date_in_words(day(by.recorded_at), language())}
        for row, by in found
        if by
    ]


def given_by(contact: Contact) -> CaseEvent | None:
    """The act by which its address came in, where that added the body or amended it; None for any other, and once it is confirmed."""
    if contact.confirmed_at:
        return None
    rows = Contact.history.filter(id=contact.pk).order_by("-history_id").values_list("email", "event_id")
    same = takewhile(lambda row: row[0].lower() == contact.email.lower(), rows)
    acts = [event for _email, event in same]
    return CaseEvent.objects.filter(pk__in=acts[-1:], action__in=GIVEN_BY).first()

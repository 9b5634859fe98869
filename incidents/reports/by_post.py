"""Letters to bodies of which no e-mail address is on file: they go by post, somebody sends them, and says so."""

from datetime import datetime

from django.utils.translation import gettext

from ..models import Agency, CaseLetter, ClarificationRequest, Letter, Sending, User
from ..models import by_post as rows
from ..models.evidence import ANNEXES
from ..plain import clocks
from . import corrections


def of_letter(clarification: ClarificationRequest, at: datetime) -> str:
    """The same of a letter; of a drill, which is mailed to those who take part, nothing."""
    return "" if clarification.incident.drill else said(clarification.agency, at)


def told_on(matter: ClarificationRequest | CaseLetter, user: User) -> dict[str, object]:
    """For the page of a request or a letter of the case: which of its letters wait to be posted, and what is on record of how they were
    sent, each with what was put right of it."""
    letters = (
        Letter.objects.visible_to(user).filter(pk__in=matter.letters.values("pk")).select_related("register_entry")
    )
    sent = Sending.everything.with_recorded().visible_to(user).filter(letter__in=letters)
    found = sent.select_related("letter__register_entry", "evidence__file").prefetch_related(ANNEXES).order_by("pk")
    return {"to_post": rows.waiting(letters), "sendings": corrections.told_on(matter.incident, found)}


def said(agency: Agency, at: datetime) -> str:
    """That a letter to it goes by post, and where to, or that nothing is known of where; "" where an address for mail is on file."""
    if agency.contacts.on(clocks.day(at)).exists():
        return ""
    words = {"agency": agency.short_name, "address": agency.post_address}
    if agency.post_address:
        return (
            gettext(
                "%(agency)s has no e-mail address on file: its letter goes by post to %(address)s. It stands on the desk until the "
                "sending is recorded."
            )
            % words
        )
    return (
        gettext(
            "%(agency)s has neither an e-mail nor a postal address on file: nobody would be reached. An administrator enters one under "
            "Agencies."
        )
        % words
    )

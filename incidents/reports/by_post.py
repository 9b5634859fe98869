"""Letters to bodies of which no e-mail address is on file: they go by post, somebody sends them, and says so."""

from datetime import datetime

from django.utils.translation import gettext

from ..models import Agency, ClarificationRequest
from ..plain import clocks


def of_letter(clarification: ClarificationRequest, at: datetime) -> str:
    """The same of a letter; of a drill, which is mailed to those who take part, nothing."""
    return "" if clarification.incident.drill else said(clarification.agency, at)


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

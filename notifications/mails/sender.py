"""In whose name a mail goes to those outside: ministry and unit as their letters have them, so that whoever gets it knows who writes
and where to ask. People of the ministry hear from the product itself."""

from email.utils import formataddr
from typing import Any

from django.conf import settings

from incidents.letters import letterheads
from incidents.models import Agency, FollowUp, Letter, Unit
from incidents.plain import clocks, mail_addresses, signs
from incidents.workflow import RequestStatus

from ..models import Message
from ..notices import Audience

OF_BODY = (Audience.AGENCY, Audience.ANSWERER)
OUTSIDE = (*OF_BODY, Audience.COLLEAGUE, Audience.FORMER, Audience.COPY, Audience.COMPLAINANT)


def of(message: Message, at: clocks.Instant, carried: Letter | None) -> dict[str, Any]:
    """What the words of a mail that leaves at `at` and brings the letter `carried` may say of who sends it, and how it is answered;
    nothing for one to people of the ministry."""
    matter: Any = message.matter  # each kind of it has a unit, a letter and a body, or None
    if message.audience not in OUTSIDE:
        return {}
    if not matter.unit:  # a complaint that no unit sees to yet
        first = Unit.objects.on(clocks.day(at)).first()
        return {"sender": {"ministry": first.ministry}, **_where_replies_go(message)} if first else {}
    unit, letter = Unit.objects.in_force(matter.unit.code, clocks.day(at)) or matter.unit, carried or matter.letter
    said = letterheads.of(unit, letterheads.contact_of(matter, at))
    return {
        "sender": said["letterhead"],
        "contact": said.get("contact"),
        "check_address": letter.content["check_url"] if letter and not letter.to_person else "",
        **_where_replies_go(message),
        "awaits": _awaits(message),
        "zone": matter.agency.zone if message.audience in OF_BODY and _is_elsewhere(matter.agency) else "",
    }


def _where_replies_go(message: Message) -> dict[str, Any]:
    """`reply_to`, "" where replies are not read; `takes_replies`: the product reads that mailbox, and by the mark of this mail in the
    address a reply finds its letter. Who complained is written to without one: their address stands on their sheet alone."""
    address = str(settings.REPLY_ADDRESS)
    if not settings.REPLY_MAILBOX_URL:
        return {"reply_to": address, "takes_replies": False}
    if message.audience == Audience.COMPLAINANT:
        return {"reply_to": "", "takes_replies": False}
    marked = bool(message.request_id or message.case_letter_id)
    return {
        "reply_to": mail_addresses.marked(address, message.mail_id.hex) if marked else address,
        "takes_replies": marked,
    }


def _awaits(message: Message) -> bool:
    """Whether its reader can answer behind the link: not what is closed, nor what only tells."""
    if message.audience not in (*OF_BODY, Audience.COLLEAGUE):
        return False
    if clarification := message.request:
        return clarification.status == RequestStatus.OPEN and bool(clarification.waiting_rows)
    letter = message.commitment.case_letter if message.commitment else message.case_letter
    return letter is not None and bool(FollowUp.kinds_on(letter))


def _is_elsewhere(agency: Agency | None) -> bool:
    return agency is not None and agency.zone != clocks.WIB.key


def line(sender: dict[str, Any] | None) -> str:
    """The From line: the address of the product under the name of `sender`, as of() has it; None: under its own."""
    if not sender:
        return str(settings.DEFAULT_FROM_EMAIL)
    name = signs.one_line(" - ".join(filter(None, (sender["ministry"], sender.get("unit")))))
    return formataddr((name, mail_addresses.bare(settings.DEFAULT_FROM_EMAIL)))

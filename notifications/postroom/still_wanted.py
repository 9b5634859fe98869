"""Asked of each mail at the moment of sending: whether it is still wanted, and by whom."""

from incidents.models.removals import MARK
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none

from .. import notices
from ..mails import carried, complainants, settled
from ..mails.recipients import Directory
from ..models import Message, Recipient
from ..notices import Audience, Notice


def why_not(message: Message, directory: Directory, timetable: list[Notice], at: Instant) -> str:
    """Why this mail must not go out at `at`, or "". One whose recipient has left goes to who came in their place.

    `directory` says who is told of what today, `timetable` is what notices.time_notices() says.
    """
    due_then = _due_then(message)
    reason = notices.why_useless(message.notice, message.matter, message.event_id, at, timetable, due_then)
    reason = reason or settled.done_meanwhile(message)
    if not reason and complainants.names_another(message):
        return "names_another"
    if not reason and _letter_is_gone(message):
        return "removed"
    if reason or _still_told(message, directory):
        return reason
    _tell_successors(message, directory, at)
    return "left"


def _letter_is_gone(message: Message) -> bool:
    """Whether the letter of this copy, or of a mail that was tried before, was removed under law since: nothing is left to bring."""
    copy = message.audience == Audience.COPY
    if not copy and not message.attempts:
        return False
    letter = carried.by(message)
    return copy if letter is None else not_none(letter.file).name.startswith(MARK)


def _due_then(message: Message) -> Instant | None:
    """The due that a commitment or duty had when this was written; None for all other mails."""
    return message.planned_for + not_none(message.notice.lead) if message.notice.of else None


def _still_told(message: Message, directory: Directory) -> bool:
    """Whether the recipient of this mail is still one of those told: contacts leave, appointments end, a case is shut.

    A colleague whom a liaison brought in stays so: their address is the event's own.
    """
    if message.audience == Audience.COLLEAGUE:
        return True
    return message.recipient.lower() in {to.address.lower() for to in directory.now(message)}


def _tell_successors(message: Message, directory: Directory, at: Instant) -> None:
    """A receipt, due at once, for each of those told now to whom nothing was written of this yet."""
    told = Message.objects.filter(event=message.event_id, kind=message.kind).values_list("recipient", flat=True)
    known = {address.lower() for address in told}
    new = [to for to in directory.now(message) if to.address.lower() not in known]
    same = [same_for(to, message, at, planned_for=message.planned_for) for to in new]
    Message.objects.bulk_create(same, ignore_conflicts=True)


def same_for(to: Recipient, message: Message, at: Instant, *, planned_for: Instant) -> Message:
    """The receipt of the same mail to somebody else, written and due at `at`."""
    return Message.to(
        to,
        message.matter,
        event_id=message.event_id,
        kind=message.kind,
        after_due=message.after_due,
        planned_for=planned_for,
        written_at=at,
        digest=False,
        next_try_at=at,
    )

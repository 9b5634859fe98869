"""What happens to a mail once it was sent or failed: what comes back, what people want tried again or not sent at all."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone

from incidents.actions import arrival, overtaken
from incidents.models import CaseEvent, Pending, User
from incidents.plain import mail_addresses
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.record import deeds
from incidents.record.events import case_of
from incidents.workflow import Action

from .. import notices
from ..mails import complainants
from ..models import Message
from . import facts_of, tells_supervisors
from .bounces import Returned, Verdict

State = Message.State
FAILED = (State.GIVEN_UP, State.BOUNCED)


def note_returned(found: Returned, at: Instant) -> Message | None:
    """Note what a mail server says about a mail of ours: arrived, or came back. Returns the message, or None.

    Only a mail that left can do either. Told by the server, read here minutes or days later: never before it first left nor after now.
    Of each mail it is an event, whatever the mail belongs to; it moves no clock.
    """
    message = of_ours(found)
    if message is None or message.state not in Message.LEFT:
        return None
    with suppress(AlreadyNoted):
        if found.verdict == Verdict.DELIVERED:
            _arrived(message, found, at)
            return message
        if found.verdict == Verdict.BOUNCED and not _of_a_former_try(message, found):
            _came_back(message, found, at)
            return message
    return None


def of_ours(found: Returned) -> Message | None:
    """The mail of ours that this speaks of, or None: it came back to that mail's own address, whoever the server says
    it could not reach (behind an alias stands another); or it names the mail and its recipient (RFC 3464 2.3.2)."""
    messages = Message.objects.filter(mail_id__in=found.mail_ids).select_related(
        "request", "case_letter", "complaint__sheet"
    )
    named = [m for m in messages if any(mail_addresses.same(complainants.address(m), to) for to in found.recipients)]
    own = [m for m in messages if m.mail_id in found.returned_to]
    return next(iter(named or own), None)


def _left(message: Message) -> list[Instant]:
    """When it left, the first time and each time that it was tried again."""
    sent = CaseEvent.objects.filter(incident=case_of(message.matter), action=Action.SEND_MESSAGE)
    same = sent.filter(details__message_id=message.message_id)
    return sorted(same.values_list("happened_at", flat=True)) or [not_none(message.sent_at)]


def _of_a_former_try(message: Message, found: Returned) -> bool:
    """Whether a server speaks of a mail that was sent again since: what comes late says nothing of the present one."""
    left = _left(message)
    return len(left) > 1 and found.at is not None and found.at < left[-1]


class AlreadyNoted(Exception):
    """Another worker has recorded that this mail came back, or arrived; or its receipt came twice."""


def _came_back(message: Message, found: Returned, at: Instant) -> None:
    said = complainants.kept(message, found.diagnostic)
    came_back = min(max(found.at or at, _left(message)[-1]), at)
    with deeds.record(Action.BOUNCE_MESSAGE, on=message.matter, by=deeds.SYSTEM, happened_at=came_back) as deed:
        deed.cause, deed.details = message.event_id, {**facts_of(message), "status": found.status, "error": said}
        error = f"{found.status} {said}".strip()[:300]
        left = Message.objects.filter(pk=message.pk, state__in=Message.LEFT)
        if not left.update(state=State.BOUNCED, settled_at=at, last_error=error):
            raise AlreadyNoted(message.pk)
        if tells_supervisors(message):
            deed.pend(Pending.Job.TELL)


def _arrived(message: Message, found: Returned, at: Instant) -> None:
    """One event of each mail that arrived; where that is the letter of a request, the earliest proof dates it there as well."""
    arrived = min(max(found.at or at, _left(message)[0]), at)
    with transaction.atomic():
        with deeds.record(Action.ARRIVE_MESSAGE, on=message.matter, by=deeds.SYSTEM, happened_at=arrived) as deed:
            deed.cause, deed.details = message.event_id, facts_of(message)
            left = Message.objects.filter(pk=message.pk, state=State.SENT)
            if not left.update(state=State.DELIVERED, settled_at=arrived):
                raise AlreadyNoted(message.pk)
        if message.kind == notices.Kind.LETTER and not not_none(message.request).travels_closed:
            with suppress(deeds.Conflict):  # an earlier proof is there
                letter, to = not_none(message.request), message.recipient
                arrival.deliver(letter, how=arrival.Arrival.RECEIPT, what=to, happened_at=arrived)


def retry(message: Message, *, by: User) -> None:
    """Try a mail again that failed or came back, from the beginning. Whether it is still wanted is asked when it is
    sent. It keeps its Message-ID: who has it already sees one. Raises Conflict when it has not failed."""
    with deeds.record(Action.RETRY_MESSAGE, on=message.matter, by=by) as deed:
        deed.cause, deed.details = message.event_id, facts_of(message)
        again = {"state": State.TO_SEND, "settled_at": None, "attempts": 0, "next_try_at": timezone.now()}
        if not Message.objects.filter(pk=message.pk, state__in=FAILED).update(**again):
            raise overtaken.MailTriedAgain(message.matter)


def cancel(message: Message, *, by: User, reason: str) -> None:
    """Not to be sent at all. Raises Conflict when it has left, or a worker is just sending it."""
    with deeds.record(Action.CANCEL_MESSAGE, on=message.matter, by=by, reason=reason) as deed:
        deed.cause, deed.details = message.event_id, facts_of(message)
        waiting = Message.objects.filter(pk=message.pk, state=State.TO_SEND).unclaimed(timezone.now())
        if not waiting.update(state=State.SKIPPED, settled_at=deed.at, skip_reason="cancelled"):
            raise overtaken.MailLeft(message.matter)

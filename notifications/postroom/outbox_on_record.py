"""Holds the outbox against the record. No leaf seals a receipt; but its number is made of the event, kind and address, and whatever became
of it is an event of its own, which names that number.

So a receipt that was altered, put in or taken away is found by what is sealed. What no event tells is not: for when a mail was planned,
and anything of one of which nothing has been said yet, if its number was made anew.
"""

import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from incidents.models import CaseEvent
from incidents.plain.clocks import Instant
from incidents.record import discrepancies
from incidents.record.discrepancies import Report, says
from incidents.record.explained_rows import CHANGED, UNEXPLAINED
from incidents.record.verification import CHUNK, Progress, verifies_too
from incidents.translatable import _
from incidents.workflow import Action

from ..models import Message
from ..models.messages import number_of

State = Message.State
BECAME = {
    Action.SEND_MESSAGE: State.SENT,
    Action.ARRIVE_MESSAGE: State.DELIVERED,
    Action.BOUNCE_MESSAGE: State.BOUNCED,
    Action.SKIP_MESSAGE: State.SKIPPED,
    Action.CANCEL_MESSAGE: State.SKIPPED,
    Action.GIVE_UP_MESSAGE: State.GIVEN_UP,
    Action.FAIL_MESSAGE: State.TO_SEND,
    Action.RETRY_MESSAGE: State.TO_SEND,
}
SAID = ("kind", "audience", "recipient")
GONE = _("it tells of a mail, and no receipt in the outbox bears its number")
TABLE = Message._meta.db_table


class _Receipt(NamedTuple):
    """What is held against the record of a receipt: no object of Django's, for there may be millions."""

    pk: int
    event_id: uuid.UUID
    mail_id: uuid.UUID
    kind: str
    audience: str
    recipient: str
    state: str
    skip_reason: str
    sent_at: Instant | None
    settled_at: Instant | None


class _Told(NamedTuple):
    """An event that tells what became of a mail, and what it says of that mail."""

    pk: uuid.UUID
    action: str
    event_id: uuid.UUID | None
    happened_at: Instant
    message_id: str | None
    kind: str | None
    audience: str | None
    recipient: str | None
    skip_reason: str | None


@verifies_too
def hold(report: Report, progress: Progress) -> None:
    """Every receipt beside the events that tell of it, then the events that tell of none; as many questions as there are chunks."""
    of_mails = CaseEvent.objects.filter(action__in=BECAME).order_by()
    count, told, before = Message.objects.count(), 0, None
    for done, mails in enumerate(_chunks(), start=1):
        histories: dict[str, list[_Told]] = {str(mail.mail_id): [] for mail in mails}
        for event in _told_of(of_mails.filter(cause__in={mail.event_id for mail in mails})):
            history = histories.get(_number(event.message_id))
            if history is not None:
                history.append(event)
                told += 1
        for mail in mails:
            if mail.mail_id == before:  # the rule of the table was taken away
                report.find(UNEXPLAINED, discrepancies.of_row(TABLE, mail.pk))
            _compare(report, mail, histories[str(mail.mail_id)])
            before = mail.mail_id
        report.rows += len(mails)
        progress("mails", min(done * CHUNK, count), count)
    if told != of_mails.count():
        _look_for_others(report, of_mails)


def _chunks() -> Iterator[list[_Receipt]]:
    """All receipts, those of one event together, and of one number."""
    ordered = Message.objects.order_by("event_id", "mail_id").values_list(*_Receipt._fields)
    mails = map(_Receipt._make, ordered.iterator(chunk_size=CHUNK))
    while found := list(islice(mails, CHUNK)):
        yield found


def _told_of(events: "QuerySet[CaseEvent]") -> Iterator[_Told]:
    """What these events say, in the order in which they were sealed: what waits for its seal is the last."""
    in_order = events.order_by(F("leaf__place").asc(nulls_last=True), "recorded_at", "pk")
    said = [KT(f"details__{name}") for name in ("message_id", *SAID, "skip_reason")]
    return map(_Told._make, in_order.values_list("pk", "action", "cause", "happened_at", *said))


def _number(message_id: str | None) -> str:
    """The number of the mail that an event tells of, out of its Message-ID; "" where it names none."""
    return (message_id or "").strip("<>").partition("@")[0]


def _compare(report: Report, mail: _Receipt, history: list[_Told]) -> None:
    where = discrepancies.of_row(TABLE, mail.pk)
    if mail.mail_id != number_of(mail.event_id, mail.kind, mail.recipient):
        report.find(says(_("its number is not made of its event, kind and address")), where)
    if history:
        where = discrepancies.of_row_told(TABLE, mail.pk, history[-1].pk)
    for column in _differing(mail, history):
        report.find(says(CHANGED, column=column), where)
    if not history and mail.state != State.TO_SEND:
        report.find(UNEXPLAINED, where)


def _differing(mail: _Receipt, history: list[_Told]) -> Iterator[str]:
    """The columns that are not what the events say."""
    if not history:
        return
    last = history[-1]
    sent = [event.happened_at for event in history if event.action == Action.SEND_MESSAGE]
    said: dict[str, Any] = {name: getattr(last, name) for name in (*SAID, "event_id")}
    said |= {"state": BECAME[Action(last.action)], "sent_at": sent[-1] if sent else None}
    if last.action == Action.SKIP_MESSAGE:
        said["skip_reason"] = last.skip_reason
    if said["state"] == State.TO_SEND:
        said["settled_at"] = None
    elif last.action != Action.BOUNCE_MESSAGE:  # it came back earlier than its word was read
        said["settled_at"] = last.happened_at
    for column, value in said.items():
        if getattr(mail, column) != value:
            yield column


def _look_for_others(report: Report, of_mails: "QuerySet[CaseEvent]") -> None:
    numbers = {str(number) for number in Message.objects.order_by().values_list("mail_id", flat=True).iterator()}
    for event in of_mails.defer("payload").annotate(named=KT("details__message_id")).iterator(chunk_size=CHUNK):
        if _number(event.named) not in numbers:
            report.find(GONE, discrepancies.of_event(event))

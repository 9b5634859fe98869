"""What became of mails: written once on their receipts, and told to the record in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from django.db.models import F

from incidents.models import Pending
from incidents.plain.clocks import Instant
from incidents.record import batch
from incidents.workflow import Action

from ..models import SKIP_REASONS, Message
from ..notices import Audience

State = Message.State


@dataclass(frozen=True)
class Outcome:
    """One message and what became of it: `row` goes onto its receipt, `details` into the event.

    `state` TO_SEND means: it failed, and is tried again later.
    """

    message: Message
    action: Action
    state: str
    row: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def skipped(cls, message: Message, reason: str) -> Self:
        details = {"skip_reason": reason, "skip_reason_text": SKIP_REASONS[reason]}
        return cls(message, Action.SKIP_MESSAGE, State.SKIPPED, {"skip_reason": reason}, details)

    def stands(self, lease: Instant | None) -> bool:
        """Whether it may be written while the row is claimed until `lease`: a failure only by who holds the mail, for
        another worker may be sending it; that a mail left is true whoever says it."""
        return self.state != State.TO_SEND or lease == self.message.claimed_until


def settle(outcomes: Sequence[Outcome], at: Instant) -> None:
    """Write the outcomes at the instant `at`. What somebody else settled meanwhile is left alone."""
    with batch.record([outcome.message.matter for outcome in outcomes]) as noted:
        rows = Message.objects.select_for_update().filter(pk__in=[o.message.pk for o in outcomes], state=State.TO_SEND)
        leases = dict(rows.order_by("pk").values_list("pk", "claimed_until"))
        alike: dict[tuple[Any, ...], list[UUID]] = {}
        for outcome in outcomes:
            key = outcome.message.pk
            if key in leases and outcome.stands(leases[key]):
                _note(noted, outcome, at)
                same = (outcome.action, outcome.state, tuple(sorted(outcome.row.items())))
                alike.setdefault(same, []).append(key)
        for (action, state, columns), keys in alike.items():
            Message.objects.filter(pk__in=keys).update(**_columns(action, state, at), **dict(columns))


def _note(noted: batch.Batch, outcome: Outcome, at: Instant) -> None:
    told = outcome.state == State.GIVEN_UP and tells_supervisors(outcome.message)
    details = {**facts_of(outcome.message), **outcome.details}
    jobs = [Pending.Job.TELL] if told else []
    message = outcome.message
    noted.note(outcome.action, message.matter, details, jobs, happened_at=at, cause=message.event_id)


def _columns(action: Action, state: str, at: Instant) -> dict[str, Any]:
    """What every outcome of this kind writes."""
    columns: dict[str, Any] = {"state": state, "claimed_until": None}
    if action != Action.SKIP_MESSAGE:
        columns["attempts"] = F("attempts") + 1
    if state != State.TO_SEND:
        columns["settled_at"] = at
    if state == State.SENT:
        columns["sent_at"] = at
    return columns


def tells_supervisors(message: Message) -> bool:
    """A mail to an agency that reached nobody is told to people of the ministry, at other addresses; never in circles."""
    return message.audience in (Audience.AGENCY, Audience.ANSWERER, Audience.COLLEAGUE, Audience.FORMER, Audience.COPY)


def facts_of(message: Message) -> dict[str, Any]:
    """What an event says of its mail. `timed`: it told nobody of the act that caused it, but of a due that came near; `later`: it
    brought a letter to who became a contact after that had left."""
    later = {"later": True} if message.later else {}
    return later | {
        "kind": message.kind,
        "label": message.notice.label,
        "hours": message.notice.hours,
        "timed": message.notice.after is None,
        "audience": message.audience,
        "recipient": message.recipient,
        "message_id": message.message_id,
    }

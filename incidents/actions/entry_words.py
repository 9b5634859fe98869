"""What the event that puts an entry right, or strikes it, says of it."""

from collections.abc import Callable
from typing import Any

from ..models import (
    Activity,
    ActorContact,
    ActorDismissal,
    ActorPart,
    AffectedBody,
    Assertion,
    Assessment,
    Commitment,
    CounterQuestion,
    Development,
    Evidence,
    Figure,
    Finding,
    FollowUp,
    Involvement,
    OutsideWord,
    Participation,
    PastLetter,
    PastReply,
    Response,
    Sanction,
    Sending,
    SeverityRating,
    Translation,
)
from ..models.corrections import Entry
from ..plain.clocks import Instant
from ..record import deeds


def told(row: Entry, at: Instant) -> deeds.Details:
    return TOLD[type(row)](row, at)


def _body(row: Any, at: Instant) -> deeds.Details:
    return {"agency": row.agency.short_name_at(at)}


# What the event says of an entry: its number, or whose it is, and its words.
TOLD: dict[type[Entry], Callable[[Any, Instant], deeds.Details]] = {
    Finding: lambda row, at: {"number": row.label, "text": row.text},
    Assertion: lambda row, at: {"number": row.label, "text": row.statement},
    Evidence: lambda row, at: {"number": row.label, "text": row.description},
    Sanction: lambda row, at: _body(row, at) | {"text": row.measure},
    Development: lambda row, at: {"measure": row.sanction.measure, "kind": row.kind, "text": row.document},
    Activity: lambda row, at: {"kind": row.kind, "text": row.text} | ({"outcome": row.outcome} if row.outcome else {}),
    Participation: lambda row, at: _body(row, at) | {"text": row.capacity},
    Commitment: lambda row, at: {"who": row.who, "text": row.what},
    Involvement: lambda row, at: _body(row, at) | {"role": row.role},
    PastLetter: lambda row, at: _body(row, at) | {"letter": row.number},
    FollowUp: lambda row, at: _body(row, at) | {"kind": row.kind, "number": row.number, "text": row.text},
    Response: lambda row, at: {"letter": str(row.request), "reply": row.receipt, "text": row.text},
    CounterQuestion: lambda row, at: {"letter": str(row.request), "who": row.who, "text": row.text},
    OutsideWord: lambda row, at: {"letter": str(row.request), "word": row.kind, "who": row.who, "text": row.text},
    Assessment: lambda row, at: {"assertion": row.assertion.label, "status": row.status, "text": row.grounds},
    Figure: lambda row, at: {
        "topic": row.topic,
        "assertion": row.assertion.label if row.assertion else "",
        "text": row.reason,
    },
    SeverityRating: lambda row, at: {"score": str(row.score), "level": row.level_set},
    Translation: lambda row, at: {"reply": row.response.receipt, "text": row.text or row.file.name},
    Sending: lambda row, at: {"letter": str(row.letter), "way": row.channel, "text": row.recipient},
    ActorDismissal: lambda row, at: {"text": row.name},
    AffectedBody: lambda row, at: {"body": row.name, "text": row.data},
    ActorContact: lambda row, at: {"who": row.actor.name, "text": row.text},
    ActorPart: lambda row, at: {"who": row.actor.name, "text": row.basis},
    PastReply: lambda row, at: {"letter": row.letter.number, "reply": row.number},
}

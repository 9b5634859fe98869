"""Deeds that put right what was typed of a complaint: its words, and when it came in."""

from typing import Any

from ..errors import DomainError
from ..models import Complaint, User
from ..models.record import span_columns
from ..plain import clocks
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action, ComplaintAnswerStatus


class CameByItself(DomainError):
    """The product itself took down when it came."""

    message = _("This came by the public form: the product itself recorded when. That is not changed.")


class ConfirmedBefore(DomainError):
    """It would have been confirmed before it came."""

    message = _(
        "Its receipt was confirmed, it was answered or it was concluded before that: it cannot have come in later."
    )


def came(complaint: Complaint, received: Span) -> None:
    """`complaint` came in at `received`."""
    for name, value in span_columns("received", received).items():
        setattr(complaint, name, value)


def amend(
    complaint: Complaint, *, by: User, seen: int, reason: str, received: Span | None = None, **facts: Any
) -> Complaint:
    """Put right what was typed, and when it came in. What was written to the complainant says the day of before. Raises CameByItself,
    ConfirmedBefore."""
    with deeds.record(Action.AMEND_COMPLAINT, on=complaint, by=by, seen=seen, reason=reason) as deed:
        if received and received != deed.on.received:
            _check_came(deed, received)
            came(deed.on, received)
        for name, value in facts.items():
            setattr(deed.on, name, value)
        deed.on.save()
    return deed.on


def _check_came(deed: deeds.Deed[Complaint], received: Span) -> None:
    deed.check_past(received.start)
    if deed.on.by_form:
        raise CameByItself(deed.on)
    first_told = min(filter(None, (deed.on.acknowledged_at, deed.on.concluded_at)), default=None)
    confirmed, answers = deed.on.confirmed, deed.on.answers.filter(status=ComplaintAnswerStatus.TOLD)
    if any(
        (
            first_told and received.start > first_told,
            confirmed and received.start >= confirmed.end,
            answers.filter(handed_on__lt=clocks.day(received.start)).exists(),
        )
    ):
        raise ConfirmedBefore(deed.on)

"""Deeds on how the receipt of a complaint was confirmed: noted where people did it otherwise, struck where nobody did."""

from ..errors import NOT_NOW, DomainError
from ..models import Complaint, User
from ..models.record import put_span
from ..plain.spans import Span, to_the_second
from ..record import complaint_answers_out, deeds
from ..translatable import _
from ..workflow import Action
from . import overtaken


class NotConfirmedThen(DomainError):
    message = _("The complaint came in later than that. Put right first when it came.")


class WentOut(DomainError):
    status = NOT_NOW
    message = _(
        "It was confirmed: the public form itself said so, or a mail has left or is about to. That is not struck out."
    )


def note(
    complaint: Complaint, *, by: User, seen: int, way: str, confirmed: Span | None = None, reason: str = ""
) -> Complaint:
    """Note that its receipt was confirmed by letter, mail, telephone or at the counter: how, and when (None: now), as exactly as that is
    known. Nobody is mailed, no code is made. Noted again it is put right, with a reason. Raises StillToCome, NotConfirmedThen."""
    with deeds.record(Action.NOTE_CONFIRMATION, on=complaint, by=by, seen=seen, reason=reason) as deed:
        told = confirmed or to_the_second(deed.at)
        deed.check_past(told.start)
        if told.end <= deed.on.received.start:
            raise NotConfirmedThen(deed.on)
        if deed.on.confirmed_way and not deed.reason:
            raise ValueError("what was noted before is put right with a reason")
        deed.on.confirmed_way = way
        put_span(deed.on, "confirmed", told)
        deed.on.save()
        deed.details = {"way": way}
    return deed.on


def strike(complaint: Complaint, *, by: User, seen: int, reason: str) -> Complaint:
    """It was not confirmed so: what was noted of people first, then what was pressed by mistake. Codes that were told hold on. What was
    struck stays in the history. Raises Conflict where nothing is recorded, WentOut."""
    with deeds.record(Action.STRIKE_CONFIRMATION, on=complaint, by=by, seen=seen, reason=reason) as deed:
        if deed.on.confirmed_way:
            deed.details = {"way": deed.on.confirmed_way}
            deed.on.confirmed_way = ""
            put_span(deed.on, "confirmed", None)
        elif deed.on.acknowledged_at is None:
            raise overtaken.StruckAlready(deed.on)
        elif not was_pressed(deed.on):
            raise WentOut(deed.on)
        else:
            deed.on.acknowledged_at = None
        deed.on.save()
    return deed.on


def was_pressed(complaint: Complaint) -> bool:
    """Whether nothing but a press says that it was confirmed: no mail left, and it did not come by the form, which says so itself."""
    pressed = complaint.acknowledged_at is not None and not complaint.by_form
    return pressed and not complaint_answers_out.confirmed_by_mail(complaint)


def may_be_struck(complaint: Complaint) -> bool:
    return bool(complaint.confirmed_way) or was_pressed(complaint)

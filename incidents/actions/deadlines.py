"""Deeds on time: an agency asks for more, the ministry moves the due or does not."""

from datetime import timedelta

from ..errors import DomainError
from ..models import ClarificationRequest, Deadline, ExtensionRequest, User
from ..plain import clocks, letter_kinds
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action
from . import letter_decisions


class NotLater(DomainError):
    """The new due does not lie after the present one, or not in the future."""

    message = _("This does not lie after the present due and after now.")


class InThePast(NotLater):
    """Answers come back to be completed by an instant that has passed."""

    message = _("The new due lies in the past.")


def ask_extension(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wished_at: Instant,
    at: Instant | None = None,
) -> ExtensionRequest:
    """The agency asks for more time. The due stays what it is until somebody decides."""
    with deeds.record(Action.ASK_EXTENSION, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        wish = ExtensionRequest.objects.create(
            request=deed.on, reason=deed.reason, wished_at=wished_at, asked_at=deed.at, asked_by=by
        )
        deed.details = {"wished_at": wished_at.isoformat()}
    return wish


def extend(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    due_at: Instant,
    reason: str,
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """Move the due, as a new row: the first one stays; a letter says so. Decides the agency's wish if there is one.

    Raises NotLater. `approved`: see letter_decisions.decide()."""
    with deeds.record(Action.EXTEND, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        wish = _decide(deed, ExtensionRequest.Decision.GRANTED, by)
        deed.on.save()
        due_at = due_at.replace(microsecond=0)
        before = known(deed.on.deadlines.order_by("pk").last()).due_at
        set_due(deed, Deadline.Kind.EXTENSION, due_at, by=by, asked_by=str(wish.asked_by) if wish else "")
        letter_decisions.decide(
            deed,
            letter_kinds.EXTENSION,
            by,
            approved=approved,
            due_at=due_at,
            tenggat_lama=before,
            tenggat_baru=due_at,
            alasan=deed.reason,
        )
    return deed.on


def refuse_extension(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """The due stays, and a letter says why. Raises Conflict when no wish waits. `approved`: see letter_decisions.decide()."""
    with deeds.record(Action.REFUSE_EXTENSION, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        if _decide(deed, ExtensionRequest.Decision.REFUSED, by) is None:
            raise deeds.Conflict(deed.on)
        deed.on.save()
        letter_decisions.decide(deed, letter_kinds.REFUSAL, by, approved=approved, alasan=deed.reason)
    return deed.on


def _decide(deed: OnRequest, decision: str, by: User) -> ExtensionRequest | None:
    wish = deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING).first()
    if wish:
        wish.decision, wish.decision_reason = decision, deed.reason
        wish.decided_at, wish.decided_by = deed.at, by
        wish.save()
    return wish


def set_due(deed: OnRequest, kind: str, due_at: Instant, *, by: User, asked_by: str = "") -> None:
    """One more row of the clock: the present due is the last one. Rule, basis and start are those it began with."""
    rows = deed.on.deadlines.order_by("pk")
    first, present = known(rows.first()), known(rows.last())
    due_at = due_at.replace(microsecond=0)
    if kind == Deadline.Kind.EXTENSION and due_at <= max(present.due_at, deed.at):
        raise NotLater(deed.on)
    if due_at <= deed.at:
        raise InThePast(deed.on)
    Deadline.objects.create(
        request=deed.on,
        event_id=deed.event_id,
        kind=kind,
        rule=first.rule,
        basis=first.basis,
        start_event=first.start_event,
        started_at=first.started_at,
        hours=-(-(due_at - first.started_at) // timedelta(hours=1)),
        due_at=due_at,
        reason=deed.reason,
        asked_by=asked_by,
        decided_by=str(by),
    )
    before = present.due_at.astimezone(clocks.WIB).isoformat()
    deed.details = {"due_at": due_at.isoformat(), "due_before": before}

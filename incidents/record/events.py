"""The event of a deed: what it tells, the payload that is sealed, the work that it leaves behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.utils import translation

from ..models import (
    CaseEvent,
    ClarificationRequest,
    ComplainantSheet,
    Complaint,
    Contact,
    Incident,
    PastLetter,
    PastReply,
    Pending,
    User,
)
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, in_words
from ..workflow import Action, ComplaintStatus, Role
from .about_bodies import body_of
from .names import name_at
from .payload import payload_of

if TYPE_CHECKING:
    from .deeds import Deed

Details = dict[str, Any]  # what JSON keeps

_remarks: ContextVar[Details | None] = ContextVar("remarks", default=None)


@contextmanager
def remark(remarks: Details | None) -> Iterator[None]:
    """Say something about how the words of the next deed came in: it stands in the details of its event."""
    token = _remarks.set(remarks or None)
    try:
        yield
    finally:
        _remarks.reset(token)


def case_of(on: models.Model) -> int | None:
    """The primary key of the case `on` belongs to, or None."""
    return on.pk if isinstance(on, Incident) else getattr(on, "incident_id", None)


def event_of(
    deed: "Deed[Any]", *, happened: Instant | Span | None = None, loaded_at: Instant | None = None
) -> CaseEvent:
    """The event that tells this deed, with its payload, not saved yet. Of what is not known to the minute its words stand in the
    details: the event's own instant would claim an hour that nobody named."""
    on = deed.on
    then = {"then": in_words(happened, "id")} if isinstance(happened, Span) and not happened.is_exact else {}
    happened_at = happened.start if isinstance(happened, Span) else happened
    with translation.override("id"):  # what stands for ever is not worded by who happened to click
        subject = name_at(on, deed.at)[:200]
    event = CaseEvent(
        id=deed.event_id,
        act_id=deed.act_id,
        action=deed.action,
        subject_type=not_none(on._meta.model_name),
        subject_id=str(on.pk),
        subject_label=subject,
        incident_id=case_of(on) or deed.case,
        actor=deed.by if isinstance(deed.by, User) else None,
        actor_name=str(deed.by),
        actor_role=deed.role,
        actor_agency=_agency_of(deed),
        agency_id=body_of(on),
        recorded_at=deed.at,
        happened_at=happened_at or deed.door,
        status_from=deed.status_from,
        status_to=(getattr(on, "status", "") or "") if hasattr(on, "version") else "",
        reason=deed.reason,
        details=then | deed.details | (_remarks.get() or {}) | _openly(deed),
        replay=deed.replay,
        loaded_at=loaded_at,
        cause_id=deed.cause,
    )
    event.payload = payload_of(event, deed.rows)
    return event


def _openly(deed: "Deed[Any]") -> Details:
    """What an event says of itself: entered from the record; by a person, after the case was closed or dismissed. What takes a case up
    again is no such deed."""
    on = deed.on
    ended = deed.afterwards and deed.role != Role.SYSTEM
    ended = ended and not (isinstance(on, Incident) and on.status != deed.status_from)
    said = {
        "past": deed.past or _is_from_the_record(deed),
        "afterwards": ended,
        "concluded": _after_its_conclusion(deed),
    }
    return {name: True for name, so in said.items() if so}


def _is_from_the_record(deed: "Deed[Any]") -> bool:
    """Whether it enters, or puts right, what went out or came back outside the product."""
    entered = deed.action in (Action.ENTER_LETTER, Action.ENTER_REPLY)
    return entered or isinstance(deed.on, PastLetter | PastReply)


def _after_its_conclusion(deed: "Deed[Any]") -> bool:
    """Whether a person did it to a complaint, or to its sheet, that was concluded and stays so."""
    on = deed.on
    if not isinstance(on, Complaint | ComplainantSheet) or deed.role == Role.SYSTEM:
        return False
    if isinstance(on, ComplainantSheet):
        return bool(on.complaint.status == ComplaintStatus.CONCLUDED)
    return on.status == deed.status_from == ComplaintStatus.CONCLUDED


def work_after(deed: "Deed[Any]", event: CaseEvent) -> list[Pending]:
    """The pending rows that this event leaves behind: what the deed asked for, telling people, the seal."""
    jobs = [*deed.jobs, Pending.Job.SEAL]
    if event.actor_id and not deed.replay:
        jobs.append(Pending.Job.TELL)
    return [Pending(event=event, job=job) for job in dict.fromkeys(jobs)]


def _agency_of(deed: "Deed[Any]") -> str:
    """The body for which the deed was done, as it was called then: that of the appointment which permitted it."""
    if deed.role != Role.LIAISON:
        return ""
    agency = cast("ClarificationRequest | Contact", deed.on).agency
    name = agency.name_on(clocks.day(deed.at))
    return name.name if name else agency.code

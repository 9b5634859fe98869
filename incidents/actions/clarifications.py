"""Deeds on a clarification request, from draft to accepted."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction

from ..errors import DomainError
from ..models import (
    Agency,
    ClarificationRequest,
    Incident,
    Question,
    User,
)
from ..plain import letter_kinds
from ..plain.answer_values import Asked
from ..plain.clocks import Instant
from ..plain.known import known
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor, QuestionStatus, RequestStatus
from . import arrival, letter_content, letter_decisions


def draft(
    incident: Incident,
    *,
    by: Actor,
    agency: Agency,
    questions: Iterable[tuple[str, ...]],
    repeats: Iterable[Question] = (),
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
    **fields: Any,
) -> ClarificationRequest:
    """Draft a request to `agency`. `questions` is a list of answer_values.Asked or (heading, text), numbered in that order
    from 1; `repeats` are the questions of the letter before that they repeat, in the same order."""
    if "unit" not in fields:  # the next letter, drafted by the product, names its unit itself
        fields |= {"unit": cast(User, by).unit, "drafted_by": by}
    clarification = ClarificationRequest(incident=incident, agency=agency, **fields)
    with deeds.record(Action.DRAFT, on=clarification, by=by, at=at, act_id=act_id) as deed:
        clarification.number = ClarificationRequest.objects.filter(incident=incident).count() + 1
        clarification.reference = f"{incident.reference}/K{clarification.number}"
        clarification.drafted_at = deed.at
        clarification.save()
        ask(clarification, questions, repeats)
        deed.details = {"agency": agency.short_name_at(deed.at)}
    return clarification


def fan_out(
    incident: Incident, *, by: User, agencies: Iterable[Agency], questions: Iterable[tuple[str, ...]], **fields: Any
) -> list[ClarificationRequest]:
    """One act drafts the same letter to several agencies; each is edited, issued, timed and answered on its own."""
    with transaction.atomic():
        act_id = uuid.uuid4()
        return [draft(incident, by=by, agency=each, questions=questions, act_id=act_id, **fields) for each in agencies]


def edit(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    questions: Iterable[tuple[str, ...]],
    at: Instant | None = None,
    **fields: Any,
) -> ClarificationRequest:
    """Change a draft. Questions that stay keep their row, so the history shows what was reworded."""
    with deeds.record(Action.EDIT, on=clarification, by=by, seen=seen, at=at) as deed:
        for name, value in fields.items():
            setattr(deed.on, name, value)
        deed.on.save()
        ask(deed.on, questions)
    return deed.on


def ask(
    clarification: ClarificationRequest, questions: Iterable[tuple[str, ...]], repeats: Iterable[Question] = ()
) -> None:
    """Write the questions of a draft, inside its open deed; `repeats` as draft() takes them."""
    existing = {q.number: q for q in clarification.questions.all()}
    before = dict(enumerate(repeats, start=1))
    for number, asked in enumerate((Asked(*q) for q in questions), start=1):
        question = existing.pop(number, None) or Question(
            request=clarification, number=number, repeats=before.get(number)
        )
        if question.pk and question.heading != asked.heading:
            question.repeats = None  # another question now: an answer to the old one does not answer it
        if Asked(question.heading, question.text, question.kind, question.section) != asked:
            question.heading, question.text, question.kind, question.section = asked
            question.save()
    for question in existing.values():
        question.delete()


class MeetingMissing(DomainError):
    """A summons does not say when and where."""

    message = _("A summons names day, hour and place of the meeting.")


def submit(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ClarificationRequest:
    """Hand the draft to the supervisors of the unit. Raises MeetingMissing for a summons without its meeting."""
    with deeds.record(Action.SUBMIT, on=clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.rung and deed.on.rung.meets and not (deed.on.meeting_at and deed.on.meeting_place):
            raise MeetingMissing(deed.on)
        deed.on.status = RequestStatus.AWAITING_APPROVAL
        deed.on.submitted_at, deed.on.submitted_by = deed.at, by
        deed.on.save()
    return deed.on


def send_back(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """Return the draft to its officer with what is to be changed."""
    with deeds.record(Action.SEND_BACK, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        if deed.on.status == RequestStatus.AWAITING_SIGNATURE:
            letter_content.void(known(deed.on.letter), deed)
        deed.on.status = RequestStatus.DRAFT
        deed.on.save()
    return deed.on


def acknowledge(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ClarificationRequest:
    """The agency says that the letter has arrived. It is no answer and stops nothing."""
    with deeds.record(Action.ACKNOWLEDGE, on=clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.acknowledged_at is None:
            deed.on.acknowledged_at, deed.on.acknowledged_by = deed.at, by
            arrival.note_arrival(deed.on, arrival.Arrival.ACKNOWLEDGED, deed.at)
            deed.on.save()
    return deed.on


def uphold(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """The agency said that it is not the one to ask; the ministry stays with it, and says why. The due stays what it is.

    Raises Conflict when no such word waits for an answer."""
    with deeds.record(Action.UPHOLD, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        if not ClarificationRequest.objects.misaddressed().filter(pk=deed.on.pk).exists():
            raise deeds.Conflict(deed.on)
        deed.on.save()
    return deed.on


def accept_question(
    clarification: ClarificationRequest, *, by: User, seen: int | None, question: Question, at: Instant | None = None
) -> ClarificationRequest:
    """Accept the answer to one question. The request stays what it is. Raises Conflict when there is none to accept."""
    with deeds.record(Action.ACCEPT_QUESTION, on=clarification, by=by, seen=seen, at=at) as deed:
        row = deed.on.questions.get(pk=question.pk)
        if row.status != QuestionStatus.ANSWERED:
            raise deeds.Conflict(deed.on)
        row.status = QuestionStatus.ACCEPTED
        row.save()
        deed.on.save()
        deed.details = {"questions": [row.number]}
    return deed.on


def accept(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ClarificationRequest:
    """Accept all answers; the request is closed. Whether they came in time is another fact and stays as it is."""
    with deeds.record(Action.ACCEPT, on=clarification, by=by, seen=seen, at=at) as deed:
        for question in deed.on.questions.exclude(status=QuestionStatus.ACCEPTED):
            question.status = QuestionStatus.ACCEPTED
            question.save()
        deed.on.status = RequestStatus.CLOSED
        deed.on.accepted_at, deed.on.accepted_by = deed.at, by
        deed.on.save()
    return deed.on


def withdraw(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    approved: str | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """Take the request back. An issued letter stays on the register, a letter says that it is taken back, its check
    page too; the number of one that never went out is void. `approved`: see decisions.decide()."""
    with deeds.record(Action.WITHDRAW, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        before = deed.on.status
        deed.on.status = RequestStatus.WITHDRAWN
        deed.on.withdrawn_at, deed.on.withdrawn_by = deed.at, by
        deed.on.save()
        if before == RequestStatus.AWAITING_SIGNATURE:
            letter_content.void(known(deed.on.letter), deed)
        elif deed.on.issued_at:
            letter_decisions.decide(deed, letter_kinds.WITHDRAWAL, by, approved=approved, alasan=deed.reason)
    return deed.on

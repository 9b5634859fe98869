"""What one letter of a chain does to the others: a reissue replaces, an answer to one answers the others."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from ..models import ClarificationRequest, LadderRung, Question, User
from ..models.calendar import year_off
from ..plain import periods
from ..plain.clocks import Instant
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import Action, QuestionStatus, RequestStatus


def replace(old: ClarificationRequest, *, by: User, at: Instant | None, act_id: uuid.UUID) -> ClarificationRequest:
    """The new letter is issued: the old one asks nothing any more. Called by issue(), inside its transaction."""
    with deeds.record(Action.REPLACE, on=old, by=by, at=at, act_id=act_id) as deed:
        deed.on.status = RequestStatus.REPLACED
        deed.on.replaced_at, deed.on.replaced_by = deed.at, by
        deed.on.save()
    return deed.on


def carry(deed: OnRequest, questions: Sequence[Question], *, received_at: Instant) -> None:
    """The same questions stand in another letter of the ladder: whoever answers one letter has answered the other.

    `deed` is that of the answer, closed by now; its transaction is still open. `received_at` is when the answer came.
    """
    for step, other in enumerate(_others(deed.on, questions), start=2):
        at = deed.after(step)
        with deeds.record(
            Action.CARRY, on=other, by=deeds.SYSTEM, at=at, happened_at=received_at, act_id=deed.act_id
        ) as carried:
            _carry_over(carried, questions, received_at)
            carried.details["through"] = deed.on.reference


def _carry_over(deed: OnRequest, questions: Sequence[Question], received_at: Instant) -> None:
    on = deed.on
    answered = [q for q in on.questions.filter(status=QuestionStatus.OPEN) if _same(q, questions)]
    for question in answered:
        question.status = QuestionStatus.ANSWERED
        question.save()
    on.first_reply_at = min(filter(None, (on.first_reply_at, received_at)))
    if not on.questions.filter(status=QuestionStatus.OPEN).exists():
        on.status, on.answered_at = RequestStatus.ANSWERED, received_at
    on.save()
    deed.details["questions"] = [q.number for q in answered]


def _root(question: Question) -> int:
    while question.repeats:
        question = question.repeats
    return question.pk


def _same(question: Question, others: Iterable[Question]) -> bool:
    return _root(question) in {_root(other) for other in others}


def _others(clarification: ClarificationRequest, questions: Sequence[Question]) -> list[ClarificationRequest]:
    """The open requests to the same agency in this case whose open questions are among `questions`."""
    if not questions:
        return []
    rows = ClarificationRequest.objects.filter(
        incident=clarification.incident_id, agency=clarification.agency_id, status=RequestStatus.OPEN
    ).exclude(pk=clarification.pk)
    waiting = rows.order_by("pk").prefetch_related("questions")
    return [
        r for r in waiting if any(q.status == QuestionStatus.OPEN and _same(q, questions) for q in r.questions.all())
    ]


def answered_meanwhile(clarification: ClarificationRequest) -> QuerySet[Question]:
    """The questions of a draft that were answered in the letter before since it was drafted: it may not go out so."""
    return clarification.questions.filter(repeats__isnull=False).exclude(repeats__status=QuestionStatus.OPEN)


def calls_too_late(clarification: ClarificationRequest, at: Instant) -> bool:
    """True when a summons issued at `at` would leave less than its notice before the meeting, or none at all."""
    if not clarification.rung or not clarification.rung.meets:
        return False
    return clarification.meeting_at is None or clarification.meeting_at <= earliest_meeting(clarification.rung, at)


def earliest_meeting(rung: LadderRung, at: Instant) -> Instant:
    """The instant after which a meeting may begin that a letter of `at` calls to."""
    return periods.count(at, rung.notice, rung.notice_unit, year_off).due_at if rung.notice else at

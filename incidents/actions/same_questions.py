"""What one letter of a chain does to the others: a reissue replaces, an answer to one answers the others."""

import uuid
from collections.abc import Iterable, Sequence

from ..models import ClarificationRequest, LadderRung, Question, Response, User
from ..models.work_calendar import years_off
from ..plain import clocks, periods
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, latest, to_the_second, within
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import ENDED_EARLY, STOPPED, Action, QuestionStatus, RequestStatus
from . import completeness, dependent_drafts, extension_wishes, unsigned_letters


def replace(old: ClarificationRequest, *, by: User, at: Instant | None, act_id: uuid.UUID) -> ClarificationRequest:
    """The new letter is issued: the old one asks nothing any more. Called by issue(), inside its transaction."""
    with deeds.record(Action.REPLACE, on=old, by=by, at=at, act_id=act_id) as deed:
        deed.on.status = RequestStatus.REPLACED
        deed.on.replaced_at, deed.on.replaced_by = deed.at, by
        deed.on.save()
        extension_wishes.lapse(deed)
        unsigned_letters.end(deed)
    return deed.on


def still_asked(gone: ClarificationRequest) -> list[ClarificationRequest]:
    """The letters by which the same is asked on of the body of `gone`, where that is taken back, the earliest first."""
    asked = {question.root for question in gone.questions.all()}
    others = gone.agency.requests.filter(incident=gone.incident_id, status=RequestStatus.OPEN).exclude(pk=gone.pk)
    return [other for other in others.order_by("pk") if asked & _open_roots(other)]


def _open_roots(clarification: ClarificationRequest) -> set[int]:
    return {each.root for each in clarification.questions.all() if each.status == QuestionStatus.OPEN}


def carry(deed: OnRequest, questions: Sequence[Question], reply: Response) -> None:
    """The same questions stand in another letter of the ladder: whoever answers one letter has answered the other. What
    was drafted because of a letter that is answered in full by now ends.

    `deed` is that of the answer, closed by now; its transaction is still open. `reply` is what answered `questions`.
    """
    answered_letters = [deed.on]
    for step, other in enumerate(_others(deed.on, questions, reply), start=2):
        at, came = deed.after(step), _came_to(other, reply)
        with deeds.record(
            Action.CARRY, on=other, by=deeds.SYSTEM, at=at, happened_at=came, act_id=deed.act_id
        ) as carried:
            answered, earlier = _touched(carried.on, questions, reply)
            if answered:
                completeness.note_answers(carried.on, answered, came, reply)
            completeness.note_earlier(carried.on, earlier, came)
            carried.on.save()
            if carried.status_from == RequestStatus.OPEN and carried.on.status == RequestStatus.ANSWERED:
                extension_wishes.lapse(carried)
                unsigned_letters.end_answered(carried)
            carried.details = {"answered": [q.number for q in answered], "through": deed.on.reference}
            carried.details |= {"earlier": [q.number for q in earlier]}
        answered_letters.append(carried.on)
    dependent_drafts.end(deed, answered_letters)


def _touched(
    on: ClarificationRequest, questions: Sequence[Question], reply: Response
) -> tuple[list[Question], list[Question]]:
    """The questions of `on` that `reply` to `questions` answers as well, and those whose first answer it came before: that
    takes its scan."""
    same = [q for q in on.questions.all() if _same(q, questions)] if reply.evidence_id else []
    earlier = completeness.came_before(same, _came_to(on, reply))
    return [q for q in _answered_by(on, questions, reply.received_at) if q not in earlier], earlier


def _answered_by(on: ClarificationRequest, questions: Sequence[Question], received_at: Instant) -> list[Question]:
    """The open questions of `on` that an answer of `received_at` to `questions` answers as well.

    A letter that left after the answer had come is answered when it leaves; a question that was returned since is not:
    it asks for what that answer lacked.
    """
    waiting = on.questions.filter(status=QuestionStatus.OPEN)
    return [
        q
        for q in waiting
        if _same(q, questions) and (q.asked_at == on.issued_at or not_none(q.asked_at) <= received_at)
    ]


def _same(question: Question, others: Iterable[Question]) -> bool:
    return question.root in {other.root for other in others}


def _others(
    clarification: ClarificationRequest, questions: Sequence[Question], reply: Response
) -> list[ClarificationRequest]:
    """The other requests to the same agency in this case that it answers, or answers earlier than is known there."""
    if not questions:
        return []
    rows = ClarificationRequest.objects.filter(
        incident=clarification.incident_id,
        agency=clarification.agency_id,
        status__in=(RequestStatus.OPEN, RequestStatus.ANSWERED, RequestStatus.CLOSED, *ENDED_EARLY, *STOPPED),
        issued_at__isnull=False,
    ).exclude(pk=clarification.pk)
    asked = [row for row in rows.order_by("pk") if completeness.asked_when(row, _came_to(row, reply))]
    return [row for row in asked if any(_touched(row, questions, reply))]


def _came_to(row: ClarificationRequest, reply: Response) -> Span:
    """When `reply` came, as far as this letter is concerned: what had come before it left is there when it leaves."""
    came, issued_at = reply.received, not_none(row.issued_at)
    return to_the_second(issued_at) if latest(came) < issued_at else within(came, issued_at, came.end)


def in_force(before: ClarificationRequest) -> ClarificationRequest:
    """The letter that took the place of `before`, if one did."""
    while before.status == RequestStatus.REPLACED and before.reissue and before.reissue.issued_at:
        before = before.reissue
    return before


def answered_meanwhile(clarification: ClarificationRequest) -> list[Question]:
    """The questions of a draft that were answered since it was drafted, in the letter before or in the one that took its
    place: it may not go out so."""
    repeating = clarification.questions.filter(repeats__isnull=False).select_related("repeats__request")
    return [question for question in repeating if not _waits(not_none(question.repeats))]


def _waits(asked: Question) -> bool:
    """Whether `asked` still waits for its answer: in its letter, or in the one that took its place."""
    present = in_force(asked.request)
    kin = [row for row in present.questions.all() if row.root == asked.root] or [asked]
    return all(row.status == QuestionStatus.OPEN for row in kin)


def calls_too_late(clarification: ClarificationRequest, at: Instant) -> bool:
    """True when a summons issued at `at` would leave less than the notice of that day before the meeting, or
    none at all."""
    if not clarification.rung or not clarification.rung.meets:
        return False
    present = LadderRung.objects.in_force(clarification.rung.number, clocks.day(at)) or clarification.rung
    return clarification.meeting_at is None or clarification.meeting_at <= earliest_meeting(present, at)


def earliest_meeting(rung: LadderRung, at: Instant) -> Instant:
    """The instant after which a meeting may begin that a letter of `at` calls to."""
    return periods.count(at, rung.notice, rung.notice_unit, years_off(at)).due_at if rung.notice else at

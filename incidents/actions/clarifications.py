"""Deeds on a clarification request, from draft to accepted."""

import uuid
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from ..errors import DomainError
from ..models import (
    Agency,
    ClarificationRequest,
    Incident,
    Question,
    User,
)
from ..models.succession import stayed_with_another
from ..plain.answer_values import Asked
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor, QuestionStatus, RequestStatus
from . import arrival, letter_content, letter_signs, letter_writing, overtaken, past_or_present
from .agencies import check_exists

AWAY = 10_000  # more than a request has questions


def draft(
    incident: Incident,
    *,
    by: Actor,
    agency: Agency,
    questions: Iterable[tuple[Any, ...]],
    repeats: Iterable[Question] = (),
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
    **fields: Any,
) -> ClarificationRequest:
    """Draft a request to `agency`. `questions` is a list of answer_values.Asked or (heading, text), numbered in that order
    from 1; `repeats` are the questions of the letter before that they repeat, in the same order. Raises BodyEnded."""
    if "unit" not in fields:  # the next letter, drafted by the product, names its unit itself
        fields |= {"drafted_by": by}
    clarification = ClarificationRequest(incident=incident, agency=agency, **fields)
    past_or_present.check_present(incident)
    with deeds.record(Action.DRAFT, on=clarification, by=by, at=at, act_id=act_id) as deed:
        check_exists(agency, deed.at)
        clarification.number = ClarificationRequest.objects.filter(incident=incident).count() + 1
        clarification.reference = f"{incident.reference}/K{clarification.number}"
        clarification.drafted_at = deed.at
        if "unit" not in fields:
            clarification.unit = not_none(deed.unit)
        clarification.save()
        ask(clarification, questions, repeats)
        deed.details = {"agency": agency.short_name_at(deed.at)}
    return clarification


def edit(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    questions: Iterable[tuple[Any, ...]],
    at: Instant | None = None,
    **fields: Any,
) -> ClarificationRequest:
    """Change a draft. Questions that stay keep their row, so the history shows what was reworded. Raises OfAnotherBody."""
    with deeds.record(Action.EDIT, on=clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.bound_to_its_body and fields.get("agency", deed.on.agency) != deed.on.agency:
            raise OfAnotherBody(deed.on)
        for name, value in fields.items():
            setattr(deed.on, name, value)
        deed.on.save()
        ask(deed.on, questions)
    return deed.on


def ask(
    clarification: ClarificationRequest, questions: Iterable[tuple[Any, ...]], repeats: Iterable[Question] = ()
) -> None:
    """Make the questions of a draft those given, in their order, inside its open deed; `repeats` as draft() takes them.
    A question is known by its key, or its heading, never by its place: leaving out the first rewords none of the others."""
    present = {question.pk: question for question in clarification.questions.all()}
    rows = []
    for asked, repeated in zip_longest((Asked(*q) for q in questions), repeats):
        question = _same_question(asked, present) or Question(request=clarification, repeats=repeated)
        present.pop(question.pk, None)
        if question.pk and not question.asks_as(asked):
            question.repeats = None  # another question now: an answer to the old one does not answer it
        rows.append((question, asked))
    for gone in present.values():
        gone.delete()
    _make_way([(number, question) for number, (question, _asked) in enumerate(rows, start=1) if question.pk])
    for number, (question, asked) in enumerate(rows, start=1):
        wanted = (number, asked.heading, asked.text, asked.kind, asked.section)
        if (question.number, question.heading, question.text, question.kind, question.section) != wanted:
            question.number, question.heading, question.text, question.kind, question.section = wanted
            question.save()


def _same_question(asked: Asked, present: dict[int, Question]) -> Question | None:
    """The question of the draft that `asked` rewords: the one of its key; without a key the one of its heading."""
    if asked.key is not None:
        return present.get(asked.key)
    return next((question for question in present.values() if question.heading == asked.heading), None)


def _make_way(kept: list[tuple[int, Question]]) -> None:
    """Numbers are unique in a request: where a question moves down or past another, all are set aside before they get
    their new numbers."""
    before = [question.number for _number, question in kept]
    if any(number > question.number for number, question in kept) or before != sorted(before):
        for _number, question in kept:
            question.number += AWAY
            question.save()


class OfAnotherBody(DomainError):
    """What was drafted because of a letter to one body is not sent to another."""

    message = _("This letter comes after one to %(agency)s: it goes to nobody else.")

    def __init__(self, on: ClarificationRequest) -> None:
        super().__init__(on, agency=on.agency.short_name)


class MeetingMissing(DomainError):
    """A summons does not say when and where."""

    message = _("A summons names day, hour and place of the meeting.")


def _refuse_what_no_font_shows(clarification: ClarificationRequest, at: Instant) -> None:
    kind = letter_content.kind_of(clarification)
    texts = letter_content.base_content(clarification, kind, at, subject=clarification.subject)
    texts |= {"opening": clarification.opening, "basis": clarification.basis, "place": clarification.meeting_place}
    texts["english"] = clarification.english
    texts["questions"] = [[question.heading, question.text] for question in clarification.questions.all()]
    letter_signs.refuse_what_no_font_shows(clarification, texts)


def submit(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
) -> ClarificationRequest:
    """Hand the draft to the supervisors of the unit. Raises MeetingMissing for a summons without its meeting, and
    letter_signs.NotShown for a sign that would be an empty box on paper."""
    with deeds.record(Action.SUBMIT, on=clarification, by=by, seen=seen, at=at, act_id=act_id) as deed:
        if deed.on.rung and deed.on.rung.meets and not (deed.on.meeting_at and deed.on.meeting_place):
            raise MeetingMissing(deed.on)
        _refuse_what_no_font_shows(deed.on, deed.at)
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
            letter_writing.void(not_none(deed.on.letter), deed)
        deed.on.status = RequestStatus.DRAFT
        deed.on.save()
    return deed.on


def acknowledge(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ClarificationRequest:
    """The agency says that the letter has arrived. It is no answer and stops nothing."""
    with deeds.record(Action.ACKNOWLEDGE, on=clarification, by=by, seen=seen, at=at) as deed:
        if deed.on.acknowledged_at is None:
            came = max(deed.door, not_none(deed.on.issued_at))
            deed.on.acknowledged_at, deed.on.acknowledged_by = came, by
            arrival.note_arrival(deed.on, arrival.Arrival.ACKNOWLEDGED, came)
            deed.on.save()
    return deed.on


def uphold(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """The agency said that it is not the one to ask, or has by mistake what another was asked; the ministry stays with it, and says
    why. The due stays what it is.

    Raises Conflict when no such thing waits for a decision."""
    with deeds.record(Action.UPHOLD, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        own = ClarificationRequest.objects.filter(pk=deed.on.pk)
        if not own.misaddressed().exists() and not stayed_with_another(own):
            raise overtaken.NoWordOfAnother(deed.on)
        deed.on.save()
    return deed.on


def accept_question(
    clarification: ClarificationRequest, *, by: User, seen: int | None, question: Question, at: Instant | None = None
) -> ClarificationRequest:
    """Accept the answer to one question. The request stays what it is. Raises Conflict when there is none to accept."""
    with deeds.record(Action.ACCEPT_QUESTION, on=clarification, by=by, seen=seen, at=at) as deed:
        row = deed.on.questions.get(pk=question.pk)
        if row.status != QuestionStatus.ANSWERED:
            raise overtaken.NoAnswerToDecide(deed.on)
        row.status = QuestionStatus.ACCEPTED
        row.save()
        deed.on.save()
        deed.details = {"questions": [row.number]}
    return deed.on


def accept_answered(
    clarification: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None = None
) -> ClarificationRequest:
    """Accept every answer that waits for a decision, while other questions are open: those stay so, and so does their due.
    Raises Conflict when there is none to accept."""
    with deeds.record(Action.ACCEPT_ANSWERED, on=clarification, by=by, seen=seen, at=at) as deed:
        answered = list(deed.on.questions.filter(status=QuestionStatus.ANSWERED).order_by("number"))
        if not answered:
            raise overtaken.NoAnswerToDecide(deed.on)
        for row in answered:
            row.status = QuestionStatus.ACCEPTED
            row.save()
        deed.on.save()
        deed.details = {"questions": [row.number for row in answered]}
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

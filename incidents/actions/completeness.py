"""When questions count as answered, and a request as answered in full: the latest of its parts, in whatever order they are
entered, and nothing before it was asked."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from ..errors import DomainError
from ..models import CaseLetter, ClarificationRequest, Question, Response
from ..models.record import put_span
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, may_lie_between, within
from ..translatable import _
from ..workflow import QuestionStatus, RequestStatus
from . import overtaken


class OlderThanTheQuestion(DomainError):
    """What came before a question was asked, or asked again, does not answer it."""

    message = _("Question %(number)d was asked or returned after this came: it cannot answer it.")


class AnsweredBefore(DomainError):
    """What comes after the first answer to a question, or after the first word of all, makes nothing earlier."""

    message = _("What it answers was answered before this came: it changes nothing.")


class NoProof(DomainError):
    """The record is put earlier on paper alone."""

    message = _("This puts the record earlier than it stands. Choose its scan: what came then is shown by it.")


class AskedNoMore(DomainError):
    """Nobody answers what is not asked any more."""

    message = _("The request had ended when this came: it asked nothing any more.")


def asked_when(on: ClarificationRequest, came: Span) -> bool:
    """Whether `on` still asked, or had asked, when something came: a request that was withdrawn or replaced later did, or at the
    earliest on that very day."""
    return on.ended_early_at is None or came.start <= on.ended_early_at


def check_asked(on: ClarificationRequest, came: Span) -> None:
    """Raises NeverWentOut, AskedNoMore."""
    if on.issued_at is None:  # withdrawn before it went out
        raise overtaken.NeverWentOut(on)
    if not asked_when(on, came):
        raise AskedNoMore(on)


def came_after_issue(on: ClarificationRequest | CaseLetter, came: Span, now: Instant) -> Span:
    """`came`, when something from outside came about `on`, as far as it lies after the issue and before `now`. Raises NeverWentOut, and
    ValueError where it lies before the issue or in the future: it cannot have come then."""
    if on.issued_at is None:  # withdrawn before it went out
        raise overtaken.NeverWentOut(on)
    if not may_lie_between(came, on.issued_at, now):
        raise ValueError("what comes from outside comes after the letter and before now")
    return within(came, on.issued_at, now)


def came_while_asked(on: ClarificationRequest, came: Span, now: Instant) -> Span:
    """The same of what only comes while a letter asks. Raises NeverWentOut, AskedNoMore, ValueError."""
    check_asked(on, came)
    return came_after_issue(on, came, now)


def asked_last(questions: Iterable[Question]) -> Question | None:
    """The one of `questions` that was asked, or asked again, last."""
    return max(questions, key=lambda each: not_none(each.asked_at), default=None)


def came_before(questions: Iterable[Question], came: Span) -> list[Question]:
    """Those of `questions` whose first answer, as it stands, is later than the earliest at which this can have come."""
    return [each for each in questions if each.first_answered_at and came.start < each.first_answered_at]


def due_of(on: ClarificationRequest, questions: Iterable[Question], earlier: Iterable[Question] = ()) -> Instant:
    """The due by which a reply to `questions` is judged, the one that the letter is judged by: of what it answers for the
    first time the latest, for that completes the letter; of what only completes a return, the earliest. `earlier` are
    those whose first answer it takes the place of: judged as that was."""
    dues = {each: not_none(each.in_time_until) for each in questions}
    first = [due for each, due in dues.items() if each.first_answered_at is None]
    first += [_judged_by(on, each) for each in earlier]
    return max(first) if first else min(dues.values())


def _judged_by(on: ClarificationRequest, question: Question) -> Instant:
    """The due by which the first answer to `question` was judged; that of what was returned since is another."""
    if on.completed_due_at:
        return on.completed_due_at
    if question.asked_at == on.issued_at:
        return not_none(question.in_time_until)
    said = Q(answers__question=question) | Q(kind__in=Response.ANSWERS_ALL)
    first = on.responses.filter(said).order_by("received_at", "phase").first()
    return first.due_at if first else not_none(on.deadlines.order_by("pk").first()).due_at


def note_answers(on: ClarificationRequest, questions: Iterable[Question], came: Span, reply: Response) -> None:
    """Mark `questions` of `on` answered when `reply` `came`, inside an open deed that saves `on` afterwards.

    The first time that every question has an answer is kept with the due that counted then, and judged no other way than
    by note_earlier(). Raises OlderThanTheQuestion.
    """
    for question in questions:
        if came.start < not_none(question.asked_at):
            raise OlderThanTheQuestion(on, number=question.number)
        question.status, question.reply = QuestionStatus.ANSWERED, reply
        put_span(question, "answered", came)
        if question.first_answered_at is None:
            put_span(question, "first_answered", came)
        question.save()
    _note_word(on, came)
    rows = list(on.questions.all())
    _note_completion(on, rows)
    if on.status == RequestStatus.OPEN and not any(row.status == QuestionStatus.OPEN for row in rows):
        on.status = RequestStatus.ANSWERED
        put_span(on, "answered", last_of(not_none(row.answered) for row in rows))


def note_earlier(on: ClarificationRequest, questions: Collection[Question], came: Span) -> None:
    """What was entered now `came` before the first answers to `questions` that stand here: it was the first,
    whatever was entered first. Inside an open deed that saves `on` afterwards. What stands as answer stays."""
    for question in questions:
        put_span(question, "first_answered", came)
        question.save()
    _note_word(on, came)
    if questions:
        _note_completion(on, list(on.questions.all()))


def _note_word(on: ClarificationRequest, came: Span) -> None:
    """Entered late, a letter may be older than what stands here already."""
    if on.first_reply_at is None or came.start < on.first_reply_at:
        put_span(on, "first_reply", came)


def last_of(came: Iterable[Span]) -> Span:
    """Of several answers the one that made them complete."""
    return max(came, key=lambda each: (each.start, each.end))


def _note_completion(on: ClarificationRequest, rows: list[Question]) -> None:
    if not all(row.first_answered_at for row in rows):
        return
    completed = last_of(not_none(row.first_answered) for row in rows)
    if on.completed_at is None:
        put_span(on, "completed", completed)
        never_returned = (row for row in rows if row.asked_at == on.issued_at)
        on.completed_due_at = max(not_none(row.in_time_until) for row in never_returned)
    if completed.start < not_none(on.completed_at):
        put_span(on, "completed", completed)

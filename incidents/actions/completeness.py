"""When questions count as answered, and a request as answered in full: the latest of its parts, in whatever order they are
entered, and nothing before it was asked."""

from collections.abc import Iterable

from ..errors import DomainError
from ..models import ClarificationRequest, Question, Response
from ..plain.clocks import Instant
from ..plain.known import known
from ..translatable import _
from ..workflow import QuestionStatus, RequestStatus


class OlderThanTheQuestion(DomainError):
    """What came before a question was asked, or asked again, does not answer it."""

    message = _("Question %(number)d was asked or returned after this came: it cannot answer it.")


def asked_last(questions: Iterable[Question]) -> Question | None:
    """The one of `questions` that was asked, or asked again, last."""
    return max(questions, key=lambda each: known(each.asked_at), default=None)


def due_of(questions: Iterable[Question]) -> Instant:
    """The due by which a reply to `questions` is judged, the one that the letter is judged by: of what it answers for the
    first time the latest, for that completes the letter; of what only completes a return, the earliest."""
    dues = {each: known(each.in_time_until) for each in questions}
    first = [due for each, due in dues.items() if each.first_answered_at is None]
    return max(first) if first else min(dues.values())


def note_answers(on: ClarificationRequest, questions: Iterable[Question], came: Instant, reply: Response) -> None:
    """Mark `questions` of `on` answered at `came` by `reply`, inside an open deed that saves `on` afterwards.

    The first time that every question has an answer is kept with the due that counted then, and never judged again.
    Raises OlderThanTheQuestion.
    """
    for question in questions:
        if came < known(question.asked_at):
            raise OlderThanTheQuestion(on, number=question.number)
        question.status, question.answered_at, question.reply = QuestionStatus.ANSWERED, came, reply
        question.first_answered_at = question.first_answered_at or came
        question.save()
    # Entered late, a letter may be older than what stands here already.
    on.first_reply_at = min(filter(None, (on.first_reply_at, came)))
    rows = list(on.questions.all())
    if on.completed_at is None and all(row.first_answered_at for row in rows):
        on.completed_at = max(known(row.first_answered_at) for row in rows)
        never_returned = (row for row in rows if row.asked_at == on.issued_at)
        on.completed_due_at = max(known(row.in_time_until) for row in never_returned)
    if not any(row.status == QuestionStatus.OPEN for row in rows):
        on.status, on.answered_at = RequestStatus.ANSWERED, max(known(row.answered_at) for row in rows)

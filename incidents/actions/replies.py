"""Deeds on replies: answers sent in the portal, replies without answers, replies from outside it, returning what is
incomplete, naming another addressee. Whoever brings a reply, it is taken in the same way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import translation

from .. import files
from ..models import (
    Answer,
    AnswerFile,
    ClarificationRequest,
    Deadline,
    Question,
    Response,
    ResponseFile,
    StoredFile,
    User,
)
from ..models.outside_words import Wrong
from ..models.record import put_span, span_columns
from ..plain.not_none import not_none
from ..plain.spans import Span, latest, to_the_second, within
from ..record import deeds
from ..workflow import Action, QuestionStatus, RequestStatus
from . import (
    arrival,
    completeness,
    deadlines,
    extension_wishes,
    overtaken,
    receipts,
    reply_consequences,
    reply_drafts,
    request_succession,
    unsigned_letters,
)
from .incoming_reply import Reply, Said

Kind = Response.Kind


def answer(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    seen_drafts: str,
    name: str,
    office: str,
    language: str = "",
    at: datetime | None = None,
) -> Response:
    """Send what is drafted as the next part, all of it in one language. The clock stops when no question is open any more.

    `name` and `office` declare who answers for the agency. Raises Conflict when there is nothing to send or the
    drafts are no longer those of `seen_drafts`.
    """
    with transaction.atomic():
        with deeds.record(Action.ANSWER, on=clarification, by=by, seen=seen, at=at) as deed:
            drafts = reply_drafts.ready(deed.on, seen_drafts)
            answers = [
                Said(not_none(row.question), row.text, row.value, [files.Kept.of(file) for file in row.files.all()])
                for row in drafts
            ]
            response, answered = take_in(deed, Reply(name, office, answers=answers, language=language))
            if held := reply_drafts.remarks(drafts):
                deed.details["guard"] = held
            for row in drafts:
                row.delete()
        reply_consequences.follow(deed, response, answered)
    return response


def reply(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    kind: str,
    text: str,
    name: str,
    office: str,
    ground: str = "",
    language: str = "",
    answers: Sequence[Said] = (),
    uploads: Sequence[files.Upload] = (),
    at: datetime | None = None,
) -> Response:
    """The agency says something as a whole: an interim word, a denial, "we do not hold it", that it declines to answer and on
    which `ground`; or that what it sends along answers questions, each of which says so (`answers`).

    `uploads` (each has passed files.check()) are what it rests on. Of a refused reply no byte stays.
    """
    with files.keeping(uploads) as kept, transaction.atomic():
        with deeds.record(Action.REPLY, on=clarification, by=by, seen=seen, at=at) as deed:
            came = Reply(name, office, kind, ground, text, language, answers, kept)
            response, answered = take_in(deed, came)
        reply_consequences.follow(deed, response, answered)
    return response


def record_reply(
    clarification: ClarificationRequest, reply: Reply, *, by: User, seen: int | None, at: datetime | None = None
) -> Response:
    """Enter a written reply that came outside the portal: when it came and when it was entered stand apart.

    One that had come before an answer that stands is the first answer from now on, with its scan as proof: lateness is
    what the record knows at best, and is never judged worse. Raises ValueError for an instant before the issue or in the
    future: a reply cannot have come then; OlderThanTheQuestion for one before a question that it answers was returned;
    AnsweredBefore for one that is neither the first nor answers what is open; NoProof. One that had come before the request
    was withdrawn or replaced answered it all the same, with its scan as proof; AskedNoMore for one that came later.
    """
    came = reply.came
    with transaction.atomic():
        with deeds.record(Action.RECORD_REPLY, on=clarification, by=by, seen=seen, at=at, happened_at=came) as deed:
            if came is None:
                raise ValueError("a reply from outside says when it came")
            came = completeness.came_while_asked(deed.on, came, deed.at)
            response, answered = take_in(deed, replace(reply, received_at=came))
        reply_consequences.follow(deed, response, answered)
    return response


def take_in(deed: deeds.Deed[ClarificationRequest], reply: Reply) -> tuple[Response, list[Question]]:
    """Enter what came, inside its open deed: the next part with its receipt, and what it does to questions and clock.

    Returns the part and the questions that it answers.
    """
    on, outside = deed.on, reply.came
    asked = list(on.questions.all())
    kind, answered, earlier = _what_it_answers(on, reply, asked)
    last = completeness.asked_last(answered)
    # What comes through the portal was asked before, whatever a wrong clock of ours says.
    asked_at = not_none(last.asked_at if last else on.issued_at)
    came = outside or to_the_second(max(deed.door, asked_at))
    if last and latest(came) < asked_at:
        raise completeness.OlderThanTheQuestion(on, number=last.number)
    came = within(came, asked_at, came.end) if not came.is_exact else came
    due_at = completeness.due_of(on, answered if answered or earlier else _open_of(asked) or asked, earlier)
    response = _enter(deed, reply, kind, asked_at=asked_at, due_at=due_at, came=came)
    if on.takes_answers or on.ended_early_at:
        completeness.note_answers(on, answered, came, response)
    completeness.note_earlier(on, earlier, came)
    arrival.note_arrival(on, arrival.Arrival.REPLY if outside else arrival.Arrival.PORTAL, came)
    on.save()
    if deed.status_from == RequestStatus.OPEN and on.status == RequestStatus.ANSWERED:
        extension_wishes.lapse(deed)
        unsigned_letters.end_answered(deed)
    deed.details = {
        "kind": str(kind),
        "part": response.phase,
        "answers": len(answered) + len(earlier),
        "answered": [each.number for each in answered],
        "earlier": [each.number for each in earlier],
        "questions": len(asked),
        "receipt": response.receipt,
        "text": reply.text,
        "source": reply.document,
    }
    receipts.issue(deed, response)
    return response, [*answered, *earlier]


def _open_of(asked: Iterable[Question]) -> list[Question]:
    return [each for each in asked if each.status == QuestionStatus.OPEN]


def _what_it_answers(
    on: ClarificationRequest, reply: Reply, asked: list[Question]
) -> tuple[str, list[Question], list[Question]]:
    """What kind of reply it is; of the questions `asked`, which open ones it answers and which it had answered before the answer that
    stands. Raises what _check_it_counts() does."""
    still_open = _open_of(asked)
    answers, kind = {said.question.pk for said in reply.answers}, reply.kind
    if reply.answers:
        kind = Kind.FULL if answers >= {each.pk for each in still_open or asked} else Kind.PARTIAL
    meant = asked if kind in Response.ANSWERS_ALL else [each for each in asked if each.pk in answers]
    earlier = completeness.came_before(meant, reply.came) if reply.came else []
    answered = [each for each in meant if each in still_open and each not in earlier]
    _check_it_counts(on, reply, meant, answered, earlier)
    return kind, answered, earlier


def _enter(
    deed: deeds.Deed[ClarificationRequest],
    reply: Reply,
    kind: str,
    *,
    asked_at: datetime,
    due_at: datetime,
    came: Span,
) -> Response:
    """The next part as a row, with its answers and its files."""
    on, phase = deed.on, Response.everything.filter(request=deed.on).count() + 1
    response = Response.objects.create(
        request=on,
        phase=phase,
        kind=kind,
        ground=reply.ground if kind == Kind.DECLINED else "",
        text=reply.text,
        language=reply.language,
        receipt=f"TT-{on.reference}-{phase}",
        declared_name=reply.name,
        declared_office=reply.office,
        asked_at=asked_at,
        due_at=due_at,
        received_by=cast(User, deed.by),
        channel=reply.channel,
        document=reply.document,
        evidence=reply.evidence,
        **span_columns("received", came),
    )
    for file in _stored(deed, reply.kept):
        ResponseFile.objects.create(response=response, file=file)
    for said in reply.answers:
        words = Answer.objects.create(response=response, question=said.question, text=said.text, value=said.value)
        for file in _stored(deed, said.kept):
            AnswerFile.objects.create(answer=words, file=file)
    return response


def _check_it_counts(
    on: ClarificationRequest,
    reply: Reply,
    meant: Iterable[Question],
    answered: Collection[Question],
    earlier: Collection[Question],
) -> None:
    """What comes from outside answers what is open, or comes before what stands or before the request ended, and then with
    its scan. Whatever comes when nobody waits any more is kept: what had come was called too little. Raises AnsweredBefore, NoProof."""
    if reply.came is None:
        return
    first_word = on.first_reply_at is None or reply.came.start < on.first_reply_at
    late = not on.takes_answers
    idle = [each for each in meant if each not in answered and each not in earlier]
    if (reply.answers and idle and not on.stopped_at) or (late and not answered and not earlier and not first_word):
        raise completeness.AnsweredBefore(on)
    if (earlier or late) and reply.evidence is None:
        raise completeness.NoProof(on)


def _stored(deed: deeds.Deed[ClarificationRequest], kept: Iterable[files.Kept]) -> list[StoredFile]:
    return [StoredFile.objects.create(stored_at=deed.at, **each.fields()) for each in kept]


def send_again(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    questions: Mapping[Question, str],
    reason: str,
    due_at: datetime,
    at: datetime | None = None,
) -> ClarificationRequest:
    """Return questions to be completed, with what is missing in each and an explicit due for them alone.

    `questions` is {question: what is missing}. Late and incomplete stay two facts: the earlier answers keep their
    instants, and how late they were. Raises NotLater, TooFar (see deadlines.last_return()), NobodyFollows, Conflict when a
    question was not answered.
    """
    with deeds.record(Action.RETURN, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        request_succession.check_reader(deed.on, deed.at)
        if not questions:
            raise overtaken.NothingToReturn(deed.on)
        missing = {question.pk: words for question, words in questions.items()}
        returned = list(deed.on.questions.filter(pk__in=missing, status=QuestionStatus.ANSWERED))
        if len(returned) != len(missing):
            raise overtaken.NoAnswerToDecide(deed.on)
        for question in returned:
            question.status, question.returned = QuestionStatus.OPEN, missing[question.pk]
        deadlines.set_due(deed, Deadline.Kind.RETURN, returned, due_at, by=by)
        deed.on.status = RequestStatus.OPEN
        put_span(deed.on, "answered", None)
        deed.on.save()
        deed.details |= {"questions": [q.number for q in returned]}
    return deed.on


def redirect(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    text: str,
    what: str = Wrong.ADDRESSEE,
    at: datetime | None = None,
) -> ClarificationRequest:
    """The agency says that it is not the one to ask, or that only its address is wrong: `what`. The clock runs on."""
    with deeds.record(Action.REDIRECT, on=clarification, by=by, seen=seen, at=at) as deed:
        with translation.override("id"):  # what stands for ever is not worded by who happened to click
            deed.details = {"wrong": Wrong(what).value, "text": f"{Wrong(what).label}: {text}"}
    return deed.on

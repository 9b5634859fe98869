"""Deeds on replies: answers sent in the portal, replies without answers, replies from outside it, returning what is
incomplete, naming another addressee."""

from django.db import transaction

from .. import files
from ..models import (
    Answer,
    AnswerFile,
    Deadline,
    Response,
    ResponseFile,
    StoredFile,
)
from ..plain.spans import at_minute
from ..plain.weighing import Topic
from ..record import deeds
from ..workflow import Action, QuestionStatus, RequestStatus
from . import arrival, assertions, deadlines, letter_decisions, reply_drafts, same_questions

Kind = Response.Kind


def reply(clarification, *, by, seen, kind, text, name, office, uploads=(), at=None):
    """The agency says something that answers no single question: an interim word, a denial, "we do not hold it".

    `uploads` (each has passed files.check()) are what it rests on. Of a refused reply no byte stays.
    """
    kept = [files.keep(upload) for upload in uploads]
    try:
        return _reply(clarification, kept, by=by, seen=seen, kind=kind, text=text, name=name, office=office, at=at)
    except BaseException:
        for each in kept:
            files.discard(each.path)
        raise


def _reply(clarification, kept, *, by, seen, kind, text, name, office, at):
    with transaction.atomic():
        with deeds.record(Action.REPLY, on=clarification, by=by, seen=seen, at=at) as deed:
            response, answered = _respond(
                deed, kind=kind, text=text, name=name, office=office, received_at=deed.at, by=by
            )
            for each in kept:
                stored = StoredFile.objects.create(stored_at=deed.at, **each.fields())
                ResponseFile.objects.create(response=response, file=stored)
            letter_decisions.receipt(deed, response)
        if kind == Kind.DENIAL:
            _into_the_assertions(response, deed)
        same_questions.carry(deed, answered, received_at=response.received_at)
    return response


def record_reply(
    clarification,
    *,
    by,
    seen,
    kind,
    received_at,
    channel,
    document,
    name,
    office,
    text="",
    answers=(),
    evidence=None,
    at=None,
):
    """Enter a written reply that came outside the portal: when it came and when it was entered stand apart.

    `answers` is [(question, text), …]; they make the reply one in part or in full whatever `kind` says. Raises
    ValueError for an instant before the issue or in the future: a reply cannot have come then.
    """
    with transaction.atomic():
        with deeds.record(
            Action.RECORD_REPLY, on=clarification, by=by, seen=seen, at=at, happened_at=received_at
        ) as deed:
            if not deed.on.issued_at <= received_at <= deed.at:
                raise ValueError("a reply comes after the letter and before now")
            response, answered = _respond(
                deed,
                kind=kind,
                text=text,
                name=name,
                office=office,
                received_at=received_at,
                by=by,
                channel=channel,
                document=document,
                evidence=evidence,
                answers=answers,
            )
            letter_decisions.receipt(deed, response)
        if response.kind == Kind.DENIAL:
            _into_the_assertions(response, deed)
        same_questions.carry(deed, answered, received_at=received_at)
    return response


def _respond(deed, *, kind, received_at, by, name, office, text="", answers=(), **source):
    on = deed.on
    open_before = list(on.questions.filter(status=QuestionStatus.OPEN))
    if answers:
        kind = Kind.FULL if len(answers) == len(open_before) else Kind.PARTIAL
    phase = on.responses.count() + 1
    response = Response.objects.create(
        request=on,
        phase=phase,
        kind=kind,
        text=text,
        receipt=f"TT-{on.reference}-{phase}",
        declared_name=name,
        declared_office=office,
        received_at=received_at,
        received_by=by,
        **source,
    )
    answered = [question for question, _ in answers] if answers else []
    for question, words in answers:
        Answer.objects.create(response=response, question=question, text=words)
    if kind in Response.ANSWERS_ALL:
        answered = open_before
    for question in answered:
        question.status = QuestionStatus.ANSWERED
        question.save()
    on.first_reply_at = min(filter(None, (on.first_reply_at, received_at)))
    if not source:
        arrival.note_arrival(on, arrival.Arrival.PORTAL, received_at)
    if len(answered) == len(open_before):
        on.status, on.answered_at = RequestStatus.ANSWERED, received_at
    on.save()
    deed.details = {
        "kind": str(kind),
        "part": phase,
        "answers": len(answered),
        "questions": on.questions.count(),
        "receipt": response.receipt,
        "text": text,
        "source": source.get("document", ""),
    }
    return response, answered


def _into_the_assertions(response, deed):
    """A denial is an answer and enters the assertions: who denies, in their own words, from which document. The product
    enters it, as the same act: an agency writes in no other part of the case."""
    clarification = response.request
    assertions.claim(
        clarification.incident,
        by=deeds.SYSTEM,
        topic=Topic.DENIAL,
        statement=response.text,
        said_by=f"{response.declared_name}, {response.declared_office}",
        agency=clarification.agency,
        source=response.document or response.receipt,
        evidence=response.evidence,
        said=at_minute(response.received_at),
        at=deed.after(),
        act_id=deed.act_id,
    )


def send_again(clarification, *, by, seen, questions, reason, due_at, at=None):
    """Return questions to be completed, with what is missing in each and an explicit new due.

    `questions` is {question: what is missing}. Late and incomplete stay two facts: the earlier answers keep their
    instants. Raises NotLater, Conflict when a question was not answered.
    """
    with deeds.record(Action.RETURN, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        if not questions:
            raise deeds.Conflict(deed.on)
        for question, missing in questions.items():
            if question.status != QuestionStatus.ANSWERED or question.request_id != deed.on.pk:
                raise deeds.Conflict(deed.on)
            question.status, question.returned = QuestionStatus.OPEN, missing
            question.save()
        deed.on.status, deed.on.answered_at = RequestStatus.OPEN, None
        deed.on.save()
        deadlines.set_due(deed, Deadline.Kind.RETURN, due_at, by=by)
        deed.details |= {"questions": [q.number for q in questions]}
    return deed.on


def redirect(clarification, *, by, seen, text, at=None):
    """The agency says that it is not the one to ask, or that only its address is wrong. The clock runs on."""
    with deeds.record(Action.REDIRECT, on=clarification, by=by, seen=seen, at=at) as deed:
        deed.details = {"text": text}
    return deed.on


def answer(clarification, *, by, seen, seen_drafts, name, office, at=None):
    """Send what is drafted as the next part. The clock stops when no question is open any more.

    `name` and `office` declare who answers for the agency. Raises Conflict when there is nothing to send or the
    drafts are no longer those of `seen_drafts`.
    """
    with transaction.atomic():
        with deeds.record(Action.ANSWER, on=clarification, by=by, seen=seen, at=at) as deed:
            response, answered = _answer(deed, by, seen_drafts, name, office)
        same_questions.carry(deed, answered, received_at=response.received_at)
    return response


def _answer(deed, by, seen_drafts, name, office):
    on = deed.on
    drafts = list(reply_drafts.drafts_of(on).select_for_update(of=("self",)))
    ready = [draft for draft in drafts if draft.is_complete]
    if not ready or reply_drafts.fingerprint(drafts) != seen_drafts:
        raise deeds.Conflict(on)
    full = len(ready) == on.questions.filter(status=QuestionStatus.OPEN).count()
    phase = on.responses.count() + 1
    response = Response.objects.create(
        request=on,
        phase=phase,
        kind=Response.Kind.FULL if full else Response.Kind.PARTIAL,
        receipt=f"TT-{on.reference}-{phase}",
        declared_name=name,
        declared_office=office,
        received_at=deed.at,
        received_by=by,
    )
    for draft in ready:
        _send(draft, response, deed)
    on.first_reply_at = on.first_reply_at or deed.at
    arrival.note_arrival(on, arrival.Arrival.PORTAL, deed.at)
    if full:
        on.status, on.answered_at = RequestStatus.ANSWERED, deed.at
    on.save()
    deed.details = {
        "part": phase,
        "answers": len(ready),
        "questions": on.questions.count(),
        "receipt": response.receipt,
    }
    letter_decisions.receipt(deed, response)
    return response, [draft.question for draft in ready]


def _send(draft, response, deed):
    answered = Answer.objects.create(response=response, question=draft.question, text=draft.text, value=draft.value)
    for kept in draft.files.all():
        stored = StoredFile.objects.create(
            name=kept.name,
            content_type=kept.content_type,
            size=kept.size,
            sha256=kept.sha256,
            path=kept.path,
            stored_at=deed.at,
        )
        AnswerFile.objects.create(answer=answered, file=stored)
    draft.question.status = QuestionStatus.ANSWERED
    draft.question.save()
    draft.delete()

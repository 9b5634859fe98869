"""Deeds on the exchange with an agency: replies that are no answers to questions, replies from outside the portal,
returning what is incomplete, more time."""

from datetime import timedelta

from django.db import transaction

from .. import files
from ..models import Answer, Deadline, ExtensionRequest, Response, ResponseFile, StoredFile
from ..plain import clocks
from ..plain.spans import at_minute
from ..plain.weighing import Topic
from ..record import deeds
from ..workflow import Action, QuestionStatus, RequestStatus
from . import assertions, chain, decisions, delivery

Kind = Response.Kind


class NotLater(ValueError):
    """The new due does not lie after the present one, or not in the future."""


def reply(request, *, by, seen, kind, text, name, office, uploads=(), at=None):
    """The agency says something that answers no single question: an interim word, a denial, "we do not hold it".

    `uploads` (each has passed files.check()) are what it rests on. Of a refused reply no byte stays.
    """
    kept = [files.keep(upload) for upload in uploads]
    try:
        return _reply(request, kept, by=by, seen=seen, kind=kind, text=text, name=name, office=office, at=at)
    except BaseException:
        for each in kept:
            files.discard(each.path)
        raise


def _reply(request, kept, *, by, seen, kind, text, name, office, at):
    with transaction.atomic():
        with deeds.record(Action.REPLY, on=request, by=by, seen=seen, at=at) as deed:
            response, answered = _respond(
                deed, kind=kind, text=text, name=name, office=office, received_at=deed.at, by=by
            )
            for each in kept:
                stored = StoredFile.objects.create(stored_at=deed.at, **each.fields())
                ResponseFile.objects.create(response=response, file=stored)
            decisions.receipt(deed, response)
        if kind == Kind.DENIAL:
            _into_the_ledger(response, deed)
        chain.carry(deed, answered, received_at=response.received_at)
    return response


def record_reply(
    request,
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
        with deeds.record(Action.RECORD_REPLY, on=request, by=by, seen=seen, at=at, happened_at=received_at) as deed:
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
            decisions.receipt(deed, response)
        if response.kind == Kind.DENIAL:
            _into_the_ledger(response, deed)
        chain.carry(deed, answered, received_at=received_at)
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
        delivery.note_arrival(on, delivery.Arrival.PORTAL, received_at)
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


def _into_the_ledger(response, deed):
    """A denial is an answer and enters the ledger: who denies, in their own words, from which document. The product
    enters it, as the same act: an agency writes in no other part of the case."""
    request = response.request
    assertions.claim(
        request.incident,
        by=deeds.SYSTEM,
        topic=Topic.DENIAL,
        statement=response.text,
        said_by=f"{response.declared_name}, {response.declared_office}",
        agency=request.agency,
        source=response.document or response.receipt,
        evidence=response.evidence,
        said=at_minute(response.received_at),
        at=deed.after(),
        deed=deed.act,
    )


def send_again(request, *, by, seen, questions, reason, due_at, at=None):
    """Return questions to be completed, with what is missing in each and an explicit new due.

    `questions` is {question: what is missing}. Late and incomplete stay two facts: the earlier answers keep their
    instants. Raises NotLater, Conflict when a question was not answered.
    """
    with deeds.record(Action.RETURN, on=request, by=by, seen=seen, reason=reason, at=at) as deed:
        if not questions:
            raise deeds.Conflict(deed.on)
        for question, missing in questions.items():
            if question.status != QuestionStatus.ANSWERED or question.request_id != deed.on.pk:
                raise deeds.Conflict(deed.on)
            question.status, question.returned = QuestionStatus.OPEN, missing
            question.save()
        deed.on.status, deed.on.answered_at = RequestStatus.OPEN, None
        deed.on.save()
        _new_due(deed, Deadline.Kind.RETURN, due_at, by=by)
        deed.details |= {"questions": [q.number for q in questions]}
    return deed.on


def ask_extension(request, *, by, seen, reason, wished_at, at=None):
    """The agency asks for more time. The due stays what it is until somebody decides."""
    with deeds.record(Action.ASK_EXTENSION, on=request, by=by, seen=seen, reason=reason, at=at) as deed:
        wish = ExtensionRequest.objects.create(
            request=deed.on, reason=deed.reason, wished_at=wished_at, asked_at=deed.at, asked_by=by
        )
        deed.details = {"wished_at": wished_at.isoformat()}
    return wish


def extend(request, *, by, seen, due_at, reason, approved=None, at=None):
    """Move the due, as a new row: the first one stays; a letter says so. Decides the agency's wish if there is one.

    Raises NotLater. `approved`: see decisions.check()."""
    with deeds.record(Action.EXTEND, on=request, by=by, seen=seen, reason=reason, at=at) as deed:
        wish = _decide(deed, ExtensionRequest.Decision.GRANTED, by)
        deed.on.save()
        due_at = due_at.replace(microsecond=0)
        content = decisions.extension(deed.on, deed.at, by, due_at=due_at, reason=deed.reason)
        _new_due(deed, Deadline.Kind.EXTENSION, due_at, by=by, asked_by=str(wish.asked_by) if wish else "")
        decisions.issue(deed, decisions.check(deed, content, approved), due_at=due_at)
    return deed.on


def refuse_extension(request, *, by, seen, reason, approved=None, at=None):
    """The due stays, and a letter says why. Raises Conflict when no wish waits. `approved`: see decisions.check()."""
    with deeds.record(Action.REFUSE_EXTENSION, on=request, by=by, seen=seen, reason=reason, at=at) as deed:
        if _decide(deed, ExtensionRequest.Decision.REFUSED, by) is None:
            raise deeds.Conflict(deed.on)
        deed.on.save()
        content = decisions.refusal(deed.on, deed.at, by, reason=deed.reason)
        decisions.issue(deed, decisions.check(deed, content, approved))
    return deed.on


def _decide(deed, decision, by):
    wish = deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING).first()
    if wish:
        wish.decision, wish.decision_reason = decision, deed.reason
        wish.decided_at, wish.decided_by = deed.at, by
        wish.save()
    return wish


def _new_due(deed, kind, due_at, *, by, asked_by=""):
    """One more row of the clock: the present due is the last one. Rule, basis and start are those it began with."""
    first, present = deed.on.deadlines.order_by("pk").first(), deed.on.deadlines.order_by("pk").last()
    due_at = due_at.replace(microsecond=0)
    if due_at <= deed.at or (kind == Deadline.Kind.EXTENSION and due_at <= present.due_at):
        raise NotLater
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


def redirect(request, *, by, seen, text, at=None):
    """The agency says that it is not the one to ask, or that only its address is wrong. The clock runs on."""
    with deeds.record(Action.REDIRECT, on=request, by=by, seen=seen, at=at) as deed:
        deed.details = {"text": text}
    return deed.on

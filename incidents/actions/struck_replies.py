"""What becomes of a request when a reply that was entered by mistake is struck: what it answered is asked again, by as much time as
was left when it was held to be answered, and its body is told so. Nobody is late by a mistake of the ministry's."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

from django.utils import translation
from django.utils.translation import gettext

from ..errors import NOT_NOW, DomainError
from ..models import (
    Assertion,
    CaseEvent,
    ClarificationRequest,
    CounterQuestion,
    Deadline,
    ExtensionRequest,
    Pending,
    Question,
    Response,
    handings_over,
)
from ..models.record import put_span, span_of
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, QuestionStatus, RequestStatus
from . import completeness

ITS_REPLY = _(
    "The reply %(receipt)s had been entered by mistake, and was struck out: the time that was left runs anew."
)
W = TypeVar("W", ExtensionRequest, CounterQuestion)
ASKS_ON = (RequestStatus.OPEN, RequestStatus.ANSWERED)


class MadeEarlier(DomainError):
    message = _(
        "By its scan %(request)s is held to be answered earlier than by what had been entered before. What was judged in a body's "
        "favour is not taken back: correct the words, the way and the document of this reply instead."
    )


class DecidedSince(DomainError):
    status = NOT_NOW
    message = _(
        "Since then the answer to question %(number)d was accepted, returned or followed by another: that was decided on this reply, "
        "which stays. Correct its words; what is still missing is asked for by returning the answer, or by a new request."
    )


class StoppedSince(DomainError):
    status = NOT_NOW
    message = _(
        "%(request)s was closed without waiting for more: that was decided on what had come, this reply too, which stays. Correct its "
        "words instead."
    )


def check(response: Response) -> None:
    """Raises MadeEarlier, StoppedSince, DecidedSince for a reply on which something was decided, or judged, that stands."""
    for event in _acts(response):
        if event.details.get("earlier"):
            raise MadeEarlier(response, request=event.subject_label)
        request = ClarificationRequest.objects.get(pk=event.subject_id)
        if event.details["answered"] and request.stopped_at and event.recorded_at < request.stopped_at:
            raise StoppedSince(response, request=event.subject_label)
        for question in request.questions.filter(number__in=event.details["answered"]):
            if question.reply_id != response.pk or question.status != QuestionStatus.ANSWERED:
                raise DecidedSince(response, number=question.number)


def check_proof(response: Response, facts: dict[str, Any]) -> None:
    """What put the record earlier keeps a scan: another, where the wrong one was chosen. Raises NoProof."""
    if facts.get("evidence", response.evidence) is None and any(
        each.details.get("earlier") for each in _acts(response)
    ):
        raise completeness.NoProof(response)


def denied_in(response: Response) -> list[Assertion]:
    """The assertion that the product made of a denial in `response`, by the same act: it goes with it."""
    claims = CaseEvent.objects.filter(act_id=_born(response).act_id, action=Action.CLAIM)
    keys = [int(key) for key in claims.values_list("subject_id", flat=True)]
    return list(Assertion.objects.filter(pk__in=keys))


def reopen(struck: deeds.Deed[Response]) -> None:
    """Every request that the struck reply answered, or was a word on, asks again what it had answered: as the same act, whose
    transaction is still open."""
    response = struck.on
    for step, event in enumerate(_acts(response), start=1):
        request = ClarificationRequest.objects.get(pk=event.subject_id)
        at = struck.after(step)
        with deeds.record(Action.UNANSWER, on=request, by=deeds.SYSTEM, at=at, act_id=struck.act_id) as deed:
            _ask_again(deed, response, event, decided_by=str(struck.by))
            deed.pend(Pending.Job.TELL)


def _ask_again(deed: OnRequest, response: Response, entered: CaseEvent, decided_by: str) -> None:
    on = deed.on
    asked = list(on.questions.filter(reply=response))
    in_time = [each for each in asked if not clocks.passed(not_none(each.in_time_until), not_none(each.answered_at))]
    left = [not_none(each.in_time_until) - not_none(each.answered_at) for each in in_time]
    row = None
    if left and on.status in ASKS_ON:
        row = _more_time(deed, response, in_time, deed.at + max(left), decided_by)
    for question in asked:
        _as_before(question, entered)
        if row and question in in_time:
            question.deadline, question.in_time_until = row, row.due_at
        question.save()
    rows = list(on.questions.all())
    if not all(each.first_answered_at for each in rows):
        put_span(on, "completed", None)
        on.completed_due_at = None
    if on.status == RequestStatus.ANSWERED and any(each.status == QuestionStatus.OPEN for each in rows):
        on.status = RequestStatus.OPEN
        put_span(on, "answered", None)
        _revive_lapsed(on, entered)
    put_span(on, "first_reply", min(_words_on(on, rows), default=None, key=lambda each: each.start))
    if on.delivered_at == response.received_at and on.delivered_how == ClarificationRequest.Arrival.REPLY:
        shown, on.delivered_how = handings_over.shown_besides(on)
        put_span(on, "delivered", shown)
    on.save()
    deed.details = {"receipt": response.receipt, "questions": [each.number for each in asked]}
    if row:
        deed.details["due_at"] = row.due_at.isoformat()


def _as_before(question: Question, entered: CaseEvent) -> None:
    """The columns that the reply wrote, as they were before the act `entered` it."""
    written = question.history.get(event_id=entered.pk)
    before = question.history.filter(history_id__lt=written.history_id).latest("history_id")
    question.status, question.reply_id = before.status, before.reply_id
    for name in ("answered", "first_answered"):
        put_span(question, name, span_of(before, name))


def _more_time(
    deed: OnRequest, response: Response, questions: Iterable[Question], due_at: Instant, decided_by: str
) -> Deadline:
    """One more row of the clock: the time that was left by what stood, counted from now on."""
    first = not_none(deed.on.deadlines.order_by("pk").first())
    with translation.override("id"):  # it stands for ever, and the body reads it: the ministry's own reason is not told
        reason = gettext(ITS_REPLY) % {"receipt": response.receipt}
    before = max(not_none(each.deadline).due_at for each in questions)
    started_at = deed.at.replace(microsecond=0)
    # Whoever answered at the last instant has no second left, and a due lies after its start all the same.
    due_at = max(due_at.replace(microsecond=0), before, started_at + timedelta(seconds=1))
    return Deadline.objects.create(
        request=deed.on,
        event_id=deed.event_id,
        kind=Deadline.Kind.REOPENED,
        rule=first.rule,
        basis=first.basis,
        start_event=first.start_event,
        started_at=started_at,
        hours=-(-(due_at - started_at) // timedelta(hours=1)),
        due_at=due_at,
        set_at=deed.at,
        due_before=before,
        latest_at=due_at,
        reason=reason,
        decided_by=decided_by,
    )


def _revive_lapsed(on: ClarificationRequest, entered: CaseEvent) -> None:
    """What needed no answer any more since the act `entered` waits for one again, and so does what was found while the reply stood. One of
    each kind waits at a time: the last that was asked."""
    lapsed = on.extension_requests.filter(decision=ExtensionRequest.Decision.LAPSED, struck_at__isnull=True)
    if wish := _last_asked(lapsed, entered):
        wish.decision, wish.decided_at, wish.found_afterwards = ExtensionRequest.Decision.PENDING, None, False
        wish.save()
    unanswered = on.counter_questions.filter(state=CounterQuestion.State.LAPSED)
    if asked := _last_asked(unanswered, entered):
        asked.state, asked.found_afterwards = CounterQuestion.State.PENDING, False
        put_span(asked, "settled", None)
        asked.save()


def _last_asked(rows: Iterable[W], entered: CaseEvent) -> W | None:
    lapsed = [
        each
        for each in rows
        if each.history.filter(event_id=entered.pk).exists()
        or (each.found_afterwards and each.entered_at > entered.recorded_at)
    ]
    return max(lapsed, key=lambda each: (each.asked_at, each.pk), default=None)


def _words_on(on: ClarificationRequest, questions: Iterable[Question]) -> Iterator[Span]:
    yield from (reply.received for reply in on.responses.all())
    yield from (each.first_answered for each in questions if each.first_answered)


def _born(response: Response) -> CaseEvent:
    return CaseEvent.objects.get(pk=response.history.get(history_type="+").event_id)


def _acts(response: Response) -> list[CaseEvent]:
    """What its entry did: to its own request, and to others that ask the same."""
    of_it = CaseEvent.objects.filter(
        act_id=_born(response).act_id,
        action__in=(Action.RECORD_REPLY, Action.CARRY),
        subject_type="clarificationrequest",
    )
    return list(of_it.order_by("recorded_at"))

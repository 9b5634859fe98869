"""What becomes of an agency's wish for more time, and of its question, when the letter they were about asks nothing any more."""

from django.db.models import QuerySet

from ..models import ClarificationRequest, CounterQuestion, ExtensionRequest
from ..models.record import put_span, span_of
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, to_the_second
from ..record.deeds import OnRequest
from ..workflow import RequestStatus


def lapse(deed: OnRequest) -> None:
    """The request is answered, withdrawn, replaced, broken off or waited for no longer by this open deed: a wish that waits needs no
    decision any more, a question about it no answer. That is so since the answer came, on whatever day its paper is entered."""
    came = span_of(deed.on, "answered") if deed.on.status == RequestStatus.ANSWERED else None
    waits = deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING)
    _needs_no_decision(waits, came.start if came else deed.at)
    for asked in deed.on.counter_questions.pending():
        asked.state, asked.settled_at = CounterQuestion.State.LAPSED, max(deed.at, asked.asked_at)
        if came:
            put_span(asked, "settled", came)
        asked.save()


def asked_no_more_since(on: ClarificationRequest) -> Span:
    """Since when the letter, which asks nothing any more, did so: its last answer had come, it ended early, or was waited for no longer."""
    if on.status in (RequestStatus.ANSWERED, RequestStatus.CLOSED):
        return not_none(span_of(on, "answered"))
    return to_the_second(not_none(on.ended_early_at or on.stopped_at))


def lapse_proposal(deed: OnRequest) -> None:
    """The agency asks for time itself by this open deed: what an officer proposed meanwhile needs no decision any more."""
    waits = deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING)
    _needs_no_decision(waits.filter(proposed_with__isnull=False), deed.at)


def lapse_proposed_with(asked: CounterQuestion, at: Instant) -> None:
    """The question `asked` is struck out: more time that an officer proposed with the answer to it, and nobody decided, needs no
    decision any more, and whoever decides on an older page is told. What was granted stays: who relied on it is not made late."""
    waits = asked.proposals.filter(decision=ExtensionRequest.Decision.PENDING)
    if waits.exists():
        _needs_no_decision(waits, at)
        request = ClarificationRequest.objects.get(pk=asked.request_id)
        request.version += 1
        request.save()


def _needs_no_decision(wishes: QuerySet[ExtensionRequest], since: Instant) -> None:
    for wish in wishes:
        wish.decision, wish.decided_at = ExtensionRequest.Decision.LAPSED, max(since, wish.asked_at)
        wish.save()

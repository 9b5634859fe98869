"""What becomes of an agency's wish for more time, and of its question, when the letter they were about asks nothing any more."""

from ..models import CounterQuestion, ExtensionRequest
from ..record.deeds import OnRequest


def lapse(deed: OnRequest) -> None:
    """The request is answered, withdrawn, replaced or broken off by this open deed: a wish that waits needs no decision any more,
    a question about it no answer."""
    for wish in deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING):
        wish.decision, wish.decided_at = ExtensionRequest.Decision.LAPSED, deed.at
        wish.save()
    for asked in deed.on.counter_questions.pending():
        asked.state, asked.settled_at = CounterQuestion.State.LAPSED, max(deed.at, asked.asked_at)
        asked.save()

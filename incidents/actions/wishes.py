"""What becomes of an agency's wish for more time when the letter it was about asks nothing any more."""

from ..models import ExtensionRequest
from ..record.deeds import OnRequest


def lapse(deed: OnRequest) -> None:
    """The request is answered, withdrawn or replaced by this open deed: a wish that waits needs no decision any more."""
    for wish in deed.on.extension_requests.filter(decision=ExtensionRequest.Decision.PENDING):
        wish.decision, wish.decided_at = ExtensionRequest.Decision.LAPSED, deed.at
        wish.save()

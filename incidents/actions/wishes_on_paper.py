"""Deeds on more time that a body asks for outside the portal: recorded by an officer, decided on as every wish, struck where it was recorded
by mistake."""

from ..models import ClarificationRequest, ExtensionRequest, User
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.spans import may_lie_between, told, within
from ..record import deeds
from ..workflow import Action
from . import deadlines, extension_wishes, overtaken
from .counter_questions import OnPaper


def record_wish(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wished_at: Instant,
    paper: OnPaper,
    at: Instant | None = None,
) -> ExtensionRequest:
    """Enter that the body asks for time until `wished_at`, and why (`reason`, in its words). When it came and when it was entered stand
    apart; the due stays what it is until somebody decides. Raises NotLater, Beyond; ValueError for an instant before the issue or in the
    future: it cannot have come then; Conflict where a wish of the body waits already."""
    came = told(paper.received_at)
    with deeds.record(
        Action.RECORD_WISH, on=clarification, by=by, seen=seen, reason=reason, at=at, happened_at=came
    ) as deed:
        if deed.on.issued_at is None or not may_lie_between(came, deed.on.issued_at, deed.at):
            raise ValueError("more time is asked for after the letter and before now")
        extension_wishes.lapse_proposal(deed)
        of_paper = {"who": paper.who, "channel": paper.channel, "document": paper.document, "evidence": paper.evidence}
        asked = span_columns("asked", within(came, deed.on.issued_at, deed.at))
        found = deadlines.wish(deed, wished_at, by, None, **asked, **of_paper)
        deed.details |= {"said_by": paper.who, "source": paper.document}
    return found


def strike_wish(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """It was recorded by mistake, or typed wrong: what is true is recorded anew. It needs no decision any more, and the body reads nothing
    of it. Raises Conflict where none waits: what was decided stands."""
    with deeds.record(Action.STRIKE_WISH, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        wish = deed.on.wish_on_paper
        if wish is None:
            raise overtaken.NoWishWaits(deed.on)
        wish.struck_at = deed.at
        wish.decision, wish.decided_at = ExtensionRequest.Decision.LAPSED, max(deed.at, wish.asked_at)
        wish.save()
        deed.on.save()  # whoever decides on an older page is told
        deed.details = {"said_by": wish.who, "source": wish.document}
    return deed.on

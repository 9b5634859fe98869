"""Deeds on more time that a body asks for outside the portal: recorded by an officer, decided on as every wish, struck where it was recorded
by mistake."""

from typing import Any

from ..models import ClarificationRequest, ExtensionRequest, User
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.spans import Span, may_lie_between, told, within
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import Action, RequestStatus
from . import completeness, deadlines, extension_wishes, overtaken
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
    apart; the due stays what it is until somebody decides. Where the letter asks nothing any more nobody decides: a due that has ended is
    moved by nothing. Raises NotLater, Beyond; ValueError for an instant before the issue or in the future, or a wish for no later than
    that: it cannot have come so; NeverWentOut, AskedNoMore as for a reply; Conflict where a wish of the body waits already."""
    came = told(paper.received_at)
    with deeds.record(
        Action.RECORD_WISH, on=clarification, by=by, seen=seen, reason=reason, at=at, happened_at=came
    ) as deed:
        issued_at = completeness.check_asked(deed.on, came)
        if not may_lie_between(came, issued_at, deed.at):
            raise ValueError("more time is asked for after the letter and before now")
        came = within(came, issued_at, deed.at)
        of_paper = {"who": paper.who, "channel": paper.channel, "document": paper.document, "evidence": paper.evidence}
        facts = of_paper | span_columns("asked", came)
        if deed.on.status == RequestStatus.OPEN:
            extension_wishes.lapse_proposal(deed)
            found = deadlines.wish(deed, wished_at, by, None, **facts)
        else:
            found = _found_afterwards(deed, wished_at, came, by, facts)
            deed.on.save()  # whoever records the same on an older page is told
        deed.details |= {"said_by": paper.who, "source": paper.document}
    return found


def _found_afterwards(
    deed: OnRequest, wished_at: Instant, came: Span, by: User, facts: dict[str, Any]
) -> ExtensionRequest:
    if wished_at <= came.start:
        raise ValueError("more time ends after it is asked for")
    deed.details = {"wished_at": wished_at.isoformat(), "found_when": deed.status_from}
    decided_at = max(extension_wishes.asked_no_more_since(deed.on).start, came.start)
    return ExtensionRequest.objects.create(
        request=deed.on,
        reason=deed.reason,
        wished_at=wished_at,
        asked_by=by,
        decision=ExtensionRequest.Decision.LAPSED,
        decided_at=decided_at,
        found_afterwards=True,
        **facts,
    )


def strike_wish(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """It was recorded by mistake, or typed wrong: what is true is recorded anew. It needs no decision any more, and the body reads nothing
    of it. Of what was found afterwards the last is struck. Raises Conflict where there is none: what was decided stands."""
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

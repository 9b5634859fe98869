"""Deeds on more time that a body asks for outside the portal: recorded by an officer, decided on as every wish, struck where it was recorded
by mistake, corrected where they were typed wrong."""

from typing import Any

from django.utils.translation import get_language

from ..errors import DomainError
from ..models import ClarificationRequest, ExtensionRequest, User
from ..models.record import put_span, span_columns
from ..plain.clocks import Instant
from ..plain.dates import instant_short
from ..plain.not_none import not_none
from ..plain.spans import Span, told
from ..record import authority, deeds
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, RequestStatus, permitted
from . import completeness, deadlines, extension_wishes, overtaken
from .from_outside import FromOutside


class SettledBefore(DomainError):
    """What was decided was decided on what had come by then."""

    message = _("It was decided, or needed no decision any more, on %(at)s: it cannot have come after that.")


def record_wish(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wished_at: Instant,
    paper: FromOutside,
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
        came = completeness.came_while_asked(deed.on, came, deed.at)
        facts = paper.columns | span_columns("asked", came)
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


def correct_wish(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wish: int | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> ExtensionRequest:
    """Put right what was typed wrong in one that came outside the portal (`wish`, the last where none is named), whatever was decided on it:
    `facts` are `received_at`, `text` (its words) and columns of it. No decision, due or letter moves. Raises SettledBefore, OfSomebodyElse,
    AskedNoMore; NotLater, Beyond for one that waits; Conflict where there is none."""
    with deeds.record(Action.CORRECT_WISH, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        found = _one_of(deed.on.wishes_on_paper, wish, deed, by)
        if "received_at" in facts:
            _came_then(found, deed, told(facts.pop("received_at")))
        if "text" in facts:
            found.reason = facts.pop("text")
        for name, value in facts.items():
            setattr(found, name, value)
        if "wished_at" in facts and found.decision == ExtensionRequest.Decision.PENDING:
            deadlines.check_extension(deed.on, found.wished_at, deed.door)
        if found.wished_at <= found.asked_at:
            raise ValueError("more time ends after it is asked for")
        found.save()
        deed.on.save()  # whoever decides on an older page is told
        deed.details = {"said_by": found.who, "source": found.document}
    return found


def _came_then(wish: ExtensionRequest, deed: OnRequest, came: Span) -> None:
    """It came then, and not when was typed: while the letter asked, and before anybody decided on it. Raises SettledBefore."""
    completeness.check_asked(deed.on, came)
    settled_at = None if wish.found_afterwards else wish.decided_at
    if settled_at and came.start > settled_at:
        raise SettledBefore(wish, at=instant_short(settled_at, not_none(get_language())))
    came = completeness.came_after_issue(deed.on, came, settled_at or deed.at)
    put_span(wish, "asked", came)
    if wish.found_afterwards:
        wish.decided_at = max(not_none(wish.decided_at), came.start)


def strike_wish(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    reason: str,
    wish: int | None = None,
    at: Instant | None = None,
) -> ClarificationRequest:
    """It was recorded by mistake: one that waits or was found afterwards (`wish`, the last where none is named). It needs no decision any
    more, and the body reads nothing of it. Raises OfSomebodyElse; Conflict where there is none: what was decided stands, and is corrected."""
    with deeds.record(Action.STRIKE_WISH, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        found = _one_of(deed.on.undecided_on_paper, wish, deed, by)
        found.struck_at = deed.at
        found.decision, found.decided_at = ExtensionRequest.Decision.LAPSED, max(deed.at, found.asked_at)
        found.save()
        deed.on.save()  # whoever decides on an older page is told
        deed.details = {"said_by": found.who, "source": found.document}
    return deed.on


def may_mend(wish: ExtensionRequest, action: Action, by: User) -> bool:
    """Whether `by` entered it, or is a superior of whoever did."""
    return permitted(action, by.roles, is_author=wish.asked_by_id == by.pk) is not None


def _one_of(wishes: list[ExtensionRequest], key: int | None, deed: OnRequest, by: User) -> ExtensionRequest:
    found = [each for each in wishes if key in (None, each.pk)]
    if not found:
        raise overtaken.NoWishWaits(deed.on)
    if not may_mend(found[-1], deed.action, by):
        raise authority.OfSomebodyElse(f"{by} did not record the wish {found[-1].pk}")
    return found[-1]

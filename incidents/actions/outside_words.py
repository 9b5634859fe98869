"""Deeds on what a body lets the ministry know of a letter outside the portal that answers nothing: that it has it, that another is to be asked
or its address is wrong. None of them stops or moves the clock; what was typed wrong is put right or struck as every entry."""

from ..models import ClarificationRequest, OutsideWord, User, handings_over
from ..models.record import put_span, span_columns
from ..plain.clocks import Instant
from ..plain.spans import told
from ..record import deeds
from ..workflow import Action
from . import arrival, completeness
from .from_outside import FromOutside

Kind, Arrival = OutsideWord.Kind, ClarificationRequest.Arrival


def record_redirect(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    what: str,
    text: str,
    paper: FromOutside,
    at: Instant | None = None,
) -> OutsideWord:
    """Enter that the body said outside the portal that it is not the one to ask, or that only its address is wrong: `what`. An officer
    decides on it as on what is said in the portal; until then the clock runs on. Raises what record_receipt() does."""
    return _enter(Action.RECORD_REDIRECT, clarification, by=by, seen=seen, kind=what, text=text, paper=paper, at=at)


def record_receipt(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    paper: FromOutside,
    text: str = "",
    at: Instant | None = None,
) -> OutsideWord:
    """Enter that the body said outside the portal that it has the letter: that shows its arrival, and is no reply. Raises ValueError for an
    instant before the issue or in the future: it cannot have come then; NeverWentOut, AskedNoMore as for a reply."""
    return _enter(
        Action.RECORD_RECEIPT, clarification, by=by, seen=seen, kind=Kind.RECEIPT, text=text, paper=paper, at=at
    )


def _enter(
    action: Action,
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    kind: str,
    text: str,
    paper: FromOutside,
    at: Instant | None,
) -> OutsideWord:
    came = told(paper.received_at)
    with deeds.record(action, on=clarification, by=by, seen=seen, at=at, happened_at=came) as deed:
        came = completeness.came_while_asked(deed.on, came, deed.at)
        word = OutsideWord.objects.create(
            request=deed.on,
            kind=kind,
            text=text,
            entered_by=by,
            **paper.columns,
            **span_columns("received", came),
        )
        if word.kind in OutsideWord.SHOWS_ARRIVAL:
            arrival.note_arrival(deed.on, Arrival.WORD, came)
        deed.on.save()  # whoever decides, or records the same, on an older page is told
        deed.details = {"word": str(kind), "said_by": paper.who, "came_by": str(paper.channel), "text": text}
    return word


def follow(word: OutsideWord) -> None:
    """Within the deed that strikes `word`: where it was what showed the arrival, the earliest of what else does counts, if there is any.
    Whoever decides on an older page is told."""
    on = ClarificationRequest.objects.get(pk=word.request_id)
    if (on.delivered_at, on.delivered_how) == (word.received_at, Arrival.WORD):
        shown, on.delivered_how = handings_over.shown_besides(on)
        put_span(on, "delivered", shown)
    on.version += 1
    on.save()

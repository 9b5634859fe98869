"""Deeds on what is entered from the record: a case of before and how it ended; the letters that went out outside the product, of such a
case or of one that is worked on, and what came back.

They are entered openly as such: each event says when it is entered (now) and when it happened (then). Nothing leaves the
house for it, nobody is asked to approve anything, and no due of it is reminded of.
"""

import uuid
from typing import Any, NamedTuple

from ..errors import DomainError
from ..models import Agency, Incident, PastLetter, PastReply, User
from ..models.cited import key_of
from ..models.record import span_columns, span_of
from ..plain import clocks
from ..plain.cited import key
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action, IncidentStatus
from . import closing_conditions, duplicates, past_letters, past_or_present

SCOPE = "past incident"  # its own series: nobody takes its number for one that was given out then


class FileTaken(DomainError):
    message = _("A case with this file number is on record already. A file is entered once.")


def check_file(number: str, leave_out: Incident | None = None) -> None:
    """Raises FileTaken when another case has this number of its old file; one that was entered by mistake keeps none from it."""
    if is_file_taken(number, leave_out):
        raise FileTaken(leave_out)


def is_file_taken(number: str, leave_out: Incident | None = None) -> bool:
    """See check_file()."""
    filed = Incident.objects.exclude(pk=leave_out.pk if leave_out else 0).alias(filed=key_of("file_number"))
    others = filed.exclude(status=IncidentStatus.MISTAKEN).filter(filed=key(number))
    return bool(number) and others.exists()


def enter_case(
    *,
    by: User,
    title: str,
    began: Span,
    file_number: str = "",
    happened: Span | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> Incident:
    """Enter a case of before. Its number bears the year in which it began and is of a series of its own. Raises FileTaken."""
    check_file(file_number)
    incident = Incident(
        title=title,
        past=True,
        replay=True,
        file_number=file_number,
        seen_at=began.stands,
        owner=by,
        **span_columns("began", began),
        **span_columns("happened", happened),
        **facts,
    )
    with deeds.record(
        Action.ENTER_CASE, on=incident, by=by, at=at, replay=True, happened_at=began, act_id=act_id
    ) as deed:
        year = clocks.day(began.stands).year
        incident.reference = f"INS-{year}-A{deed.take(SCOPE, year):04d}"
        incident.save()
        duplicates.born(incident)
        deed.details = {"file": file_number} if file_number else {}
    return incident


def enter_letter(
    incident: Incident,
    *,
    by: User,
    agency: Agency,
    kind: str,
    dated: Span,
    due: Span | None = None,
    follows: PastLetter | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> PastLetter:
    """Enter a letter that went out outside the product, under the number that it bears. Raises what past_letters.check_letter() and,
    of a case that was closed here, closing_conditions.kept() raise."""
    with (
        deeds.record(Action.ENTER_LETTER, on=incident, by=by, at=at, happened_at=dated, act_id=act_id) as deed,
        closing_conditions.kept(incident, closing_conditions.ClosedAgainstIt),
    ):
        letter = PastLetter(
            incident=deed.on,
            agency=agency,
            kind=kind,
            follows=follows,
            **span_columns("dated", dated),
            **span_columns("due", due),
            **facts,
        )
        past_letters.check_letter(letter)
        letter.save()
        deed.details = {"agency": agency.short_name_at(dated.stands), "letter": letter.number}
    return letter


def enter_reply(
    letter: PastLetter,
    *,
    by: User,
    kind: str,
    received: Span,
    settled: Span | None = None,
    seen: int | None = None,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
    **facts: Any,
) -> PastReply:
    """Enter what came back to such a letter. How late it was follows from the days. Raises Conflict when the letter is not as it was
    `seen` any more: its questions are other ones; and what past_letters.check_reply() and, of a case that was closed here,
    closing_conditions.kept() raise."""
    case = letter.incident
    with (
        deeds.record(Action.ENTER_REPLY, on=case, by=by, at=at, happened_at=received, act_id=act_id) as deed,
        closing_conditions.kept(case, closing_conditions.ClosedAgainstIt),
    ):
        deeds.check_seen(letter, seen)
        came = span_columns("received", received) | span_columns("settled", settled)
        reply = PastReply(incident=deed.on, letter=letter, kind=kind, **came, **facts)
        past_letters.check_reply(reply)
        reply.save()
        agency = letter.agency.short_name_at(received.stands)
        deed.details = {"agency": agency, "letter": letter.number, "reply": reply.number}
    return reply


class HowItEnded(NamedTuple):
    """What the file of a past case told of its end."""

    outcome: str
    ended: Span | None
    reason: str

    @property
    def words(self) -> str:
        return str(Incident.Outcome(self.outcome).label)


def told_before(incident: Incident) -> HowItEnded | None:
    """How a past case that was reopened had ended by its file; None where it was not. What stood is offered when it is closed again."""
    before = incident.history.filter(status=IncidentStatus.CLOSED).order_by("-history_id").first()
    if before is None or incident.status != IncidentStatus.OPEN:
        return None
    last = incident.events.filter(action=Action.ENTER_OUTCOME).order_by("-recorded_at").first()
    return HowItEnded(before.outcome, span_of(before, "ended"), last.reason if last else "")


def enter_outcome(
    incident: Incident,
    *,
    by: User,
    seen: int | None,
    outcome: str,
    ended: Span | None,
    reason: str,
    act_id: uuid.UUID | None = None,
    at: Instant | None = None,
) -> Incident:
    """Enter how a past case ended, and when, as its file says: nobody decides it now, so nothing is asked of the case that
    its file does not tell; `ended` None where it tells of no end. Raises OnlyFromTheRecord."""
    past_or_present.check_past(incident)
    with deeds.record(
        Action.ENTER_OUTCOME,
        on=incident,
        by=by,
        seen=seen,
        reason=reason,
        at=at,
        happened_at=ended,
        act_id=act_id,
    ) as deed:
        deed.on.status, deed.on.outcome, deed.on.closed_at = IncidentStatus.CLOSED, outcome, deed.at
        for name, value in span_columns("ended", ended).items():
            setattr(deed.on, name, value)
        deed.on.save()
        deed.details = {"outcome": str(outcome)}
    return deed.on

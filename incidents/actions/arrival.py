"""Deeds on whether a letter arrived: what the product sees, what people record, who else was told.

`sent` is a relay's 250 and stands with the mail. Arrival is the earliest of a delivery receipt, the portal opened by
an appointed contact, the agency's own word or answer, and delivery by hand. None of it moves a clock.
"""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from ..errors import NOT_NOW, DomainError
from ..models import (
    Activity,
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Evidence,
    Letter,
    Participation,
    Sending,
    User,
    handings_over,
)
from ..models.record import put_span, span_columns
from ..plain import spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span
from ..record import deeds, sent_forms
from ..translatable import _
from ..workflow import Action, Role
from . import completeness, overtaken, people

Arrival = ClarificationRequest.Arrival


class AccessEnded(DomainError):
    """Somebody decided that this person answers for agencies no more: whoever decides is asked again."""

    message = _("The access of this address was ended. An administrator at the ministry opens it again; ask there.")


class NotAColleague(DomainError):
    """The address belongs to somebody who serves elsewhere."""

    message = _("This address cannot be brought in. Ask the ministry.")


class SentBefore(DomainError):
    """A letter is sent after its issue."""

    message = _("A letter cannot have been sent before it was issued.")


class HandedOverAlready(overtaken.Overtaken):
    message = _("It was handed over already, as somebody recorded. What is wrong in that is struck out first.")


class NotOut(DomainError):
    """Nobody sends what was never issued."""

    status = NOT_NOW
    message = _("This never went out as a letter: there is nothing to be sent.")


def note_arrival(clarification: ClarificationRequest, how: str, came: Instant | Span) -> None:
    """Set when the letter arrived, on a request whose deed is open: the earliest proof counts. Of a day it is not said that it came
    before an hour of that day."""
    span = spans.told(came)
    if clarification.delivered_at is None or spans.latest(span) < clarification.delivered_at:
        put_span(clarification, "delivered", span)
        clarification.delivered_how = how


def deliver(
    clarification: ClarificationRequest, *, how: str, what: str, happened_at: Instant, at: Instant | None = None
) -> ClarificationRequest:
    """The product saw the letter arrive; `what` says at what. Raises Conflict when an earlier proof is there.

    Another server's clock may be wrong: a letter arrives neither before its issue nor after now.
    """
    issued_at = not_none(clarification.issued_at)
    happened_at = min(max(happened_at, issued_at), max(at or timezone.now(), issued_at))
    with deeds.record(Action.DELIVER, on=clarification, by=deeds.SYSTEM, at=at, happened_at=happened_at) as deed:
        if deed.on.delivered_at and deed.on.delivered_at <= happened_at:
            raise overtaken.ArrivedBefore(deed.on)
        note_arrival(deed.on, how, happened_at)
        deed.on.save()
        deed.details = {"how": str(how), "what": what}
    return deed.on


def send_outside(
    matter: ClarificationRequest | CaseLetter,
    *,
    by: User,
    seen: int | None,
    channel: str,
    said_by: str,
    source: str,
    letter: Letter | None = None,
    sent: Span | None = None,
    recipient: str = "",
    evidence: Evidence | None = None,
    at: Instant | None = None,
) -> Sending:
    """Record that `letter`, the one that asks where none is named, was sent by a way the product does not see, and who says so. It
    proves no arrival. Raises SentBefore, and NotOut."""
    letter = letter or matter.letter
    issued_at = letter.issued_at if letter else None  # None before it is: the door refuses that
    if sent and issued_at and sent.end <= issued_at:
        raise SentBefore(matter)
    happened = replace(sent, start=max(sent.start, issued_at)) if sent and issued_at else None
    move = Action.SEND_OUTSIDE if isinstance(matter, ClarificationRequest) else Action.SEND_LETTER_OUTSIDE
    with deeds.record(move, on=matter, by=by, seen=seen, at=at, happened_at=happened) as deed:
        if letter is None or issued_at is None:
            raise NotOut(deed.on)
        sending = Sending.objects.create(
            incident=deed.on.incident,
            letter=letter,
            channel=channel,
            recipient=recipient,
            said_by=said_by,
            source=source,
            evidence=evidence,
            **span_columns("sent", sent),
        )
        deed.details = {"letter": str(letter), "way": str(channel), "said_by": said_by, "source": source}
    return sending


def hand_deliver(
    matter: ClarificationRequest | CaseLetter,
    *,
    by: User,
    seen: int | None,
    received_at: Instant | Span,
    received_by: str,
    evidence: Evidence,
    at: Instant | None = None,
) -> ClarificationRequest | CaseLetter:
    """The letter was handed over: when, to whom, with the signed receipt as evidence of the case.

    Recorded after the request has ended it says that, and no more. A letter of the case was handed over once: what is true instead is
    recorded when that is struck. Raises ValueError for an instant before the issue or in the future, and Conflict.
    """
    came = spans.told(received_at)
    if matter.issued_at and matter.issued_at <= spans.latest(came):
        came = spans.within(came, matter.issued_at, came.end)
    given, _struck = handings_over.acts_of(matter)
    with deeds.record(given, on=matter, by=by, seen=seen, at=at, happened_at=came) as deed:
        came = completeness.came_after_issue(deed.on, came, deed.at)
        deeds.check_seen(evidence, None)
        if isinstance(deed.on, ClarificationRequest):
            note_arrival(deed.on, Arrival.HAND, came)
        elif handings_over.last(deed.on):
            raise HandedOverAlready(deed.on)
        deed.on.save()
        deed.details = {"received_by": received_by, "evidence": str(evidence), "scan": str(evidence.pk)}
    return deed.on


def strike_delivery(
    matter: ClarificationRequest | CaseLetter, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest | CaseLetter:
    """The letter was not handed over so: recorded by mistake, or typed wrong. Where it was the proof that counted, the earliest of the
    others does from now on, if there is any, such as that the body had opened it meanwhile; no clock began with it, and no request that
    ended begins again. Raises Conflict where none stands."""
    _given, struck = handings_over.acts_of(matter)
    with deeds.record(struck, on=matter, by=by, seen=seen, reason=reason, at=at) as deed:
        last = handings_over.last(deed.on)
        if last is None:
            raise overtaken.NotHandedOver(deed.on)
        if isinstance(deed.on, ClarificationRequest):
            _show_otherwise(deed.on, last)
        deed.on.save()
        kept = {"received_by": last.details["received_by"], "evidence": last.details["evidence"]}
        deed.details = kept | {"handed_over_at": not_none(last.happened_at).isoformat()}
    return deed.on


def _show_otherwise(clarification: ClarificationRequest, gone: CaseEvent) -> None:
    """Where the delivery by hand that is struck was the proof that counted, the earliest of the others is from now on."""
    if (clarification.delivered_at, clarification.delivered_how) == (gone.happened_at, Arrival.HAND):
        shown, clarification.delivered_how = handings_over.shown_besides(clarification, gone)
        put_span(clarification, "delivered", shown)


def telephone(
    clarification: ClarificationRequest,
    *,
    by: User,
    seen: int | None,
    outcome: str,
    spoke_with: str = "",
    text: str = "",
    called: Span | None = None,
    at: Instant | None = None,
) -> Activity:
    """Note that somebody telephoned the body about its letter: whether anybody was reached, who, what they said. It is no arrival and
    no answer, and stops no clock. Raises Conflict where no letter went out."""
    with deeds.record(Action.TELEPHONE, on=clarification, by=by, seen=seen, at=at, happened_at=called) as deed:
        if deed.on.issued_at is None:
            raise overtaken.NeverWentOut(deed.on)
        call = Activity.objects.create(
            incident=deed.on.incident,
            request=deed.on,
            kind=Activity.Kind.CALL,
            outcome=outcome,
            text=text,
            participants=spoke_with,
            **span_columns("happened", called or spans.at_minute(deed.at)),
        )
        Participation.objects.create(incident=deed.on.incident, activity=call, agency=deed.on.agency)
        deed.details = {"outcome": str(outcome), "spoke_with": spoke_with, "text": text}
    return call


def nudge(
    clarification: ClarificationRequest, *, by: User, seen: int | None, channel: str, at: Instant | None = None
) -> ClarificationRequest:
    """Somebody sent the agency the short text by hand, through `channel`. It is no letter and stops nothing."""
    with deeds.record(Action.NUDGE, on=clarification, by=by, seen=seen, at=at) as deed:
        deed.details = {"channel": channel}
    return deed.on


def strike_nudge(
    clarification: ClarificationRequest, *, by: User, seen: int | None, reason: str, at: Instant | None = None
) -> ClarificationRequest:
    """The last reminder by hand that stands was not sent: noted by mistake, or on the wrong letter. Raises Conflict where none stands."""
    with deeds.record(Action.STRIKE_NUDGE, on=clarification, by=by, seen=seen, reason=reason, at=at) as deed:
        last = handings_over.last_reminder(deed.on)
        if last is None:
            raise overtaken.NotReminded(deed.on)
        deed.details = {"channel": last.details["channel"], "noted_at": last.recorded_at.isoformat()}
    return deed.on


def delegate(
    clarification: ClarificationRequest, *, by: User, seen: int | None, name: str, email: str, at: Instant | None = None
) -> User:
    """A liaison brings in a colleague, who gets an access of their own as liaison of the same agency.

    Raises NotAColleague for an address that serves the ministry or another agency, AccessEnded for one whose access an
    administrator ended. Returns the appointed person.
    """
    with transaction.atomic():
        act_id = sent_forms.new_act()
        with deeds.record(Action.DELEGATE, on=clarification, by=by, seen=seen, at=at, act_id=act_id) as deed:
            deed.details = {"name": name, "email": email.lower()}
        person = User.objects.filter(email=email.lower()).first()
        held = person.current_appointments if person else []
        if any(a.agency_id != clarification.agency_id for a in held) or (person and not person.is_active):
            raise NotAColleague(clarification)
        if not held and person and person.appointments.filter(role=Role.LIAISON).exists():
            raise AccessEnded(clarification)
        if not held:
            liaison = people.Post(Role.LIAISON, agency=clarification.agency)
            appointed = people.appoint(liaison, by=deeds.SYSTEM, email=email, name=name, act_id=act_id)
            person = appointed.user
    return not_none(person)

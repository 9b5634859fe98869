"""Deliveries of a letter by hand and reminders sent by hand, as they were recorded, and what shows its arrival besides: read from the acts
themselves."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, latest, parse, to_the_second, within
from ..workflow import Action, Role
from .access_log import AccessEntry
from .known_instants import Arrived
from .people import Appointment
from .record import CaseEvent

if TYPE_CHECKING:
    from .clarifications import ClarificationRequest

Arrival = Arrived.Arrival


def standing(
    clarification: "ClarificationRequest", did: Action = Action.HAND_DELIVER, struck: Action = Action.STRIKE_DELIVERY
) -> list[CaseEvent]:
    """The acts `did` on the letter that no act `struck` struck out since, in the order in which they were recorded: deliveries by hand,
    if not said otherwise."""
    found: list[CaseEvent] = []
    for event in _acts(clarification, did, struck):
        if event.action == did:
            found.append(event)
        else:
            found.pop()  # it struck the last that stood
    return found


def last(clarification: "ClarificationRequest") -> CaseEvent | None:
    """The one that would be struck out next; None where none stands."""
    return next(reversed(standing(clarification)), None)


def last_reminder(clarification: "ClarificationRequest") -> CaseEvent | None:
    """The act that noted the last reminder sent by hand that stands; None where none does."""
    return next(reversed(standing(clarification, Action.NUDGE, Action.STRIKE_NUDGE)), None)


def shown_besides(clarification: "ClarificationRequest", struck: CaseEvent | None = None) -> tuple[Span | None, str]:
    """When the letter arrived, and what shows it, without what `struck` recorded. None where nothing else shows it."""
    proofs = [
        (handed_over(each), Arrival.HAND) for each in standing(clarification) if struck is None or each.pk != struck.pk
    ]
    return min(
        [*proofs, *_seen_otherwise(clarification)], default=(None, ""), key=lambda proof: latest(not_none(proof[0]))
    )


def handed_over(event: CaseEvent) -> Span:
    """When, as exactly as its act says: of a day that begins no earlier than the letter was issued, and ends with its entry."""
    if "then" not in event.details:
        return to_the_second(event.happened_at)
    return within(parse(event.details["then"]), event.happened_at, event.recorded_at)


def _seen_otherwise(clarification: "ClarificationRequest") -> Iterator[tuple[Span, str]]:
    """What the product saw at the body that has it, what its mail server said, what the body itself confirmed, what it answered, and what it
    said outside. A server that spoke after an earlier proof, struck since, dated no arrival then."""
    seen = (each for each in _acts(clarification, Action.DELIVER) if each.agency_id == clarification.agency_id)
    yield from ((to_the_second(each.happened_at), each.details["how"]) for each in seen)
    if not clarification.travels_closed:
        mails = (each for each in _acts(clarification, Action.ARRIVE_MESSAGE) if each.details["kind"] == "letter")
        there = (each for each in mails if each.agency_id == clarification.agency_id)
        yield from ((to_the_second(each.happened_at), Arrival.RECEIPT) for each in there)
    if opened_at := _opened_at(clarification):
        yield to_the_second(opened_at), Arrival.PORTAL
    if clarification.acknowledged_at:
        yield to_the_second(clarification.acknowledged_at), Arrival.ACKNOWLEDGED
    for reply in clarification.responses.all():
        yield reply.received, Arrival.PORTAL if reply.channel == reply.Channel.PORTAL else Arrival.REPLY
    for word in clarification.outside_words.all():
        if word.kind in word.SHOWS_ARRIVAL:
            yield word.received, Arrival.WORD


def _opened_at(clarification: "ClarificationRequest") -> Instant | None:
    """When somebody who answers for the body that has it first opened its page: while a delivery by hand stood that was no news, and
    nobody recorded an arrival."""
    looks = AccessEntry.objects.of(clarification).filter(
        kind=AccessEntry.Kind.READ, at__gte=not_none(clarification.issued_at)
    )
    theirs = Appointment.objects.filter(
        role=Role.LIAISON, agency=clarification.agency_id, valid_from__lte=OuterRef("at")
    )
    ends = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("at"))
    served = Exists(theirs.filter(ends, user=OuterRef("actor")))
    return looks.filter(served).values_list("at", flat=True).first()


def _acts(clarification: "ClarificationRequest", *actions: Action) -> Iterator[CaseEvent]:
    acts = CaseEvent.objects.of(clarification).filter(action__in=actions)
    return iter(acts.defer("payload").order_by("recorded_at"))

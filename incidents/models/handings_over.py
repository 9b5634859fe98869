"""Deliveries of a letter by hand and reminders sent by hand, as they were recorded, and what shows its arrival besides: read from the acts
themselves."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from django.db.models import Exists, OuterRef, Q

from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..plain.spans import Span, latest, parse, to_the_second, within
from ..workflow import Action, Role, Subject
from .access_log import AccessEntry
from .known_instants import Arrived
from .people import Appointment, User
from .record import CaseEvent, EventQuerySet

if TYPE_CHECKING:
    from .case_letters import CaseLetter
    from .clarifications import ClarificationRequest

Arrival = Arrived.Arrival


class HandedOver:
    """The part of a thing whose letter is handed over by hand that tells who recorded that."""

    def handed_over_by(self, user: User) -> bool:
        """Whether `user` recorded the last delivery by hand that stands, and may strike it out; none stands: it is nobody else's."""
        found = last(cast("ClarificationRequest | CaseLetter", self))
        return found is None or found.actor_id == user.pk


# By which acts the letter of a thing was handed over, and by which that was struck out.
BY_HAND: dict[str, tuple[Action, Action]] = {
    Subject.REQUEST: (Action.HAND_DELIVER, Action.STRIKE_DELIVERY),
    Subject.CASE_LETTER: (Action.HAND_DELIVER_LETTER, Action.STRIKE_LETTER_DELIVERY),
}
GIVEN = tuple(given for given, _struck in BY_HAND.values())


def acts_of(matter: "ClarificationRequest | CaseLetter") -> tuple[Action, Action]:
    """By which acts its letter was handed over, and that was struck out."""
    return BY_HAND[not_none(matter._meta.model_name)]


def standing(matter: "ClarificationRequest | CaseLetter") -> list[CaseEvent]:
    """The deliveries by hand of its letter that were not struck out since, in the order in which they were recorded."""
    return _not_struck(matter, *acts_of(matter))


def last(matter: "ClarificationRequest | CaseLetter") -> CaseEvent | None:
    """The one that would be struck out next; None where none stands."""
    return next(reversed(standing(matter)), None)


def standing_of(kind: Subject, keys: Iterable[str], among: EventQuerySet) -> dict[str, list[CaseEvent]]:
    """The same of the letters of so many things of one kind, by their keys, as far as `among` tells: one query."""
    given, struck = BY_HAND[kind]
    acts = among.filter(subject_type=kind, subject_id__in=keys, action__in=(given, struck)).defer("payload")
    of_each: dict[str, list[CaseEvent]] = defaultdict(list)
    for act in acts.order_by("recorded_at"):
        of_each[act.subject_id].append(act)
    return {key: left(found, struck) for key, found in of_each.items()}


def left(acts: Iterable[CaseEvent], struck: Action) -> list[CaseEvent]:
    """Those of `acts`, in their order, that none of the others struck out: each strikes the last that stood."""
    found: list[CaseEvent] = []
    for event in acts:
        if event.action == struck:
            found.pop()
        else:
            found.append(event)
    return found


def last_reminder(clarification: "ClarificationRequest") -> CaseEvent | None:
    """The act that noted the last reminder sent by hand that stands; None where none does."""
    return next(reversed(_not_struck(clarification, Action.NUDGE, Action.STRIKE_NUDGE)), None)


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


def _not_struck(matter: "ClarificationRequest | CaseLetter", did: Action, struck: Action) -> list[CaseEvent]:
    return left(_acts(matter, did, struck), struck)


def _acts(matter: "ClarificationRequest | CaseLetter", *actions: Action) -> Iterator[CaseEvent]:
    acts = CaseEvent.objects.of(matter).filter(action__in=actions)
    return iter(acts.defer("payload").order_by("recorded_at"))

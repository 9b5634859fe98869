"""The deed that records an attempt at contact with an actor of a case."""

from typing import Any

from ..errors import DomainError
from ..models import Activity, ActorContact, ActorPart, Incident, KnownActor, User
from ..models.record import span_columns
from ..plain.clocks import Instant
from ..plain.spans import Span
from ..record import deeds
from ..translatable import _
from ..workflow import Action


class NoPartHere(DomainError):
    message = _("This actor has no part in the case. Record what it did there first.")


def record_contact(
    case: Incident, *, by: User, actor: KnownActor, tried: Span, at: Instant | None = None, **facts: Any
) -> ActorContact:
    """Somebody tried to reach `actor` in this case: who, on which way, when, and what came of it. Raises NoPartHere."""
    with deeds.record(Action.RECORD_CONTACT, on=case, by=by, at=at, happened_at=tried) as deed:
        row = ActorContact(incident=deed.on, actor=actor, **facts, **span_columns("tried", tried))
        check(row)
        row.save()
        deed.details = {"text": actor.name}
    return row


def check(row: ActorContact | Activity) -> None:
    """Whom it names has a part in its case, under whose lock this is asked. Raises NoPartHere."""
    if row.actor and not ActorPart.objects.filter(incident=row.incident, actor__in=row.actor.one).exists():
        raise NoPartHere(row.incident)

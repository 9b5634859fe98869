"""What the tables of moves are written with: one row, and the words that many rows share."""

from typing import Any

from .acts import Transition
from .offers import Offer
from .words import IncidentStatus, Role, Subject

STAYS = ()
BORN = (None,)
ALIVE = frozenset({IncidentStatus.REPORT, IncidentStatus.OPEN})
OFFICER, SUPERVISOR, LIAISON, SYSTEM = Role.OFFICER, Role.SUPERVISOR, Role.LIAISON, Role.SYSTEM


def row(
    subject: Subject,
    sources: Any,
    targets: Any,
    by: Any,
    label: str,
    done: str,
    offers: Offer | tuple[Offer, ...] = (),
    **flags: Any,
) -> Transition:
    """One move. Sources, targets, roles, `within` and offers may be given one by one or several at a time."""

    def several(value: Any) -> frozenset[Any]:
        return frozenset(value) if isinstance(value, (set, frozenset, tuple, list)) else frozenset({value})

    flags["within"] = several(flags.get("within", ()))
    flags["offers"] = (offers,) if isinstance(offers, Offer) else offers
    return Transition(subject, several(sources), several(targets), several(by), label, done, **flags)


def on_case(by: Any, label: str, done: str, offers: Offer | tuple[Offer, ...] = (), **flags: Any) -> Transition:
    """A deed on a case that is being worked on and stays what it is."""
    return row(Subject.INCIDENT, ALIVE, STAYS, by, label, done, offers, **flags)

"""What the tables of moves are written with: one row, and the words that many rows share."""

from .acts import Transition
from .words import IncidentStatus, Role, Subject

STAYS = ()
BORN = (None,)
ALIVE = frozenset({IncidentStatus.REPORT, IncidentStatus.OPEN})
OFFICER, SUPERVISOR, LIAISON, SYSTEM = Role.OFFICER, Role.SUPERVISOR, Role.LIAISON, Role.SYSTEM


def row(subject, sources, targets, by, label, done, **flags):
    """One move. Sources, targets, roles and `within` may be given one by one or several at a time."""

    def several(value):
        return frozenset(value) if isinstance(value, (set, frozenset, tuple, list)) else frozenset({value})

    flags["within"] = several(flags.get("within", ()))
    return Transition(subject, several(sources), several(targets), several(by), label, done, **flags)


def on_case(by, label, done, **flags):
    """A deed on a case that is being worked on and stays what it is."""
    return row(Subject.INCIDENT, ALIVE, STAYS, by, label, done, **flags)

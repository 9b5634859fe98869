"""What the tables of moves are written with: one row, and the words that many rows share."""

from collections.abc import Collection, Mapping
from typing import TypedDict, TypeVar, Unpack, cast

from .offers import Offer
from .transition import Transition
from .words import IncidentStatus, Role, Subject

T = TypeVar("T")
STAYS = ()
BORN = (None,)
ALIVE = frozenset({IncidentStatus.REPORT, IncidentStatus.OPEN})
# Is a case, wherever it goes on: what should never have been entered is none, and takes nothing in.
TRUE = frozenset(IncidentStatus) - {IncidentStatus.MISTAKEN}
# Has a file of its own, worked on or not: what comes in, or is learned, after a case was closed is kept there. One that was
# merged goes on in another.
OWN_FILE = TRUE - {IncidentStatus.MERGED}
# What was promised is followed in a case that is worked on, and after it was closed.
FOLLOWED = ALIVE | {IncidentStatus.CLOSED}
OFFICER, SUPERVISOR, LIAISON, SYSTEM = Role.OFFICER, Role.SUPERVISOR, Role.LIAISON, Role.SYSTEM
SETTERS = (Role.ADMINISTRATOR, SYSTEM)  # of what the product begins with, and an administrator keeps

Sources = str | None | Collection[str | None]
Targets = str | Collection[str] | Mapping[str, str | Collection[str]]
Roles = Role | Collection[Role]
Offers = Offer | tuple[Offer, ...]


class InCase(TypedDict, total=False):
    """In which case its move has its place; see Transition."""

    within: str | Collection[str]
    also_past: str | Collection[str]


class Flags(InCase, total=False):
    """What a row may say of its move besides; see Transition."""

    not_by_drafter: bool
    own_only: Roles
    own_as: str
    of_unit: bool
    needs_reason: bool
    asks: bool


# What is said, found and promised is judged or counted, so it is entered while a case goes on; of one that was entered from the
# record after its end as well: its file turns up piece by piece, and how it ended is what that says.
JUDGED = InCase(within=ALIVE, also_past=IncidentStatus.CLOSED)


def row(
    subject: Subject,
    sources: Sources,
    targets: Targets,
    by: Roles,
    label: str,
    done: str,
    offers: Offers = (),
    **flags: Unpack[Flags],
) -> Transition:
    """One move. Sources, targets, roles, `within`, `also_past` and offers may be given one by one or several at a time; targets as
    {source: targets} where each source leads to some of its own."""
    leads = targets if isinstance(targets, Mapping) else {}
    pairs = frozenset((before, after) for before, after_it in leads.items() for after in _several(after_it))
    return Transition(
        subject,
        _several(sources),
        frozenset(after for _before, after in pairs) if isinstance(targets, Mapping) else _several(targets),
        _several(by),
        label,
        done,
        not_by_drafter=flags.get("not_by_drafter", False),
        own_only=_several(flags.get("own_only", ())),
        own_as=flags.get("own_as", "belongs_to"),
        of_unit=flags.get("of_unit", False),
        needs_reason=flags.get("needs_reason", False),
        within=_several(flags.get("within", ())),
        also_past=_several(flags.get("also_past", ())),
        asks=flags.get("asks", True),
        offers=(offers,) if isinstance(offers, Offer) else offers,
        pairs=pairs,
    )


def _several(value: T | Collection[T]) -> frozenset[T]:
    if isinstance(value, (frozenset, set, tuple)):
        return frozenset(value)
    return frozenset({cast(T, value)})


def on_case(by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]) -> Transition:
    """A deed on a case that is being worked on and stays what it is."""
    return row(Subject.INCIDENT, ALIVE, STAYS, by, label, done, offers, **flags)


def on_judged(by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]) -> Transition:
    """A deed that enters what is judged or counted of a case; see JUDGED."""
    return on_case(by, label, done, offers, **Flags(also_past=IncidentStatus.CLOSED) | flags)


def on_file(by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]) -> Transition:
    """A deed that adds to the file of a case, or says who reads it: the world goes on after the case has ended, and nothing that was
    judged or counted follows from it."""
    return row(Subject.INCIDENT, OWN_FILE, STAYS, by, label, done, offers, **flags)


def on_facts(by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]) -> Transition:
    """A deed on what is judged or counted of a case: whoever works on it while it goes on; put right after its end by a superior."""
    held = Flags(own_only=OFFICER, own_as="theirs_to_judge")
    return row(Subject.INCIDENT, OWN_FILE, STAYS, by, label, done, offers, **held | flags)


def on_request(
    sources: Sources, targets: Targets, by: Roles, label: str, done: str, offers: Offers = (), **flags: Unpack[Flags]
) -> Transition:
    """A deed on a clarification request."""
    return row(Subject.REQUEST, sources, targets, by, label, done, offers, **flags)

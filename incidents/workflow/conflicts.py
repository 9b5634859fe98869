"""Conflict of interest, one rule: what one person may not be at a time, and may not have been in a case before. Pure.

Nobody asks and answers, nobody keeps the accounts and answers, nobody audits and is audited, nobody supervises themselves. It is
asked when somebody is appointed, at the door of every deed, and of everybody who is appointed. That whoever drafts a letter does
not approve it says the move (`not_by_drafter`).
"""

from collections.abc import Collection
from typing import NamedTuple

from ..translatable import _
from .words import STAFF, Role

AUDITED = frozenset(Role) - {Role.AUDITOR, Role.SYSTEM}
OPPOSED: tuple[tuple[frozenset[Role], frozenset[Role], str], ...] = (
    (STAFF, frozenset({Role.LIAISON}), _("Whoever asks for the ministry does not answer for an agency.")),
    (
        frozenset({Role.ADMINISTRATOR}),
        frozenset({Role.LIAISON}),
        _("Whoever keeps accounts and addresses does not answer for an agency."),
    ),
    (frozenset({Role.AUDITOR}), AUDITED, _("Whoever audits is not one of those who are audited.")),
)


class Held(NamedTuple):
    """One appointment, as far as conflicts ask: `unit` is the code of the unit served, `deputy` whether for days alone."""

    role: Role
    unit: str = ""
    deputy: bool = False


class SelfSupervision(NamedTuple):
    """What it means that one person is officer and supervisor of one unit. `refused`: nobody is appointed so; else it is
    shown to administrators and auditors as long as it lasts."""

    refused: bool
    why: str


# Officer and supervisor of one unit, by whether the supervisor's appointment is a deputy's. In own right it would last,
# and one person would close, withdraw, extend and destroy what they work on themselves. A deputy (plh., plt.) serves
# until a day: a small unit whose head is away may have nobody else, so it is allowed and shown; what the deputy drafted
# somebody else approves all the same.
SUPERVISING_THEMSELVES = {
    False: SelfSupervision(True, _("Nobody supervises the unit in which they are supervised.")),
    True: SelfSupervision(
        False, _("Deputises as supervisor in the unit in which they are an officer: somebody else should look on.")
    ),
}


def supervises_themselves(held: Collection[Held]) -> SelfSupervision | None:
    """What holds of somebody with these appointments at a time; None when they supervise nobody they are."""
    own = {post.unit for post in held if post.role == Role.OFFICER}
    deputies = {post.deputy for post in held if post.role == Role.SUPERVISOR and post.unit in own}
    return SUPERVISING_THEMSELVES[min(deputies)] if deputies else None


def opposed_to(role: Role) -> frozenset[Role]:
    """The roles that nobody who acts in `role` may hold, or have acted in within the same case."""
    found: set[Role] = set()
    for one, other, _why in OPPOSED:
        found |= other if role in one else one if role in other else set()
    return frozenset(found)


def conflict(roles: Collection[Role]) -> str | None:
    """Why one person may not hold all of `roles`, marked for translation; None when they may."""
    held = set(roles)
    return next((why for one, other, why in OPPOSED if one & held and other & held), None)

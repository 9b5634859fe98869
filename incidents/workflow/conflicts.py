"""Conflict of interest, one rule: what one person may not be at a time, and may not have been in a case before. Pure.

Nobody asks and answers, nobody audits and is audited. It is asked when somebody is appointed, at the door of every deed,
and of everybody who is appointed. That whoever drafts a letter does not approve it says the move (`not_by_drafter`).
"""

from collections.abc import Collection

from ..translatable import _
from .words import STAFF, Role

AUDITED = frozenset(Role) - {Role.AUDITOR, Role.SYSTEM}
OPPOSED: tuple[tuple[frozenset[Role], frozenset[Role], str], ...] = (
    (STAFF, frozenset({Role.LIAISON}), _("Whoever asks for the ministry does not answer for an agency.")),
    (frozenset({Role.AUDITOR}), AUDITED, _("Whoever audits is not one of those who are audited.")),
)


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

"""Which moves exist, from where, by whom: the questions put to the table. Pure: no Django, no database."""

from .acts import Action, Transition
from .table import TRANSITIONS
from .words import (
    ENDED_EARLY,
    ROLE_LABELS,
    STAFF,
    STATUS_LABELS,
    AssertionStatus,
    CommitmentStatus,
    EvidenceStatus,
    IncidentStatus,
    QuestionStatus,
    RequestStatus,
    Role,
    Subject,
)

__all__ = [
    "ENDED_EARLY",
    "ROLE_LABELS",
    "STAFF",
    "STATUS_LABELS",
    "TRANSITIONS",
    "Action",
    "AssertionStatus",
    "CommitmentStatus",
    "EvidenceStatus",
    "IncidentStatus",
    "QuestionStatus",
    "RequestStatus",
    "Role",
    "Subject",
    "Transition",
    "moves",
    "permitted",
    "possible",
]


def possible(action, status):
    """True when `action` may start from `status` (None: the object is not born yet, or has no status)."""
    return status in TRANSITIONS[action].sources


def permitted(action, roles, *, is_drafter=False):
    """The role in which somebody holding `roles` may do `action`, or None."""
    transition = TRANSITIONS[action]
    if transition.not_by_drafter and is_drafter:
        return None
    return next((role for role in Role if role in transition.by and role in roles), None)


def moves(subject, status, roles, *, is_drafter=False, case=None):
    """Everything that may be done now, in the table's order: what the page offers as buttons.

    `case` is the status of the case the object stands in; None leaves that condition out.
    """
    return [
        action
        for action, transition in TRANSITIONS.items()
        if transition.subject == subject
        and status in transition.sources
        and (case is None or not transition.within or case in transition.within)
        and permitted(action, roles, is_drafter=is_drafter)
    ]

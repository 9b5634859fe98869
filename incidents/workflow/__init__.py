"""Which moves exist, from where, by whom: the questions put to the table. Pure: no Django, no database."""

from collections.abc import Collection
from functools import cache

from .actor import Actor
from .acts import Action
from .conflicts import Held, conflict, opposed_to, supervises_themselves
from .of_incoming_mail import MAIL_STATUS_LABELS, MailStatus
from .offers import Offer, Place, Thing, Weight
from .table import TRANSITIONS
from .transition import Transition
from .words import (
    ANSWERS_GIVEN,
    ANSWERS_NOT_OUT,
    ENDED_EARLY,
    GIVEN_BACK,
    GIVEN_UP,
    LETTERS_NOT_OUT,
    ROLE_LABELS,
    STAFF,
    STATUS_LABELS,
    STOPPED,
    UNANSWERED,
    UNISSUED,
    ActorStatus,
    AffectedStatus,
    AgencyStatus,
    AssertionStatus,
    CaseLetterStatus,
    CommitmentStatus,
    ComplaintAnswerStatus,
    ComplaintStatus,
    EvidenceStatus,
    IncidentStatus,
    ProposalStatus,
    QuestionStatus,
    RemovalStatus,
    RequestStatus,
    Role,
    Subject,
)

__all__ = [
    "ANSWERS_GIVEN",
    "ANSWERS_NOT_OUT",
    "ENDED_EARLY",
    "GIVEN_UP",
    "GIVEN_BACK",
    "LETTERS_NOT_OUT",
    "MAIL_STATUS_LABELS",
    "ROLE_LABELS",
    "SAY_WHY",
    "STAFF",
    "STATUS_LABELS",
    "STOPPED",
    "TRANSITIONS",
    "UNANSWERED",
    "UNISSUED",
    "Action",
    "Actor",
    "ActorStatus",
    "AffectedStatus",
    "AgencyStatus",
    "AssertionStatus",
    "CaseLetterStatus",
    "CommitmentStatus",
    "ComplaintAnswerStatus",
    "ComplaintStatus",
    "EvidenceStatus",
    "Held",
    "IncidentStatus",
    "MailStatus",
    "Offer",
    "Place",
    "ProposalStatus",
    "QuestionStatus",
    "RemovalStatus",
    "RequestStatus",
    "Role",
    "Subject",
    "Thing",
    "Transition",
    "Weight",
    "conflict",
    "moves",
    "offered_on",
    "opposed_to",
    "permitted",
    "possible",
    "supervises_themselves",
]


def possible(action: Action, status: str | None) -> bool:
    """True when `action` may start from `status` (None: the object is not born yet, or has no status)."""
    return status in TRANSITIONS[action].sources


# Acts that nobody does without saying why: the door asks, and so does the table of events.
SAY_WHY = tuple(sorted(str(action) for action, move in TRANSITIONS.items() if move.needs_reason))


def permitted(
    action: Action, roles: Collection[Role], *, is_drafter: bool = False, is_author: bool = True
) -> Role | None:
    """The role in which somebody holding `roles` may do `action`, or None. `is_author`: to what is their own.

    Whoever serves the ministry answers for no agency, whatever else they were appointed to.
    """
    transition = TRANSITIONS[action]
    if transition.not_by_drafter and is_drafter:
        return None
    own = [role for role in Role if role in transition.by and role in roles]
    own = [role for role in own if is_author or role not in transition.own_only]
    return next((role for role in own if role != Role.LIAISON or not opposed_to(role) & set(roles)), None)


def moves(
    subject: Subject,
    status: str | None,
    roles: Collection[Role],
    *,
    is_drafter: bool = False,
    case: str | None = None,
) -> list[Action]:
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


@cache
def offered_on(thing: Thing) -> tuple[tuple[Action, Offer], ...]:
    """Every move that has a button on a thing of this kind, in the order in which the buttons stand."""
    found = [(action, offer) for action, row in TRANSITIONS.items() for offer in row.offers if offer.on == thing]
    return tuple(sorted(found, key=lambda each: each[1].order))

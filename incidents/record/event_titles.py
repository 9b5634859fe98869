"""An event in a line: what was done, to what status, and how the timeline marks it. In the reader's language."""

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext

from ..models import CaseEvent, FollowUp
from ..models.record import LEGAL
from ..plain import letter_kinds
from ..plain.anomaly_kinds import KINDS, AnomalyKind
from ..translatable import _
from ..workflow import (
    STATUS_LABELS,
    TRANSITIONS,
    Action,
    ActorStatus,
    AgencyStatus,
    AssertionStatus,
    CaseLetterStatus,
    CommitmentStatus,
    ComplaintAnswerStatus,
    ComplaintStatus,
    EvidenceStatus,
    IncidentStatus,
    ProposalStatus,
    RemovalStatus,
    RequestStatus,
    Subject,
)

# Of a deed that does one of two things: by which of its facts it is told apart, and what it did by that fact.
WHICH: dict[str, tuple[str, dict[Any, str]]] = {
    Action.SWITCH_COMPLAINT_FORM: ("opened", {True: _("Public form opened"), False: _("Public form closed")}),
    Action.ASSIGN: ("unseen", {True: _("Restricted case handed over by a superior to whom it was not shown")}),
    Action.REPORT_BACK: (
        "kind",
        {
            FollowUp.Kind.REPORT: _("The body reported what it did"),
            FollowUp.Kind.NOTHING: _("The body said that nothing is done yet"),
            FollowUp.Kind.RECEIPT: _("The body confirmed that it has the letter"),
            FollowUp.Kind.RESULT: _("The body told what came of it"),
            FollowUp.Kind.OBJECTS: _("The body objected to the letter"),
            FollowUp.Kind.WISH: _("The body asked for more time to do it"),
        },
    ),
    Action.RECORD_FOLLOW_UP: (
        "kind",
        {
            FollowUp.Kind.OBJECTS: _("An objection to the letter was recorded"),
            FollowUp.Kind.WISH: _("A wish for more time to do it was recorded"),
        },
    ),
    Action.SKIP_MESSAGE: ("skip_reason", {"no_contact": _("Mail not sent: no contact on file")}),
}
ANSWERS = frozenset(letter_kinds.RECEIPT.made_by)
STATUSES: dict[str, type[StrEnum]] = {
    Subject.INCIDENT: IncidentStatus,
    Subject.REQUEST: RequestStatus,
    Subject.CASE_LETTER: CaseLetterStatus,
    Subject.ASSERTION: AssertionStatus,
    Subject.EVIDENCE: EvidenceStatus,
    Subject.COMMITMENT: CommitmentStatus,
    Subject.AGENCY: AgencyStatus,
    Subject.ACTOR: ActorStatus,
    Subject.COMPLAINT: ComplaintStatus,
    Subject.COMPLAINT_ANSWER: ComplaintAnswerStatus,
    Subject.PROPOSAL: ProposalStatus,
    Subject.REMOVAL: RemovalStatus,
}


def title(event: CaseEvent) -> str:
    """The past-tense line of an event, in the reader's language."""
    if event.action not in TRANSITIONS:
        return event.action
    fact, told = WHICH.get(event.action, ("", {}))
    done = gettext(told.get(event.details.get(fact), TRANSITIONS[Action(event.action)].done))
    kind = _kind_of_case_letter(event) or _anomaly(event)
    return f"{done}: {gettext(kind.label)}" if kind else done


def mail_in_words(details: dict[str, Any]) -> str:
    """Which mail an event tells of, in the reader's words: `label` as the post room marked it, with its hours."""
    words, hours = gettext(details["label"]), details.get("hours")
    return words % {"n": hours} if hours is not None and "%(n)d" in words else words


def _kind_of_case_letter(event: CaseEvent) -> letter_kinds.LetterKind | None:
    """The kind of letter that a deed on a letter of the case is about, or None: several kinds share those deeds."""
    subject = TRANSITIONS[Action(event.action)].subject if event.action in TRANSITIONS else None
    own = event.subject_type == Subject.CASE_LETTER and subject == Subject.CASE_LETTER
    return letter_kinds.KINDS.get(event.details.get("kind_of_letter")) if own else None


def _anomaly(event: CaseEvent) -> AnomalyKind | None:
    """The kind of anomaly whose rule a deed is about, or None."""
    return KINDS.get(event.details.get("anomaly", ""))


def mark(event: CaseEvent) -> str:
    """How the timeline marks an event: legal act, answer, statement said elsewhere, or ordinary work."""
    kind = _kind_of_case_letter(event)
    if event.action in LEGAL or (event.action == Action.ISSUE_LETTER and kind and kind.legal):
        return "legal"
    if event.action in ANSWERS:
        return "answer"
    if event.action == Action.NOTE and event.details.get("kind") == "statement":
        return "elsewhere"
    if event.action == Action.GIVE_UP_MESSAGE:
        return "failed"
    return "work"


def status_words(event: CaseEvent, status: str) -> str:
    """A status that the event's object had or came to, in words; "" for none, and for a sheet: it has but one, which says nothing."""
    if event.subject_type == Subject.SHEET:
        return ""
    kind = STATUSES.get(event.subject_type, IncidentStatus)  # a duty has none of its own: it is as open as its case
    return gettext(STATUS_LABELS[kind][status]) if status else ""

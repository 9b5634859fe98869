"""Which moves exist, from where, by whom. The one table that draws the buttons, guards the door and names the events.

Pure: no Django, no database. Printed into docs/workflow.md by `manage.py print_workflow`.
"""

from dataclasses import dataclass
from enum import StrEnum


def _(text):
    """Mark `text` for the message catalogue; pages translate it, this module stays pure."""
    return text


class Role(StrEnum):
    """What a person is appointed to be; SYSTEM is the product acting by itself."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    LIAISON = "liaison"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


ROLE_LABELS = {
    Role.OFFICER: _("Officer"),
    Role.SUPERVISOR: _("Supervisor"),
    Role.LIAISON: _("Liaison"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.SYSTEM: _("System"),
}
STAFF = frozenset({Role.OFFICER, Role.SUPERVISOR})


class IncidentStatus(StrEnum):
    OPEN = "open"


class RequestStatus(StrEnum):
    """Set by the ministry up to OPEN, by the agency's answers up to ANSWERED, by the ministry at the end.

    Overdue, silent and late are questions put to the rows, never statuses.
    """

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class QuestionStatus(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


STATUS_LABELS = {
    IncidentStatus: {IncidentStatus.OPEN: _("Open case")},
    RequestStatus: {
        RequestStatus.DRAFT: _("Draft"),
        RequestStatus.AWAITING_APPROVAL: _("Awaiting approval"),
        RequestStatus.OPEN: _("Awaiting answer"),
        RequestStatus.ANSWERED: _("Answered"),
        RequestStatus.CLOSED: _("Accepted"),
        RequestStatus.WITHDRAWN: _("Withdrawn"),
    },
    QuestionStatus: {
        QuestionStatus.OPEN: _("Not yet answered"),
        QuestionStatus.ANSWERED: _("To review"),
        QuestionStatus.ACCEPTED: _("Accepted"),
    },
}


class Subject(StrEnum):
    """What kind of object a deed is done to."""

    INCIDENT = "incident"
    REQUEST = "clarificationrequest"
    AGENCY = "agency"
    CONTACT = "contact"
    UNIT = "unit"
    RULE = "clockrule"
    APPOINTMENT = "appointment"


class Action(StrEnum):
    RECORD = "record"
    AMEND = "amend"
    INVOLVE = "involve"
    NOTE = "note"
    ATTACH = "attach"

    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"

    STORE_LETTER = "store_letter"
    SEND_MESSAGE = "send_message"
    FAIL_MESSAGE = "fail_message"
    GIVE_UP_MESSAGE = "give_up_message"
    SKIP_MESSAGE = "skip_message"

    REGISTER_AGENCY = "register_agency"
    REGISTER_CONTACT = "register_contact"
    END_CONTACT = "end_contact"
    REGISTER_UNIT = "register_unit"
    ENACT_RULE = "enact_rule"
    APPOINT = "appoint"
    END_APPOINTMENT = "end_appointment"


@dataclass(frozen=True)
class Transition:
    """One row of the table.

    `sources` holds the statuses the move starts from (None: the object is born); `targets` those it may end in
    (empty: the status stays). `by` names the roles. `label` is the button, `done` the past-tense line of the record.
    """

    subject: Subject
    sources: frozenset
    targets: frozenset
    by: frozenset
    label: str
    done: str
    not_by_drafter: bool = False
    needs_reason: bool = False


def _row(subject, sources, targets, by, label, done, **flags):
    def several(value):
        return frozenset(value) if isinstance(value, (set, frozenset, tuple, list)) else frozenset({value})

    return Transition(subject, several(sources), several(targets), several(by), label, done, **flags)


_R = RequestStatus
_STAYS = ()
_BORN = (None,)
_CASE_OPEN = IncidentStatus.OPEN
_ANY_REQUEST = tuple(_R)
_SETTERS = (Role.ADMINISTRATOR, Role.SYSTEM)

TRANSITIONS = {
    Action.RECORD: _row(
        Subject.INCIDENT, _BORN, _CASE_OPEN, Role.OFFICER, _("Record incident"), _("Incident recorded")
    ),
    Action.AMEND: _row(Subject.INCIDENT, _CASE_OPEN, _STAYS, Role.OFFICER, _("Amend"), _("Incident amended")),
    Action.INVOLVE: _row(Subject.INCIDENT, _CASE_OPEN, _STAYS, Role.OFFICER, _("Involve agency"), _("Agency involved")),
    Action.NOTE: _row(Subject.INCIDENT, _CASE_OPEN, _STAYS, STAFF, _("Add note"), _("Note added")),
    Action.ATTACH: _row(Subject.INCIDENT, _CASE_OPEN, _STAYS, STAFF, _("Attach file"), _("File attached")),
    Action.DRAFT: _row(Subject.REQUEST, _BORN, _R.DRAFT, Role.OFFICER, _("New request"), _("Request drafted")),
    Action.EDIT: _row(Subject.REQUEST, _R.DRAFT, _STAYS, Role.OFFICER, _("Edit draft"), _("Draft edited")),
    Action.SUBMIT: _row(
        Subject.REQUEST,
        _R.DRAFT,
        _R.AWAITING_APPROVAL,
        Role.OFFICER,
        _("Submit for approval"),
        _("Submitted for approval"),
    ),
    Action.SEND_BACK: _row(
        Subject.REQUEST,
        _R.AWAITING_APPROVAL,
        _R.DRAFT,
        Role.SUPERVISOR,
        _("Send back"),
        _("Sent back to the drafter"),
        not_by_drafter=True,
        needs_reason=True,
    ),
    Action.ISSUE: _row(
        Subject.REQUEST,
        _R.AWAITING_APPROVAL,
        _R.OPEN,
        Role.SUPERVISOR,
        _("Issue letter"),
        _("Letter issued, clock started"),
        not_by_drafter=True,
    ),
    Action.ACKNOWLEDGE: _row(
        Subject.REQUEST, _R.OPEN, _STAYS, Role.LIAISON, _("Acknowledge receipt"), _("Receipt acknowledged")
    ),
    Action.ANSWER: _row(
        Subject.REQUEST, _R.OPEN, (_R.OPEN, _R.ANSWERED), Role.LIAISON, _("Send answer"), _("Answer received")
    ),
    Action.ACCEPT: _row(
        Subject.REQUEST, _R.ANSWERED, _R.CLOSED, Role.OFFICER, _("Accept answers"), _("Answers accepted")
    ),
    Action.WITHDRAW: _row(
        Subject.REQUEST,
        (_R.DRAFT, _R.AWAITING_APPROVAL, _R.OPEN, _R.ANSWERED),
        _R.WITHDRAWN,
        Role.SUPERVISOR,
        _("Withdraw"),
        _("Request withdrawn"),
        needs_reason=True,
    ),
    Action.STORE_LETTER: _row(
        Subject.REQUEST, _ANY_REQUEST, _STAYS, Role.SYSTEM, _("Store letter"), _("Letter made and stored")
    ),
    Action.SEND_MESSAGE: _row(Subject.REQUEST, _ANY_REQUEST, _STAYS, Role.SYSTEM, _("Send mail"), _("Mail sent")),
    Action.FAIL_MESSAGE: _row(
        Subject.REQUEST, _ANY_REQUEST, _STAYS, Role.SYSTEM, _("Note failed mail"), _("Mail failed, will be retried")
    ),
    Action.GIVE_UP_MESSAGE: _row(
        Subject.REQUEST, _ANY_REQUEST, _STAYS, Role.SYSTEM, _("Give up mail"), _("Mail given up")
    ),
    Action.SKIP_MESSAGE: _row(
        Subject.REQUEST, _ANY_REQUEST, _STAYS, Role.SYSTEM, _("Skip mail"), _("Mail not needed, skipped")
    ),
    Action.REGISTER_AGENCY: _row(Subject.AGENCY, _BORN, _STAYS, _SETTERS, _("Register agency"), _("Agency registered")),
    Action.REGISTER_CONTACT: _row(
        Subject.CONTACT, _BORN, _STAYS, _SETTERS, _("Register contact"), _("Contact registered")
    ),
    Action.END_CONTACT: _row(
        Subject.CONTACT, "current", _STAYS, _SETTERS, _("End contact"), _("Contact ended"), needs_reason=True
    ),
    Action.REGISTER_UNIT: _row(Subject.UNIT, _BORN, _STAYS, _SETTERS, _("Register unit"), _("Unit registered")),
    Action.ENACT_RULE: _row(Subject.RULE, _BORN, _STAYS, _SETTERS, _("Enact clock rule"), _("Clock rule enacted")),
    Action.APPOINT: _row(Subject.APPOINTMENT, _BORN, _STAYS, _SETTERS, _("Appoint"), _("Person appointed")),
    Action.END_APPOINTMENT: _row(
        Subject.APPOINTMENT,
        "current",
        _STAYS,
        _SETTERS,
        _("End appointment"),
        _("Appointment ended"),
        needs_reason=True,
    ),
}


def possible(action, status):
    """True when `action` may start from `status` (None: the object is not born yet)."""
    return status in TRANSITIONS[action].sources


def permitted(action, roles, *, is_drafter=False):
    """The role in which somebody holding `roles` may do `action`, or None."""
    transition = TRANSITIONS[action]
    if transition.not_by_drafter and is_drafter:
        return None
    return next((role for role in Role if role in transition.by and role in roles), None)


def moves(subject, status, roles, *, is_drafter=False):
    """Everything that may be done now, in the table's order: what the page offers as buttons."""
    return [
        action
        for action, transition in TRANSITIONS.items()
        if transition.subject == subject
        and status in transition.sources
        and permitted(action, roles, is_drafter=is_drafter)
    ]

"""THE table: which moves exist, from where, by whom. It draws the buttons, guards the door and names the events.

Pure: no Django, no database. Printed into docs/workflow.md by `manage.py print_workflow`.
"""

from dataclasses import dataclass
from enum import StrEnum

from .words import (
    STAFF,
    AssertionStatus,
    EvidenceStatus,
    IncidentStatus,
    RequestStatus,
    Role,
    Subject,
    _,
)


class Action(StrEnum):
    REPORT = "report"
    RECORD = "record"
    PROMOTE = "promote"
    DISMISS = "dismiss"
    RECONSIDER = "reconsider"
    MERGE = "merge"
    ABSORB = "absorb"
    SEPARATE = "separate"
    AMEND = "amend"
    INVOLVE = "involve"
    AMEND_INVOLVEMENT = "amend_involvement"
    NOTE = "note"
    ATTACH = "attach"
    CLAIM = "claim"
    ASSESS = "assess"
    ADOPT = "adopt"

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

    `sources` holds the statuses the move starts from (None: the object is born, or has no status); `targets` those
    it may end in (empty: the status stays). `by` names the roles. `label` is the button, `done` the past-tense line
    of the record. `within` holds the statuses the case must be in (empty: any), for moves on things inside a case.
    """

    subject: Subject
    sources: frozenset
    targets: frozenset
    by: frozenset
    label: str
    done: str
    not_by_drafter: bool = False
    needs_reason: bool = False
    within: frozenset = frozenset()


def _row(subject, sources, targets, by, label, done, **flags):
    def several(value):
        return frozenset(value) if isinstance(value, (set, frozenset, tuple, list)) else frozenset({value})

    flags["within"] = several(flags.get("within", ()))
    return Transition(subject, several(sources), several(targets), several(by), label, done, **flags)


_R = RequestStatus
_I = IncidentStatus
_STAYS = ()
_BORN = (None,)
_ALIVE = frozenset({_I.REPORT, _I.OPEN})
_ANY_REQUEST = tuple(_R)
_ANY_WORD = tuple(AssertionStatus)
_SETTERS = (Role.ADMINISTRATOR, Role.SYSTEM)
_OFFICER = Role.OFFICER

TRANSITIONS = {
    Action.REPORT: _row(Subject.INCIDENT, _BORN, _I.REPORT, _OFFICER, _("Save report"), _("Report taken")),
    Action.RECORD: _row(Subject.INCIDENT, _BORN, _I.OPEN, _OFFICER, _("Record incident"), _("Incident recorded")),
    Action.PROMOTE: _row(
        Subject.INCIDENT, _I.REPORT, _I.OPEN, _OFFICER, _("Make it an incident"), _("Report became an incident")
    ),
    Action.DISMISS: _row(
        Subject.INCIDENT,
        _I.REPORT,
        _I.DISMISSED,
        _OFFICER,
        _("Dismiss report"),
        _("Report dismissed"),
        needs_reason=True,
    ),
    Action.RECONSIDER: _row(
        Subject.INCIDENT,
        _I.DISMISSED,
        _I.REPORT,
        _OFFICER,
        _("Take up again"),
        _("Report taken up again"),
        needs_reason=True,
    ),
    Action.MERGE: _row(
        Subject.INCIDENT,
        _ALIVE,
        _I.MERGED,
        _OFFICER,
        _("Merge into another case"),
        _("Merged into another case"),
        needs_reason=True,
    ),
    Action.ABSORB: _row(Subject.INCIDENT, _ALIVE, _STAYS, _OFFICER, _("Take in a case"), _("Another case merged in")),
    Action.SEPARATE: _row(
        Subject.INCIDENT,
        _I.MERGED,
        _ALIVE,
        _OFFICER,
        _("Separate again"),
        _("Separated again"),
        needs_reason=True,
    ),
    Action.AMEND: _row(Subject.INCIDENT, _ALIVE, _STAYS, _OFFICER, _("Amend"), _("Incident amended")),
    Action.INVOLVE: _row(Subject.INCIDENT, _ALIVE, _STAYS, _OFFICER, _("Involve agency"), _("Agency involved")),
    Action.AMEND_INVOLVEMENT: _row(
        Subject.INVOLVEMENT,
        _BORN,
        _STAYS,
        _OFFICER,
        _("Amend involvement"),
        _("Involvement amended"),
        needs_reason=True,
        within=_ALIVE,
    ),
    Action.NOTE: _row(Subject.INCIDENT, _ALIVE, _STAYS, STAFF, _("Add note"), _("Note added")),
    Action.ATTACH: _row(
        Subject.EVIDENCE, _BORN, EvidenceStatus.HELD, STAFF, _("Add evidence"), _("Evidence taken in"), within=_ALIVE
    ),
    Action.CLAIM: _row(
        Subject.ASSERTION,
        _BORN,
        AssertionStatus.CLAIMED,
        STAFF,
        _("Record assertion"),
        _("Assertion recorded"),
        within=_ALIVE,
    ),
    Action.ASSESS: _row(
        Subject.ASSERTION,
        _ANY_WORD,
        _ANY_WORD,
        _OFFICER,
        _("Assess"),
        _("Assertion assessed"),
        needs_reason=True,
        within=_ALIVE,
    ),
    Action.ADOPT: _row(
        Subject.INCIDENT,
        _ALIVE,
        _STAYS,
        _OFFICER,
        _("Change figure in use"),
        _("Figure in use changed"),
        needs_reason=True,
    ),
    Action.DRAFT: _row(
        Subject.REQUEST, _BORN, _R.DRAFT, Role.OFFICER, _("New request"), _("Request drafted"), within={_I.OPEN}
    ),
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
        within={_I.OPEN},
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

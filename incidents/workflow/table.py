"""THE table: which moves exist, from where, by whom. It draws the buttons, guards the door and names the events.

Pure: no Django, no database. Printed into docs/workflow.md by `manage.py print_workflow`.
"""

from .acts import Action, Transition
from .words import (
    STAFF,
    AssertionStatus,
    CommitmentStatus,
    EvidenceStatus,
    IncidentStatus,
    RequestStatus,
    Role,
    Subject,
    _,
)


def _row(subject, sources, targets, by, label, done, **flags):
    def several(value):
        return frozenset(value) if isinstance(value, (set, frozenset, tuple, list)) else frozenset({value})

    flags["within"] = several(flags.get("within", ()))
    return Transition(subject, several(sources), several(targets), several(by), label, done, **flags)


def _on_case(by, label, done, **flags):
    """A deed on a case that is being worked on and stays what it is."""
    return _row(Subject.INCIDENT, _ALIVE, _STAYS, by, label, done, **flags)


_R = RequestStatus
_E = EvidenceStatus
_I = IncidentStatus
_STAYS = ()
_BORN = (None,)
_ALIVE = frozenset({_I.REPORT, _I.OPEN})
_ANY_REQUEST = tuple(_R)
_ANY_WORD = tuple(AssertionStatus)
_SETTERS = (Role.ADMINISTRATOR, Role.SYSTEM)
_OFFICER = Role.OFFICER
_SUPERVISOR = Role.SUPERVISOR

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
    Action.ABSORB: _on_case(_OFFICER, _("Take in a case"), _("Another case merged in")),
    Action.SEPARATE: _row(
        Subject.INCIDENT,
        _I.MERGED,
        _ALIVE,
        _OFFICER,
        _("Separate again"),
        _("Separated again"),
        needs_reason=True,
    ),
    Action.AMEND: _on_case(_OFFICER, _("Amend"), _("Incident amended")),
    Action.INVOLVE: _on_case(_OFFICER, _("Involve agency"), _("Agency involved")),
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
    Action.NOTE: _on_case(STAFF, _("Add note"), _("Note added")),
    Action.ATTACH: _row(
        Subject.EVIDENCE, _BORN, EvidenceStatus.HELD, STAFF, _("Add evidence"), _("Evidence taken in"), within=_ALIVE
    ),
    Action.CLAIM: _row(
        Subject.ASSERTION,
        _BORN,
        AssertionStatus.CLAIMED,
        STAFF | {Role.SYSTEM},
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
    Action.ADOPT: _on_case(_OFFICER, _("Change figure in use"), _("Figure in use changed"), needs_reason=True),
    Action.HAND_OVER: _row(
        Subject.EVIDENCE, _E.HELD, _STAYS, STAFF, _("Hand over"), _("Evidence handed over"), needs_reason=True
    ),
    Action.RECLASSIFY: _row(
        Subject.EVIDENCE, _E.HELD, _STAYS, _OFFICER, _("Change TLP"), _("TLP of evidence changed"), needs_reason=True
    ),
    Action.RELEASE: _row(
        Subject.EVIDENCE, _E.HELD, _E.RELEASED, _OFFICER, _("Release"), _("Evidence released"), needs_reason=True
    ),
    Action.DESTROY: _row(
        Subject.EVIDENCE, _E.HELD, _E.DESTROYED, _SUPERVISOR, _("Destroy"), _("Evidence destroyed"), needs_reason=True
    ),
    Action.CATEGORIZE: _on_case(_OFFICER, _("Name the kinds of data"), _("Kinds of data named")),
    Action.TRACK_DUTY: _row(
        Subject.DUTY, _BORN, _STAYS, _OFFICER, _("Follow duty to notify"), _("Duty to notify followed"), within=_ALIVE
    ),
    Action.AMEND_DUTY: _row(
        Subject.DUTY, _BORN, _STAYS, _OFFICER, _("Update duty to notify"), _("Duty to notify updated"), within=_ALIVE
    ),
    Action.RATE: _on_case(_OFFICER, _("Rate severity"), _("Severity rated")),
    Action.FIND: _on_case(STAFF, _("Record finding"), _("Finding recorded")),
    Action.SANCTION: _on_case(_OFFICER, _("Record sanction"), _("Sanction recorded")),
    Action.COMMIT: _row(
        Subject.COMMITMENT,
        _BORN,
        CommitmentStatus.OPEN,
        STAFF,
        _("Record commitment"),
        _("Commitment recorded"),
        within=_ALIVE,
    ),
    Action.KEEP: _row(
        Subject.COMMITMENT, CommitmentStatus.OPEN, CommitmentStatus.KEPT, STAFF, _("Kept"), _("Commitment kept")
    ),
    Action.DROP: _row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.DROPPED,
        STAFF,
        _("Let go"),
        _("Commitment let go"),
        needs_reason=True,
    ),
    Action.RELATE: _on_case(_OFFICER, _("Relate to another case"), _("Related to another case")),
    Action.UNRELATE: _on_case(_OFFICER, _("Undo relation"), _("Relation undone"), needs_reason=True),
    Action.RESTRICT: _on_case(STAFF, _("Restrict to named people"), _("Case restricted"), needs_reason=True),
    Action.UNRESTRICT: _on_case(_SUPERVISOR, _("Lift restriction"), _("Restriction lifted"), needs_reason=True),
    Action.ADMIT: _on_case(STAFF, _("Admit a person"), _("Person admitted")),
    Action.EXCLUDE: _on_case(STAFF, _("End admission"), _("Admission ended"), needs_reason=True),
    Action.SHARE: _on_case(STAFF, _("Share with a coordinating body"), _("Shared with a coordinating body")),
    Action.UNSHARE: _on_case(STAFF, _("End sharing"), _("Sharing ended"), needs_reason=True),
    Action.CLOSE: _row(
        Subject.INCIDENT, _I.OPEN, _I.CLOSED, _SUPERVISOR, _("Close case"), _("Case closed"), needs_reason=True
    ),
    Action.REOPEN: _row(
        Subject.INCIDENT, _I.CLOSED, _I.OPEN, _SUPERVISOR, _("Reopen case"), _("Case reopened"), needs_reason=True
    ),
    Action.DRAFT: _row(
        Subject.REQUEST,
        _BORN,
        _R.DRAFT,
        (Role.OFFICER, Role.SYSTEM),
        _("New request"),
        _("Request drafted"),
        within={_I.OPEN},
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
    Action.REPLY: _row(
        Subject.REQUEST,
        _R.OPEN,
        (_R.OPEN, _R.ANSWERED),
        Role.LIAISON,
        _("Interim answer, denial or not held"),
        _("Reply received"),
    ),
    Action.RECORD_REPLY: _row(
        Subject.REQUEST,
        _R.OPEN,
        (_R.OPEN, _R.ANSWERED),
        _OFFICER,
        _("Record a reply from outside"),
        _("Reply from outside recorded"),
    ),
    Action.REDIRECT: _row(
        Subject.REQUEST, _R.OPEN, _STAYS, Role.LIAISON, _("Not for us"), _("Said to be wrongly addressed")
    ),
    Action.RETURN: _row(
        Subject.REQUEST,
        (_R.OPEN, _R.ANSWERED),
        _R.OPEN,
        _OFFICER,
        _("Ask to complete"),
        _("Answers returned to be completed"),
        needs_reason=True,
    ),
    Action.ASK_EXTENSION: _row(
        Subject.REQUEST,
        _R.OPEN,
        _STAYS,
        Role.LIAISON,
        _("Ask for more time"),
        _("More time asked for"),
        needs_reason=True,
    ),
    Action.EXTEND: _row(
        Subject.REQUEST, _R.OPEN, _STAYS, _SUPERVISOR, _("Grant more time"), _("More time granted"), needs_reason=True
    ),
    Action.REFUSE_EXTENSION: _row(
        Subject.REQUEST,
        _R.OPEN,
        _STAYS,
        _SUPERVISOR,
        _("Refuse more time"),
        _("More time refused"),
        needs_reason=True,
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
    Action.ENACT_CATEGORY: _row(
        Subject.CATEGORY, _BORN, _STAYS, _SETTERS, _("Enact data category"), _("Data category enacted")
    ),
    Action.ENACT_REGIME: _row(
        Subject.REGIME, _BORN, _STAYS, _SETTERS, _("Enact sanction regime"), _("Sanction regime enacted")
    ),
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

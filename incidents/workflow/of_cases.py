"""The moves of a case and of what stands in it."""

from .acts import Action
from .rows import ALIVE, BORN, OFFICER, STAYS, SUPERVISOR, SYSTEM, on_case, row
from .words import STAFF, AssertionStatus, CommitmentStatus, EvidenceStatus, IncidentStatus, Subject, _

E = EvidenceStatus
CASE = IncidentStatus
ANY_WORD = tuple(AssertionStatus)

OF_CASES = {
    Action.REPORT: row(Subject.INCIDENT, BORN, CASE.REPORT, OFFICER, _("Save report"), _("Report taken")),
    Action.RECORD: row(Subject.INCIDENT, BORN, CASE.OPEN, OFFICER, _("Record incident"), _("Incident recorded")),
    Action.PROMOTE: row(
        Subject.INCIDENT, CASE.REPORT, CASE.OPEN, OFFICER, _("Make it an incident"), _("Report became an incident")
    ),
    Action.DISMISS: row(
        Subject.INCIDENT,
        CASE.REPORT,
        CASE.DISMISSED,
        OFFICER,
        _("Dismiss report"),
        _("Report dismissed"),
        needs_reason=True,
    ),
    Action.RECONSIDER: row(
        Subject.INCIDENT,
        CASE.DISMISSED,
        CASE.REPORT,
        OFFICER,
        _("Take up again"),
        _("Report taken up again"),
        needs_reason=True,
    ),
    Action.MERGE: row(
        Subject.INCIDENT,
        ALIVE,
        CASE.MERGED,
        OFFICER,
        _("Merge into another case"),
        _("Merged into another case"),
        needs_reason=True,
    ),
    Action.ABSORB: on_case(OFFICER, _("Take in a case"), _("Another case merged in")),
    Action.SEPARATE: row(
        Subject.INCIDENT,
        CASE.MERGED,
        ALIVE,
        OFFICER,
        _("Separate again"),
        _("Separated again"),
        needs_reason=True,
    ),
    Action.AMEND: on_case(OFFICER, _("Amend"), _("Incident amended")),
    Action.INVOLVE: on_case(OFFICER, _("Involve agency"), _("Agency involved")),
    Action.AMEND_INVOLVEMENT: row(
        Subject.INVOLVEMENT,
        BORN,
        STAYS,
        OFFICER,
        _("Amend involvement"),
        _("Involvement amended"),
        needs_reason=True,
        within=ALIVE,
    ),
    Action.NOTE: on_case(STAFF, _("Add note"), _("Note added")),
    Action.ATTACH: row(
        Subject.EVIDENCE, BORN, EvidenceStatus.HELD, STAFF, _("Add evidence"), _("Evidence taken in"), within=ALIVE
    ),
    Action.CLAIM: row(
        Subject.ASSERTION,
        BORN,
        AssertionStatus.CLAIMED,
        STAFF | {SYSTEM},
        _("Record assertion"),
        _("Assertion recorded"),
        within=ALIVE,
    ),
    Action.ASSESS: row(
        Subject.ASSERTION,
        ANY_WORD,
        ANY_WORD,
        OFFICER,
        _("Assess"),
        _("Assertion assessed"),
        needs_reason=True,
        within=ALIVE,
    ),
    Action.ADOPT: on_case(OFFICER, _("Change figure in use"), _("Figure in use changed"), needs_reason=True),
    Action.HAND_OVER: row(
        Subject.EVIDENCE, E.HELD, STAYS, STAFF, _("Hand over"), _("Evidence handed over"), needs_reason=True
    ),
    Action.RECLASSIFY: row(
        Subject.EVIDENCE, E.HELD, STAYS, OFFICER, _("Change TLP"), _("TLP of evidence changed"), needs_reason=True
    ),
    Action.RELEASE: row(
        Subject.EVIDENCE, E.HELD, E.RELEASED, OFFICER, _("Release"), _("Evidence released"), needs_reason=True
    ),
    Action.DESTROY: row(
        Subject.EVIDENCE, E.HELD, E.DESTROYED, SUPERVISOR, _("Destroy"), _("Evidence destroyed"), needs_reason=True
    ),
    Action.CATEGORIZE: on_case(OFFICER, _("Name the kinds of data"), _("Kinds of data named")),
    Action.TRACK_DUTY: row(
        Subject.DUTY, BORN, STAYS, OFFICER, _("Follow duty to notify"), _("Duty to notify followed"), within=ALIVE
    ),
    Action.AMEND_DUTY: row(
        Subject.DUTY, BORN, STAYS, OFFICER, _("Update duty to notify"), _("Duty to notify updated"), within=ALIVE
    ),
    Action.RATE: on_case(OFFICER, _("Rate severity"), _("Severity rated")),
    Action.FIND: on_case(STAFF, _("Record finding"), _("Finding recorded")),
    Action.SANCTION: on_case(OFFICER, _("Record sanction"), _("Sanction recorded")),
    Action.COMMIT: row(
        Subject.COMMITMENT,
        BORN,
        CommitmentStatus.OPEN,
        STAFF,
        _("Record commitment"),
        _("Commitment recorded"),
        within=ALIVE,
    ),
    Action.KEEP: row(
        Subject.COMMITMENT, CommitmentStatus.OPEN, CommitmentStatus.KEPT, STAFF, _("Kept"), _("Commitment kept")
    ),
    Action.DROP: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.DROPPED,
        STAFF,
        _("Let go"),
        _("Commitment let go"),
        needs_reason=True,
    ),
    Action.RELATE: on_case(OFFICER, _("Relate to another case"), _("Related to another case")),
    Action.UNRELATE: on_case(OFFICER, _("Undo relation"), _("Relation undone"), needs_reason=True),
    Action.RESTRICT: on_case(STAFF, _("Restrict to named people"), _("Case restricted"), needs_reason=True),
    Action.UNRESTRICT: on_case(SUPERVISOR, _("Lift restriction"), _("Restriction lifted"), needs_reason=True),
    Action.ADMIT: on_case(STAFF, _("Admit a person"), _("Person admitted")),
    Action.EXCLUDE: on_case(STAFF, _("End admission"), _("Admission ended"), needs_reason=True),
    Action.SHARE: on_case(STAFF, _("Share with a coordinating body"), _("Shared with a coordinating body")),
    Action.UNSHARE: on_case(STAFF, _("End sharing"), _("Sharing ended"), needs_reason=True),
    Action.CLOSE: row(
        Subject.INCIDENT, CASE.OPEN, CASE.CLOSED, SUPERVISOR, _("Close case"), _("Case closed"), needs_reason=True
    ),
    Action.REOPEN: row(
        Subject.INCIDENT, CASE.CLOSED, CASE.OPEN, SUPERVISOR, _("Reopen case"), _("Case reopened"), needs_reason=True
    ),
}

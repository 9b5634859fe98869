"""The moves of a case and of what stands in it."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, alarm, beside, elsewhere, head, menu
from .rows import ALIVE, BORN, OFFICER, STAYS, SUPERVISOR, SYSTEM, on_case, row
from .words import STAFF, AssertionStatus, CommitmentStatus, EvidenceStatus, IncidentStatus, Subject

E = EvidenceStatus
CASE = IncidentStatus
ANY_WORD = tuple(AssertionStatus)
IN_MENU, BESIDE, ADD = menu(Thing.CASE), beside(Thing.CASE), beside(Thing.CASE, icon="plus-lg")

OF_CASES = {
    Action.REPORT: row(
        Subject.INCIDENT,
        BORN,
        CASE.REPORT,
        OFFICER,
        _("Save report"),
        _("Report taken"),
        offers=elsewhere("incidents:record"),
    ),
    Action.RECORD: row(
        Subject.INCIDENT,
        BORN,
        CASE.OPEN,
        OFFICER,
        _("Record incident"),
        _("Incident recorded"),
        offers=elsewhere("incidents:record"),
    ),
    Action.PROMOTE: row(
        Subject.INCIDENT,
        CASE.REPORT,
        CASE.OPEN,
        OFFICER,
        _("Make it an incident"),
        _("Report became an incident"),
        offers=head(Thing.CASE, 2, weight=Weight.MAIN),
        asks=False,
    ),
    Action.DISMISS: row(
        Subject.INCIDENT,
        CASE.REPORT,
        CASE.DISMISSED,
        OFFICER,
        _("Dismiss report"),
        _("Report dismissed"),
        needs_reason=True,
        offers=IN_MENU,
    ),
    Action.RECONSIDER: row(
        Subject.INCIDENT,
        CASE.DISMISSED,
        CASE.REPORT,
        OFFICER,
        _("Reopen report"),
        _("Report taken up again"),
        needs_reason=True,
        offers=IN_MENU,
    ),
    Action.MERGE: row(
        Subject.INCIDENT,
        ALIVE,
        CASE.MERGED,
        OFFICER,
        _("Merge into another case"),
        _("Merged into another case"),
        needs_reason=True,
        offers=(menu(Thing.CASE), beside(Thing.LIKENESS, words=_("The same: merge"))),
    ),
    Action.ABSORB: on_case(
        OFFICER, _("Take in a case"), _("Another case merged in"), offers=elsewhere("incidents:merge")
    ),
    Action.SEPARATE: row(
        Subject.INCIDENT,
        CASE.MERGED,
        ALIVE,
        OFFICER,
        _("Separate again"),
        _("Separated again"),
        needs_reason=True,
        offers=IN_MENU,
    ),
    Action.TELL_APART: on_case(
        OFFICER, _("Not the same thing"), _("Told apart from another case"), offers=beside(Thing.LIKENESS), asks=False
    ),
    Action.AMEND: on_case(OFFICER, _("Amend"), _("Incident amended"), offers=IN_MENU),
    Action.INVOLVE: on_case(OFFICER, _("Involve agency"), _("Agency involved"), offers=ADD),
    Action.AMEND_INVOLVEMENT: row(
        Subject.INVOLVEMENT,
        BORN,
        STAYS,
        OFFICER,
        _("Amend involvement"),
        _("Involvement amended"),
        needs_reason=True,
        within=ALIVE,
        offers=beside(Thing.INVOLVEMENT),
    ),
    Action.NOTE: on_case(
        STAFF,
        _("Add note"),
        _("Note added"),
        offers=(
            beside(Thing.CASE, icon="plus-lg"),
            alarm(Thing.REQUEST, 1, words=_("Note a phone call"), icon="telephone"),
        ),
    ),
    Action.ATTACH: row(
        Subject.EVIDENCE,
        BORN,
        EvidenceStatus.HELD,
        STAFF,
        _("Add evidence"),
        _("Evidence taken in"),
        within=ALIVE,
        offers=head(Thing.CASE, 4),
    ),
    Action.CLAIM: row(
        Subject.ASSERTION,
        BORN,
        AssertionStatus.CLAIMED,
        STAFF | {SYSTEM},
        _("Record assertion"),
        _("Assertion recorded"),
        within=ALIVE,
        offers=(head(Thing.CASE, 3), head(Thing.TOPIC, weight=Weight.MAIN, icon="plus-lg")),
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
        offers=beside(Thing.ASSERTION),
    ),
    Action.ADOPT: on_case(
        OFFICER, _("Change figure in use"), _("Figure in use changed"), needs_reason=True, offers=beside(Thing.TOPIC)
    ),
    Action.HAND_OVER: row(
        Subject.EVIDENCE,
        E.HELD,
        STAYS,
        STAFF,
        _("Hand over"),
        _("Evidence handed over"),
        needs_reason=True,
        offers=head(Thing.EVIDENCE),
    ),
    Action.RECLASSIFY: row(
        Subject.EVIDENCE,
        E.HELD,
        STAYS,
        OFFICER,
        _("Change TLP"),
        _("TLP of evidence changed"),
        needs_reason=True,
        offers=head(Thing.EVIDENCE),
    ),
    Action.RELEASE: row(
        Subject.EVIDENCE,
        E.HELD,
        E.RELEASED,
        OFFICER,
        _("Release"),
        _("Evidence released"),
        needs_reason=True,
        offers=head(Thing.EVIDENCE),
    ),
    Action.DESTROY: row(
        Subject.EVIDENCE,
        E.HELD,
        E.DESTROYED,
        SUPERVISOR,
        _("Destroy"),
        _("Evidence destroyed"),
        needs_reason=True,
        offers=head(Thing.EVIDENCE, weight=Weight.REVOKE),
    ),
    Action.CATEGORIZE: on_case(OFFICER, _("Name the kinds of data"), _("Kinds of data named"), offers=BESIDE),
    Action.TRACK_DUTY: row(
        Subject.DUTY,
        BORN,
        STAYS,
        OFFICER,
        _("Track duty to notify"),
        _("Duty to notify tracked"),
        within=ALIVE,
        offers=beside(Thing.INVOLVEMENT),
    ),
    Action.AMEND_DUTY: row(
        Subject.DUTY,
        BORN,
        STAYS,
        OFFICER,
        _("Update duty to notify"),
        _("Duty to notify updated"),
        within=ALIVE,
        offers=beside(Thing.DUTY),
    ),
    Action.RATE: on_case(OFFICER, _("Rate severity"), _("Severity rated"), offers=BESIDE),
    Action.FIND: on_case(STAFF, _("Record finding"), _("Finding recorded"), offers=BESIDE),
    Action.SANCTION: on_case(OFFICER, _("Record sanction"), _("Sanction recorded"), offers=BESIDE),
    Action.JOIN: on_case(
        STAFF, _("Add a body"), _("Body added to an activity"), offers=beside(Thing.ACTIVITY, icon="plus-lg")
    ),
    Action.LEAVE: on_case(
        STAFF,
        _("End participation"),
        _("Body takes part no longer"),
        needs_reason=True,
        offers=beside(Thing.PARTICIPATION),
    ),
    Action.COMMIT: row(
        Subject.COMMITMENT,
        BORN,
        CommitmentStatus.OPEN,
        STAFF,
        _("Record commitment"),
        _("Commitment recorded"),
        within=ALIVE,
        offers=ADD,
    ),
    Action.KEEP: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.KEPT,
        STAFF,
        _("Kept"),
        _("Commitment kept"),
        offers=beside(Thing.COMMITMENT),
        asks=False,
    ),
    Action.DROP: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.DROPPED,
        STAFF,
        _("Release commitment"),
        _("Commitment released"),
        needs_reason=True,
        offers=beside(Thing.COMMITMENT),
    ),
    Action.RELATE: on_case(
        OFFICER,
        _("Relate to another case"),
        _("Related to another case"),
        offers=(menu(Thing.CASE), beside(Thing.CASE)),
    ),
    Action.UNRELATE: on_case(
        OFFICER, _("Undo relation"), _("Relation undone"), needs_reason=True, offers=beside(Thing.RELATION)
    ),
    Action.RESTRICT: on_case(
        STAFF, _("Restrict to named people"), _("Case restricted"), needs_reason=True, offers=IN_MENU
    ),
    Action.UNRESTRICT: on_case(
        SUPERVISOR, _("Lift restriction"), _("Restriction lifted"), needs_reason=True, offers=IN_MENU
    ),
    Action.ADMIT: on_case(STAFF, _("Admit a person"), _("Person admitted"), offers=BESIDE),
    Action.EXCLUDE: on_case(
        STAFF, _("End admission"), _("Admission ended"), needs_reason=True, offers=beside(Thing.ADMISSION)
    ),
    Action.SHARE: on_case(
        STAFF, _("Share with a coordinating body"), _("Shared with a coordinating body"), offers=BESIDE
    ),
    Action.UNSHARE: on_case(STAFF, _("End sharing"), _("Sharing ended"), needs_reason=True, offers=beside(Thing.SHARE)),
    Action.CLOSE: row(
        Subject.INCIDENT,
        CASE.OPEN,
        CASE.CLOSED,
        SUPERVISOR,
        _("Close case"),
        _("Case closed"),
        needs_reason=True,
        offers=IN_MENU,
    ),
    Action.REOPEN: row(
        Subject.INCIDENT,
        CASE.CLOSED,
        CASE.OPEN,
        SUPERVISOR,
        _("Reopen case"),
        _("Case reopened"),
        needs_reason=True,
        offers=IN_MENU,
    ),
}

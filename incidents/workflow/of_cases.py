"""The moves of a case itself: what it is, who takes part in it, who may know of it, how it ends."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head, menu
from .rows import ALIVE, BORN, OFFICER, OWN_FILE, STAYS, SUPERVISOR, on_case, on_file, on_judged, row
from .words import STAFF, IncidentStatus, Subject

CASE = IncidentStatus
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
        STAFF,
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
        STAFF,
        _("Separate again"),
        _("Separated again"),
        needs_reason=True,
        offers=IN_MENU,
    ),
    Action.TELL_APART: on_case(
        OFFICER,
        _("Not the same thing"),
        _("Told apart from another case"),
        needs_reason=True,
        offers=beside(Thing.LIKENESS),
    ),
    Action.COMPARE_CASES_AGAIN: on_case(
        STAFF,
        _("Compare again"),
        _("Compared again with another case"),
        needs_reason=True,
        offers=beside(Thing.LIKENESS),
    ),
    # Also after its end: in its words by whoever owns it, in what is counted of it by a superior (actions/cases.py).
    Action.AMEND: row(
        Subject.INCIDENT,
        OWN_FILE,
        STAYS,
        STAFF,
        _("Amend"),
        _("Incident amended"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="theirs_to_amend",
        offers=IN_MENU,
    ),
    Action.INVOLVE: on_judged(OFFICER, _("Involve agency"), _("Agency involved"), offers=ADD),
    Action.AMEND_INVOLVEMENT: row(
        Subject.INVOLVEMENT,
        BORN,
        STAYS,
        STAFF,
        _("Amend involvement"),
        _("Involvement amended"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="theirs_to_amend",
        within=OWN_FILE,
        offers=beside(Thing.INVOLVEMENT),
    ),
    Action.NOTE: on_file(
        STAFF,
        _("Add note"),
        _("Note added"),
        offers=beside(Thing.CASE, icon="plus-lg"),
    ),
    Action.RELATE: on_file(
        OFFICER,
        _("Relate to another case"),
        _("Related to another case"),
        offers=(menu(Thing.CASE), beside(Thing.CASE)),
    ),
    Action.UNRELATE: on_file(
        STAFF, _("Undo relation"), _("Relation undone"), needs_reason=True, offers=beside(Thing.RELATION)
    ),
    Action.RESTRICT: on_case(
        STAFF, _("Restrict to named people"), _("Case restricted"), needs_reason=True, offers=IN_MENU
    ),
    Action.UNRESTRICT: on_case(
        SUPERVISOR, _("Lift restriction"), _("Restriction lifted"), needs_reason=True, offers=IN_MENU
    ),
    # By a supervisor who was not named: no case is out of reach. Auditors are told of it at once.
    Action.OPEN_RESTRICTED: row(
        Subject.INCIDENT,
        tuple(CASE),
        STAYS,
        SUPERVISOR,
        _("Open a restricted case"),
        _("Restricted case opened by a supervisor who was not named"),
        needs_reason=True,
        offers=elsewhere("incidents:open_restricted"),
    ),
    # Also to a case that was entered by mistake: whoever could take that back may have left, and it is read on.
    Action.ADMIT: row(
        Subject.INCIDENT,
        {*OWN_FILE, CASE.MISTAKEN},
        STAYS,
        STAFF,
        _("Admit a person"),
        _("Person admitted"),
        offers=BESIDE,
    ),
    # Also of a case that nobody works on any more: it is still read.
    Action.EXCLUDE: row(
        Subject.INCIDENT,
        tuple(CASE),
        STAYS,
        STAFF,
        _("End admission"),
        _("Admission ended"),
        needs_reason=True,
        offers=beside(Thing.ADMISSION),
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
    # Also of a case that was closed or dismissed: people leave, and what a letter asked for is followed up after the end.
    Action.ASSIGN: row(
        Subject.INCIDENT,
        {*ALIVE, CASE.CLOSED, CASE.DISMISSED},
        STAYS,
        STAFF,
        _("Hand over the case"),
        _("Case handed over"),
        needs_reason=True,
        own_only=OFFICER,
        offers=(menu(Thing.CASE), beside(Thing.PERSON, words=_("Hand over all cases"), page="incidents:assign_all")),
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
    # A report that should never have been taken is dismissed.
    Action.ANNUL: row(
        Subject.INCIDENT,
        (CASE.OPEN, CASE.CLOSED),
        CASE.MISTAKEN,
        SUPERVISOR,
        _("Declare it entered by mistake"),
        _("Case declared to be entered by mistake"),
        needs_reason=True,
        offers=menu(Thing.CASE, order=80, weight=Weight.REVOKE),
    ),
    Action.REINSTATE: row(
        Subject.INCIDENT,
        CASE.MISTAKEN,
        (CASE.OPEN, CASE.CLOSED),
        SUPERVISOR,
        _("No mistake: take it up again"),
        _("Case taken up again: it was no mistake"),
        needs_reason=True,
        offers=IN_MENU,
    ),
}

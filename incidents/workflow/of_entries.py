"""The moves of what is entered in a case: evidence, assertions, law, work; and putting right what somebody typed."""

from typing import Any

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head, menu
from .rows import BORN, JUDGED, OFFICER, OWN_FILE, STAYS, SUPERVISOR, SYSTEM, TRUE, on_facts, on_file, on_judged, row
from .transition import Transition
from .words import STAFF, AssertionStatus, CommitmentStatus, EvidenceStatus, Subject

E = EvidenceStatus
ANY_WORD = tuple(AssertionStatus)
ANY_STATE = (None, *AssertionStatus, *EvidenceStatus, *CommitmentStatus)
TYPED_IN = (
    Thing.FINDING,
    Thing.SANCTION,
    Thing.DEVELOPMENT,
    Thing.ACTIVITY,
    Thing.PARTICIPATION,
    Thing.COMMITMENT,
    Thing.EVIDENCE,
    Thing.ASSERTION,
    Thing.PAST_LETTER,
    Thing.PAST_REPLY,
    Thing.FOLLOW_UP,
    Thing.SENDING,
    Thing.REPLY,
    Thing.QUESTION_BACK,
    Thing.OUTSIDE_WORD,
    Thing.ACTOR_PART,
    Thing.ACTOR_CONTACT,
)
STRUCK_ALONE = (
    Thing.INVOLVEMENT,
    Thing.ACTOR_DISMISSAL,
    Thing.AFFECTED,
    Thing.TRANSLATION,
    Thing.RATING,
    Thing.ASSESSMENT,
    Thing.FIGURE,
)
IN_MENU, BESIDE, ADD = menu(Thing.CASE), beside(Thing.CASE), beside(Thing.CASE, icon="plus-lg")


def _piece(sources: Any, targets: Any, by: Any, label: str, done: str, **flags: Any) -> Transition:
    """A move of a piece of evidence, which says why; in a case that was entered by mistake it stays where it lies, as it is."""
    return row(Subject.EVIDENCE, sources, targets, by, label, done, needs_reason=True, within=TRUE, **flags)


OF_ENTRIES = {
    # Whenever it comes: into a case that was merged with what came back on one of its letters alone, see `evidence.attach`.
    Action.ATTACH: row(
        Subject.EVIDENCE,
        BORN,
        EvidenceStatus.HELD,
        STAFF,
        _("Add evidence"),
        _("Evidence taken in"),
        within=TRUE,
        offers=head(Thing.CASE, 4),
    ),
    Action.CLAIM: row(
        Subject.ASSERTION,
        BORN,
        AssertionStatus.CLAIMED,
        STAFF | {SYSTEM},
        _("Record assertion"),
        _("Assertion recorded"),
        **JUDGED,
        offers=(head(Thing.CASE, 3), head(Thing.TOPIC, weight=Weight.MAIN, icon="plus-lg")),
    ),
    Action.ASSESS: row(
        Subject.ASSERTION,
        ANY_WORD,
        ANY_WORD,
        STAFF,
        _("Assess"),
        _("Assertion assessed"),
        needs_reason=True,
        **JUDGED,
        offers=beside(Thing.ASSERTION),
    ),
    Action.ADOPT: on_judged(
        STAFF, _("Change figure in use"), _("Figure in use changed"), needs_reason=True, offers=beside(Thing.TOPIC)
    ),
    Action.HAND_OVER: _piece(
        E.HELD,
        STAYS,
        STAFF,
        _("Hand evidence over"),
        _("Evidence handed over"),
        offers=head(Thing.EVIDENCE),
    ),
    Action.RECLASSIFY: _piece(
        E.HELD,
        STAYS,
        STAFF,
        _("Change TLP"),
        _("TLP of evidence changed"),
        offers=head(Thing.EVIDENCE),
    ),
    Action.RELEASE: _piece(
        E.HELD,
        E.RELEASED,
        OFFICER,
        _("Release"),
        _("Evidence released"),
        offers=head(Thing.EVIDENCE),
    ),
    # The last handing over that stands, by whoever entered it or a superior: what came after it is struck out first.
    Action.CORRECT_CUSTODY: _piece(
        (E.HELD, E.RELEASED),
        STAYS,
        STAFF,
        _("Put the handing over right"),
        _("Handing over of evidence put right"),
        own_only=OFFICER,
        own_as="handed_by_them",
        offers=beside(Thing.CUSTODY),
    ),
    Action.STRIKE_CUSTODY: _piece(
        (E.HELD, E.RELEASED),
        {E.HELD: E.HELD, E.RELEASED: (E.HELD, E.RELEASED)},
        STAFF,
        _("Strike out the handing over"),
        _("Handing over of evidence struck out"),
        own_only=OFFICER,
        own_as="handed_by_them",
        offers=beside(Thing.CUSTODY),
    ),
    Action.DESTROY: _piece(
        E.HELD,
        E.DESTROYED,
        SUPERVISOR,
        _("Destroy"),
        _("Evidence destroyed"),
        offers=head(Thing.EVIDENCE, weight=Weight.REVOKE),
    ),
    Action.CATEGORIZE: on_facts(STAFF, _("Name the kinds of data"), _("Kinds of data named"), offers=BESIDE),
    Action.TRACK_DUTY: row(
        Subject.DUTY,
        BORN,
        STAYS,
        OFFICER,
        _("Track duty to notify"),
        _("Duty to notify tracked"),
        **JUDGED,
        offers=beside(Thing.INVOLVEMENT),
    ),
    Action.AMEND_DUTY: row(
        Subject.DUTY,
        BORN,
        STAYS,
        STAFF,
        _("Update duty to notify"),
        _("Duty to notify updated"),
        within=OWN_FILE,
        own_only=OFFICER,
        own_as="theirs_to_judge",
        offers=beside(Thing.DUTY),
    ),
    # Of a body that is no controller, or whose duty stands with another part: a duty that was late stays late where it is followed anew.
    Action.STRIKE_DUTY: row(
        Subject.DUTY,
        BORN,
        STAYS,
        STAFF,
        _("Strike out the duty to notify"),
        _("Duty to notify struck out"),
        needs_reason=True,
        within=OWN_FILE,
        own_only=OFFICER,
        own_as="theirs_to_judge",
        offers=beside(Thing.DUTY),
    ),
    Action.RATE: on_facts(STAFF, _("Rate severity"), _("Severity rated"), offers=BESIDE),
    Action.FIND: on_judged(STAFF, _("Record finding"), _("Finding recorded"), offers=BESIDE),
    Action.JOIN: on_file(
        STAFF, _("Add a body"), _("Body added to an activity"), offers=beside(Thing.ACTIVITY, icon="plus-lg")
    ),
    Action.LEAVE: on_judged(
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
        **JUDGED,
        offers=ADD,
    ),
    # By a letter of the result that is issued in the same act.
    Action.DEMAND: row(
        Subject.COMMITMENT,
        BORN,
        CommitmentStatus.OPEN,
        SUPERVISOR,
        _("Ask to be done"),
        _("Asked to be done by a letter"),
        offers=elsewhere("incidents:issue_letter"),
    ),
    Action.REDATE: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        STAYS,
        SUPERVISOR,
        _("Move the day"),
        _("Moved to another day"),
        needs_reason=True,
        of_unit=True,
        offers=(elsewhere("incidents:postpone"), elsewhere("incidents:strike_more_time")),
    ),
    Action.KEEP: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.KEPT,
        STAFF,
        _("Kept"),
        _("Commitment kept"),
        offers=beside(Thing.COMMITMENT),
    ),
    Action.MISS: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.MISSED,
        STAFF,
        _("Not kept"),
        _("Commitment not kept"),
        needs_reason=True,
        offers=beside(Thing.COMMITMENT),
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
    # What a letter that was approved and signed asks for is let go by whoever may sign it; the body is told.
    Action.WAIVE: row(
        Subject.COMMITMENT,
        CommitmentStatus.OPEN,
        CommitmentStatus.DROPPED,
        SUPERVISOR,
        _("Release a point of the letter"),
        _("A point of a letter was released"),
        needs_reason=True,
        of_unit=True,
        offers=beside(Thing.COMMITMENT),
    ),
    Action.UNSETTLE: row(
        Subject.COMMITMENT,
        (CommitmentStatus.KEPT, CommitmentStatus.MISSED, CommitmentStatus.DROPPED),
        CommitmentStatus.OPEN,
        STAFF,
        _("Take the judgement back"),
        _("Judgement of a commitment taken back"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="judged_by_them",
        offers=beside(Thing.COMMITMENT),
    ),
    # Also after its case has ended, which stays ended as it was: see actions/closing_conditions.py.
    Action.REVISE: row(
        Subject.ENTRY,
        ANY_STATE,
        STAYS,
        STAFF,
        _("Correct"),
        _("Entry corrected"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="theirs_to_correct",
        offers=tuple(beside(thing) for thing in TYPED_IN),
    ),
    Action.STRIKE: row(
        Subject.ENTRY,
        ANY_STATE,
        STAYS,
        STAFF,
        _("Strike out"),
        _("Entry struck out"),
        needs_reason=True,
        own_only=OFFICER,
        own_as="theirs_to_correct",
        offers=tuple(beside(thing) for thing in (*TYPED_IN, *STRUCK_ALONE)),
    ),
}

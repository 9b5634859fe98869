"""The moves of the register of actors: who comes on it, by which names, how far they are relied on, which two are one."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head
from .rows import BORN, STAYS, on_file, row
from .words import STAFF, ActorStatus, Subject

ON_FILE, MERGED, MISTAKEN = ActorStatus.ON_FILE, ActorStatus.MERGED, ActorStatus.MISTAKEN

OF_ACTORS = {
    Action.REGISTER_ACTOR: row(
        Subject.ACTOR,
        BORN,
        ON_FILE,
        STAFF,
        _("Add actor"),
        _("Actor put on the register"),
        offers=(head(Thing.ACTORS, weight=Weight.MAIN, icon="plus-lg"), elsewhere("incidents:link_actor")),
    ),
    Action.ADD_ALIAS: row(
        Subject.ACTOR,
        ON_FILE,
        STAYS,
        STAFF,
        _("Add alias"),
        _("Alias of an actor recorded"),
        offers=beside(Thing.ACTOR, icon="plus-lg"),
    ),
    Action.TAKE_BACK_ALIAS: row(
        Subject.ACTOR,
        tuple(ActorStatus),
        STAYS,
        STAFF,
        _("Take back"),
        _("Alias of an actor taken back"),
        needs_reason=True,
        offers=beside(Thing.ALIAS),
    ),
    Action.JUDGE_ACTOR: row(
        Subject.ACTOR,
        ON_FILE,
        STAYS,
        STAFF,
        _("Judge reliability"),
        _("Reliability of an actor judged"),
        needs_reason=True,
        offers=beside(Thing.ACTOR),
    ),
    Action.TAKE_BACK_JUDGEMENT: row(
        Subject.ACTOR,
        tuple(ActorStatus),
        STAYS,
        STAFF,
        _("Take back"),
        _("Judgement of an actor taken back"),
        needs_reason=True,
        offers=beside(Thing.JUDGEMENT),
    ),
    Action.AMEND_ACTOR: row(
        Subject.ACTOR,
        ON_FILE,
        STAYS,
        STAFF,
        _("Amend actor"),
        _("Actor amended"),
        needs_reason=True,
        offers=head(Thing.ACTOR),
    ),
    Action.MERGE_ACTOR: row(
        Subject.ACTOR,
        ON_FILE,
        MERGED,
        STAFF,
        _("Merge with the same one"),
        _("Two actors are one"),
        needs_reason=True,
        offers=head(Thing.ACTOR, 1, weight=Weight.REVOKE),
    ),
    Action.SEPARATE_ACTOR: row(
        Subject.ACTOR,
        MERGED,
        ON_FILE,
        STAFF,
        _("Two after all"),
        _("Two actors told apart again"),
        needs_reason=True,
        offers=head(Thing.ACTOR, 1),
    ),
    # Never one of whom a case still tells: see actions/mistaken_actors.py.
    Action.ANNUL_ACTOR: row(
        Subject.ACTOR,
        ON_FILE,
        MISTAKEN,
        STAFF,
        _("Declare it entered by mistake"),
        _("Actor declared to be entered by mistake"),
        needs_reason=True,
        offers=head(Thing.ACTOR, 8, weight=Weight.REVOKE),
    ),
    Action.REINSTATE_ACTOR: row(
        Subject.ACTOR,
        MISTAKEN,
        ON_FILE,
        STAFF,
        _("No mistake: take it up again"),
        _("Actor taken up again: it was no mistake"),
        needs_reason=True,
        offers=head(Thing.ACTOR, 1),
    ),
    Action.LINK_ACTOR: on_file(
        STAFF, _("Add actor"), _("Part of an actor recorded"), offers=beside(Thing.CASE, icon="plus-lg")
    ),
    Action.SAME_ACTOR: on_file(
        STAFF, _("Same actor"), _("Recognised as an actor on the register"), offers=beside(Thing.RECOGNISED), asks=False
    ),
    Action.NOT_THIS_ACTOR: on_file(
        STAFF,
        _("Not this actor"),
        _("Said to be another than an actor on the register"),
        needs_reason=True,
        offers=beside(Thing.RECOGNISED),
    ),
    Action.RECORD_CONTACT: on_file(
        STAFF, _("Record attempt at contact"), _("Attempt at contact recorded"), offers=beside(Thing.CASE)
    ),
}

"""The moves of removal under law: one person proposes, another decides; then the content is gone, and the record says so. How long what is kept."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, head, menu
from .rows import BORN, OFFICER, STAYS, SUPERVISOR, row
from .words import RemovalStatus, Role, Subject

OF_REMOVAL = {
    Action.PROPOSE_REMOVAL: row(
        Subject.REMOVAL,
        BORN,
        RemovalStatus.PROPOSED,
        (OFFICER, SUPERVISOR),
        _("Propose a removal under law"),
        _("Removal under law proposed"),
        needs_reason=True,
        offers=(
            menu(Thing.CASE, order=90, weight=Weight.REVOKE, icon="slash-circle"),
            menu(
                Thing.COMPLAINT,
                order=90,
                weight=Weight.REVOKE,
                icon="slash-circle",
                page="incidents:propose_removal_of_complaint",
            ),
            head(Thing.ACTOR, 9, weight=Weight.REVOKE, icon="slash-circle", page="incidents:propose_removal_of_actor"),
            head(
                Thing.AGENCY, 9, weight=Weight.REVOKE, icon="slash-circle", page="incidents:propose_removal_of_person"
            ),
        ),
    ),
    Action.REMOVE: row(
        Subject.REMOVAL,
        RemovalStatus.PROPOSED,
        RemovalStatus.DONE,
        SUPERVISOR,
        _("Remove under law"),
        _("Removed under law"),
        not_by_drafter=True,
        needs_reason=True,
        offers=head(Thing.REMOVAL, weight=Weight.REVOKE, icon="slash-circle"),
    ),
    Action.DECLINE_REMOVAL: row(
        Subject.REMOVAL,
        RemovalStatus.PROPOSED,
        RemovalStatus.DECLINED,
        (OFFICER, SUPERVISOR),
        _("Do not remove"),
        _("Removal under law declined"),
        needs_reason=True,
        offers=head(Thing.REMOVAL, order=1),
    ),
    Action.ENACT_RETENTION: row(
        Subject.RETENTION,
        BORN,
        STAYS,
        Role.ADMINISTRATOR,
        _("Enact a retention"),
        _("Retention enacted"),
        needs_reason=True,
        offers=(beside(Thing.RULES), beside(Thing.RETENTION, words=_("What follows it"))),
    ),
}

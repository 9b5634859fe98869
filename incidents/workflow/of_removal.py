"""The moves of removal under law: one person proposes, another decides; then the content is gone, and the record says so."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, head, menu
from .rows import BORN, OFFICER, SUPERVISOR, row
from .words import RemovalStatus, Subject

OF_REMOVAL = {
    Action.PROPOSE_REMOVAL: row(
        Subject.REMOVAL,
        BORN,
        RemovalStatus.PROPOSED,
        (OFFICER, SUPERVISOR),
        _("Propose a removal under law"),
        _("Removal under law proposed"),
        needs_reason=True,
        offers=menu(Thing.CASE, order=90, weight=Weight.REVOKE, icon="trash"),
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
        offers=head(Thing.REMOVAL, weight=Weight.REVOKE, icon="trash"),
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
}

"""The moves of a complainant's sheet: what stands on it, and the files that lie with it."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, head
from .rows import STAYS, row
from .words import STAFF, Subject

KEPT = "kept"  # a sheet's only state; a file of one is struck out besides
STRUCK = "struck"

OF_SHEETS = {
    Action.AMEND_SHEET: row(
        Subject.SHEET,
        KEPT,
        STAYS,
        STAFF,
        _("Amend the sheet"),
        _("Complainant's sheet amended"),
        own_only=STAFF,
        needs_reason=True,
        offers=head(Thing.SHEET),
    ),
    Action.ADD_SHEET_FILE: row(
        Subject.SHEET,
        KEPT,
        STAYS,
        STAFF,
        _("Add a file"),
        _("File laid to the complainant's sheet"),
        own_only=STAFF,
        offers=beside(Thing.SHEET, icon="plus-lg"),
    ),
    Action.AMEND_SHEET_FILE: row(
        Subject.SHEET,
        KEPT,
        STAYS,
        STAFF,
        _("Correct what is said of the file"),
        _("What is said of a file of the complainant's sheet was corrected"),
        own_only=STAFF,
        needs_reason=True,
        offers=beside(Thing.SHEET_FILE),
    ),
    Action.STRIKE_SHEET_FILE: row(
        Subject.SHEET,
        KEPT,
        STAYS,
        STAFF,
        _("Strike out the file"),
        _("File of the complainant's sheet struck out"),
        own_only=STAFF,
        needs_reason=True,
        offers=beside(Thing.SHEET_FILE, weight=Weight.REVOKE),
    ),
}

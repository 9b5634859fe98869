"""The moves of a case that is entered from the record: what happened outside the product, typed in afterwards."""

from ..translatable import _
from .acts import Action
from .offers import Thing, beside, head
from .rows import BORN, OFFICER, on_file, row
from .words import IncidentStatus, Subject

OF_PAST_CASES = {
    Action.ENTER_CASE: row(
        Subject.INCIDENT,
        BORN,
        IncidentStatus.OPEN,
        OFFICER,
        _("Enter a past case"),
        _("Case entered from the record"),
        offers=head(Thing.CASES, icon="archive"),
    ),
    # Most are entered as they ended: what their file has besides is entered afterwards.
    Action.ENTER_LETTER: on_file(
        OFFICER,
        _("Enter a letter that went out"),
        _("Letter entered from the record"),
        offers=beside(Thing.CASE, icon="plus-lg"),
    ),
    Action.ENTER_REPLY: on_file(
        OFFICER,
        _("Enter a reply"),
        _("Reply entered from the record"),
        offers=beside(Thing.PAST_LETTER, icon="plus-lg"),
    ),
    Action.ENTER_OUTCOME: row(
        Subject.INCIDENT,
        IncidentStatus.OPEN,
        IncidentStatus.CLOSED,
        OFFICER,
        _("Enter how it ended"),
        _("Outcome entered from the record"),
        needs_reason=True,
        offers=head(Thing.CASE, 2),
    ),
}

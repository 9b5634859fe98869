"""The moves of sanctions: a measure that was imposed, and what befell it afterwards."""

from ..translatable import _
from .acts import Action
from .offers import Thing, beside
from .rows import ALIVE, STAYS, on_file, row
from .words import STAFF, IncidentStatus, Subject

OF_SANCTIONS = {
    # A reprimand may be issued after the case was closed, and is on record as a sanction then. One that was decided before the end is
    # a supervisor's to add: cases are counted by it.
    Action.SANCTION: row(
        Subject.INCIDENT,
        {*ALIVE, IncidentStatus.CLOSED},
        STAYS,
        STAFF,
        _("Record sanction"),
        _("Sanction recorded"),
        offers=beside(Thing.CASE),
    ),
    # A court decides, and a fine is paid, long after the case has ended.
    Action.RECORD_DEVELOPMENT: on_file(
        STAFF,
        _("Record what befell it"),
        _("What befell a sanction was recorded"),
        offers=beside(Thing.SANCTION, icon="plus-lg"),
    ),
}

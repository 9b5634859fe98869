"""The moves of the bodies in a case that are asked nothing: those it affects, and one that stands for another."""

from ..translatable import _
from .acts import Action
from .offers import Thing, beside, elsewhere
from .rows import ALIVE, BORN, OFFICER, OWN_FILE, STAYS, on_file, on_judged, row
from .words import STAFF, IncidentStatus, Role, Subject

OF_BODIES = {
    Action.LIST_AFFECTED: on_judged(
        OFFICER, _("Add affected bodies"), _("Affected bodies listed"), offers=beside(Thing.CASE, icon="plus-lg")
    ),
    Action.AMEND_AFFECTED: row(
        Subject.AFFECTED,
        BORN,
        STAYS,
        STAFF,
        _("Change"),
        _("Affected body amended"),
        own_only=OFFICER,
        own_as="theirs_to_amend",
        within=OWN_FILE,
        needs_reason=True,
        offers=beside(Thing.AFFECTED),
    ),
    # Several at once, or a list as it was taken in; one by itself is struck as any entry is, also after the case has ended.
    Action.STRIKE_AFFECTED: on_file(
        STAFF,
        _("Strike out those chosen"),
        _("Affected bodies struck out"),
        needs_reason=True,
        offers=elsewhere("incidents:affected"),
    ),
    Action.EXCHANGE_BODY: row(
        Subject.INCIDENT,
        tuple(IncidentStatus),
        STAYS,
        Role.ADMINISTRATOR,
        _("Exchange a body"),
        _("One body stands for another"),
        offers=elsewhere("incidents:merge_agency"),
    ),
    Action.LOSE_BODY: row(
        Subject.INCIDENT,
        ALIVE,
        STAYS,
        Role.ADMINISTRATOR,
        _("End the parts of a body"),
        _("A body exists no more, and nobody follows it"),
        offers=elsewhere("incidents:end_agency"),
    ),
    Action.GIVE_BACK_PARTS: row(
        Subject.INCIDENT,
        tuple(IncidentStatus),
        STAYS,
        Role.ADMINISTRATOR,
        _("Give back the parts of a body"),
        _("A body that had not ended has its parts again"),
        offers=elsewhere("incidents:revive_agency"),
    ),
    Action.DIVIDE_BODIES: row(
        Subject.INCIDENT,
        tuple(IncidentStatus),
        STAYS,
        Role.ADMINISTRATOR,
        _("Divide two bodies"),
        _("Two bodies that are not one have their own again"),
        needs_reason=True,
        offers=elsewhere("incidents:unmerge_agency"),
    ),
}

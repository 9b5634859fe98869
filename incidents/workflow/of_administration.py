"""The moves of what an administrator keeps: bodies, people, dated rules."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, elsewhere, head
from .rows import BORN, STAYS, SYSTEM, row
from .words import Role, Subject

SETTERS = (Role.ADMINISTRATOR, SYSTEM)

OF_ADMINISTRATION = {
    Action.REGISTER_AGENCY: row(
        Subject.AGENCY,
        BORN,
        STAYS,
        SETTERS,
        _("Register agency"),
        _("Agency registered"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.RENAME_AGENCY: row(
        Subject.AGENCY, BORN, STAYS, SETTERS, _("New name"), _("Agency renamed"), offers=head(Thing.AGENCY, 2)
    ),
    Action.AMEND_AGENCY: row(
        Subject.AGENCY, BORN, STAYS, SETTERS, _("Amend agency"), _("Agency amended"), offers=head(Thing.AGENCY, 1)
    ),
    Action.REGISTER_CONTACT: row(
        Subject.CONTACT,
        BORN,
        STAYS,
        SETTERS,
        _("Register contact"),
        _("Contact registered"),
        offers=(
            head(Thing.AGENCIES, weight=Weight.MAIN, icon="plus-lg"),
            head(Thing.AGENCY, 3, weight=Weight.MAIN, icon="plus-lg"),
            beside(Thing.AGENCY),
        ),
    ),
    Action.CONFIRM_CONTACT: row(
        Subject.CONTACT,
        "current",
        STAYS,
        (*SETTERS, Role.OFFICER, Role.LIAISON),
        _("Still right"),
        _("Contact confirmed"),
        offers=beside(Thing.CONTACT),
        asks=False,
    ),
    Action.END_CONTACT: row(
        Subject.CONTACT,
        "current",
        STAYS,
        SETTERS,
        _("End contact"),
        _("Contact ended"),
        needs_reason=True,
        offers=beside(Thing.CONTACT, words=_("End")),
    ),
    Action.REGISTER_UNIT: row(
        Subject.UNIT,
        BORN,
        STAYS,
        SETTERS,
        _("Register unit"),
        _("Unit registered"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.ENACT_RULE: row(
        Subject.RULE,
        BORN,
        STAYS,
        SETTERS,
        _("Enact clock rule"),
        _("Clock rule enacted"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.ENACT_RUNG: row(
        Subject.RUNG,
        BORN,
        STAYS,
        SETTERS,
        _("Enact step of the ladder"),
        _("Step of the ladder enacted"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.ENACT_REMINDERS: row(
        Subject.REMINDERS,
        BORN,
        STAYS,
        SETTERS,
        _("Enact reminders"),
        _("Reminders enacted"),
        offers=head(Thing.REMINDERS, weight=Weight.MAIN, page="notifications:enact_reminders"),
    ),
    Action.ENACT_SIGNING: row(
        Subject.SIGNING,
        BORN,
        STAYS,
        SETTERS,
        _("Choose how letters are signed"),
        _("Chosen how letters are signed"),
        needs_reason=True,
        offers=beside(Thing.SIGNING, page="notifications:enact_signing"),
    ),
    Action.ENACT_TEMPLATE: row(
        Subject.TEMPLATE,
        BORN,
        STAYS,
        SETTERS,
        _("Enact letter wording"),
        _("Letter wording enacted"),
        needs_reason=True,
        offers=beside(Thing.WORDING, words=_("Change"), page="notifications:enact_template"),
    ),
    Action.ENACT_QUESTIONS: row(
        Subject.QUESTIONS,
        BORN,
        STAYS,
        SETTERS,
        _("Enact question set"),
        _("Question set enacted"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.ENACT_CATEGORY: row(
        Subject.CATEGORY,
        BORN,
        STAYS,
        SETTERS,
        _("Enact data category"),
        _("Data category enacted"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.ENACT_REGIME: row(
        Subject.REGIME,
        BORN,
        STAYS,
        SETTERS,
        _("Enact sanction regime"),
        _("Sanction regime enacted"),
        offers=elsewhere("manage.py setup"),
    ),
    Action.APPOINT: row(
        Subject.APPOINTMENT,
        BORN,
        STAYS,
        SETTERS,
        _("Appoint"),
        _("Person appointed"),
        offers=head(Thing.PEOPLE, weight=Weight.MAIN, icon="person-plus"),
    ),
    Action.END_APPOINTMENT: row(
        Subject.APPOINTMENT,
        "current",
        STAYS,
        SETTERS,
        _("End appointment"),
        _("Appointment ended"),
        needs_reason=True,
        offers=beside(Thing.APPOINTMENT, words=_("End")),
    ),
}

"""The moves of what an administrator keeps: bodies, people, dated rules."""

from .acts import Action
from .rows import BORN, STAYS, SYSTEM, row
from .words import Role, Subject, _

SETTERS = (Role.ADMINISTRATOR, SYSTEM)

OF_REGISTERS = {
    Action.REGISTER_AGENCY: row(Subject.AGENCY, BORN, STAYS, SETTERS, _("Register agency"), _("Agency registered")),
    Action.RENAME_AGENCY: row(Subject.AGENCY, BORN, STAYS, SETTERS, _("New name"), _("Agency renamed")),
    Action.AMEND_AGENCY: row(Subject.AGENCY, BORN, STAYS, SETTERS, _("Amend agency"), _("Agency amended")),
    Action.REGISTER_CONTACT: row(Subject.CONTACT, BORN, STAYS, SETTERS, _("Register contact"), _("Contact registered")),
    Action.CONFIRM_CONTACT: row(
        Subject.CONTACT,
        "current",
        STAYS,
        (*SETTERS, Role.OFFICER, Role.LIAISON),
        _("Still right"),
        _("Contact confirmed"),
    ),
    Action.END_CONTACT: row(
        Subject.CONTACT, "current", STAYS, SETTERS, _("End contact"), _("Contact ended"), needs_reason=True
    ),
    Action.REGISTER_UNIT: row(Subject.UNIT, BORN, STAYS, SETTERS, _("Register unit"), _("Unit registered")),
    Action.ENACT_RULE: row(Subject.RULE, BORN, STAYS, SETTERS, _("Enact clock rule"), _("Clock rule enacted")),
    Action.ENACT_RUNG: row(
        Subject.RUNG, BORN, STAYS, SETTERS, _("Enact step of the ladder"), _("Step of the ladder enacted")
    ),
    Action.ENACT_REMINDERS: row(Subject.REMINDERS, BORN, STAYS, SETTERS, _("Enact reminders"), _("Reminders enacted")),
    Action.ENACT_SIGNING: row(
        Subject.SIGNING,
        BORN,
        STAYS,
        SETTERS,
        _("Choose how letters are signed"),
        _("Chosen how letters are signed"),
        needs_reason=True,
    ),
    Action.ENACT_TEMPLATE: row(
        Subject.TEMPLATE,
        BORN,
        STAYS,
        SETTERS,
        _("Enact letter wording"),
        _("Letter wording enacted"),
        needs_reason=True,
    ),
    Action.ENACT_QUESTIONS: row(
        Subject.QUESTIONS, BORN, STAYS, SETTERS, _("Enact question set"), _("Question set enacted")
    ),
    Action.ENACT_CATEGORY: row(
        Subject.CATEGORY, BORN, STAYS, SETTERS, _("Enact data category"), _("Data category enacted")
    ),
    Action.ENACT_REGIME: row(
        Subject.REGIME, BORN, STAYS, SETTERS, _("Enact sanction regime"), _("Sanction regime enacted")
    ),
    Action.APPOINT: row(Subject.APPOINTMENT, BORN, STAYS, SETTERS, _("Appoint"), _("Person appointed")),
    Action.END_APPOINTMENT: row(
        Subject.APPOINTMENT,
        "current",
        STAYS,
        SETTERS,
        _("End appointment"),
        _("Appointment ended"),
        needs_reason=True,
    ),
}

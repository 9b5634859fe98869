"""The moves of an auditor: on their own instruments alone, never on the casework. What is asked of the record as an anomaly, from
when to when, and what an auditor says of what that found."""

from ..translatable import _
from .acts import Action
from .offers import Thing, Weight, beside, head
from .rows import BORN, STAYS, row
from .words import Role, Subject

OF_AUDIT = {
    Action.ENACT_ANOMALY: row(
        Subject.ANOMALY_RULE,
        BORN,
        STAYS,
        Role.AUDITOR,
        _("Ask from a day on"),
        _("Rule for anomalies enacted"),
        needs_reason=True,
        offers=(head(Thing.ANOMALY, weight=Weight.MAIN), beside(Thing.ANOMALY)),
    ),
    Action.END_ANOMALY: row(
        Subject.ANOMALY_RULE,
        BORN,
        STAYS,
        Role.AUDITOR,
        _("Ask no longer"),
        _("Rule for anomalies ended"),
        needs_reason=True,
        offers=beside(Thing.ANOMALY_RULE),
    ),
    Action.LOOK_AT_FINDING: row(
        Subject.ANOMALY_LOOK,
        BORN,
        STAYS,
        Role.AUDITOR,
        _("Note a look"),
        _("Anomaly looked at"),
        offers=beside(Thing.FOUND),
    ),
}

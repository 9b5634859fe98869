"""THE table of anomalies: what each kind asks of the record, and what an auditor may set of it. Pure: no Django, no database.

An anomaly is a question put to the record, never a finding of guilt: a night edit may be a night's work. The query of each
stands under its code in `reports.anomalies`; which are asked, from when to when and how, says an AnomalyRule.
"""

from dataclasses import dataclass

from ..translatable import _

HOUR_OF_DAY, HOURS, DAYS, TIMES = _("hour of the day, WIB"), _("hours"), _("days"), _("files")


@dataclass(frozen=True)
class Parameter:
    """One number that a rule sets: `unit` is what it counts, `default` what the form begins with."""

    name: str
    label: str
    unit: str
    default: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class AnomalyKind:
    """One kind of anomaly: what it is called, what it asks of the record, its parameters."""

    code: str
    label: str
    asks: str
    parameters: tuple[Parameter, ...] = ()


TABLE = (
    AnomalyKind(
        "dues",
        _("Due moved after it had passed"),
        _(
            "Of what was the due moved later, or taken away, when it had passed already: of a letter or a question of it, a commitment, what a letter of the case asks for, a duty to notify, a letter of a past case? Corrections are found as well."
        ),
        (Parameter("hours", _("Passed for longer than"), HOURS, 0, 0, 8760),),
    ),
    AnomalyKind(
        "night",
        _("Entered at night"),
        _("What did people of the ministry enter at night, by the clocks of Jakarta, where its units are?"),
        (
            Parameter("begins", _("The night begins"), HOUR_OF_DAY, 22, 0, 23),
            Parameter("ends", _("The night ends"), HOUR_OF_DAY, 5, 0, 23),
        ),
    ),
    AnomalyKind(
        "late",
        _("Recorded long after it happened"),
        _("What was recorded long after the instant at which it is said to have happened? Past cases are left out."),
        (Parameter("days", _("Recorded later than"), DAYS, 7, 1, 3650),),
    ),
    AnomalyKind(
        "exports",
        _("Many files taken out"),
        _(
            "Who took out so many sheets, letters and files within some days? Of each day the first above that number is shown."
        ),
        (
            Parameter("number", _("More than"), TIMES, 20, 1, 9999),
            Parameter("days", _("Taken out within"), DAYS, 1, 1, 365),
        ),
    ),
    AnomalyKind(
        "posts",
        _("Legal act in a new role"),
        _("Which acts of legal effect did somebody do who had come into the role for them shortly before?"),
        (Parameter("hours", _("In the role for less than"), HOURS, 24, 1, 8760),),
    ),
    AnomalyKind(
        "roles",
        _("Role given and taken away again"),
        _("Which roles did somebody get and lose again shortly afterwards, or lose and get again?"),
        (Parameter("hours", _("Within"), HOURS, 72, 1, 8760),),
    ),
    AnomalyKind(
        "back",
        _("Changed and changed back"),
        _(
            "Which cases were given another severity, restriction, marking or owner, and shortly afterwards the one of before again?"
        ),
        (Parameter("days", _("Within"), DAYS, 7, 1, 365),),
    ),
    AnomalyKind(
        "conflict",
        _("Two roles at a time"),
        _("What did somebody do who held, at that instant, another role that is opposed to it or supervises it?"),
    ),
    AnomalyKind(
        "silence",
        _("Engine silent"),
        _(
            "What did the engine make or mail long after it should have, or not at all: letters, and reminders as the policy of that instant has them?"
        ),
        (Parameter("hours", _("Later than"), HOURS, 2, 1, 8760),),
    ),
    AnomalyKind(
        "verified",
        _("Verified just before closing"),
        _("Which assertions became verified shortly before their case was closed?"),
        (Parameter("hours", _("Closed within"), HOURS, 24, 1, 8760),),
    ),
    AnomalyKind(
        "restricted",
        _("Restricted case read from outside it"),
        _(
            "Who read in a restricted case, or was refused there, and neither owned it nor was named for it then? Left out are auditors, who read by their office, and liaisons, who read what is addressed to them."
        ),
    ),
)
KINDS = {kind.code: kind for kind in TABLE}

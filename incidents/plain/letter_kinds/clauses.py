"""What letters say to some addressees and not to others: by the part in the case, and by what kind of body it is."""

from dataclasses import dataclass

from ...translatable import _

DUTY, OBJECTION, FOLLOWS = (
    "kewajiban",
    "keberatan",
    "tindak_lanjut",
)  # placeholders of a wording for the sentences of clauses


@dataclass(frozen=True)
class Clause:
    """A sentence, and the provisions that are cited beside those of the letter, one a line. `code` names its versions as that of
    a kind of letter names those of its wording. Without `cites` it is a sentence alone. `place` is the placeholder for which it
    stands, "" for the foot; `shown_in` a kind of letter in which an administrator looks at it."""

    code: str
    label: str
    cites: bool = True
    place: str = DUTY
    shown_in: str = "clarification_request"


TO_CONTROLLER = Clause("to_controller", _("To a controller"))
TO_PROCESSOR = Clause("to_processor", _("To a processor"))
TO_COPY_HOLDER = Clause("to_copy_holder", _("To a holder of a copy"))
TO_COORDINATION = Clause("to_coordination", _("To a body that helps to coordinate or investigates"))
TO_OTHERS = Clause("to_others", _("To a body whose part is not known yet, or another"))
TO_PRIVATE = Clause("to_private", _("To a private corporation, beside what its part in the case says"))
TO_FOREIGN = Clause("to_foreign", _("To a body of another state, whatever its part in the case"))
# In letters of the result.
DUTIES_STAY = Clause(
    "duties_stay",
    _("In a letter of the result to a body that the law of this country binds: its other duties"),
    cites=False,
    shown_in="outcome_notice",
)
OBJECTION_OF_CITIZENS = Clause(
    "objection_of_citizens",
    _("In a reprimand to a corporation, a non-governmental body or a person: how to object"),
    cites=False,
    place=OBJECTION,
    shown_in="reprimand",
)
OBJECTION_OF_AUTHORITIES = Clause(
    "objection_of_authorities",
    _("In a reprimand to a public body, of this state or another, or an international one: how to object"),
    cites=False,
    place=OBJECTION,
    shown_in="reprimand",
)
# What the ministry does next where a letter that asks is not answered: its own practice, by the step of the ladder.
NEXT_SECOND = Clause(
    "next_second_letter",
    _("What follows if nobody answers: the second letter"),
    cites=False,
    place=FOLLOWS,
)
NEXT_SUMMONS = Clause(
    "next_summons",
    _("What follows if nobody answers: the summons"),
    cites=False,
    place=FOLLOWS,
    shown_in="second_letter",
)
NEXT_WARNING = Clause(
    "next_warning",
    _("What follows if nobody answers: the warning"),
    cites=False,
    place=FOLLOWS,
    shown_in="summons",
)
NEXT_STEPS = {"second_letter": NEXT_SECOND, "summons": NEXT_SUMMONS, "warning": NEXT_WARNING}
FOOT = Clause("foot", _("Sentence at the foot of letters on their value as evidence"), cites=False, place="")

ON_REQUESTS = (TO_CONTROLLER, TO_PROCESSOR, TO_COPY_HOLDER, TO_COORDINATION, TO_OTHERS, TO_PRIVATE, TO_FOREIGN)
CLAUSES = (*ON_REQUESTS, DUTIES_STAY, OBJECTION_OF_CITIZENS, OBJECTION_OF_AUTHORITIES, *NEXT_STEPS.values(), FOOT)
CLAUSE_OF = {clause.code: clause for clause in CLAUSES}

"""THE table of letters: all that is known of each kind of letter stands in its one row. Pure: no Django, no database.

What follows from it: the choices of the columns, file names, which placeholders a wording may use, who is told by which
mail, which acts are legal ones on the timeline, the samples by which a wording is shown. A kind that stands alone, on no
request, needs nothing but its row, its wording in data/letter_templates.csv and a mail of notices.NOTICES that carries it.
"""

from .clauses import (
    CLAUSE_OF,
    CLAUSES,
    DUTIES_STAY,
    DUTY,
    FOLLOWS,
    FOOT,
    NEXT_STEPS,
    OBJECTION,
    OBJECTION_OF_CITIZENS,
    TO_CONTROLLER,
    Clause,
)
from .of_complaints import COMPLAINT_ANSWER
from .of_letters import ERRATUM, PLACES, REVOCATION, SLIP, SLIP_FIELDS
from .of_meetings import CANCELLATION, INVITATION
from .of_requests import (
    ACCEPTANCE,
    ACCEPTANCE_REVOKED,
    AGENDA,
    CLARIFICATION_REQUEST,
    CORRECTION,
    EXTENSION,
    RECEIPT,
    REFUSAL,
    SECOND_LETTER,
    SUMMONS,
    WARNING,
    WITHDRAWAL,
)
from .of_results import (
    ASKED,
    BASIS,
    DEMANDS,
    DONE_BY,
    FOUND,
    INFORMATION,
    MEASURE,
    ORDER,
    OUTCOME_NOTICE,
    RECOMMENDATION,
    REFERRAL,
    REGIME,
    REPORTED,
    REPRIMAND,
    RESULTS,
    VIOLATED,
)
from .row import LetterKind, Part, Wanted

TABLE = (
    CLARIFICATION_REQUEST,
    SECOND_LETTER,
    SUMMONS,
    WARNING,
    EXTENSION,
    REFUSAL,
    ACCEPTANCE,
    ACCEPTANCE_REVOKED,
    WITHDRAWAL,
    CORRECTION,
    INVITATION,
    CANCELLATION,
    *RESULTS,
    REVOCATION,
    ERRATUM,
    COMPLAINT_ANSWER,
    RECEIPT,
)
KINDS = {kind.code: kind for kind in TABLE}
ASKING = tuple(kind.code for kind in TABLE if kind.asks)
DEMANDING = tuple(kind.code for kind in TABLE if kind.demands)
DISPUTABLE = tuple(kind.code for kind in TABLE if kind.disputable)
ALONE = tuple(kind for kind in TABLE if kind.alone)
# What went out before the product as well, to a body. Whoever complained is a person, named in no list of letters.
OF_THE_RECORD = tuple(kind for kind in TABLE if kind.part != Part.TO_PERSON)
TAKEN_BACK_BY = {code: kind for kind in ALONE for code in kind.takes_back}
# Of which letters one speaks that moves their due, or takes them back.
SPEAKS_OF = {EXTENSION.code: ASKING, WITHDRAWAL.code: ASKING, REVOCATION.code: REVOCATION.takes_back}
CORRECTED_BY = {code: kind for kind in ALONE for code in kind.corrects}
WORDED = tuple(kind for kind in TABLE if kind.placeholders)
LEGAL_ACTS = frozenset(act for kind in TABLE if kind.legal and not kind.alone for act in kind.made_by)

__all__ = [
    "ACCEPTANCE",
    "ACCEPTANCE_REVOKED",
    "AGENDA",
    "ALONE",
    "ASKED",
    "ASKING",
    "BASIS",
    "CANCELLATION",
    "CLARIFICATION_REQUEST",
    "CLAUSES",
    "CLAUSE_OF",
    "Clause",
    "COMPLAINT_ANSWER",
    "CORRECTED_BY",
    "CORRECTION",
    "DEMANDING",
    "DEMANDS",
    "DISPUTABLE",
    "DONE_BY",
    "DUTIES_STAY",
    "DUTY",
    "ERRATUM",
    "EXTENSION",
    "FOLLOWS",
    "FOOT",
    "FOUND",
    "INFORMATION",
    "INVITATION",
    "KINDS",
    "LEGAL_ACTS",
    "LetterKind",
    "MEASURE",
    "NEXT_STEPS",
    "OBJECTION",
    "OBJECTION_OF_CITIZENS",
    "OF_THE_RECORD",
    "ORDER",
    "OUTCOME_NOTICE",
    "PLACES",
    "Part",
    "RECEIPT",
    "RECOMMENDATION",
    "REFERRAL",
    "REFUSAL",
    "REGIME",
    "REPORTED",
    "REPRIMAND",
    "RESULTS",
    "REVOCATION",
    "SECOND_LETTER",
    "SLIP",
    "SLIP_FIELDS",
    "SPEAKS_OF",
    "SUMMONS",
    "TABLE",
    "TAKEN_BACK_BY",
    "TO_CONTROLLER",
    "VIOLATED",
    "WARNING",
    "WITHDRAWAL",
    "WORDED",
    "Wanted",
]

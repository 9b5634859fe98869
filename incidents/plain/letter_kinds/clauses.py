"""What letters about a request say to some addressees and not to others: by the part in the case, and by what kind of body it is."""

from dataclasses import dataclass

from ...translatable import _


@dataclass(frozen=True)
class Clause:
    """A sentence, and the provisions that are cited beside those of the letter, one a line. `code` names its versions as that of
    a kind of letter names those of its wording. Without `cites` it is a sentence alone."""

    code: str
    label: str
    cites: bool = True


TO_CONTROLLER = Clause("to_controller", _("To a controller"))
TO_PROCESSOR = Clause("to_processor", _("To a processor"))
TO_COPY_HOLDER = Clause("to_copy_holder", _("To a holder of a copy"))
TO_COORDINATION = Clause("to_coordination", _("To a body that helps to coordinate or investigates"))
TO_OTHERS = Clause("to_others", _("To a body whose part is not known yet, or another"))
TO_PRIVATE = Clause("to_private", _("To a private corporation, beside what its part in the case says"))
TO_FOREIGN = Clause("to_foreign", _("To a body of another state, whatever its part in the case"))
FOOT = Clause("foot", _("Sentence at the foot of letters on their value as evidence"), cites=False)

CLAUSES = (TO_CONTROLLER, TO_PROCESSOR, TO_COPY_HOLDER, TO_COORDINATION, TO_OTHERS, TO_PRIVATE, TO_FOREIGN, FOOT)
CLAUSE_OF = {clause.code: clause for clause in CLAUSES}

"""What a letter says to its addressee and not to others: by the part it plays in the case, and what kind of body it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models import Agency, Incident, Involvement
from ..plain.letter_kinds import Clause, LetterKind
from ..plain.letter_kinds.clauses import (
    DUTIES_STAY,
    NEXT_STEPS,
    OBJECTION_OF_AUTHORITIES,
    OBJECTION_OF_CITIZENS,
    TO_CONTROLLER,
    TO_COORDINATION,
    TO_COPY_HOLDER,
    TO_FOREIGN,
    TO_OTHERS,
    TO_PRIVATE,
    TO_PROCESSOR,
)
from . import wordings

Role = Involvement.AgencyRole
OF_STATES = (*Agency.PUBLIC, Agency.Kind.INTERNATIONAL, Agency.Kind.FOREIGN)
# Of several parts the first counts: who decides on the processing answers for it, whatever else it is.
BY_PART = (
    (Involvement.CONTROLLERS, TO_CONTROLLER),
    ((Role.PROCESSOR,), TO_PROCESSOR),
    ((Role.COPY_HOLDER,), TO_COPY_HOLDER),
    ((Role.COORDINATION, Role.LAW_ENFORCEMENT), TO_COORDINATION),
)


@dataclass(frozen=True)
class Told:
    """What is said to one addressee: `sentence` may be empty; `basis` is cited beside that of the letter; `versions` are those of the
    clauses that an administrator enacted, `clauses` all of them."""

    sentence: str
    basis: tuple[str, ...]
    versions: dict[str, int]
    clauses: tuple[str, ...]


def clauses_of(incident: Incident, agency: Agency) -> tuple[Clause, ...]:
    """The clauses of a letter to `agency` in the case `incident`. The law of this country gives a body of another state no duties."""
    if not agency.is_bound:
        return (TO_FOREIGN,)
    parts = set(Involvement.objects.filter(incident=incident, agency=agency).values_list("role", flat=True))
    own = next((clause for roles, clause in BY_PART if parts & set(roles)), TO_OTHERS)
    return (own, TO_PRIVATE) if agency.kind == Agency.Kind.PRIVATE else (own,)


def clause_of_next(step: str, agency: Agency) -> tuple[Clause, ...]:
    """The clause of a letter to `agency` that says that the step of this code follows if nobody answers. A body of another state is asked in
    the framework of cooperation: it is told of no step."""
    return (NEXT_STEPS[step],) if agency.is_bound and step in NEXT_STEPS else ()


def clauses_of_result(kind: LetterKind, agencies: Sequence[Agency]) -> dict[str, tuple[Clause, ...]]:
    """{placeholder: clauses} of a letter of the result to these bodies. The law of this country gives those of other states no duties; that
    of administrative decisions (UU 30/2014 Art. 75 and 77) gives citizens and corporations a time to object, not one authority
    against another."""
    bound = [each for each in agencies if each.is_bound]
    apart = all(each.kind in OF_STATES for each in agencies)
    found = {
        DUTIES_STAY.place: (DUTIES_STAY,) if bound else (),
        OBJECTION_OF_CITIZENS.place: (OBJECTION_OF_AUTHORITIES if apart else OBJECTION_OF_CITIZENS,),
    }
    return {place: clauses for place, clauses in found.items() if kind.alone and place in kind.placeholders}


def told(clauses: Sequence[Clause], day: date) -> Told:
    """What `clauses` say on `day`, one after the other."""
    said = {clause.code: wordings.clause_on(clause, day) for clause in clauses}
    return Told(
        " ".join(each.sentence for each in said.values() if each.sentence),
        tuple(line for each in said.values() for line in each.basis),
        {code: each.version for code, each in said.items() if each.version},
        tuple(said),
    )

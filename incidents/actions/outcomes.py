"""What an outcome asks of a case before it is closed with it: what it says, and no more. Nobody makes anything up to close."""

from django.utils import translation
from django.utils.translation import gettext

from ..errors import DomainError
from ..models import Incident
from ..translatable import _

# They decide nothing about what people say: nobody's word has to be assessed for them.
UNDECIDED = frozenset(
    {
        Incident.Outcome.NOT_COMPETENT,
        Incident.Outcome.NO_REPLY,
        Incident.Outcome.TOO_LITTLE,
        Incident.Outcome.TO_POLICE,
        Incident.Outcome.TO_SECTOR,
    }
)
# They say that a breach is proven: what it was, of which data, how grave.
PROVEN = frozenset({Incident.Outcome.RECOMMENDATION, Incident.Outcome.REPRIMAND, Incident.Outcome.SANCTION})


def in_letter(outcome: str) -> str:
    """How a letter tells `outcome`: in Indonesian, whatever the reader reads."""
    with translation.override("id"):
        return f"Hasil penanganan: {Incident.Outcome(outcome).label}."


class Lacks(DomainError):
    message = _("This outcome says what is not on record yet: %(what)s. Record it first, or choose another outcome.")


def check(incident: Incident, outcome: str) -> None:
    """Raises Lacks while the case does not say what `outcome` does."""
    if missing := lacking(incident, outcome):
        raise Lacks(incident, what=", ".join(missing))


def lacking(incident: Incident, outcome: str) -> list[str]:
    """What `outcome` says and the case does not, in the reader's words; nothing of a case that is re-entered: what the
    public record does not tell, nobody makes up."""
    if outcome not in PROVEN or incident.replay:
        return []
    there = {
        gettext("Kind of failure"): bool(incident.failure),
        gettext("Kinds of data"): incident.categories.exists(),
        gettext("Severity"): incident.severity != Incident.Severity.UNKNOWN,
    }
    if outcome == Incident.Outcome.SANCTION:
        there[gettext("Sanctions")] = incident.sanctions.exists()
    return [name for name, known in there.items() if not known]

"""That a letter of the case was handed over by hand, for its page: as the record has it, with the signed receipt."""

from dataclasses import dataclass

from ..models import CaseEvent, CaseLetter, Evidence, User, handings_over
from ..models.evidence import ANNEXES
from ..plain.spans import Span


@dataclass(frozen=True)
class DeliveryByHand:
    """`recorded` is the act that says so; `scan` the piece that shows it, None for whoever may not know of that."""

    received: Span
    recorded: CaseEvent
    scan: Evidence | None

    @property
    def received_by(self) -> str:
        name: str = self.recorded.details.get("received_by", "")
        return name


def told_on(letter: CaseLetter, user: User) -> DeliveryByHand | None:
    """The delivery by hand that stands; None where none does."""
    last = handings_over.last(letter)
    if last is None:
        return None
    piece = Evidence.objects.visible_to(user).filter(pk=last.details["scan"]).select_related("file")
    annexes = ANNEXES.removeprefix("evidence__")
    return DeliveryByHand(handings_over.handed_over(last), last, piece.prefetch_related(annexes).first())

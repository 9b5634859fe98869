"""The letter by which one that said that answers are accepted was taken back."""

from typing import TYPE_CHECKING

from django.db.models import Q

from ..plain import letter_kinds

if TYPE_CHECKING:
    from .letters import Letter

REVOKES = Q(kind=letter_kinds.ACCEPTANCE_REVOKED.code, issued_at__isnull=False, voided_at__isnull=True)


def revoker(letter: "Letter") -> "Letter | None":
    """What took `letter` back, once that is out; None of a letter of any other kind, and of one that stands."""
    if letter.kind != letter_kinds.ACCEPTANCE.code:
        return None
    return letter.later.filter(REVOKES).first()

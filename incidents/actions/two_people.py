"""What two do together: nobody does it alone, nor confirms what they proposed."""

from django.db.models import Model

from ..errors import DomainError
from ..models import Proposal, User
from ..translatable import _
from ..workflow import Actor


class NeedsTwo(DomainError):
    """Nothing of it holds before somebody else looked at it."""

    message = _("One administrator proposes this, and another confirms it.")


def check(on: Model | None, by: Actor, confirms: Proposal | None) -> None:
    """`confirms` is the proposal by which `by` does it. What the product begins with, by nobody, is none's to confirm. Raises NeedsTwo."""
    if isinstance(by, User) and (confirms is None or confirms.proposed_by_id == by.pk):
        raise NeedsTwo(on)

"""What clocks.passed() says of one due, asked of the rows of a table."""

from datetime import datetime

from django.db.models import Q

from ..plain import clocks


def past_due(at: datetime, due: str = "due_at") -> Q:
    """Rows whose column `due` has passed at `at`; those without a due have not."""
    return Q(**{f"{due}__lt": clocks.second(at)})

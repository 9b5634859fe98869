"""What of a past instant was entered after the case had ended by then: the page of that instant says so of each thing."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import Model

from ..models import Incident
from ..plain.clocks import Instant
from ..workflow import Action

ENDS = (Action.CLOSE, Action.DISMISS)
TURNS = (*ENDS, Action.REOPEN, Action.RECONSIDER)
Things = set[tuple[type[Model], int]]


def ended_by(case: Incident, at: Instant) -> Instant | None:
    """When the case had ended as it stood at `at`; None where it was worked on, and of a past case: all of it is entered long after."""
    turns = case.events.filter(action__in=TURNS, recorded_at__lte=at).order_by("-recorded_at")
    last = turns.values_list("action", "recorded_at").first()
    return last[1] if last and last[0] in ENDS and not case.past else None


def entered_after(found: Mapping[type[Model], Iterable[Any]], ended: Instant | None) -> Things:
    """Those of the things in `found`, versions by their model, that were born after `ended`: a query for each model that has any."""
    if ended is None:
        return set()
    after: Things = set()
    for model, rows in found.items():
        keys = [row.id for row in rows]
        born = cast(Any, model).history.filter(id__in=keys, history_type="+", history_date__gt=ended) if keys else []
        after |= {(model, row.id) for row in born}
    return after

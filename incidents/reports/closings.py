"""When a case was closed, each time: reopened and closed again, it has its first day and its last."""

from dataclasses import dataclass

from ..models import Incident
from ..plain.clocks import Instant
from ..workflow import Action


@dataclass(frozen=True)
class Closing:
    """One closing of a case, as what, and when it was reopened; None where it was not."""

    at: Instant
    outcome: str
    reopened_at: Instant | None = None


def of(case: Incident) -> list[Closing]:
    """Every closing, oldest first; none of a past case, whose end is what its file says."""
    if case.past:
        return []
    found: list[Closing] = []
    turns = case.events.filter(action__in=(Action.CLOSE, Action.REOPEN)).defer("payload").order_by("recorded_at")
    for event in turns:
        if event.action == Action.CLOSE:
            outcome = event.details.get("outcome", "")
            found.append(Closing(event.recorded_at, str(dict(Incident.Outcome.choices).get(outcome, ""))))
        elif found:
            found[-1] = Closing(found[-1].at, found[-1].outcome, event.recorded_at)
    return found

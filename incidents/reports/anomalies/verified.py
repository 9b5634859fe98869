"""An assertion that became verified shortly before its case was closed."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef

from ...models import CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...workflow import Action, AssertionStatus
from .evaluation import Evaluation


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts that made an assertion verified, with the case closed at most so many hours later."""
    became = CaseEvent.objects.filter(
        action=Action.ASSESS, status_to=AssertionStatus.VERIFIED, replay=False, recorded_at__gte=start
    )
    became = became.exclude(status_from=AssertionStatus.VERIFIED)
    became = became.alias(until=F("recorded_at") + timedelta(hours=limits["hours"]))
    closed = CaseEvent.objects.filter(action=Action.CLOSE, incident=OuterRef("incident"))
    return became.filter(
        Exists(closed.filter(recorded_at__gte=OuterRef("recorded_at"), recorded_at__lte=OuterRef("until")))
    )

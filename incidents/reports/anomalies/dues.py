"""More time that was given when the due had passed: it makes nobody punctual, and somebody may ask why it was given."""

from collections.abc import Mapping
from datetime import UTC, timedelta

from django.db.models import F
from django.db.models.functions import TruncSecond

from ...models import CaseEvent, Deadline
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from .now import Now


def rows(limits: Mapping[str, int], start: Instant, now: Now) -> EventQuerySet:
    """The acts that moved a due which had passed for longer than so many hours."""
    passed = F("due_before") + timedelta(hours=limits["hours"])
    moved = Deadline.objects.filter(kind=Deadline.Kind.EXTENSION, set_at__gte=start)
    moved = moved.alias(set_in=TruncSecond("set_at", tzinfo=UTC)).filter(set_in__gt=passed)  # as clocks.passed() has it
    return CaseEvent.objects.filter(pk__in=moved.order_by().values("event"))

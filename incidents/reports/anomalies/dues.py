"""A due that was moved later, or taken away, when it had passed: it makes nobody punctual, and somebody may ask why it was done."""

from collections.abc import Mapping
from datetime import UTC, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import TruncSecond

from ...models import CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...record.dues import OWED
from .evaluation import Evaluation


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts that moved a due which had passed for longer than so many hours, whatever is owed by it and whichever act moves it."""
    passed, moved = F("due_before") + timedelta(hours=limits["hours"]), Q()
    for model, due in OWED:
        versions = model.history.filter(history_type="~", history_date__gte=start).order_by()
        earlier = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
        versions = versions.alias(due_before=Subquery(earlier.values(due)[:1]))
        versions = versions.filter(Q(**{f"{due}__gt": F("due_before")}) | Q(**{f"{due}__isnull": True}))
        done = versions.alias(done_in=TruncSecond("history_date", tzinfo=UTC))  # as clocks.passed() has it
        moved |= Q(pk__in=done.filter(done_in__gt=passed).values("event_id"))
    return CaseEvent.objects.filter(moved)

"""What of a case was changed and shortly afterwards changed back: for a while it was graver or milder, open to more people or fewer, or
somebody else's, and its page of today says nothing of that."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery

from ...models import CaseEvent, Incident
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...workflow import Action
from .evaluation import Evaluation

COLUMNS = ("severity", "restricted", "tlp", "owner")
CHANGING = (Action.RATE, Action.RESTRICT, Action.UNRESTRICT, Action.AMEND, Action.ASSIGN)


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts that gave a case the severity, restriction, marking or owner again that it had had at most so many days before."""
    acts = CaseEvent.objects.filter(action__in=CHANGING, replay=False, recorded_at__gte=start)
    rows = Incident.history.filter(event_id__in=acts.values("pk")).order_by()
    rows = rows.alias(since=F("history_date") - timedelta(days=limits["days"]))
    earlier = Incident.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    before, then = (
        part.values("history_id")[:1] for part in (earlier, earlier.filter(history_date__lt=OuterRef("since")))
    )
    rows = rows.alias(before=Subquery(before), then=Subquery(then))
    back = Q(pk__in=[])
    for column in COLUMNS:
        same = {column: OuterRef(column)}
        meanwhile = Incident.history.filter(history_id=OuterRef("before")).exclude(**same)
        had = Exists(earlier.filter(history_date__gte=OuterRef("since"), **same).order_by())
        had_then = Exists(Incident.history.filter(history_id=OuterRef("then"), **same))
        back |= Q(Exists(meanwhile)) & (Q(had) | Q(had_then))
    return CaseEvent.objects.filter(pk__in=rows.filter(back).values("event_id"))

"""An act of legal effect by somebody who had come into the role for it shortly before: by when the appointment was recorded, whatever
day it names itself."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef

from ...models import Appointment, CaseEvent
from ...models.record import LEGAL, EventQuerySet
from ...plain.clocks import Instant
from .evaluation import Evaluation


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The legal acts of a role in which the person had been for less than so many hours, and not before that either."""
    legal = CaseEvent.objects.filter(action__in=LEGAL, replay=False, actor__isnull=False, recorded_at__gte=start)
    legal = legal.alias(lately=F("recorded_at") - timedelta(hours=limits["hours"]))
    appointed = Appointment.history.filter(history_type="+", user=OuterRef("actor"), role=OuterRef("actor_role"))
    before = appointed.filter(history_date__lte=OuterRef("lately"), valid_from__lte=OuterRef("lately"))
    return legal.filter(Exists(appointed), ~Exists(before))

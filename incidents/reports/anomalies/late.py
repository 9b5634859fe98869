"""What was recorded long after it is said to have happened. What past cases are entered from is old by its nature."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F

from ...models import CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...workflow import Action, Role
from .evaluation import Evaluation

FROM_THE_RECORD = (Action.ENTER_CASE, Action.ENTER_LETTER, Action.ENTER_REPLY, Action.ENTER_OUTCOME)


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts of people recorded more than so many days after what they tell of."""
    told = F("happened_at") + timedelta(days=limits["days"])
    by_people = CaseEvent.objects.filter(replay=False, recorded_at__gte=start).exclude(actor_role=Role.SYSTEM)
    return by_people.exclude(action__in=FROM_THE_RECORD).filter(recorded_at__gt=told)

"""What people of the ministry entered at night. Agencies answer at any hour: their clock runs at night too."""

from collections.abc import Mapping

from django.db.models import Q
from django.db.models.functions import ExtractHour

from ...models import CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import WIB, Instant
from ...workflow import STAFF, Role
from .evaluation import Evaluation

OF_THE_MINISTRY = STAFF | {Role.ADMINISTRATOR}


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts recorded from the hour at which the night begins up to that at which it ends, by the clocks of Jakarta."""
    begins, ends = limits["begins"], limits["ends"]
    evening, morning = Q(hour__gte=begins), Q(hour__lt=ends)
    by_people = CaseEvent.objects.filter(actor_role__in=OF_THE_MINISTRY, replay=False, recorded_at__gte=start)
    hours = by_people.alias(hour=ExtractHour("recorded_at", tzinfo=WIB))
    return hours.filter(evening | morning if begins > ends else evening & morning)

"""An engine that was silent shows in what it did late: a letter is made and mailed within a minute of the act that issued it."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from ...models import CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...workflow import Action

LETTER_MAIL = Q(action=Action.SEND_MESSAGE, details__timed=False, details__kind="letter")


def rows(limits: Mapping[str, int], start: Instant) -> EventQuerySet:
    """The letters made, and the mails that carried a request out, more than so many hours after their act."""
    late = F("recorded_at") - timedelta(hours=limits["hours"])
    done = CaseEvent.objects.filter(replay=False, recorded_at__gte=start).alias(late=late)
    issued = CaseEvent.objects.filter(act_id=OuterRef("act_id"), replay=False, recorded_at__lt=OuterRef("late"))
    made = Q(Exists(issued), action=Action.STORE_LETTER)
    return done.filter(made | LETTER_MAIL & Q(cause__replay=False, cause__recorded_at__lt=F("late")))

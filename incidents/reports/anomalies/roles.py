"""A role that somebody got and lost again shortly afterwards, or lost and got again: what they did meanwhile stands in nobody's list of
roles any more, and what they did not do in between neither."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Greatest

from ...models import Appointment, CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from .evaluation import Evaluation


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts by which a role had been held for at most so many hours, counted from when it was recorded, whatever day the appointment
    names; those by which it was given for no longer from the start; and those by which it came back to its person as soon."""
    shortly = timedelta(hours=limits["hours"])
    history = Appointment.history.all().order_by()
    begun = history.filter(history_type="+").alias(begins=Greatest("history_date", "valid_from"))
    for_short = begun.filter(history_date__gte=start, valid_to__lte=F("begins") + shortly)
    given = begun.filter(id=OuterRef("id"), begins__gte=OuterRef("valid_to") - shortly)
    otherwise = given.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to")))
    ended = history.filter(Exists(otherwise), history_type="~", valid_to__isnull=False, history_date__gte=start)
    same = {name: OuterRef(name) for name in ("user", "role")}
    where = Q(unit=OuterRef("unit")) | Q(agency=OuterRef("agency")) | Q(unit__isnull=True, agency__isnull=True)
    held = Appointment.objects.filter(where, valid_to__lt=OuterRef("begins"), **same).exclude(pk=OuterRef("id"))
    back = begun.filter(Exists(held.filter(valid_to__gte=OuterRef("begins") - shortly)), history_date__gte=start)
    acts = (found.values("event_id") for found in (for_short, ended, back))
    first, *others = acts
    return CaseEvent.objects.filter(pk__in=first.union(*others))

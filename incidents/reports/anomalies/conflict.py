"""What somebody did while they held another role that is opposed to it (`workflow.opposed_to`), or in which they supervise
themselves. The door refuses the most of it; what a deputy does in a unit without a head it lets through, to be looked at."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q

from ...models import Appointment, CaseEvent
from ...models.record import EventQuerySet
from ...plain.clocks import Instant
from ...workflow import Role, opposed_to
from .evaluation import Evaluation


def rows(limits: Mapping[str, int], start: Instant, evaluation: Evaluation) -> EventQuerySet:
    """The acts of a person who held, when they were recorded, an appointment that is opposed to the role they acted in."""
    ended = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("recorded_at"))
    held = Appointment.objects.filter(ended, user=OuterRef("actor"), valid_from__lte=OuterRef("recorded_at"))
    in_conflict = Q()
    for role in Role:
        if opposed := opposed_to(role):
            in_conflict |= Q(Exists(held.filter(role__in=opposed)), actor_role=role)
    holds_on = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef(OuterRef("recorded_at")))
    also = Appointment.objects.filter(
        holds_on,
        user=OuterRef("user"),
        unit__code=OuterRef("unit__code"),
        role=Role.OFFICER,
        valid_from__lte=OuterRef(OuterRef("recorded_at")),
    )
    supervises = held.filter(Exists(also), role=Role.SUPERVISOR)
    in_conflict |= Q(Exists(supervises), actor_role=Role.SUPERVISOR)
    return CaseEvent.objects.filter(in_conflict, actor__isnull=False, replay=False, recorded_at__gte=start)

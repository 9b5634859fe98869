"""Which acts were done to an actor of a drill: it stands in no case that would say so, and stays one for good."""

from collections.abc import Collection
from uuid import UUID

from ..models import CaseEvent, KnownActor
from ..workflow import Subject


def of_actors(events: Collection[CaseEvent]) -> set[UUID]:
    """The keys of those of `events`."""
    on = {event.pk: event.subject_id for event in events if event.subject_type == Subject.ACTOR}
    if not on:
        return set()
    actors = KnownActor.objects.filter(pk__in=set(on.values()), drill=True).values_list("pk", flat=True)
    of_drills = set(map(str, actors))
    return {key for key, actor in on.items() if actor in of_drills}

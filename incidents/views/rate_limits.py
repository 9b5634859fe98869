"""How often one origin may do something that needs no account."""

from django.core.cache import cache
from django.http import HttpRequest

from ..record import origins


def too_often(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    """True when the origin of `request` has done `what` `most` times within `seconds`; else this time is counted.

    Each time takes a place that nobody else has: the cache counts up in two steps, its keys are unique in one.
    """
    origin = origins.counted_as(request)
    places = [f"{what}:{origin}:{number}" for number in range(most)]
    taken = cache.get_many(places)
    return not any(cache.add(place, 1, seconds) for place in places if place not in taken)

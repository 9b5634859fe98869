"""The events among which a page of the trail is looked for first: what comes first from a place on, found in something that is in order
of time itself. Nobody looks at the events between that have nothing to do with what is asked.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value

from ..models import CaseEvent
from ..plain.clocks import Instant
from .keyset import Place

PER_SOURCE = 200  # rows of each source in which a page is looked for, before everything is


@dataclass(frozen=True)
class Candidates:
    """The first of some events from a place on; `whole` says that none come after them."""

    events: frozenset[UUID]
    whole: bool


def among(sources: Iterable[QuerySet[Any]], before: Place | None = None, after: Place | None = None) -> Candidates:
    """Those that come first from a place on, towards older or newer, of events and of what rows of histories tell. One query,
    however many sources there are: each is walked in its own order of time."""
    newer = bool(after and not before)
    way, place = ("", after) if newer else ("-", before)
    asked = []
    for n, rows in enumerate(sources):
        at, key, event = (
            ("recorded_at", "id", "id") if rows.model is CaseEvent else ("history_date", "history_id", "event_id")
        )
        if place:
            rows = rows.filter(**{f"{at}__{'gte' if newer else 'lte'}": place.at})
        rows = rows.order_by(f"{way}{at}", f"{way}{key}")
        first = rows.model._default_manager.filter(pk__in=rows.values("pk")[:PER_SOURCE])
        asked.append(first.order_by().values_list(Value(n), F(at), F(event)))
    found: defaultdict[int, list[tuple[Instant, UUID]]] = defaultdict(list)
    for n, instant, told in asked[0].union(*asked[1:], all=True):
        found[n].append((instant, told))
    # Of a source that goes on, only what lies before the last that was read is known to be all there is.
    ends = [(max if newer else min)(at for at, _event in each) for each in found.values() if len(each) == PER_SOURCE]
    end = (min if newer else max)(ends) if ends else None
    all_told = [row for each in found.values() for row in each]
    return Candidates(
        frozenset(event for at, event in all_told if end is None or (at < end if newer else at > end)), end is None
    )

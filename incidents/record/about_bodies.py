"""What was done about a body: to a request or letter to it, with an address or a part of it, by its people. An event says to
which body that belongs to which something was done (`CaseEvent.agency_id`); which bodies it wrote of is in the histories.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from ..models import Agency, CaseEvent
from ..models.record import HistoryRow
from . import page_candidates
from .keyset import Place
from .page_candidates import Candidates
from .trail import history_models


@dataclass(frozen=True)
class About:
    """A body and those that turned out to be the same one, by their keys."""

    keys: tuple[int, ...]

    @classmethod
    def of(cls, code: str) -> "About | None":
        """That of the body with this code; None where there is none."""
        bodies = Agency.objects.filter(Q(code=code) | Q(merged_into__code=code)).order_by("pk")
        codes = dict(bodies.values_list("pk", "code"))
        return cls(tuple(codes)) if code in codes.values() else None

    def written(self) -> Q:
        """Which events are about them. The histories are asked as one: each by itself made the question some seventy longer."""
        return Q(agency_id__in=self.keys) | Q(pk__in=self._told())

    def written_each(self) -> Q:
        """The same, asked by the key of each event, for whoever looks at few. All that was ever told of a body is much: PostgreSQL takes the
        question for so dear that beside it a look at every case for each line seems cheap (3.2 s a page among a million events)."""
        return Q(agency_id__in=self.keys) | Q(Exists(self._told(event_id=OuterRef("pk"))))

    def _told(self, **of: object) -> QuerySet[Any]:
        first, *others = (
            rows.filter(agency_id__in=self.keys, **of).order_by().values("event_id") for rows in _histories()
        )
        return first.union(*others, all=True)

    def candidates(self, before: Place | None = None, after: Place | None = None) -> Candidates:
        """Those of them that come first from a place on."""
        return page_candidates.among(self._sources(), before, after)

    def _sources(self) -> Iterator[QuerySet[Any]]:
        """Of each body its events and its rows in every history, which an index has in order of time."""
        for key in self.keys:
            for rows in (CaseEvent.objects.all(), *_histories()):
                yield rows.filter(agency_id=key)


def body_of(on: Model) -> int | None:
    """The key of the body to which belongs what something is done to: itself, or the one that it is to or of."""
    return on.pk if isinstance(on, Agency) else getattr(on, "agency_id", None)


def _histories() -> list[QuerySet[Any]]:
    return [history._default_manager.all() for history in _naming_a_body()]


@cache
def _naming_a_body() -> list[type[HistoryRow]]:
    return [
        history
        for tracked, history in history_models()
        if any(column.name == "agency" for column in tracked._meta.concrete_fields)
    ]

"""Pages of what only grows, the latest first: from one place on, to either side. Nobody counts and nobody skips, so a page costs the
same wherever it stands and however much there is.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypedDict, TypeVar

from django.db.models import Model, Q, QuerySet

from ..models import AccessEntry, CaseEvent
from ..plain import spans

SIZE = 50  # rows of a page
LONGEST_KEY = 18  # digits of a number that every database holds
R = TypeVar("R", bound=Model)
Key = uuid.UUID | int


def _number(text: str) -> int:
    """The key that a page had written. Raises ValueError for anything else: no database holds a longer number."""
    if not text.isascii() or len(text) > LONGEST_KEY:
        raise ValueError(text)
    return int(text)


def number_of(text: str) -> int | None:
    """The number of a row as an address has it; None for anything else."""
    try:
        return _number(text)
    except ValueError:
        return None


# By which instant the rows of a model stand in order, and how their keys are read.
ORDER: dict[type[Model], tuple[str, Callable[[str], Key]]] = {
    CaseEvent: ("recorded_at", uuid.UUID),
    AccessEntry: ("at", _number),
}


def key_of(text: str, model: type[Model]) -> Key | None:
    """The key of a row of `model` as an address has it; None for anything else."""
    try:
        return ORDER[model][1](text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Place:
    """Between which rows a page begins: after that of this instant and key."""

    at: datetime
    key: Key

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.key}"

    @classmethod
    def of(cls, row: Model) -> "Place":
        instant, _key = ORDER[type(row)]
        return cls(getattr(row, instant), row.pk)

    @classmethod
    def read(cls, text: str, model: type[Model] = CaseEvent) -> "Place | None":
        """The place among the rows of `model` that a page wrote into its address; None for anything else."""
        at, _between, key = text.partition("_")
        try:
            place = cls(datetime.fromisoformat(at), ORDER[model][1](key))
        except ValueError:
            return None
        return place if place.at.tzinfo and spans.EARLIEST <= place.at.year <= spans.LATEST else None

    def side(self, way: str, instant: str) -> Q:
        """What stands on one side of it: "lt" is older, "gt" newer. The first condition alone lets an index begin here."""
        from_here = Q(**{f"{instant}__{way}e": self.at})
        beyond = Q(**{f"{instant}__{way}": self.at}) | Q(**{f"pk__{way}": self.key})
        return from_here & beyond


@dataclass
class Page(Generic[R]):
    """Some rows, latest first, and the places where newer and older ones begin; None where there are none."""

    rows: list[R]
    newer: Place | None
    older: Place | None


class Places(TypedDict):
    """The ends of a page, as an address names them."""

    before: Place | None
    after: Place | None


def places(address: Mapping[str, str], model: type[Model] = CaseEvent) -> Places:
    """The ends of the page that an address asks for: what `page` takes."""
    before, after = (Place.read(address.get(name, ""), model) for name in ("before", "after"))
    return {"before": before, "after": after}


def page(rows: QuerySet[R], *, before: Place | None = None, after: Place | None = None, size: int = SIZE) -> Page[R]:
    """The rows before a place (older), after one (newer), or the latest; `size` of them."""
    instant, _key = ORDER[rows.model]
    if after and not before:
        found = list(rows.filter(after.side("gt", instant)).order_by(instant, "pk")[: size + 1])
        shown, newer, older = found[:size][::-1], len(found) > size, True
    else:
        rows = rows.filter(before.side("lt", instant)) if before else rows
        found = list(rows.order_by(f"-{instant}", "-pk")[: size + 1])
        shown, newer, older = found[:size], before is not None, len(found) > size
    return Page(
        shown,
        Place.of(shown[0]) if shown and newer else None,
        Place.of(shown[-1]) if shown and older else None,
    )

"""What happened in the world, in order, as exactly as it is known. Pure: it asks only where something stands.

The rule: everything stands at the earliest instant that it allows, and where that is the same, the one that is over first
comes first; what leaves its beginning open ("sebelum Juni 2021") stands where it ends. So what surely came before stands before, a year stands
at its beginning, before its months, and nothing is placed by an hour that nobody named. What nobody dated comes last.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from .spans import Span

BASE = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NEVER = 2**62  # of what nobody dated


class RestsOn(StrEnum):
    """On what a line rests."""

    SAID = "said"  # on somebody's word
    VERIFIED = "verified"  # on somebody's word, borne out
    OURS = "ours"  # on what the ministry did, received or found out itself


class Place(NamedTuple):
    """Where one thing stands: what it is a row of, its key there, and when it was (None: nobody tells)."""

    source: str
    key: int
    span: Span | None


Order = tuple[int, int, str, int]


class Window(NamedTuple):
    """One page of an order. `first` counts from 1; `before` and `after` are what leads to the pages beside it, "" for none."""

    places: Sequence[Place]
    first: int
    total: int
    before: str
    after: str

    @property
    def last(self) -> int:
        return self.first + len(self.places) - 1


def order(place: Place) -> Order:
    """By where it stands, then by its end, then always alike."""
    if place.span is None:
        return NEVER, NEVER, place.source, place.key
    stands, end = ((each - BASE) // MICROSECOND for each in (place.span.stands, place.span.end))
    return stands, end, place.source, place.key


def window(places: Iterable[Place], size: int, *, after: str = "", before: str = "") -> Window:
    """The page of `size` behind the mark `after`, or in front of `before`; the first where neither is one. A mark says where it
    stood itself: a page goes on from there though the line was struck meanwhile."""
    ordered = sorted(places, key=order)
    marks = [order(place) for place in ordered]
    behind, ahead = _read(after), _read(before)
    start = bisect_right(marks, behind) if behind else max(0, bisect_left(marks, ahead) - size) if ahead else 0
    shown = ordered[start : start + size]
    rest = start + len(shown) < len(ordered)
    return Window(
        shown, start + 1, len(ordered), _mark(shown[0]) if shown and start else "", _mark(shown[-1]) if rest else ""
    )


def _mark(place: Place) -> str:
    return ".".join(map(str, order(place)))


def _read(mark: str) -> Order | None:
    """The place that a page wrote as `mark`; None for anything else."""
    stands, _, rest = mark.partition(".")
    end, _, rest = rest.partition(".")
    source, _, key = rest.partition(".")
    try:
        return int(stands), int(end), source, int(key)
    except ValueError:
        return None

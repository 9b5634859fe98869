"""A question that stands in an address: what narrows a list of the record, as somebody typed it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import ValidationError

from ..plain import clocks
from ..plain.clocks import Instant
from .moments import Day, Moment

MINUTE = timedelta(minutes=1)
Unknown = TypeVar("Unknown", bool, list[str])


@dataclass(kw_only=True)
class AskedByAddress(Generic[Unknown]):
    """`chosen` by the name of each filter, `faults` the names of those that say no day; `turned`: it ends before it begins.
    `unknown` is said by whoever asks: what was named that there is not."""

    chosen: dict[str, str]
    unknown: Unknown
    faults: list[str] = field(default_factory=list)
    turned: bool = False

    @property
    def query(self) -> str:
        """It as the address of its list, without the page."""
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def answerable(self) -> bool:
        return not (self.faults or self.unknown or self.turned)


def typed_instant(text: str, *, last: bool = False) -> Instant | None:
    """Where a day or an instant that somebody typed begins; with `last`, where it is over. None for what is neither."""
    try:
        if day := Day(required=False).clean(text):
            return clocks.day_begins(day + timedelta(days=1) if last else day)
        return None
    except OverflowError:
        return None
    except ValidationError:
        pass
    try:
        instant = Moment(required=False).clean(text)
    except ValidationError:
        return None
    return instant + MINUTE if last and instant else instant

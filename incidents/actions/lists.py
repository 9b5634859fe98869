"""Lists that are taken in: first what would become of each row, then all that is not refused by one act, or nothing.

What a list is of, its own module says: bodies in `agency_list`, past cases in `past_case_list`.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from ..record.canonical import canonical_json
from ..translatable import _


class Fate(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"


FATES = {
    Fate.NEW: _("New"),
    Fate.SAME: _("Same as on file"),
    Fate.CHANGED: _("Changed"),
    Fate.REFUSED: _("Refused"),
}


@dataclass(frozen=True)
class Row:
    """One row of a list as it was read: `facts` hold what its cells say, empty ones left out; `faults` why it cannot be
    taken in. `line` is its line in the file, the heads are the first."""

    line: int
    facts: Mapping[str, Any]
    faults: tuple[str, ...] = ()


@dataclass
class Planned:
    """What becomes of a row. `words` say why it is refused, or what changes."""

    row: Row
    fate: Fate
    words: str = ""
    on: Model | None = None  # the row on file that it speaks of
    changes: dict[str, Any] = field(default_factory=dict)
    stands: dict[str, Any] = field(default_factory=dict)  # what those changes take the place of

    @property
    def fate_words(self) -> str:
        return gettext(FATES[self.fate])

    @property
    def name(self) -> str:
        """What the row is of, in its own words."""
        return str(next(filter(None, map(self.row.facts.get, ("name", "title", "file_number"))), ""))

    @property
    def pinned(self) -> list[Any]:
        """What was decided on: the row, what is written, on what, and what stands there."""
        on = [self.on.pk, getattr(self.on, "version", None)] if self.on else []
        written, stands = (sorted(map(str, facts.items())) for facts in (self.changes, self.stands))
        return [self.row.line, self.fate, self.name, written, on, stands]


@dataclass(frozen=True)
class Plan:
    """What becomes of a list, row by row. `digest` pins it: another state of the record gives another one."""

    rows: list[Planned]

    @property
    def counts(self) -> Mapping[str, int]:
        found = Counter(str(each.fate) for each in self.rows)
        return {str(fate): found[str(fate)] for fate in Fate}

    @property
    def sorted(self) -> list[Planned]:
        """What needs a look first: refused rows, then changed ones, each kind in the order of its lines."""
        order = (Fate.REFUSED, Fate.CHANGED, Fate.NEW, Fate.SAME)
        return sorted(self.rows, key=lambda each: (order.index(each.fate), each.row.line))

    @property
    def taken(self) -> int:
        return self.counts[Fate.NEW] + self.counts[Fate.CHANGED]

    @property
    def digest(self) -> str:
        return hashlib.sha256(canonical_json([each.pinned for each in self.rows]).encode()).hexdigest()

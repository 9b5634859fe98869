"""An old file as the rows of a list tell it, and what the list is compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from ..models import Incident, User
from .agency_list import Registry
from .lists import Planned
from .past_case_columns import LABELS


@dataclass
class OldFile:
    """One old file as the rows before this one tell it: `case` are the cells of its first row, `on` its case where that is on
    record, `letters` those of its rows, by their line, `after` the line of the one that each follows, `scans` of each paper on record
    what it shows, with what rows before bring. `refused` is the line of a row that keeps the whole case out."""

    line: int
    case: Mapping[str, Any]
    on: Incident | None = None
    hidden: bool = False
    refused: int = 0
    rows: list[Planned] = field(default_factory=list)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)  # since when each body knew in each part, or None
    letters: dict[int, dict[str, Any]] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)
    replies: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    scans: dict[Model, list[str]] = field(default_factory=dict)


@dataclass
class OnFile:
    """What a list is compared with: the bodies, the files that are entered, and the rows before. `readable` are the cases
    that whoever brings the list (`by`) may know of, by the numbers of their files and their own: of any other it is said that its file is on record, and nothing of it."""

    registry: Registry
    taken: frozenset[str]
    readable: Mapping[str, Incident]
    by: User
    files: dict[str, OldFile] = field(default_factory=dict)


class RefusedRow(Exception):
    """Why a row is not taken in. `alone`: the rest of its file may come in without it."""

    def __init__(self, words: str, *, alone: bool = False) -> None:
        super().__init__(words)
        self.words, self.alone = words, alone


def named(columns: Iterable[str]) -> str:
    """What columns are called, for words that name them."""
    return ", ".join(gettext(LABELS[column]) for column in columns)

"""A removal under way: what is removed, what takes its place, what was emptied so far. All that empties shares it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ...models import CaseEvent, Complaint, Incident, StoredFile
from ...models.record import HistoryRow
from ...workflow import Subject
from ..canonical import digest
from ..trail import history_models
from . import removed_texts
from .content import Model
from .copies import Copies
from .scopes import Scope, events_of, named, written_in
from .statements import Line

Reached = tuple[str, str, tuple[str, ...]]
"""A row of today that a removal empties: its model's name, what it is called, which columns."""


def reached(row: Any, names: Iterable[str]) -> Reached:
    return row._meta.model_name, named(row), tuple(sorted(names))


def digest_of(rows: Iterable[Reached]) -> str:
    """By which whoever decides says which rows they were shown; it says nothing of what stands there."""
    return digest(sorted(rows))


class NotSealedYet(Exception):
    """What is to be emptied is not sealed: its proof would end before it begins."""


@dataclass
class Result:
    """What was emptied: the lines of the note, the rows of today, files whose bytes go (rows of StoredFile), the paths of drafts' bytes, the keys of the
    events that hold something else now."""

    lines: list[Line] = field(default_factory=list)
    rows: list[Reached] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    events: list[UUID] = field(default_factory=list)


@dataclass
class UnderWay:
    """`event` is the key of the removal's event, `words` the sentence that takes the place of what is emptied, `short` the same where
    there is little room. `events` may hold a copy of it; `tables` are the rows that they wrote: {model: (its history, their keys)}."""

    scope: Scope
    incident: Incident | None
    complaint: Complaint | None
    event: UUID
    words: str
    short: str
    events: "QuerySet[CaseEvent]" = field(init=False)
    tables: dict[Model, tuple[type[HistoryRow], set[Any]]] = field(init=False)
    copies: Copies = field(init=False)
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self.events = events_of(self.incident, self.complaint).exclude(subject_type=Subject.REMOVAL)
        self.tables = {tracked: (history, keys) for tracked, history, keys in written_in(self.events)}
        histories = dict(history_models())
        for model, key in self.scope.targets:
            history, keys = self.tables.get(model, (histories[model], set()))
            self.tables[model] = history, keys | {key}
        self.copies = Copies(removed_texts.of(self.scope, self.events, self.short), self.short)

    def reason(self, reason: str) -> str:
        """What a reason is to say: with all content of a case it goes, else what was removed goes from it."""
        return self.words if self.scope.whole else self.copies.without(reason)

    def is_of_the_case(self, label: str) -> bool:
        """Whether something is called by the number of the case that goes whole, or of a request or a letter of it."""
        if self.incident is None or not self.scope.whole:
            return False
        own = self.incident.reference
        return any(word == own or word.startswith(f"{own}/") for word in label.split())

    def holds(self, value: Any) -> bool:
        """Whether a copy of what is removed stands in a value of JSON."""
        return bool(self.copies.without_in_json(value) != value)

"""A removal under way: what is removed, what takes its place, what was emptied so far. All that empties shares it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from ...models import Agency, CaseEvent, Incident, KnownActor, StoredFile
from ...models.record import HistoryRow
from ...workflow import Subject
from ..canonical import digest
from ..trail import history_models
from ..values import Column
from . import actors, persons, removed_texts
from .content import BESIDE_NAMES, OF_NO_CASE, Model, column, columns_of
from .copies import Copies
from .scopes import Scope, Thing, events_of, named, written_in
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
    thing: Thing | None
    event: UUID
    words: str
    short: str
    events: "QuerySet[CaseEvent]" = field(init=False)
    tables: dict[Model, tuple[type[HistoryRow], set[Any]]] = field(init=False)
    copies: Copies = field(init=False)
    result: Result = field(default_factory=Result)

    def __post_init__(self) -> None:
        self.events = events_of(self.incident, self.thing).exclude(subject_type=Subject.REMOVAL)
        self.tables = {tracked: (history, keys) for tracked, history, keys in written_in(self.events)}
        histories = dict(history_models())
        for model, key in self.scope.targets:
            history, keys = self.tables.get(model, (histories[model], set()))
            self.tables[model] = history, keys | {key}
        texts = removed_texts.of(self.scope, self.events, self.short, names=self.of_somebody)
        alone = persons.short_names(self.thing) if isinstance(self.thing, Agency) else ()
        self.copies = Copies(texts, self.short, any_case=self.of_somebody, alone=alone)

    @property
    def of_somebody(self) -> bool:
        """Whether it is of who somebody is, whose names are looked for however short and however written."""
        return isinstance(self.thing, KnownActor | Agency)

    @property
    def cases(self) -> list[int]:
        """The keys of the cases in which it empties something."""
        if isinstance(self.thing, KnownActor):
            return actors.cases_of(self.thing)
        if isinstance(self.thing, Agency):
            return persons.cases_of(self.thing)
        return [self.incident.pk] if self.incident else []

    def looked_through(self) -> Iterator[tuple[Model, type[HistoryRow], set[Any]]]:
        """(model, its history, keys of its rows) of everything that is emptied where it holds content."""
        for model, (history, keys) in self.tables.items():
            if model not in OF_NO_CASE or (self.of_somebody and (model in BESIDE_NAMES or self._is_of(model))):
                yield model, history, keys

    def _is_of(self, model: Model) -> bool:
        return any(of is model for of, _key in self.scope.targets)

    def columns(self, model: Model, key: Any) -> set[Column]:
        """The columns of a row in which content may stand."""
        names = {*self.scope.targets.get((model, key), ()), *(BESIDE_NAMES.get(model, ()) if self.of_somebody else ())}
        return {*columns_of(model), *(column(model, name) for name in names)}

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

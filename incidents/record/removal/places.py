"""What a removal empties, place by place: before it is decided from what it would do, afterwards from where its mark stands."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from ...models import ComplainantSheet, Evidence, Removal
from ...workflow import RemovalStatus
from . import scopes
from .content import Model, column
from .emptying import Emptying
from .under_way import Reached, UnderWay, reached

NOT_YET = UUID(int=0)  # the key of an event that nobody wrote
# never empty before; no mark fits in
LEFT_EMPTY: dict[Model, set[str]] = {ComplainantSheet: {"sealed"}, Evidence: {"sha256"}}


@dataclass(frozen=True)
class Place:
    """A row of today by its model's name, what it is called and which of its columns are emptied; whether what stands there is but a copy
    of what goes; whether the bytes of a file go with it. Nothing of it repeats content, and it is in no language yet."""

    model: str
    called: str
    names: tuple[str, ...]
    copy: bool
    file: bool

    @property
    def reached(self) -> Reached:
        return self.model, self.called, self.names

    @property
    def thing(self) -> str:
        """What it is, in the reader's words."""
        return f"{scopes.model_called(self.model)._meta.verbose_name} {self.called}"

    @property
    def columns(self) -> str:
        """Its columns, in the reader's words."""
        model = scopes.model_called(self.model)
        return ", ".join(str(column(model, name).verbose_name) for name in self.names)


def of(removal: Removal, thing: scopes.Thing | None, short: str) -> list[Place]:
    """Every row of today that `removal` empties, or has emptied. `short` is the mark that takes the place of content."""
    if removal.status == RemovalStatus.DECLINED:
        return []
    scope = scopes.read(removal)
    facts = (scope, removal.incident, thing, removal.emptied_by_id or NOT_YET, short, short)
    done = removal.status == RemovalStatus.DONE
    found = _marked(UnderWay(*facts), short) if done else Emptying(*facts).changes_of_today()
    return [_place(scope, row, names) for row, names in found]


def _place(scope: scopes.Scope, row: Any, names: Any) -> Place:
    own = scope.targets.get((type(row), row.pk), set())
    copy, file = not own & {*names}, row.pk in scope.files
    return Place(*reached(row, names), copy, file)


def _marked(under: UnderWay, short: str) -> Iterator[tuple[Any, list[str]]]:
    for model, _history, keys in under.looked_through():
        for row in model._base_manager.filter(pk__in=keys).order_by("pk"):
            columns = under.columns(model, row.pk)
            names = {each.name for each in columns if short in _text(each, getattr(row, each.attname))}
            names |= under.scope.targets.get((model, row.pk), set()) & LEFT_EMPTY.get(model, set())
            if names:
                yield row, sorted(names)


def _text(of: "models.Field[Any, Any]", value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(of, models.JSONField) else str(value)

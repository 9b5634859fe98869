"""The rows of the record as their events tell them: each column that a payload names against the row today, and the rows that
no payload names. Columns born after a payload are in none and are not compared.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Max, Model

from ..models import CaseEvent
from ..models.record import HistoryRow
from ..translatable import _
from . import findings
from .canonical import canonical_json
from .findings import Said, says
from .trail import history_models

Find = Callable[[Said | str, Said], None]
Columns = dict[str, Any]
CHANGED = _("%(column)s is no longer what was recorded")


class Told(NamedTuple):
    """An event and what its payload says: of itself, of the history rows it wrote."""

    event: CaseEvent
    columns: Columns
    rows: list[Columns]

    @classmethod
    def by(cls, event: CaseEvent) -> "Told":
        """What the payload tells; of one that was emptied or broken, nothing."""
        try:
            payload = json.loads(event.payload)
            columns, rows = dict(payload["event"]), [dict(row) for row in payload["history"]]
        except (ValueError, KeyError, TypeError):
            return cls(event, {}, [])
        known = all(type(row.get("table")) is str and type(row.get("history_id")) is int for row in rows)
        return cls(event, columns, rows) if known else cls(event, {}, [])


class Explained:
    """Compares rows with what events tell of them, and remembers which were told."""

    def __init__(self, find: Find) -> None:
        self.find, self.rows = find, 0
        self.models = {history._meta.db_table: (model, history) for model, history in history_models()}
        self.told: dict[str, set[int]] = defaultdict(set)

    def compare(self, told: list[Told]) -> None:
        """The events of a batch, and their history rows, with the rows of the tables."""
        wanted: dict[str, list[int]] = defaultdict(list)
        for each in told:
            if not each.columns:
                self.find(_("its payload cannot be read"), findings.of_event(each.event))
            self._same(each.event, each.columns, findings.of_event(each.event))
            for row in each.rows:
                wanted[row["table"]].append(row["history_id"])
        found = {table: self._fetched(table, keys) for table, keys in wanted.items()}
        for each in told:
            for row in each.rows:
                self._row(each.event, row, found[row["table"]].get(row["history_id"]))

    def _fetched(self, table: str, keys: list[int]) -> dict[int, HistoryRow]:
        self.told[table] |= {*keys}
        history = self.models[table][1] if table in self.models else None
        return {row.pk: row for row in history._default_manager.filter(pk__in=keys)} if history else {}

    def _row(self, event: CaseEvent, said: Columns, row: HistoryRow | None) -> None:
        where = findings.of_history_row(said["table"], said["history_id"], event)
        if row is None:
            self.find(_("this row is missing"), where)
        else:
            self._same(row, said, where)

    def _same(self, row: Model, said: Columns, where: Said) -> None:
        self.rows += 1
        for column in row._meta.concrete_fields:
            if column.attname in said and not same(column, said[column.attname], getattr(row, column.attname)):
                self.find(says(CHANGED, column=column.attname), where)

    def look_for_others(self, progress: Callable[[str, int, int], None]) -> None:
        """Rows of history that no event told, and rows of today that are not what their last history row says."""
        for done, (table, (model, history)) in enumerate(sorted(self.models.items()), start=1):
            keys = set(history._default_manager.values_list("pk", flat=True))
            for key in sorted(keys - self.told[table])[:100]:
                self.find(_("no event explains this row"), findings.of_row(table, key))
            self._today(model, history)
            progress("tables", done, len(self.models))

    def _today(self, model: type[Model], history: type[HistoryRow]) -> None:
        """Each row of today, and each that was removed, beside the last that history says of it."""
        key = model._meta.pk.attname
        last = history._default_manager.values(key).annotate(last=Max("history_id")).values("last")
        said = {getattr(row, key): row for row in history._default_manager.filter(pk__in=last)}
        table = model._meta.db_table
        for row in model._base_manager.iterator(chunk_size=2000):
            self.rows += 1
            before = said.pop(row.pk, None)
            if before is None or before.history_type == "-":
                self.find(_("no event explains this row"), findings.of_row(table, row.pk))
                continue
            for column in history._meta.concrete_fields:
                if hasattr(row, column.attname) and _differs(column, before, row):
                    where = findings.of_row_told(table, row.pk, before.event_id)
                    self.find(says(CHANGED, column=column.attname), where)
        for gone, before in said.items():
            if before.history_type != "-":
                self.find(_("this row is gone and no event says so"), findings.of_row(table, gone))


def _differs(column: "Field[Any, Any]", before: HistoryRow, row: Model) -> bool:
    return bool(getattr(before, column.attname) != getattr(row, column.attname))


def same(column: "Field[Any, Any]", said: object, kept: object) -> bool:
    """Whether a column still holds what the payload says of it: in JSON's words, or as its field reads those."""
    if kept == said or json.loads(canonical_json(kept)) == said:
        return True
    try:
        return bool(column.to_python(said) == kept)
    except (ValidationError, TypeError, ValueError, ArithmeticError):
        return False

"""The rows of the record as their events tell them: each column that a payload names against the row today, and the rows that
no payload names. Columns born after a payload are in none and are not compared.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Max, Model, Q

from ..models import CaseEvent
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..translatable import _
from . import discrepancies
from .canonical import canonical_json
from .discrepancies import Said, says
from .trail import history_models

Find = Callable[[Said | str, Said], None]
Columns = dict[str, Any]
CHANGED = _("%(column)s is no longer what was recorded")


class Words:
    """The columns of a model in the words of a payload. Most are theirs already: only the others are turned."""

    def __init__(self, model: type[Model], but: str = "") -> None:
        self.fields = {field.attname: field for field in model._meta.concrete_fields if field.attname != but}
        self.names = list(self.fields)

    def of(self, values: Iterable[object]) -> Columns:
        """A row as it came from the database, in the order of `names`."""
        return {name: _in_words(value) for name, value in zip(self.names, values, strict=True)}

    def differing(self, said: Columns, row: Columns, values: Sequence[object]) -> Iterator[str]:
        """The columns that no longer hold what was said of them."""
        if said == row:
            return
        for name, value in zip(self.names, values, strict=True):
            if name in said and said[name] != row[name] and not same(self.fields[name], said[name], value):
                yield name


def _in_words(value: object) -> object:
    if isinstance(value, datetime):  # as canonical_json writes it; the database gives UTC
        return value.isoformat().replace("+00:00", "Z")
    return str(value) if isinstance(value, UUID | date | Decimal) else value


EVENT = Words(CaseEvent, but="payload")


class Told(NamedTuple):
    """An event as the table holds it (`values`, in the order of EVENT.names), and what its payload says: of itself, of the
    history rows it wrote."""

    values: tuple[Any, ...]
    payload: str
    columns: Columns
    rows: list[Columns]

    @classmethod
    def by(cls, values: tuple[Any, ...]) -> "Told":
        """What the payload tells, which is the last of the values; of one that was emptied or broken, nothing."""
        *columns, payload = values
        nothing = cls(tuple(columns), payload, {}, [])
        try:
            told = json.loads(payload)
            of_event, rows = dict(told["event"]), [dict(row) for row in told["history"]]
        except (ValueError, KeyError, TypeError):
            return nothing
        known = all(type(row.get("table")) is str and type(row.get("history_id")) is int for row in rows)
        return nothing._replace(columns=of_event, rows=rows) if known else nothing

    @property
    def event(self) -> CaseEvent:
        """As an object, for who has something to say of it."""
        return CaseEvent(**dict(zip(EVENT.names, self.values, strict=True)), payload=self.payload)

    @property
    def recorded_at(self) -> Instant:
        """When it was written, which for what was loaded later is later than it says."""
        found: Instant = self.values[LOADED] or self.values[RECORDED]
        return found


LOADED, RECORDED = EVENT.names.index("loaded_at"), EVENT.names.index("recorded_at")
COLUMNS_OF_TOLD = [*EVENT.names, "payload"]


class Explained:
    """Compares rows with what events tell of them, and remembers which were told."""

    def __init__(self, find: Find) -> None:
        self.find, self.rows = find, 0
        self.models = {history._meta.db_table: (model, history) for model, history in history_models()}
        self.words = {table: Words(history) for table, (_model, history) in self.models.items()}
        self.told: dict[str, set[int]] = defaultdict(set)

    def compare(self, told: list[Told]) -> None:
        """The events of a batch, and their history rows, with the rows of the tables: a query for each table."""
        wanted: dict[str, dict[int, tuple[Columns, Told]]] = defaultdict(dict)
        for each in told:
            if not each.columns:
                self.find(_("its payload cannot be read"), discrepancies.of_event(each.event))
            self.rows += 1
            for column in EVENT.differing(each.columns, EVENT.of(each.values), each.values):
                self.find(says(CHANGED, column=column), discrepancies.of_event(each.event))
            for row in each.rows:
                wanted[row["table"]][row["history_id"]] = row, each
        for table, rows in wanted.items():
            self._compare_rows(table, rows)

    def _compare_rows(self, table: str, rows: dict[int, tuple[Columns, Told]]) -> None:
        """The history rows of one table with what their events told of them."""
        self.told[table] |= {*rows}
        self.rows += len(rows)
        if table in self.models:
            words = self.words[table]
            place = words.names.index("history_id")
            found = self.models[table][1]._default_manager.filter(_keys_in(rows)).order_by()
            for values in found.values_list(*words.names):
                if values[place] not in rows:
                    continue
                said, told = rows.pop(values[place])
                row = words.of(values)
                for column in words.differing(said, row | {"table": table}, values):
                    where = discrepancies.of_history_row(table, said["history_id"], told.event)
                    self.find(says(CHANGED, column=column), where)
        for key, (_said, told) in rows.items():
            self.find(_("this row is missing"), discrepancies.of_history_row(table, key, told.event))

    def look_for_others(self, progress: Callable[[str, int, int], None]) -> None:
        """Rows of history that no event told, and rows of today that are not what their last history row says."""
        for done, (table, (model, history)) in enumerate(sorted(self.models.items()), start=1):
            keys = set(history._default_manager.order_by().values_list("pk", flat=True))
            for key in sorted(keys - self.told[table]):
                self.find(_("no event explains this row"), discrepancies.of_row(table, key))
            self._today(model, history, history_is_empty=not keys)
            progress("tables", done, len(self.models))

    def _today(self, model: type[Model], history: type[HistoryRow], *, history_is_empty: bool) -> None:
        """Each row of today, and each that was removed, beside the last that history says of it."""
        key, table = model._meta.pk.attname, model._meta.db_table
        columns = [field.attname for field in history._meta.concrete_fields if _is_of(model, field.attname)]
        said: dict[object, Sequence[Any]] = {}
        if not history_is_empty:
            last = history._default_manager.order_by().values(key).annotate(last=Max("history_id")).values("last")
            rows = history._default_manager.filter(pk__in=last).order_by()
            said = {row[0]: row[1:] for row in rows.values_list(key, "history_type", "event_id", *columns)}
        for pk, *row in model._base_manager.order_by().values_list("pk", *columns).iterator(chunk_size=2000):
            self.rows += 1
            kind, event, *before = said.pop(pk, ("-", None))
            if kind == "-":
                self.find(_("no event explains this row"), discrepancies.of_row(table, pk))
            elif before != row:
                for column, was, now in zip(columns, before, row, strict=True):
                    if was != now:
                        self.find(says(CHANGED, column=column), discrepancies.of_row_told(table, pk, event))
        for gone, (kind, *_rest) in said.items():
            if kind != "-":
                self.find(_("this row is gone and no event says so"), discrepancies.of_row(table, gone))


def _keys_in(rows: Collection[int]) -> Q:
    """Rows of these keys, and where they lie close together a few between them: a range is found faster than a list."""
    first, last = min(rows), max(rows)
    return Q(pk__range=(first, last)) if last - first < 2 * len(rows) else Q(pk__in=list(rows))


def _is_of(model: type[Model], column: str) -> bool:
    return any(field.attname == column for field in model._meta.concrete_fields)


def same(column: "Field[Any, Any]", said: object, kept: object) -> bool:
    """Whether a column still holds what the payload says of it: in JSON's words, or as its field reads those."""
    if kept == said or json.loads(canonical_json(kept)) == said:
        return True
    try:
        return bool(column.to_python(said) == kept)
    except (ValidationError, TypeError, ValueError, ArithmeticError):
        return False

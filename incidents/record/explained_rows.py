"""The rows of the record as their events tell them: each column that a payload names against the row today, and the rows that
no payload names. Columns born after a payload are in none and are not compared.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Count, Max, Model, Q, QuerySet

from ..models import CaseEvent
from ..models.record import HistoryRow
from ..translatable import _
from . import discrepancies, payloads_by_database
from .columns_in_words import Columns, Words, same
from .discrepancies import Said, says
from .payloads_by_database import Kept, Row
from .trail import history_models

Find = Callable[[Said | str, Said], None]
CHANGED = _("%(column)s is no longer what was recorded")
UNEXPLAINED = _("no event explains this row")
GONE = _("this row is gone and no event says so")

EVENT = Words(CaseEvent, but="payload")


class Told(NamedTuple):
    """An event as the table holds it (`values`, in the order of EVENT.names), and what its payload says: of itself, of the
    history rows it wrote."""

    values: tuple[Any, ...]
    payload: str
    columns: Columns
    rows: list[Columns]

    @classmethod
    def by(cls, values: Sequence[Any]) -> "Told":
        """What the payload tells, which is the last of the values; of one that was emptied or broken, nothing."""
        *columns, payload = values
        try:
            told = json.loads(payload)
            of_event, rows = told["event"], told["history"]
        except (ValueError, KeyError, TypeError):
            of_event, rows = {}, []
        if type(of_event) is not dict or type(rows) is not list or not all(map(_is_of_a_row, rows)):
            of_event, rows = {}, []
        return cls(tuple(columns), payload, of_event, rows)

    @property
    def key(self) -> str:
        return str(self.values[ID])

    @property
    def event(self) -> CaseEvent:
        """As an object, for who has something to say of it."""
        return CaseEvent(**EVENT.object(self.values), payload=self.payload)

    @property
    def recorded_at(self) -> Any:
        """When it was written, as the database gave it: of what was loaded later, later than it says."""
        return self.values[LOADED] or self.values[RECORDED]


def read(keys: list[str]) -> list[Told]:
    """The events of these keys, in their order."""
    rows = CaseEvent.objects.filter(pk__in=keys).order_by().values_list(*EVENT.wanted(), "payload")
    told = {each.key: each for each in map(Told.by, rows)}
    return [told[key] for key in keys if key in told]


ID = EVENT.names.index("id")
LOADED, RECORDED = EVENT.names.index("loaded_at"), EVENT.names.index("recorded_at")


def _is_of_a_row(told: object) -> bool:
    return type(told) is dict and type(told.get("table")) is str and type(told.get("history_id")) is int


class _Table:
    """A history table and the table of today beside it: how their rows are read, and which of them were looked at."""

    def __init__(self, model: type[Model], history: type[HistoryRow]) -> None:
        self.model, self.history, self.words = model, history, Words(history)
        own = {field.attname: field for field in model._meta.concrete_fields}
        self.name, self.key = model._meta.db_table, model._meta.pk.attname
        # those of today, as history has them
        self.columns = {name: own[name] for name in self.words.names if name in own}
        self.of_today = itemgetter(*map(self.words.names.index, self.columns))
        self.of_row = itemgetter(*map(self.words.names.index, ("history_id", self.key, "history_type", "event_id")))
        self.told: set[int] = set()  # the history rows that are there and that an event tells of
        self.seen: set[Any] = set()  # the keys whose last history row was held against today
        self.present = 0  # how many of them are rows of today
        self._last: dict[Any, int] | None = None
        self.keys = 0  # how many keys history knows

    def is_last(self, key: object, history_id: int) -> bool:
        """Whether this is the last history row of its key. Most have one: asked for are the others."""
        if self._last is None:
            rows = self.history._default_manager.order_by()
            several = rows.values(self.key).annotate(last=Max("history_id"), rows=Count("*")).filter(rows__gt=1)
            counted = list(several.values_list(*self.words.wanted([self.key]), "last", "rows"))
            self._last = {key: last for key, last, _rows in counted}
            self.keys = rows.count() - sum(rows - 1 for _key, _last, rows in counted)
        return self._last.get(key, history_id) == history_id

    def columns_today(self) -> list[Any]:
        """What to ask of the table of today: the key, then its columns."""
        return self.words.wanted([self.key, *self.columns])


class Explained:
    """Compares rows with what events tell of them, and remembers which were told. `today`: with the rows of today as well."""

    def __init__(self, find: Find, *, today: bool = True) -> None:
        self.find, self.rows, self.today = find, 0, today
        self.tables = {history._meta.db_table: _Table(model, history) for model, history in history_models()}

    def compare(self, told: list[Told]) -> None:
        """The events of a batch, and their history rows, with the rows of the tables: two queries for each table."""
        wanted: dict[str, dict[int, tuple[Columns, Told]]] = defaultdict(dict)
        for each in told:
            if not each.columns:
                self.find(_("its payload cannot be read"), discrepancies.of_event(each.event))
            for column in EVENT.differing(each.columns, each.values):
                self.find(says(CHANGED, column=column), discrepancies.of_event(each.event))
            for row in each.rows:
                wanted[row["table"]][row["history_id"]] = row, each
        self.rows += len(told)
        for name, rows in wanted.items():
            self.rows += len(rows)
            if name in self.tables:
                self._compare_rows(self.tables[name], rows)
            for key, (_said, teller) in rows.items():
                self.find(_("this row is missing"), discrepancies.of_history_row(name, key, teller.event))

    def compare_signs(self, events: list[Kept]) -> None:
        """The events of a batch as PostgreSQL writes them, beside their payloads: a query for each table. What is not the same sign
        for sign is compared column by column."""
        tells_of = {event.key: event.tells_of for event in events}
        wanted: defaultdict[str, set[int]] = defaultdict(set)
        for name, history_id in (row for rows in tells_of.values() for row in rows):
            wanted[name].add(history_id)
        found = {
            name: payloads_by_database.rows(self.tables[name].model, self.tables[name].history, keys)
            for name, keys in wanted.items()
            if name in self.tables
        }
        unlike: list[str] = []
        altered: defaultdict[str, set[int]] = defaultdict(set)
        for event in events:
            told = [(name, key, found.get(name, {}).get(key)) for name, key in tells_of[event.key]]
            if not event.is_told_by(row.text if row else "" for _name, _key, row in told):
                unlike.append(event.key)
                continue
            self.rows += 1 + len(told)
            for name, history_id, row in told:
                if row and not self._is_told(self.tables[name], history_id, row):
                    altered[name].add(history_id)
        for name, keys in altered.items():
            self._hold_again(self.tables[name], keys)
        if unlike:
            self.compare(read(unlike))

    def _is_told(self, table: _Table, history_id: int, row: Row) -> bool:
        """Of a history row that is what its event tells: whether today holds the same, if it is the last of its key."""
        table.told.add(history_id)
        if not self.today or row.key in table.seen or not table.is_last(row.key, history_id):
            return True
        if row.is_today:
            table.seen.add(row.key)
            table.present += 1
            self.rows += 1
        return row.is_today

    def _hold_again(self, table: _Table, keys: set[int]) -> None:
        rows = table.history._default_manager.filter(_keys_in(keys)).order_by().values_list(*table.words.wanted())
        last = {table.of_row(values)[1]: values for values in rows if table.of_row(values)[0] in keys}
        self._hold_against_today(table, last)

    def _compare_rows(self, table: _Table, rows: dict[int, tuple[Columns, Told]]) -> None:
        """The history rows of one table with what their events told of them; those that are there are taken out of `rows`."""
        found = table.history._default_manager.filter(_keys_in(rows)).order_by().values_list(*table.words.wanted())
        last = {}
        for values in found:
            history_id, key, _kind, _event = table.of_row(values)
            if history_id not in rows:
                continue
            said, told = rows.pop(history_id)
            table.told.add(history_id)
            for column in table.words.differing(said, values):
                self.find(
                    says(CHANGED, column=column), discrepancies.of_history_row(said["table"], history_id, told.event)
                )
            if self.today and table.is_last(key, history_id):
                last[key] = values
        self._hold_against_today(table, last)

    def _hold_against_today(self, table: _Table, last: dict[Any, Sequence[Any]]) -> None:
        """The last history row of each of these keys, and the row of today."""
        if not last:
            return
        table.seen |= {*last}
        gone = {**last}
        for key, *row in (
            table.model._base_manager.filter(_keys_in(last)).order_by().values_list(*table.columns_today())
        ):
            if key not in gone:
                continue
            values = gone.pop(key)
            table.present += 1
            self.rows += 1
            _history_id, _key, kind, event = table.of_row(values)
            if kind == "-":
                self.find(UNEXPLAINED, discrepancies.of_row(table.name, key))
            elif (before := table.of_today(values)) != tuple(row):
                for (name, column), was, now in zip(table.columns.items(), before, row, strict=True):
                    if was != now and not same(column, was, now):
                        self.find(says(CHANGED, column=name), discrepancies.of_row_told(table.name, key, event))
        for key, values in gone.items():
            if table.of_row(values)[2] != "-":
                self.find(GONE, discrepancies.of_row(table.name, key))

    def look_for_others(self, progress: Callable[[str, int, int], None]) -> None:
        """Rows of history that no event told, and rows of today beside them or without any."""
        for done, (name, table) in enumerate(sorted(self.tables.items()), start=1):
            self._others(name, table)
            progress("tables", done, len(self.tables))

    def _others(self, name: str, table: _Table) -> None:
        history, today = table.history._default_manager.order_by(), table.model._base_manager.order_by()
        if not table.told and not history.exists() and not today.exists():
            return
        table.is_last(None, 0)  # counts the keys
        if history.count() != len(table.told):
            for key in _beside(table.told, history.order_by("pk").values_list("pk", flat=True)):
                self.find(UNEXPLAINED, discrepancies.of_row(name, key))
        if table.keys != len(table.seen):
            ends = history.values(table.key).annotate(last=Max("history_id")).values("last")
            rows = history.filter(pk__in=ends).values_list(*table.words.wanted())
            untold = {table.of_row(values)[1]: values for values in rows}
            self._hold_against_today(table, {key: row for key, row in untold.items() if key not in table.seen})
        if today.count() != table.present:
            for key in _beside(table.seen, today.values_list(*table.words.wanted([table.key]), flat=True)):
                self.rows += 1
                self.find(UNEXPLAINED, discrepancies.of_row(table.name, key))


def _beside(known: set[Any], keys: QuerySet[Any, Any]) -> Iterator[Any]:
    """The keys that are none of those known, or that come a second time."""
    left = {*known}
    for key in keys.iterator(chunk_size=2000):
        if key in left:
            left.discard(key)
        else:
            yield key


def _keys_in(keys: Collection[Any]) -> Q:
    """Rows of these keys, and where they lie close together a few between them: a range is found faster than a list."""
    if all(type(key) is int for key in keys):
        first, last = min(keys), max(keys)
        if last - first < 2 * len(keys):
            return Q(pk__range=(first, last))
    return Q(pk__in=list(keys))

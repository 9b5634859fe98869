"""The record as PostgreSQL writes it itself, in the very signs of a payload: where what the tables hold makes the same text, nothing has
to be read apart and compared column by column.

A payload is canonical JSON, and so is a row that the database turns into JSON with its columns in order of their names, but for
what is written otherwise there: instants, decimals, and what is JSON already, which Python puts in order. A text that differs says
nothing yet: a column may have been born since. Then the row is compared as `explained_rows` does everywhere.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any, NamedTuple

from django.db import connection, connections
from django.db.models import DateTimeField, DecimalField, Field, JSONField, Model, UUIDField

from ..models import CaseEvent, Leaf
from ..models.record import HistoryRow
from .canonical import canonical_json

_TABLE, _KEY = re.compile('"table":"([^"]*)"'), re.compile('"history_id":(\\d+)')
_END = re.compile('[0-9a-f]{32}"}')
_MARK = "\\u0001"  # stands where a column of JSON does until Python has put that in order
_PLAIN = {"{}", "[]", "null"}
_INSTANT = "replace(to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '.000000Z', 'Z')"


class Row(NamedTuple):
    """A row of a history: its text, the key of what it is of, and whether the row of today holds the same."""

    text: str
    key: Any
    is_today: bool


class Kept(NamedTuple):
    """An event: its key, the instants of its record, its columns in the signs of a payload, and its payload."""

    key: str
    recorded: str
    loaded: str | None
    text: str
    payload: str

    @property
    def recorded_at(self) -> str:
        """When it was written, as the database gave it: of what was loaded later, later than it says."""
        return self.loaded or self.recorded

    @property
    def tells_of(self) -> list[tuple[str, int]]:
        """(table, history_id) of the rows that its payload tells of, in its order; of some payloads a wrong guess."""
        return list(zip(_TABLE.findall(self.payload), map(int, _KEY.findall(self.payload)), strict=False))

    def is_told_by(self, rows: Iterable[str]) -> bool:
        """Whether the payload says sign for sign what the tables hold of the event and of these rows."""
        told = f'{{"event":{self.text},"history":[{",".join(rows)}],"nonce":"'
        return self.payload.startswith(told) and _END.fullmatch(self.payload, len(told)) is not None


def possible() -> bool:
    return connection.vendor == "postgresql"


def leaves_ahead(place: int, most: int) -> Iterator[list[tuple[Any, ...]]]:
    """The leaves from a place on, in chunks: while one is looked at, the database writes the next. To be called in a transaction of
    its own that sees one instant, which nothing was written in: the connection that reads ahead sees that same instant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        [snapshot] = cursor.fetchone()
    with ThreadPoolExecutor(1, "leaves_ahead") as reader:  # Django gives each thread a connection of its own
        try:
            reader.submit(_see, snapshot).result()
            coming = reader.submit(leaves, place, most)
            while found := coming.result():
                coming = reader.submit(leaves, found[-1][0] + 1, most)
                yield found
        finally:
            reader.submit(connections.close_all).result()


def _see(snapshot: str) -> None:
    """Let this thread's connection see what another transaction sees, until it is closed."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])


def leaves(place: int, most: int) -> list[tuple[Any, ...]]:
    """Leaves from a place on: place, hash, event, keys of the entry, head, time stamp or declaration that they are of."""
    leaf, event = (connection.ops.quote_name(model._meta.db_table) for model in (Leaf, CaseEvent))
    text, of_json = _signs(CaseEvent, "e", but="payload")
    instants = "e.recorded_at::text, e.loaded_at::text"
    asked = (
        f"SELECT l.place, l.hash, l.entry_id, l.head_id, l.stamp_id, l.declaration_id, {of_json}, {text}, e.id::text, {instants}, e.payload"  # noqa: S608  (names of our tables)
        # chosen before they are joined: else the database may join all events for each part of the log
        f" FROM (SELECT * FROM {leaf} WHERE place >= %s ORDER BY place LIMIT %s) l"
        f" LEFT JOIN {event} e ON e.id = l.event_id ORDER BY l.place"
    )
    names, found = _of_json(CaseEvent), []
    with connection.cursor() as cursor:
        cursor.execute(asked, [place, most])
        for at, hash, entry, head, stamp, declaration, of, signs, key, recorded, loaded, payload in cursor.fetchall():
            kept = Kept(key, recorded, loaded, _whole(names, of, signs), payload) if key else None
            found.append((at, hash, kept, entry, head, stamp, declaration))
    return found


def rows(model: type[Model], history: type[HistoryRow], keys: Collection[int]) -> dict[int, Row]:
    """{history_id: the row} of those of these keys that are there once, beside the rows of today."""
    names, found, twice = _of_json(history), {}, set()
    with connection.cursor() as cursor:
        cursor.execute(_asked(model, history), [list(keys)])
        for history_id, of, signs, key, is_today in cursor.fetchall():
            if history_id in found:
                twice.add(history_id)
            found[history_id] = Row(_whole(names, of, signs), key, is_today)
    return {key: row for key, row in found.items() if key not in twice}


@cache
def _asked(model: type[Model], history: type[HistoryRow]) -> str:
    quote, key = connection.ops.quote_name, model._meta.pk
    of_today = {str(field.column) for field in history._meta.concrete_fields} & {
        str(field.column) for field in model._meta.concrete_fields
    }
    then, now = (", ".join(f"{row}.{quote(name)}" for name in sorted(of_today)) for row in "ht")
    text, of_json = _signs(history, "h", table=True)
    own, written = quote(str(key.column)), "::text" if isinstance(key, UUIDField) else ""
    return (
        f"SELECT h.history_id, {of_json}, {text}, h.{own}{written}, t.{own} IS NOT NULL AND h.history_type <> '-'"  # noqa: S608  (names of our tables)
        f" AND ROW({then}) IS NOT DISTINCT FROM ROW({now})"
        f" FROM {quote(history._meta.db_table)} h LEFT JOIN {quote(model._meta.db_table)} t ON t.{own} = h.{own}"
        " WHERE h.history_id = ANY(%s)"
    )


@cache
def _of_json(model: type[Model]) -> tuple[str, ...]:
    """The columns that hold JSON, the last first."""
    names = [field.attname for field in model._meta.concrete_fields if isinstance(field, JSONField)]
    return tuple(sorted(names, reverse=True))


@cache
def _signs(model: type[Model], alias: str, *, but: str = "", table: bool = False) -> tuple[str, str]:
    """What to ask for a row in the signs of a payload, and for its columns of JSON."""
    quote, fields = connection.ops.quote_name, {field.attname: field for field in model._meta.concrete_fields}
    columns = {
        name: _written(field, f"{alias}.{quote(str(field.column))}") for name, field in fields.items() if name != but
    }
    if table:
        columns["table"] = f"'{model._meta.db_table}'::text"
    chosen = ", ".join(f"{columns[name]} AS {quote(name)}" for name in sorted(columns))
    of_json = ", ".join(f"{alias}.{quote(str(fields[name].column))}::text" for name in _of_json(model))
    return f"(SELECT row_to_json(r) FROM (SELECT {chosen}) r)::text", f"ARRAY[{of_json}]::text[]"  # noqa: S608  (names of our columns)


def _written(field: "Field[Any, Any]", column: str) -> str:
    if isinstance(field, JSONField):
        return "E'\\x01'::text"
    if isinstance(field, DateTimeField):
        return _INSTANT.format(column)
    return f"{column}::text" if isinstance(field, DecimalField) else column


def _whole(names: Sequence[str], of_json: Sequence[str | None], signs: str) -> str:
    """The text of a row with its columns of JSON in their places: the last first, so that none is looked for in another."""
    for name, found in zip(names, of_json, strict=True):
        value = found or "null"
        value = value if value in _PLAIN else canonical_json(json.loads(value))
        signs = signs.replace(f'"{name}":"{_MARK}"', f'"{name}":{value}', 1)
    return signs

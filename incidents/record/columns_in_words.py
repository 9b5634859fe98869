"""The columns of a row in the words of a payload, beside what a payload says of them.

A verification reads millions of rows. The database writes instants and keys as text itself, for which the driver would make an
object of each first: that is most of what a row costs. Nothing it writes stops the reading either: an instant that is none to
Python is only another word.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import DateField, DateTimeField, DecimalField, Field, Model, TextField, UUIDField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from ..plain.clocks import Instant
from .canonical import canonical_json

Columns = dict[str, Any]
NO_INSTANT = datetime.max.replace(tzinfo=UTC)
"""What stands for an instant that cannot be read."""

_WHOLE = len("2026-11-27 01:03:15.255123+00")
_OF_DAY, _FRACTION = slice(0, 10), slice(19, -3)


class Words:
    """The columns of a model, but for one of them maybe. Most are in the words of a payload already: only the others are turned."""

    def __init__(self, model: type[Model], but: str = "") -> None:
        self.fields = {field.attname: field for field in model._meta.concrete_fields if field.attname != but}
        self.names = list(self.fields)
        self._turned = {
            place: turn for place, field in enumerate(self.fields.values()) if (turn := _turning(_own(field)))
        }
        self._said = itemgetter(*self.names)

    def wanted(self, names: Iterable[str] = (), before: str = "") -> list[str | Combinable]:
        """What to ask `values_list` for, of all columns or of these; `before` is the way to the model, as in `event__`."""
        return [_asked(self.fields[name], f"{before}{name}") for name in names or self.names]

    def of(self, values: Sequence[Any]) -> tuple[Any, ...]:
        """A row as it came from the database, in the order of `names`."""
        row = list(values)
        for place, turn in self._turned.items():
            row[place] = turn(row[place])
        return tuple(row)

    def differing(self, said: Columns, values: Sequence[Any]) -> list[str]:
        """The columns that no longer hold what was said of them."""
        row = self.of(values)
        try:
            if self._said(said) == row:
                return []
        except KeyError:  # a column was born after the payload, which then says nothing of it
            pass
        each = zip(self.names, row, strict=True)
        return [
            name
            for name, kept in each
            if name in said and said[name] != kept and not same(self.fields[name], said[name], kept)
        ]

    def object(self, values: Sequence[Any]) -> Columns:
        """{name: the value as Django knows it}, for who has something to say of the row."""
        each = zip(self.names, values, strict=True)
        return {name: _value(self.fields[name], kept) for name, kept in each}


def instant(text: Any) -> Instant:
    """The instant that a column holds, which the database gave as text or as itself; NO_INSTANT where it cannot be read."""
    found: Instant = _value(DateTimeField(), text)
    return found


def same(column: "Field[Any, Any]", said: object, kept: object) -> bool:
    """Whether a column still holds what the payload says of it: in JSON's words, or as its field reads those."""
    if kept == said or json.loads(canonical_json(kept)) == said:
        return True
    try:
        return bool(column.to_python(said) == column.to_python(kept))
    except (ValidationError, TypeError, ValueError, ArithmeticError):
        return False


def _own(column: "Field[Any, Any]") -> "Field[Any, Any]":
    """The field whose values a column holds: of a key of another model, that key."""
    while column.is_relation and (target := getattr(column, "target_field", None)):
        column = target
    return column


def _value(column: "Field[Any, Any]", kept: object) -> Any:
    try:
        return kept if kept is None else column.to_python(kept)
    except ValidationError:
        return NO_INSTANT if isinstance(column, DateTimeField) else kept


def _asked(column: "Field[Any, Any]", name: str) -> str | Combinable:
    of = _own(column)
    written = connection.vendor == "postgresql" and isinstance(of, DateField | UUIDField | DecimalField)
    return Cast(name, TextField()) if written else name


def _turning(column: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(column, DateTimeField):
        return _instant_in_words
    return _in_words if isinstance(column, DateField | UUIDField | DecimalField) else None


def _in_words(value: Any) -> str | None:
    return value if value is None else str(value)


def _instant_in_words(value: Any) -> str | None:
    """As canonical_json writes it, in UTC: to the microsecond, without a fraction where there is none."""
    if value is None:
        return None
    if isinstance(value, str):
        if len(value) == _WHOLE:
            return f"{value[:10]}T{value[11:26]}Z"
        if not value.endswith("+00"):
            return value
        fraction = value[_FRACTION]
        return f"{value[:10]}T{value[11:19]}{fraction.ljust(7, '0') if fraction else ''}Z"
    return str(value.isoformat().replace("+00:00", "Z"))

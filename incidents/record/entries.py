"""The entries that a deed rests on: none of them is struck between the look at it and the deed.

The door asks, under the lock of the case, for whatever names an entry: no verb can forget it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.db import models

from ..models.corrections import Entry
from ..models.record import HistoryRow
from ..models.visibility import Tracked
from ..plain.not_none import not_none


def struck_meanwhile(rows: Iterable[HistoryRow]) -> Entry | None:
    """Of the entries that a deed has newly named as what something rests on, one that is struck; None where all stand."""
    for row in rows:
        written = not_none(row.saved)
        if row.history_type == "-" or getattr(written, "struck_at", None):
            continue
        for column, model in _columns(type(written)):
            key = getattr(written, column)
            gone = key and model.everything.filter(pk=key, struck_at__isnull=False).first()
            if gone and _newly_named(written, row, column, key):
                return cast(Entry, gone)
    return None


def _newly_named(written: models.Model, row: HistoryRow, column: str, key: int) -> bool:
    """What was named before stays as it stood: a duty of a struck controller still hears of its mail."""
    history: Any = cast(Tracked, written).history
    before = history.filter(id=written.pk).exclude(pk=row.pk).order_by("history_id").last()
    return before is None or getattr(before, column) != key


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, type[Entry]], ...]:
    """(column, model) of everything in a row that names an entry."""
    return tuple(
        (field.attname, field.related_model)
        for field in model._meta.concrete_fields
        if isinstance(field.related_model, type) and issubclass(field.related_model, Entry)
    )

"""The bodies that a deed names: none of them ends, or is merged into another one, between the look at it and the deed."""

from collections.abc import Iterable
from functools import cache

from django.db import connection, models

from ..models import Agency
from ..models.record import HistoryRow
from ..plain.not_none import not_none

HELD = "SELECT * FROM {table} WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


def hold(keys: Iterable[int]) -> dict[int, Agency]:
    """{key: the body as it is now}. Until the transaction ends whoever ends, merges or amends one of them waits; others who
    name them do not. After the cases, as everywhere."""
    wanted = sorted(set(keys))
    if connection.vendor == "postgresql" and wanted:
        held = Agency.objects.raw(HELD.format(table=connection.ops.quote_name(Agency._meta.db_table)), [wanted])
        return {body.pk: body for body in held}
    return Agency.objects.in_bulk(wanted)  # on SQLite nobody else writes meanwhile


def gone_meanwhile(rows: Iterable[HistoryRow]) -> Agency | None:
    """Of the bodies named in what a deed has written one that is not as the deed saw it: it is a double by now, entered by mistake, or it has
    ended, and the deed took it for one that exists. None where all are; they stay so until the transaction ends."""
    written = [not_none(row.saved) for row in rows if row.history_type != "-"]
    named = [
        (key, row._state.fields_cache.get(name))
        for row in written
        for name, column in _columns(type(row))
        if (key := getattr(row, column)) is not None
    ]
    now = hold(key for key, _seen in named)
    return next((now[key] for key, seen in named if _differs(now[key], seen)), None)


def named_by(row: models.Model) -> list[int]:
    """The keys of the bodies that a row names."""
    return [key for _name, column in _columns(type(row)) if (key := getattr(row, column)) is not None]


def _differs(now: Agency, seen: Agency | None) -> bool:
    return bool(now.merged_into_id or now.mistaken_at) or bool(seen and now.ended_on and not seen.ended_on)


@cache
def _columns(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """(field, column) of everything in a row that names a body."""
    fields = model._meta.concrete_fields
    return tuple((field.name, field.attname) for field in fields if field.related_model is Agency)

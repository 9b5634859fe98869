"""What payloads tell, as a reader sees it: drawn from what was sealed and not from the tables of today, so that what is read is
what is proved."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import models

from ..models import AccessEntry, Agency, CaseEvent, Unit, User
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from .names import Names
from .trail import QUIET, TrailEntry, history_models, object_change

Said = dict[str, Any]  # the columns of a row, as a payload names them
DIRECTORY = (Agency, Unit, User)


class Directory(Names):
    """Of what a row points at, the names of bodies, units and people alone: whatever else has a name has it from another
    event, and bears its key here."""

    def want(self, tracked: type[models.Model], row: HistoryRow, quiet: set[str]) -> None:
        others = {column.name for column in tracked._meta.concrete_fields if column.related_model not in DIRECTORY}
        super().want(tracked, row, quiet | others)

    def of(self, model: type[models.Model], key: object, at: Instant) -> str:
        return super().of(model, key, at) if model in DIRECTORY else f"#{key}"


def entries(payloads: Iterable[str], names: Names) -> list[TrailEntry]:
    """The events of these payloads with what they changed, in the order given. What a field held before is told where one of
    these payloads tells it."""
    by_table = {history._meta.db_table: (tracked, history) for tracked, history in history_models()}
    told: list[tuple[CaseEvent, list[Any]]] = []
    last: dict[tuple[type[models.Model], object], HistoryRow] = {}
    for payload in payloads:
        said = json.loads(payload)
        changes = []
        for columns in said["history"]:
            tracked, history = by_table[columns["table"]]
            row = history(**_read(history, columns))
            key = tracked, columns[tracked._meta.pk.attname]
            changes.append((tracked, last.get(key), row))
            last[key] = row
            names.want(tracked, row, QUIET)
        told.append((CaseEvent(**_read(CaseEvent, said["event"]), payload=payload), changes))
    names.fetch()
    return [
        TrailEntry(event, [object_change(tracked, old, new, names) for tracked, old, new in changes])
        for event, changes in told
    ]


def looks(texts: Iterable[str]) -> list[AccessEntry]:
    """The entries of the access log that these texts of leaves tell of, in the order given."""
    return [AccessEntry(**_read(AccessEntry, json.loads(text)["accessentry"])) for text in texts]


def _read(model: type[models.Model], said: Said) -> Said:
    """The columns that a payload names, as the fields of today read them."""
    fields = [field for field in model._meta.concrete_fields if field.attname in said]
    return {field.attname: field.to_python(said[field.attname]) for field in fields}

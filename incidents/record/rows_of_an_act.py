"""What an act wrote, read from the histories of what it wrote: for the plans by which a wrong one is undone."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ..models import CaseEvent
from ..models.record import HistoryRow

Row = Any  # a row of a tracked model, or a version of one


def versions(model: Any, events: Iterable[UUID]) -> dict[int, list[HistoryRow]]:
    """{key of a row: the versions of it that these events wrote, in their order}."""
    key, written = model._meta.pk.attname, dict[int, list[HistoryRow]]()
    for row in model.history.model.objects.filter(event_id__in=events).order_by("history_id"):
        written.setdefault(getattr(row, key), []).append(row)
    return written


def value_of(row: Row, field: Any) -> Any:
    return getattr(row, field.attname)


def digest(act: CaseEvent, pieces: Iterable[tuple[Row, bool]]) -> str:
    """By which a page that showed what becomes of each row, and whether it comes back, says what it showed."""
    said = sorted(f"{type(row).__name__} {row.pk} {comes}" for row, comes in pieces)
    return hashlib.sha256("\n".join([str(act.act_id), *said]).encode()).hexdigest()

"""What is sealed of a deed."""

from collections.abc import Iterable

from ..models import CaseEvent
from ..models.record import HistoryRow, random_token
from .canonical import canonical_json


def payload_of(event: CaseEvent, rows: Iterable[HistoryRow]) -> str:
    """The event and the history rows exactly as written, with 16 random bytes inside."""
    columns = {f.attname: getattr(event, f.attname) for f in event._meta.concrete_fields if f.name != "payload"}
    written = [
        {"table": row._meta.db_table, **{f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}}
        for row in rows
    ]
    return canonical_json({"event": columns, "history": written, "nonce": random_token()})

"""The one door through which rows that are written once are emptied: on PostgreSQL a function that the tables' owner owns
(`triggers.removal_door`), which asks for the removal that is being carried out; elsewhere the model alone refuses."""

from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import QuerySet

from ..canonical import canonical_json

OPEN = "SELECT tanggap_empty(%s, %s, %s, %s, %s)"


def write(event: UUID, row: type[models.Model], key: Any, changed: dict[str, Any]) -> None:
    """Put these values into a row that is written once, for the removal whose event (not written yet) is this one. The
    database refuses any other."""
    if connection.vendor != "postgresql":
        QuerySet(row).filter(pk=key).update(**changed)
        return
    with connection.cursor() as cursor:
        for name, value in changed.items():
            column = next(each for each in row._meta.concrete_fields if each.attname == name)
            text = canonical_json(value) if isinstance(column, models.JSONField) else value
            cursor.execute(OPEN, [str(event), row._meta.db_table, str(key), column.column, text])

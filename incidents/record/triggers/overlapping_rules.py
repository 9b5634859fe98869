"""Makes the database itself refuse two rules of one name on one day: an exclusion on PostgreSQL, triggers on SQLite.

Runs after every migration, as the tables' owner. btree_gist is a trusted extension: the owner of the database may add it.
"""

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

NAME = "one_of_a_name_on_each_day"
EXCLUDE = """
ALTER TABLE {table} ADD CONSTRAINT {constraint} EXCLUDE USING gist
    ({named_by} WITH =, daterange({start}, {end}) WITH &&)
"""
TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {constraint}_{when} BEFORE {when} ON {table}
WHEN EXISTS (
    SELECT 1 FROM {table} AS other
    WHERE other.{named_by} = NEW.{named_by} AND other.id IS NOT NEW.id
        AND (other.{end} IS NULL OR other.{end} > NEW.{start}) AND (NEW.{end} IS NULL OR NEW.{end} > other.{start})
)
BEGIN SELECT RAISE(ABORT, '{constraint}'); END
"""


def tables() -> list[dict[str, str]]:
    """Every table of rows that follow each other: the dated rules, the ministry's units, the names of agencies."""
    from ...models import AgencyName, Unit
    from ...models.dated import DatedRule

    rules = [model for model in apps.get_models() if issubclass(model, DatedRule) and model._meta.managed]
    words: list[tuple[type[models.Model], str, str, str]]
    words = [(model, model.named_by, "effective_from", "effective_to") for model in rules]
    words += [(Unit, "code", "valid_from", "valid_to"), (AgencyName, "agency_id", "valid_from", "valid_to")]
    return [
        {
            "table": model._meta.db_table,
            "named_by": named_by,
            "start": start,
            "end": end,
            "constraint": f"{model._meta.model_name}_{NAME}",
        }
        for model, named_by, start, end in words
    ]


def protect(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    """Set what is not set yet. Idempotent. Raises IntegrityError where rows overlap already."""
    existing = set(connection.introspection.table_names(cursor))
    waiting = [words for words in tables() if words["table"] in existing]
    if connection.vendor != "postgresql":
        for words in waiting:
            for when in ("INSERT", "UPDATE"):
                cursor.execute(TRIGGER.format(when=when, **words))
        return
    cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'x'")
    set_before = {name for (name,) in cursor.fetchall()}
    for words in waiting:
        if words["constraint"] not in set_before:
            cursor.execute(EXCLUDE.format(**words))

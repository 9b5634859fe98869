"""The named door of removal under law: the one function that may write into a row that is written once.

It asks for a removal that another person decided on than proposed it, and whose event is not written yet; the removal names that
event by a key that must be there when the transaction ends. So nothing is emptied without an event that says so, and the
product, which may not update these tables, has no other way. The owner of the database may do all: what they do without the
log's key a verification finds.
"""

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

TEXTS = (models.CharField, models.TextField, models.JSONField)
OPEN = "current_setting('tanggap.removal', true)"
REFUSE = f"""
CREATE OR REPLACE FUNCTION tanggap_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND COALESCE({OPEN}, '') <> '' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% rows are written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""
DOOR = """
CREATE OR REPLACE FUNCTION tanggap_empty(removal text, tab text, key text, col text, val text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    pk text;
    kind text;
BEGIN
    IF NOT ((tab || '.' || col) = ANY({columns}))
        OR EXISTS (SELECT 1 FROM incidents_caseevent WHERE id = removal::uuid)
        OR NOT EXISTS (
            SELECT 1 FROM incidents_removal WHERE emptied_by_id = removal::uuid AND status = 'done' AND decided_by_id <> proposed_by_id
        )
    THEN
        RAISE EXCEPTION '% rows are written once: no removal empties %', tab, col USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT a.attname INTO pk FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
        WHERE i.indrelid = tab::regclass AND i.indisprimary;
    SELECT format_type(a.atttypid, NULL) INTO kind FROM pg_attribute a WHERE a.attrelid = tab::regclass AND a.attname = pk;
    PERFORM set_config('tanggap.removal', removal, true);
    EXECUTE format(
        'UPDATE %I SET %I = $1::%s WHERE %I = $2::%s', tab, col,
        (SELECT format_type(a.atttypid, NULL) FROM pg_attribute a WHERE a.attrelid = tab::regclass AND a.attname = col), pk, kind
    ) USING val, key;
    PERFORM set_config('tanggap.removal', '', true);
END $$;
"""


def may_be_emptied() -> list[str]:
    """table.column of everything that the door may write: texts of histories, what an event and an entry of the access log say, what a
    verification found."""
    from ...models import AccessEntry, CaseEvent, Verification
    from ...models.record import HistoryRow

    found = [f"{CaseEvent._meta.db_table}.{name}" for name in ("subject_label", "reason", "details", "payload")]
    found += [f"{AccessEntry._meta.db_table}.{name}" for name in ("subject_label", "reason", "path")]
    found.append(f"{Verification._meta.db_table}.discrepancies")
    for model in apps.get_models():
        if issubclass(model, HistoryRow) and not model._meta.abstract:
            texts = [column for column in model._meta.concrete_fields if isinstance(column, TEXTS)]
            found += [f"{model._meta.db_table}.{column.column}" for column in texts if column.name != "history_type"]
    return found


def protect(connection: BaseDatabaseWrapper, cursor: CursorWrapper, role: str) -> None:
    """Set the door, and let the product's role use it, nobody else. PostgreSQL alone; idempotent."""
    if "incidents_removal" not in connection.introspection.table_names(cursor):
        return
    cursor.execute(DOOR.format(columns="ARRAY[" + ", ".join(f"'{each}'" for each in may_be_emptied()) + "]"))
    cursor.execute("REVOKE ALL ON FUNCTION tanggap_empty FROM PUBLIC")
    if role:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION tanggap_empty TO {connection.ops.quote_name(role)}")

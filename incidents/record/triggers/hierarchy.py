"""Makes the database itself refuse a body that stands under itself, by however many others between: a trigger on either.

Runs after every migration, as the tables' owner. Two deeds at once do not see each other here: their locks part them
(actions.hierarchy). The walk ends whatever stands in the table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

TABLE, NAME = "incidents_agency", "a_body_never_stands_under_itself"
ABOVE = """
    WITH RECURSIVE above(id) AS (
        SELECT NEW.parent_id UNION SELECT body.parent_id FROM incidents_agency AS body JOIN above ON body.id = above.id
        WHERE body.parent_id IS NOT NULL
    )
    SELECT 1 FROM above WHERE id = NEW.id
"""
TRIGGER = f"""
CREATE TRIGGER IF NOT EXISTS {NAME} BEFORE UPDATE OF parent_id ON {TABLE}
WHEN NEW.parent_id IS NOT NULL AND EXISTS ({ABOVE})
BEGIN SELECT RAISE(ABORT, '{NAME}'); END
"""
FUNCTION = f"""
CREATE OR REPLACE FUNCTION tanggap_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.parent_id IS NOT NULL AND EXISTS ({ABOVE}) THEN
        RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation', CONSTRAINT = '{NAME}';
    END IF;
    RETURN NEW;
END $$;
"""
ON_EACH_ROW = f"""
CREATE TRIGGER {NAME} BEFORE UPDATE OF parent_id ON {TABLE} FOR EACH ROW EXECUTE FUNCTION tanggap_tree()
"""


def protect(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> None:
    """Set what is not set yet. Idempotent."""
    if TABLE not in connection.introspection.table_names(cursor):
        return
    if connection.vendor != "postgresql":
        cursor.execute(TRIGGER)
        return
    cursor.execute(FUNCTION)
    cursor.execute(f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}")
    cursor.execute(ON_EACH_ROW)

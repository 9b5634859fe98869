"""Under which names things were done. The record keeps a name with each act; of a million acts there are some hundred names, and they
are found by as many steps through an index.
"""

from django.db import connection

from ..models import CaseEvent

_TABLE = CaseEvent._meta.db_table
_EACH_ONCE = f"""
    WITH RECURSIVE found(name) AS (
        SELECT MIN(actor_name) FROM {_TABLE}
        UNION ALL
        SELECT (SELECT MIN(actor_name) FROM {_TABLE} WHERE actor_name > found.name) FROM found WHERE found.name IS NOT NULL
    )
    SELECT name FROM found WHERE name IS NOT NULL
"""  # noqa: S608  (the name of our table)


def containing(words: str) -> list[str]:
    """The names in which these words stand, whatever their case."""
    with connection.cursor() as cursor:
        cursor.execute(_EACH_ONCE)
        return [name for (name,) in cursor.fetchall() if words.casefold() in name.casefold()]

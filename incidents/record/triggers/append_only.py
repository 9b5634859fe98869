"""Makes PostgreSQL itself refuse to change what is written once. Runs after every migration, as the tables' owner.

Triggers refuse UPDATE and DELETE on events, history and access entries to everybody; TRUNCATE, DDL and the right to
drop those triggers stay with the owner, whom the running product never is. On SQLite (demo, domain tests) the model layer
alone refuses that. What keeps dated rules apart stands in `overlapping_rules`, what keeps a body from standing under itself in
`hierarchy`, what keeps dues and judgements as they are in `frozen`: on both databases. What a role for reports reads: `reporting`.
"""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from . import frozen, hierarchy, overlapping_rules, removal_door, reporting


def append_only_tables() -> list[str]:
    """Every table whose rows are written once, found by their model's base class."""
    from ...models.record import AppendOnly

    return sorted(
        model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly) and model._meta.managed
    )


def app_role() -> str:
    """The role the product runs as, from DATABASE_URL; "" when it is not PostgreSQL."""
    url = urlsplit(settings.APP_DATABASE_URL)
    return (url.username or "") if url.scheme.startswith("postgres") else ""


def protect(using: str = "default") -> None:
    """Set triggers and grants, on PostgreSQL; make the cache's table, which no migration knows. Idempotent."""
    call_command("createcachetable", database=using, verbosity=0)
    connection = connections[using]
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            overlapping_rules.protect(connection, cursor)
            frozen.protect(connection, cursor)
            hierarchy.protect(connection, cursor)
        return
    quote = connection.ops.quote_name
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(removal_door.REFUSE)
        tables = append_only_tables()
        existing = set(connection.introspection.table_names(cursor))
        for table in tables:
            if table in existing:
                cursor.execute(f"DROP TRIGGER IF EXISTS written_once ON {quote(table)}")
                cursor.execute(
                    f"CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {quote(table)} "
                    "FOR EACH ROW EXECUTE FUNCTION tanggap_refuse()"
                )
        overlapping_rules.protect(connection, cursor)
        frozen.protect(connection, cursor)
        hierarchy.protect(connection, cursor)
        # The words are searched by PostgreSQL's own Indonesian stems; SQLite has a column of them instead.
        if "incidents_searchentry" in existing:
            cursor.execute(
                "CREATE INDEX IF NOT EXISTS search_by_words ON incidents_searchentry "
                "USING gin (to_tsvector('indonesian', COALESCE(text, '')))"
            )
        role = app_role()
        removal_door.protect(connection, cursor, role)
        reporting.grant(connection, cursor, settings.REPORTING_ROLE, role)
        cursor.execute("SELECT current_user")
        if not role or cursor.fetchone()[0] == role:
            return
        for table in sorted(existing):
            rights = "SELECT, INSERT" if table in tables else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f"REVOKE ALL ON {quote(table)} FROM {quote(role)}")
            cursor.execute(f"GRANT {rights} ON {quote(table)} TO {quote(role)}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quote(role)}")

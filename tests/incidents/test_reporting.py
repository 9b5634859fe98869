"""A role for reporting on real PostgreSQL: it reads what it may, is refused everything else, and no table is without a word."""

import os

import psycopg
import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from incidents.record.triggers import reporting
from tests import canary
from tests.canary import objects, planted_everywhere
from tests.states import committed, own_database

__all__ = ["objects", "planted_everywhere"]  # fixtures
ROLE, APP = "tanggap_lapor_uji", "tanggap_app"
real_planted_everywhere = committed("planted_everywhere")


@pytest.fixture
def as_reporting(real_planted_everywhere):
    """A connection of the role, in the database of committed rows, after the owner granted it twice."""
    admin = psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True)
    if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone():
        admin.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'lapor'")
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        for _once in range(2):
            with owner.cursor() as cursor:
                reporting.grant(connection, cursor, ROLE, APP)
    address = os.environ["DATABASE_OWNER_URL"].replace("tanggap_owner:owner", f"{ROLE}:lapor")
    assert address.endswith(own_database())
    with psycopg.connect(address, autocommit=True) as reader:
        yield reader
    admin.close()


def tables(reader):
    rows = reader.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return [name for (name,) in rows]


def columns(reader, table):
    rows = reader.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped", [table]
    )
    return [name for (name,) in rows]


def refused(reader, sql):
    try:
        reader.execute(sql)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


@pytest.mark.real
def test_every_table_has_its_word_and_is_read_or_refused_by_it_column_by_column(as_reporting):
    reader, found = as_reporting, tables(as_reporting)
    assert len(found) > 100
    for table in found:
        held_back = reporting.HELD_BACK.get(reporting.base(table), set())
        for column in columns(reader, table):
            may = reporting.readable(table) and column not in held_back
            assert refused(reader, f'SELECT "{column}" FROM "{table}"') != may, (table, column)


@pytest.mark.asvs(53)
@pytest.mark.real
def test_it_writes_nowhere_and_makes_nothing(as_reporting):
    reader = as_reporting
    for table in tables(reader):
        first = columns(reader, table)[0]
        for sql in (
            f'INSERT INTO "{table}" DEFAULT VALUES',
            f'UPDATE "{table}" SET "{first}" = "{first}"',
            f'DELETE FROM "{table}"',
            f'TRUNCATE "{table}" CASCADE',
        ):
            assert refused(reader, sql), sql
    sequences = reader.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'").fetchall()
    assert sequences and all(refused(reader, f"SELECT nextval('{name}')") for (name,) in sequences)
    assert refused(reader, "CREATE TABLE public.milikku (a int)")


@pytest.mark.real
def test_no_function_of_ours_can_be_called_by_it(as_reporting):
    callable_ones = as_reporting.execute(
        "SELECT proname FROM pg_proc JOIN pg_roles ON pg_roles.oid = proowner "
        "WHERE rolname = 'tanggap_owner' AND prorettype <> 'trigger'::regtype AND has_function_privilege(pg_proc.oid, 'EXECUTE')"
    ).fetchall()
    assert callable_ones == []


@pytest.mark.real
def test_nothing_that_it_reads_names_who_complained(as_reporting):
    reader, rows = as_reporting, 0
    for table in filter(reporting.readable, tables(reader)):
        held_back = reporting.HELD_BACK.get(reporting.base(table), set())
        shown = ", ".join(f'"{column}"' for column in columns(reader, table) if column not in held_back)
        for row in reader.execute(f'SELECT {shown} FROM "{table}"'):
            assert canary.seen_in(str(row)) == [], table
            rows += 1
    assert rows > 500


@pytest.mark.real
def test_a_role_that_may_do_more_or_is_not_there_is_refused_for_reporting(as_reporting):
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, owner.cursor() as cursor:
        for role in ("tanggap_owner", "postgres", APP, "tidak_ada"):
            with pytest.raises(ImproperlyConfigured, match=role):
                reporting.grant(connection, cursor, role, APP)
        reporting.grant(connection, cursor, "", APP)


def test_a_table_without_a_word_is_told_and_each_model_has_one():
    for model in apps.get_models(include_auto_created=True):
        reporting.readable(model._meta.db_table)
    with pytest.raises(KeyError):
        reporting.readable("incidents_newtable")
    assert not reporting.readable("incidents_historicalcomplainantsheet")
    assert reporting.readable("incidents_historicalletter") and not reporting.READ & reporting.REFUSED

"""Databases in a known state, each made once by every process of the suite: what tests stand on.

A state is what one function does to an empty database, or to another state. A test that asks for it by name works in a
transaction that is rolled back; one that asks for committed rows, which other connections and processes see, has a copy
to itself. PostgreSQL: a database for each state, cloned. SQLite: in memory, copied.
"""

import os
import pickle
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
EMPTY, COMMITTED = "empty", "committed"

_known = {}  # name of a state → State
_behind = {}  # name of a fixture → name of the state it hands out


class State(NamedTuple):
    upon: str
    build: object
    settings: dict


def made_once(name, build, *, upon=EMPTY, **changed):
    """A fixture of what build() returned when it made the state, in objects that are fresh for each test.

    Upon another state, build gets what that one handed out. `changed` settings hold for build and for the test.
    """
    assert name not in _known, f"two states are called {name}"
    _known[name], _behind[name] = State(upon, build, changed), name

    @pytest.fixture(name=name)
    def handed_out(db, states, settings):
        return states.hand_out(name, settings)

    return handed_out


def committed(name):
    """The fixture `real_NAME`: the same state with committed rows."""
    _behind[f"real_{name}"] = name

    @pytest.fixture(name=f"real_{name}")
    def handed_out(real_db, states, settings):
        return states.hand_out(name, settings)

    return handed_out


def behind(fixtures):
    """The state that fixtures of these names stand on: of several, the one that was made upon all others."""
    chain = [EMPTY]
    for name in filter(None, map(_behind.get, fixtures)):
        other = []
        while name != EMPTY:
            other.insert(0, name)
            name = _known[name].upon
        shorter, chain = sorted((chain, [EMPTY, *other]), key=len)
        assert chain[: len(shorter)] == shorter, f"no database is both {chain[-1]} and {shorter[-1]}"
    return chain[-1]


class States:
    """The states of this process, and Django's one connection, which moves between their databases."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tanggap-states-"))
        self.databases = OnPostgres() if ON_POSTGRES else InMemory()
        self.made, self.here = {EMPTY: pickle.dumps(None)}, None

    def enter(self, name):
        """Move to the state; whatever happens there is to be rolled back."""
        self._make(name)
        if self.here != name:
            self.databases.go(name)
            self.here = name

    def enter_copy(self, name):
        """Move to a copy of the state that may be changed for good. There is one at a time."""
        self._make(name)
        self.here = None
        self.databases.copy(name, COMMITTED)
        self.databases.go(COMMITTED)

    def hand_out(self, name, settings):
        for key, value in _known[name].settings.items():
            setattr(settings, key, value)
        return pickle.loads(self.made[name])

    def files(self, name):
        """Where the files of the state lie; to be copied, not to be worked on."""
        return self.folder / name

    def end(self):
        self.databases.end()
        shutil.rmtree(self.folder)

    def _make(self, name):
        if name in self.made:
            return
        from django.core.cache import cache
        from django.test import override_settings

        upon, build, changed = _known[name]
        self._make(upon)
        self.here = None
        self.databases.copy(upon, name)
        self.databases.go(name)
        if self.files(upon).exists():
            shutil.copytree(self.files(upon), self.files(name))
        with override_settings(FILES_ROOT=self.files(name), **changed):
            found = build() if upon == EMPTY else build(pickle.loads(self.made[upon]))
        self.made[name] = pickle.dumps(found)
        cache.clear()


def _leave():
    from django.db import connection
    from django.db.backends.base.base import BaseDatabaseWrapper

    BaseDatabaseWrapper.close(connection)  # SQLite's own leaves a connection to memory open
    return connection


def _go(name):
    _leave().settings_dict["NAME"] = name


class OnPostgres:
    """The owner has migrated `tanggap` before the suite began; the tests run as tanggap_app, in databases cloned from it."""

    def __init__(self):
        import psycopg

        self.server = psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True)
        self.made = {}
        self._clone("tanggap", EMPTY)

    def copy(self, name, to):
        _leave()  # nobody may look at a database while it is cloned
        self._clone(self.made[name], to)

    def _clone(self, source, to):
        self.made[to] = own_database(to)
        self.server.execute(f"DROP DATABASE IF EXISTS {self.made[to]} WITH (FORCE)")
        # A session that a test left behind, in a thread of its own, would keep the database from being cloned.
        self.server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [str(source)]
        )
        self.server.execute(f"CREATE DATABASE {self.made[to]} TEMPLATE {source} OWNER tanggap_owner STRATEGY FILE_COPY")

    def go(self, name):
        _go(self.made[name])

    def end(self):
        self.server.close()


def own_database(name=COMMITTED):
    """How this process of the suite calls a database on the common server."""
    return f"tanggap_{WORKER}_{name}"


def name_own_database():
    """Settings and processes started by the tests find the database of committed rows."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL") if ON_POSTGRES else ():
        os.environ[name] = os.environ[name].rsplit("/", 1)[0] + "/" + own_database()


def own_broker():
    """The Redis of the suite, and in it the database of this process."""
    return f"{os.environ['TEST_REDIS_URL']}?virtual_host={int(WORKER.strip('gwmain') or 0)}"


class InMemory:
    def __init__(self):
        from django.db import connection

        self.name = connection.settings_dict["NAME"]  # as pytest-django made it, with all tables
        self.kept = {EMPTY: self._open(EMPTY)}  # a database in memory is there as long as somebody looks at it

    def _address(self, name):
        return self.name if name == EMPTY else f"file:{name}?mode=memory&cache=shared"

    def _open(self, name):
        return sqlite3.connect(self._address(name), uri=True)

    def copy(self, name, to):
        self.kept[to] = self._open(to)
        self.kept[name].backup(self.kept[to])

    def go(self, name):
        _go(self._address(name))

    def end(self):
        self.go(EMPTY)
        for each in self.kept.values():
            each.close()

"""Databases in a known state, each made once by every process of the suite: what tests stand on.

A state is what one function does to an empty database, or to another state. A test that asks for it by name works in a
transaction that is rolled back; one that asks for committed rows, which other connections and processes see, has a copy
to itself. PostgreSQL: a database for each state, cloned. SQLite: in memory, copied.

Most tests begin with steps that many take: an incident, a request that is open. As long as a test has written nothing else,
such a step (`step`) leads to a state of its own, made at the first test that takes it.
"""

import functools
import os
import pickle
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.ground import Ground

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
EMPTY, COMMITTED = "empty", "committed"

_known = {}  # name of a state → State
_behind = {}  # name of a fixture → name of the state it hands out
_of_this_process = []  # the States, once there are some


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


def step(act):
    """What a test does first, done once: while nothing was written since it entered its state, the act leads to a state
    made of that one by it, and the test goes on there with what the act gave. Otherwise the act is simply done.

    Its arguments are constants, rows and the world: what hangs on the instant is done anew each time.
    """

    @functools.wraps(act)
    def done(world, *args, **kwargs):
        taken = _named(act, args, kwargs)
        for states in _of_this_process if taken else ():
            if states.untouched():
                return states.step(taken, lambda: act(world, *args, **kwargs))
        return act(world, *args, **kwargs)

    return done


def _named(act, args, kwargs):
    """What a step is known by; None if it hangs on more than constants and rows."""
    from django.db.models import Model

    given = [*enumerate(args), *sorted(kwargs.items())]
    if not all(value is None or isinstance(value, str | bool | int | Model) for _, value in given):
        return None
    return (
        act.__module__,
        act.__qualname__,
        *((key, (v._meta.label, v.pk) if isinstance(v, Model) else v) for key, v in given),
    )


def _in_place_of(source, target):
    """A kept file takes no writing: the copy takes its place."""
    Path(target).unlink(missing_ok=True)
    return shutil.copy2(source, target)


class States:
    """The states of this process, and Django's one connection, which moves between their databases."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="tanggap-states-"))
        self.databases = OnPostgres() if ON_POSTGRES else InMemory()
        self.made, self.here, self.day = {EMPTY: pickle.dumps(None)}, None, _today()
        self.steps, self.ground = {}, Ground()
        _of_this_process.append(self)

    def enter(self, name):
        """Move to the state; whatever happens there is to be rolled back."""
        self._renew()
        self._make(name)
        if self.here != name:
            self.databases.go(name)
            self.here = name
        self.ground.begin()

    def enter_copy(self, name):
        """Move to a copy of the state that may be changed for good. There is one at a time."""
        self._renew()
        self._make(name)
        self.here = None
        self.databases.copy(name, COMMITTED)
        self.databases.go(COMMITTED)

    def keep(self, name):
        """What the test has committed by now, to come back to."""
        self.databases.copy(COMMITTED, name)
        self.databases.go(COMMITTED)

    def come_back(self, name):
        """To what the test has kept."""
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
        _of_this_process.remove(self)
        self.ground.end()
        self.databases.end()
        shutil.rmtree(self.folder)

    def untouched(self):
        """Whether the database, the settings, the language and the clock are as they were when the test entered the state."""
        return self.here is not None and self.ground.is_untouched()

    def step(self, taken, act):
        """Go on to the state that the act makes of this one."""
        from django.conf import settings

        upon, name = self.here, self.steps.setdefault((self.here, taken), f"step_{len(self.steps)}")
        if name not in self.made:
            _known[name] = State(upon, lambda *_: act(), _known[upon].settings if upon in _known else {})
        with self.ground.moved():
            self._make(name)
            self.databases.go(name)
        self.here = name
        if self.files(name).exists():
            shutil.copytree(self.files(name), settings.FILES_ROOT, copy_function=_in_place_of, dirs_exist_ok=True)
        return pickle.loads(self.made[name])

    def _renew(self):
        """On a new day everything is made anew: what an act did yesterday is not what it does today."""
        if self.day != _today():
            self.made, self.here, self.day = {EMPTY: self.made[EMPTY]}, None, _today()
            for each in self.folder.iterdir():
                shutil.rmtree(each)

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


def _today():
    from django.utils import timezone

    return timezone.localdate()


class Databases:
    """Where Django's one connection may go. What it leaves stays open for a while: a new one has to learn every table anew."""

    STAY_OPEN = 8

    def __init__(self):
        self.here, self.open = None, {}  # name of a state → the driver's connection to it, the longest left first

    def go(self, name):
        from django.db import connection

        self.leave()
        connection.settings_dict["NAME"] = self.address(name)
        connection.connection, self.here = self.open.pop(name, None), name

    def leave(self):
        from django.db import connection
        from django.db.backends.base.base import BaseDatabaseWrapper

        if connection.connection is not None and self.here not in (None, COMMITTED) and self.may_stay(connection):
            self.open[self.here], connection.connection = connection.connection, None
            if len(self.open) > self.STAY_OPEN:
                self.open.pop(next(iter(self.open))).close()
        else:
            BaseDatabaseWrapper.close(connection)  # SQLite's own leaves a connection to memory open
        self.here = None

    def may_stay(self, connection):
        return not connection.in_atomic_block and not connection.closed_in_transaction and connection.is_usable()

    def nobody_at(self, name):
        """Close what is open to this state."""
        self.leave()
        if name in self.open:
            self.open.pop(name).close()


class OnPostgres(Databases):
    """The owner has migrated `tanggap` before the suite began; the tests run as tanggap_app, in databases cloned from it."""

    def __init__(self):
        import psycopg

        super().__init__()
        self.server = psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True)
        self.made = {}
        self._clone("tanggap", EMPTY)

    def copy(self, name, to):
        self.nobody_at(name)  # while it is cloned
        self.nobody_at(to)
        self._clone(self.made[name], to)

    def address(self, name):
        return self.made[name]

    def _clone(self, source, to):
        self.made[to] = own_database(to)
        self.server.execute(f"DROP DATABASE IF EXISTS {self.made[to]} WITH (FORCE)")
        # A session that a test left behind, in a thread of its own, would keep the database from being cloned.
        self.server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [str(source)]
        )
        self.server.execute(f"CREATE DATABASE {self.made[to]} TEMPLATE {source} OWNER tanggap_owner STRATEGY FILE_COPY")

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


class InMemory(Databases):
    def __init__(self):
        from django.db import connection

        super().__init__()
        self.name = connection.settings_dict["NAME"]  # as pytest-django made it, with all tables
        self.kept = {EMPTY: self._open(EMPTY)}  # a database in memory is there as long as somebody looks at it

    def address(self, name):
        return self.name if name == EMPTY else f"file:{name}?mode=memory&cache=shared"

    def _open(self, name):
        return sqlite3.connect(self.address(name), uri=True)

    def copy(self, name, to):
        self.nobody_at(name)
        self.nobody_at(to)
        self.kept[to] = self._open(to)
        self.kept[name].backup(self.kept[to])

    def end(self):
        self.go(EMPTY)
        for each in self.kept.values():
            each.close()

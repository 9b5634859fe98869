"""Fixtures for every folder: the ground a test stands on, the world, real servers and processes."""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import django
import hypothesis
import pytest

from tests.states import ON_POSTGRES, States, behind, committed, made_once, name_own_database, own_broker, step

os.environ.setdefault("TANGGAP_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
name_own_database()

from config import catalogues  # noqa: E402

catalogues.build()  # words that came with the last pull: `pytest` alone finds them as well as `make test`
django.setup()

from django.conf import settings as product_settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.db import connection  # noqa: E402
from django.template import Template  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.signals import template_rendered  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from django.utils import translation  # noqa: E402

from incidents import setup_data  # noqa: E402
from incidents.record import deeds  # noqa: E402
from tests import log_guard, quicker_django, second_database, second_factor, turns, write_guard  # noqa: E402
from tests.browser.fixtures import chromium, engine, enter, site  # noqa: E402, F401  (fixtures for every folder)
from tests.processes import FailPoints, House, Processes, receiving  # noqa: E402
from tests.world import build_world, make_incident, tell_kpu  # noqa: E402

# A busy machine is no fault of an example; what fixtures of a function hold is rolled back by the tests that need it.
PATIENT = {
    "deadline": None,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
}
MISSING = "needs real servers: run `make test`, which starts them (apt-get install postgresql redis-server chromium)"


# Those that wait long start first, so that nobody waits for them at the end; then those that compute long: the short ones at
# the end fill up whichever process is free.
FIRST = (
    "test_faults.py",
    "test_production.py",
    "test_engine.py",
    "test_register.py",
    "test_pairs.py",
    "browser/",
    "test_timelines.py",
    "tests/test_hostile.py",
    "tests/test_drills.py",
    "tests/test_access.py",
    "test_every_letter.py",
    "test_values.py",
    "test_tamper.py",
    "test_agency_list.py",
)


def pytest_addoption(parser):
    parser.addoption("--on-second-database", action="store_true", help="only what a database decides, nothing real")


def pytest_configure():
    write_guard.install()
    log_guard.install()
    quicker_django.install()
    second_factor.install()
    hypothesis.settings.register_profile("patient", **PATIENT)
    hypothesis.settings.load_profile("patient")


def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: next((n for n, name in enumerate(FIRST) if name in item.nodeid), len(FIRST)))
    chosen = items[:]
    if config.option.on_second_database:
        chosen = [item for item in chosen if _on_second_database(item)]
    if turn := os.environ.get("TURN"):
        others = turns.others(items, int(turn))
        chosen = [item for item in chosen if item not in others]
    left = {*items} - {*chosen}
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = chosen


def pytest_collection_finish():
    """What is there now stays to the end: it is not searched for garbage again and again (5 % of the suite's processor)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown():
    log_guard.complain()


def _on_second_database(item):
    path = item.path.relative_to(item.config.rootpath).as_posix()
    return second_database.is_asked(path, item.fixturenames, real=bool(item.get_closest_marker("real")))


if ON_POSTGRES:

    @pytest.fixture(scope="session")
    def django_db_setup():
        """The owner has migrated before the suite began; the tests run as tanggap_app."""


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """PostgreSQL is migrated, as in production. SQLite gets its tables at once: ten seconds less for a quick look."""
    return ON_POSTGRES


@pytest.fixture(autouse=True, scope="session")
def _contexts_of_pages(django_test_environment):
    """Tests read what a page was given (`answer.context`). Of its parts and widgets, dozens on each page, nothing is kept."""

    def render(template, context):
        if not (template.name or "").startswith(("parts/", "django/forms/")):
            template_rendered.send(sender=template, template=template, context=context)
        return template.nodelist.render(context)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Template, "_render", render)
        yield


@pytest.fixture(autouse=True, scope="session")
def _addresses():
    """The URLconf is read once, outside any test that plays the demo: the demo's own pages are not part of it."""
    return get_resolver().url_patterns


@pytest.fixture(scope="session")
def states(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        found = States()
        yield found
        found.end()


@pytest.fixture(autouse=True)
def _ground(request, settings, tmp_path, django_db_blocker):
    """An empty cache, the language of the house, files of its own, and the database in the state that the test's fixtures
    stand on."""
    cache.clear()
    translation.deactivate()
    settings.FILES_ROOT = tmp_path / "files"
    parametrized = getattr(request.node, "callspec", None)  # a parameter may be called as a state is
    names = [name for name in request.fixturenames if not (parametrized and name in parametrized.params)]
    if "real_db" in names and not ON_POSTGRES:
        pytest.fail(MISSING)
    if "db" in names or "real_db" in names:
        states, name = request.getfixturevalue("states"), behind(names)
        with django_db_blocker.unblock():
            (states.enter_copy if "real_db" in names else states.enter)(name)
        if states.files(name).exists():
            shutil.copytree(states.files(name), tmp_path / "files")


world, real_world = made_once("world", build_world), committed("world")
kpu, real_kpu = made_once("kpu", tell_kpu, DEMO=True), committed("kpu")


def load_law(world):
    """The world with everything that follows from law and practice: ladder, question sets, regimes, kinds of data."""
    setup_data.load_law(deeds.SYSTEM)
    return world


law_loaded = made_once("law_loaded", load_law, upon="world")


@pytest.fixture
def real_db(django_db_blocker):
    """Committed rows that other connections and processes see, in a database that is thrown away."""
    with django_db_blocker.unblock():
        yield
        connection.close()


@pytest.fixture
def an_incident(world):
    return make_incident(world)


@step
def load_ladder(world):
    setup_data.load_ladder(deeds.SYSTEM)


@pytest.fixture
def the_ladder(world):
    """Second letter, summons, written warning, as the registry has them."""
    load_ladder(world)


@pytest.fixture
def log_in():
    """log_in(person) gives a client logged in as that person: by a session as a log-in leaves it, in half as many questions."""

    def come(person):
        browser, session = Client(), SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = product_settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        second_factor.passed(session, person)
        session.create()
        browser.cookies[product_settings.SESSION_COOKIE_NAME] = session.session_key
        return second_factor.known(browser, person)

    return come


@pytest.fixture(scope="session")
def _receiver():
    with receiving() as box:
        yield box


@pytest.fixture
def mailbox(_receiver):
    """The receiving mail server, empty."""
    _receiver.mails.clear()
    return _receiver


@pytest.fixture(scope="session")
def house(tmp_path_factory, _receiver):
    """What real processes share; see tests.processes.House."""
    found = House(tmp_path_factory.mktemp("house"), own_broker(), _receiver)
    yield found
    found.end()


@pytest.fixture
def processes(real_db, house, mailbox, tmp_path, settings):
    """Start real processes on the suite's PostgreSQL and Redis; the write guard is in each, and must stay silent."""
    settings.FILES_ROOT = house.files
    house.tidy()
    running = Processes(tmp_path, dict(house.environment))
    yield running
    running.end()
    house.complain()
    for each in tmp_path.glob("*.log"):
        log_guard.look(each.read_text(errors="replace"))


@pytest.fixture
def fail_points(processes):
    """Where processes started from now on can be let die; see tests.processes.FailPoints."""
    from notifications.postroom.fail_points import VARIABLE

    with tempfile.TemporaryDirectory(prefix="tanggap-") as folder:  # short: a socket's path holds 107 bytes
        points = FailPoints(Path(folder) / "points")
        processes.environment[VARIABLE] = points.path
        yield points
        points.close()

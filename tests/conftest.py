"""Personas, and objects walked to a state through the real actions."""

import os
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

os.environ.setdefault("TANGGAP_MODE", "test")

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.browser.fixtures import PASSWORD, chromium, enter, site  # noqa: E402, F401  (fixtures for every folder)

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"


def pytest_configure():
    from tests import write_guard

    write_guard.install()


if ON_POSTGRES:

    @pytest.fixture(scope="session")
    def django_db_setup():
        """The owner has migrated before the suite began; the tests run as tanggap_app."""


@pytest.fixture(scope="session")
def django_db_use_migrations():
    """PostgreSQL is migrated, as in production. SQLite gets its tables at once: ten seconds less for a quick look."""
    return ON_POSTGRES


@pytest.fixture(autouse=True, scope="session")
def _addresses():
    """The URLconf is read once, outside any test that plays the demo: the demo's own pages are not part of it."""
    from django.urls import get_resolver

    return get_resolver().url_patterns


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    from django.core.cache import cache

    cache.clear()
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def world(db):
    """Rule, units, two agencies with a contact each, and the seven people."""
    return build_world()


def build_world():
    from incidents import setup_data
    from incidents.actions import agencies, people
    from incidents.models import Unit, User
    from incidents.record import deeds
    from incidents.workflow import Role

    system = deeds.SYSTEM
    setup_data.load_rules(system)
    # Not the 25 categories of data: half a second on PostgreSQL for each test, and few ask for them.
    setup_data.load_regimes(system)
    setup_data.load_units(system, letter_code="UJI", classification="PDP.01")
    bodies = {}
    for code, name, zone in (("a", "Instansi A", "Asia/Jakarta"), ("b", "Instansi B", "Asia/Jayapura")):
        names = [
            {
                "name": name,
                "short_name": f"Ins {code.upper()}",
                "head_office": f"Kepala {name}",
                "valid_from": date(2020, 1, 1),
            }
        ]
        bodies[code] = agencies.register_agency(by=system, code=code, zone=zone, names=names)
        agencies.register_contact(
            bodies[code], by=system, office="Sekretariat", email=f"surat@{code}.example", valid_from=date(2020, 1, 1)
        )
    unit = Unit.objects.get(code="pdp", valid_to=None)
    posts = {
        "officer": (Role.OFFICER, {"unit": unit}),
        "supervisor": (Role.SUPERVISOR, {"unit": unit}),
        "other_supervisor": (Role.SUPERVISOR, {"unit": unit}),
        "liaison_a": (Role.LIAISON, {"agency": bodies["a"]}),
        "liaison_b": (Role.LIAISON, {"agency": bodies["b"]}),
        "auditor": (Role.AUDITOR, {}),
        "administrator": (Role.ADMINISTRATOR, {}),
    }
    world = SimpleNamespace(agency_a=bodies["a"], agency_b=bodies["b"], unit=unit)
    for who, (role, where) in posts.items():
        email = f"{who.replace('_', '.')}@uji.example"
        people.appoint(
            by=system, email=email, name=who.replace("_", " ").title(), role=role, password=PASSWORD, **where
        )
        setattr(world, who, User.objects.get(email=email))
    return world


@pytest.fixture
def an_incident(world):
    return make_incident(world)


def make_incident(world, **facts):
    from incidents.actions import cases
    from incidents.models import Incident, Involvement

    facts = {"title": "Dugaan kebocoran", "seen_at": timezone.now() - timedelta(hours=1), **facts}
    incident = cases.record(by=world.officer, **facts)
    at = facts.get("at")
    for n, agency in enumerate((world.agency_a, world.agency_b)):
        cases.involve(
            incident,
            by=world.officer,
            agency=agency,
            role=Involvement.AgencyRole.CONTROLLER,
            at=at and at + timedelta(seconds=n + 1),
        )
    return Incident.objects.get(pk=incident.pk)


QUESTIONS = [("Data", "Data apa yang terungkap?"), ("Waktu", "Kapan diketahui?")]


def draft_request(world, incident, *, agency=None, by=None, at=None):
    from incidents.actions import clarifications

    return clarifications.draft(
        incident,
        by=by or world.officer,
        agency=agency or world.agency_a,
        questions=QUESTIONS,
        at=at,
        subject="Hal surat uji",
        opening="Sehubungan dengan informasi yang beredar.",
        basis="Pasal 46 UU 27/2022",
        security="B",
        urgency="segera",
    )


def issue_request(world, request, *, by=None, at=None):
    from incidents.actions import letter_content, letter_issuing

    by = by or world.supervisor
    digest = letter_content.digest(letter_content.draft_content(request, at or timezone.now(), by))
    return letter_issuing.issue(request, by=by, seen=request.version, approved_digest=digest, at=at)


def answer_request(world, request, *, numbers=None, by=None, at=None):
    from incidents.actions import replies, reply_drafts

    by = by or world.liaison_a
    for question in request.questions.filter(status="open"):
        if numbers is None or question.number in numbers:
            value = "no" if question.kind == "yes_no" else None
            reply_drafts.save(question, by=by, text=f"Jawaban atas {question.heading}.", value=value)
    print_of = reply_drafts.fingerprint(reply_drafts.drafts_of(request))
    return replies.answer(
        request, by=by, seen=request.version, seen_drafts=print_of, name="Narahubung", office="PPDP", at=at
    )


def make_request(world, status="open", *, agency=None, incident=None, issued_at=None):
    """A request walked to `status` through the real actions."""
    from incidents.actions import clarifications, next_letter
    from incidents.models import ClarificationRequest

    fresh = ClarificationRequest.objects.get
    start = issued_at - timedelta(hours=1) if issued_at else None

    def at(minutes):
        return start and start + timedelta(minutes=minutes)

    incident = incident or make_incident(world, **({"at": start, "seen_at": start} if start else {}))
    row = draft_request(world, incident, agency=agency, at=at(10))
    if status == "draft":
        return fresh(pk=row.pk)
    row = clarifications.submit(row, by=world.officer, seen=row.version, at=at(20))
    if status == "awaiting_approval":
        return fresh(pk=row.pk)
    if status == "awaiting_signature":
        return _approved(world, row)
    row = issue_request(world, row, at=issued_at)
    if status == "replaced":
        new = next_letter.reissue(row, by=world.officer)
        new = clarifications.submit(new, by=world.officer, seen=new.version)
        issue_request(world, new)
        return fresh(pk=row.pk)
    if status in ("open", "withdrawn"):
        if status == "withdrawn":
            clarifications.withdraw(row, by=world.supervisor, seen=row.version, reason="Keliru alamat")
        return fresh(pk=row.pk)
    liaison = world.liaison_b if agency == world.agency_b else world.liaison_a
    answer_request(world, row, by=liaison)
    row = fresh(pk=row.pk)
    if status == "closed":
        clarifications.accept(row, by=world.officer, seen=row.version)
    return fresh(pk=row.pk)


def _approved(world, row):
    """Approved for a person's signature, the bytes laid out."""
    from incidents.actions import letter_content, letter_issuing
    from incidents.models import ClarificationRequest
    from incidents.record import deeds
    from tests.moves import choose_signing, lay_out

    choose_signing(world, "outside")
    digest = letter_content.digest(letter_content.draft_content(row, timezone.now(), world.supervisor))
    row = letter_issuing.approve(row, by=world.supervisor, seen=row.version, approved_digest=digest)
    with deeds.record("store_letter", on=row, by=deeds.SYSTEM) as deed:
        lay_out(row.letter, deed)
    return ClarificationRequest.objects.get(pk=row.pk)


@pytest.fixture
def the_ladder(world):
    """Second letter, summons, written warning, as the registry has them."""
    from incidents import setup_data
    from incidents.record import deeds

    setup_data.load_ladder(deeds.SYSTEM)


@pytest.fixture
def log_in(client):
    """log_in(person) gives a client logged in as that person."""
    from django.test import Client

    def come(person):
        fresh = Client()
        fresh.force_login(person)
        return fresh

    return come


@pytest.fixture
def real_db(django_db_setup, django_db_blocker):
    """Committed rows that other connections and processes see; emptied by the owner, as the product never could."""
    if not ON_POSTGRES:
        pytest.fail(
            "needs PostgreSQL and Redis: run `make test`, which starts them (apt-get install postgresql redis-server)"
        )
    with django_db_blocker.unblock():
        _empty()
        yield
        connection.close()
        _empty()


def _empty():
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        tables = owner.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission')"
        ).fetchone()[0]
        owner.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


@pytest.fixture
def real_world(real_db):
    return build_world()


@pytest.fixture
def mailbox():
    from aiosmtpd.controller import Controller

    from tests.processes import Mailbox

    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=box.port)
    server.start()
    yield box
    server.stop()


@pytest.fixture
def processes(real_db, tmp_path, mailbox):
    """Start real processes on the suite's PostgreSQL and Redis; the write guard is in each, and must stay silent."""
    import redis

    from tests.processes import Processes

    broker = os.environ["TEST_REDIS_URL"]
    redis.Redis(unix_socket_path=broker.removeprefix("redis+socket://")).flushall()
    offences = tmp_path / "offences"
    environment = {
        **os.environ,
        "REDIS_URL": broker,
        "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "FILES_ROOT": str(tmp_path / "files"),
        "VAR_DIR": str(tmp_path / "var"),
        "WRITE_GUARD_FILE": str(offences),
        "SWEEP_SECONDS": "1",
        "MESSAGE_LEASE_SECONDS": "2",
        "VISIBILITY_TIMEOUT_SECONDS": "3",
    }
    running = Processes(tmp_path, environment)
    yield running
    running.end()
    assert not offences.exists(), offences.read_text()


@pytest.fixture
def fail_points(processes):
    """Where processes started from now on can be let die; see tests.processes.FailPoints."""
    import tempfile
    from pathlib import Path

    from notifications.postroom.fail_points import VARIABLE
    from tests.processes import FailPoints

    with tempfile.TemporaryDirectory(prefix="tanggap-") as folder:  # short: a socket's path holds 107 bytes
        points = FailPoints(Path(folder) / "points")
        processes.environment[VARIABLE] = points.path
        yield points
        points.close()

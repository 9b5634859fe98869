"""Production refuses what is missing or unsafe and names it; `setup` prepares an empty database."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests import forked
from tests.processes import PATIENCE
from tests.production import CLEAN, GOOD, SOCKET, START, start

BASE = Path(__file__).resolve().parent.parent
RULES = list(csv.DictReader((BASE / "incidents/data/clock_rules.csv").read_text().splitlines()))


def test_with_everything_in_place_it_starts():
    """By itself; what follows differs from this in the settings it finds, and begins with what others wrote in memory."""
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, cwd=BASE, env=CLEAN | GOOD, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "started", done.stderr


def test_every_setting_that_is_missing_is_named():
    done = start({})
    assert done.returncode and [name for name in GOOD if f"{name} is missing" not in done.stderr] == []


# What production refuses, as many together as say it without hiding each other: it names all at once.
UNSAFE = [
    {
        "SECRET_KEY": ("short", "SECRET_KEY is too short"),
        "GUARD_KEY": ("a", "GUARD_KEY is too short"),
        "DATABASE_URL": ("sqlite:////tmp/x.sqlite3", "not PostgreSQL"),
        "REDIS_URL": ("amqp://127.0.0.1", "not a Redis address"),
        "EMAIL_URL": ("consolemail://", "EMAIL_URL is no relay"),
        "SITE_URL": ("http://tanggap.example", "not https"),
        "ALLOWED_HOSTS": ("*", "every host"),
        "FILES_ROOT": ("var/files", "no absolute path"),
        "TRUSTED_PROXY_COUNT": ("9", "TRUSTED_PROXY_COUNT is 9"),
        "BOUNCE_MAILBOX_URL": ("imap://kembali:x@mail.example/INBOX", "BOUNCE_MAILBOX_URL is not imaps"),
        "REPLY_MAILBOX_URL": ("imap://jawab:x@mail.example/INBOX", "REPLY_MAILBOX_URL is not imaps"),
        "BOUNCE_ADDRESS": ("kembali@pantulan.example", "not of tanggap.example"),
        "BSRE_URL": ("http://tanggap:x@esign.example", "BSRE_URL is not https"),
        "TSA_URL": ("ftp://tsa.example", "no http:// or https:// address"),
        "TSA_CERTIFICATES": ("/hilang.pem", "TSA_CERTIFICATES cannot be read as PEM"),
        "SEAL_CERTIFICATES": ("/hilang.pem", "SEAL_CERTIFICATES cannot be read as PEM"),
        "DEBUG": ("1", "DEBUG is set"),
        "TANGGAP_FAIL_POINTS": ("x:/tmp/x", "belongs to the tests"),
    },
    {
        "SECRET_KEY": ("x" * 60, "SECRET_KEY is not random"),
        "SHEET_KEYS": (f"{GOOD['SECRET_KEY']},{'ab' * 20}", "SHEET_KEYS is not random"),
        "HEALTH_TOKEN": ("terlalu-pendek", "HEALTH_TOKEN is too short"),
        "DATABASE_URL": ("postgres://tanggap_app:x@db.example/tanggap", "DATABASE_URL lacks ?sslmode"),
        "DATABASE_OWNER_URL": ("postgres://tanggap_app:x@db.example/tanggap", "must not run as the tables' owner"),
        "REDIS_URL": ("redis://redis.example/0", "REDIS_URL has no password"),
        "EMAIL_URL": ("smtp://tanggap:x@relay.example:587", "EMAIL_URL is not smtp+tls"),
        "ALLOWED_HOSTS": (".go.id", "every one of a domain"),
        "FILES_ROOT": (str(BASE / "static/berkas"), "served to everybody"),
        "REPLY_MAILBOX_URL": ("imaps://jawab:x@mail.example/INBOX", "without REPLY_ADDRESS"),
        "TSA_URL": ("http://tanggap:x@tsa.example", "password would travel"),
    },
    {
        "ALLOWED_HOSTS": ("lain.example", "lacks tanggap.example"),
        "TSA_URL": ("https://tsa.example", "TSA_CERTIFICATES is missing"),
    },
    {"TANGGAP_MODE": ("produktion", "may be production")},
    {"TANGGAP_MODE": ("test", "SITE_URL is set beside TANGGAP_MODE (test)")},
    {"DEMO": ("1", "DATABASE_URL is set beside DEMO (demo)")},
]


@pytest.mark.asvs(34, 59)
@pytest.mark.parametrize("found", UNSAFE, ids=lambda found: f"{len(found)}-{next(iter(found))}")
def test_an_unsafe_setting_is_named(found):
    done = start(GOOD | {name: value for name, (value, _said) in found.items()})
    assert done.returncode and [said for _value, said in found.values() if said not in done.stderr] == []


@pytest.mark.asvs(13)
def test_what_stands_elsewhere_and_is_reached_under_lock_starts_with_cookies_of_this_host_alone():
    elsewhere = {
        "DATABASE_URL": "postgres://tanggap_app:x@db.example/tanggap?sslmode=verify-full",
        "REDIS_URL": "rediss://:sandi@redis.example/0",
        "EMAIL_URL": "smtp+tls://tanggap:x@relay.example:587",
        "TRUSTED_PROXY_COUNT": "1",
    }
    code = f"{START}; from django.conf import settings; print(*[v for n, v in vars(settings._wrapped).items() if 'COOKIE_NAME' in n])"
    done = start(GOOD | elsewhere, code)
    started, *cookies = done.stdout.split()
    assert started == "started", done.stderr
    assert len(cookies) == 4 and [name for name in cookies if not name.startswith("__Host-")] == []


WALK = """
import hashlib, pathlib, re, urllib.parse, django
django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage as storage
from django.core.management import call_command
from django.test import Client
call_command("collectstatic", interactive=False, verbosity=0)
base = pathlib.Path("templates/base.html").read_text()
waiting, seen = [storage.url(name) for name in re.findall(r"static '(.+?)'", base)], {}
while waiting:
    address = waiting.pop()
    answer = Client().get(address, secure=True, headers={"host": "tanggap.example"})
    body = b"".join(answer.streaming_content)
    assert answer.status_code == 200 and "immutable" in answer["Cache-Control"], (address, answer.headers)
    assert hashlib.md5(body).hexdigest()[:12] == address.split(".")[-2], address
    seen[address] = body.decode() if address.endswith(("js", "css")) else ""
    named = re.findall(r'(?:from|import) ?"([^"]+)"|url\\("([^"]+)"\\)', seen[address])
    waiting += {urllib.parse.urljoin(address, a + b) for a, b in named} - seen.keys()
print(*sorted(re.sub(r"[.][0-9a-f]{12}", "", a.removeprefix("/static/")) for a in seen))
"""


def test_every_module_and_font_is_served_under_the_name_that_carries_its_hash(tmp_path):
    """Followed as a browser does, from what base.html names: an old module beside a new one cannot be."""
    done = start(GOOD | {"VAR_DIR": str(tmp_path)}, WALK)
    assert done.returncode == 0, done.stderr
    served = done.stdout.split()
    expected = {
        f"{path.parent.name}/{path.name}" for kind in ("css", "js") for path in (BASE / "static" / kind).glob("*.*")
    }
    assert expected <= set(served)
    assert {"fonts/plus-jakarta-sans.woff2", "fonts/ibm-plex-mono.woff2"} <= set(served)


@pytest.mark.asvs(34)
def test_the_demos_data_and_passwords_stay_in_the_demo(world):
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError, match="DEMO=1 alone"):
        call_command("load_demo")


@pytest.mark.real
def test_it_refuses_to_run_as_the_owner_and_accepts_the_products_role(real_db, tmp_path):
    more = {"FILES_ROOT": str(tmp_path)}
    for url, fine in ((os.environ["DATABASE_OWNER_URL"], False), (os.environ["DATABASE_URL"], True)):
        done = start(GOOD | more | {"DATABASE_URL": url}, "import config.wsgi; print('started')")
        assert (done.stdout.strip() == "started") is fine, done.stderr
        if not fine:
            assert "the tables' owner" in done.stderr


@pytest.mark.real
def test_a_worker_refuses_to_run_as_the_owner(real_db, tmp_path):
    more = {"FILES_ROOT": str(tmp_path), "DATABASE_URL": os.environ["DATABASE_OWNER_URL"]}
    broker = SOCKET | {
        "REDIS_URL": os.environ["TEST_REDIS_URL"],
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PATH": os.environ["PATH"],
    }
    arguments = ("-A", "config", "worker", "-P", "solo")
    done = forked.run("celery", *arguments, environment=GOOD | broker | more, timeout=PATIENCE)
    assert done.returncode and "the tables' owner" in done.stderr + done.stdout


@pytest.mark.real
def test_setup_prepares_an_empty_database_and_invites_the_first_administrator(tmp_path):
    """From CREATE DATABASE to an invitation link: migrate and setup as the owner, twice, no demo rows."""
    owner, app = os.environ.get("DATABASE_OWNER_URL"), os.environ.get("DATABASE_URL")
    if not owner:
        pytest.fail("needs PostgreSQL: run `make test` (apt-get install postgresql)")
    admin = owner.replace("tanggap_owner:owner", "postgres").rsplit("/", 1)[0]
    with psycopg.connect(f"{admin}/postgres", autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS kosong")
        server.execute("CREATE DATABASE kosong OWNER tanggap_owner")
    urls = {
        key: url.rsplit("/", 1)[0] + "/kosong" for key, url in (("DATABASE_URL", app), ("DATABASE_OWNER_URL", owner))
    }
    environment = GOOD | SOCKET | urls | {"FILES_ROOT": str(tmp_path), "PATH": os.environ["PATH"]}

    def run(*arguments):
        return forked.run("manage", *map(str, arguments), environment=environment)

    people = [
        "--letter-code",
        "DJPRD",
        "--classification",
        "PDP.01",
        "--admin-email",
        "admin@x.go.id",
        "--admin-name",
        "Admin",
    ]
    for arguments in (["migrate", "-v0"], ["setup", *people], ["setup", *people]):
        done = run(*arguments)
        assert done.returncode == 0, done.stderr
    assert "https://tanggap.example/sandi/atur/" in done.stdout
    with psycopg.connect(urls["DATABASE_URL"]) as rows:
        counts = [
            rows.execute(f"SELECT count(*) FROM incidents_{t}").fetchone()[0]
            for t in ("unit", "agency", "clockrule", "appointment", "incident")
        ]
        assert counts == [3, 7, len(RULES), 1, 0]
        unverified = rows.execute("SELECT count(*) FROM incidents_clockrule WHERE NOT verified").fetchone()[0]
        assert unverified == sum(rule["verified"] == "false" for rule in RULES) > 0
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("code,office,name,email,ppdp\nkpu,Sekretariat,,surat@kpu.example,true\n")
    for _ in range(2):
        done = run("setup", *people, "--contacts", contacts)
        assert done.returncode == 0, done.stderr
    with psycopg.connect(urls["DATABASE_URL"]) as rows:
        assert rows.execute("SELECT email, is_ppdp FROM incidents_contact").fetchall() == [("surat@kpu.example", True)]
    contacts.write_text("code,office,name,email,ppdp\nxyz,Sekretariat,,surat@kpu.example,\n")
    done = run("setup", *people, "--contacts", contacts)
    assert done.returncode and "contacts.csv:2" in done.stderr
    bad = tmp_path / "bad.csv"
    bad.write_text("code,zone,name,short_name,head_office,place,valid_from,valid_to\nx,,Nama,N,K,J,kemarin,\n")
    done = run("setup", *people, "--agencies", bad)
    assert done.returncode and "bad.csv:2" in done.stderr


DOORS = """
import django; django.setup()
from django.conf import settings as s
from django.contrib.auth.hashers import make_password
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
def answered(**how):
    asked = RequestFactory().get("/", headers={"host": "tanggap.example"}, **how)
    return SecurityMiddleware(lambda request: HttpResponse())(asked).headers
print(answered(secure=True)["Strict-Transport-Security"], answered()["Location"])
print(s.SESSION_COOKIE_HTTPONLY, *(getattr(s, f"{each}_COOKIE_SECURE") for each in ("SESSION", "CSRF", "LANGUAGE")))
print(s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.LANGUAGE_COOKIE_SAMESITE)
print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.DEVICE_COOKIE_NAME)
print(make_password("x").rsplit("$", 3)[0])
"""


@pytest.mark.asvs(13, 14, 57)
def test_in_production_a_browser_comes_by_tls_alone_and_a_password_is_kept_as_argon2id():
    done = start(GOOD, DOORS)
    assert done.returncode == 0, done.stderr
    by_tls, flags, sites, names, password = done.stdout.splitlines()
    assert by_tls == "max-age=31536000 https://tanggap.example/"
    assert set(flags.split()) == {"True"} and set(sites.split()) == {"Lax"}
    assert all(name.startswith("__Host-") for name in names.split())
    assert password.startswith("argon2$argon2id$")

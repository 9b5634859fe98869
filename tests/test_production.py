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


@pytest.mark.parametrize("name", sorted(GOOD))
def test_without_a_setting_it_names_the_missing_one(name):
    done = start({k: v for k, v in GOOD.items() if k != name})
    assert done.returncode and f"{name} is missing" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too short"),
        ("DATABASE_URL", "sqlite:////tmp/x.sqlite3", "not PostgreSQL"),
        ("DATABASE_OWNER_URL", GOOD["DATABASE_URL"], "must not run as the tables' owner"),
        ("SITE_URL", "http://tanggap.example", "not https"),
        ("ALLOWED_HOSTS", "*", "every host"),
        ("BOUNCE_MAILBOX_URL", "imap://kembali:x@mail.example/INBOX", "not imaps"),
        ("REPLY_MAILBOX_URL", "imap://jawab:x@mail.example/INBOX", "not imaps"),
        ("REPLY_MAILBOX_URL", "imaps://jawab:x@mail.example/INBOX", "without REPLY_ADDRESS"),
        ("BOUNCE_ADDRESS", "kembali@pantulan.example", "not of tanggap.example"),
        ("BSRE_URL", "http://tanggap:x@esign.example", "not https"),
        ("TSA_URL", "ftp://tsa.example", "no http:// or https:// address"),
        ("TSA_URL", "http://tanggap:x@tsa.example", "password would travel"),
        ("TSA_URL", "https://tsa.example", "TSA_CERTIFICATES is missing"),
        ("TSA_CERTIFICATES", "/hilang.pem", "TSA_CERTIFICATES cannot be read as PEM"),
        ("SEAL_CERTIFICATES", "/hilang.pem", "SEAL_CERTIFICATES cannot be read as PEM"),
        ("DEBUG", "1", "DEBUG is set"),
        ("TANGGAP_FAIL_POINTS", "x:/tmp/x", "belongs to the tests"),
        ("TANGGAP_MODE", "produktion", "may be production"),
    ],
)
def test_an_unsafe_setting_is_named(name, value, named):
    done = start(GOOD | {name: value})
    assert done.returncode and named in done.stderr


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

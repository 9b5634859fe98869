"""Tries tamperings on a database and counts which a verification finds and where; each is undone before the next."""

import random
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import override_settings
from django.utils import timezone

from incidents.record import transparency, verification
from notifications import postroom
from notifications.models import Message
from notifications.postroom import after_sending, bounces
from tests.samples import overwritten
from tests.servers import program

from .hand import CLASSES, Hand, Missed


@dataclass
class Count:
    """What became of the tamperings of one class."""

    tried: int = 0
    found: int = 0
    located: int = 0


@dataclass
class Tally:
    by_class: dict = field(default_factory=lambda: {name: Count() for name in CLASSES})
    missed: list = field(default_factory=list)  # what was not found or not located, in words

    def sum(self, what):
        return sum(getattr(count, what) for count in self.by_class.values())


def result_of(tally, events, lives, untouched, alarms):
    """What was tried and found, as `make tamper` prints it: `untouched` is what was found where nobody altered anything, `alarms`
    what was found in honest lives."""
    return {
        "name": "tamper",
        "events": events,
        "tamperings": tally.sum("tried"),
        "found": tally.sum("found"),
        "located": tally.sum("located"),
        "by_class": {name: vars(count) for name, count in tally.by_class.items()},
        "untouched": not untouched,
        "honest_lives": lives,
        "false_alarms": len(untouched) + len(alarms),
    }


@contextmanager
def as_owner(url):
    """Django's own connection, for a while that of the tables' owner. Gives a function that runs SQL."""
    found = urlsplit(url)
    before = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=found.username, PASSWORD=found.password or "")
    connection.ensure_connection()
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []

    def run(sql, values=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    try:
        yield run
    finally:
        connection.close()
        connection.settings_dict.update(before)
        connection.execute_wrappers = wrappers


@contextmanager
def restored(admin_url):
    """Django's own connection, for a while to what pg_restore made of a dump of its database."""
    server, here = admin_url.rpartition("/")[0], connection.settings_dict["NAME"]
    copy = f"{here}_restored"
    connection.close()
    with psycopg.connect(admin_url, autocommit=True) as admin, tempfile.TemporaryDirectory() as folder:
        dump = f"{folder}/record.dump"
        subprocess.run([program("pg_dump"), "-Fc", "-f", dump, f"{server}/{here}"], check=True)
        admin.execute(f"CREATE DATABASE {copy}")
        try:
            subprocess.run([program("pg_restore"), "-d", f"{server}/{copy}", dump], check=True)
            connection.settings_dict["NAME"] = copy
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = here
            admin.execute(f"DROP DATABASE {copy} WITH (FORCE)")


@contextmanager
def defenceless(run):
    """No trigger of the tables applies: their owner can take them away."""
    tables = [table for (table,) in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    for table in tables:
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for table in tables:
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def undone():
    """Every write in the database is taken back at the end, and those to files; gives a function that writes a file."""
    kept = {}

    def write(file, content):
        kept.setdefault(file, file.read_bytes())
        overwritten(file, content)

    try:
        with transaction.atomic():
            yield write
            transaction.set_rollback(True)
    finally:
        for file, content in kept.items():
            file.write_bytes(content)


def drawn():
    """The letters that wait are made, as the post room makes them: what lies on disk of them is theirs to alter."""
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)


def mailed():
    """The post room's round, and what servers say of what left: some arrived, some came back."""
    postroom.write_receipts(timezone.now())
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        while postroom.deliver_messages():
            pass
    for n, mail in enumerate(Message.objects.filter(state=Message.State.SENT).order_by("mail_id")):
        verdict = (None, bounces.Verdict.DELIVERED, bounces.Verdict.BOUNCED)[n % 3]
        if verdict:
            said = bounces.Returned(verdict, (mail.mail_id,), (mail.recipient,), "5.1.1", "no user")
            after_sending.note_returned(said, timezone.now())


def attempt(name, seed, held, tally, run):
    """One tampering of a class, by a seed: is it found by a verification that knows the head `held` outside, and where?"""
    count = tally.by_class[name]
    with undone() as write:
        try:
            with transaction.atomic():
                expected = CLASSES[name](Hand(run, random.Random(seed), settings.FILES_ROOT, write))
        except (Missed, DatabaseError) as nothing:
            tally.missed.append(f"{name} ({seed}): was not tried: {nothing}")
            return
        transparency.seal_all(timezone.now())  # the sealer knows of nothing, and goes on
        report = verification.verify([held])
    count.tried += 1
    count.found += not report.well
    said = [str(discrepancy) for discrepancy in report.discrepancies]
    located = any(word in line for word in expected.words for line in said)
    located = located or (expected.tail and report.tail_since is not None)
    count.located += located
    if not located:
        tally.missed.append(f"{name} ({seed}): expected {expected}, tail {report.tail_since}, found {said[:3]}")

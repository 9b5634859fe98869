"""Tries tamperings on a database and counts which a verification finds and where; each is undone before the next."""

import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from incidents.record import transparency, verification

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


@contextmanager
def as_owner(url):
    """Django's own connection, for a while that of the tables' owner."""
    found = urlsplit(url)
    before = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(USER=found.username, PASSWORD=found.password or "")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def undone():
    """Every trigger off, every write taken back at the end, the bytes of files too; gives a function that runs SQL."""
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    files = {file: file.read_bytes() for file in settings.FILES_ROOT.rglob("*") if file.is_file()}

    def run(sql, values=None):
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []

    try:
        with transaction.atomic():
            for (table,) in run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
                run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield run
            transaction.set_rollback(True)
    finally:
        connection.execute_wrappers = wrappers
        for file, content in files.items():
            if file.read_bytes() != content:
                file.write_bytes(content)


def attempt(name, seed, held, tally):
    """One tampering of a class, by a seed: is it found by a verification that knows the head `held` outside, and where?"""
    count = tally.by_class[name]
    with undone() as run:
        try:
            with transaction.atomic():
                expected = CLASSES[name](Hand(run, random.Random(seed), settings.FILES_ROOT))
        except Missed as nothing:
            tally.missed.append(f"{name} ({seed}): {nothing}")
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

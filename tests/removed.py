"""A closed case in whose every place one word was planted, and removals in it: for what becomes of content that the law takes away."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from incidents.actions import cases, evidence, removals, work
from incidents.models import CaseEvent, Incident
from incidents.record.removal import scopes
from tests.world import fresh, make_incident, make_request, says

CANARY = "Zulkarnaen Quagga 0813-7777-4242"
GROUND = "Pasal 43 ayat (1) UU 27/2022"


def planted(world, text=CANARY):
    """An open case: the word stands in its title, a note, a text, a file and its name, an assertion, a letter's question and its answer."""
    case = make_incident(world, title=f"Perkara {text}")
    cases.note(case, by=world.officer, text=f"Menelepon {text}, mengaku pemilik data")
    evidence.attach(case, by=world.officer, text=f"Surat dari {text} " + "panjang " * 40, origin="Meja surat")
    evidence.attach(case, by=world.officer, upload=SimpleUploadedFile(f"{text}.txt", f"isi {text}".encode()))
    says(world, case, statement=f"{text} berkata demikian", said_by=text)
    make_request(world, "closed", incident=case)
    return fresh(case)


def closed(world, case):
    return work.close(case, by=world.supervisor, seen=fresh(case).version, outcome="too_little", reason="Selesai")


def choice(case, kind, has=""):
    """The first thing of this kind that may be removed in the case, and in whose scope this stands."""
    return next(each for each in scopes.choices(fresh(case)) if each.kind == kind and has in each.scope)


def proposed(world, case, kind, has="", **facts):
    how = {"by": world.officer, "ground": GROUND, "reason": "Subjek data meminta", **facts}
    return removals.propose(case, choice=choice(case, kind, has), **how)


def removed(world, case, kind, has=""):
    """The removal, proposed by the officer and carried out by the supervisor."""
    row = proposed(world, case, kind, has)
    return removals.remove(row, by=world.supervisor, seen=row.version, reason="Disetujui")


def rows_of_every_table():
    """(table, row as text) of every table there is."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(map(str, row))


def still_held(text=CANARY):
    """Where a text still stands: tables, files and their names."""
    found = {table for table, row in rows_of_every_table() if text.casefold() in row.casefold()}
    files = [path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()]
    return found | {path.name for path in files if text.encode() in path.read_bytes() or text in path.name}


def events_of(case):
    return CaseEvent.objects.filter(incident=Incident.objects.get(pk=case.pk))

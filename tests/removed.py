"""A closed case in whose every place one word was planted, and removals in it: for what becomes of content that the law takes away."""

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from incidents.actions import cases, complaints, evidence, removals, work
from incidents.models import (
    AccessEntry,
    CaseEvent,
    Export,
    Incident,
    IntakeDraft,
    ProofBundle,
    SavedQuestion,
)
from incidents.plain.complainants import Person
from incidents.record import access_log, transparency, verification
from incidents.record.removal import scopes
from notifications.models import StrayMail
from tests.canary import swept
from tests.incoming_kinds import came_by_mail
from tests.states import step
from tests.world import fresh, make_incident, make_request, says

CANARY = "Zulkarnaen Quagga 0813-7777-4242"
GROUND = "Pasal 43 ayat (1) UU 27/2022"


@step
def planted(world, text=CANARY):
    """An open case: the word stands in its title, a note, a text, a file and its name, an assertion, a letter's question and its answer."""
    case = make_incident(world, title=f"Perkara {text}")
    cases.note(case, by=world.officer, text=f"Menelepon {text}, mengaku pemilik data")
    evidence.attach(case, by=world.officer, text=f"Surat dari {text} " + "panjang " * 40, origin="Meja surat")
    evidence.attach(case, by=world.officer, upload=SimpleUploadedFile(f"{text}.txt", f"isi {text}".encode()))
    says(world, case, statement=f"{text} berkata demikian", said_by=text)
    make_request(world, "closed", incident=case)
    return fresh(case)


@step
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


def complained_of(world, text=CANARY):
    """A complaint behind no case that has ended: the word names who complained on the sheet, and stands in what was said, in the answer and
    its letter, in why it ended, in what was typed, looked for and mailed meanwhile."""
    person = Person(name=text, email="q@quagga.example", post="Gang Quagga 77")
    complaint = complaints.enter(by=world.officer, person=person, way="phone", text=f"{text} mengeluh", about=text)
    answer = complaints.draft_answer(complaint, by=world.officer, text=f"Laporan {text} kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=answer.version)
    swept()
    now = {"asked_by": world.auditor, "asked_at": timezone.now(), "reason": text}
    ProofBundle.objects.create(kind="matter", key=f"complaint:{complaint.pk}", label=text, language="id", **now)
    Export.objects.create(kind="chronology", label="x", asked={"q": text}, **now)
    IntakeDraft.objects.create(user=world.officer, text=f"Catatan: {text}", saved_at=timezone.now())
    SavedQuestion.objects.create(user=world.auditor, page="/jejak/", name=text, query=f"q={text}")
    StrayMail.objects.create(key="1:1", sender=text, note=text, read_at=timezone.now())
    came_by_mail(text)
    access_log.log(AccessEntry.Kind.REVEAL, None, complaint.sheet, actor=world.auditor, reason=f"Mencari {text}")
    facts = {"outcome": "answered", "reason": f"Disampaikan kepada {text}", "despite": True}
    return complaints.conclude(fresh(complaint), by=world.officer, seen=fresh(complaint).version, **facts)


def sealed():
    transparency.seal_all(timezone.now())
    return transparency.newest().checkpoint


def verified(held=()):
    transparency.seal_all(timezone.now())
    report = verification.verify(held)
    return [str(each) for each in report.discrepancies], [str(each) for each in report.emptied]


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

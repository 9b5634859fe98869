"""Somebody who complained, planted to be looked for: their name, address and number stand on the sheet and nowhere else. They wrote into the
mailbox for replies besides."""

import json
from contextlib import contextmanager
from types import SimpleNamespace

from django.utils import timezone

from incidents.actions import complaints, sheet_files
from incidents.models import Letter, User
from incidents.plain.complainants import Person
from tests.incoming_kinds import taken_in
from tests.one_of_everything import objects
from tests.states import made_once
from tests.world import fresh

__all__ = ["objects"]  # a fixture

NAME, LOCAL, PHONE, POST = "Zebediah Kwanimbuka", "zkwanimbuka", "0813-7777-4242", "Gang Quagga Nomor 77"
CANARY = Person(name=NAME, email=f"{LOCAL}@quagga.example", phone=PHONE, post=POST)
SIGNS = ("zebediah", "kwanimbuka", "quagga", "77774242", "7777-4242")
OF_THE_SHEET = {f"incidents:{name}" for name in ("sheet", "amend_sheet", "sheet_file", "amend_sheet_file")}


def seen_in(text):
    """Which of the planted signs stand in a text, however it is written."""
    text = text.casefold()
    return [sign for sign in SIGNS if sign in text]


def write_down(world, complaint):
    """Onto the sheet, and beside the file that lies with it."""
    complaints.amend_sheet(complaint.sheet, by=world.officer, reason="Uji", seen=1, **CANARY.as_facts)
    said = {"person_about": f"Surat {NAME}", "reason": "Uji", "seen": 2}
    for file in complaint.sheet.files.all():
        sheet_files.amend(file, by=world.officer, **said)


def plant(world, complaint):
    """The complaint, now of the planted person, with all that may happen to it."""
    write_down(world, complaint)
    complaints.acknowledge(fresh(complaint), by=world.officer, seen=1)
    answer = complaints.draft_answer(complaint, by=world.officer, text="Laporan Saudara kami tindak lanjuti.")
    complaints.send_answer(answer, by=world.supervisor, seen=1)
    swept()
    for said in (f"Pengaduan {NAME}\r\n\r\nDi {POST}.", f"{NAME} cuti\r\nAuto-Submitted: auto-replied\r\n\r\n{PHONE}"):
        taken_in(f"From: {NAME} <{CANARY.email}>\r\nSubject: {said}\r\n".encode())
    return fresh(complaint)


def swept(*, letters=True):
    """The post room's round: receipts are written, answers drawn, mails leave."""
    from notifications import postroom

    postroom.write_receipts(timezone.now())
    with legible():
        for letter in Letter.objects.filter(complaint_answer__isnull=False) if letters else ():
            postroom.make_letter(letter.pk)
    postroom.deliver_messages()


@contextmanager
def legible():
    """Letters drawn as their bare words: in a real PDF, which is compressed, nothing that is looked for could be seen."""
    from notifications.letters import pdf

    drawn, pdf.letter = pdf.letter, lambda content: b"%PDF-1.7 " + json.dumps(content).encode()
    try:
        yield
    finally:
        pdf.letter = drawn


def _everywhere(objects):
    """One of everything, of which each route shows the planted person's complaint; another one of theirs is answered."""
    people = SimpleNamespace(**{who: User.objects.get(email=f"{who}@uji.example") for who in ("officer", "supervisor")})
    write_down(people, objects["own"]["complaint"])
    plant(people, objects["foreign"]["complaint"])
    return objects


planted_everywhere = made_once("planted_everywhere", _everywhere, upon="objects")

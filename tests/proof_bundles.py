"""A case with everything that a proof bundle may hold, and bundles of it, made by the product's own worker."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import cases, complaints, evidence
from incidents.models import ProofBundle
from incidents.plain.complainants import Person
from incidents.record import access_log, transparency
from notifications import postroom
from notifications.letters import bundle as making
from tests.samples import picture
from tests.states import made_once
from tests.world import make_incident, make_request

WHO = Person(name="Sri Wahyuningsih", email="sri.w@contoh.example", phone="0812 3456 7890")


def proved(world):
    """A case with a letter, its PDF, an answer, a picture and a complaint, sealed under several heads."""
    request = make_request(world, "answered")
    case = request.incident
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    transparency.seal_all(timezone.now())
    evidence.attach(case, by=world.officer, upload=SimpleUploadedFile("bukti.png", picture()))
    complaints.enter(by=world.officer, person=WHO, incident=case, way="phone", text="Data dipakai orang")
    cases.note(case, by=world.officer, text="=1+1 catatan biasa")
    transparency.seal_all(timezone.now())
    cases.note(make_incident(world), by=world.officer, text="Rahasia kasus lain")
    transparency.seal_all(timezone.now())
    world.proved = request
    return world


proved_world = made_once("proved_world", proved, upon="world")


def asked(by, **of):
    """A bundle that somebody asked for and a worker made: the row and its bytes."""
    bundle = ProofBundle.objects.create(asked_by=by, asked_at=timezone.now(), language="id", reason="Pemeriksaan", **of)
    postroom.make_bundle(bundle.pk)
    bundle.refresh_from_db()
    return bundle, making.kept(bundle).read_bytes() if bundle.path else b""


def of_case(by, case):
    return asked(by, kind="case", key=str(case.pk), label=case.reference)


def of_looks(world):
    """The bundle of who looked at the sheet of the one who complained: two looks, the second with a reason."""
    sheet = world.proved.incident.complaints.get().sheet
    access_log.log("read", None, sheet, actor=world.officer)
    access_log.log("reveal", None, sheet, actor=world.auditor, reason="Pemeriksaan 7")
    access_log.log("read", None, world.proved.incident, actor=world.supervisor)
    return asked(world.auditor, kind="looks", key=f"complainantsheet:{sheet.pk}", label=str(sheet))

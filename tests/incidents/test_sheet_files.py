"""What a complainant sent: locked with the sheet, opened by few, each look noted, put right, struck out, removed under law."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incidents import files
from incidents.actions import complaints, removals, sheet_files
from incidents.models import AccessEntry, CaseEvent, Complaint, SheetFile, StoredFile
from incidents.plain.complainants import Person
from incidents.record import cited_numbers, complainant_sheets, deeds, locked_files, transparency, verification
from incidents.record.removal import scopes
from incidents.reports import retention
from tests.world import appointed_to_another_unit, fresh

WHO = Person(name="Sri Wahyuningsih", phone="0812-3456-7890")
LETTER = b"%PDF-1.4 Saya Sri Wahyuningsih, NIK 3174014505900001, mengadu."
SECRETS = ("wahyuningsih", "3174014505900001")


def sent(name="surat Wahyuningsih.txt", content=LETTER[9:]):
    return SimpleUploadedFile(name, content)


def on_disk():
    return {each for each in Path(settings.FILES_ROOT).rglob("*") if each.is_file()}


def in_the_record():
    """Everything that the record and the disk keep, as text."""
    rows = [str(list(model.objects.values_list())) for model in (SheetFile, SheetFile.history.model, StoredFile)]
    rows += [str(list(CaseEvent.objects.values_list("details", "payload", "reason")))]
    rows += [each.read_bytes().decode("latin-1") for each in on_disk()]
    return " ".join(rows).casefold()


@pytest.fixture
def complaint(world):
    facts = {"way": "letter", "text": "Data dipakai orang", "uploads": [sent()]}
    return complaints.enter(by=world.officer, person=WHO, **facts)


def test_what_came_with_a_complaint_and_what_comes_later_lies_locked_and_opens_to_few_each_look_noted(world, log_in):
    """A letter bears a name and a NIK: nothing refuses it, and nothing but the opened file says them."""
    officer = log_in(world.officer)
    typed = {"way": "letter", "received": "3 Mei 2026", "text": "Data dipakai orang", "person_name": WHO.name}
    assert officer.post(reverse("incidents:enter_complaint"), typed | {"person_files": sent()}).status_code == 302
    complaint = Complaint.objects.get()
    page, sheet = reverse("incidents:sheet", args=[complaint.pk]), complaint.sheet
    later = {
        "seen": sheet.version,
        "sender": "ministry",
        "way": "mail",
        "came": "4 Mei 2026",
        "person_about": "Tangkapan layar Wahyuningsih",
    }
    added = officer.post(
        reverse("incidents:add_sheet_file", args=[complaint.pk]), later | {"person_files": sent("b.txt")}
    )
    assert added.status_code == 302
    first, second = sheet.files.all()
    assert (first.way, second.way, first.number, second.number) == ("letter", "mail", 1, 2)
    assert first.came.start.astimezone().date().isoformat() == "2026-05-03" and second.came.precision == "day"
    assert not [secret for secret in SECRETS if secret in in_the_record()]
    shown = officer.get(page).content.decode()
    assert "surat Wahyuningsih.txt" in shown and "Tangkapan layar Wahyuningsih" in shown
    assert [file.sender for file in (first, second)] == ["complainant", "ministry"]
    assert "Pengadu, Lewat surat" in shown and "Kementerian, Lewat surel" in shown
    told = CaseEvent.objects.filter(cited_numbers.find(world.auditor, complaint.reference).events())
    assert {"enter_complaint", "add_sheet_file"} <= {*told.values_list("action", flat=True)}, (
        "by the complaint's number"
    )
    before, at = AccessEntry.objects.count(), reverse("incidents:sheet_file", args=[first.pk])
    taken = officer.get(at)
    assert b"".join(taken.streaming_content) == LETTER[9:] and "ahyuningsih" not in str(taken.headers)
    look = AccessEntry.objects.latest("pk")
    assert (AccessEntry.objects.count(), look.kind, look.subject_id) == (before + 1, "download", str(sheet.pk))
    assert log_in(appointed_to_another_unit(world)).get(at).status_code == 403
    auditor = log_in(world.auditor)
    assert "attachment" not in auditor.get(at).headers.get("Content-Disposition", "")
    assert b"".join(auditor.post(at, {"reason": "Uji petik"}).streaming_content) == LETTER[9:]
    assert AccessEntry.objects.filter(kind="reveal", reason="Uji petik", subject_id=str(sheet.pk)).count() == 1


def test_what_is_said_of_a_file_is_put_right_and_a_file_is_struck_with_a_reason_that_names_nobody(
    world, complaint, log_in
):
    officer, [file] = log_in(world.officer), complaint.sheet.files.all()
    amend, strike = (reverse(f"incidents:{name}_sheet_file", args=[file.pk]) for name in ("amend", "strike"))
    typed = {
        "seen": 1,
        "sender": "ministry",
        "way": "counter",
        "came": "2 Mei 2026",
        "person_about": "Surat tangan",
        "reason": "Salah ketik",
    }
    assert list(officer.post(amend, typed | {"reason": WHO.name}).context["form"].errors) == ["reason"]
    assert officer.post(amend, typed).status_code == 302
    now = fresh(file)
    told = complainant_sheets.told_of(now)
    assert (now.way, told["about"], told["name"]) == ("counter", "Surat tangan", "surat Wahyuningsih.txt")
    assert CaseEvent.objects.get(action="amend_sheet_file").details["changed"] == ["about", "came", "sender", "way"]
    assert officer.post(strike, {"seen": 1, "reason": "Milik orang lain"}).status_code == 409
    assert officer.post(strike, {"seen": 2, "reason": "Milik orang lain"}).status_code == 302
    shown = officer.get(reverse("incidents:sheet", args=[complaint.pk])).content.decode()
    assert (
        '<div class="struck">' in shown and "Milik orang lain" in shown and strike not in shown and amend not in shown
    )
    with pytest.raises(sheet_files.SheetFileStruck):
        sheet_files.strike(file, by=world.officer, seen=3, reason="Lagi")
    assert officer.get(strike).status_code == 302
    assert locked_files.read(fresh(file).file) == LETTER[9:], "kept for those who open the sheet"


def test_of_a_refused_deed_no_byte_stays_and_what_is_no_such_file_is_refused(world, complaint, log_in):
    kept = on_disk()
    with pytest.raises(deeds.Conflict):
        sheet_files.add(complaint.sheet, by=world.officer, seen=9, way="mail", uploads=[ContentFile(b"x", "a.txt")])
    page = reverse("incidents:add_sheet_file", args=[complaint.pk])
    for upload in (sent("a.pdf", b"MZ no pdf"), sent("a.exe", b"MZ"), sent("kosong.txt", b"")):
        refused = log_in(world.officer).post(
            page, {"seen": 1, "sender": "complainant", "way": "mail", "person_files": upload}
        )
        assert list(refused.context["form"].errors) == ["person_files"]
    by_phone = log_in(world.officer).post(page, {"seen": 1, "way": "phone", "person_files": sent("b.txt")})
    assert "way" in by_phone.context["form"].errors, "nobody sends a file by speaking"
    typed = {"way": "phone", "text": "Data dipakai orang", "person_name": WHO.name, "person_files": sent("b.txt")}
    entered = log_in(world.officer).post(reverse("incidents:enter_complaint"), typed)
    assert list(entered.context["form"].errors) == ["person_files"]
    assert kept == on_disk() and StoredFile.objects.count() == 1


@pytest.mark.parametrize("alone", [True, False])
def test_a_removal_under_law_takes_the_bytes_and_what_is_said_of_them(
    world, complaint, alone, django_capture_on_commit_callbacks
):
    """One file by itself, or all with whoever complained; and until then retention lists the complaint, though nobody is known."""
    complaints.amend_sheet(complaint.sheet, by=world.officer, reason="Uji", seen=1, person_name="", person_phone="")
    now = fresh(complaint)
    complaints.conclude(now, by=world.officer, seen=now.version, outcome="too_little", reason="Selesai")
    assert complaint in retention._complaints(world.auditor)
    [file] = complaint.sheet.files.all()
    scope = f"storedfile:{file.file_id}" if alone else f"complainantsheet:{complaint.sheet.pk}"
    [choice] = [each for each in scopes.choices(fresh(complaint)) if each.scope == scope]
    assert "ahyuningsih" not in choice.words
    removal = removals.propose(None, by=world.officer, choice=choice, ground="UU 27/2022 Pasal 8", reason="Diminta")
    transparency.seal_all(timezone.now())
    path = files.full_path(file.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        removals.remove(removal, by=world.supervisor, seen=removal.version, reason="Benar")
    assert not path.exists() and complainant_sheets.told_of(fresh(file)) == {"name": "", "about": ""}
    assert {*file.history.values_list("sealed", flat=True)} == {""}
    assert complaint not in retention._complaints(world.auditor)
    transparency.seal_all(timezone.now())
    assert [str(each) for each in verification.verify(()).discrepancies] == []

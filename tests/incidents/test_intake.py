"""Intake through its page: one field, files stamped at once, duplicates asked about afterwards, numbers held at the door."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import cases, evidence, intake, merging, work
from incidents.models import CaseEvent, Evidence, Incident, IntakeDraft, IntakeFile
from tests.samples import office, pdf, picture

NIK = "3171011203850001"
CARD = "4111 1111 1111 1111"
SHEET = {
    "[Content_Types].xml": "<x/>",
    "xl/workbook.xml": "<x/>",
    "xl/sharedStrings.xml": f"<sst><si><t>nama</t></si><si><r><t>{NIK[:8]}</t></r><r><t>{NIK[8:]}</t></r></si></sst>",
}
LETTER = {
    "[Content_Types].xml": "<x/>",
    "word/document.xml": f"<w:document><w:p><w:r><w:t>NIK {NIK}</w:t></w:r></w:p></w:document>",
}


@pytest.fixture
def officer(world, log_in):
    return log_in(world.officer)


def test_one_field_is_enough(world, officer):
    answer = officer.post("/insiden/baru/", {"summary": "Data Ins A dijual di forum", "report": ""})
    case = Incident.objects.get()
    assert answer.headers["Location"] == f"/insiden/{case.reference}/"
    event = CaseEvent.objects.get(action="report")
    assert event.details["sha256"] == hashlib.sha256(case.summary.encode()).hexdigest()
    assert (case.owner, event.actor_name) == (world.officer, "Officer")


def test_nothing_seen_is_nothing_saved(world, officer):
    page = officer.post("/insiden/baru/", {"summary": " ", "title": "Judul", "report": ""}).content.decode()
    assert "Tulis singkat apa yang terlihat" in page and 'value="Judul"' in page
    assert not Incident.objects.exists() and intake.draft_of(world.officer) is None


def test_what_is_pasted_is_stamped_at_once_and_becomes_evidence(world, officer):
    data = picture()
    paste = {"summary": "Lihat forum.example/t/9", "files": [SimpleUploadedFile("t.png", data)]}
    answer = officer.post("/insiden/baru/", paste, headers={"X-Autosave": "1"}).json()
    digest = hashlib.sha256(data).hexdigest()
    assert digest[:8] in answer["parts"]["pasted"] and "WIB" in answer["parts"]["pasted"]
    officer.post("/insiden/baru/", {"summary": "Lihat forum.example/t/9", "incident": ""})
    case = Incident.objects.get()
    rows = [(e.label, e.kind, e.sha256) for e in case.evidence.all()]
    address = hashlib.sha256(b"forum.example/t/9").hexdigest()
    assert rows == [("B-01", "capture", digest), ("B-02", "address", address)]
    assert intake.draft_of(world.officer) is None
    assert files.full_path(case.evidence.first().file.path).read_bytes() == data


def test_without_script_files_survive_an_error_and_are_saved_with_the_question_about_duplicates(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual, 2 BTC", "report": ""})
    first = Incident.objects.get()
    data = {
        "summary": "“Jimbo” lagi",
        "happened": "entah",
        "report": "",
        "files": [SimpleUploadedFile("a.txt", b"isi")],
    }
    page = officer.post("/insiden/baru/", data).content.decode()
    assert "tidak terbaca sebagai waktu" in page and "a.txt" in page
    saved = officer.post("/insiden/baru/", {"summary": "“Jimbo” lagi", "report": ""}, follow=True)
    second = Incident.objects.exclude(pk=first.pk).get()
    assert saved.redirect_chain[-1][0] == f"/insiden/{second}/" and second.evidence.get().file.name == "a.txt"
    page = saved.content.decode()
    assert "Mungkin sudah tercatat" in page and first.reference in page and "nama berkutip sama" in page
    assert f"/insiden/{second}/satukan/?into={first}" in page


@pytest.mark.parametrize("button", ["report", "incident"])
def test_both_buttons_save_whatever_there_is_already(world, officer, button):
    for n in range(3):
        officer.post("/insiden/baru/", {"summary": f"Akun “Jimbo” menjual lagi {n}", button: ""})
    assert Incident.objects.count() == 3
    assert [case.likenesses.count() for case in Incident.objects.order_by("pk")] == [0, 1, 2]
    assert intake.draft_of(world.officer) is None


def test_a_duplicate_named_before_saving_is_joined_at_once(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual, 2 BTC", "report": ""})
    first = Incident.objects.get()
    officer.post("/insiden/baru/", {"summary": "“Jimbo” lagi", "incident": "", "same_as": first.reference})
    second = Incident.objects.exclude(pk=first.pk).get()
    assert (second.status, second.merged_into) == ("merged", first)


def test_what_cannot_be_joined_is_saved_all_the_same(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual, 2 BTC", "report": ""})
    first = Incident.objects.get()
    cases.dismiss(first, by=world.officer, seen=first.version, reason="Iklan")
    data = {"summary": "“Jimbo” lagi", "report": "", "same_as": first.reference}
    page = officer.post("/insiden/baru/", data, follow=True).content.decode()
    second = Incident.objects.exclude(pk=first.pk).get()
    assert second.status == "report" and "kini tidak lagi menerima kasus lain" in page
    assert [row.other for row in second.likenesses.all()] == [first]


def test_a_new_thing_is_saved_without_a_question_and_a_made_up_choice_leaves_it(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    again = {"summary": "“Jimbo” menjual hal lain", "incident": ""}
    officer.post("/insiden/baru/", again | {"same_as": "INS-1"})
    officer.post("/insiden/baru/", again | {"same_as": "new"})
    rows = Incident.objects.order_by("pk")
    assert [(case.status, case.likenesses.count()) for case in rows] == [("report", 0), ("open", 1), ("open", 0)]


def test_a_drill_is_no_duplicate_of_a_real_case(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    officer.post("/insiden/baru/", {"summary": "Latihan: “Jimbo” menjual", "report": "", "drill": "on"})
    assert not Incident.objects.get(drill=True).likenesses.exists()


def test_the_question_is_answered_by_a_deed_and_leaves_the_page_and_the_desk(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    officer.post("/insiden/baru/", {"summary": "“Jimbo” lagi", "report": ""})
    case = Incident.objects.order_by("pk").last()
    asked = "Mungkin sama dengan kasus lain"
    assert asked in officer.get("/meja/").content.decode()
    row = case.likenesses.get()
    said = {"seen": case.version, "reason": "Akun lain bernama sama"}
    answer = officer.post(f"/kemiripan/{row.pk}/bedakan/", said, follow=True).content.decode()
    assert "Mungkin sudah tercatat" not in answer and asked not in officer.get("/meja/").content.decode()
    event = CaseEvent.objects.get(action="tell_apart")
    assert event.actor == world.officer and event.details["case"] == row.other.reference
    assert officer.post(f"/kemiripan/{row.pk}/bedakan/", said).status_code == 404


def test_the_question_ends_when_the_two_are_merged(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    officer.post("/insiden/baru/", {"summary": "“Jimbo” lagi", "report": ""})
    first, case = Incident.objects.order_by("pk")
    page = officer.get(f"/insiden/{case}/satukan/?into={first}").content.decode()
    assert f'value="{first}"' in page
    merging.merge(case, first, by=world.officer, seen=case.version, reason="Sama")
    assert "Mungkin sama dengan kasus lain" not in officer.get("/meja/").content.decode()


def test_a_restricted_case_is_no_candidate_for_whom_it_does_not_exist(world, officer, log_in):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    officer.post("/insiden/baru/", {"summary": "“Jimbo” lagi", "report": ""})
    first, case = Incident.objects.order_by("pk")
    work.restrict(first, by=world.officer, seen=first.version, reason="Penyidikan")
    page = log_in(world.supervisor).get(f"/insiden/{case}/").content.decode()
    assert first.reference not in page and "Mungkin sudah tercatat" not in page
    assert "Mungkin sudah tercatat" in officer.get(f"/insiden/{case}/").content.decode()


def test_an_agency_and_what_it_knew_come_along(world, officer):
    data = {
        "summary": "x y z",
        "agency": world.agency_a.pk,
        "known": "November 2023",
        "happened": "2022",
        "incident": "",
    }
    officer.post("/insiden/baru/", data)
    case = Incident.objects.get()
    part = case.involvements.get()
    assert (part.role, part.known.precision, case.happened.precision) == ("suspected", "month", "year")
    page = officer.get(f"/insiden/{case}/").content.decode()
    assert "Diduga memegang data" in page and "Pengendali" not in case.involvements.get().get_role_display()
    assert "November 2023" in page and "<dd>2022</dd>" in page


@pytest.mark.parametrize(
    ("way", "kept"),
    [({"guard": "mask"}, "31••••••••••••01"), ({"guard": "hash"}, "[identity:")],
)
def test_a_held_number_is_masked_or_hashed_and_never_stored(world, officer, way, kept):
    data = {"summary": f"Kolom NIK berisi {NIK}", "report": ""}
    page = officer.post("/insiden/baru/", data).content.decode()
    assert "Ditahan" in page and not Incident.objects.exists() and intake.draft_of(world.officer) is None
    officer.post("/insiden/baru/", data | way)
    case = Incident.objects.get()
    assert kept in case.summary
    assert NIK not in "".join(CaseEvent.objects.values_list("payload", flat=True))
    assert CaseEvent.objects.get(action="report").details["guard"]["summary"]["count"] == 1


def test_an_override_needs_a_reason_and_the_record_says_it(world, officer):
    data = {"summary": f"Nomor perkara {NIK}", "report": "", "guard": "keep"}
    assert "Jelaskan mengapa" in officer.post("/insiden/baru/", data).content.decode()
    assert "Jelaskan mengapa" in officer.post("/insiden/baru/", data | {"guard_reason": NIK}).content.decode()
    officer.post("/insiden/baru/", data | {"guard_reason": "Nomor perkara, bukan NIK"})
    guard = CaseEvent.objects.get(action="report").details["guard"]["summary"]
    assert (guard["way"], guard["reason"]) == ("keep", "Nomor perkara, bukan NIK")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", f"nama;nik\nX;{NIK}\n".encode()),
        ("utf16.txt", f"kartu {CARD}".encode("utf-16")),
        ("a.pdf", pdf(f"NIK {NIK}")),
        ("a.xlsx", office(contents=SHEET.items())),
        ("a.docx", office(contents=LETTER.items())),
        ("a.eml", f"Subject: x\r\nContent-Type: text/plain\r\n\r\nNIK {NIK}".encode()),
        ("a.eml", b"Subject: x\nContent-Transfer-Encoding: base64\n\n" + b"TklLIDMxNzEwMTEyMDM4NTAwMDE=\n"),
        ("daftar.csv", b"\n".join(b"0812-3456-78%02d" % n for n in range(5))),
    ],
)
def test_numbers_inside_files_are_held_too(world, officer, name, data):
    send = {"summary": "Sampel", "report": ""}
    page = officer.post("/insiden/baru/", send | {"files": [SimpleUploadedFile(name, data)]}).content.decode()
    assert "Ditahan" in page and not IntakeDraft.objects.filter(files__isnull=False).exists()
    how = {"guard": "keep", "guard_reason": "Data rekaan untuk latihan"}
    officer.post("/insiden/baru/", send | how | {"files": [SimpleUploadedFile(name, data)]})
    assert Evidence.objects.get().file.name == name
    assert CaseEvent.objects.get(action="report").details["guard"]["files"]["way"] == "keep"


def test_a_letterhead_is_no_list(world, officer):
    data = pdf("Telp 0812-3456-7890")
    officer.post("/insiden/baru/", {"summary": "Surat", "report": "", "files": [SimpleUploadedFile("s.pdf", data)]})
    assert Evidence.objects.count() == 1


def test_a_pasted_file_can_be_taken_out_again_and_leaves_the_disk(world, officer, settings):
    intake.keep(world.officer, text="Draf", uploads=[SimpleUploadedFile("a.txt", b"isi")])
    row = IntakeDraft.objects.get().files.get()
    officer.post(f"/insiden/baru/berkas/{row.pk}/hapus/", {"summary": "Draf yang lebih baru"})
    draft = IntakeDraft.objects.get()
    assert draft.text == "Draf yang lebih baru" and not draft.files.exists()
    assert not [p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]


def test_a_draft_is_its_writers_alone(world, officer, log_in):
    officer.post("/insiden/baru/", {"summary": "Rahasia saya"}, headers={"X-Autosave": "1"})
    row = intake.keep(world.officer, text="x", uploads=[SimpleUploadedFile("a.txt", b"isi")]).files.get()
    other = log_in(world.supervisor)
    assert other.get("/insiden/baru/").status_code == 403
    assert other.post(f"/insiden/baru/berkas/{row.pk}/hapus/").status_code == 403


def test_a_masked_number_is_saved_beside_a_likely_duplicate(world, officer):
    officer.post("/insiden/baru/", {"summary": "Akun “Jimbo” menjual", "report": ""})
    officer.post("/insiden/baru/", {"summary": f"“Jimbo” lagi, NIK {NIK}", "report": "", "guard": "mask"})
    assert "31••••••••••••01" in Incident.objects.first().summary


def test_what_is_pasted_beside_a_held_number_is_kept_and_the_number_is_not(world, officer):
    paste = {"summary": f"NIK {NIK}", "files": [SimpleUploadedFile("t.png", picture())]}
    answer = officer.post("/insiden/baru/", paste, headers={"X-Autosave": "1"})
    assert answer.status_code == 422 and "t.png" in answer.json()["parts"]["pasted"]
    draft = IntakeDraft.objects.get()
    assert draft.text == "" and draft.files.count() == 1


def test_more_files_than_a_report_takes_are_refused_with_a_word(world, officer, settings):
    many = [SimpleUploadedFile(f"{n}.txt", b"isi") for n in range(files.PER_REPORT.most + 1)]
    page = officer.post("/insiden/baru/", {"summary": "Banyak", "report": "", "files": many}).content.decode()
    assert "Paling banyak 20 berkas" in page and not Incident.objects.exists()
    assert not [p for p in settings.FILES_ROOT.rglob("*") if p.is_file()]


def test_what_another_tab_brings_while_the_report_is_saved_stays_a_draft(world, monkeypatch):
    """A file that came in after the files were read is neither evidence nor lost: it waits for the next report."""
    draft = intake.keep(world.officer, text="Terlihat di forum")
    facts = {"content_type": "image/png", "size": 1, "sha256": "0" * 64, "added_at": timezone.now()}
    IntakeFile.objects.create(draft=draft, name="a.png", path="aa/1", **facts)
    real = evidence.attach

    def attach(*args, **kwargs):
        IntakeFile.objects.get_or_create(draft=draft, path="aa/2", defaults={**facts, "name": "b.png"})
        return real(*args, **kwargs)

    monkeypatch.setattr(evidence, "attach", attach)
    case = cases.report(by=world.officer, summary="Terlihat", seen_at=timezone.now())
    intake.hand_over(draft, case, by=world.officer)
    assert [each.file.name for each in Evidence.objects.filter(file__isnull=False)] == ["a.png"]
    assert list(IntakeFile.objects.values_list("name", flat=True)) == ["b.png"]


def test_a_source_that_nobody_named_stays_unknown(world, officer):
    officer.post("/insiden/baru/", {"summary": "x y z", "incident": ""})
    case = Incident.objects.get()
    assert case.source == "unknown" and case.get_source_display() == "Belum diketahui"


def test_only_what_can_be_joined_is_offered_and_what_is_not_joined_is_said(world, officer):
    officer.post("/insiden/baru/", {"summary": "Latihan: “Jimbo” menjual data", "report": "", "drill": "on"})
    drill = Incident.objects.get()
    typed = {"summary": "“Jimbo” menjual data lagi"}
    page = officer.post("/insiden/baru/", typed | {"keep": "1"}).content.decode()
    assert str(drill) not in page
    page = officer.post("/insiden/baru/", typed | {"incident": "", "same_as": str(drill)}, follow=True).content.decode()
    assert Incident.objects.count() == 2 and "tidak disatukan" in page


def test_nobody_is_made_controller_by_not_looking(world, officer, an_incident):
    at = f"/insiden/{an_incident}/libatkan/"
    assert officer.get(at).context["form"]["role"].value() in (None, "")
    assert "Pilih" in officer.get(at).content.decode()

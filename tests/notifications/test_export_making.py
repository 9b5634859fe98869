"""Exports of the record: the lines of the pages in three forms, harmless, in bounded memory, known again by the log."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from incidents.actions import cases, complaints, people, work
from incidents.models import AccessEntry, CaseEvent, Export
from incidents.plain.cells import LONGEST, SIGNS, fitting, harmless
from incidents.record import event_titles, exports, transparency
from incidents.reports import export_files, export_lines
from notifications import tasks
from notifications.postroom import doorbell, export_making, exports_to_make, remove_old_exports
from notifications.postroom.export_making import kept
from tests.exporting import WHY
from tests.proof_bundles import WHO
from tests.world import appoint, fresh, make_request

NASTY = '=HYPERLINK("http://x";"y")\u202e'
PAGE, READS = "/jejak/ekspor/minta/", "/jejak/pembacaan/"


@pytest.fixture
def auditor(world, log_in, monkeypatch):
    monkeypatch.setattr(doorbell, "press", lambda: None)
    return log_in(world.auditor)


def made(browser, kind, query="", why=WHY):
    """The export that was asked for and made."""
    answer = browser.post(f"{PAGE}{kind}/?{query}", why)
    export = Export.objects.latest("asked_at")
    assert answer.status_code == 302 and str(export.pk) in answer.headers["Location"]
    tasks.make_export(export.pk)
    return Export.objects.get(pk=export.pk)


def files_of(browser, export):
    answer = browser.get(f"/jejak/ekspor/{export.pk}.zip")
    data = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        return data, {name: parcel.read(name) for name in parcel.namelist()}


@pytest.mark.asvs(4)
@pytest.mark.parametrize(
    "text", ["halo;=1+1", 'halo; "=1+1";x', "halo\n=1+1", "halo\t@SUM(A1)", "a|+1", "=1;-1", "halo;\uff1d1", " =1"]
)
def test_no_cell_becomes_a_formula_whatever_sign_parts_the_columns(text):
    written = io.StringIO()
    csv.writer(written).writerow(["1", harmless(text), "x"])
    for delimiter in ",;\t|":
        cells = [cell for line in csv.reader(io.StringIO(written.getvalue()), delimiter=delimiter) for cell in line]
        assert not [cell for cell in cells if cell.lstrip(' "').startswith(tuple(SIGNS))], (delimiter, cells)


@pytest.mark.parametrize(
    "text", ["a" * LONGEST, "a" * (LONGEST + 1), "\U0001f512" * (LONGEST // 2), "\U0001f512" * LONGEST]
)
def test_a_cell_of_a_spreadsheet_holds_the_whole_text_or_says_that_it_was_cut(text):
    cell = fitting(text, export_files.CUT)
    assert len(cell.encode("utf-16-le")) <= 2 * LONGEST
    assert cell == text or (
        cell.endswith(export_files.CUT)
        and text.startswith(cell.removesuffix(export_files.CUT))
        and len(text) > len(cell)
    )


def test_whoever_took_the_trail_of_a_case_as_a_file_is_among_those_who_looked_at_it(world, auditor):
    clarification, other = make_request(world, "answered"), make_request(world, "open")
    case, letter = clarification.incident, clarification.letters.get(kind="clarification_request")
    typed = [f" {case.reference.lower()}", clarification.reference, letter.register_entry.number, letter.check_code]
    typed.append(clarification.responses.get().receipt)
    for number in (*typed, case.reference[:8], other.incident.reference, ""):
        auditor.get(f"/jejak/ekspor/{made(auditor, 'trail', urlencode({'case': number})).pk}.zip")
    looks = auditor.get(READS, {"case": case.reference}).context["page"].rows
    took = {look.asked.get("case", "").strip() for look in looks}
    assert took - {""} == {*map(str.strip, typed), case.reference[:8]}


def test_a_parcel_whose_bytes_are_gone_or_whose_week_is_over_is_told_so_and_no_entry_says_that_it_left(world, auditor):
    make_request(world, "open")
    export = made(auditor, "trail")
    page = f"/jejak/ekspor/{export.pk}.zip"
    left = AccessEntry.objects.filter(kind="export").count()
    kept(export).rename(kept(export).with_suffix(".away"))
    gone = auditor.get(page)
    assert gone.status_code == 410 and "tidak disimpan lagi" in gone.content.decode()
    kept(export).with_suffix(".away").rename(kept(export))
    Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert auditor.get(page).status_code == 410
    assert AccessEntry.objects.filter(kind="export").count() == left


def test_the_trail_leaves_as_its_pages_show_it_in_three_forms_that_agree(world, auditor):
    clarification = make_request(world, "open")
    case = clarification.incident
    work.restrict(case, by=world.officer, seen=fresh(case).version, reason=NASTY)
    of_the_case = f"case={case.reference}"
    shown = [line.event for line in auditor.get(f"/jejak/?{of_the_case}").context["page"].lines]
    assert len(shown) < 50, "all on one page"
    export = made(auditor, "trail", of_the_case)
    parcel, files = files_of(auditor, export)
    told = json.loads(files["jejak-audit.json"])
    assert [line["event"] for line in told] == [str(event.pk) for event in shown]
    assert [line["reason"] for line in told] == [event.reason.replace("\u202e", "") for event in shown]
    assert {line["case"] for line in told} >= {case.reference}, "restricted as it is, as on the page"
    rows = list(csv.reader(io.StringIO(files["jejak-audit.csv"].decode("utf-8-sig"))))[1:]
    sheet = load_workbook(io.BytesIO(files["jejak-audit.xlsx"])).worksheets[0]
    cells = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == [row[0] for row in cells] == [line["event"] for line in told]
    reason = list(told[0]).index("reason")
    [of_csv] = [row[reason] for row in rows if "HYPERLINK" in row[reason]]
    [of_xlsx] = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert of_csv.startswith("'=") and of_xlsx.data_type == "s" and "\u202e" not in of_csv + of_xlsx.value


def test_the_filters_of_the_page_are_those_of_the_export(world, auditor):
    make_request(world, "open")
    export = made(auditor, "trail", "action=issue")
    _parcel, files = files_of(auditor, export)
    assert {line["action"] for line in json.loads(files["jejak-audit.json"])} == {"issue"}
    manifest = json.loads(files[exports.MANIFEST])
    assert manifest["asked"] == {"action": "issue"} and [each["rows"] for each in manifest["files"]] == [1, 1, 1]
    for unsaid in ("start=kemarin-lusa", "case=INS-1999-0001"):
        answer = auditor.get(f"{PAGE}trail/?{unsaid}")
        assert answer.status_code == 302 and answer.headers["Location"].startswith("/jejak/?"), unsaid
    assert auditor.get(f"{PAGE}register/").status_code == 404


def test_each_file_and_the_parcel_are_known_by_the_log_and_each_exit_is_noted(world, auditor, log_in):
    make_request(world, "open")
    export = made(auditor, "trail")
    assert not AccessEntry.objects.filter(kind="export").exists(), "made is not yet taken"
    parcel, files = files_of(auditor, export)
    files_of(auditor, export)
    transparency.seal_all(timezone.now())
    for data in (parcel, *files.values()):
        [found] = exports.find(hashlib.sha256(data).hexdigest())
        assert (found.file.export, found.faults) == (export, []) and found.place is not None
    entries = list(AccessEntry.objects.of(export))
    assert len(entries) == 2 == len(exports.entries_of(fresh(export)))
    assert {(entry.kind, entry.reason) for entry in entries} == {("export", export.reason)}
    assert hashlib.sha256(files[exports.MANIFEST]).hexdigest() == entries[0].asked["manifest"]
    assert log_in(world.supervisor).get(f"/jejak/ekspor/{export.pk}.zip").status_code == 403
    other = log_in(appoint(world, "auditor", email="auditor2@uji.example").user)
    assert other.get(f"/jejak/ekspor/{export.pk}.zip").status_code == 404, "whoever asked has it"
    assert other.get(f"/jejak/ekspor/{export.pk}/").status_code == 200


def test_without_a_reason_nothing_is_made(world, auditor):
    assert auditor.post(f"{PAGE}trail/", {"ready": "", "words": " "}).status_code == 200
    assert not Export.objects.exists()


def test_looks_and_findings_leave_the_same_way(world, auditor):
    case = make_request(world, "open").incident
    cases.note(case, by=world.officer, text="Catatan")
    auditor.get(f"/insiden/{case}/")
    _parcel, files = files_of(auditor, made(auditor, "reads", "kind=read"))
    told = json.loads(files["pembacaan.json"])
    assert {line["kind"] for line in told} == {"read"} and case.reference in {line["case"] for line in told}
    _parcel, files = files_of(auditor, made(auditor, "anomalies"))
    assert json.loads(files["anomali.json"]) == []


def test_asking_and_making_write_nothing_of_the_record_and_old_files_go(world, auditor):
    events = CaseEvent.objects.count()
    export = made(auditor, "trail")
    assert exports_to_make(timezone.now()) == [] and kept(export).exists()
    remove_old_exports(timezone.now() + timedelta(days=8))
    assert fresh(export).state == "expired" and not kept(export).exists()
    assert fresh(export).manifest and CaseEvent.objects.count() == events


def test_ten_times_the_lines_take_no_more_memory(tmp_path):
    def peak(n):
        lines = ((str(number), f"Baris {number}", number) for number in range(n))
        tracemalloc.start()
        paths, written = export_files.write(tmp_path, "tabel", {"a": "A", "b": "B", "c": "C"}, lines, lambda done: None)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert written == n == len(json.loads(paths[2].read_text()))
        return highest

    peak(100)
    assert peak(20_000) < 2 * peak(2_000)


def test_an_export_whose_rows_cannot_be_told_has_failed_and_says_so(world, auditor, monkeypatch):
    make_request(world, "open")

    def broken(_asked, _reader):
        raise KeyError("notificationduty")

    monkeypatch.setitem(export_making.TABLES, "trail", ("jejak-audit", export_lines.TRAIL, broken))
    with pytest.raises(KeyError):
        made(auditor, "trail")
    export = Export.objects.get()
    assert export.state == Export.State.FAILED and not exports_to_make(timezone.now() + timedelta(days=1))
    page = auditor.get(f"/jejak/ekspor/{export.pk}/").content.decode()
    assert "Salah satu barisnya tidak dapat ditulis." in page and "KeyError" not in page
    assert "Belum ada berkas yang dibuat." in page and "Belum pernah keluar." in page


def test_an_export_of_somebody_who_is_no_auditor_any_more_is_not_made_and_says_why(world, auditor, log_in):
    auditor.post(f"{PAGE}trail/", WHY)
    other = appoint(world, "auditor").user
    people.end_appointment(world.auditor.appointments.get(), by=world.administrator, reason="Pindah")
    export = Export.objects.get()
    tasks.make_export(export.pk)
    export.refresh_from_db()
    assert (export.state, export.path) == (Export.State.FAILED, "")
    page = log_in(other).get(f"/jejak/ekspor/{export.pk}/").content.decode()
    assert f"{world.auditor} tidak berwenang lagi mengeluarkannya." in page


def test_the_trail_of_a_case_with_a_complaint_leaves_whole(world, auditor, an_incident):
    """A sheet of who complained has no status that words could tell; what is done to it is a line like any other."""
    complaint = complaints.enter(by=world.officer, person=WHO, incident=an_incident, way="phone", text="Data dipakai")
    complaints.amend_sheet(complaint.sheet, by=world.officer, reason="Salah ketik", seen=1, person_name="Sri Wahyuni")
    export = made(auditor, "trail")
    assert (export.state, export.fault) == (Export.State.READY, "")
    told = json.loads(files_of(auditor, export)[1]["jejak-audit.json"])
    [line] = [each for each in told if each["action"] == "amend_sheet"]
    assert line["reason"] == "Salah ketik" and "Sri" not in json.dumps(told)


def test_a_mail_about_a_duty_is_told_with_the_status_of_its_case(world):
    of_duty = CaseEvent(action="skip_message", subject_type="notificationduty", status_from="open")
    of_case = CaseEvent(action="note", subject_type="incident", status_from="open")
    assert event_titles.status_words(of_duty, "open") == event_titles.status_words(of_case, "open") != ""

"""A paper is taken in with its letter and its annexes, wherever one is recorded; what was missing is added where it is put right, and no
file that was chosen is lost without a word."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from incidents import files
from incidents.actions import corrections, evidence
from incidents.models import CounterQuestion, Evidence, ExtensionRequest, FollowUp, PastReply, Response
from incidents.record import about_letters
from incidents.reports import xlsx_of_pages
from incidents.reports.chronology import Asked, page
from tests.one_of_everything import recommended
from tests.samples import pdf
from tests.sent_form import Form
from tests.typed_rows import past_case, past_letter, replied
from tests.world import answer_request, fresh, make_incident, make_request

HOUR = timedelta(hours=1)
NIK = "3174012505990001"
PAPER = {"channel": "letter", "document": "B-9/2026"}


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def scan(name="surat.pdf"):
    return SimpleUploadedFile(name, pdf(name))


def both():
    return [scan(), scan("lampiran.pdf")]


def an_open(world):
    return make_request(world, "open", issued_at=timezone.now() - 20 * HOUR)


def local(at):
    return timezone.localtime(at).strftime("%d-%m-%Y %H.%M")


def a_reply(world):
    row = an_open(world)
    typed = {"seen": row.version, "received_at": local(row.issued_at + HOUR), "kind": "interim", "text": "Menyusul"}
    return f"/permintaan/{row.pk}/catat-balasan/", typed | PAPER | {"name": "Sari", "office": "PPDP"}, Response, row


def a_question(world):
    row = an_open(world)
    typed = {"seen": row.version, "received_at": local(row.issued_at + HOUR), "who": "Kepala", "text": "Data apa?"}
    typed["became"] = "pending"
    return f"/permintaan/{row.pk}/catat-pertanyaan/", typed | PAPER, CounterQuestion, row


def a_wish(world):
    row = an_open(world)
    until = (row.present_due.replace(microsecond=0) + 24 * HOUR).isoformat()
    typed = {"seen": row.version, "received_at": local(row.issued_at + HOUR), "who": "Kepala", "until": until}
    address = f"/permintaan/{row.pk}/catat-permohonan-waktu/"
    return address, typed | PAPER | {"reason": "Log dikumpulkan"}, ExtensionRequest, row


def a_report(world):
    letter = recommended(world, make_incident(world), world.agency_a, world.liaison_a)["result"]
    typed = {
        "seen": fresh(letter).version,
        "kind": "report",
        "channel": "letter",
        "number": "B-9/2026",
        "text": "Sudah",
    }
    return f"/surat-perkara/{letter.pk}/catat-balasan/", typed | {"came_at": local(timezone.now())}, FollowUp, letter


def a_past_reply(world):
    letter = past_letter(world, past_case(world), number="S-77/2020")
    typed = {"kind": "full", "received": "14-5-2020", "number": "B-9/2026", "channel": "post", "seen": letter.version}
    return f"/surat-arsip/{letter.pk}/balasan/", typed, PastReply, letter


def pressed(browser, address, typed, uploads):
    """Both presses, the files chosen again for the second one, as the page asks."""
    answer = browser.post(address, typed | {"scan": uploads()})
    if answer.status_code == 200 and getattr(answer.context["form"], "only_asks", False):
        token = answer.context["form"]["read_back"].value()
        answer = browser.post(address, typed | {"scan": uploads(), "read_back": token})
    return answer


def shown_on(row):
    case = row.incident
    return f"/insiden/{case}/surat/" if isinstance(row, PastReply) else row.get_absolute_url()


def where_it_stands(row):
    return row.request.get_absolute_url() if isinstance(row, ExtensionRequest) else shown_on(row)


@pytest.mark.parametrize("kind", [a_reply, a_question, a_wish, a_report, a_past_reply])
def test_a_letter_and_its_annexes_are_recorded_in_one_form_and_stand_beside_each_other(world, log_in, kind):
    address, typed, model, about = kind(world)
    browser = log_in(world.officer)
    assert "multiple" in browser.get(address).content.decode()
    assert pressed(browser, address, typed, both).status_code == 302
    row = model.objects.get(evidence__isnull=False)
    letter, annex = about.incident.evidence.order_by("number")
    assert row.evidence == letter and annex.annex_of == letter and letter.annex_of is None
    assert [each.file.name for each in row.evidence.with_annexes] == ["surat.pdf", "lampiran.pdf"]
    assert letter.description == annex.description != "" and letter.collected == annex.collected
    read = text_of(log_in(world.auditor).get(where_it_stands(row)))
    assert f"{letter.label} surat.pdf" in read and f"{annex.label} lampiran.pdf" in read
    case = text_of(browser.get(f"/insiden/{about.incident}/kronologi/"))
    assert "surat.pdf" in case and "lampiran.pdf" in case
    piece = text_of(browser.get(f"/bukti/{letter.pk}/"))
    assert f"{annex.label} lampiran.pdf" in piece
    assert f"{letter.label} surat.pdf" in text_of(browser.get(f"/bukti/{annex.pk}/"))


@pytest.mark.parametrize("kind", [a_reply, a_question, a_wish, a_report, a_past_reply])
def test_an_annex_that_names_a_number_of_a_person_is_held_and_no_file_of_the_paper_is_kept(world, log_in, kind):
    address, typed, model, _about = kind(world)
    before, rows = {path for path in files.full_path("").rglob("*") if path.is_file()}, model.objects.count()
    annex = SimpleUploadedFile("lampiran.txt", f"NIK {NIK}".encode())
    answer = log_in(world.officer).post(address, typed | {"scan": [scan(), annex]})
    assert answer.status_code == 200 and answer.context["form"].held_file and NIK not in text_of(answer)
    assert "surat.pdf" in text_of(answer), "which files are to be chosen again is said"
    assert not Evidence.objects.exists() and model.objects.count() == rows
    assert {path for path in files.full_path("").rglob("*") if path.is_file()} == before


def test_files_that_were_chosen_beside_a_fault_are_named_and_what_was_typed_stands(world, log_in):
    address, typed, model, _about = a_reply(world)
    answer = log_in(world.officer).post(address, typed | {"text": "", "scan": both()})
    assert answer.status_code == 200 and not model.objects.exists()
    [words] = answer.context["form"].errors["scan"]
    assert "surat.pdf, lampiran.pdf" in words and words in text_of(answer)
    again = Form(answer.content.decode()).as_sent()
    assert again["document"] == "B-9/2026" and again["received_at"] == typed["received_at"]


def test_files_of_what_the_deed_refuses_are_named_as_well(world, log_in):
    """The form itself found nothing wrong: that a scan is needed, or changes nothing, the verb says."""
    _address, typed, _model, row = a_reply(world)
    answer_request(world, row, at=row.issued_at + 2 * HOUR)
    row, address = fresh(row), f"/permintaan/{row.pk}/catat-balasan/"
    asked = row.questions.first()
    typed |= {"seen": row.version, "received_at": local(timezone.now()), "kind": "", "text": "", f"q{asked.pk}": "Ya"}
    answer = pressed(log_in(world.officer), address, typed, both)
    assert answer.status_code == 422 and "surat.pdf, lampiran.pdf" in " ".join(answer.context["form"].errors["scan"])
    assert not Evidence.objects.exists()


def test_more_files_than_one_paper_takes_are_refused_and_named(world, log_in):
    address, typed, model, _about = a_reply(world)
    many = [scan(f"{number}.pdf") for number in range(11)]
    answer = log_in(world.officer).post(address, typed | {"scan": many})
    assert answer.status_code == 200 and not model.objects.exists() and not Evidence.objects.exists()
    words = " ".join(answer.context["form"].errors["scan"])
    assert "10 berkas" in words and "7.pdf" in words


def corrected(browser, row, slug, **typed):
    address = f"/entri/{slug}/{row.pk}/perbaiki/"
    return browser.post(address, Form(browser.get(address).content.decode()).as_sent() | {"reason": "Menyusul"} | typed)


def test_a_scan_that_was_missing_is_added_where_the_reply_is_put_right_and_the_letter_stays(world, log_in):
    address, typed, _model, about = a_reply(world)
    browser = log_in(world.officer)
    pressed(browser, address, typed, lambda: [scan()])
    row = Response.objects.get()
    assert corrected(browser, row, "balasan", scan=[scan("lampiran-1.pdf"), scan("lampiran-2.pdf")]).status_code == 302
    now = Response.objects.get()
    assert now.evidence == row.evidence and now.text == row.text and now.received == row.received
    names = [each.file.name for each in now.evidence.with_annexes]
    assert names == ["surat.pdf", "lampiran-1.pdf", "lampiran-2.pdf"]
    told = text_of(log_in(world.auditor).get(f"/insiden/{about.incident}/riwayat/"))
    assert "lampiran-1.pdf" in told and "Menyusul" in told
    assert "lampiran-2.pdf" in text_of(browser.get(f"/permintaan/{about.pk}/"))


def test_a_paper_without_a_scan_gets_its_letter_and_annexes_later(world, log_in):
    row = replied(world)
    assert corrected(log_in(world.officer), row, "balasan", scan=both()).status_code == 302
    assert [each.file.name for each in fresh(row).evidence.with_annexes] == ["surat.pdf", "lampiran.pdf"]


def test_the_wrong_letter_is_taken_out_and_the_right_one_put_in_its_place(world, log_in):
    row = replied(world)
    wrong = evidence.attach(row.incident, by=world.officer, upload=scan("salah.pdf"))
    row = corrections.revise(row, by=world.officer, seen=row.version, reason="x", evidence=wrong)
    assert corrected(log_in(world.officer), row, "balasan", evidence="", scan=[scan()]).status_code == 302
    assert fresh(row).evidence.file.name == "surat.pdf" and not wrong.annexes.exists()


def test_what_is_there_already_is_chosen_and_what_came_with_it_is_laid_to_it(world, log_in):
    address, typed, _model, about = a_reply(world)
    piece = evidence.attach(about.incident, by=world.officer, upload=scan("dari-email.pdf"))
    assert pressed(log_in(world.officer), address, typed | {"evidence": piece.pk}, both).status_code == 302
    assert Response.objects.get().evidence == piece
    assert [each.file.name for each in piece.with_annexes] == ["dari-email.pdf", "surat.pdf", "lampiran.pdf"]


def test_a_piece_is_laid_to_a_letter_by_hand_taken_off_again_and_never_to_itself(world, log_in):
    row = replied(world)
    case, browser = row.incident, log_in(world.officer)
    letter = evidence.attach(case, by=world.officer, upload=scan())
    row = corrections.revise(row, by=world.officer, seen=row.version, reason="x", evidence=letter)
    attach = f"/insiden/{case}/bukti/tambah/"
    typed = {"description": "Lampiran", "tlp": "amber", "annex_of": letter.pk, "file": scan("lampiran.pdf")}
    assert browser.post(attach, typed).status_code == 302
    annex = case.evidence.get(description="Lampiran")
    assert letter.with_annexes == [letter, annex]
    with pytest.raises(corrections.Rested):
        corrections.strike(letter, by=world.officer, seen=None, reason="x")
    circle = corrected(browser, letter, "bukti", annex_of=annex.pk)
    assert circle.status_code == 422 and annex.label in text_of(circle) and fresh(letter).annex_of is None
    assert corrected(browser, annex, "bukti", annex_of="").status_code == 302
    assert letter.with_annexes == [letter]
    assert corrected(browser, fresh(annex), "bukti", annex_of=letter.pk).status_code == 302
    corrections.strike(fresh(annex), by=world.officer, seen=None, reason="Salah berkas")
    assert letter.with_annexes == [letter] and "lampiran.pdf" not in text_of(browser.get(row.get_absolute_url()))


def test_whoever_tells_of_the_letter_tells_of_the_annexes_of_what_came_to_it(world, log_in):
    address, typed, _model, about = a_reply(world)
    pressed(log_in(world.officer), address, typed, both)
    letter, annex = about.incident.evidence.order_by("number")
    hanging = about_letters.things("clarificationrequest", str(about.pk))
    assert {("evidence", str(letter.pk)), ("evidence", str(annex.pk))} <= set(hanging)
    _window, lines = page(about.incident, Asked(), 200)
    [line] = [each for each in lines if each.kind == "answers" and each.telling.evidence == letter]
    sheet = load_workbook(BytesIO(xlsx_of_pages.chronology(about.incident, [line]))).active
    assert f"{letter.label}, {annex.label}" in [cell.value for cells in sheet.iter_rows() for cell in cells]

"""Scans that come with a list of past cases: the first press tells which files are missing, spare, refused or named twice, the second takes in
all by one act, or nothing."""

import hashlib
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from incidents import files
from incidents.actions import evidence, past_cases
from incidents.files import zip_archives
from incidents.models import CaseEvent, Evidence, Incident, PastLetter, PastReply, StoredFile
from tests.lists_of_bodies import as_csv, upload
from tests.lists_of_cases import HEADS, cells
from tests.packed import as_upload, packed
from tests.samples import pdf
from tests.sent_form import Form
from tests.world import appoint, fresh

PAGE = "incidents:import_cases"
NIK = "3174012505990001"


def case(number, **facts):
    """A row of a case with one letter and one reply."""
    base = {"file_number": number, "title": f"Kebocoran {number}", "began": "3-5-2020", "agency": "Ins A"}
    base |= {"letter_dated": "8-5-2020", "letter_number": f"S-{number}"}
    return cells(**base | {"reply_received": "10-5-2020", "reply_kind": "full"} | facts)


def further(number, **facts):
    return cells(file_number=number, agency="Ins A", **facts)


def brought(browser, rows, scans, name="daftar.csv"):
    data = packed([(name, as_csv([HEADS, *rows])), *scans])
    return browser.post(reverse(PAGE), {"file": as_upload(data)})


def second(shown):
    """What the second press sends: the first form of the page, above the one that looks at another list."""
    page = shown.content.decode()
    assert 'name="approved"' in page, page
    return Form("<main" + page.partition("<main")[2].partition("</form>")[0]).as_sent()


def taken(browser, shown):
    return browser.post(reverse(PAGE), second(shown), follow=True)


def on_disk():
    return {path for path in Path(settings.FILES_ROOT).rglob("*") if path.is_file()}


LETTER, REPLY = pdf("surat"), pdf("balasan")
TWO = [("pindai/surat-1.pdf", LETTER), ("pindai/balasan-1.pdf", REPLY)]


def scanned(number="1/PDP"):
    return case(number, letter_scan="surat-1.pdf", reply_scan="Balasan-1.PDF", letter_source="Map 3")


def test_a_list_in_a_zip_brings_the_scan_of_each_letter_and_reply_by_one_act(world, log_in):
    browser, before = log_in(world.officer), on_disk()
    shown = brought(browser, [scanned()], TWO)
    assert "Baru: 1" in shown.content.decode() and not Incident.objects.filter(past=True).exists()
    assert not StoredFile.objects.exists()
    assert "1 kasus dientri dari arsip" in taken(browser, shown).content.decode()
    letter, reply = PastLetter.objects.get(), PastReply.objects.get()
    for paper, data, words in ((letter, LETTER, "Surat dari arsip S-1/PDP"), (reply, REPLY, "Balasan dari arsip")):
        assert files.read(paper.evidence.file) == data
        assert paper.evidence.sha256 == hashlib.sha256(data).hexdigest()
        assert (paper.evidence.description, paper.evidence.incident) == (words, letter.incident)
    assert letter.evidence.origin == "Map 3" and letter.evidence.collected == letter.dated
    acts = CaseEvent.objects.filter(incident=letter.incident).values_list("act_id", flat=True)
    assert len(set(acts)) == 1 and letter.evidence.file.name == "surat-1.pdf"
    assert len(on_disk() - before) == 2, "the ZIP itself lies there no longer"


def test_the_same_zip_again_changes_nothing_and_another_scan_is_told(world, log_in):
    browser = log_in(world.officer)
    taken(browser, brought(browser, [scanned()], TWO))
    events = CaseEvent.objects.count()
    again = brought(browser, [scanned()], TWO)
    assert again.context["plan"].counts == {"new": 0, "same": 1, "changed": 0, "refused": 0}
    assert 'name="approved"' not in again.content.decode()
    other = brought(browser, [scanned()], [TWO[0], ("balasan-1.pdf", pdf("lain"))])
    assert other.context["plan"].counts["refused"] == 1 and "Pindaian balasan" in other.content.decode()
    assert CaseEvent.objects.count() == events


def test_the_first_press_tells_which_files_are_missing_spare_refused_or_of_one_name(world, log_in):
    rows = [
        case("1", letter_scan="ada.pdf"),
        case("2", letter_scan="tiada.pdf"),
        case("3", letter_scan="nik.txt"),
        case("4", letter_scan="kembar.pdf"),
        case("5", letter_scan="ada.pdf"),
        case("6", letter_scan="besar.txt"),
    ]
    scans = [("ada.pdf", LETTER), ("nik.txt", f"NIK {NIK}".encode()), ("a/kembar.pdf", LETTER), ("b/kembar.pdf", REPLY)]
    scans += [("lebih.pdf", REPLY), ("besar.txt", b"\0" * (files.MAX_BYTES + 1))]
    shown = brought(log_in(world.officer), rows, scans)
    page = unescape(shown.content.decode())
    told = {each.name: each for each in shown.context["form"].scanned}
    assert [told[name].refused for name in ("ada.pdf", "tiada.pdf", "nik.txt", "kembar.pdf", "lebih.pdf")] == [
        *(False, True, True, True, True)
    ]
    assert "tidak memuat berkas bernama “tiada.pdf”" in page and "menunjuk orang" in page and NIK not in page
    assert "disebut oleh baris mana pun" in told["lebih.pdf"].words and told["lebih.pdf"].lines == ()
    assert "25 MB" in told["besar.txt"].words and told["ada.pdf"].lines == (2, 6)
    fates = {each.row.line: str(each.fate) for each in shown.context["plan"].rows}
    assert fates == {2: "new"} | dict.fromkeys((3, 4, 5, 6, 7), "refused")
    assert "Baris 2, dari berkas lain" in page, "a scan belongs to one case"


def fates(shown):
    return [str(each.fate) for each in shown.context["plan"].rows]


def names_of(piece):
    return [each.file.name for each in piece.with_annexes]


def test_a_list_brings_later_what_the_papers_on_record_lack_and_takes_the_place_of_nothing(world, log_in):
    browser = log_in(world.officer)
    ended = {"outcome": "no_reply", "ended": "2023", "grounds": "berkas"}
    taken(browser, brought(browser, [case("1", **ended), further("1", letter_dated="9-5-2020")], []))
    first, second = PastLetter.objects.all()
    (number,) = Incident.objects.filter(past=True).values_list("reference", flat=True)
    told = {"agency": "Ins A", "letter_dated": "8-5-2020", "letter_number": "S-1"}
    # Of the case by its own number, without what its first row told: a letter with its annex, and the reply to it.
    rows = [
        cells(file_number=number, letter_scan="surat-1.pdf; lampiran.pdf", **told),
        cells(file_number="1", reply_received="10-5-2020", reply_kind="full", reply_scan="balasan-1.pdf", **told),
        cells(file_number="1", agency="Ins A", letter_dated="9-5-2020", letter_scan="tiada.pdf"),
    ]
    scans = [*TWO, ("lampiran.pdf", pdf("lampiran"))]
    before = CaseEvent.objects.count()
    shown = brought(browser, rows, scans)
    assert fates(shown) == ["changed", "changed", "refused"] and CaseEvent.objects.count() == before
    assert f"{number}, pindaian ditambahkan: S-1 (2)" in unescape(shown.content.decode())
    page = taken(browser, shown).content.decode()
    assert "2 baris membawa pindaian" in page
    first, reply = fresh(first), PastReply.objects.get()
    assert names_of(first.evidence) == ["surat-1.pdf", "lampiran.pdf"] and files.read(reply.evidence.file) == REPLY
    assert (first.version, fresh(second).evidence) == (2, None)
    acts = CaseEvent.objects.order_by("recorded_at")[before:].values_list("action", "act_id", "reason")
    assert [action for action, _act, _why in acts] == ["attach", "attach", "revise", "attach", "revise"]
    assert len({act for _action, act, _why in acts}) == 1 and fresh(first.incident).status == "closed"
    again = brought(browser, rows[:2], scans)
    assert fates(again) == ["same", "same"] and 'name="approved"' not in again.content.decode()

    # Another file is a further one where the row names what is there as well, and is refused where it does not.
    further_scan = [*scans, ("susulan.pdf", pdf("susulan"))]
    other = cells(file_number="1", letter_scan="susulan.pdf", **told)
    both = cells(file_number="1", letter_scan="surat-1.pdf; susulan.pdf", **told)
    shown = brought(browser, [other, both, both], further_scan)
    assert fates(shown) == ["refused", "changed", "same"]
    assert "yang lain untuk “S-1”" in unescape(shown.content.decode())
    taken(browser, shown)
    assert names_of(fresh(first).evidence) == ["surat-1.pdf", "lampiran.pdf", "susulan.pdf"]
    # Whoever typed a paper, or a superior, puts it right; nobody else does by a list what its page refuses.
    stranger = log_in(appoint(world, "officer", email="lain@uji.example", name="Lain").user)
    row = cells(file_number="1", agency="Ins A", letter_dated="9-5-2020", letter_scan="susulan.pdf")
    assert fates(brought(stranger, [row], further_scan)) == ["refused"]
    assert fates(brought(log_in(world.officer), [row], further_scan)) == ["changed"]


def test_of_several_papers_on_record_a_row_says_which_it_means(world, log_in):
    browser = log_in(world.officer)
    one = {"letter_dated": "9-5-2020", "letter_kind": "other"}
    rows = [case("1"), *(further("1", letter_subject=words, **one) for words in ("Satu", "Dua"))]
    taken(browser, brought(browser, rows, []))
    row = further("1", letter_scan="surat-1.pdf", **one)
    assert fates(brought(browser, [row], TWO)) == ["refused"]
    taken(browser, brought(browser, [further("1", letter_scan="surat-1.pdf", letter_subject="Dua", **one)], TWO))
    assert [bool(each.evidence) for each in PastLetter.objects.filter(subject__in=("Satu", "Dua"))] == [False, True]
    assert fates(brought(browser, [row], TWO)) == ["same"]


def test_a_row_that_is_refused_for_its_scan_keeps_its_whole_case_out(world, log_in):
    rows = [case("1"), further("1", letter_dated="9-5-2020", letter_scan="tiada.pdf"), case("2")]
    browser = log_in(world.officer)
    shown = brought(browser, rows, [])
    taken(browser, shown)
    assert list(Incident.objects.filter(past=True).values_list("file_number", flat=True)) == ["2"]


def test_a_scan_that_shows_two_papers_of_a_case_is_one_piece(world, log_in):
    rows = [case("1", letter_scan="semua.pdf", reply_scan="semua.pdf")]
    browser = log_in(world.officer)
    taken(browser, brought(browser, rows, [("semua.pdf", LETTER)]))
    assert PastLetter.objects.get().evidence == PastReply.objects.get().evidence == Evidence.objects.get()


def test_a_list_by_itself_that_names_scans_is_refused_with_the_word_how_they_come(world, log_in):
    shown = log_in(world.officer).post(reverse(PAGE), {"file": upload(as_csv([HEADS, scanned()]))})
    assert shown.context["plan"].counts["refused"] == 1
    assert "Unggah daftar dalam ZIP bersama “surat-1.pdf”" in unescape(shown.content.decode())


def test_where_the_last_deed_is_refused_nothing_of_the_list_stays_and_no_byte(world, log_in, monkeypatch):
    browser = log_in(world.officer)
    shown = brought(browser, [scanned()], TWO)
    before = on_disk()

    def refuse(*args, **how):
        raise past_cases.FileTaken

    monkeypatch.setattr(past_cases, "enter_reply", refuse)
    browser.raise_request_exception = False
    taken(browser, shown)
    assert not Incident.objects.filter(past=True).exists() and not Evidence.objects.exists()
    assert on_disk() == before, "the ZIP still lies there, and nothing else"


@pytest.mark.parametrize("how", ["somebody else", "forged", "gone"])
def test_a_zip_that_lies_aside_is_its_bringer_s_and_is_asked_for_again_when_it_is_gone(world, log_in, how):
    shown = brought(log_in(world.officer), [scanned()], TWO)
    form = second(shown)
    browser = log_in(world.officer)
    if how == "somebody else":
        browser = log_in(appoint(world, "officer", email="lain@uji.example", name="Lain").user)
    elif how == "forged":
        form["scans"] = form["scans"][:-2] + "xx"
    else:
        files.discard(shown.context["form"].brought.path)
    answer = browser.post(reverse(PAGE), form)
    assert answer.status_code == 200 and "Unggah ZIP itu sekali lagi" in answer.content.decode()
    assert not Incident.objects.filter(past=True).exists()


def test_a_case_by_hand_and_by_a_list_in_a_zip_has_its_scan_alike(world, log_in):
    browser = log_in(world.officer)
    taken(browser, brought(browser, [scanned()], TWO))
    by_list = PastLetter.objects.get()
    by_hand = evidence.attach(
        by_list.incident,
        by=world.officer,
        upload=as_upload(LETTER, "surat-1.pdf"),
        description=by_list.evidence.description,
        origin="Map 3",
        collected=by_list.dated,
        with_paper=True,
    )
    for fact in ("kind", "description", "origin", "collected", "sha256", "tlp", "holder", "status"):
        assert getattr(fresh(by_hand), fact) == getattr(by_list.evidence, fact), fact


def test_a_zip_that_is_refused_leaves_no_byte(world, log_in):
    before = on_disk()
    for data in (b"PK", packed([("x.pdf", LETTER)]), packed([("../daftar.csv", "x")])):
        answer = log_in(world.officer).post(reverse(PAGE), {"file": as_upload(data)})
        assert answer.status_code == 200 and answer.context["form"].errors
    assert on_disk() == before and not (Path(settings.FILES_ROOT) / zip_archives.FOLDER / "x").exists()

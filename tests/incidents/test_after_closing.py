"""What comes in, or is learned, after a case has ended is kept with it, says so, and moves no figure that was reported."""

from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import files
from incidents.actions import (
    actor_parts,
    after_closing,
    cases,
    corrections,
    evidence,
    merging,
    past_cases,
    work,
)
from incidents.actions.assertion_correction_rules import InUse
from incidents.models import Activity, CaseEvent, Evidence, FollowUp, PastLetter, PastReply, Pending, Response
from incidents.plain.spans import parse
from incidents.reports import waiting
from incidents.reports.chronology import Asked, page
from tests.samples import pdf
from tests.sent_form import Form
from tests.typed_rows import past_case, past_letter
from tests.world import appoint, fresh, make_incident, make_request

NIK = "3174012505990001"


def text_of(answer):
    return unescape(answer.content.decode())


def scan(name="balasan.pdf", words="balasan"):
    return SimpleUploadedFile(name, pdf(words))


def an_hour_ago():
    return (timezone.localtime() - timedelta(hours=1)).strftime("%d-%m-%Y %H.%M")


def closed(world, case=None):
    case = fresh(case or make_incident(world))
    return work.close(case, by=world.supervisor, seen=case.version, outcome="too_little", reason="Selesai")


def dismissed(world):
    case = cases.report(by=world.officer, summary="Akun menawarkan data", seen_at=timezone.now())
    return cases.dismiss(case, by=world.officer, seen=case.version, reason="Bukan")


def merged(world, into=None):
    case = make_incident(world)
    into = into or make_incident(world)
    return merging.merge(case, into, by=world.officer, seen=case.version, reason="Sama"), into


def as_closed(case):
    case = fresh(case)
    return case.status, case.outcome, case.closed_at, case.version


@pytest.mark.parametrize("ended", [closed, dismissed], ids=lambda each: each.__name__)
def test_a_file_that_came_after_the_end_is_taken_in_with_its_custody_and_the_case_stays_as_it_ended(
    world, log_in, ended
):
    case = ended(world)
    stood, browser = as_closed(case), log_in(world.officer)
    assert f"/insiden/{case}/bukti/tambah/" in text_of(browser.get(f"/insiden/{case}/bukti/"))
    typed = {"file": scan("surat.pdf"), "description": "Surat BSSN", "tlp": "amber"}
    told = text_of(browser.post(f"/insiden/{case}/bukti/tambah/", typed, follow=True))
    piece = case.evidence.get()
    assert "Surat BSSN" in told and as_closed(case) == stood
    assert CaseEvent.objects.get(action="attach").details["afterwards"] is True
    for page_of in ("riwayat", ""):
        assert "setelah kasus berakhir" in text_of(browser.get(f"/insiden/{case}/{page_of}/".replace("//", "/")))
    evidence.hand_over(piece, by=world.officer, seen=piece.version, holder="Polri", reason="Diminta")
    corrections.revise(
        fresh(piece), by=world.officer, seen=fresh(piece).version, reason="Salah", description="Surat Polri"
    )
    assert fresh(piece).description == "Surat Polri" and as_closed(case) == stood
    corrections.strike(fresh(piece), by=world.officer, seen=fresh(piece).version, reason="Salah kasus")
    assert not case.evidence.exists()


def test_a_call_of_march_is_told_of_after_the_closing_where_it_happened_and_as_entered_afterwards(world, log_in):
    case = closed(world)
    typed = {"kind": "call", "text": "Ins A menelepon", "happened": "3 Maret 2024"}
    assert log_in(world.officer).post(f"/insiden/{case}/kegiatan/catat/", typed).status_code == 302
    lines = {line.telling.text: line for line in page(fresh(case), Asked(), 50)[1]}
    assert lines["Ins A menelepon"].afterwards and not any(
        line.afterwards for words, line in lines.items() if words != "Ins A menelepon"
    )
    shown = text_of(log_in(world.auditor).get(f"/insiden/{case}/kronologi/"))
    assert "dientri setelah kasus berakhir" in shown


def test_of_a_case_that_is_worked_on_nothing_says_that_it_came_after_the_end(world, log_in):
    case = make_incident(world)
    cases.note(case, by=world.officer, text="Rapat")
    assert "afterwards" not in CaseEvent.objects.get(action="note").details
    assert "dientri setelah" not in text_of(log_in(world.officer).get(f"/insiden/{case}/kronologi/"))
    closed(world, case)
    reopened = work.reopen(fresh(case), by=world.supervisor, seen=fresh(case).version, reason="Baru")
    assert "afterwards" not in CaseEvent.objects.get(action="reopen").details and reopened.status == "open"


def test_a_paper_reply_that_came_after_the_closing_is_recorded_with_its_scan_in_one_form(world, log_in):
    clarification = make_request(world, "not_answered")
    case = closed(world, clarification.incident)
    stood, browser = as_closed(case), log_in(world.officer)
    address = f"/permintaan/{clarification.pk}/catat-balasan/"
    came = an_hour_ago()
    typed = {
        "seen": fresh(clarification).version,
        "channel": "letter",
        "document": "B-9/2026",
        "name": "N",
        "office": "J",
    }
    typed |= {"received_at": came, "kind": "interim", "text": "Menyusul"}
    asked = browser.post(address, typed | {"scan": scan()})
    assert asked.status_code == 200 and "Pilih lagi berkasnya" in text_of(asked) and "balasan.pdf" in text_of(asked)
    token = asked.context["form"]["read_back"].value()
    without = browser.post(address, typed | {"read_back": token})
    assert without.status_code == 200 and "berkasnya tidak ikut" in text_of(without), "no scan is dropped unseen"
    assert not Evidence.objects.exists()
    assert browser.post(address, typed | {"read_back": token, "scan": scan()}).status_code == 302
    reply = Response.objects.get(document="B-9/2026")
    piece = case.evidence.get()
    assert reply.evidence == piece and "B-9/2026" in piece.description and piece.origin == "N, J"
    assert piece.collected.start == reply.received_at and as_closed(case) == stood


def test_what_is_refused_leaves_neither_a_row_nor_a_byte(world, log_in, settings):
    clarification = make_request(world, "not_answered")
    case = closed(world, clarification.incident)
    before = {path for path in files.full_path("").rglob("*") if path.is_file()}
    came = an_hour_ago()
    typed = {"seen": 999, "channel": "letter", "document": "B-9", "name": "N", "office": "J", "kind": "interim"}
    typed |= {"received_at": came, "text": "Menyusul"}
    browser, address = log_in(world.officer), f"/permintaan/{clarification.pk}/catat-balasan/"
    token = browser.post(address, typed | {"scan": scan()}).context["form"]["read_back"].value()
    assert browser.post(address, typed | {"read_back": token, "scan": scan()}).status_code == 409
    assert not case.evidence.exists()
    assert {path for path in files.full_path("").rglob("*") if path.is_file()} == before


def test_the_scan_of_a_report_on_a_recommendation_comes_with_it_after_the_closing(world, log_in):
    from tests.one_of_everything import recommended

    case = make_incident(world)
    letter = recommended(world, case, world.agency_a, world.liaison_a)["result"]
    case = closed(world, case)
    address = f"/surat-perkara/{letter.pk}/catat-balasan/"
    browser = log_in(world.officer)
    typed = {"seen": fresh(letter).version, "kind": "report", "channel": "letter", "number": "B-7", "text": "Sudah"}
    typed |= {"came_at": timezone.localtime().strftime("%d-%m-%Y %H.%M")}
    token = browser.post(address, typed | {"scan": scan()}).context["form"]["read_back"].value()
    assert browser.post(address, typed | {"scan": scan(), "read_back": token}).status_code == 302
    said = FollowUp.objects.get(number="B-7")
    assert said.evidence == case.evidence.get() and "B-7" in said.evidence.description
    assert 'name="scan"' in text_of(browser.get(said_address(said)))


def said_address(said):
    from incidents.views.button_addresses import ENTRIES
    from incidents.workflow import Thing

    return f"/entri/{ENTRIES[Thing.FOLLOW_UP]}/{said.pk}/perbaiki/"


def test_a_scan_that_came_later_is_attached_where_the_entry_is_put_right(world, log_in):
    from tests.one_of_everything import recommended

    case = make_incident(world)
    letter = recommended(world, case, world.agency_a, world.liaison_a)["result"]
    from incidents.actions import follow_ups

    facts = {"kind": "report", "channel": "letter", "number": "B-7", "text": "Sudah", "came_at": timezone.now()}
    said = follow_ups.record_follow_up(letter, by=world.officer, seen=None, **facts)
    case = closed(world, case)
    browser, address = log_in(world.officer), said_address(said)
    typed = Form(browser.get(address).content.decode()).as_sent() | {"reason": "Pindaiannya menyusul", "scan": scan()}
    assert browser.post(address, typed).status_code == 302
    assert fresh(said).evidence == case.evidence.get() and fresh(said).text == "Sudah"


def test_a_scan_that_names_a_number_of_a_person_is_held_wherever_it_is_attached(world, log_in):
    clarification = make_request(world, "closed")
    upload = SimpleUploadedFile("surat.txt", f"NIK {NIK}".encode())
    typed = {"seen": clarification.version, "channel": "letter", "document": "B", "name": "N", "office": "J"}
    typed |= {"received_at": "1-1-2026 10.00", "kind": "interim", "text": "x", "scan": upload}
    answer = log_in(world.officer).post(f"/permintaan/{clarification.pk}/catat-balasan/", typed)
    assert answer.status_code == 200 and answer.context["form"].held_file and not Evidence.objects.exists()


@pytest.mark.parametrize("move", ["pernyataan/catat", "hukum/temuan", "kegiatan/janji", "libatkan"])
def test_what_the_outcome_and_the_figures_rest_on_leads_back_with_words(world, log_in, move):
    case = closed(world)
    answer = log_in(world.officer).get(f"/insiden/{case}/{move}/", follow=True)
    assert "membuka lagi kasus" in text_of(answer) and "sebagai bukti" in text_of(answer)


def pressed(browser, address, typed):
    """Sent, and once more where a day is read back."""
    answer = browser.post(address, typed)
    if answer.status_code == 200 and "read_back" in answer.context["form"].fields:
        answer = browser.post(address, typed | {"read_back": answer.context["form"]["read_back"].value()})
    assert answer.status_code == 302, (address, answer.context["form"].errors)


def test_a_closed_past_case_takes_what_its_file_says_besides_by_any_officer_and_stays_as_it_ended(
    world, log_in, mailoutbox
):
    """Its end is what the file says, and rests on nothing here: what turns up later is entered, marked so, and told to nobody."""
    case = past_case(world)
    meeting = cases.note(case, by=world.officer, kind="task_force", text="Gugus tugas", happened=parse("2020"))
    member = work.join(meeting, by=world.officer, agency=world.agency_b)
    case = ended(world, case)
    stood, other, since = as_closed(case), appoint(world, "officer").user, timezone.now()
    browser = log_in(other)
    assert f"/insiden/{case}/libatkan/" in text_of(browser.get(f"/insiden/{case}/"))
    told = {"topic": "subjects", "statement": "91 juta akun", "said_by": "Media", "amount": "91.000.000"}
    told |= {"source": "Harian", "said": "Mei 2020", "unit": "akun", "bound": "exactly"}
    entered = {
        "libatkan": {"agency": world.agency_b.pk, "role": "processor", "since": "Mei 2020"},
        "pernyataan/catat": told,
        "hukum/temuan": {"text": "Susunan sama", "confidence": "low", "found": "Mei 2020"},
        "kegiatan/janji": {"who": "Ins A", "what": "Log server", "due": "Juni 2020"},
        "terdampak/daftar": {"pasted": "Dinas Perikanan Contoh"},
    }
    for page_of, typed in entered.items():
        pressed(browser, f"/insiden/{case}/{page_of}/", typed)
    word, controller = case.assertions.get(), case.involvements.get(role="controller")
    further = {
        f"/pernyataan/{word.pk}/nilai/": {"status": "verified", "reason": "Dihitung", "document": "BA 1"},
        f"/insiden/{case}/pernyataan/subjects/angka/": {"assertion": word.pk, "reason": "Dihitung"},
        f"/keterlibatan/{controller.pk}/wajib-beritahu/": {"started": "8-5-2020"},
        f"/keikutsertaan/{member.pk}/akhiri/": {"left": "Juni 2020", "reason": "Selesai"},
    }
    for address, typed in further.items():
        pressed(browser, address, Form(browser.get(address).content.decode()).as_sent() | typed)
    with pytest.raises(InUse):
        corrections.revise(word, by=world.supervisor, seen=None, reason="Salah baca", amount=90)
    events = case.events.filter(recorded_at__gt=since)
    assert all(each.details["afterwards"] and each.details["past"] for each in events) and len(events) == 9
    assert as_closed(case) == stood and fresh(case).ended == parse("Juni 2020")
    assert not Pending.objects.filter(event__in=events, job=Pending.Job.TELL).exists() and not mailoutbox
    assert "setelah kasus berakhir" in text_of(browser.get(f"/insiden/{case}/riwayat/"))
    assert "Ditindaklanjuti setelah penutupan" not in text_of(browser.get(f"/insiden/{case}/"))
    assert not len(waiting.for_desk(world.officer, timezone.now())), "nobody waits for anything in it"


def test_after_the_closing_no_relation_moves_a_case_out_of_the_figures(world, log_in):
    case, other = closed(world), make_incident(world)
    with pytest.raises(after_closing.CountedApart):
        work.relate(case, by=world.officer, other=other, kind="republication", why="Sama")
    typed = {"kind": "republication", "other": str(other), "why": "Sama"}
    answer = log_in(world.officer).post(f"/insiden/{case}/kaitkan/", typed)
    assert answer.status_code == 409 and "buka lagi kasusnya" in text_of(answer).lower()
    row = work.relate(case, by=world.officer, other=other, kind="same_data", why="Sama")
    work.unrelate(row, by=world.officer, reason="Keliru")
    drill = closed(world, make_incident(world, drill=True))
    work.relate(drill, by=world.officer, other=make_incident(world, drill=True), kind="republication", why="Sama")


@pytest.mark.parametrize("move", ["bukti/tambah", "kegiatan/catat", "pelaku"])
def test_a_merged_case_sends_what_comes_in_to_the_one_it_lives_on_in(world, log_in, move):
    case, into = merged(world)
    answer = log_in(world.officer).get(f"/insiden/{case}/{move}/")
    assert answer.status_code == 302 and answer.url == f"/insiden/{into}/{move}/"
    shown = text_of(log_in(world.officer).get(f"/insiden/{case}/{move}/", follow=True))
    assert f"disatukan ke {into}" in shown


def test_a_merged_case_takes_nothing_in_and_says_where(world, log_in):
    case, into = merged(world)
    with pytest.raises(after_closing.LivesOn):
        evidence.attach(case, by=world.officer, text="Terlambat")
    answer = log_in(world.officer).post(f"/insiden/{case}/bukti/tambah/", {"text": "Terlambat", "tlp": "amber"})
    assert answer.status_code == 409 and str(into) in text_of(answer) and not Evidence.objects.exists()
    assert "/bukti/tambah/" not in text_of(log_in(world.officer).get(f"/insiden/{case}/bukti/"))


def test_a_merged_case_names_no_case_that_the_reader_may_not_know_of(world, log_in):
    case, into = merged(world)
    work.restrict(fresh(into), by=world.officer, seen=fresh(into).version, reason="Rahasia")
    other = appoint(world, "officer")
    other = getattr(other, "user", other)
    with pytest.raises(after_closing.LivesOnUnseen):
        evidence.attach(case, by=other, text="Terlambat")
    shown = text_of(log_in(other).get(f"/insiden/{case}/bukti/tambah/", follow=True))
    assert str(into) not in shown


def test_paper_on_a_letter_of_a_merged_case_stays_with_that_letter(world, log_in):
    clarification = make_request(world, "not_answered")
    case, into = clarification.incident, make_incident(world)
    merging.merge(fresh(case), into, by=world.officer, seen=fresh(case).version, reason="Sama")
    browser, address = log_in(world.officer), f"/permintaan/{clarification.pk}/catat-balasan/"
    typed = {"seen": fresh(clarification).version, "channel": "letter", "document": "B-9", "name": "N", "office": "J"}
    typed |= {"received_at": an_hour_ago(), "kind": "interim", "text": "Menyusul"}
    token = browser.post(address, typed | {"scan": scan()}).context["form"]["read_back"].value()
    assert browser.post(address, typed | {"scan": scan(), "read_back": token}).status_code == 302
    assert Response.objects.get(document="B-9").evidence == case.evidence.get()


def test_a_closed_past_case_takes_letters_replies_and_scans_by_hand(world, log_in):
    case = past_case(world)
    first = past_letter(world, case, number="S-77/2020")
    case = ended(world, case)
    stood, browser = as_closed(case), log_in(world.officer)
    assert f"/insiden/{case}/surat-arsip/" in text_of(browser.get(f"/insiden/{case}/surat/"))
    typed = {
        "kind": "second_letter",
        "number": "S-80/2020",
        "dated": "12-5-2020",
        "agency": world.agency_a.pk,
        "channel": "post",
    }
    assert (
        browser.post(f"/insiden/{case}/surat-arsip/", typed | {"follows": first.pk, "scan": scan()}).status_code == 302
    )
    second = PastLetter.objects.get(number="S-80/2020")
    typed = {"kind": "full", "received": "14-5-2020", "number": "R-1/2020", "channel": "post", "seen": second.version}
    assert browser.post(f"/surat-arsip/{second.pk}/balasan/", typed | {"scan": scan()}).status_code == 302
    reply = PastReply.objects.get()
    assert {second.evidence, reply.evidence} == set(case.evidence.all()) and second.follows == first
    assert as_closed(case) == stood and fresh(case).ended == parse("Juni 2020")
    corrections.revise(first, by=world.officer, seen=first.version, reason="Salah baca", number="S-77A/2020")
    corrections.strike(reply, by=world.officer, seen=reply.version, reason="Berkas lain")
    assert not PastReply.objects.exists() and as_closed(case) == stood


def ended(world, case, when="Juni 2020", outcome="sanction"):
    facts = {"outcome": outcome, "ended": parse(when), "reason": "Surat Menteri 4/2020"}
    return past_cases.enter_outcome(case, by=world.officer, seen=fresh(case).version, **facts)


def test_a_past_letter_dated_after_its_case_had_ended_is_asked_about_once(world, log_in):
    case = ended(world, past_case(world))
    browser, address = log_in(world.officer), f"/insiden/{case}/surat-arsip/"
    typed = {
        "kind": "clarification_request",
        "number": "S-9/2021",
        "dated": "12-5-2021",
        "agency": world.agency_a.pk,
        "channel": "post",
    }
    asked = browser.post(address, typed)
    assert "Kasus ditutup sebelumnya: Juni 2020" in text_of(asked) and not PastLetter.objects.exists()
    token = asked.context["form"]["read_back"].value()
    assert browser.post(address, typed | {"read_back": token}).status_code == 302
    told = typed | {"kind": "outcome_notice", "number": "S-10/2021"}
    assert browser.post(address, told).status_code == 302, "a notice of the outcome is no surprise"


def test_a_past_case_that_is_reopened_keeps_what_it_told_and_is_closed_again_as_it_was(world, log_in):
    case = ended(world, past_case(world))
    work.reopen(case, by=world.supervisor, seen=fresh(case).version, reason="Satu pihak kurang")
    browser, address = log_in(world.officer), f"/insiden/{case}/hasil-arsip/"
    shown = browser.get(address)
    assert "Sebelum dibuka lagi" in text_of(shown) and "Juni 2020" in text_of(shown)
    sent = Form(shown.content.decode()).as_sent()
    assert browser.post(address, sent).status_code == 302
    again = fresh(case)
    assert (again.status, again.outcome, again.ended) == ("closed", "sanction", parse("Juni 2020"))
    assert (
        CaseEvent.objects.filter(action="enter_outcome").order_by("recorded_at").last().reason == "Surat Menteri 4/2020"
    )


def test_a_past_case_that_was_never_closed_has_nothing_to_give_back(world):
    case = past_case(world)
    assert past_cases.told_before(case) is None
    assert past_cases.told_before(ended(world, case)) is None, "closed, it tells it itself"


def test_an_actor_that_is_recognised_after_the_closing_is_put_on_record(world):
    case = closed(world)
    part = actor_parts.link_actor(case, by=world.officer, role="seller", name="Jimbo", kind="person", basis="Putusan")
    assert fresh(case).status == "closed"
    corrections.strike(part, by=world.officer, seen=None, reason="Orang lain")


def test_a_restricted_closed_case_admits_a_person_and_takes_things_in_from_its_people_alone(world, log_in):
    case = make_incident(world)
    work.restrict(fresh(case), by=world.supervisor, seen=fresh(case).version, reason="Rahasia")
    case = closed(world, case)
    other = appoint(world, "officer")
    other = getattr(other, "user", other)
    address = f"/insiden/{case}/bukti/tambah/"
    assert log_in(other).get(address).status_code == 404
    work.admit(case, by=world.supervisor, user=other, why="Menindaklanjuti")
    assert log_in(other).post(address, {"text": "Surat", "tlp": "amber"}).status_code == 302
    assert case.evidence.count() == 1


@pytest.mark.parametrize("who", ["liaison_a", "liaison_b", "auditor", "administrator"])
def test_nobody_but_the_ministry_s_people_adds_to_a_closed_case(world, log_in, who):
    clarification = make_request(world, "closed")
    case = closed(world, clarification.incident)
    browser = log_in(getattr(world, who))
    for address in (f"/insiden/{case}/bukti/tambah/", f"/insiden/{case}/kegiatan/catat/"):
        assert browser.get(address).status_code in (403, 404)
        assert browser.post(address, {"text": "x", "tlp": "amber", "kind": "note"}).status_code in (403, 404)
    assert not case.evidence.exists() and not case.activities.exists()


def test_a_drill_that_ended_keeps_what_came_after_it_under_its_mark(world, log_in):
    case = make_incident(world, drill=True)
    case = closed(world, case)
    shown = text_of(log_in(world.officer).get(f"/insiden/{case}/bukti/tambah/"))
    assert "LATIHAN" in shown.upper()
    evidence.attach(case, by=world.officer, text="Setelah latihan")
    assert fresh(case).status == "closed"


def test_a_second_press_of_the_same_form_takes_the_scan_in_once(world, log_in):
    case = ended(world, past_case(world))
    browser, address = log_in(world.officer), f"/insiden/{case}/surat-arsip/"
    once = Form(browser.get(address).content.decode()).as_sent()["once"]
    typed = {
        "kind": "clarification_request",
        "number": "S-1",
        "dated": "12-5-2020",
        "agency": world.agency_a.pk,
        "channel": "post",
    }
    for _press in range(2):
        browser.post(address, typed | {"scan": scan(), "once": once})
    assert case.evidence.count() == 1 and PastLetter.objects.count() == 1


def test_the_case_as_it_stood_says_of_each_thing_that_it_was_entered_after_the_end(world, log_in):
    case = make_incident(world)
    cases.note(case, by=world.officer, text="Sebelum ditutup")
    case = closed(world, case)
    cases.note(case, by=world.officer, text="Sesudah ditutup")
    auditor = log_in(world.auditor)
    shown = text_of(auditor.get(f"/insiden/{case}/pada/"))
    assert shown.count("setelah kasus berakhir") == 1
    assert shown.index("Sebelum ditutup") < shown.index("setelah kasus berakhir") < shown.index("Sesudah ditutup")
    work.reopen(fresh(case), by=world.supervisor, seen=fresh(case).version, reason="Baru")
    assert "setelah kasus berakhir" not in text_of(auditor.get(f"/insiden/{case}/pada/"))


def test_the_account_of_a_letter_says_what_was_recorded_after_the_case_had_ended(world, log_in):
    clarification = make_request(world, "closed")
    closed(world, clarification.incident)
    from incidents.actions import arrival

    facts = {"channel": "post", "said_by": "Kurir", "source": "Buku ekspedisi"}
    arrival.send_outside(clarification, by=world.officer, seen=fresh(clarification).version, **facts)
    shown = text_of(log_in(world.auditor).get(f"/permintaan/{clarification.pk}/jalannya/"))
    assert shown.count("setelah kasus berakhir") == 1


def test_a_late_answer_that_nobody_waited_for_is_translated(world):
    from incidents.actions import replies, translations

    clarification = make_request(world, "not_answered")
    closed(world, clarification.incident)
    facts = {"received_at": timezone.now(), "channel": "letter", "document": "B-7", "kind": "interim", "language": "en"}
    said = replies.Reply("N", "J", text="We have no such data", **facts)
    replies.record_reply(clarification, said, by=world.officer, seen=fresh(clarification).version)
    reply = clarification.responses.get(document="B-7")
    how = {"seen": fresh(clarification).version, "response": reply, "language": "en", "text": "Kami tidak memegangnya"}
    translations.translate(fresh(clarification), by=world.officer, **how)
    assert reply.translations.count() == 1 and fresh(clarification).status == "not_answered"


def test_somebody_who_complains_later_stands_behind_the_closed_case_and_a_merged_one_leads_on(world, log_in):
    from incidents.actions import complaints
    from incidents.record.complainant_sheets import Person

    case = closed(world)
    stood = as_closed(case)
    complaint = complaints.enter(
        by=world.officer, person=Person(name="Warga"), text="Data saya bocor", way="mail", incident=case
    )
    assert complaint.incident == case and as_closed(case) == stood
    gone, _into = merged(world)
    with pytest.raises(after_closing.LivesOn):
        complaints.link(complaint, by=world.officer, seen=fresh(complaint).version, incident=gone, reason="Sama")


def test_what_came_in_after_a_removal_was_put_forward_is_removed_by_nobody_unseen(world, log_in):
    from incidents.actions import removals
    from tests.removed import choice, proposed

    case = closed(world)
    removal = proposed(world, case, "case")
    cases.note(case, by=world.officer, text="Datang kemudian")
    assert "Sesuatu masuk ke kasus" in text_of(log_in(world.supervisor).get(f"/penghapusan/{removal.pk}/"))
    with pytest.raises(removals.Held):
        removals.remove(removal, by=world.supervisor, seen=removal.version, reason="Disetujui")
    assert Activity.objects.get().text == "Datang kemudian"
    removals.decline_removal(fresh(removal), by=world.supervisor, seen=fresh(removal).version, reason="Dilihat lagi")
    again = proposed(world, case, "case")
    removals.remove(again, by=world.supervisor, seen=again.version, reason="Disetujui")
    cases.note(fresh(case), by=world.officer, text="Surat sesudah penghapusan")
    assert Activity.objects.filter(text="Surat sesudah penghapusan").exists()
    assert choice(case, "case"), "what came since may be put forward again"


def test_what_came_in_since_its_content_was_removed_is_looked_at_by_its_retention_again(world):
    from incidents.reports import retention
    from tests.removed import removed

    case = closed(world)
    removed(world, case, "case")
    assert case.pk in retention._emptied()
    cases.note(fresh(case), by=world.officer, text="Surat sesudah penghapusan")
    assert case.pk not in retention._emptied()


def test_what_was_typed_wrong_of_a_scan_in_a_merged_case_is_put_right(world):
    case, _into = merged(world)
    piece = evidence.attach(case, by=world.officer, text="Surat", with_paper=True)
    corrections.revise(piece, by=world.officer, seen=piece.version, reason="Salah", description="Surat B-9")
    assert fresh(piece).description == "Surat B-9"


def test_the_scan_of_a_letter_that_a_list_entered_is_added_to_the_letter_itself(world, log_in):
    case = past_case(world)
    letter = past_letter(world, case)
    case = ended(world, case)
    browser, address = log_in(world.officer), f"/entri/surat-arsip/{letter.pk}/perbaiki/"
    typed = Form(browser.get(address).content.decode()).as_sent() | {"reason": "Pindaiannya ditemukan", "scan": scan()}
    assert browser.post(address, typed).status_code == 302
    assert fresh(letter).evidence == case.evidence.get() and fresh(letter).number == "S-77/2020"
    assert fresh(letter).version == 2 and fresh(case).ended == parse("Juni 2020")

"""A case entered from the record: what went out and came in outside the product, entered as it was; nothing of it rings or waits."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from incidents.actions import (
    affected,
    case_letters,
    cases,
    corrections,
    dissolution,
    merging,
    past_cases,
    past_or_present,
    sanctions,
    work,
)
from incidents.actions.past_letters import NotInFull, OfAnotherCase
from incidents.models import CaseEvent, Evidence, Incident, PastLetter, PastReply, Pending, RegisterEntry
from incidents.plain import letter_kinds
from incidents.plain.punctuality import Standing
from incidents.plain.spans import parse
from incidents.record import cited_numbers, deeds, search
from incidents.reports import past_letters, waiting
from incidents.workflow import Action
from notifications.models import Message
from tests.exporting import taken
from tests.samples import pdf
from tests.sent_form import Form
from tests.typed_rows import past_case, past_letter, past_reply, struck
from tests.world import draft_request, fresh, make_incident

NIK = "3174012505990001"


def text_of(answer):
    return unescape(answer.content.decode())


def standing(case):
    return [each.judged and each.judged.standing for each in past_letters.of_case(case, timezone.now())]


def test_it_bears_the_year_in_which_it_began_in_a_series_of_its_own(world):
    live = make_incident(world)
    year = timezone.localdate().year
    numbers = [past_case(world, began).reference for began in ("7 Mei 2020", "2021", "Desember 2020", f"1-1-{year}")]
    assert numbers == ["INS-2020-A0001", "INS-2021-A0001", "INS-2020-A0002", f"INS-{year}-A0001"]
    assert live.reference == f"INS-{year}-0001" and make_incident(world).reference == f"INS-{year}-0002"


def test_it_is_entered_now_and_happened_then(world, log_in):
    case = past_case(world, "7 Mei 2020", file_number="045/PDP/2020")
    event = CaseEvent.objects.get(action="enter_case")
    assert event.recorded_at.year == timezone.now().year and event.happened_at == parse("7 Mei 2020").start
    page = text_of(log_in(world.auditor).get(f"/insiden/{case}/riwayat/"))
    assert "Kasus dientri dari arsip" in page and "terjadi 7 Mei 2020" in page
    assert "7 Mei 2020 00.00" not in page  # nobody named an hour


def test_the_number_of_the_old_file_finds_it_and_stands_for_one_case(world):
    case = past_case(world, file_number="045/PDP/2020")
    assert cited_numbers.find(world.officer, "045/pdp/2020").incidents == {case.pk}
    assert case in search.cases(world.officer, "045/PDP/2020")
    with pytest.raises(past_cases.FileTaken):
        past_case(world, file_number="045/PDP/2020")
    other = past_case(world)
    with pytest.raises(past_cases.FileTaken):
        cases.amend(other, by=world.officer, seen=other.version, reason="x", file_number="045/PDP/2020")


@pytest.mark.parametrize("wrong", [{"replay": False}, {"began_at": None}, {"past": False}])
def test_the_database_holds_what_a_past_case_is(world, wrong):
    case = past_case(world, file_number="1")
    with pytest.raises(IntegrityError), deeds.record(Action.AMEND, on=case, by=world.officer, reason="x") as deed:
        for name, value in wrong.items():
            setattr(deed.on, name, value)
        deed.on.save()


MARKED = ["", "pernyataan/", "bukti/", "kegiatan/", "hukum/", "surat/", "riwayat/", "terdampak/"]
DEEDS = ["ubah/", "libatkan/", "kegiatan/catat/", "pernyataan/catat/", "hukum/temuan/", "surat-arsip/", "hasil-arsip/"]


@pytest.mark.parametrize("page", MARKED + DEEDS)
def test_every_page_of_it_says_that_it_was_entered_from_the_record(world, log_in, page):
    shown = text_of(log_in(world.officer).get(f"/insiden/{past_case(world)}/{page}"))
    assert "Dientri dari arsip" in shown


def test_lists_registers_search_and_trail_mark_it(world, log_in):
    case = past_case(world, title="Kebocoran Tokoku")
    past_letter(world, case)
    officer, auditor = log_in(world.officer), log_in(world.auditor)
    for browser, page in (
        (officer, "/insiden/"),
        (officer, "/meja/"),
        (officer, "/cari/?q=Tokoku"),
        (officer, "/surat/dari-arsip/"),
        (auditor, "/jejak/"),
    ):
        assert "dari arsip" in text_of(browser.get(page)), page


def test_an_officer_enters_one_with_a_body_that_nobody_knew(world, log_in):
    typed = {"title": "Kebocoran Tokoku", "began": "Mei 2020", "source": "news", "tlp": "amber", "role": "controller"}
    typed |= {"body_name": "PT Tokoku Contoh", "body_kind": "private", "known": "2 Mei 2020", "file_number": "7/2020"}
    answer = log_in(world.officer).post(reverse("incidents:enter_case"), typed)
    case = Incident.objects.get(file_number="7/2020")
    assert answer.headers["Location"] == reverse("incidents:incident", args=[case.reference])
    part = case.involvements.get()
    assert (part.agency.name, part.role, part.since, part.known) == (
        "PT Tokoku Contoh",
        "controller",
        parse("Mei 2020"),
        parse("2 Mei 2020"),
    )
    shown = text_of(log_in(world.officer).get(f"/insiden/{case}/"))
    assert "Mei 2020" in shown and "1 Mei 2020" not in shown


def test_a_further_body_plays_its_part_since_the_case_began_unless_somebody_tells_otherwise(world):
    case = past_case(world, "Mei 2020")
    part = cases.involve(case, by=world.officer, agency=world.agency_b, role="processor")
    assert part.since == parse("Mei 2020")


def test_a_file_that_is_on_record_is_told_at_the_form(world, log_in):
    past_case(world, file_number="7/2020")
    typed = {"title": "Lagi", "began": "2020", "tlp": "amber", "file_number": "7/2020"}
    answer = log_in(world.officer).post(reverse("incidents:enter_case"), typed)
    assert answer.status_code == 422 and "sudah tercatat" in text_of(answer)


def letter_typed(world, **typed):
    facts = {"kind": "clarification_request", "number": "S-77/2020", "dated": "8-5-2020", "agency": world.agency_a.pk}
    facts |= {"channel": "post", "period": "3 x 24 jam", "due": "11-5-2020", "asked": "Apa yang bocor?\nSejak kapan?"}
    return facts | typed


def test_a_letter_and_its_reply_are_entered_with_their_scans(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    scan = SimpleUploadedFile("surat.pdf", pdf("surat keluar"))
    answer = browser.post(f"/insiden/{case}/surat-arsip/", letter_typed(world, scan=scan), follow=True)
    letter = PastLetter.objects.get()
    assert "Surat dientri dari arsip" in text_of(answer)
    assert (letter.dated, letter.due, letter.evidence.file.name) == (parse("8-5-2020"), parse("11-5-2020"), "surat.pdf")
    scan = SimpleUploadedFile("balasan.pdf", pdf("balasan"))
    typed = {"kind": "full", "received": "13-5-2020", "channel": "mail", "number": "R-1", "q1": "Surel", "q2": "Maret"}
    answer = browser.post(f"/surat-arsip/{letter.pk}/balasan/", typed | {"scan": scan}, follow=True)
    reply = PastReply.objects.get()
    assert reply.answered == [(1, "Surel"), (2, "Maret")] and reply.evidence.file.name == "balasan.pdf"
    shown = text_of(answer)
    assert "2 hari kalender setelah tenggat" in shown and "Terlambat" in shown and "Apa yang bocor?" in shown
    assert standing(case) == [Standing.LATE]


def test_a_scan_that_holds_numbers_of_people_is_held_at_the_door(world, log_in):
    case = past_case(world)
    scan = SimpleUploadedFile("surat.txt", f"NIK {NIK}".encode())
    answer = log_in(world.officer).post(f"/insiden/{case}/surat-arsip/", letter_typed(world, scan=scan))
    assert answer.status_code == 200 and not PastLetter.objects.exists() and not Evidence.objects.exists()
    answer = log_in(world.officer).post(f"/insiden/{case}/surat-arsip/", letter_typed(world, subject=f"NIK {NIK}"))
    assert answer.status_code == 200 and not PastLetter.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"due": "7-5-2020"}, "sebelum tanggal surat"),
        ({"dated": "1-1-2100"}, "belum terjadi"),
        ({"agency": "0"}, "pilihan"),
        ({"channel": ""}, "Bidang ini"),
        ({"number": "S-1"}, "sudah dientri"),
    ],
)
def test_a_letter_that_cannot_be_so_is_told_at_its_field(world, log_in, wrong, words):
    case = past_case(world)
    past_letter(world, case, number="S-1")
    answer = log_in(world.officer).post(f"/insiden/{case}/surat-arsip/", letter_typed(world, **wrong))
    assert answer.status_code == 200 and words in text_of(answer) and PastLetter.objects.count() == 1


def test_a_due_may_lie_ahead_and_the_letter_runs_until_then(world, log_in):
    case = past_case(world)
    log_in(world.officer).post(f"/insiden/{case}/surat-arsip/", letter_typed(world, due="1-1-2099"))
    assert standing(case) == [Standing.RUNNING]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"received": "7-5-2020"}, "sebelum surat"),
        ({"kind": "part"}, "pertanyaan"),
        ({"kind": "declined", "q1": "Surel"}, "tidak menjawab"),
        ({"ground": "secrecy"}, "Dasar penolakan"),
        ({"effect": "more"}, "bertanya tentang surat"),
        ({"kind": "asked_back", "settled": "9-5-2020"}, "Tuliskan apa jawabannya"),
        ({"kind": "asked_back", "answer": "Semua", "settled": "8-5-2020"}, "sebelum pertanyaannya masuk"),
    ],
)
def test_a_reply_that_cannot_be_so_is_told_at_its_field(world, log_in, typed, words):
    letter = past_letter(world, past_case(world), asked="Apa?\nKapan?")
    facts = {"kind": "full", "received": "9-5-2020", "channel": "mail"} | typed
    answer = log_in(world.officer).post(f"/surat-arsip/{letter.pk}/balasan/", facts)
    assert answer.status_code == 200 and words in text_of(answer) and not PastReply.objects.exists()


def test_parts_complete_a_letter_once_they_answer_every_question(world):
    case = past_case(world)
    letter = past_letter(world, case, asked="Apa?\nKapan?", due="11 Mei 2020")
    past_reply(world, letter, "9 Mei 2020", kind="interim")
    past_reply(world, letter, "10 Mei 2020", kind="part", answers=[{"number": 2, "text": "Maret"}])
    assert standing(case) == [Standing.LATE]
    past_reply(world, letter, "14 Mei 2020", kind="part", answers=[{"number": 1, "text": "Surel"}])
    assert standing(case) == [Standing.LATE]


@pytest.mark.parametrize("kind", PastReply.ANSWERS)
def test_whatever_ends_a_second_letter_ends_the_first_on_its_own_day(world, kind):
    case = past_case(world)
    first = past_letter(world, case, due="11 Mei 2020")
    second = past_letter(
        world, case, "12 Mei 2020", kind="second_letter", number="S-80", follows=first, due="15 Mei 2020"
    )
    past_reply(world, second, "14 Mei 2020", kind=kind)
    assert standing(case) == [Standing.LATE, Standing.IN_TIME]


def test_parts_that_answer_a_second_letter_in_full_end_the_first(world):
    case = past_case(world)
    first = past_letter(world, case, asked="Apa?\nKapan?", due="11 Mei 2020")
    facts = {"kind": "second_letter", "number": "S-80", "follows": first, "asked": "Apa?\nKapan?", "due": "15 Mei 2020"}
    second = past_letter(world, case, "12 Mei 2020", **facts)
    past_reply(world, second, "13 Mei 2020", kind="part", answers=[{"number": 1, "text": "Surel"}])
    assert standing(case) == [Standing.SILENT, Standing.LATE]
    past_reply(world, second, "14 Mei 2020", kind="part", answers=[{"number": 2, "text": "Maret"}])
    assert standing(case) == [Standing.LATE, Standing.IN_TIME]


def test_what_the_ministry_answered_to_a_question_about_its_letter_is_told_found_and_corrected(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    letter = past_letter(world, case, due="11 Mei 2020")
    typed = {"kind": "asked_back", "received": "9-5-2020", "channel": "mail", "text": "Data yang mana?"}
    typed |= {"answer": "Data pelanggan", "settled": "10-5-2020", "effect": "more"}
    shown = text_of(browser.post(f"/surat-arsip/{letter.pk}/balasan/", typed, follow=True))
    assert all(words in shown for words in ("Data pelanggan", "10 Mei 2020", "Diberi tambahan waktu"))
    told = text_of(browser.get(f"/insiden/{case}/kronologi/"))
    assert "Pertanyaan Ins A dijawab · Diberi tambahan waktu" in told and "Data pelanggan" in told
    assert case in search.cases(world.officer, "data pelanggan") and standing(case) == [Standing.SILENT]
    reply = PastReply.objects.get()
    page_of = f"/entri/balasan-arsip/{reply.pk}/perbaiki/"
    typed = Form(browser.get(page_of).content.decode()).as_sent() | {"reason": "Salah baca"}
    refused = browser.post(page_of, typed | {"kind": "interim"})
    assert list(refused.context["form"].errors) == ["answer", "settled", "effect"]
    assert browser.post(page_of, typed | {"settled": "", "effect": "stays"}).status_code == 302
    stands = fresh(reply)
    assert (stands.answer, stands.settled, stands.effect) == ("Data pelanggan", None, "stays")


def test_who_declines_has_not_answered_and_a_full_answer_after_it_is_one(world, log_in):
    case = past_case(world)
    first, browser = past_letter(world, case, due="11 Mei 2020"), log_in(world.officer)
    typed = {"kind": "declined", "ground": "secrecy", "received": "10-5-2020", "channel": "mail"}
    shown = text_of(browser.post(f"/surat-arsip/{first.pk}/balasan/", typed, follow=True))
    assert standing(case) == [Standing.DECLINED]
    assert "Menolak menjawab" in shown and "Kewajiban kerahasiaan" in shown
    assert "Menolak menjawab: Kewajiban kerahasiaan" in text_of(browser.get(f"/insiden/{case}/kronologi/"))
    reply = PastReply.objects.get()
    page_of = f"/entri/balasan-arsip/{reply.pk}/perbaiki/"
    typed = Form(browser.get(page_of).content.decode()).as_sent() | {"reason": "Salah baca"}
    refused = browser.post(page_of, typed | {"kind": "interim"})
    assert refused.status_code == 200 and list(refused.context["form"].errors) == ["ground"]
    assert browser.post(page_of, typed | {"ground": "law"}).status_code == 302
    told = text_of(browser.get(f"/insiden/{case}/surat/"))
    assert fresh(reply).ground == "law" and "Kewajiban kerahasiaan" in told and "Dilarang undang-undang lain" in told
    past_reply(world, first, "15 Mei 2020", number="R-2", kind="full")
    assert standing(case) == [Standing.LATE]


def test_an_answer_in_full_that_leaves_a_question_to_another_is_complete_with_that_one(world):
    case = past_case(world)
    letter = past_letter(world, case, asked="Apa?\nKapan?", due="12 Mei 2020")
    part = past_reply(world, letter, "9 Mei 2020", kind="part", answers=[{"number": 1, "text": "Surel"}])
    late = {"number": "R-2", "kind": "full", "answers": [{"number": 2, "text": "Maret"}]}
    with pytest.raises(NotInFull):
        past_reply(world, letter, "8 Mei 2020", **late)
    past_reply(world, letter, "11 Mei 2020", **late)
    assert standing(case) == [Standing.IN_TIME]
    with pytest.raises(corrections.Rested):
        struck(part, by=world.officer)
    with pytest.raises(NotInFull):
        corrections.revise(part, by=world.officer, seen=part.version, reason="x", kind="interim", answers=[])
    with pytest.raises(NotInFull):
        corrections.revise(part, by=world.officer, seen=part.version, reason="x", received=parse("20 Mei 2020"))
    assert standing(case) == [Standing.IN_TIME]


@pytest.mark.parametrize(
    ("came", "stands"),
    [
        (["Mei 2020 full", "20 Mei 2020 full"], Standing.UNTOLD),
        (["20 Mei 2020 full", "Mei 2020 full"], Standing.UNTOLD),
        (["14 Mei 2020 full", "Mei 2020 full"], Standing.IN_TIME),
        (["Juni 2020 full", "20 Mei 2020 full"], Standing.LATE),
        (["10 Mei 2020 part 1", "Mei 2020 part 2", "20 Mei 2020 full"], Standing.UNTOLD),
        (["16 Mei 2020 part 1", "Mei 2020 part 2"], Standing.LATE),
    ],
)
def test_of_replies_that_came_nobody_knows_when_none_is_said_to_be_late(world, came, stands):
    case = past_case(world)
    letter = past_letter(world, case, asked="Apa?\nKapan?", due="15 Mei 2020")
    for each in came:
        received, kind, number = re.fullmatch(r"(.+ \d{4}) (\w+) ?(\d?)", each).groups()
        answers = [{"number": int(number), "text": "Ada"}] if number else []
        past_reply(world, letter, received, kind=kind, answers=answers)
    assert standing(case) == [stands]


def test_a_reply_of_an_unknown_day_came_after_its_letter(world):
    case = past_case(world)
    first = past_letter(world, case, due="11 Mei 2020")
    second = past_letter(
        world, case, "12 Mei 2020", kind="second_letter", number="S-80", follows=first, due="31 Mei 2020"
    )
    past_reply(world, second, "Mei 2020")
    assert standing(case) == [Standing.LATE, Standing.IN_TIME]


def test_who_was_asked_by_a_letter_from_the_record_is_not_shown_as_never_asked(world, log_in):
    case = past_case(world)
    letter = past_letter(world, case, due="11 Mei 2020")
    past_reply(world, letter, "13 Mei 2020")
    shown = text_of(log_in(world.officer).get(f"/insiden/{case}/"))
    assert "Tidak dimintai klarifikasi" not in shown and shown.count("S-77/2020") == 2 and shown.count("Terlambat") == 2


def test_a_letter_that_asks_nothing_stands_nowhere(world):
    case = past_case(world)
    past_letter(world, case, kind="recommendation")
    assert standing(case) == [None]


def test_a_second_letter_follows_one_to_the_same_body_in_the_same_case(world):
    case = past_case(world)
    first = past_letter(world, case)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="processor")
    for facts in ({"agency": world.agency_b}, {}):
        where = case if facts else past_case(world)
        with pytest.raises(OfAnotherCase):
            past_letter(world, where, "12 Mei 2020", number="S-9", kind="second_letter", follows=first, **facts)


def test_a_second_letter_may_go_to_the_body_that_took_the_place_of_the_first_one_s(world):
    case = past_case(world)
    first = past_letter(world, case)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="processor")
    day, heir = timezone.localdate(), world.agency_b
    dissolution.end_agency(world.agency_a, by=world.administrator, ended_on=day, reason="Lebur", successor=heir)
    second = past_letter(world, case, "12 Mei 2020", number="S-9", kind="second_letter", follows=first, agency=heir)
    assert second.follows == first


def test_a_letter_on_which_others_rest_is_struck_after_them(world):
    case = past_case(world)
    first = past_letter(world, case)
    past_reply(world, first, "9 Mei 2020")
    with pytest.raises(corrections.Rested):
        corrections.strike(first, by=world.officer, seen=first.version, reason="x")


def whole(world):
    """A past case with an overdue letter, a reply, a commitment, a duty, a second letter and its outcome still to come."""
    from incidents.actions import law

    case = past_case(world)
    letter = past_letter(world, case, due="11 Mei 2020")
    past_letter(world, case, "12 Mei 2020", kind="second_letter", number="S-79", follows=letter, due="1 Januari 2099")
    past_reply(world, letter, "10 Mei 2020", kind="interim")
    law.track_duty(case.involvements.get(), by=world.officer, started=parse("7 Mei 2020").start)
    return fresh(case)


def test_nothing_of_it_is_mailed_rung_reminded_numbered_or_waits(world):
    from notifications import tasks

    case = whole(world)
    past_cases.enter_outcome(
        case, by=world.officer, seen=case.version, outcome="reprimand", ended=parse("2021"), reason="Menurut berkas"
    )
    tasks.sweep()
    assert not Message.objects.filter(event__incident=case).exists()
    assert not Pending.objects.filter(event__incident=case).exclude(job=Pending.Job.SEAL).exists()
    assert not RegisterEntry.objects.exists()
    told = CaseEvent.objects.filter(incident=case)
    assert all(event.replay and event.details["past"] for event in told)


@pytest.mark.parametrize("who", ["officer", "supervisor"])
def test_it_stands_in_no_queue_of_anybody(world, who):
    case = whole(world)
    work.commit(case, by=world.officer, who="Instansi A", what="Log", due=parse("9 Mei 2020").start)
    reader = getattr(world, who)
    assert not len(waiting.for_desk(reader, timezone.now())) and not len(waiting.for_approvals(reader, timezone.now()))


def test_nothing_goes_out_of_it_and_nothing_is_decided_in_it_now(world, log_in):
    case = past_case(world)
    with pytest.raises(past_or_present.NothingGoesOut):
        draft_request(world, case)
    with pytest.raises(past_or_present.NothingGoesOut):
        work.close(fresh(case), by=world.supervisor, seen=fresh(case).version, outcome="no_reply", reason="x")
    with pytest.raises(past_or_present.NothingGoesOut):
        invite = {"kind": letter_kinds.INVITATION, "agencies": [world.agency_a], "facts": {}, "subject": "x"}
        case_letters.draft(case, by=world.officer, **invite)
    with pytest.raises(past_or_present.NotOneCase):
        merging.merge(case, make_incident(world), by=world.officer, seen=fresh(case).version, reason="x")
    browser = log_in(world.officer)
    shown = text_of(browser.get(f"/insiden/{case}/")) + text_of(browser.get(f"/insiden/{case}/surat/"))
    assert "/permintaan/" not in shown and "/surat/invitation/" not in shown


def test_asking_several_bodies_in_one_sitting_drafts_nothing_in_it_either(world, log_in):
    case = past_case(world)
    typed = {"subject": "Hal", "opening": "Pembuka", "basis": "Pasal 46", "security": "B", "urgency": "segera"}
    typed |= {"q-TOTAL_FORMS": "1", "q-INITIAL_FORMS": "0", "q-0-heading": "Sistem", "q-0-text": "Apa?"}
    typed |= {"q-0-kind": "text", "agencies": [world.agency_a.pk], "submit": "1"}
    answer = log_in(world.officer).post(f"/insiden/{case}/permintaan/", typed, follow=True)
    assert "dientri dari arsip" in text_of(answer) and not case.requests.exists()


@pytest.mark.parametrize("page", ["permintaan/", "surat/invitation/", "tutup/", "terdampak/surati/"])
def test_no_page_of_it_leads_to_what_it_does_not_take(world, log_in, page):
    case = past_case(world)
    affected.list_affected(case, by=world.officer, bodies=[affected.Named("Dinas Contoh", "Basis data", "affected")])
    browser = log_in(world.supervisor if page == "tutup/" else world.officer)
    answer = browser.get(f"/insiden/{case}/{page}", {"rows": case.affected.get().pk})
    assert answer.status_code == 409 and "dientri dari arsip" in text_of(answer)
    shown = text_of(browser.get(f"/insiden/{case}/terdampak/"))
    assert "Surati yang dipilih" not in shown, "rows are chosen to be struck out, and for no letter"
    with pytest.raises(past_or_present.NothingGoesOut):
        affected.involve_affected(case, by=world.officer, rows=case.affected.all())
    assert case.involvements.count() == 1


def test_the_page_of_an_outcome_says_at_once_that_a_living_case_takes_none_from_the_record(world, log_in, an_incident):
    answer = log_in(world.officer).get(f"/insiden/{an_incident}/hasil-arsip/")
    assert answer.status_code == 409 and "dientri dari arsip" in text_of(answer)


def test_its_outcome_is_asked_about_once_where_something_is_open_or_came_later(world, log_in):
    case = past_case(world)
    work.commit(case, by=world.officer, who="Instansi A", what="Menyerahkan log", due=parse("9 Mei 2020").start)
    letter = past_letter(world, case, dated="8 Mei 2021", number="S-90/2021")
    past_reply(world, letter, "10 Mei 2021", number="R-1/2021")
    past_letter(world, case, dated="11 Mei 2021", number="S-91/2021", kind="outcome_notice")
    browser, address = log_in(world.officer), f"/insiden/{case}/hasil-arsip/"
    assert "Menyerahkan log" in text_of(browser.get(address))
    typed = {"seen": fresh(case).version, "outcome": "no_reply", "ended": "2020", "reason": "Menurut berkas"}
    asked = browser.post(address, typed)
    told = text_of(asked)
    assert asked.status_code == 200 and fresh(case).status == "open" and asked.context["form"].only_asks
    assert "Komitmen tetap terbuka: Menyerahkan log" in told
    assert "S-90/2021 (8 Mei 2021); R-1/2021 (10 Mei 2021)" in told and "S-91/2021 (" not in told
    assert browser.post(address, typed | {"read_back": asked.context["form"]["read_back"].value()}).status_code == 302
    assert fresh(case).status == "closed"


def test_a_case_that_is_worked_on_takes_no_outcome_from_the_record(world, an_incident):
    with pytest.raises(past_or_present.OnlyFromTheRecord):
        past_cases.enter_outcome(
            an_incident, by=world.officer, seen=an_incident.version, outcome="no_reply", ended=parse("2021"), reason="x"
        )


def test_its_outcome_is_entered_as_the_file_says_and_asks_for_nothing_more(world, log_in):
    case = past_case(world)
    typed = {"seen": case.version, "outcome": "sanction", "ended": "Maret 2021", "reason": "Surat Menteri 4/2021"}
    answer = log_in(world.officer).post(f"/insiden/{case}/hasil-arsip/", typed, follow=True)
    case = fresh(case)
    assert (case.status, case.outcome, case.ended) == ("closed", "sanction", parse("Maret 2021"))
    assert "Maret 2021" in text_of(answer) and "Hasil dientri dari arsip" in text_of(answer)
    work.reopen(case, by=world.supervisor, seen=case.version, reason="Keliru")
    assert fresh(case).ended is None


def test_a_file_that_does_not_tell_how_it_ended_names_no_day_and_any_other_does(world, log_in):
    case, browser = past_case(world), log_in(world.officer)
    address = f"/insiden/{case}/hasil-arsip/"
    typed = {"seen": case.version, "outcome": "no_breach", "ended": "", "reason": "Terakhir diberitakan 2021"}
    assert list(browser.post(address, typed).context["form"].errors) == ["ended"]
    shown = text_of(browser.post(address, typed | {"outcome": "untold"}, follow=True))
    case = fresh(case)
    assert (case.status, case.outcome, case.ended) == ("closed", "untold", None)
    assert "Hasil tidak disebut dalam berkas" in shown
    work.reopen(case, by=world.supervisor, seen=case.version, reason="Ditemukan lagi")
    assert "ditutup –" in text_of(browser.get(address))


@pytest.mark.parametrize("outcome", ["sanction_alone", "to_police"])
def test_whoever_tells_what_others_did_as_the_ministrys_is_asked_once(world, log_in, outcome):
    case, browser = past_case(world), log_in(world.officer)
    fined = {"regime": None, "basis": "Undang-undang lain", "measure": "Denda", "decided_by": "Otoritas Singapura"}
    sanctions.sanction(case, by=world.officer, agency=world.agency_a, decided=parse("2021"), **fined)
    cases.involve(case, by=world.officer, agency=world.agency_b, role="law_enforcement")
    cases.note(case, by=world.officer, kind="police_report", text="x", happened=parse("2021"), about=[world.agency_b])
    case, address = fresh(case), f"/insiden/{case}/hasil-arsip/"
    typed = {"seen": case.version, "outcome": outcome, "ended": "2022", "reason": "Menurut berkas"}
    asked = browser.post(address, typed)
    told = {"sanction_alone": "dijatuhkan lembaga lain (Otoritas Singapura)", "to_police": "laporan pihak lain"}
    assert asked.context["form"].only_asks and told[outcome] in text_of(asked)
    again = typed | {"read_back": asked.context["form"]["read_back"].value()}
    assert browser.post(address, again).status_code == 302 and fresh(case).outcome == outcome


def test_whoever_tells_of_no_measure_where_one_is_on_record_is_asked_once(world, log_in):
    case = past_case(world)
    cases.note(case, by=world.officer, kind="recommendation", text="Dianjurkan", happened=parse("2021"))
    typed = {"seen": fresh(case).version, "outcome": "proven", "ended": "2022", "reason": "Menurut berkas"}
    asked = log_in(world.officer).post(f"/insiden/{case}/hasil-arsip/", typed)
    assert asked.context["form"].only_asks and "pilih hasil yang lain" in text_of(asked)


def test_a_case_does_not_end_before_it_began(world, log_in):
    case = past_case(world, "7 Mei 2020")
    typed = {"seen": case.version, "outcome": "no_reply", "ended": "2019", "reason": "x"}
    answer = log_in(world.officer).post(f"/insiden/{case}/hasil-arsip/", typed)
    assert answer.status_code == 200 and fresh(case).status == "open"


def test_its_own_facts_are_amended_and_no_hour_is_made_of_a_month(world, log_in):
    case = past_case(world, "Mei 2020")
    page = log_in(world.officer).get(f"/insiden/{case}/ubah/")
    assert "seen_at" not in page.context["form"].fields
    cases.amend(case, by=world.officer, seen=fresh(case).version, reason="Salah bulan", began=parse("Juni 2020"))
    assert fresh(case).began == parse("Juni 2020") and fresh(case).seen_at == parse("Juni 2020").start
    assert "seen_at" in log_in(world.officer).get(f"/insiden/{make_incident(world)}/ubah/").context["form"].fields


def test_a_beginning_moved_behind_what_stands_in_the_case_is_asked_about_once(world, log_in):
    case = past_case(world, "7 Mei 2020")
    past_reply(world, past_letter(world, case), "10 Mei 2020", number="R-1/2020")
    browser, address = log_in(world.officer), f"/insiden/{case}/ubah/"
    typed = Form(browser.get(address).content.decode()).as_sent() | {"began": "2023", "reason": "Salah tahun"}
    asked = browser.post(address, typed)
    told = text_of(asked)
    assert asked.status_code == 200 and fresh(case).began == parse("7 Mei 2020")
    assert f"Nomor {case} diberikan untuk tahun 2020" in told
    assert "Ins A (7 Mei 2020); S-77/2020 (8 Mei 2020); R-1/2020 (10 Mei 2020)" in told
    assert browser.post(address, typed | {"read_back": asked.context["form"]["read_back"].value()}).status_code == 302
    assert fresh(case).began == parse("2023")


def test_letters_and_replies_of_the_record_are_found_by_number_and_words(world):
    case = past_case(world)
    letter = past_letter(world, case, subject="Klarifikasi dugaan peretasan", number="S-77/2020")
    past_reply(world, letter, "9 Mei 2020", number="R-5/2020", text="Gudang data tersalin")
    for number in ("S-77/2020", "r-5/2020"):
        assert cited_numbers.find(world.officer, number).incidents == {case.pk}
    for words in ("peretasan", "gudang tersalin"):
        assert case in search.cases(world.officer, words)


def test_the_register_of_the_record_shows_them_outside_the_official_one(world, log_in):
    from io import BytesIO

    from openpyxl import load_workbook

    letter = past_letter(world, past_case(world), due="11 Mei 2020")
    past_letter(world, past_case(world, "2022"), "3 Maret 2022", number="S-5/2022")
    past_reply(world, letter, "9 Mei 2020")
    browser = log_in(world.officer)
    assert "S-77/2020" not in text_of(browser.get("/surat/register/"))
    shown = text_of(browser.get("/surat/dari-arsip/?year=2020"))
    assert "S-77/2020" in shown and "S-5/2022" not in shown and "Tepat waktu" in shown
    for narrow in ("q=s-77", f"case={letter.incident}", "agency=a&year=2020", "kind=request&q=77"):
        assert "S-77/2020" in text_of(browser.get(f"/surat/dari-arsip/?{narrow}")), narrow
    assert "S-77/2020" not in text_of(browser.get("/surat/dari-arsip/?case=INS-1"))
    sheet = load_workbook(BytesIO(taken(browser, "/surat/dari-arsip.xlsx?year=2020"))).active
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=4)]
    assert [line[0] for line in lines] == ["S-77/2020"] and lines[0][-1] == "Tepat waktu"
    assert sheet["A2"].value.startswith("Hanya: Tahun: 2020.")
    whole = load_workbook(BytesIO(taken(browser, "/surat/dari-arsip.xlsx?kind=nonsense&year=20"))).active
    assert "Hanya" not in whole["A2"].value and whole.max_row == 5


def test_what_a_restricted_past_case_holds_is_seen_by_its_people_alone(world, log_in):
    case = past_case(world)
    past_letter(world, case)
    work.restrict(fresh(case), by=world.officer, seen=fresh(case).version, reason="x")
    assert "S-77/2020" not in text_of(log_in(world.supervisor).get("/surat/dari-arsip/"))
    assert cited_numbers.find(world.supervisor, "S-77/2020") is None

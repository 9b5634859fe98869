"""An agency asks about the letter that asks it: nothing of the clock moves by it, and the answer and its effect stand on record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from incidents.actions import (
    clarifications,
    corrections,
    counter_questions,
    deadlines,
    dissolution,
    issuing_conditions,
    letter_decisions,
    next_letter,
    replies,
)
from incidents.actions.from_outside import FromOutside
from incidents.models import CaseEvent, CounterQuestion
from incidents.plain import spans
from incidents.plain.dates import date_in_words, instant_in_words
from incidents.record import deeds
from incidents.reports import letter_account
from notifications.models import Message
from tests.notifications.conftest import work as engine
from tests.sent_form import Form, press
from tests.world import answer_request, appoint, fresh, issue_request, make_request

HOUR = timedelta(hours=1)
ASKED = "Data pemilih yang mana?"


def ask(world, row, text=ASKED, **facts):
    row = fresh(row)
    return counter_questions.ask_back(row, by=world.liaison_a, seen=row.version, text=text, **facts)


def answer(world, row, **facts):
    row = fresh(row)
    return counter_questions.answer_back(row, by=world.officer, seen=row.version, text="Daftar tahun 2014", **facts)


def more_time(row):
    return counter_questions.MoreTime(row.present_due + 24 * HOUR, "Baru dijawab hari ini")


def seen_by(user, row, log_in):
    return " ".join(log_in(user).get(f"/permintaan/{row.pk}/").content.decode().split())


def test_a_question_goes_from_the_portal_to_the_desk_and_its_answer_back(world, log_in):
    row = make_request(world, "open")
    due, first = row.present_due, row.questions.first()
    liaison, officer = log_in(world.liaison_a), log_in(world.officer)
    file = SimpleUploadedFile("contoh.txt", b"isi", "text/plain")
    typed = {"seen": row.version, "about": first.pk, "text": ASKED, "files": [file]}
    assert liaison.post(f"/permintaan/{row.pk}/tanya/", typed).status_code == 302
    assert f"/permintaan/{row.pk}/jawab-pertanyaan/" in officer.get("/meja/").content.decode()
    assert "belum dijawab. Tenggat tidak bergeser karenanya." in seen_by(world.liaison_a, row, log_in)
    page = officer.get(f"/permintaan/{row.pk}/jawab-pertanyaan/").content.decode()
    assert ASKED in page and first.heading in page and "contoh.txt" in page
    typed = {"seen": fresh(row).version, "text": "Daftar tahun 2014", "effect": "stays"}
    assert officer.post(f"/permintaan/{row.pk}/jawab-pertanyaan/", typed).status_code == 302
    for reader in (world.liaison_a, world.officer, world.auditor):
        said = seen_by(reader, row, log_in)
        assert ASKED in said and "Daftar tahun 2014" in said and "tenggat tidak berubah." in said
    assert f"/permintaan/{row.pk}/jawab-pertanyaan/" not in officer.get("/meja/").content.decode()
    now = fresh(row)
    assert now.present_due == due and now.deadlines.count() == 1 and now.first_reply_at is None
    sent = CounterQuestion.objects.get().files.get()
    assert liaison.get(f"/berkas-pertanyaan/{sent.pk}/").status_code == 200
    assert log_in(world.liaison_b).get(f"/berkas-pertanyaan/{sent.pk}/").status_code == 404


def test_more_time_with_the_answer_is_a_supervisors_to_give_and_both_sides_read_who_gave_it(world, log_in):
    row = make_request(world, "open")
    due = row.present_due
    ask(world, row)
    typed = {"seen": fresh(row).version, "text": "Daftar tahun 2014", "effect": "proposed", "reason": "Baru dijawab"}
    typed |= {"until": (due + 24 * HOUR).isoformat()}
    page = f"/permintaan/{row.pk}/jawab-pertanyaan/"
    assert log_in(world.officer).post(page, typed | {"reason": ""}).status_code == 200
    assert log_in(world.officer).post(page, typed).status_code == 302
    assert fresh(row).present_due == due
    assert "tenggat tetap sampai atasan mengabulkannya" in seen_by(world.liaison_a, row, log_in)
    assert f"/permintaan/{row.pk}/perpanjang/" in log_in(world.supervisor).get("/persetujuan/").content.decode()
    events = CaseEvent.objects.filter(action__in=["answer_back", "propose_extension"])
    assert events.count() == 2 and events.values("act_id").distinct().count() == 1
    now = fresh(row)
    deadlines.extend(now, by=world.supervisor, seen=now.version, due_at=due + 24 * HOUR, reason="Wajar")
    assert fresh(row).present_due == due + 24 * HOUR
    for reader in (world.liaison_a, world.officer):
        assert f"oleh {world.supervisor.name}" in seen_by(reader, row, log_in)
    assert fresh(row).deadlines.last().asked_by == str(world.officer)


def test_a_proposal_that_is_refused_leaves_the_due_and_sends_no_letter(world, log_in):
    row = make_request(world, "open")
    due = row.present_due
    ask(world, row)
    answer(world, row, more_time=more_time(row))
    supervisor = log_in(world.supervisor)
    typed = {"seen": fresh(row).version, "reason": "Waktunya cukup"}
    assert supervisor.post(f"/permintaan/{row.pk}/tolak-perpanjangan/", typed).status_code == 302
    assert fresh(row).present_due == due and not row.letters.filter(kind="refusal").exists()
    told = seen_by(world.liaison_a, row, log_in)
    assert "ditolak" in told.lower() and "Waktunya cukup" in told, "what it read of, it is told with the reason"


def test_whoever_refuses_a_proposal_knows_that_its_body_reads_why(world, log_in):
    row = make_request(world, "open")
    ask(world, row)
    answer(world, row, more_time=more_time(row))
    page = log_in(world.supervisor).get(f"/permintaan/{row.pk}/tolak-perpanjangan/").content.decode()
    assert "Instansinya membaca ini di samping jawaban atas pertanyaannya." in page


def test_while_a_wish_waits_no_more_time_is_proposed_beside_it(world, log_in):
    row = make_request(world, "open")
    deadlines.ask_extension(
        row, by=world.liaison_a, seen=row.version, reason="Log", wished_at=row.present_due + 20 * HOUR
    )
    ask(world, row)
    page = log_in(world.officer).get(f"/permintaan/{row.pk}/jawab-pertanyaan/").content.decode()
    assert 'name="effect"' not in page
    with pytest.raises(deeds.Conflict):
        answer(world, row, more_time=more_time(row))
    assert CounterQuestion.objects.get().state == "pending", "of a refused act nothing stands"
    assert answer(world, row).state == "answered"


def test_a_body_asks_for_time_itself_whatever_an_officer_proposed_meanwhile(world, log_in):
    row = make_request(world, "open")
    ask(world, row)
    answer(world, row, more_time=more_time(row))
    liaison, address = log_in(world.liaison_a), f"/permintaan/{row.pk}/minta-waktu/"
    until = liaison.get(address).context["form"].fields["until"].choices[1][0]
    typed = {"seen": fresh(row).version, "until": until, "reason": "Log di pusat data lain"}
    assert press(liaison, address, typed).status_code == 302
    proposed, wished = row.extension_requests.all()
    assert (proposed.decision, wished.decision, wished.asked_by) == ("lapsed", "pending", world.liaison_a)
    again = press(liaison, address, typed | {"seen": fresh(row).version})
    assert again.status_code == 409, "its own wish waits"
    page = again.content.decode()
    assert "Berperan sampai" not in page and until not in page, "what was chosen stands there in its words"


def test_one_question_waits_at_a_time(world, log_in):
    row = make_request(world, "open")
    ask(world, row)
    with pytest.raises(deeds.Conflict) as refusal:
        ask(world, row, "Sampai kapan?")
    assert "menunggu" in str(refusal.value.message) or "waits" in str(refusal.value.message)
    assert log_in(world.liaison_a).get(f"/permintaan/{row.pk}/tanya/").status_code == 302
    now = fresh(row)
    counter_questions.take_back_question(now, by=world.liaison_a, seen=now.version)
    with pytest.raises(deeds.Conflict):
        answer(world, row)
    ask(world, row, "Sampai kapan?")
    assert [asked.state for asked in row.counter_questions.all()] == ["withdrawn", "pending"]


def test_an_answer_written_to_a_question_that_was_taken_back_is_no_answer_to_the_next(world):
    row = make_request(world, "open")
    ask(world, row)
    stale = fresh(row)
    counter_questions.take_back_question(fresh(row), by=world.liaison_a, seen=stale.version)
    ask(world, row, "Sampai kapan?")
    with pytest.raises(deeds.Conflict):
        counter_questions.answer_back(stale, by=world.officer, seen=stale.version, text="Daftar tahun 2014")


@pytest.mark.parametrize("end", ["answer", "withdraw", "break_off", "reissue"])
def test_a_question_ends_with_what_its_letter_asks(world, end, log_in):
    row = make_request(world, "open")
    ask(world, row)
    now = fresh(row)
    if end == "answer":
        answer_request(world, now)
    elif end == "withdraw":
        letter_decisions.withdraw(now, by=world.supervisor, seen=now.version, reason="Keliru")
    elif end == "break_off":
        dissolution.break_off(now, by=world.administrator, seen=now.version, reason="Perpres")
    else:
        anew = next_letter.reissue(now, by=world.officer)
        issue_request(world, clarifications.submit(anew, by=world.officer, seen=anew.version))
    asked = row.counter_questions.get()
    assert asked.state == "lapsed" and asked.settled_at and asked.answered_by is None
    assert "belum dijawab ketika permintaan berakhir" in seen_by(world.officer, row, log_in)
    assert "jawab-pertanyaan" not in log_in(world.officer).get("/meja/").content.decode()


@pytest.mark.parametrize(("asked", "came", "words"), [(10, 30, "belum dijawab"), (30, 10, "sudah datang")])
def test_what_lapsed_by_a_paper_is_told_with_the_day_it_came_and_never_with_that_of_its_entry(
    world, log_in, asked, came, words
):
    issued = (timezone.now() - 60 * HOUR).replace(microsecond=0)
    row = make_request(world, "open", issued_at=issued)
    ask(world, row, at=issued + asked * HOUR)
    wished = {"reason": "Log", "wished_at": issued + 90 * HOUR}
    deadlines.ask_extension(fresh(row), by=world.liaison_a, seen=None, at=issued + (asked + 1) * HOUR, **wished)
    paper = replies.Reply("N", "J", "denial", text="Tidak", received_at=issued + came * HOUR, channel="letter")
    replies.record_reply(fresh(row), replace(paper, document="B-1"), by=world.officer, seen=None)
    question, wish = row.counter_questions.get(), row.extension_requests.get()
    assert (question.state, question.settled_at) == ("lapsed", issued + came * HOUR)
    assert (wish.decision, wish.decided_at) == ("lapsed", max(issued + came * HOUR, wish.asked_at))
    page = seen_by(world.liaison_a, row, log_in)
    assert words in page and instant_in_words(issued + came * HOUR, "id") in page.partition("Pertanyaan instansi")[2]


def test_a_next_letter_waits_for_the_answer_to_a_question_and_says_so_to_its_drafter(world, the_ladder, log_in):
    issued = (timezone.now() - 74 * HOUR).replace(microsecond=0)
    row = make_request(world, "open", issued_at=issued)
    ask(world, row)
    second = next_letter.draft_next(fresh(row), by=world.officer)
    assert "Instansi bertanya tentang surat sebelumnya" in seen_by(world.officer, second, log_in)
    assert [type(found) for found in issuing_conditions.objections(fresh(second), timezone.now())] == [
        issuing_conditions.QuestionWaits
    ]
    answer(world, row)
    assert not list(issuing_conditions.objections(fresh(second), timezone.now()))


def test_asking_back_makes_nobody_punctual(world):
    issued = (timezone.now() - 80 * HOUR).replace(microsecond=0)
    row = make_request(world, "open", issued_at=issued)
    ask(world, row, at=issued + HOUR)
    counter_questions.answer_back(
        fresh(row), by=world.officer, seen=None, text="Daftar tahun 2014", at=issued + 71 * HOUR
    )
    answer_request(world, fresh(row))
    assert fresh(row).responses.get().lateness >= 7 * HOUR
    told = letter_account.of(fresh(row), timezone.now())
    assert (
        len([each for each in told.steps if "Tenggat tidak bergeser" in each.words or "moved no due" in each.words])
        == 2
    )


def test_a_question_that_came_on_paper_is_entered_with_when_it_came(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - 30 * HOUR)
    came = (timezone.now() - 3 * HOUR).replace(second=0, microsecond=0)
    typed = {
        "seen": row.version,
        "received_at": timezone.localtime(came).strftime("%d-%m-%Y %H.%M"),
        "channel": "letter",
        "document": "Nomor 7/2026",
        "who": "Kepala Biro Hukum",
        "text": ASKED,
        "became": "pending",
    }
    officer = log_in(world.officer)
    page = officer.post(f"/permintaan/{row.pk}/catat-pertanyaan/", typed)
    token = page.context["form"].data["read_back"]
    assert officer.post(f"/permintaan/{row.pk}/catat-pertanyaan/", typed | {"read_back": token}).status_code == 302
    asked = CounterQuestion.objects.get()
    assert (asked.asked_at, asked.who, asked.state) == (came, "Kepala Biro Hukum", "pending")
    assert CaseEvent.objects.get(action="record_question").happened_at == came
    early = FromOutside("Kepala", row.issued_at - HOUR, "letter", "Nomor 6")
    now = fresh(row)
    counter_questions.take_back_question(now, by=world.liaison_a, seen=now.version)
    with pytest.raises(ValueError, match="after the letter"):
        counter_questions.record_question(fresh(row), by=world.officer, seen=None, text=ASKED, paper=early)


def test_another_agency_asks_and_reads_nothing_of_it(world, log_in):
    row = make_request(world, "open")
    ask(world, row)
    for verb in (counter_questions.take_back_question, counter_questions.ask_back):
        facts = {"text": "x"} if verb is counter_questions.ask_back else {}
        with pytest.raises(PermissionDenied):
            verb(fresh(row), by=world.liaison_b, seen=None, **facts)
    assert log_in(world.liaison_b).get(f"/permintaan/{row.pk}/tanya/").status_code == 404
    assert not CounterQuestion.objects.visible_to(world.liaison_b)


def test_an_identity_number_in_a_question_is_held(world, log_in):
    row = make_request(world, "open")
    typed = {"seen": row.version, "text": "Apakah 3174012303900001 termasuk?"}
    page = log_in(world.liaison_a).post(f"/permintaan/{row.pk}/tanya/", typed)
    assert page.status_code == 200 and not CounterQuestion.objects.exists()


def test_what_was_asked_and_answered_is_found_and_stands_in_chronology_and_history(world, log_in):
    row = make_request(world, "open")
    ask(world, row)
    answer(world, row)
    officer, case = log_in(world.officer), row.incident.reference
    assert case in officer.get("/cari/", {"q": "Daftar tahun 2014"}).content.decode()
    told = officer.get(f"/insiden/{case}/kronologi/").content.decode()
    assert "bertanya tentang" in told and "Daftar tahun 2014" in told
    auditor = log_in(world.auditor)
    at = timezone.localtime().strftime("%d-%m-%Y %H.%M.%S")
    assert ASKED in auditor.get(f"/insiden/{case}/pada/", {"at": at}).content.decode()


def test_a_question_of_which_only_the_day_is_known_stands_by_its_day_everywhere(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - 60 * HOUR)
    day = timezone.localtime() - 30 * HOUR
    typed = {"seen": row.version, "received_at": f"{day:%d-%m-%Y}", "channel": "letter", "document": "Nomor 7/2026"}
    typed |= {"who": "Kepala Biro Hukum", "text": ASKED, "became": "pending"}
    officer = log_in(world.officer)
    assert press(officer, f"/permintaan/{row.pk}/catat-pertanyaan/", typed).status_code == 302
    asked, told = CounterQuestion.objects.get(), date_in_words(day, "id")
    assert (asked.asked_precision, spans.in_words(asked.received, "id")) == ("day", told)
    assert row.issued_at <= asked.asked_at < asked.asked_until
    for address in (f"/permintaan/{row.pk}/", f"/insiden/{row.incident.reference}/kronologi/"):
        page = officer.get(address).content.decode()
        assert told in page and " 00.00" not in page, address
    with translation.override("en"):
        steps = [each.words for each in letter_account.of(fresh(row), timezone.now()).steps]
    [step] = [words for words in steps if "A question about the letter" in words]
    assert date_in_words(day, "en") in step and "WIB" not in step


def test_a_question_that_came_on_the_day_of_its_letter_came_after_it(world, log_in):
    row = make_request(world, "open")
    paper = FromOutside("Kepala", spans.parse(f"{timezone.localtime():%d-%m-%Y}"), "letter", "Nomor 6")
    asked = counter_questions.record_question(fresh(row), by=world.officer, seen=None, text=ASKED, paper=paper)
    assert asked.asked_at == row.issued_at and asked.asked_precision == "day"
    assert asked.asked_until <= timezone.now(), "it came before it was recorded"


def found(world, row, came, **facts):
    """What a page of the ministry is sent of a question on paper that came so many hours after the letter."""
    typed = {"channel": "letter", "document": "Nomor 7/2026", "who": "Kepala Biro Hukum", "text": ASKED}
    at = timezone.localtime(row.issued_at + came * HOUR).strftime("%d-%m-%Y %H.%M")
    return typed | {"seen": fresh(row).version, "received_at": at, "became": "lapsed"} | facts


def clock_of(row):
    now = fresh(row)
    dues = [(each.kind, each.due_at) for each in now.deadlines.all()]
    return now.status, now.answered_at, now.completed_at, now.first_reply_at, now.delivered_at, dues


@pytest.mark.parametrize("status", ["answered", "closed", "not_answered", "insufficient", "withdrawn", "replaced"])
def test_a_question_that_is_found_when_the_letter_asks_no_more_is_kept_as_what_came_then(world, log_in, status):
    row = make_request(world, status, issued_at=timezone.now() - 100 * HOUR)
    stood, officer, page = clock_of(row), log_in(world.officer), f"/permintaan/{row.pk}/catat-pertanyaan/"
    assert page in officer.get(f"/permintaan/{row.pk}/").content.decode()
    shown = " ".join(officer.get(page).content.decode().split())
    assert "Surat ini tidak menanyakan apa pun lagi" in shown and 'name="became"' in shown
    assert press(officer, page, found(world, row, 2)).status_code == 302
    asked = CounterQuestion.objects.get()
    assert (asked.state, asked.found_afterwards, asked.answered_by) == ("lapsed", True, None)
    assert abs(asked.asked_at - row.issued_at - 2 * HOUR) < 2 * HOUR / 60 and clock_of(row) == stood
    event = CaseEvent.objects.get(action="record_question")
    assert event.happened_at == asked.asked_at < event.recorded_at and event.details["found_when"] == status
    for reader in (world.officer, world.liaison_a):
        read = seen_by(reader, row, log_in)
        assert "baru dicatat pada" in read and "tidak perlu dijawab" in read and "Tenggat tidak berubah" in read
    told = letter_account.of(fresh(row), timezone.now())
    [said] = [each.words for each in told.steps if "Nomor 7/2026" in each.words]
    assert instant_in_words(asked.asked_at, "id", seconds=True) in said and "baru mencatatnya" in said
    assert not [each for each in told.steps if "tidak dijawab: dengan" in each.words]
    assert "jawab-pertanyaan" not in officer.get("/meja/").content.decode(), "it waits for nobody"
    assert not fresh(row).question_back


def test_what_the_ministry_had_answered_then_is_told_with_when_and_by_nobody_who_did_not_say_so(world, log_in):
    row = make_request(world, "answered", issued_at=timezone.now() - 50 * HOUR)
    officer, page = log_in(world.officer), f"/permintaan/{row.pk}/catat-pertanyaan/"
    at = timezone.localtime(row.issued_at + 5 * HOUR).strftime("%d-%m-%Y %H.%M")
    empty = press(officer, page, found(world, row, 2, became="answered"))
    assert empty.status_code == 200 and set(empty.context["form"].errors) == {"answer", "answered_at"}
    early = {"answer": "Lewat telepon", "answered_at": (row.issued_at + HOUR).isoformat()}
    assert press(officer, page, found(world, row, 2, became="answered", **early)).status_code == 200
    mixed = press(officer, page, found(world, row, 2, answer="Lewat telepon"))
    assert mixed.status_code == 200 and not CounterQuestion.objects.exists(), "nothing that was typed is dropped"
    typed = found(world, row, 2, became="answered", answer="Lewat telepon: data 2014", answered_at=at)
    assert press(officer, page, typed).status_code == 302
    asked = CounterQuestion.objects.get()
    assert (asked.state, asked.answer, asked.answered_by) == ("answered", "Lewat telepon: data 2014", None)
    read = seen_by(world.liaison_a, row, log_in)
    assert "Lewat telepon: data 2014" in read and "baru dicatat pada" in read
    assert instant_in_words(asked.settled_at, "id") in read
    day = spans.parse(f"{timezone.localtime(row.issued_at + 24 * HOUR):%d-%m-%Y}")
    paper = FromOutside("Kepala", row.issued_at, "letter", "Nomor 8")
    facts = {"text": "Sampai kapan?", "paper": paper, "answered": counter_questions.AnsweredThen("Lisan", day)}
    counter_questions.record_question(fresh(row), by=world.officer, seen=None, **facts)
    known_by_its_day = seen_by(world.officer, row, log_in).partition("Lisan")[2][:900]
    assert date_in_words(day.start, "id") in known_by_its_day and " 00.00" not in known_by_its_day
    line = " ".join(officer.get(f"/insiden/{row.incident}/kronologi/").content.decode().split())
    assert "Lewat telepon: data 2014" in line
    assert "telah dijawab" in " ".join(each.words for each in letter_account.of(fresh(row), timezone.now()).steps)


def test_a_question_by_telephone_is_entered_with_the_answer_that_it_got_while_its_letter_runs(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - 30 * HOUR)
    stood, officer, page = clock_of(row), log_in(world.officer), f"/permintaan/{row.pk}/catat-pertanyaan/"
    at = timezone.localtime(row.issued_at + 5 * HOUR).strftime("%d-%m-%Y %H.%M")
    said = {"channel": "phone", "document": "", "became": "answered", "answer": "Data 2014", "answered_at": at}
    unsaid = press(officer, page, found(world, row, 2, **said | {"answer": ""}))
    assert set(unsaid.context["form"].errors) == {"answer"}
    marked = [
        each for each in unsaid.content.decode().split("<label ")[1:] if "opsional" in each.partition("</label>")[0]
    ]
    assert not [each for each in marked if 'for="id_answer' in each.partition(">")[0]], "needed, once it was answered"
    waits = found(world, row, 2, became="pending", answer="Data 2014")
    assert set(press(officer, page, waits).context["form"].errors) == {"answer"}, "nothing that was typed is dropped"
    assert press(officer, page, found(world, row, 2, **said)).status_code == 302, "no word on the due: it stays"
    asked = CounterQuestion.objects.get()
    assert (asked.state, asked.answered_by, asked.found_afterwards) == ("answered", None, False)
    assert clock_of(row) == stood and not fresh(row).question_back and "Telepon" in seen_by(world.officer, row, log_in)
    for reader in (world.officer, world.liaison_a):
        read = seen_by(reader, row, log_in)
        assert "Data 2014" in read and "di luar Tanggap dan dicatat pada" in read and "tenggat tidak berubah" in read
    told = " ".join(each.words for each in letter_account.of(fresh(row), timezone.now()).steps)
    assert "(Telepon)" in told and "telah dijawab di luar Tanggap" in told
    entry = f"/entri/pertanyaan/{asked.pk}/perbaiki/"
    sent = Form(officer.get(entry).content.decode()).as_sent()
    assert officer.post(entry, sent | {"answer": "Data 2019", "reason": "Salah ketik"}).status_code == 302
    assert CounterQuestion.objects.get().answer == "Data 2019"
    ask(world, row, "Sampai kapan?")
    assert press(officer, page, found(world, row, 3, became="pending")).status_code == 200, "one waits at a time"
    more = {"effect": "proposed", "until": "other", "reason": "Baru dijawab"}
    more |= {"wished_at": timezone.localtime(row.present_due + 24 * HOUR).strftime("%d-%m-%Y %H.%M")}
    assert press(officer, page, found(world, row, 3, **said, **more)).status_code == 302
    wish = fresh(row).waiting_wish
    assert wish.is_proposal and wish.proposed_with.answer == "Data 2014" and clock_of(row)[-1] == stood[-1]
    answer(world, row)
    assert [each.answered_then for each in row.counter_questions.order_by("asked_at")] == [True, True, False]


def test_nothing_is_found_of_a_letter_that_asked_nothing_when_it_came_or_never_went_out(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - 50 * HOUR)
    letter_decisions.withdraw(row, by=world.supervisor, seen=None, reason="Salah", at=row.issued_at + 5 * HOUR)
    late = press(log_in(world.officer), f"/permintaan/{row.pk}/catat-pertanyaan/", found(world, row, 9))
    assert late.status_code == 200 and "received_at" in late.context["form"].errors
    assert not CounterQuestion.objects.exists()
    unsent = make_request(world, "draft")
    letter_decisions.withdraw(unsent, by=world.supervisor, seen=unsent.version, reason="Salah")
    page = f"/permintaan/{unsent.pk}/"
    assert "catat-pertanyaan" not in log_in(world.officer).get(page).content.decode()
    paper = FromOutside("Kepala", timezone.now(), "letter", "Nomor 6")
    with pytest.raises(deeds.Conflict):
        counter_questions.record_question(fresh(unsent), by=world.officer, seen=None, text=ASKED, paper=paper)


def test_what_was_found_is_put_right_struck_and_recorded_anew(world, log_in):
    row = make_request(world, "closed", issued_at=timezone.now() - 50 * HOUR)
    officer, page = log_in(world.officer), f"/permintaan/{row.pk}/catat-pertanyaan/"
    press(officer, page, found(world, row, 2))
    asked = CounterQuestion.objects.get()
    entry = f"/entri/pertanyaan/{asked.pk}/"
    sent = Form(officer.get(f"{entry}perbaiki/").content.decode()).as_sent()
    assert officer.post(f"{entry}perbaiki/", sent | {"text": "Data siapa?", "reason": "Salah baca"}).status_code == 302
    assert CounterQuestion.objects.get().text == "Data siapa?"
    sent = Form(officer.get(f"{entry}coret/").content.decode()).as_sent() | {"reason": "Surat lain"}
    assert officer.post(f"{entry}coret/", sent).status_code == 302 and not CounterQuestion.objects.exists()
    assert press(officer, page, found(world, row, 3)).status_code == 302
    assert CounterQuestion.objects.get().found_afterwards
    told = " ".join(each.words for each in letter_account.of(fresh(row), timezone.now()).steps)
    assert "dicoret" in told


def test_what_was_found_waits_for_an_answer_once_the_reply_that_stood_is_struck(world, log_in):
    """Entered by mistake, that reply had answered nothing: the letter asks again, and the question about it waits as any other."""
    row = make_request(world, "open", issued_at=timezone.now() - 50 * HOUR)
    paper = replies.Reply("N", "J", "denial", text="Tidak", received_at=row.issued_at + 9 * HOUR, channel="letter")
    reply = replies.record_reply(row, replace(paper, document="B-1"), by=world.officer, seen=None)
    officer = log_in(world.officer)
    for came in (3, 2):
        assert press(officer, f"/permintaan/{row.pk}/catat-pertanyaan/", found(world, row, came)).status_code == 302
    corrections.strike(reply, by=world.officer, seen=None, reason="Surat lain")
    states = [(each.state, each.found_afterwards) for each in row.counter_questions.order_by("asked_at")]
    assert states == [("lapsed", True), ("pending", False)], "one waits at a time"
    assert "jawab-pertanyaan" in officer.get("/meja/").content.decode()
    answer(world, row)
    assert row.counter_questions.order_by("asked_at").last().answered_by == world.officer


def test_nobody_is_told_by_mail_that_what_was_found_afterwards_waits(world, log_in, mailoutbox):
    row = make_request(world, "answered", issued_at=timezone.now() - 50 * HOUR)
    colleague = appoint(world, "officer", name="Rekan").user
    press(log_in(colleague), f"/permintaan/{row.pk}/catat-pertanyaan/", found(world, row, 2))
    assert CounterQuestion.objects.exists()
    engine()
    assert not Message.objects.filter(kind="question_recorded", state__in=Message.LEFT).exists()

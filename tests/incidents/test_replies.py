"""The exchange: interim words, denials, replies from outside, returning, more time. What stops the clock and what does not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from incidents.actions import (
    arrival,
    clarifications,
    deadlines,
    evidence,
    letter_decisions,
    next_letter,
    replies,
    reply_drafts,
)
from incidents.models import CaseEvent, ClarificationRequest, Deadline
from incidents.plain import spans
from incidents.plain.dates import date_in_words
from incidents.record import deeds
from incidents.reports import due_compliance, figures, letter_account
from notifications import postroom
from notifications.letters import html
from notifications.models import Message
from tests.sent_form import Form, press
from tests.world import answer_request, issue_request, mail_left, make_request

WHO = {"name": "Sari", "office": "PPDP"}


def fresh(clarification):
    return type(clarification).objects.get(pk=clarification.pk)


def as_a_whole(clarification):
    return {"kind": "whole", "questions": [each.pk for each in clarification.questions.all()]}


def reply(world, clarification, kind, text="Kami periksa"):
    return replies.reply(clarification, by=world.liaison_a, seen=clarification.version, kind=kind, text=text, **WHO)


def outside(world, clarification, **facts):
    facts = {"kind": "interim", "text": "Surat balasan", "channel": "letter", "document": "B-7, 2 Des"} | WHO | facts
    facts.setdefault("received_at", timezone.now())
    return replies.record_reply(clarification, replies.Reply(**facts), by=world.officer, seen=clarification.version)


def test_an_interim_word_ends_the_silence_and_no_question(world):
    clarification = make_request(world, "open")
    response = reply(world, clarification, "interim")
    clarification = fresh(clarification)
    assert clarification.status == "open" and clarification.first_reply_at == response.received_at
    assert clarification.questions.filter(status="open").count() == 2 and clarification.answered_at is None


def test_to_decline_is_a_word_of_its_own_that_answers_nothing(world, log_in):
    """In the portal and on paper: the ground is asked for, every question stays open, the due stays, and both sides read it."""
    clarification = make_request(world, "open")
    due, browser = clarification.present_due, log_in(world.liaison_a)
    typed = {
        "seen": clarification.version,
        "kind": "declined",
        "text": "Pasal 17 UU 14/2008",
        "declaration": "on",
    } | WHO
    address = f"/permintaan/{clarification.pk}/balas/"
    assert "atas dasar apa" in press(browser, address, typed).content.decode().lower()
    interim = typed | {"kind": "interim", "ground": "secrecy"}
    assert press(browser, address, interim).status_code == 200, "a ground is of a reply that declines"
    assert press(browser, address, typed | {"ground": "secrecy"}).status_code == 302
    clarification = fresh(clarification)
    said = clarification.declined
    assert (said.kind, said.ground) == ("declined", "secrecy") and clarification.status == "open"
    assert clarification.questions.filter(status="open").count() == 2 and clarification.present_due == due
    assert said.letter.content["ground"] == "secrecy" and "kewajiban kerahasiaan" in html.render(said.letter.content)
    for person in (world.officer, world.liaison_a):
        page = log_in(person).get(f"/permintaan/{clarification.pk}/").content.decode()
        assert "Menolak menjawab: Kewajiban kerahasiaan" in page and "tenggat tetap" in page, person
    answer_request(world, clarification)
    assert fresh(clarification).declined is None, "who answers after all has answered"


def test_a_document_that_answers_all_is_entered_with_one_choice(world, log_in):
    """What is written to one question stands; every other open one points to the document; nothing is typed seven times."""
    clarification = make_request(world, "open")
    first, second = clarification.questions.order_by("number")
    received = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    typed = {"seen": clarification.version, "channel": "letter", "document": "B-7/KPU/2026", "received_at": received}
    address = f"/permintaan/{clarification.pk}/catat-balasan/"
    browser = log_in(world.officer)
    shown = Form(browser.get(address).content.decode()).as_sent()["questions"]
    assert shown == [str(first.pk), str(second.pk)], "every open question is ticked"
    typed |= WHO | {"questions": shown, f"q{first.pk}": "Ya, sejak Maret"}
    both = press(browser, address, typed | {"kind": "interim", "text": "x"})
    assert both.status_code == 200, "word that an answer will come is no answer"
    assert press(browser, address, typed | {"kind": "whole"}).status_code == 302
    said = {answer.question: answer.text for answer in fresh(clarification).responses.get().answers.all()}
    assert said == {first: "Ya, sejak Maret", second: "Dijawab oleh dokumen secara keseluruhan: B-7/KPU/2026"}
    assert fresh(clarification).status == "answered"


def test_one_document_answers_the_questions_that_a_body_ticks(world, log_in):
    """In the portal: the file is asked for, each question ticked points to it, and those not ticked stay open."""
    clarification = make_request(world, "open")
    first, second = clarification.questions.order_by("number")
    browser, address = log_in(world.liaison_a), f"/permintaan/{clarification.pk}/balas/"
    page = browser.get(f"{address}?jenis=whole").content.decode()
    assert page.count("checked") == 3, "the kind, and every open question"
    typed = {"seen": clarification.version, "kind": "whole", "declaration": "on", "questions": [second.pk]} | WHO
    assert "Lampirkan dokumen" in browser.post(address, typed).content.decode()
    document = {"files": [SimpleUploadedFile("jawaban.txt", b"isi", "text/plain")]}
    none = browser.post(address, typed | document | {"questions": []}).content.decode()
    assert "Centang pertanyaan" in none and not clarification.responses.exists()
    document = {"files": [SimpleUploadedFile("jawaban.txt", b"isi", "text/plain")]}
    assert browser.post(address, typed | document).status_code == 302
    response = fresh(clarification).responses.get()
    assert response.kind == "partial" and response.files.get().file.name == "jawaban.txt"
    said = {answer.question: answer.text for answer in response.answers.all()}
    assert said == {second: "Dijawab oleh dokumen secara keseluruhan: jawaban.txt"}
    assert fresh(first).status == "open" and fresh(second).status == "answered"
    read = log_in(world.officer).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert f"/berkas-balasan/{response.files.get().pk}/" in read
    typed |= {"seen": fresh(clarification).version, "questions": [first.pk]}
    document = {"files": [SimpleUploadedFile("jawaban.txt", b"isi lain", "text/plain")]}
    assert browser.post(address, typed | document).status_code == 302
    assert fresh(clarification).status == "answered" and fresh(clarification).responses.last().kind == "full"


def test_who_declined_on_paper_is_counted_by_itself_in_the_figures_and_not_as_silent(world):
    issued = timezone.now() - timedelta(hours=80)
    clarification = make_request(world, "open", issued_at=issued)
    other = make_request(world, "open", issued_at=issued, agency=world.agency_b)
    for row in (clarification, other):
        mail_left(row, at=issued + timedelta(hours=1))
    came = timezone.now() - timedelta(hours=20)
    outside(world, fresh(clarification), kind="declined", ground="investigation", received_at=came)
    today = timezone.localdate()
    rows, both = figures.by_agency(world.officer, today - timedelta(days=9), today, timezone.now())
    assert [(row.agency.code, row.silent, row.declined) for row in rows] == [("a", 0, 1), ("b", 1, 0)]
    assert (both.silent, both.declined, both.counted, both.share) == (1, 1, 2, 0)
    kept = due_compliance.of(world.officer, today - timedelta(days=9), today, timezone.now())
    said = [due_compliance.STANDINGS[name] for name in ("declined", "silent")]
    assert [(each.standing, bool(each.late)) for each in kept] == [(words, True) for words in said]
    with pytest.raises(IntegrityError), transaction.atomic():
        outside(world, fresh(clarification), kind="declined", ground="")


@pytest.mark.parametrize("kind", ["denial", "not_held"])
def test_a_denial_is_an_answer_and_stops_the_clock(world, kind):
    clarification = make_request(world, "open")
    reply(world, clarification, kind, "Log dan trafik normal")
    clarification = fresh(clarification)
    assert clarification.status == "answered" and clarification.clock(timezone.now()).state == "tepat"
    ledger = clarification.incident.assertions.filter(topic="denial")
    assert ledger.count() == (1 if kind == "denial" else 0)
    if ledger:
        word = ledger.get()
        assert (word.agency, word.statement, word.amount) == (world.agency_a, "Log dan trafik normal", None)
        acts = clarification.incident.events.filter(action__in=["reply", "claim"])
        assert len(set(acts.values_list("act_id", flat=True))) == 1


def test_a_reply_from_outside_counts_from_when_it_came(world):
    """Late entry is no lateness of the agency: received-at and entered-by stand apart, the scan beside them."""
    issued = timezone.now() - timedelta(hours=80)
    clarification = make_request(world, "open", issued_at=issued)
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("balasan.txt", b"isi"))
    came = issued + timedelta(hours=71)
    answers = [replies.Said(q, f"Jawaban {q.number}") for q in clarification.questions.all()]
    response = outside(world, clarification, received_at=came, kind="", text="", answers=answers, evidence=scan)
    clarification = fresh(clarification)
    assert (response.kind, response.channel, response.received_by) == ("full", "letter", world.officer)
    assert clarification.answered_at == came and clarification.clock(timezone.now()).state == "tepat"
    event = clarification.incident.events.get(action="record_reply")
    assert event.happened_at == came and event.recorded_at > came + timedelta(hours=8)


def test_a_reply_cannot_have_come_before_the_letter_or_tomorrow(world):
    clarification = make_request(world, "open")
    for when in (clarification.issued_at - timedelta(seconds=1), timezone.now() + timedelta(minutes=5)):
        with pytest.raises(ValueError, match="after the letter"):
            outside(world, clarification, received_at=when)
    assert not fresh(clarification).responses.exists()


@pytest.mark.parametrize("first", ["portal", "paper"])
def test_the_silence_ends_with_what_came_first_in_whatever_order_it_is_entered(world, first):
    """A letter handed in yesterday and entered today is the first word, though the portal's answer was entered before."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=50))
    came = clarification.issued_at + timedelta(hours=20)
    if first == "paper":
        outside(world, clarification, received_at=came)
    sent = answer_request(world, fresh(clarification), numbers=[1])
    if first == "portal":
        outside(world, fresh(clarification), received_at=came)
    clarification = fresh(clarification)
    assert clarification.first_reply_at == came < sent.received_at
    assert [r.receipt for r in clarification.responses.order_by("phase")] == [
        f"TT-{clarification.reference}-{n}" for n in (1, 2)
    ]


def test_the_clock_stops_with_the_last_answer_to_come_not_with_the_last_to_be_entered(world):
    """One answer came by portal after the due, the other by letter before it, entered last: the whole is late."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=80))
    sent = answer_request(world, clarification, numbers=[1])
    on_time = clarification.issued_at + timedelta(hours=10)
    answers = [replies.Said(clarification.questions.get(number=2), "Kemarin")]
    outside(world, fresh(clarification), kind="", text="", answers=answers, received_at=on_time)
    clarification = fresh(clarification)
    assert (clarification.status, clarification.answered_at) == ("answered", sent.received_at)
    assert clarification.clock(timezone.now()).state == "telat"


@pytest.mark.parametrize("bring", ["portal", "word", "paper"])
def test_whoever_brings_a_reply_it_is_taken_in_the_same_way(world, bring):
    """Part, receipt, kind, questions, status and the sealed receipt: the same facts, from the portal or from paper."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=1))
    response = {
        "portal": lambda: answer_request(world, clarification),
        "word": lambda: reply(world, clarification, "denial"),
        "paper": lambda: outside(world, clarification, kind="not_held"),
    }[bring]()
    clarification, acts = fresh(clarification), ["answer", "reply", "record_reply"]
    event = clarification.incident.events.get(action__in=acts)
    assert (response.phase, response.receipt) == (1, f"TT-{clarification.reference}-1")
    assert (clarification.status, clarification.answered_at) == ("answered", response.received_at)
    assert clarification.first_reply_at == response.received_at
    assert {q.status for q in clarification.questions.all()} == {"answered"}
    told = {name: event.details[name] for name in ("kind", "part", "answers", "questions", "receipt")}
    assert told == {"kind": response.kind, "part": 1, "answers": 2, "questions": 2, "receipt": response.receipt}
    assert response.letter.content["number"] == response.receipt
    assert (
        response.letter.content["reply"] == response.kind == {"portal": "full", "word": "denial"}.get(bring, "not_held")
    )
    assert clarification.delivered_at == response.received_at, "who answers a letter has it"
    assert clarification.delivered_how == {"paper": "reply"}.get(bring, "portal")


def test_returned_questions_are_open_again_with_a_new_due_and_the_first_stays(world):
    clarification = make_request(world, "answered")
    first = clarification.deadlines.get()
    question, due = clarification.questions.first(), timezone.now() + timedelta(hours=72)
    clarification = replies.send_again(
        clarification,
        by=world.officer,
        seen=clarification.version,
        questions={question: "Jumlahnya?"},
        reason="Kurang",
        due_at=due,
    )
    assert (clarification.status, clarification.answered_at) == ("open", None)
    assert [q.status for q in clarification.questions.all()] == ["open", "answered"]
    rows = list(clarification.deadlines.order_by("pk"))
    assert [r.kind for r in rows] == ["first", "return"] and rows[0].due_at == first.due_at
    assert clarification.clock(timezone.now()).due_at == due.replace(microsecond=0)
    answer_request(world, fresh(clarification))
    assert fresh(clarification).status == "answered" and question.answers.count() == 2


def test_more_time_is_asked_decided_and_both_stay_in_the_record(world, log_in):
    clarification = make_request(world, "open")
    first = clarification.deadlines.get().due_at
    wished = first + timedelta(hours=24)
    ask = dict(by=world.liaison_a, reason="Forensik belum selesai", wished_at=wished)
    deadlines.ask_extension(clarification, seen=clarification.version, **ask)
    assert fresh(clarification).clock(timezone.now()).due_at == first
    with pytest.raises(deeds.Conflict):
        deadlines.ask_extension(fresh(clarification), seen=clarification.version, **ask)
    page = log_in(world.supervisor).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert "Perpanjangan waktu diminta" in page and "Forensik belum selesai" in page
    with pytest.raises(PermissionDenied):
        deadlines.extend(clarification, by=world.officer, seen=clarification.version, due_at=wished, reason="x")
    clarification = deadlines.extend(
        clarification, by=world.supervisor, seen=clarification.version, due_at=wished, reason="Beralasan"
    )
    last = clarification.deadlines.last()
    assert (last.kind, last.due_at, last.asked_by, last.decided_by) == (
        "extension",
        wished.replace(microsecond=0),
        "Liaison A",
        "Supervisor",
    )
    assert clarification.deadlines.first().due_at == first
    wish = clarification.extension_requests.get()
    assert (wish.decision, wish.decision_reason) == ("granted", "Beralasan")
    page = log_in(world.liaison_a).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert "Disetujui" in page and "tenggat semula, tetap tercatat" in page


def test_a_due_never_moves_backwards_and_nothing_is_refused_twice(world):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    for wrong in (due, due - timedelta(hours=1)):
        with pytest.raises(deadlines.NotLater):
            deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=wrong, reason="x")
    with pytest.raises(deeds.Conflict):
        deadlines.refuse_extension(clarification, by=world.supervisor, seen=clarification.version, reason="x")
    deadlines.ask_extension(
        clarification, by=world.liaison_a, seen=clarification.version, reason="x", wished_at=due + timedelta(hours=1)
    )
    clarification = deadlines.refuse_extension(
        clarification, by=world.supervisor, seen=clarification.version, reason="Tidak cukup alasan"
    )
    assert clarification.deadlines.count() == 1 and clarification.extension_requests.get().decision == "refused"


def test_an_extension_brings_its_own_reminders(world):
    issued = timezone.now() - timedelta(hours=60)
    clarification = make_request(world, "open", issued_at=issued)
    present = clarification.deadlines.get().due_at
    due = present + timedelta(hours=48)
    deadlines.extend(clarification, by=world.supervisor, seen=clarification.version, due_at=due, reason="x")
    postroom.write_receipts(due - timedelta(hours=5))
    event = Deadline.objects.get(kind="extension").event_id
    kinds = set(Message.objects.filter(event=event).values_list("kind", flat=True))
    assert {"extended", "before_48", "before_24", "before_6"} <= kinds and "due" not in kinds
    assert not Message.objects.filter(kind="due").exists()


def test_not_for_us_moves_nothing_and_is_told(world, log_in):
    clarification = make_request(world, "open")
    liaison = log_in(world.liaison_a)
    data = {"seen": clarification.version, "what": "addressee", "text": "Yang memegang Instansi B"}
    assert liaison.post(f"/permintaan/{clarification.pk}/bukan-kami/", data).status_code == 302
    assert fresh(clarification).clock(timezone.now()).running and fresh(clarification).first_reply_at is None
    postroom.write_receipts(timezone.now())
    assert Message.objects.filter(kind="redirected", recipient=world.officer.email).exists()


def test_another_agency_does_none_of_it(world):
    clarification = make_request(world, "open")
    for act in (
        lambda: replies.reply(clarification, by=world.liaison_b, seen=1, kind="denial", text="x", **WHO),
        lambda: replies.redirect(clarification, by=world.liaison_b, seen=1, text="x"),
    ):
        with pytest.raises((PermissionDenied, deeds.Conflict)):
            act()
    with pytest.raises(PermissionDenied):
        deadlines.ask_extension(
            clarification,
            by=world.liaison_b,
            seen=clarification.version,
            reason="x",
            wished_at=timezone.now() + timedelta(days=9),
        )
    assert not clarification.responses.exists()


def test_the_pages_take_what_people_type(world, log_in):
    clarification = make_request(world, "open")
    liaison, officer, supervisor = (log_in(p) for p in (world.liaison_a, world.officer, world.supervisor))
    said = {
        "seen": clarification.version,
        "kind": "interim",
        "text": "Hubungi 0812-3456-7890",
        "declaration": "on",
    } | WHO
    answer = liaison.post(f"/permintaan/{clarification.pk}/balas/", said)
    assert "/tanda-terima/" in answer.headers["Location"]
    assert "Sementara" in liaison.get(answer.headers["Location"]).content.decode()
    clarification = fresh(clarification)
    first = clarification.questions.first()
    data = {
        "seen": clarification.version,
        "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "channel": "mail",
        "document": "Surel 2 Desember",
        f"q{first.pk}": "Nama dan alamat",
    } | WHO
    read = officer.post(f"/permintaan/{clarification.pk}/catat-balasan/", data)
    assert "Dibaca sebagai" in read.content.decode() and fresh(first).status == "open"
    data["read_back"] = read.context["form"]["read_back"].value()
    assert officer.post(f"/permintaan/{clarification.pk}/catat-balasan/", data).status_code == 302
    assert fresh(first).status == "answered"
    clarification = fresh(clarification)
    due = officer.get(f"/permintaan/{clarification.pk}/minta-lengkapi/").context["form"].initial["until"]
    back = {
        "seen": clarification.version,
        "reason": "Kurang",
        "until": due,
        f"q{first.pk}": "Jumlah",
    }
    assert officer.post(f"/permintaan/{clarification.pk}/minta-lengkapi/", back).status_code == 302
    assert "Dikembalikan: Jumlah" in " ".join(liaison.get(f"/permintaan/{clarification.pk}/").content.decode().split())
    clarification = fresh(clarification)
    late = {
        "seen": clarification.version,
        "reason": "x",
        "due_at": (timezone.localtime() + timedelta(days=90)).strftime("%d-%m-%Y %H.%M"),
    }
    page = supervisor.post(f"/permintaan/{clarification.pk}/perpanjang/", late).content.decode()
    assert "Lebih dari 60 hari" in page
    assert ClarificationRequest.objects.get(pk=clarification.pk).deadlines.count() == 2


def test_accepting_after_a_return_closes_it(world):
    clarification = make_request(world, "answered")
    clarification = clarifications.accept(clarification, by=world.officer, seen=clarification.version)
    assert clarification.status == "closed"
    with pytest.raises(deeds.Conflict):
        replies.send_again(
            clarification,
            by=world.officer,
            seen=clarification.version,
            questions={},
            reason="x",
            due_at=timezone.now() + timedelta(days=1),
        )


def test_when_the_due_has_passed_the_second_letter_lies_drafted_and_nothing_goes_out(world, the_ladder, log_in):
    """Only the open questions, citing the first letter's number and date; once; a person sends it."""
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    answer_request(world, clarification, numbers=[1])
    in_time = make_request(world, "open")
    for _ in range(3):
        postroom.draft_next_letters(timezone.now())
    second = ClarificationRequest.objects.get(follows=clarification)
    assert fresh(in_time).follow_up is None
    assert (second.status, second.drafted_by, second.issued_at) == ("draft", None, None)
    assert [q.heading for q in second.questions.all()] == ["Waktu"]
    assert str(clarification.letter) in second.opening and "sebagian keterangan" in second.opening
    assert clarification.incident.events.get(action="draft", actor=None).actor_name == "Sistem"
    page = log_in(world.officer).get(f"/permintaan/{clarification.pk}/").content.decode()
    assert second.reference in page
    page = log_in(world.officer).get(f"/permintaan/{second.pk}/").content.decode()
    assert "Surat kedua" in page and str(clarification.letter) in page


def test_a_second_letter_withdrawn_by_a_person_is_not_drafted_again(world, the_ladder):
    make_request(world, "open", issued_at=timezone.now() - timedelta(hours=73))
    postroom.draft_next_letters(timezone.now())
    second = ClarificationRequest.objects.get(follows__isnull=False)
    letter_decisions.withdraw(second, by=world.supervisor, seen=second.version, reason="Sudah ditelepon")
    postroom.draft_next_letters(timezone.now())
    assert ClarificationRequest.objects.count() == 2


def test_one_act_drafts_the_letter_to_several_agencies(world, an_incident, log_in):
    officer = log_in(world.officer)
    page = officer.get(f"/insiden/{an_incident}/permintaan/")
    data = {
        "agencies": [world.agency_a.pk, world.agency_b.pk],
        "subject": "Hal",
        "opening": "Pembuka",
        "basis": "Pasal 46",
        "security": "B",
        "urgency": "segera",
        "q-TOTAL_FORMS": 1,
        "q-INITIAL_FORMS": 0,
        "q-0-heading": "Data",
        "q-0-text": "Apa?",
        "q-0-kind": "text",
    }
    assert page.status_code == 200
    assert officer.post(f"/insiden/{an_incident}/permintaan/", data).headers["Location"] == f"/insiden/{an_incident}/"
    rows = list(an_incident.requests.order_by("pk"))
    assert [(str(r.agency), r.number, r.questions.count()) for r in rows] == [("Ins A", 1, 1), ("Ins B", 2, 1)]
    acts = an_incident.events.filter(action="draft").values_list("act_id", flat=True)
    assert len(acts) == 2 and len(set(acts)) == 1
    assert "sudah dimintai" in officer.get(f"/insiden/{an_incident}/permintaan/").content.decode()
    assert (
        "agencies"
        in officer.post(f"/insiden/{an_incident}/permintaan/", data | {"agencies": []}).context["form"].errors
    )


@pytest.mark.parametrize("ended", ["withdraw", "replace"])
def test_a_draft_of_a_letter_that_asks_nothing_any_more_offers_no_sending(world, log_in, ended):
    clarification = make_request(world, "open")
    reply_drafts.save(clarification.questions.first(), by=world.liaison_a, text="Jawaban")
    liaison, at = log_in(world.liaison_a), f"/permintaan/{clarification.pk}/kirim/"
    assert liaison.get(at).status_code == 200
    if ended == "withdraw":
        letter_decisions.withdraw(clarification, by=world.supervisor, seen=fresh(clarification).version, reason="x")
    else:
        new = next_letter.reissue(fresh(clarification), by=world.officer)
        issue_request(world, clarifications.submit(new, by=world.officer, seen=new.version))
    assert liaison.get(at).headers["Location"] == f"/permintaan/{clarification.pk}/"


def test_who_is_to_be_asked_instead_is_recorded_in_the_same_words_whatever_language_was_clicked_in(world, log_in):
    said = set()
    for language in ("id", "en"):
        clarification, liaison = make_request(world, "open"), log_in(world.liaison_a)
        liaison.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        asked = {"seen": clarification.version, "what": "addressee", "text": "Tanya Dukcapil"}
        liaison.post(f"/permintaan/{clarification.pk}/bukan-kami/", asked)
        said.add(CaseEvent.objects.filter(action="redirect").last().details["text"])
    assert len(said) == 1 and "Another" not in said.pop()


BY_DAY = [
    (3, "in time", "sebelum tenggat", "before the due of"),
    (2, "cannot be said", "tidak dapat dikatakan", "cannot be said"),
    (1, "late", "sedikitnya", "at least 12 h 0 min 0 s after"),
]


@pytest.mark.parametrize("days, standing, page_words, account_words", BY_DAY, ids=[each[1] for each in BY_DAY])
def test_paper_of_which_only_the_day_is_known_is_judged_by_all_of_that_day(
    world, log_in, days, standing, page_words, account_words
):
    """Due at noon two days ago: what came the day before is in time, the day after late, and on that day nobody can say."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    clarification = make_request(world, "open", issued_at=noon - timedelta(days=5))
    mail_left(clarification, at=clarification.issued_at + timedelta(minutes=1))
    day = noon - timedelta(days=days)
    typed = {"seen": clarification.version, "channel": "letter", "document": "B-7", "received_at": f"{day:%d-%m-%Y}"}
    officer = log_in(world.officer)
    answer = press(officer, f"/permintaan/{clarification.pk}/catat-balasan/", typed | WHO | as_a_whole(clarification))
    assert answer.status_code == 302
    clarification, came = fresh(clarification), clarification.responses.get()
    assert (came.received_precision, came.perhaps_late) == ("day", standing == "cannot be said")
    assert bool(came.lateness) == bool(clarification.lateness(timezone.now())) == (standing == "late")
    told = date_in_words(day, "id")
    for address in ("", "jalannya/"):
        page = officer.get(f"/permintaan/{clarification.pk}/{address}").content.decode()
        assert told in page and " 00.00" not in page, address
    assert page_words in officer.get(f"/permintaan/{clarification.pk}/").content.decode()
    for address in (f"/tanda-terima/{came.pk}/", f"/insiden/{clarification.incident}/kronologi/"):
        page = officer.get(address).content.decode()
        assert told in page and " 00.00" not in page, address
    letter = html.render(came.letter.content)
    assert told in letter and " 00.00" not in letter and ("tidak dapat dikatakan" in letter) == (days == 2)
    with translation.override("en"):
        [said] = letter_account.of(clarification, timezone.now()).answers[:1]
        row = next(due_compliance.lines(world.auditor, noon.date() - timedelta(days=9), noon.date(), timezone.now()))
    assert account_words in said.words and date_in_words(day, "en") in said.words
    assert row[9] == row[10] == date_in_words(day, "en") and (row[-1].startswith("at least") == (days == 1))
    assert row[-3] == ("Late" if days == 1 else "On time")


def test_paper_of_the_day_of_its_letter_came_after_it_and_no_later_than_it_was_entered(world):
    clarification = make_request(world, "open")
    today = spans.parse(f"{timezone.localtime():%d-%m-%Y}")
    came = outside(world, clarification, received_at=today)
    assert clarification.issued_at == came.received_at <= came.received_until <= timezone.now()
    request = fresh(clarification)
    assert request.first_reply == request.delivered == came.received and request.delivered_how == "reply"
    with pytest.raises(ValueError, match="after the letter"):
        outside(world, request, received_at=spans.parse("3 Mei 2021"))


def test_a_hand_over_of_a_day_gives_way_to_no_hour_of_that_day(world, log_in):
    clarification = make_request(world, "open", issued_at=timezone.now() - timedelta(hours=60))
    page, officer = f"/permintaan/{clarification.pk}/", log_in(world.officer)
    scan = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    day = timezone.localtime() - timedelta(hours=30)
    typed = {"received_at": f"{day:%d-%m-%Y}", "received_by": "Agendaris", "evidence": scan.pk}
    assert press(officer, f"{page}serah/", typed | {"seen": clarification.version}).status_code == 302
    row = fresh(clarification)
    assert (row.delivered_precision, row.delivered_how) == ("day", "hand")
    for address in (page, f"{page}jalannya/", f"/insiden/{row.incident}/kronologi/"):
        shown = officer.get(address).content.decode()
        assert date_in_words(day, "id") in shown and " 00.00" not in shown, address
    clarifications.acknowledge(row, by=world.liaison_a, seen=row.version)
    assert fresh(row).delivered_how == "hand", "what was confirmed since proves nothing earlier"
    arrival.strike_delivery(fresh(row), by=world.officer, seen=None, reason="Salah surat")
    assert fresh(row).delivered_how == "acknowledged" and fresh(row).delivered.is_exact

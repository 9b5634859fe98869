"""More time that a body asks for on paper is decided on as what it asks in the portal: the due stays until somebody decides, and what was
recorded by mistake is struck and read by nobody outside."""

from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents.actions import (
    corrections,
    counter_questions,
    deadlines,
    evidence,
    letter_decisions,
    replies,
    wishes_on_paper,
)
from incidents.actions.from_outside import FromOutside
from incidents.models import CaseEvent, ExtensionRequest
from incidents.plain import clocks
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.reports import account_steps, letter_account
from notifications.models import Message
from tests.notifications.conftest import work as engine
from tests.sent_form import Form, press
from tests.states import step
from tests.world import answer_request, appoint, fresh, make_request

HOUR = timedelta(hours=1)


def text_of(answer):
    return " ".join(unescape(answer.content.decode()).split())


def asked_on_paper(world, clarification, **how):
    came = clarification.issued_at + HOUR
    paper = FromOutside("Kepala Biro Hukum", came, "letter", "Nomor 12 tanggal 3", how.pop("scan", None))
    wished = clarification.present_due.replace(microsecond=0) + 48 * HOUR
    facts = {"by": world.officer, "seen": clarification.version, "reason": "Log masih dikumpulkan", **how}
    return wishes_on_paper.record_wish(clarification, **{"wished_at": wished, "paper": paper, **facts})


@step
def an_open(world, hours=20):
    return make_request(world, "open", issued_at=timezone.now() - hours * HOUR)


def typed(clarification, form):
    local = clocks.local(clarification.issued_at + HOUR)
    came = {"received_at": local.strftime("%d-%m-%Y %H.%M")}
    facts = {"channel": "letter", "document": "Nomor 12 tanggal 3", "who": "Kepala Biro Hukum"}
    return (
        Form(form.content.decode()).as_sent() | came | facts | {"reason": "Log masih dikumpulkan"} | first_offered(form)
    )


def first_offered(form):
    """The first of the instants that the form offers; none of them is chosen before the officer chooses."""
    asks = form.context["form"]
    if "until" not in asks.fields:
        return {}
    assert asks["until"].value() is None
    return {"until": asks.fields["until"].choices[0][0]}


def test_when_it_came_is_read_back_also_where_the_time_asked_for_was_chosen_from_those_offered(world, log_in):
    """The day on which a wish came in is kept for ever: whoever chose until when typed that day all the same."""
    clarification = an_open(world)
    browser, page = log_in(world.officer), f"/permintaan/{clarification.pk}/catat-permohonan-waktu/"
    sent = typed(clarification, browser.get(page))
    assert sent["until"] not in ("", "other"), "an instant that is offered is chosen"
    first = browser.post(page, sent)
    assert first.status_code == 200 and not ExtensionRequest.objects.exists()
    assert set(first.context["form"].errors) == {"received_at"} and "Dibaca sebagai" in text_of(first)
    assert browser.post(page, Form(first.content.decode()).as_sent()).status_code == 302
    assert ExtensionRequest.objects.get().wished_at == datetime.fromisoformat(sent["until"])


def test_more_time_that_was_asked_for_on_paper_is_recorded_with_its_scan_and_granted_as_any_other(
    world, log_in, mailoutbox
):
    clarification = an_open(world)
    piece = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    browser, page = log_in(world.officer), f"/permintaan/{clarification.pk}/"
    assert f"{page}catat-permohonan-waktu/" in browser.get(page).content.decode()
    form = browser.get(f"{page}catat-permohonan-waktu/")
    sent = press(browser, f"{page}catat-permohonan-waktu/", typed(clarification, form) | {"evidence": piece.pk})
    if sent.status_code == 200:  # what was typed is read back once
        sent = press(browser, f"{page}catat-permohonan-waktu/", Form(sent.content.decode()).as_sent())
    assert sent.status_code == 302, text_of(sent)
    wish = ExtensionRequest.objects.get()
    assert (wish.who, wish.channel, wish.evidence, wish.asked_by) == (
        "Kepala Biro Hukum",
        "letter",
        piece,
        world.officer,
    )
    assert abs(wish.asked_at - clarification.issued_at - HOUR) < timedelta(minutes=1)
    assert fresh(clarification).present_due == clarification.present_due, "nothing moves before a decision"
    event = CaseEvent.objects.get(action="record_wish")
    assert event.happened_at == wish.asked_at < event.recorded_at
    engine()
    mails = dict(Message.objects.filter(kind="more_time_recorded").values_list("recipient", "state"))
    assert set(mails.values()) == {"sent"} and world.supervisor.email in mails and world.officer.email not in mails
    supervisor = log_in(world.supervisor)
    assert f"{page}perpanjang/" in supervisor.get("/persetujuan/").content.decode()
    decide = text_of(supervisor.get(f"{page}perpanjang/"))
    assert "Kepala Biro Hukum" in decide and "Nomor 12 tanggal 3" in decide and piece.label in decide
    now = fresh(clarification)
    deadlines.extend(now, by=world.supervisor, seen=now.version, due_at=wish.wished_at, reason="Cukup alasan")
    row = fresh(clarification).present_row
    assert (row.kind, row.due_at, row.asked_by) == ("extension", wish.wished_at, "Kepala Biro Hukum")
    assert fresh(wish).decision == "granted"
    told = " ".join(each.words for each in letter_account.of(fresh(clarification), timezone.now()).steps)
    assert "Kepala Biro Hukum" in told and "Nomor 12 tanggal 3" in told
    assert "Kepala Biro Hukum" in text_of(log_in(world.auditor).get(f"/insiden/{clarification.incident}/kronologi/"))


def test_of_paper_of_which_only_the_day_is_known_that_day_is_kept(world):
    clarification = an_open(world)
    day = clocks.local(clarification.issued_at).strftime("%d-%m-%Y")
    paper = FromOutside("Kepala Biro Hukum", parse(day), "letter", "Nomor 12")
    wish = asked_on_paper(world, clarification, paper=paper)
    assert wish.asked_at == clarification.issued_at and wish.asked_precision == "day"
    assert not wish.received.is_exact


def test_it_is_refused_by_a_letter_as_what_was_asked_in_the_portal_is(world):
    clarification = an_open(world)
    asked_on_paper(world, clarification)
    now = fresh(clarification)
    deadlines.refuse_extension(now, by=world.supervisor, seen=now.version, reason="Waktu sudah cukup")
    assert ExtensionRequest.objects.get().decision == "refused"
    assert fresh(clarification).letters.filter(kind="refusal").exists()


def test_what_was_recorded_by_mistake_is_struck_and_the_body_reads_nothing_of_it(world, log_in):
    clarification = an_open(world)
    piece = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    asked_on_paper(world, clarification, scan=piece)
    page, colleague = f"/permintaan/{clarification.pk}/", appoint(world, "officer", name="Rekan").user
    assert "Perpanjangan waktu" in text_of(log_in(world.liaison_a).get(page))
    with pytest.raises(corrections.Rested):
        corrections.strike(piece, by=world.officer, seen=None, reason="Bukan ini")
    with pytest.raises(PermissionDenied):
        wishes_on_paper.strike_wish(fresh(clarification), by=colleague, seen=None, reason="Keliru")
    assert f"{page}coret-permohonan-waktu/" not in log_in(colleague).get(page).content.decode()
    browser, old = log_in(world.officer), fresh(clarification)
    assert f"{page}coret-permohonan-waktu/" in browser.get(page).content.decode()
    sent = press(browser, f"{page}coret-permohonan-waktu/", {"seen": old.version, "reason": "Surat lain"})
    assert sent.status_code == 302
    wish = ExtensionRequest.objects.get()
    assert wish.struck_at and wish.decision == "lapsed"
    with pytest.raises(deeds.Conflict):
        deadlines.extend(old, by=world.supervisor, seen=old.version, due_at=wish.wished_at, reason="Boleh")
    portal = text_of(log_in(world.liaison_a).get(page))
    assert "Log masih dikumpulkan" not in portal and "Tidak perlu diputuskan lagi" not in portal
    assert "Kepala Biro Hukum" not in text_of(
        log_in(world.auditor).get(f"/insiden/{clarification.incident}/kronologi/")
    )
    account = letter_account.of(fresh(clarification), timezone.now())
    assert "keliru dicatat" in " ".join(each.words for each in account.steps)
    corrections.strike(piece, by=world.officer, seen=None, reason="Bukan ini")
    asked_on_paper(world, fresh(clarification))
    assert ExtensionRequest.objects.filter(decision="pending").count() == 1, "what is true is recorded anew"


def test_one_wish_of_the_body_waits_at_a_time_and_what_was_decided_is_not_struck(world):
    clarification = an_open(world)
    wished = clarification.present_due + 30 * HOUR
    deadlines.ask_extension(clarification, by=world.liaison_a, seen=None, reason="Perlu", wished_at=wished)
    with pytest.raises(deeds.Conflict):
        asked_on_paper(world, fresh(clarification))
    with pytest.raises(deeds.Conflict):
        wishes_on_paper.strike_wish(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")
    now = fresh(clarification)
    deadlines.extend(now, by=world.supervisor, seen=now.version, due_at=wished, reason="Boleh")
    asked_on_paper(world, fresh(clarification))
    deadlines.extend(fresh(clarification), by=world.supervisor, seen=None, due_at=wished + 24 * HOUR, reason="Boleh")
    with pytest.raises(deeds.Conflict):
        wishes_on_paper.strike_wish(fresh(clarification), by=world.supervisor, seen=None, reason="Keliru")


def test_what_an_officer_had_proposed_gives_way_and_an_answer_leaves_nothing_to_decide(world):
    clarification = an_open(world)
    counter_questions.ask_back(clarification, by=world.liaison_a, seen=None, text="Data yang mana?")
    more = counter_questions.MoreTime(clarification.present_due + 30 * HOUR, "Baru dijawab")
    counter_questions.answer_back(fresh(clarification), by=world.officer, seen=None, text="Semua", more_time=more)
    wish = asked_on_paper(world, fresh(clarification))
    assert [each.decision for each in ExtensionRequest.objects.order_by("pk")] == ["lapsed", "pending"]
    answer_request(world, fresh(clarification))
    assert fresh(wish).decision == "lapsed" and fresh(wish).struck_at is None


def test_it_cannot_have_come_before_the_letter_or_be_wished_for_what_has_passed(world):
    clarification = an_open(world)
    paper = FromOutside("Kepala", clarification.issued_at - HOUR, "letter", "Nomor 1")
    with pytest.raises(ValueError, match="after the letter"):
        asked_on_paper(world, clarification, paper=paper)
    with pytest.raises(deadlines.NotLater):
        asked_on_paper(world, clarification, wished_at=clarification.present_due)
    assert not ExtensionRequest.objects.exists()


def found(clarification, browser, hours=1, **facts):
    """What a browser sends of the page where the letter asks no more: until when is typed, as the paper has it."""
    page = f"/permintaan/{clarification.pk}/catat-permohonan-waktu/"
    sent = typed(clarification, browser.get(page))
    came, until = (clocks.local(clarification.issued_at + each * HOUR) for each in (hours, 120))
    moments = {"received_at": came.strftime("%d-%m-%Y %H.%M"), "wished_at": until.strftime("%d-%m-%Y %H.%M")}
    return press(browser, page, sent | moments | facts)


@pytest.mark.parametrize("status", ["answered", "closed", "not_answered", "insufficient", "withdrawn"])
def test_a_wish_that_is_found_when_the_letter_asks_no_more_moves_no_due_and_waits_for_nobody(world, log_in, status):
    clarification = make_request(world, status, issued_at=timezone.now() - 100 * HOUR)
    rows, browser, page = clarification.deadlines.count(), log_in(world.officer), f"/permintaan/{clarification.pk}/"
    stood = [fresh(clarification).answered_at, fresh(clarification).completed_at, fresh(clarification).status]
    assert f"{page}catat-permohonan-waktu/" in browser.get(page).content.decode()
    form = text_of(browser.get(f"{page}catat-permohonan-waktu/"))
    assert "Surat ini tidak menanyakan apa pun lagi" in form and 'name="until"' not in form
    before = found(clarification, browser, wished_at=clocks.local(clarification.issued_at).strftime("%d-%m-%Y %H.%M"))
    assert before.status_code == 200 and "wished_at" in before.context["form"].errors
    assert found(clarification, browser).status_code == 302
    wish = ExtensionRequest.objects.get()
    assert (wish.decision, wish.found_afterwards, wish.decided_by) == ("lapsed", True, None)
    now = fresh(clarification)
    assert [now.answered_at, now.completed_at, now.status] == stood and now.deadlines.count() == rows
    event = CaseEvent.objects.get(action="record_wish")
    assert event.happened_at == wish.asked_at < event.recorded_at
    for reader in (world.officer, world.liaison_a):
        read = text_of(log_in(reader).get(page))
        assert "baru dicatat pada" in read and "tidak perlu diputuskan" in read, reader
    assert f"{page}perpanjang/" not in log_in(world.supervisor).get("/persetujuan/").content.decode()
    told = " ".join(each.words for each in letter_account.of(now, timezone.now()).steps)
    assert "baru mencatatnya" in told and "Nomor 12 tanggal 3" in told
    engine()
    assert not Message.objects.filter(kind="more_time_recorded", state__in=Message.LEFT).exists()


def test_of_several_that_were_found_each_is_struck_by_itself_and_recorded_anew(world, log_in):
    clarification = make_request(world, "answered", issued_at=timezone.now() - 50 * HOUR)
    browser, page = log_in(world.officer), f"/permintaan/{clarification.pk}/"
    assert found(clarification, browser, hours=1).status_code == found(clarification, browser, hours=2).status_code
    first, second = ExtensionRequest.objects.order_by("pk")
    read = browser.get(page).content.decode()
    strike = f"{page}coret-permohonan-waktu/?wish={first.pk}"
    assert read.count(f"{page}coret-permohonan-waktu/") == 2 and strike in read
    assert browser.get(f"{page}coret-permohonan-waktu/?wish=0").status_code == 302, "there is none of that key"
    sent = {"seen": fresh(clarification).version, "reason": "Surat lain"}
    assert press(browser, strike, sent).status_code == 302
    assert fresh(first).struck_at and not fresh(second).struck_at
    assert text_of(browser.get(page)).count("baru dicatat pada") == 1
    told = " ".join(each.words for each in letter_account.of(fresh(clarification), timezone.now()).steps)
    assert "keliru dicatat" in told
    assert found(clarification, browser, hours=3).status_code == 302, "what is true is recorded anew"


def corrected(browser, address, **facts):
    """What a browser sends of the page that puts a wish right, read back once."""
    sent = Form(browser.get(address).content.decode()).as_sent() | {"reason": "Salah ketik"} | facts
    answer = press(browser, address, sent)
    if answer.status_code == 200 and "Dibaca sebagai" in text_of(answer):
        answer = press(browser, address, Form(answer.content.decode()).as_sent())
    return answer


def settled(world, clarification, how):
    wish = asked_on_paper(world, clarification)
    now = fresh(clarification)
    if how == "granted":
        deadlines.extend(now, by=world.supervisor, seen=None, due_at=wish.wished_at, reason="Cukup alasan")
    if how == "refused":
        deadlines.refuse_extension(now, by=world.supervisor, seen=None, reason="Waktu sudah cukup")
    if how == "lapsed":
        answer_request(world, now)
    return fresh(wish)


@pytest.mark.parametrize("how", ["pending", "granted", "refused", "lapsed"])
def test_what_was_typed_wrong_is_corrected_whatever_was_decided_and_nothing_that_was_decided_moves(world, log_in, how):
    clarification = an_open(world)
    piece = evidence.attach(clarification.incident, by=world.officer, upload=SimpleUploadedFile("t.txt", b"isi"))
    wish, page = settled(world, clarification, how), f"/permintaan/{clarification.pk}/"
    stood = (wish.decision, wish.decided_at, wish.decided_by, wish.decision_reason, wish.wished_at)
    letters, dues = fresh(clarification).letters.count(), list(clarification.deadlines.values_list("due_at", flat=True))
    browser, address = log_in(world.officer), f"{page}perbaiki-permohonan-waktu/?wish={wish.pk}"
    assert address in browser.get(page).content.decode()
    assert (f"{page}coret-permohonan-waktu/" in browser.get(page).content.decode()) == (how == "pending")
    day = clocks.local(clarification.issued_at + 2 * HOUR).strftime("%d-%m-%Y %H.%M")
    facts = {"document": "Nomor 21", "who": "Sekretaris", "received_at": day, "evidence": piece.pk, "text": "Log lama"}
    sent = corrected(browser, address, **facts)
    assert sent.status_code == 302, text_of(sent)
    now = fresh(wish)
    assert (now.document, now.who, now.evidence, now.reason) == ("Nomor 21", "Sekretaris", piece, "Log lama")
    assert abs(now.asked_at - clarification.issued_at - 2 * HOUR) < timedelta(minutes=1)
    assert (now.decision, now.decided_at, now.decided_by, now.decision_reason, now.wished_at) == stood
    assert fresh(clarification).letters.count() == letters
    assert list(clarification.deadlines.values_list("due_at", flat=True)) == dues
    event = CaseEvent.objects.get(action="correct_wish")
    assert event.reason == "Salah ketik" and now.history.count() > 1
    steps = letter_account.of(fresh(clarification), timezone.now()).steps
    assert "Nomor 21" in " ".join(each.words for each in steps)
    assert "Nomor 21" in text_of(log_in(world.supervisor).get(page))
    if how == "granted":  # the row of the clock keeps whom it named, and the account of the dues names who signs it
        assert clarification.deadlines.last().asked_by == "Kepala Biro Hukum"
        assert "Diminta oleh Sekretaris" in text_of(log_in(world.liaison_a).get(page))


def test_only_whoever_recorded_it_or_a_superior_corrects_it_and_says_why(world, log_in):
    clarification, colleague = an_open(world), appoint(world, "officer", name="Rekan").user
    wish, page = settled(world, clarification, "granted"), f"/permintaan/{clarification.pk}/"
    address = f"{page}perbaiki-permohonan-waktu/?wish={wish.pk}"
    assert address not in log_in(colleague).get(page).content.decode()
    with pytest.raises(PermissionDenied):
        wishes_on_paper.correct_wish(fresh(clarification), by=colleague, seen=None, reason="Keliru", who="Lain")
    browser = log_in(world.supervisor)
    assert corrected(browser, address, who="Sekretaris", reason="").status_code == 200
    assert corrected(browser, address).status_code == 302 and not CaseEvent.objects.filter(action="correct_wish")
    assert corrected(browser, address, who="Sekretaris").status_code == 302
    assert fresh(wish).who == "Sekretaris" and fresh(wish).evidence is None
    scan = SimpleUploadedFile("surat.txt", b"isi surat")
    assert corrected(browser, address, scan=scan).status_code == 302
    assert fresh(wish).evidence.file.name == "surat.txt" and fresh(wish).document == wish.document


def test_a_day_after_the_decision_is_refused_in_words(world, log_in):
    clarification = an_open(world)
    wish = asked_on_paper(world, clarification, at=clarification.issued_at + 3 * HOUR)
    decided = clarification.issued_at + 4 * HOUR
    deadlines.refuse_extension(fresh(clarification), by=world.supervisor, seen=None, reason="Cukup", at=decided)
    browser = log_in(world.officer)
    late = clocks.local(clarification.issued_at + 6 * HOUR).strftime("%d-%m-%Y %H.%M")
    address = f"/permintaan/{clarification.pk}/perbaiki-permohonan-waktu/?wish={wish.pk}"
    answer = corrected(browser, address, received_at=late)
    assert answer.status_code == 422 and "tidak mungkin masuk sesudah itu" in text_of(answer)
    assert fresh(wish).asked_at == wish.asked_at


def test_what_lapsed_and_was_corrected_since_is_told_as_left_by_the_answer_and_not_by_the_correction(world):
    clarification = an_open(world)
    settled(world, clarification, "lapsed")
    before = list(account_steps.left_waiting(fresh(clarification)))
    wishes_on_paper.correct_wish(fresh(clarification), by=world.officer, seen=None, reason="Keliru", who="Lain")
    assert list(account_steps.left_waiting(fresh(clarification))) == before != []


def test_more_time_asked_for_after_a_letter_had_ended_is_refused_in_words(world, log_in):
    clarification = an_open(world)
    gone = clarification.issued_at + 5 * HOUR
    letter_decisions.withdraw(clarification, by=world.supervisor, seen=None, reason="Salah", at=gone)
    answer = found(fresh(clarification), log_in(world.officer), hours=9)
    assert answer.status_code == 200 and "received_at" in answer.context["form"].errors
    assert not ExtensionRequest.objects.exists()


def test_what_was_found_is_decided_on_once_the_reply_that_stood_is_struck(world, log_in):
    clarification = an_open(world)
    said = replies.Reply("N", "J", "denial", text="Tidak", received_at=clarification.issued_at + 9 * HOUR)
    said = replace(said, channel="letter", document="B-1")
    reply = replies.record_reply(clarification, said, by=world.officer, seen=None)
    assert found(clarification, log_in(world.officer)).status_code == 302
    corrections.strike(reply, by=world.officer, seen=None, reason="Surat lain")
    wish = ExtensionRequest.objects.get()
    assert (wish.decision, wish.found_afterwards) == ("pending", False)
    assert (
        f"/permintaan/{clarification.pk}/perpanjang/" in log_in(world.supervisor).get("/persetujuan/").content.decode()
    )

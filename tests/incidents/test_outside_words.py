"""A body says outside the portal that it has a letter, or that it is not the one to ask: kept with way, day and scan, and no reply."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from incidents.actions import clarifications, corrections, deadlines, evidence, outside_words
from incidents.actions.from_outside import FromOutside
from incidents.actions.not_for_us import take_back_redirect
from incidents.models import CaseEvent, ClarificationRequest, OutsideWord
from incidents.plain import spans
from incidents.plain.dates import date_in_words
from incidents.record import deeds
from incidents.reports import figures, letter_account
from notifications.models import Message
from tests.notifications.conftest import work as engine
from tests.samples import pdf
from tests.sent_form import Form, press
from tests.world import appoint, fresh, mail_left, make_request

HOUR = timedelta(hours=1)


def mailed(world):
    row = make_request(world, "open", issued_at=timezone.now() - 100 * HOUR)
    mail_left(row, at=row.issued_at + timedelta(seconds=20))
    return fresh(row)


def came(row, hours, channel="phone"):
    return FromOutside("Sri, sekretaris", row.issued_at + hours * HOUR, channel, "")


def not_for_us(world, row, hours=3, what="addressee", by=None, **facts):
    facts = {"what": what, "text": "Tanyakan Ins B", "paper": came(row, hours)} | facts
    return outside_words.record_redirect(fresh(row), by=by or world.officer, seen=None, **facts)


def counted(world, row):
    day = timezone.localdate()
    [(letter, standing)] = figures.standings(world.officer, day - timedelta(days=30), day, timezone.now())
    return standing


def misaddressed(row):
    return ClarificationRequest.objects.filter(pk=row.pk).misaddressed().exists()


def clock_of(row):
    now = fresh(row)
    return now.status, now.first_reply_at, now.answered_at, [each.due_at for each in now.deadlines.all()]


def test_a_letter_that_is_not_for_them_on_paper_waits_for_a_decision_and_is_taken_back_struck_and_upheld(world, log_in):
    row = mailed(world)
    stood, officer, liaison = clock_of(row), log_in(world.officer), log_in(world.liaison_a)
    own, page = f"/permintaan/{row.pk}/", reverse("incidents:record_redirect", args=[row.pk])
    assert page in officer.get(own).content.decode() and counted(world, row) == "silent"
    surat = SimpleUploadedFile("surat.pdf", pdf("surat"), "application/pdf")
    scan = evidence.attach(row.incident, by=world.officer, upload=surat)
    day = timezone.localtime(row.issued_at + 30 * HOUR)
    typed = {"seen": row.version, "received_at": f"{day:%d-%m-%Y}", "channel": "letter", "who": "Kepala Biro"}
    typed |= {"what": "addressee", "text": "Tanyakan Dinas Kearsipan", "evidence": scan.pk}
    assert press(officer, page, typed | {"text": ""}).status_code == 200 and not OutsideWord.objects.exists()
    assert press(officer, page, typed).status_code == 302
    word = OutsideWord.objects.get()
    assert (word.received_precision, word.document, word.evidence) == ("day", "", scan)
    assert clock_of(row) == stood and fresh(row).delivered_how == "word" and counted(world, row) == "not_theirs"
    for reader in (officer, liaison):
        shown = " ".join(reader.get(own).content.decode().split())
        assert shown.count("Tanyakan Dinas Kearsipan") > 1 and date_in_words(day, "id") in shown, "panel and word"
    assert "Tanyakan Dinas Kearsipan" in officer.get(f"/insiden/{row.incident}/kronologi/").content.decode()
    told = " ".join(each.words for each in letter_account.of(fresh(row), timezone.now()).steps)
    assert "Tanyakan Dinas Kearsipan" in told and "tidak menggeser tenggat" in told
    assert misaddressed(row) and "tarik-salah-alamat" in shown
    entry = f"/entri/kabar/{word.pk}/"
    sent = Form(officer.get(f"{entry}perbaiki/").content.decode()).as_sent()
    assert officer.post(f"{entry}perbaiki/", sent | {"who": "Kepala Bagian", "reason": "Salah baca"}).status_code == 302
    corrections.strike(OutsideWord.objects.get(), by=world.officer, seen=None, reason="Surat lain")
    now = fresh(row)
    assert now.delivered_how == "portal", "the liaison had opened it meanwhile"
    assert counted(world, row) == "silent" and not misaddressed(row)
    not_for_us(world, row)
    assert misaddressed(row)
    assert liaison.post(f"{own}tarik-salah-alamat/", {"seen": fresh(row).version}).status_code == 302
    assert counted(world, row) == "silent" and not misaddressed(row)
    not_for_us(world, row, paper=FromOutside("Sri", timezone.now(), "mail", ""))
    assert misaddressed(row)
    clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Tetap")
    assert not misaddressed(row) and clock_of(row) == stood


def test_what_was_decided_on_a_day_decides_nothing_that_is_known_to_have_come_on_that_day_alone(world):
    """It was upheld in the morning; the body telephones again in the afternoon, and that is entered later with its day."""
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=4)
    row = make_request(world, "open", issued_at=noon - 6 * HOUR)
    mail_left(row, at=row.issued_at + timedelta(seconds=20))
    morning = {"at": noon - 3 * HOUR}
    not_for_us(world, row, paper=came(row, 1), at=noon - 4 * HOUR)
    clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Tetap", **morning)
    that_day = FromOutside("Sri", spans.parse(f"{noon:%d-%m-%Y}"), "phone", "")
    word = not_for_us(world, row, paper=that_day)
    assert misaddressed(row) and fresh(row).said_of_another.came.precision == "day"
    assert counted(world, row) == "not_theirs"
    clarifications.uphold(fresh(row), by=world.officer, seen=None, reason="Tetap")
    assert not misaddressed(row) and counted(world, row) == "silent"
    corrections.strike(word, by=world.supervisor, seen=None, reason="Surat lain")
    wished = fresh(row).deadlines.last().due_at + 24 * HOUR
    row = make_request(world, "open", issued_at=noon - 6 * HOUR)
    deadlines.ask_extension(fresh(row), by=world.liaison_a, seen=None, reason="x", wished_at=wished, **morning)
    not_for_us(world, row, paper=that_day)
    assert misaddressed(row), "a wish for more time decides no more"


def test_a_word_of_the_day_of_issue_that_the_body_took_back_is_not_told_as_decided(world):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(minutes=9))
    today, colleague = spans.parse(f"{timezone.localtime():%d-%m-%Y}"), appoint(world, "officer", name="Rekan").user
    not_for_us(world, row, paper=FromOutside("Sri", today, "phone", ""), by=colleague)
    take_back_redirect(fresh(row), by=world.liaison_a, seen=None)
    engine()
    sent = Message.objects.filter(kind="redirect_recorded")
    assert [(each.state, each.skip_reason) for each in sent] == [("skipped", "taken_back")]


def test_a_bare_receipt_shows_the_arrival_and_ends_no_silence(world, log_in):
    row = mailed(world)
    stood, page = clock_of(row), f"/permintaan/{row.pk}/catat-tanda-terima/"
    officer = log_in(world.officer)
    assert page in officer.get(f"/permintaan/{row.pk}/").content.decode()
    at = timezone.localtime(row.issued_at + 5 * HOUR).strftime("%d-%m-%Y %H.%M")
    typed = {"seen": row.version, "received_at": at, "channel": "phone", "who": "Sri, sekretaris"}
    assert press(officer, page, typed).status_code == 302
    word, now = OutsideWord.objects.get(), fresh(row)
    assert (now.delivered_at, now.delivered_how) == (word.received_at, "word") and clock_of(row) == stood
    assert counted(world, row) == "silent" and not misaddressed(row)
    early = outside_words.record_receipt(now, by=world.officer, seen=None, paper=came(row, 2, "mail"))
    assert fresh(row).delivered_at == early.received_at, "the earliest proof counts"
    corrections.strike(early, by=world.officer, seen=None, reason="Surat lain")
    assert fresh(row).delivered_at == word.received_at
    corrections.strike(OutsideWord.objects.get(), by=world.supervisor, seen=None, reason="Surat lain")
    assert (fresh(row).delivered_at, fresh(row).delivered_how) == (None, "")
    told = " ".join(each.words for each in letter_account.of(fresh(row), timezone.now()).steps)
    assert told.count("dicoret") == 2 and "sudah diterima instansinya" in told
    outside_words.record_redirect(
        fresh(row), by=world.officer, seen=None, what="address", text="Jalan Baru 1", paper=came(row, 4)
    )
    assert fresh(row).delivered_at is None and misaddressed(row) and counted(world, row) == "silent"


@pytest.mark.parametrize("status", ["answered", "closed", "withdrawn", "not_answered"])
def test_what_came_while_it_asked_is_kept_when_it_asks_no_more(world, status):
    row = make_request(world, status, issued_at=timezone.now() - 100 * HOUR)
    stood = clock_of(row)
    word = not_for_us(world, row, hours=1)
    event = CaseEvent.objects.get(action="record_redirect")
    assert clock_of(row) == stood and event.happened_at == word.received_at and not misaddressed(row)


def test_a_word_comes_after_the_letter_and_before_now_and_on_one_that_went_out(world):
    row = make_request(world, "open", issued_at=timezone.now() - 9 * HOUR)
    for hours in (-1, 12):
        with pytest.raises(ValueError, match="after the letter"):
            not_for_us(world, row, hours=hours)
    today = FromOutside("Sri", spans.parse(f"{timezone.localtime(row.issued_at):%d-%m-%Y}"), "mail", "")
    word = outside_words.record_receipt(row, by=world.officer, seen=None, paper=today)
    assert word.received_at >= row.issued_at and word.received_precision == "day"
    with pytest.raises(deeds.Conflict):
        outside_words.record_receipt(row, by=world.officer, seen=row.version, paper=today)
    unsent = make_request(world, "draft")
    with pytest.raises(deeds.Conflict):
        outside_words.record_receipt(unsent, by=world.officer, seen=None, paper=today)


def test_whose_case_it_is_is_told_of_what_a_colleague_recorded_unless_that_is_struck(world):
    row, colleague = make_request(world, "open"), appoint(world, "officer", name="Rekan").user
    struck = not_for_us(world, row, hours=0, by=colleague)
    corrections.strike(struck, by=world.supervisor, seen=None, reason="Surat lain")
    engine()
    sent = Message.objects.filter(kind="redirect_recorded")
    assert [each.state for each in sent] == ["skipped"] and sent.get().skip_reason == "taken_back"
    not_for_us(world, row, hours=0, by=colleague)
    engine()
    assert sorted(each.state in Message.LEFT for each in sent.all()) == [False, True]
    assert {each.recipient for each in sent} == {world.officer.email}

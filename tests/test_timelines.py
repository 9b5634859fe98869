"""Three public timelines, lived through the real actions, deed by deed and sweep by sweep; one of them in a browser.

Days are those of the public record (law and press of 2020 to 2023); hours that nobody reported are invented.
"""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from incidents import setup_data
from incidents.actions import cases, clarifications, evidence, next_letter, replies, reply_drafts
from incidents.forms import opening_values
from incidents.models import Activity, ClarificationRequest, Incident
from incidents.plain.clocks import WIB, ClockState
from incidents.plain.spans import parse
from incidents.record import deeds
from incidents.workflow import QuestionStatus
from notifications import notices, postroom
from notifications.models import Message
from tests.browser.fixtures import fits
from tests.world import answer_request, issue_request


def wib(*parts):
    return datetime(*parts, tzinfo=WIB)


def fresh(clarification):
    return type(clarification).objects.get(pk=clarification.pk)


@pytest.fixture
def ministry(world, the_ladder):
    setup_data.load_questions(deeds.SYSTEM)
    return world


def opened(world, title, at, failures=("disclosure",)):
    case = cases.record(by=world.officer, title=title, seen_at=at, failures=[*failures], at=at)
    at += timedelta(minutes=1)
    cases.involve(case, by=world.officer, agency=world.agency_a, role="controller", at=at)
    return Incident.objects.get(pk=case.pk)


def asked(world, case, issued_at):
    """Drafted with the questions and the basis of that day, submitted, issued."""
    day = issued_at.date()
    words = opening_values.new_request(case, day) | {"opening": "Sehubungan dengan informasi yang beredar."}
    at = issued_at - timedelta(minutes=30)
    clarification = clarifications.draft(
        case, by=world.officer, agency=world.agency_a, at=at, **opening_values.common_questions(day), **words
    )
    clarification = clarifications.submit(
        clarification, by=world.officer, seen=clarification.version, at=at + timedelta(minutes=10)
    )
    return issue_request(world, clarification, at=issued_at)


def sent_on(world, clarification, at):
    """The next letter, edited by nobody, approved and issued at `at`."""
    clarification = clarifications.submit(
        clarification, by=world.officer, seen=clarification.version, at=at - timedelta(minutes=20)
    )
    return issue_request(world, clarification, at=at)


def test_kpu_2023_is_silent_and_the_second_letter_lies_drafted(ministry):
    case = opened(ministry, "DPT Pemilu 2024", wib(2023, 11, 27, 22, 14))
    clarification = asked(ministry, case, wib(2023, 11, 28, 10, 0))
    due = wib(2023, 12, 1, 10, 0)
    assert clarification.clock(due).due_at == due and "Pasal 46" in clarification.cited
    cases.note(
        case,
        by=ministry.officer,
        kind=Activity.Kind.STATEMENT,
        text="Ketua KPU kepada pers: masih ditelusuri.",
        source="pers",
        happened=parse("29 November 2023"),
        at=wib(2023, 11, 29, 20, 0),
    )
    postroom.draft_next_letters(due)
    assert not ClarificationRequest.objects.filter(follows=clarification).exists(), (
        "in the due second it is not overdue"
    )
    postroom.draft_next_letters(due + timedelta(seconds=1))
    second = ClarificationRequest.objects.get(follows=clarification)
    assert second.status == "draft" and second.questions.count() == clarification.questions.count() == 8
    assert str(clarification.letter) in second.opening and "28 November 2023" in second.opening
    assert "belum menerima jawaban tertulis" in second.opening
    for hour in range(24):
        reading = fresh(clarification).clock(wib(2023, 12, 4, hour, 0))
        assert (reading.state, reading.hours) == (ClockState.OVERDUE, 62 + hour)
    assert fresh(clarification).first_reply_at is None and not clarification.responses.exists()


def test_kpu_2023_the_second_letter_goes_out_on_the_fifth_and_nothing_comes_on_the_sixth(ministry):
    case = opened(ministry, "DPT Pemilu 2024", wib(2023, 11, 27, 22, 14))
    clarification = asked(ministry, case, wib(2023, 11, 28, 10, 0))
    second = next_letter.draft_next(clarification, by=deeds.SYSTEM, at=wib(2023, 12, 1, 10, 1))
    second = sent_on(ministry, second, wib(2023, 12, 5, 9, 0))
    now = wib(2023, 12, 6, 12, 0)
    assert (
        fresh(second).clock(now).state == ClockState.SAFE
        and fresh(clarification).clock(now).state == ClockState.OVERDUE
    )
    assert second.letter.kind == "second_letter" and second.letter.content["urgency"] == "sangat segera"
    assert [str(n.kind) for _, n in notices.upcoming(fresh(second), now)][0] == "before_24"


def test_kpai_2021_answers_in_part_the_same_day_is_asked_more_the_next_and_summoned(ministry):
    """The law of 2021: no UU 27/2022 anywhere. The second letter asks only what is open; then a summons with a place."""
    case = opened(ministry, "Dugaan kebocoran data KPAI", wib(2021, 10, 21, 8, 0))
    first = asked(ministry, case, wib(2021, 10, 21, 10, 0))
    assert "27 Tahun 2022" not in first.basis and "71 Tahun 2019" in first.basis
    response = answer_request(ministry, first, numbers=[1, 2], at=wib(2021, 10, 21, 15, 0))
    assert (response.kind, response.lateness) == ("partial", timedelta(0))
    second = next_letter.draft_next(fresh(first), by=ministry.officer, at=wib(2021, 10, 22, 9, 0))
    assert [q.heading for q in second.questions.all()] == [
        q.heading for q in first.questions.filter(status=QuestionStatus.OPEN)
    ]
    assert second.questions.count() == 5 and "sebagian keterangan" in second.opening
    second = sent_on(ministry, second, wib(2021, 10, 22, 10, 0))
    assert fresh(first).clock(wib(2021, 10, 24, 10, 1)).state == ClockState.OVERDUE
    postroom.draft_next_letters(wib(2021, 10, 25, 10, 1))
    summons = ClarificationRequest.objects.get(follows=second)
    assert summons.rung.meets and not ClarificationRequest.objects.filter(follows=first, rung__meets=True).exists()
    summons = clarifications.edit(
        summons,
        by=ministry.officer,
        seen=summons.version,
        questions=[(q.heading, q.text, q.kind, q.section) for q in summons.questions.all()],
        meeting_at=timezone.now() + timedelta(days=2),
        meeting_place="Ruang Rapat Direktorat Jenderal",
    )
    summons = clarifications.submit(summons, by=ministry.officer, seen=summons.version)
    summons = issue_request(ministry, summons)
    assert summons.letter.kind == "summons" and "memanggil Saudara" in summons.letter.content["opening"]
    answer_request(ministry, fresh(summons))
    assert {fresh(r).status for r in (first, second, summons)} == {"answered"}
    answers = [a for q in first.questions.all() for a in q.answers.all()]
    assert len(answers) == 2, "what was answered through the summons stands there, once"


def test_dukcapil_2020_denies_with_its_evidence_and_the_denial_enters_the_ledger(ministry):
    case = opened(ministry, "Klaim data DPT 2014", wib(2020, 5, 21, 22, 0))
    clarification = asked(ministry, case, wib(2020, 5, 22, 10, 0))
    scan = evidence.attach(
        case,
        by=ministry.officer,
        upload=SimpleUploadedFile("surat-dukcapil.txt", b"Tidak ada kebocoran; log dan trafik normal."),
        at=wib(2020, 5, 22, 20, 0),
    )
    came = wib(2020, 5, 22, 19, 0)
    response = replies.record_reply(
        clarification,
        replies.Reply(
            name="Direktur Jenderal",
            office="Ditjen Dukcapil",
            kind="denial",
            text="Tidak ditemukan kebocoran: log, trafik, dan peringatan sistem normal.",
            received_at=came,
            channel="letter",
            document="Surat 22 Mei 2020",
            evidence=scan,
        ),
        by=ministry.officer,
        seen=clarification.version,
        at=wib(2020, 5, 23, 8, 0),
    )
    clarification = fresh(clarification)
    assert (clarification.status, clarification.answered_at, response.lateness) == ("answered", came, timedelta(0))
    word = case.assertions.get(topic="denial")
    assert (word.agency, word.evidence, word.status) == (ministry.agency_a, scan, "claimed")
    postroom.draft_next_letters(wib(2020, 6, 1, 10, 0))
    assert ClarificationRequest.objects.count() == 1
    event = case.events.get(action="record_reply")
    assert event.happened_at == came and event.recorded_at == wib(2020, 5, 23, 8, 0)
    assert not Message.objects.filter(kind__in=["due", "after_24"]).exclude(state="skipped").exists()


@pytest.mark.real
def test_a_denial_with_its_evidence_in_the_browser(real_world, site, enter, tmp_path):
    """2020 as it would be today: the agency denies on a phone, with its log; the officer reads it in the ledger."""
    setup_data.load_ladder(deeds.SYSTEM)
    setup_data.load_questions(deeds.SYSTEM)
    now = timezone.now()
    case = opened(real_world, "Klaim data DPT 2014", now - timedelta(hours=3))
    clarification = asked(real_world, case, now - timedelta(hours=2))
    log = tmp_path / "trafik.txt"
    log.write_text("Trafik 21 Mei: wajar.\n")
    page = enter(real_world.liaison_a, width=360)
    assert page.url.endswith(f"/permintaan/{clarification.pk}/") and fits(page)
    page.get_by_role("link", name="Jawaban sementara, bantahan, tidak memegang, atau menolak").click()
    page.get_by_role("radio", name="Bantahan").check()
    page.fill("#id_text", "Tidak ditemukan kebocoran: log, trafik, dan peringatan sistem normal.")
    page.set_input_files("#id_files", str(log))
    page.fill("#id_office", "Direktur")
    page.check("#id_declaration")
    assert fits(page)
    page.get_by_role("button", name="Kirim").click()
    assert "Bantahan" in page.locator("main").inner_text() and "trafik.txt" in page.locator("main").inner_text()
    officer = enter(real_world.officer)
    officer.goto(f"{site}/insiden/{case}/pernyataan/")
    assert "log, trafik, dan peringatan sistem normal" in officer.locator("main").inner_text()
    officer.goto(f"{site}/permintaan/{clarification.pk}/")
    assert (
        "Perlu ditinjau" in officer.locator("main").inner_text()
        and "trafik.txt" in officer.locator("main").inner_text()
    )
    assert not reply_drafts.AnswerDraft.objects.exists()

"""KPU, November and December 2023, replayed as the people in it lived it. The product's standing acceptance test.

The letter left on 28 November 2023 at 10.00 WIB; nothing came back in writing; on 4 December the page says so. And the mails of
another letter to KPU, which was answered.
"""

import os
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.utils import timezone

from incidents import demo
from incidents.actions import reply_drafts
from incidents.models import CaseEvent, ClarificationRequest, Incident, User
from incidents.plain import clocks
from incidents.plain.clocks import WIB, ClockState
from notifications import postroom
from notifications.letters import pdf
from notifications.models import Message
from tests import mails_of_a_life
from tests.world import answer_request

MAILS = Path(__file__).resolve().parent.parent / "docs" / "mails"


def wib(*parts):
    return datetime(*parts, tzinfo=WIB)


ISSUED, DUE = wib(2023, 11, 28, 10, 0), wib(2023, 12, 1, 10, 0)


def test_the_letter_of_28_november_at_ten_is_due_on_1_december_at_ten(kpu):
    deadline = kpu.deadlines.get()
    assert (kpu.reference, kpu.incident.reference) == ("INS-2023-0001/K1", "INS-2023-0001")
    assert (kpu.issued_at, deadline.started_at, deadline.due_at) == (ISSUED, ISSUED, DUE)
    content = kpu.letter.content
    assert content["letterhead"]["ministry"] == "Kementerian Komunikasi dan Informatika"
    assert (content["date"], content["addressee"]["office"]) == ("2023-11-28", "Ketua Komisi Pemilihan Umum")


@pytest.mark.parametrize(
    ("now", "hours", "minutes", "state"),
    [
        (DUE, 0, 0, ClockState.CRITICAL),
        (DUE + timedelta(seconds=1), 0, 0, ClockState.OVERDUE),
        (wib(2023, 12, 4, 10, 0), 72, 0, ClockState.OVERDUE),
        (wib(2023, 12, 4, 23, 59), 85, 59, ClockState.OVERDUE),
    ],
)
def test_lateness_is_exact_at_every_hour_of_4_december(kpu, now, hours, minutes, state):
    reading = kpu.clock(now)
    assert (reading.state, reading.hours, reading.minutes) == (state, hours, minutes)
    expected = {DUE: timedelta(0)}.get(now, now - DUE)
    assert clocks.lateness(DUE, now) == expected


def test_no_receipt_exists_and_the_desk_says_so(kpu, log_in):
    """On 4 December, at any hour: overdue, since when, by how long, no written answer."""
    officer = User.objects.get(email="petugas@tanggap.example")
    for hour, words in ((0, "62"), (10, "72"), (23, "85")):
        with travel(officer, wib(2023, 12, 4, hour, 0)):
            client = log_in(officer)
            page = client.get("/meja/").content.decode()
            assert "Lewat tenggat" in page and f"{words} j" in page
            assert "Belum ada jawaban tertulis. Tenggat lewat sejak Jumat, 1 Desember 2023 pukul 10.00 WIB." in page
            request_page = client.get(f"/permintaan/{kpu.pk}/").content.decode()
            assert f"{words}</span> <small>jam" in request_page and "Belum ada jawaban tertulis." in request_page
            assert "Surat kedua" in request_page and kpu.follow_up.reference in request_page
    assert kpu.follow_up.status == "draft" and str(kpu.letter) in kpu.follow_up.opening
    assert not kpu.responses.exists() and kpu.first_reply_at is None


@contextmanager
def travel(user, instant):
    """Only this story travels in time. The demo's appointments begin at its load: the traveller takes theirs along."""
    held = list(user.appointments.all())
    with patch.object(timezone, "now", return_value=instant), patch.object(User, "current_appointments", held):
        yield


def test_statements_to_the_press_stop_nothing(kpu):
    statements = kpu.incident.activities.filter(kind="statement")
    assert statements.count() == 3
    assert all(s.source for s in kpu.incident.activities.all())
    assert kpu.clock(wib(2023, 12, 4, 12, 0)).running


def test_a_replay_sends_nothing_but_has_its_letter(kpu):
    postroom.write_receipts(timezone.now())
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    kpu.refresh_from_db()
    assert not Message.objects.filter(request=kpu).exists()
    assert kpu.letters.get().file_id
    assert all(e.replay for e in CaseEvent.objects.filter(incident=kpu.incident))


def test_the_facts_of_the_seed_stand_in_the_case_with_their_source(kpu):
    case = Incident.objects.get(reference="INS-2023-0001")
    assert "2 BTC" in case.summary and "belum diketahui" in case.summary
    said = " ".join(case.assertions.values_list("statement", flat=True))
    assert all(fact in said for fact in ("2 BTC", "Rp571.559.477", "252 orang", "NIK, NKK"))
    assert set(case.involvements.values_list("agency__code", flat=True)) == {
        "kpu",
        "dukcapil",
        "bssn",
        "polri",
        "bin",
        "kominfo",
        "bawaslu",
        "parpol",
        "dkpp",
    }


def test_had_kpu_answered_in_the_due_second_it_would_have_been_in_time(kpu):
    """The other ending: 0 seconds late at due, 1 second late one second after."""
    from incidents.actions import people
    from incidents.workflow import Role

    people.appoint(
        people.Post(Role.LIAISON, agency=kpu.agency),
        by=User.objects.get(email="admin@tanggap.example"),
        email="narahubung@kpu.example",
        name="Narahubung KPU",
    )
    liaison = User.objects.get(email="narahubung@kpu.example")
    late = DUE + timedelta(seconds=1)
    reply_drafts.save(kpu.questions.first(), by=liaison, text="Bagian pertama")
    response = answer_request({}, kpu, by=liaison)
    assert response.kind == "full"
    kpu.refresh_from_db()
    for answered_at, state, seconds in ((DUE, ClockState.IN_TIME, 0), (late, ClockState.LATE, 1)):
        kpu.answered_at = kpu.completed_at = answered_at
        assert kpu.clock(timezone.now()).state == state
        assert clocks.lateness(DUE, answered_at) == timedelta(seconds=seconds)


def test_the_living_cases_show_what_they_are_for(db, settings):
    settings.DEMO = True
    now = timezone.now()
    assert demo.load(now) and not demo.load(now)
    by_agency = {r.agency.code: r for r in ClarificationRequest.objects.all()}
    left = {
        code: (clarification.clock(now).state, clarification.clock(now).hours)
        for code, clarification in by_agency.items()
        if clarification.clock(now)
    }
    assert left["contoh-a"] == (ClockState.SAFE, 40) or left["contoh-a"] == (ClockState.SAFE, 41)
    assert left["contoh-b"][0] == ClockState.CRITICAL and by_agency["contoh-b"].responses.get().kind == "partial"
    assert left["contoh-d"] == (ClockState.OVERDUE, 3)
    assert by_agency["contoh-c"].status == "awaiting_approval"
    postroom.write_receipts(timezone.now())
    skipped = Message.objects.filter(state="skipped").values_list("skip_reason", flat=True)
    assert set(skipped) == {"before_load"}
    assert not Message.objects.filter(request=by_agency["contoh-e"], kind="before_24").exists()
    postroom.write_receipts(now + timedelta(seconds=76))
    assert Message.objects.filter(request=by_agency["contoh-e"], kind="before_24", state="to_send").count() == 2
    assert demo.stale(now + timedelta(hours=42)) and not demo.stale(now)


def test_a_stale_demo_says_so_and_names_the_way_out(db, settings, capsys):
    from django.core.management import call_command

    settings.DEMO = True
    call_command("load_demo")
    call_command("load_demo")
    fresh = capsys.readouterr().out
    assert "Demo data loaded." in fresh and "make fresh" not in fresh and "petugas@tanggap.example" in fresh
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=3)):
        call_command("load_demo")
    assert "make fresh" in capsys.readouterr().out


def test_the_mails_of_one_life_are_those_that_docs_show(db, settings, monkeypatch):
    """After a wanted change of words: WRITE_GOLDEN=1 .venv/bin/python -m pytest tests/test_story.py -k mails, and read the difference."""
    settings.REPLY_ADDRESS, settings.REPLY_MAILBOX_URL = "jawab@tanggap.example", "imaps://jawab@surel.example/INBOX"
    monkeypatch.setattr(pdf, "letter", lambda content: b"%PDF-1.7 bytes of a letter")
    clock = {"now": timezone.now()}
    with patch.object(timezone, "now", side_effect=lambda: clock["now"]):
        shown = mails_of_a_life.files(mails_of_a_life.tell(lambda instant: clock.update(now=instant)))
    if os.environ.get("WRITE_GOLDEN"):
        MAILS.mkdir(exist_ok=True)
        for old in [*MAILS.glob("*.txt"), *MAILS.glob("*.html")]:
            old.unlink()
        for name, text in shown.items():
            (MAILS / name).write_text(text)
    assert shown == {path.name: path.read_text() for path in MAILS.iterdir() if path.suffix != ".md"}
    words = {name: " ".join(text.split()) for name, text in shown.items() if name.endswith(".txt")}
    assert not [name for name, said in words.items() if said.count(" Yth. ") != 1], "each greets whom it goes to, once"
    first = next(said for name, said in words.items() if "-letter-kpu" in name)
    for told in ("Kementerian Komunikasi dan Digital", "Permintaan klarifikasi", "12 November 2026", "membalasnya"):
        assert told in first, "who writes, what it is, until when, and how it is answered"

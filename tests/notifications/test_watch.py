"""The engine 61 minutes late, and not at all: what leaves, what stays in the house, what people see. (Twice at once, with
real workers: tests/test_engine.py and tests/faults.)"""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from notifications import postroom, tasks, watch
from notifications.models import Heartbeat, Message, Silence
from notifications.postroom import receipts
from tests.world import issue_request, make_request, owed

LATE = timedelta(minutes=61)


@pytest.fixture
def engine(drawn_letters, monkeypatch):
    """engine(at): one whole round at that instant, sweep and units, in this process."""
    for task in (tasks.make_letter, tasks.deliver_messages):
        monkeypatch.setattr(task, "delay", task)

    def go(at):
        with patch.object(timezone, "now", return_value=at):
            tasks.sweep()
            tasks.sweep()  # rung by the stored letter

    return go


def left(kind):
    return [m.to[0] for m in mail.outbox if m.extra_headers["X-Tanggap-Kind"] == kind]


def test_61_minutes_late_a_reminder_that_still_helps_goes_once_and_is_reported(world, engine, log_in):
    clarification = make_request(world, "open")
    engine(timezone.now())
    threshold = clarification.deadlines.get().due_at - timedelta(hours=24)
    engine(threshold - timedelta(minutes=1))
    assert left("before_24") == []
    engine(threshold + LATE)
    engine(threshold + LATE + timedelta(minutes=1))
    assert left("before_24") == ["surat@a.example"]
    message = clarification.messages.get(kind="before_24")
    assert message.sent_at - message.planned_for == LATE
    pause = Silence.objects.get(ended_at=threshold + LATE)
    assert pause.began_at == threshold - timedelta(minutes=1)
    with patch.object(timezone, "now", return_value=threshold + LATE):
        page = log_in(world.auditor).get("/kotak-keluar/keheningan/").content.decode()
    assert "1 jam 1 mnt" in page and "layanan pengingat berhenti" in page


@pytest.mark.asvs(59)
def test_strangers_hear_one_word_of_how_the_engine_is(world, client, settings):
    def told(**more):
        return set(client.get("/healthz", **more).json())

    settings.HEALTH_TOKEN = "kunci-kesehatan"
    stranger = {"REMOTE_ADDR": "198.51.100.7"}
    assert told(**stranger) == told(HTTP_X_FORWARDED_FOR="198.51.100.7") == {"well"}
    assert told(**stranger, HTTP_AUTHORIZATION="Bearer salah") == {"well"}
    assert told() == told(**stranger, HTTP_AUTHORIZATION="Bearer kunci-kesehatan") > {"well", "sweep"}
    settings.HEALTH_TOKEN = ""
    assert told(**stranger, HTTP_AUTHORIZATION="Bearer ") == {"well"}


def test_61_minutes_late_over_the_due_no_stale_warning_leaves_and_the_overdue_notice_does(world, engine):
    clarification = make_request(world, "open")
    engine(timezone.now())
    due = clarification.deadlines.get().due_at
    engine(due - timedelta(hours=6, minutes=1))
    engine(due + LATE - timedelta(hours=6))  # the last reminder, 61 minutes late
    engine(due + LATE)
    assert left("before_6") == ["surat@a.example"]
    assert sorted(left("due")) == ["officer@uji.example", "surat@a.example"]
    assert {m.skip_reason for m in clarification.messages.filter(kind__in=["before_48", "before_24"])} <= {
        "",
        "overtaken",
    }


def test_the_engine_twice_at_the_same_instant_adds_nothing(world, engine):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    engine(due + timedelta(hours=25))
    first = sorted((m.to[0], m.extra_headers["Message-ID"]) for m in mail.outbox)
    engine(due + timedelta(hours=25))
    assert sorted((m.to[0], m.extra_headers["Message-ID"]) for m in mail.outbox) == first == sorted(set(first))


@pytest.mark.asvs(72)
@pytest.mark.parametrize("ever", [False, True])
def test_without_engine_nothing_is_lost_and_every_page_says_so(world, log_in, client, ever):
    """The letter is visibly not out, and what waits is still there for the next sweep."""
    now = timezone.now()
    if ever:
        Heartbeat.objects.create(part="sweep", at=now - timedelta(minutes=4))
    clarification = make_request(world, "awaiting_approval")
    issue_request(world, clarification)
    assert not Message.objects.exists() and not mail.outbox
    officer = log_in(world.officer)
    with patch.object(timezone, "now", return_value=now + timedelta(minutes=16)):
        page = officer.get("/meja/").content.decode()
        health = client.get("/healthz")
        assert health.status_code == 503 and health.json()["sweep"] is health.json()["well"] is False
        request_page = officer.get(f"/permintaan/{clarification.pk}/").content.decode()
    assert ("Pengingat otomatis berhenti sejak" if ever else "Pengingat otomatis belum") in page
    assert "Belum terkirim 15 menit setelah terbit" in page and "Belum terkirim" in request_page
    for path in ("/insiden/", "/persetujuan/", "/kotak-keluar/", f"/permintaan/{clarification.pk}/"):
        assert "Pengingat otomatis be" in log_in(world.supervisor).get(path).content.decode(), path
    assert re.search(r"<span[^>]*>71</span>|71 j", request_page), re.findall(r".{60}lagi.{30}", request_page)


def test_a_day_without_engine_ends_with_every_receipt_and_its_reason(world, engine):
    clarification = make_request(world, "open")
    due = clarification.deadlines.get().due_at
    engine(timezone.now())
    engine(due + timedelta(hours=30))
    states = {(m.kind, m.state, m.skip_reason) for m in clarification.messages.filter(planned_for__gt=timezone.now())}
    assert states == {
        ("before_48", "skipped", "due_passed"),
        ("before_24", "skipped", "due_passed"),
        ("before_6", "skipped", "due_passed"),
        ("due", "sent", ""),
        ("after_24", "sent", ""),
    }


def test_a_heartbeat_from_the_future_is_no_sign_of_life(db):
    """The clock ran three hours ahead, then right again, and the engine stopped."""
    now = timezone.now()
    for part in (Heartbeat.Part.SWEEP, Heartbeat.Part.BEAT):
        Heartbeat.beat(part, now + timedelta(hours=3))
    seen = watch.look(now + timedelta(hours=1))
    assert not seen.alive and not seen.beat_alive and seen.ahead == now + timedelta(hours=3)
    for part in (Heartbeat.Part.SWEEP, Heartbeat.Part.BEAT):
        Heartbeat.beat(part, now)
    seen = watch.look(now + timedelta(seconds=30))
    assert seen.alive and seen.beat_alive and seen.ahead is None


def test_mails_written_under_a_clock_of_tomorrow_go_out_today(world, engine):
    row = make_request(world, "open")
    with patch.object(timezone, "now", return_value=timezone.now() + timedelta(days=1)):
        postroom.write_receipts(timezone.now())
    assert left("letter") == []
    engine(timezone.now())
    assert left("letter") == ["surat@a.example"] and row.messages.filter(kind="letter", state="sent").exists()


@pytest.mark.parametrize("fault", ["one matter", "a kind of notice", "a next letter"])
def test_what_cannot_be_told_of_or_drafted_stops_nothing_else_and_is_an_alarm_until_it_can(
    world, the_ladder, engine, log_in, client, monkeypatch, caplog, fault
):
    now = timezone.now()
    owed(world)
    if fault == "one matter":
        monkeypatch.setattr(receipts, "_causes", lambda rows: {})
    elif fault == "a kind of notice":
        monkeypatch.setattr(receipts, "_owed", lambda until: [] < until)
    else:
        make_request(world, "open", agency=world.agency_b, issued_at=now - timedelta(hours=73))
        monkeypatch.setattr(postroom.letter_making.next_letter, "next_rung", lambda row, day: None < day)
    make_request(world, "open")
    engine(now)
    assert "surat@a.example" in left("letter"), "the letter was made and has left"
    assert set(Heartbeat.objects.values_list("part", flat=True)) >= {"sweep", "letters", "seal"}
    band, officer = "tidak dapat diberitahukan atau disusun", log_in(world.officer)
    for page in ("/meja/", "/insiden/", "/kotak-keluar/"):
        assert band in officer.get(page).content.decode(), page
    assert client.get("/healthz").json()["notices"] is False and "the next sweep tries again" in caplog.text
    monkeypatch.undo()
    postroom.write_receipts(now)
    Heartbeat.beat(Heartbeat.Part.NOTICES, now, well=postroom.draft_next_letters(now))
    assert band not in officer.get("/meja/").content.decode()
    assert Message.objects.filter(kind="commitment_due").exists()


@pytest.mark.real
def test_what_every_page_of_staff_counts_is_found_by_an_index_however_many_mails_there_were(world):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")  # of so few it looks at each
        plan = Message.objects.given_up().order_by().explain()
    assert "messages_given_up" in plan and "Seq Scan" not in plan, plan

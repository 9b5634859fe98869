"""The night's verification is held against heads where others keep them, and says against which, or that there were none."""

import json
import os
import socket
import time
from base64 import b64encode
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from threading import Thread

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from incidents.models import AccessEntry, Verification
from incidents.record import discrepancies, lesser_runs, transparency, verification
from incidents.record.access_log import log
from incidents.reports.seal_state import EACH_NIGHT, watched
from notifications import tasks
from notifications.postroom import bounded_fetch, heads_from_outside
from tests.restored import declare_restore, lost_tail

WITNESS = "inspektorat@luar.example"


@pytest.fixture
def kept(settings, an_incident, tmp_path):
    """A folder of somebody else, with the newest head in it."""
    settings.LOG_WITNESSES, settings.LOG_HEADS = [WITNESS], [str(tmp_path)]
    transparency.seal_all(timezone.now())
    (tmp_path / "head.txt").write_text(transparency.newest().checkpoint)
    (tmp_path / "head.tst").write_bytes(b"\0\1")
    return tmp_path


@pytest.fixture
def monitor():
    """(its address, what it answers): a web server as a monitor of the log has one."""
    answer = {"status": 200, "body": b""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            answer["asked"] = self.headers["Authorization"]
            self.send_response(answer["status"])
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            self.wfile.write(answer["body"])

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://siapa:rahasia@127.0.0.1:{server.server_port}/checkpoint", answer
        server.shutdown()


def told(log_in, world):
    """What the auditor's first page says, in one line."""
    return " ".join(log_in(world.auditor).get("/audit/").content.decode().split())


def test_it_says_against_how_many_heads_it_was_held_on_the_first_page_and_in_the_mail(kept, log_in, world):
    tasks.verify_record()
    size = transparency.newest().size
    said = f"Dicocokkan dengan kepala segel dari luar: 1, yang terbaru {size} daun"
    assert said in told(log_in, world) and said in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Segel catatan")


def test_that_nothing_outside_is_configured_is_said_plainly(kept, settings, log_in, world):
    settings.LOG_HEADS = []
    tasks.verify_record()
    for said in (told(log_in, world), mail.outbox[0].body):
        assert "Tidak dicocokkan dengan kepala segel dari luar" in said and "LOG_HEADS" in said
    page = told(log_in, world)
    assert "Sesuai segel, sejauh terbaca" in page and "karena tidak ada tempat yang diatur" in page


def test_a_tail_that_was_cut_is_seen_in_the_night(kept, log_in, world):
    base = transparency.newest().size
    (lost,) = lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor=world.auditor))
    (kept / "later.txt").write_text(lost)
    tasks.verify_record()
    assert Verification.objects.get().tail_since == base
    (sent,) = mail.outbox
    assert (
        sent.subject.startswith("PERIKSA: ekor catatan hilang") and "tidak ada pemulihan yang dinyatakan" in sent.body
    )
    assert "Ada yang ditemukan" in told(log_in, world)


def test_a_declared_restore_is_said_on_every_page_and_in_every_mail_from_then_on(kept, log_in, world):
    (lost,) = lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor=world.auditor))
    (kept / "later.txt").write_text(lost)
    declare_restore([lost])
    tasks.seal_log()
    for _night in range(2):
        tasks.verify_record()
    for sent in mail.outbox:
        assert sent.subject.startswith("PERHATIKAN: pemulihan dinyatakan") and "Sari, Pusat Data" in sent.body
        assert "hilang: pemulihan dinyatakan" in sent.body and "tidak menemukan perbedaan" in sent.body
    seal_page = log_in(world.auditor).get("/jejak/segel/").content.decode()
    for said in (told(log_in, world), seal_page):
        assert "Pemulihan dari cadangan" in said and "Cakram rusak" in said and "Sesuai segel" in said
    assert log_in(world.auditor).get("/healthz").json()["verified"]


def test_a_monitor_is_asked_for_the_head_that_it_saw(kept, settings, monitor):
    address, answer = monitor
    settings.LOG_HEADS, answer["body"] = [address], (kept / "head.txt").read_bytes()
    assert heads_from_outside() == ([(kept / "head.txt").read_text()], [])
    assert answer["asked"] == f"Basic {b64encode(b'siapa:rahasia').decode()}"


def test_what_cannot_be_read_is_named_without_its_password_and_the_rest_is_verified(kept, settings, monitor, tmp_path):
    address, answer = monitor
    answer["status"] = 302
    (kept / "note.txt").write_text("halo")
    (kept / "bytes.txt").write_bytes(b"\xff")
    empty = tmp_path / "empty"
    empty.mkdir()
    settings.LOG_HEADS = [str(kept / "head.txt"), str(kept / "note.txt"), str(kept / "bytes.txt"), address]
    settings.LOG_HEADS += [str(kept / "none.txt"), str(empty)]
    tasks.verify_record()
    said = [each["given"].get("place", "") for each in Verification.objects.get().outside]
    assert [place.rpartition("/")[2] for place in said] == [
        "",
        "note.txt",
        "bytes.txt",
        "checkpoint",
        "none.txt",
        "empty",
    ]
    assert "rahasia" not in str(Verification.objects.get().outside)
    assert mail.outbox[0].subject.startswith("PERHATIKAN: kepala segel di luar tidak terbaca")


def test_what_cannot_be_read_in_a_folder_silences_none_of_the_heads_beside_it(kept):
    """Whoever may put one file there could else keep the night from every head of the folder."""
    (kept / "a.txt").write_bytes(b"\xff")
    (kept / "b.txt").mkdir()
    os.mkfifo(kept / "c.txt")
    (kept / "z.txt").symlink_to(kept / "gone.txt")
    notes, said = heads_from_outside()
    assert notes == [(kept / "head.txt").read_text()]
    assert [each.given["place"].rpartition("/")[2] for each in said] == ["a.txt", "b.txt", "c.txt", "z.txt"]


def test_an_address_that_is_none_keeps_nothing_from_being_verified(kept, settings):
    settings.LOG_HEADS = [
        "https://siapa:rahasia@[::1/checkpoint",
        "https://siapa:rahasia@lu\u2100r.example/",
        *settings.LOG_HEADS,
    ]
    notes, said = heads_from_outside()
    assert notes == [(kept / "head.txt").read_text()] and len(said) == 2 and "rahasia" not in str(said)


def test_a_monitor_that_goes_on_talking_slowly_is_hung_up_whatever_it_says(kept, settings, monkeypatch):
    """A byte each moment, of its head or of what follows: no time-out of a socket ends that."""
    monkeypatch.setattr(bounded_fetch, "SECONDS", 1)
    for head in (
        b"HTTP/1.0 200 OK\r\nX-Slow: ",
        b"HTTP/1.0 200 OK\r\nContent-Length: 900\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n",
    ):
        with socket.create_server(("127.0.0.1", 0)) as server:
            Thread(target=drip, args=(server, head), daemon=True).start()
            settings.LOG_HEADS = [f"http://127.0.0.1:{server.getsockname()[1]}/checkpoint"]
            began = time.monotonic()
            notes, said = heads_from_outside()
            assert (notes, time.monotonic() - began < 3) == ([], True), head
            assert said[0].given["why"] == "took longer than 1 seconds"


def drip(server, head):
    line, _address = server.accept()
    with line, suppress(OSError):
        line.sendall(head)
        for _n in range(80):
            line.sendall(b"x")
            time.sleep(0.1)


def test_more_than_a_checkpoint_can_be_is_not_read_to_its_end(kept, settings, monitor):
    settings.LOG_HEADS, monitor[1]["body"] = [monitor[0]], b"x" * (bounded_fetch.MOST + 100_000)
    assert heads_from_outside()[0] == [] and len(bounded_fetch.fetched(monitor[0])) == bounded_fetch.MOST


def test_a_night_that_does_not_reach_a_place_puts_out_no_alarm_and_says_so_until_it_is_reached(
    alarm, settings, log_in, world
):
    folder, lost = alarm
    night, health = Verification.objects.get(), log_in(world.auditor)
    settings.LOG_HEADS = [str(folder / "head.txt"), str(folder / "later.txt")]
    away = (folder / "later.txt").rename(folder / "away")
    for _night in range(2):
        tasks.verify_record()
        last = Verification.objects.latest("ended_at")
        assert not last.found and last.unreached == [str(folder / "later.txt")]
        page = told(log_in, world)
        assert "Ada yang ditemukan" in page and "Sesuai segel" not in page and "later.txt" in page
        assert "tetap berlaku sampai pemeriksaan yang mencapai semua tempat" in page
        assert not health.get("/healthz").json()["verified"]
        assert mail.outbox[-1].subject.startswith("PERIKSA: yang ditemukan sebelumnya masih berlaku")
        assert "tetap berlaku: pemeriksaan ini tidak membaca semua tempat" in mail.outbox[-1].body
        assert watched(timezone.now()).bound == last.ended_at + EACH_NIGHT, "it was a night all the same"
    assert by_hand()[1].count("It looked at less") == 1, "nor does one by hand that reaches as little"
    away.rename(folder / "later.txt")
    declare_restore([lost])
    tasks.seal_log()
    tasks.verify_record()
    page = told(log_in, world)
    assert "Sesuai segel" in page and "tidak terbaca" not in page and health.get("/healthz").json()["verified"]
    assert watched(timezone.now()).standing is None and night.found


def test_a_place_that_was_not_reached_is_said_with_when_all_were_reached_last(kept, settings, log_in, world):
    tasks.verify_record()
    settings.LOG_HEADS = [str(kept), str(kept.parent / "none.txt")]
    tasks.verify_record()
    for page in (told(log_in, world), " ".join(log_in(world.auditor).get("/jejak/segel/").content.decode().split())):
        assert "Tidak terbaca oleh pemeriksaan terakhir" in page and "none.txt" in page
        assert "Semua tempat terakhir kali terbaca" in page and "tetap berlaku" not in page
    assert "Sesuai segel, sejauh terbaca" in told(log_in, world)
    seals = " ".join(log_in(world.auditor).get("/jejak/segel/").content.decode().split())
    assert seals.count("Sesuai segel, sejauh terbaca") == 1 and "Tidak dapat dibaca: " in seals
    assert mail.outbox[-1].subject.startswith("PERHATIKAN: kepala segel di luar tidak terbaca")


def by_hand(*arguments):
    """(how `verify_audit` ended, what it said)."""
    out = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def alarm(kept, world):
    """(the folder outside, the head of a tail that was cut), as the night has found it."""
    (lost,) = lost_tail(lambda: log(AccessEntry.Kind.READ, None, actor=world.auditor))
    (kept / "later.txt").write_text(lost)
    tasks.verify_record()
    return kept, lost


def test_by_hand_it_is_held_against_the_same_heads_as_in_the_night(alarm, settings, log_in, world):
    folder, _lost = alarm
    code, said = by_hand()
    assert code == 3 and "held against heads from outside: 2" in said and "looked at less" not in said
    settings.LOG_HEADS = []
    assert by_hand("--head", str(folder))[0] == 3
    assert not Verification.objects.filter(lesser=True).exists()
    assert not log_in(world.auditor).get("/healthz").json()["verified"]


def test_a_look_by_hand_without_the_heads_of_the_night_puts_out_no_alarm(alarm, settings, log_in, world):
    folder, _lost = alarm
    night, settings.LOG_HEADS = Verification.objects.get(), []
    for arguments in ((), ("--head", str(folder / "head.txt"))):
        code, said = by_hand(*arguments)
        assert code == 0 and "It looked at less than the last verification that counts" in said
    page = told(log_in, world)
    assert "Ada yang ditemukan" in page and "Sesuai segel" not in page
    assert "memeriksa lebih sedikit daripada pemeriksaan malam" in page and "tidak ditemukan apa pun" in page
    seals = " ".join(log_in(world.auditor).get("/jejak/segel/").content.decode().split())
    assert "Ekor hilang" in seals and seals.count("dengan tangan, memeriksa lebih sedikit") == 2
    assert not log_in(world.auditor).get("/healthz").json()["verified"]
    assert watched(timezone.now()).bound == night.ended_at + EACH_NIGHT, "nor is the next night later by it"
    assert by_hand("--since", str(transparency.newest().size))[1].count("It looked at less") == 1
    assert watched(timezone.now()).last == night
    assert json.loads(by_hand("--json")[1])["lesser"] is True
    settings.LOG_HEADS = [str(folder)]
    assert json.loads(by_hand("--json")[1])["lesser"] is False


def test_a_setting_that_was_emptied_or_cut_short_puts_out_no_alarm(alarm, settings, log_in, world):
    folder, lost = alarm
    found = Verification.objects.get()
    for settings.LOG_HEADS in ([], [str(folder / "head.txt")], []):
        tasks.verify_record()
        watch = watched(timezone.now())
        assert not watch.last.found and watch.standing == found and not watch.proved
        assert mail.outbox[-1].subject.startswith("PERIKSA: yang ditemukan sebelumnya masih berlaku")
    page = told(log_in, world)
    assert "Ada yang ditemukan" in page and "Sesuai segel" not in page and "karena tidak ada tempat" in page
    assert "sampai pemeriksaan yang mencapai semua tempat" in page
    assert not log_in(world.auditor).get("/healthz").json()["verified"]
    settings.LOG_HEADS = [str(folder)]
    declare_restore([lost])
    tasks.seal_log()
    tasks.verify_record()
    assert watched(timezone.now()).standing is None
    settings.LOG_HEADS = []
    tasks.verify_record()
    assert watched(timezone.now()).proved, "what a night that saw as much has taken back does not come again"


def test_a_look_by_hand_that_sees_as_much_says_that_it_is_mended(alarm, settings, log_in, world):
    folder, lost = alarm
    settings.LOG_HEADS = []
    assert by_hand()[0] == 0
    settings.LOG_HEADS = [str(folder)]
    declare_restore([lost])
    tasks.seal_log()
    assert by_hand()[0] == 4
    assert "Sesuai segel" in told(log_in, world) and "memeriksa lebih sedikit" not in told(log_in, world)
    assert log_in(world.auditor).get("/healthz").json()["verified"]


def test_what_a_lesser_look_finds_is_an_alarm_that_another_does_not_put_out(kept, settings, log_in, world):
    tasks.verify_record()
    settings.LOG_HEADS, now = [], timezone.now()
    found = verification.Report()
    found.find("is not what was sealed", discrepancies.of_head(1))
    verification.keep(found, now, timezone.now(), lesser=True)
    assert by_hand()[0] == 0
    page = told(log_in, world)
    assert "Sesuai segel" in page and "Ada yang ditemukan olehnya" in page
    assert not log_in(world.auditor).get("/healthz").json()["verified"]
    settings.LOG_HEADS = [str(kept)]
    tasks.verify_record()
    assert log_in(world.auditor).get("/healthz").json()["verified"]


def test_whoever_looks_at_no_file_looked_at_less(kept):
    now = timezone.now()
    verification.keep(verification.Report(files=3), now, now)
    assert lesser_runs.lesser(verification.Report()) and not lesser_runs.lesser(verification.Report(files=2))

"""The engine in pieces: killed between two steps, deaf, silent. One letter, one receipt, nothing lost."""

import http.client
import signal
import socket
import statistics
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from incidents.models import CaseEvent, Letter
from notifications.models import Heartbeat, Message
from notifications.postroom import doorbell
from tests.conftest import answer_request, issue_request, make_request
from tests.processes import until
from tests.servers import free_port

pytestmark = pytest.mark.real
SENT = Message.State.SENT


def sent(kind):
    return Message.objects.filter(kind=kind, state=SENT).count()


def test_a_worker_and_beat_carry_a_letter_from_the_deed_to_the_mailbox(processes, mailbox, real_world):
    processes.worker("-P", "prefork", "-c", "2")  # the pool production runs
    processes.beat()
    request = make_request(real_world, "open")
    until(lambda: sent("letter") == 1, 30, "the letter's mail")
    [(to, mail)] = mailbox.of("letter")
    assert to == ["surat@a.example"]
    attached, entry = mail.iter_attachments()
    assert entry.get_content_type() == "text/calendar"
    data = attached.get_payload(decode=True)
    assert data.startswith(b"%PDF-") and attached.get_filename().endswith(".pdf")
    import hashlib

    assert hashlib.sha256(data).hexdigest() == request.letters.get().file.sha256
    answer_request(real_world, request)
    until(lambda: sent("answered") == 1, 20, "the officer's notice")
    assert until(lambda: Heartbeat.objects.filter(part="sweep").first())


@pytest.mark.parametrize("point", ["letter-drawn", "letter-stored", "mail-accepted"])
def test_a_worker_killed_between_two_steps_leaves_one_letter_and_one_receipt(
    processes, mailbox, real_world, fail_points, point
):
    worker = processes.worker()
    processes.beat()
    request = make_request(real_world, "awaiting_approval")
    # The supervisors' mails pass first: the kill belongs to the letter.
    until(lambda: sent("submitted") == 2, 30, "the supervisors' mails")
    fail_points.arm(point)
    issue_request(real_world, request)
    until(lambda: worker.poll() is not None, 40, "the worker's death")
    assert worker.returncode == -signal.SIGKILL
    assert sent("letter") == 0
    processes.worker()
    until(lambda: sent("letter") == 1, 40, f"the letter after the restart {processes.log('worker')}")
    assert Letter.objects.get().file_id
    assert CaseEvent.objects.filter(action="store_letter").count() == 1
    assert CaseEvent.objects.filter(action="send_message", details__kind="letter").count() == 1
    assert Message.objects.filter(kind="letter").count() == 1
    copies = mailbox.of("letter")
    assert len(copies) == (2 if point == "mail-accepted" else 1)
    assert len({mail["Message-ID"] for _, mail in copies}) == 1


def test_a_silent_redis_costs_a_click_less_than_a_second(real_world, monkeypatch):
    """A Redis that accepts the connection and never answers."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(50)
        monkeypatch.setattr(settings, "CELERY_BROKER_URL", f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        request = make_request(real_world, "awaiting_approval")
        browser = Client()
        browser.force_login(real_world.supervisor)
        page = browser.get(f"/permintaan/{request.pk}/terbitkan/")
        data = {"seen": page.context["row"].version, "digest": page.context["digest"]}
        started = time.monotonic()
        answer = browser.post(f"/permintaan/{request.pk}/terbitkan/", data)
        took = time.monotonic() - started
    assert answer.status_code == 302
    assert took < 1, f"{took:.2f} s"
    assert Letter.objects.filter(request=request).exists()


def test_what_a_deaf_bell_missed_leaves_with_the_next_sweep(processes, mailbox, real_world, monkeypatch):
    monkeypatch.setattr(doorbell.current_app, "send_task", lambda *a, **k: (_ for _ in ()).throw(OSError("silent")))
    make_request(real_world, "open")
    processes.worker()
    processes.beat()
    until(lambda: sent("letter") == 1, 30, "the letter's mail")


def test_a_hanging_mail_server_slows_no_page_and_no_deed(processes, real_world):
    """Pages of a real web server, before and while every worker waits for a mail server that accepts and never speaks."""
    port = free_port()
    processes.web(port)
    cookie = f"{settings.SESSION_COOKIE_NAME}={_session_of(real_world.supervisor)}"
    request = make_request(real_world, "awaiting_approval")
    pages = ["/meja/", "/kotak-keluar/", f"/permintaan/{request.pk}/"]

    def took(path):
        started = time.monotonic()
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        line.request("GET", path, headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        line.close()
        assert answer.status == 200
        return time.monotonic() - started

    until(lambda: _listens(port), 30, f"the web server {processes.log('web')}")
    for path in pages * 3:
        took(path)
    before = statistics.median(took(path) for path in pages * 10)
    with socket.socket() as hanging:
        hanging.bind(("127.0.0.1", 0))
        hanging.listen()
        for _ in range(2):
            processes.worker(EMAIL_URL=f"smtp://127.0.0.1:{hanging.getsockname()[1]}", MESSAGE_LEASE_SECONDS="60")
        processes.beat()
        until(
            lambda: Message.objects.filter(claimed_until__isnull=False).exists(), 30, "a worker at the hanging server"
        )
        started = time.monotonic()
        issue_request(real_world, request)
        deed = time.monotonic() - started
        during = [took(path) for path in pages * 10]
        assert Message.objects.filter(claimed_until__isnull=False).exists(), "the server still hangs"
    print(f"median page {1000 * before:.0f} ms before, {1000 * statistics.median(during):.0f} ms while it hangs")
    assert statistics.median(during) < 2 * before + 0.05 and max(during) < 3 and deed < 2


def _listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _session_of(user):
    browser = Client()
    browser.force_login(user)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def test_two_sweeps_at_once_write_each_receipt_once(real_world):
    from django.db import connection
    from django.utils import timezone

    from notifications import postroom

    for _ in range(3):
        make_request(real_world, "open")
    at = timezone.now() + timedelta(hours=100)
    failures, barrier = [], threading.Barrier(4)

    def sweep():
        try:
            barrier.wait()
            postroom.write_receipts(at)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=sweep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    postroom.write_receipts(at)
    assert not failures
    rows = list(Message.objects.values_list("event", "kind", "recipient"))
    assert len(rows) == len(set(rows)) == 3 * (1 + 2 + 3 + 2 + 3)


def test_four_workers_at_the_same_messages_send_each_once(real_world, mailbox, settings):
    from django.db import connection
    from django.utils import timezone

    from notifications import postroom

    settings.EMAIL_BACKEND = "notifications.postroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mailbox.port
    make_request(real_world, "awaiting_approval")
    postroom.write_receipts(timezone.now())
    barrier = threading.Barrier(4)

    def deliver():
        try:
            barrier.wait()
            postroom.deliver_messages()
        finally:
            connection.close()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(to for to, _ in mailbox.mails) == [["other.supervisor@uji.example"], ["supervisor@uji.example"]]
    assert CaseEvent.objects.filter(action="send_message").count() == 2

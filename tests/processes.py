"""Real processes for the suite: web server, worker, beat, and an SMTP server that remembers. Ended by their own ids."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from aiosmtpd.controller import Controller

from tests.forked import BASE, Forked
from tests.servers import free_port

PATIENCE = 120  # seconds: nothing that is waited for takes two of them, on a machine that does nothing else


def until(true, what="the expected state"):
    """Wait until `true()` is, or fail naming what was waited for; `what` may be a function that finds out."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := true():
            return result
        time.sleep(0.05)
    pytest.fail(f"{what() if callable(what) else what} did not come within {PATIENCE} s")


class FailPoints:
    """Hears each process pass a named place of notifications/postroom/fail_points.py, and lets it die there when told to.

    `passed` is the log: (monotonic instant, pid, place, key, died). `leaders`: pid → the process that started with it.
    `arm` makes the next `times` passages deadly.
    """

    def __init__(self, path):
        self.path, self.passed, self._armed, self._lock = str(path), [], Counter(), threading.Lock()
        self.leaders = {}
        self._door = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._door.bind(self.path)
        self._door.listen(64)
        threading.Thread(target=self._serve, daemon=True).start()

    def arm(self, place, times=1):
        with self._lock:
            self._armed[place] += times

    def disarm(self):
        with self._lock:
            self._armed.clear()

    def died_at(self, place):
        return [key for _at, _pid, name, key, died in self.passed if died and name == place]

    def _serve(self):
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return  # closed: the test is over
            with line:
                pid, place, key = line.makefile().readline().split()
                self.leaders[int(pid)] = os.getpgid(int(pid))  # it waits for the answer, so it is there
                with self._lock:
                    dies = self._armed[place] > 0
                    self._armed[place] -= dies
                    self.passed.append((time.monotonic(), int(pid), place, key, dies))
                line.sendall(b"die" if dies else b"go")

    def close(self):
        self._door.close()


class Mailbox:
    """A receiving SMTP server on loopback: keeps every mail it said 250 to."""

    def __init__(self):
        self.mails = []
        self.port = free_port()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        return "250 2.0.0 kept"

    def of(self, kind):
        return [(to, mail) for to, mail in self.mails if mail["X-Tanggap-Kind"] == kind]


@contextmanager
def receiving():
    """A mailbox that listens."""
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=box.port, ready_timeout=PATIENCE)
    server.start()
    try:
        yield box
    finally:
        server.stop()


def kill_group(process):
    """kill -9 of the process and of all its children. One that died by itself is gone already."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def unforked(module, *arguments, environment, log):
    """`python -m module *arguments` as production starts it: where what it costs is measured."""
    command, quiet = [sys.executable, "-m", module, *arguments], subprocess.DEVNULL
    with open(log, "ab") as out:
        return subprocess.Popen(
            command, cwd=BASE, env=environment, stdin=quiet, stdout=out, stderr=out, start_new_session=True
        )


class Processes:
    """What was started here ends here. `environment`: what each process finds, beside what its start adds."""

    def __init__(self, folder, environment, begin=Forked):
        self.folder, self.environment, self.begin, self.running = Path(folder), environment, begin, []

    def start(self, name, module, *arguments, **more):
        environment, log = {**self.environment, **more}, self.folder / f"{name}.log"
        self.running.append(self.begin(module, *arguments, environment=environment, log=log))
        return self.running[-1]

    def worker(self, *pool, **more):
        arguments = ("worker", *(pool or ("-P", "solo")), "-l", "INFO", "--without-gossip", "--without-mingle")
        return self.start("worker", "tests.worker", *arguments, **more)

    def engine(self):
        """Worker and beat in one process: where what they do counts, not how they die."""
        return self.worker("-P", "solo", "-B", "-s", str(self.folder / "beat"))

    def beat(self, name="beat", **more):
        schedule = str(self.folder / name)
        return self.start(name, "tests.worker", "beat", "--pidfile=", "-s", schedule, **more)

    def web(self, port, **more):
        arguments = ("tests.web:application", "--bind", f"127.0.0.1:{port}", "--workers=2", "--threads=4")
        more = {"SITE_URL": f"http://127.0.0.1:{port}", **more}
        return self.start("web", "gunicorn", *arguments, "--preload", "--no-control-socket", **more)

    def log(self, name):
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-4000:] if path.exists() else ""

    def end(self):
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                kill_group(process)
                process.wait(5)


# For those who are killed with a mail or a task in hand: it is free again before a test grows old.
SOON_FREE = {"MESSAGE_LEASE_SECONDS": "2", "VISIBILITY_TIMEOUT_SECONDS": "3"}


class House:
    """What real processes share as long as the suite's process lives: Redis, mailbox, files, and one web server."""

    def __init__(self, folder, broker, mailbox):
        self.folder, self.broker = Path(folder), broker
        self.files, self.offences, self.address = self.folder / "files", self.folder / "offences", None
        self.environment = {
            **os.environ,
            "REDIS_URL": broker,
            "EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "FILES_ROOT": str(self.files),
            "VAR_DIR": str(self.folder / "var"),
            "WRITE_GUARD_FILE": str(self.offences),
            "SWEEP_SECONDS": "1",
        }
        self.staying = Processes(self.folder, self.environment)

    def tidy(self):
        """Nothing waits that an earlier test has asked for."""
        with redis.from_url(self.broker.replace("redis+socket", "unix").replace("virtual_host", "db")) as broker:
            broker.flushdb()

    def open(self):
        """The address of the web server, which stays: a database that took another's place is met by its next request."""
        if not self.address:
            port = free_port()
            self.address = f"http://127.0.0.1:{port}"
            self.environment["SITE_URL"] = self.address
            self.staying.web(port)
        until(self._answers, lambda: f"the web server {self.staying.log('web')}")
        return self.address

    def _answers(self):
        try:
            return urllib.request.urlopen(f"{self.address}/masuk/", timeout=5).status == 200
        except OSError:
            return False

    def complain(self):
        """Fails when a process wrote what only deeds may write."""
        if self.offences.exists():
            said = self.offences.read_text()
            self.offences.unlink()
            pytest.fail(said)

    def end(self):
        self.staying.end()

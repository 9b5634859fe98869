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
from collections import Counter
from pathlib import Path

import pytest

from tests.servers import free_port

BASE = Path(__file__).resolve().parent.parent


def until(true, seconds=30, what="the expected state"):
    """Wait until `true()` is, or fail naming what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := true():
            return result
        time.sleep(0.05)
    pytest.fail(f"{what} did not come within {seconds} s")


class FailPoints:
    """Hears each process pass a named place of notifications/postroom/fail_points.py, and lets it die there when told to.

    `passed` is the log: (monotonic instant, pid, place, key, died). `arm` makes the next `times` passages deadly.
    """

    def __init__(self, path):
        self.path, self.passed, self._armed, self._lock = str(path), [], Counter(), threading.Lock()
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


class Processes:
    def __init__(self, folder, environment):
        self.folder, self.environment, self.running = Path(folder), environment, []

    def start(self, name, *command, **more):
        log = open(self.folder / f"{name}.log", "ab")  # noqa: SIM115
        process = subprocess.Popen(
            command,
            cwd=BASE,
            env={**self.environment, **more},
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def worker(self, *pool, **more):
        arguments = ("worker", *(pool or ("-P", "solo")), "-l", "INFO", "--without-gossip", "--without-mingle")
        return self.start("worker", sys.executable, "-m", "tests.worker", *arguments, **more)

    def beat(self, name="beat", **more):
        schedule = str(self.folder / name)
        return self.start(name, sys.executable, "-m", "tests.worker", "beat", "--pidfile=", "-s", schedule, **more)

    def web(self, port, **more):
        command = (sys.executable, "-m", "gunicorn", "tests.web:application", "--bind", f"127.0.0.1:{port}")
        return self.start("web", *command, "--workers", "2", "--threads", "4", "--no-control-socket", **more)

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
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)

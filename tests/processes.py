"""Real processes for the suite: web server, worker, beat, and an SMTP server that remembers. Ended by their own ids."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until(true, seconds=30, what="the expected state"):
    """Wait until `true()` is, or fail naming what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := true():
            return result
        time.sleep(0.05)
    pytest.fail(f"{what} did not come within {seconds} s")


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

    def beat(self, **more):
        schedule = str(self.folder / "beat")
        return self.start("beat", sys.executable, "-m", "tests.worker", "beat", "--pidfile=", "-s", schedule, **more)

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

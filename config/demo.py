"""`make run`: the whole product on this machine. Web server, Celery worker and beat, a mail sink; ended together.

SQLite under var/; a private Redis on a socket under var/ when the program is there, else Celery's filesystem broker.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.request import urlopen

BASE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", BASE / "var"))
PYTHON = sys.executable


class Sink:
    """aiosmtpd's handler: every mail becomes a file, whole or not at all."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  (aiosmtpd's name)
        folder = VAR / "mail"
        name = f"{time.strftime('%Y%m%d%H%M%S')}-{uuid.uuid4().hex[:12]}"
        (folder / f"{name}.part").write_bytes(envelope.original_content)
        (folder / f"{name}.part").rename(folder / f"{name}.eml")
        return "250 2.0.0 kept"


def free_port(wanted):
    """`wanted` if nobody listens there, else any free one. Loopback only."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise SystemExit("no free port on loopback")


class House:
    """The processes of the demo. Each runs in a session of its own and is ended by its own process id."""

    def __init__(self, environment):
        self.environment = environment
        self.children = []

    def start(self, name, *command):
        log = open(VAR / "log" / f"{name}.log", "ab")  # noqa: SIM115  (lives as long as the child)
        child = subprocess.Popen(
            command,
            cwd=BASE,
            env=self.environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.children.append((name, child))
        return child

    def dead(self):
        return next((name for name, child in self.children if child.poll() is not None), None)

    def end(self):
        for wait, how in ((8, signal.SIGTERM), (3, signal.SIGKILL)):
            for _, child in reversed(self.children):
                if child.poll() is None:
                    child.send_signal(how)
            until = time.monotonic() + wait
            for _, child in self.children:
                try:
                    child.wait(max(0.1, until - time.monotonic()))
                except subprocess.TimeoutExpired:
                    continue


def manage(environment, *arguments):
    """Run a management command to its end; returns what it printed."""
    command = [PYTHON, "manage.py", *arguments]
    return subprocess.run(command, cwd=BASE, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def redis(house, folder):
    """A Redis of our own without a port, or "" when the program is missing."""
    program = shutil.which("redis-server")
    if not program:
        return ""
    path = folder / "redis.sock"
    if len(str(path)) > 100:  # the kernel's limit for socket addresses is 108 bytes
        path = Path(tempfile.mkdtemp(prefix="tanggap-")) / "redis.sock"
    path.unlink(missing_ok=True)
    house.start(
        "redis",
        program,
        "--port",
        "0",
        "--unixsocket",
        str(path),
        "--unixsocketperm",
        "700",
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        str(folder),
    )
    for _ in range(100):
        if path.exists():
            return f"redis+socket://{path}"
        time.sleep(0.05)
    raise SystemExit("redis-server did not start; see var/log/redis.log")


def main():
    if os.environ.get("DATABASE_URL"):
        raise SystemExit("The demo brings its own SQLite; unset DATABASE_URL, or start production as the README says.")
    for folder in ("log", "mail", "files"):
        (VAR / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    web, mail = free_port(int(os.environ.get("PORT", "8000"))), free_port(0)
    environment = {
        **os.environ,
        "DEMO": "1",
        "VAR_DIR": str(VAR),
        "SITE_URL": f"http://127.0.0.1:{web}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail}",
        "SWEEP_SECONDS": os.environ.get("SWEEP_SECONDS", "20"),
        "PYTHONUNBUFFERED": "1",
    }
    house = House(environment)
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, _stop)
    try:
        run(house, web, mail)
    except KeyboardInterrupt:
        print("\nStopping …")
    finally:
        house.end()
        print("Everything is stopped. The data stays in var/.")


def _stop(*_):
    raise KeyboardInterrupt


def run(house, web, mail):
    from aiosmtpd.controller import Controller

    environment = house.environment
    broker = redis(house, VAR)
    if broker:
        environment["REDIS_URL"] = broker
    print(
        f"Broker: {'private Redis on a socket' if broker else 'filesystem (redis-server is not installed)'} · SQLite in var/"
    )
    manage(environment, "migrate", "--verbosity", "0")
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    # Nobody hears the bell yet: hundreds of rings of the loading would stand before the first letter. One ring follows below.
    loaded = manage(environment | {"REDIS_URL": "memory://localhost"}, "load_demo")
    sink = Controller(Sink(), hostname="127.0.0.1", port=mail, data_size_limit=40 * 1024 * 1024)
    sink.start()
    try:
        house.start(
            "web",
            PYTHON,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{web}",
            "--workers",
            "1",
            "--threads",
            "4",
            "--no-control-socket",
        )
        wait_for(f"http://127.0.0.1:{web}/masuk/", house)
        house.start(
            "worker",
            PYTHON,
            "-m",
            "celery",
            "-A",
            "config",
            "worker",
            "-P",
            "solo",
            "-l",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        )
        house.start("beat", PYTHON, "-m", "celery", "-A", "config", "beat", "-l", "INFO", "--pidfile=")
        ring(environment)
        announce(web, loaded)
        while not house.dead():
            time.sleep(0.5)
        raise SystemExit(f"{house.dead()} ended by itself; see var/log/{house.dead()}.log")
    finally:
        sink.stop()


def ring(environment):
    """Have the first sweep come now: beat's own comes after a whole interval."""
    command = (PYTHON, "-m", "celery", "-A", "config", "call", "notifications.tasks.sweep")
    subprocess.run(command, cwd=BASE, env=environment, check=True, stdout=subprocess.DEVNULL)


def wait_for(address, house):
    until = time.monotonic() + 60
    while time.monotonic() < until and not house.dead():
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.15)
    raise SystemExit(f"the web server does not answer; see var/log/{house.dead() or 'web'}.log")


def announce(web, loaded):
    site = f"http://127.0.0.1:{web}"
    print(f"\n{loaded}\nTanggap: {site}/   (mails: {site}/contoh/surel/)\nCtrl-C ends everything.", flush=True)


if __name__ == "__main__":
    main()

"""A PostgreSQL and a Redis of our own, in a folder, on free loopback ports and sockets; ended by their own process ids."""

import os
import pwd
import random
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, "cwd": "/"}


# A fifth of the processor that the suite took was the server's. Its tables hold a few rows, and nobody reads its statistics: it need
# neither gather them in a hundred databases nor weigh each order of the joins of a question, nor write for `ps` what each session
# does, which took as long as a short question itself; what it answers is the same.
UNWATCHED = (
    "autovacuum=off",
    "track_counts=off",
    "track_activities=off",
    "update_process_title=off",
    "join_collapse_limit=1",
    "from_collapse_limit=1",
    "shared_buffers=512MB",
)


def free_port():
    """Below the range from which outgoing connections take theirs: nobody gets it by chance before it is listened at."""
    while True:
        with socket.socket() as probe, suppress(OSError):
            port = random.randint(15_000, 32_000)
            probe.bind(("127.0.0.1", port))
            return port


def came_up(up):
    """Whether `up()` is true within two minutes, on however busy a machine."""
    end = time.monotonic() + 120
    while not up():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def as_postgres(command):
    """initdb refuses root: then everything of the server runs as `postgres`."""
    command = [str(part) for part in command]
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


def program(name):
    """Where a program of the newest PostgreSQL of this machine lies."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    return found[-1]


class Postgres:
    """A cluster with the two roles of production. `app_url`, `owner_url`: what the product's settings take.

    `lasting`: commits survive a crash of the server. The suite does without; nothing here survives the machine's.
    """

    def __init__(self, folder, *, lasting=False):
        self.binary, self.data, self.port = program("initdb").parent, Path(folder) / "pg", free_port()
        self.options = ["fsync=off", "full_page_writes=off", "max_connections=200", *UNWATCHED]
        self.options += [] if lasting else ["synchronous_commit=off"]
        self.data.mkdir()
        if os.getuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.data, user.pw_uid, user.pw_gid)
        init = [self.binary / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust"]
        subprocess.run(as_postgres([*init, "-E", "UTF8", "--locale=C.UTF-8"]), check=True, **QUIET)
        self.app_url, self.owner_url = (
            f"postgres://tanggap_{role}:{role}@127.0.0.1:{self.port}/tanggap" for role in ("app", "owner")
        )
        self.admin_url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        # By its socket, to which an address without a host leads: a fifth of what a short question costs is TCP's.
        self.by_socket = {
            "PGHOST": str(self.data),
            "PGPORT": str(self.port),
            "DATABASE_URL": "postgres://tanggap_app:app@/tanggap",
            "DATABASE_OWNER_URL": "postgres://tanggap_owner:owner@/tanggap",
            "DATABASE_ADMIN_URL": "postgres://postgres@/postgres",
        }
        self.start()
        for statement in (
            "CREATE ROLE tanggap_owner LOGIN PASSWORD 'owner'",
            "CREATE ROLE tanggap_app LOGIN PASSWORD 'app'",
            "CREATE DATABASE tanggap OWNER tanggap_owner",
        ):
            self._psql(statement, check=True)

    def _psql(self, statement, check):
        command = [self.binary / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        return subprocess.run([*command, "-v", "ON_ERROR_STOP=1", "-q", "-c", statement], check=check, **QUIET)

    def start(self):
        command = [self.binary / "postgres", "-D", self.data, "-p", self.port, "-k", self.data]
        for option in ("listen_addresses=127.0.0.1", *self.options):
            command += ["-c", option]
        self.server = subprocess.Popen(as_postgres(command), start_new_session=True, **QUIET)
        if not came_up(lambda: self._psql("SELECT 1", check=False).returncode == 0):
            raise SystemExit("PostgreSQL does not come up")

    def _end(self, how):
        # The server's own process: under runuser it is the child of what we started.
        os.killpg(self.server.pid, how)
        try:
            self.server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(5)

    def crash(self):
        """Without a word to anybody: SIGQUIT ends the server and every session at once, recovery comes at the start."""
        self._end(signal.SIGQUIT)

    def stop(self):
        self._end(signal.SIGINT)


class Redis:
    """On a unix socket, without persistence: what it held is gone when it is killed. `url`: what the settings take."""

    def __init__(self, folder):
        self.program, self.folder = shutil.which("redis-server"), Path(folder)
        if not self.program:
            raise SystemExit("Redis is missing: apt-get install redis-server")
        self.path = self.folder / "redis.sock"
        self.url = f"redis+socket://{self.path}"
        self.start()

    def start(self):
        command = [self.program, "--port", "0", "--unixsocket", self.path, "--save", "", "--dir", self.folder]
        self.server = subprocess.Popen([str(part) for part in command], start_new_session=True, **QUIET)
        if not came_up(self.path.exists):
            raise SystemExit("Redis does not come up")

    def crash(self):
        self.server.kill()
        self.server.wait(10)
        self.path.unlink(missing_ok=True)

    def stop(self):
        self.server.terminate()
        self.server.wait(10)

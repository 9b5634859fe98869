"""`make test`: starts a PostgreSQL and a Redis of its own, runs the suite on PostgreSQL, and on SQLite what a database decides
(`tests/second_database.py`).

Each in two processes, which share the files of tests among them; a part that is named runs in one, on PostgreSQL alone.
The real parts wait a lot: what runs on SQLite only computes, runs meanwhile, and stands back for them (`nice`).
"""

import ctypes
import os
import resource
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from tests import turns  # noqa: E402
from tests.second_database import DECIDED_BY_A_DATABASE  # noqa: E402
from tests.servers import Postgres, Redis  # noqa: E402

WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")

# A name that asks Python not to keep what it has compiled would let each of the suite's processes compile everything anew.
NOT_HANDED_ON = ("DEMO", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PYTHONDONTWRITEBYTECODE")

IN_MEMORY, ROOM = Path("/dev/shm"), 8 << 30  # bytes: some two hundred databases of 20 MB, and what browsers keep


def a_folder():
    """In memory if there is room: to make the 1,600 files of a database costs 0.7 s of processor on a disk, and 0.04 there."""
    # what nothing uses: a file system in memory may promise more
    memory = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    writable = IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK)
    roomy = writable and min(memory, shutil.disk_usage(IN_MEMORY).free) > ROOM
    folder = Path(tempfile.mkdtemp(prefix="tanggap-test-", dir=IN_MEMORY if roomy else None))
    folder.chmod(0o755)
    (folder / "tmp").mkdir()
    return folder


@contextmanager
def ending(server):
    """The server, stopped whatever happens."""
    try:
        yield server
    finally:
        server.stop()


def pytest(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=BASE, env=environment, check=False
    ).returncode


@contextmanager
def on_sqlite(environment, folder):
    """What a database decides, begun on SQLite. Gives a function that waits for it, says what it said, and how it ended."""
    environment, said = {**environment, "VAR_DIR": str(folder / "var-sqlite")}, folder / "sqlite.log"
    with open(said, "w") as out:
        running = subprocess.Popen(
            ["nice", sys.executable, "-m", "pytest", *WORKERS, "--on-second-database", *sorted(DECIDED_BY_A_DATABASE)],
            cwd=BASE,
            env=environment,
            stdout=out,
            stderr=out,
        )

    def ended():
        code = running.wait()
        print("— on SQLite: what a database decides", said.read_text(), sep="\n", flush=True)
        return code

    try:
        yield ended
    finally:
        running.terminate()
        running.wait()


def adopt_orphans():
    """Whatever outlives what started it becomes a child of this process, on Linux: what it costs is counted here."""
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def bury():
    """Those that have ended are asked for, so that they are children no more."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def end_adopted():
    """Whatever is left of what was started here: servers, workers and browsers of tests that were cut short."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    for how in (signal.SIGTERM, signal.SIGKILL):
        until = time.monotonic() + 10
        while (left := children.read_text().split()) and time.monotonic() < until:
            for each in left:
                os.kill(int(each), how)
            time.sleep(0.1)
            bury()


def seconds_of_processor():
    """Spent by all that has ended."""
    bury()
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def end_as_asked(*_):
    """Whoever ends this process (SIGTERM) ends its servers with it: what stands behind it is done as after any error."""
    raise SystemExit(128 + signal.SIGTERM)


def main(arguments):
    signal.signal(signal.SIGTERM, end_as_asked)
    adopt_orphans()
    started = time.monotonic()
    folder = a_folder()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in NOT_HANDED_ON},
        "TANGGAP_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder / "var"),
        "TMPDIR": str(folder / "tmp"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PYTHONPATH": str(BASE),
    }
    if arguments or "EVERY" in os.environ:
        environment.pop("TURN", None)
    elif turn := environment.setdefault("TURN", turns.of_this_commit()):
        print(f"— what turn {turn} asks (tests/turns.py): TURN={turn} asks it again, EVERY=1 everything", flush=True)
    try:
        with ExitStack() as running:
            # SQLite needs no server: it computes while PostgreSQL is set up and migrated.
            ended = None if arguments else running.enter_context(on_sqlite(environment, folder))
            database = running.enter_context(ending(Postgres(folder)))
            broker = running.enter_context(ending(Redis(folder)))
            on_postgres = {
                **environment,
                "TEST_DB": "postgres",
                **database.by_socket,
                "TEST_REDIS_URL": broker.url,
            }
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASE, env=on_postgres, check=True
            )
            if arguments[:1] == ["--script"]:
                quiet = {
                    "LOG_LEVEL": "WARNING",
                    **on_postgres,
                }  # a line for each of ten thousand deeds is nobody's to read
                return subprocess.run([sys.executable, *arguments[1:]], cwd=BASE, env=quiet, check=False).returncode
            if ended is None:
                return pytest(on_postgres, *arguments)
            print("— on PostgreSQL, as the role that cannot rewrite the record", flush=True)
            code = pytest(on_postgres, *WORKERS)
            return ended() or code
    finally:
        end_adopted()
        shutil.rmtree(folder, ignore_errors=True)
        print(f"{time.monotonic() - started:.0f} s in all, {seconds_of_processor():.0f} s of processor", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make test`: starts a PostgreSQL and a Redis of its own, runs the suite on PostgreSQL, then the domain tests on SQLite."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
# What these ask is answered by the code, not by the database: once is enough.
NO_DATABASE_MATTERS = (
    "tests/test_access.py",
    "tests/test_hostile.py",
    "tests/test_architecture.py",
    "tests/test_tokens.py",
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_postgres(command):
    """initdb refuses root: then everything of the server runs as `postgres`."""
    if os.getuid() != 0:
        return command
    return ["runuser", "-u", "postgres", "--", *command]


@contextmanager
def postgres(folder):
    """A cluster in a temporary folder on a free loopback port. Yields (app url, owner url)."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not binaries:
        raise SystemExit("PostgreSQL is missing: apt-get install postgresql")
    binary = binaries[-1].parent
    data = folder / "pg"
    data.mkdir()
    if os.getuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(data, user.pw_uid, user.pw_gid)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(
        as_postgres(
            [str(binary / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        ),
        check=True,
        **quiet,
    )
    port = free_port()
    server = subprocess.Popen(
        as_postgres(
            [
                str(binary / "postgres"),
                "-D",
                str(data),
                "-p",
                str(port),
                "-k",
                str(data),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off",
                "-c",
                "max_connections=200",
            ]
        ),
        start_new_session=True,
        **quiet,
    )
    try:
        psql = [
            str(binary / "psql"),
            "-h",
            "127.0.0.1",
            "-p",
            str(port),
            "-U",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-q",
        ]
        for _ in range(200):
            ready = subprocess.run([*psql, "-c", "SELECT 1"], check=False, **quiet)
            if ready.returncode == 0:
                break
            time.sleep(0.1)
        for statement in (
            "CREATE ROLE tanggap_owner LOGIN PASSWORD 'owner'",
            "CREATE ROLE tanggap_app LOGIN PASSWORD 'app'",
            "CREATE DATABASE tanggap OWNER tanggap_owner",
        ):
            subprocess.run([*psql, "-c", statement], check=True, **quiet)
        yield tuple(f"postgres://tanggap_{r}:{r}@127.0.0.1:{port}/tanggap" for r in ("app", "owner"))
    finally:
        # The server's own process: under runuser it is the child of what we started.
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


@contextmanager
def redis(folder):
    program = shutil.which("redis-server")
    if not program:
        raise SystemExit("Redis is missing: apt-get install redis-server")
    path = folder / "redis.sock"
    server = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while not path.exists():
            time.sleep(0.05)
        yield f"redis+socket://{path}"
    finally:
        server.terminate()
        server.wait(10)


def pytest(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=BASE, env=environment, check=False
    ).returncode


def main(arguments):
    started = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="tanggap-test-"))
    folder.chmod(0o755)
    environment = {
        **{k: v for k, v in os.environ.items() if k not in ("DEMO", "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")},
        "TANGGAP_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder / "var"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "PYTHONPATH": str(BASE),
    }
    try:
        with postgres(folder) as (app, owner), redis(folder) as broker:
            on_postgres = {
                **environment,
                "TEST_DB": "postgres",
                "DATABASE_URL": app,
                "DATABASE_OWNER_URL": owner,
                "TEST_REDIS_URL": broker,
            }
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASE, env=on_postgres, check=True
            )
            if arguments[:1] == ["--script"]:
                return subprocess.run(
                    [sys.executable, *arguments[1:]], cwd=BASE, env=on_postgres, check=False
                ).returncode
            print("— on PostgreSQL, as the role that cannot rewrite the record", flush=True)
            code = pytest(on_postgres, *arguments)
            if not arguments:
                print("— the domain tests once more, on SQLite", flush=True)
                code = (
                    pytest(environment, "-m", "not real", *[f"--ignore={path}" for path in NO_DATABASE_MATTERS]) or code
                )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{time.monotonic() - started:.0f} s in all", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

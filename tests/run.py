"""`make test`: starts a PostgreSQL and a Redis of its own, runs the suite on PostgreSQL, then on SQLite what a database decides.

In two processes, which share the files of tests among them; a part that is named runs in one.
"""

import os
import resource
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BASE))

from tests.servers import Postgres, Redis  # noqa: E402

WORKERS = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")

# What these ask is answered by the code, not by the database: on PostgreSQL is enough. So are all tests without one.
NO_DATABASE_MATTERS = (
    "tests/test_access.py",  # the table of routes and roles
    "tests/test_hostile.py",  # what forms and uploads let in
)


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
        with ending(Postgres(folder)) as database, ending(Redis(folder)) as broker:
            on_postgres = {
                **environment,
                "TEST_DB": "postgres",
                "DATABASE_URL": database.app_url,
                "DATABASE_OWNER_URL": database.owner_url,
                "DATABASE_ADMIN_URL": database.admin_url,
                "TEST_REDIS_URL": broker.url,
            }
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=BASE, env=on_postgres, check=True
            )
            if arguments[:1] == ["--script"]:
                return subprocess.run(
                    [sys.executable, *arguments[1:]], cwd=BASE, env=on_postgres, check=False
                ).returncode
            print("— on PostgreSQL, as the role that cannot rewrite the record", flush=True)
            code = pytest(on_postgres, *(arguments or WORKERS))
            if not arguments:
                print("— once more on SQLite: what a database decides", flush=True)
                others = [f"--ignore={path}" for path in NO_DATABASE_MATTERS]
                code = pytest(environment, *WORKERS, "--on-second-database", *others) or code
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{time.monotonic() - started:.0f} s in all, {spent.ru_utime + spent.ru_stime:.0f} s of processor", flush=True
    )
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

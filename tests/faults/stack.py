"""The whole product in processes of its own: 2 web servers, 2 workers, 2 beats, on a PostgreSQL and a Redis that break.

A keeper starts again whatever died, as a service manager would.
"""

import os
import resource
import threading
import time

from tests.processes import FailPoints, Processes, kill_group
from tests.servers import Postgres, Redis, free_port

from .relay import Relay

WORKERS, BEATS, WEBS = ("worker-1", "worker-2"), ("beat-1", "beat-2"), ("web-1", "web-2")
SETTINGS = {
    "TANGGAP_MODE": "test",
    "TEST_DB": "postgres",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "only-for-a-trial-" * 4,
    "SWEEP_SECONDS": "1",
    # A day of mishaps in minutes: everything that waits, waits less. The order of the lengths is production's.
    "EMAIL_TIMEOUT_SECONDS": "8",
    "MESSAGE_LEASE_SECONDS": "25",
    "VISIBILITY_TIMEOUT_SECONDS": "15",
    "MAIL_BACKOFF_SECONDS": "1,1,2,3,5,8,8,8",
}


class Stack:
    """`gone` maps the ids of processes that ended to when (monotonic); `database_down` holds from when to when it was away,
    `outages` when nothing of the engine ran (wall-clock seconds, from and to)."""

    def __init__(self, folder):
        self.folder = folder
        self.database, self.redis, self.relay = Postgres(folder, lasting=True), Redis(folder), Relay()
        self.points = FailPoints(folder / "points")
        self.offences = folder / "offences"
        self.environment = {
            **os.environ,
            **SETTINGS,
            "DATABASE_URL": self.database.app_url,
            "DATABASE_OWNER_URL": self.database.owner_url,
            "REDIS_URL": self.redis.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.relay.port}",
            "FILES_ROOT": str(folder / "files"),
            "VAR_DIR": str(folder / "var"),
            "WRITE_GUARD_FILE": str(self.offences),
            "TANGGAP_FAIL_POINTS": self.points.path,
        }
        self.ports = {name: free_port() for name in WEBS}
        self.processes = Processes(folder, self.environment)
        self.alive, self.gone, self.database_down, self.outages = {}, {}, [], []
        self._lock, self._kept, self._paused = threading.Lock(), False, frozenset()

    # --- processes ------------------------------------------------------------------------------------------------

    def keep(self):
        """Start everything, and start it again whenever it dies."""
        self._kept = True
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self):
        while self._kept:
            with self._lock:
                for name in (*WEBS, *WORKERS, *BEATS):
                    process = self.alive.get(name)
                    if process and process.poll() is not None:
                        self.gone.setdefault(process.pid, time.monotonic())
                        process = None
                    if process is None and name not in self._paused:
                        self.alive[name] = self._start(name)
            time.sleep(0.2)

    def _start(self, name):
        if name in WEBS:
            return self.processes.web(self.ports[name])
        if name in WORKERS:
            return self.processes.worker("-P", "prefork", "-c", "2" if name == WORKERS[0] else "1")
        return self.processes.beat(name=name)

    def kill(self, name):
        """kill -9 of the process and of all its children."""
        with self._lock:
            process = self.alive[name]
            kill_group(process)
            self.gone[process.pid] = time.monotonic()
            process.wait()

    def pause(self, *names):
        """Kill these and do not start them again until `resume`."""
        self._paused = frozenset(names)
        for name in names:
            self.kill(name)

    def resume(self):
        self._paused = frozenset()

    def worker_ids(self):
        """The process ids of the workers and of their children."""
        leaders = {self.alive[name].pid for name in WORKERS}
        return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and _group(int(pid)) in leaders]

    def fill_disk(self, limit):
        """No worker can write a file beyond `limit` bytes; None takes that back. The children of tomorrow included."""
        for pid in self.worker_ids():
            try:
                hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (limit or hard, hard))
            except ProcessLookupError:
                continue

    def outage(self, seconds, *names):
        """Nothing of these runs for so long; noted in `outages` as wall-clock seconds."""
        began = time.time()
        self.pause(*names)
        time.sleep(seconds)
        self.outages.append((began, time.time()))
        self.resume()

    # --- servers --------------------------------------------------------------------------------------------------

    def crash_database(self):
        began = time.monotonic()
        self.database.crash()
        time.sleep(0.5)
        self.database.start()
        self.database_down.append((began, time.monotonic()))

    def crash_redis(self):
        self.redis.crash()
        time.sleep(0.3)
        self.redis.start()

    def end(self):
        self._kept = False
        with self._lock:
            self.processes.end()
        self.points.close()
        self.relay.close()
        self.redis.stop()
        self.database.stop()


def _group(pid):
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None

"""What the transparency log costs, and what the pages that read the record cost as it grows.

Run by `make bench` on a PostgreSQL of its own, with a million events. Goals: 5,000 events sealed a second; a deed beside a sealer
that is at work all the while at most 1.05 times a deed alone; verifying the log and all that it holds of the record at most 1.5
times fetching the same rows; a page of the trail or of a history at most 1.3 times what it costs among a thousand events.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import quote

import django
import psycopg

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import lives  # noqa: E402
from incidents.actions import cases  # noqa: E402
from incidents.models import AccessEntry, CaseEvent, Leaf, Pending  # noqa: E402
from incidents.record import stream, transparency, verification  # noqa: E402
from incidents.record.trail import history_models  # noqa: E402
from notifications.models import Message  # noqa: E402
from tests.world import build_world, make_incident, make_request  # noqa: E402

EVENTS = int(os.environ.get("EVENTS", "1000000"))
FEW = 1_000
ROUNDS = int(os.environ.get("ROUNDS", "360"))
TURN = 30  # deeds that are measured without a break
PAGES = int(os.environ.get("PAGES", "25"))  # times that each page is asked for
GOALS = {"sealed_a_second": 5000, "beside_the_sealer": 1.05, "verifying": 1.5, "page": 1.3}
SEALING = """
import os, time; os.environ['REDIS_URL'] = os.environ['TEST_REDIS_URL']
import django; django.setup()
from django.utils import timezone
from incidents.models import Pending
from incidents.record import transparency
while Pending.objects.filter(job='seal').exists():
    if sealed := transparency.seal(timezone.now()):
        print(sealed, flush=True)
    else:
        time.sleep(0.05)  # the server has not yet noticed that the sealer of the turn before was killed
"""
SLEEPING = "import time; print(1, flush=True); time.sleep(1000)"
BACKLOG = 30  # batches that wait for the sealer that works beside the writers


def swept():
    """As the server leaves its tables by itself in production, a while after they have grown: only their owner may."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


class Filled:
    """The record: lives of cases, and one case of a tenth of all notes; first FEW events, then EVENTS."""

    def __init__(self, world):
        AccessEntry.objects.create(kind="read", at=timezone.now() - timedelta(days=800), actor_name="Auditor")
        begun = timezone.now() - timedelta(days=801)
        self.long = make_incident(world, at=begun, seen_at=begun)
        self.of_lives = lives.Copied(lives.live(world))
        self.of_one_case = lives.Copied(lives.note(world, self.long))
        self.case = self.of_lives.events[0].incident
        self.done, self.each = 1, len(self.of_lives) + NOTES

    def up_to(self, events):
        last = events // self.each + 1
        lives.fill(self.of_lives, self.of_one_case, self.done, last, notes=NOTES, reads=2)
        self.done = last
        swept()


NOTES = 2  # of the long case, for each life


def plan_as_in_production():
    """The server of the suite does not weigh the orders of joins, which costs more than its few rows; here it would plan other
    pages than people get."""
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        for name in ("join_collapse_limit", "from_collapse_limit"):
            admin.execute(f"ALTER ROLE ALL SET {name} = 8")


def copy_of_database():
    """The database as it stands, under another name: its address."""
    url = os.environ["DATABASE_URL"]
    connection.close()
    with psycopg.connect(os.environ["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        admin.execute("CREATE DATABASE tanggap_few TEMPLATE tanggap")
    return f"{url.rpartition('/')[0]}/tanggap_few"


def sealing():
    """Events sealed a second."""
    waiting, started = Pending.objects.filter(job="seal").count(), time.perf_counter()
    transparency.seal_all(timezone.now(), batches=10_000)
    assert not Pending.objects.filter(job="seal").exists()
    return waiting / (time.perf_counter() - started)


def fetching():
    """The same rows as a verification looks at, and nothing done with them."""
    fields = [f"event__{field.attname}" for field in CaseEvent._meta.concrete_fields]
    for _row in Leaf.objects.order_by("place").values_list("place", "hash", "entry", "head", *fields).iterator():
        pass
    for model, history in history_models():
        for each in (history._default_manager, model._base_manager):
            for _row in each.order_by().values_list().iterator():
                pass
    for _row in Message.objects.order_by("event_id").values_list().iterator():
        pass


def verifying():
    report = verification.verify()
    assert report.well and report.leaves > EVENTS, report.discrepancies[:3]


def seconds(act):
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def beside_a_sealer(world, case):
    """A deed beside a sealer that seals and commits full batches one after another all the while, over the same alone: the median over
    turns of the medians of both. It has as much to do as never in a year: one that keeps up seals what a minute brought. Gives also what
    a deed takes alone, in seconds, and the same ratio beside a process that sleeps: what is noise of the machine."""
    alone, ratios = [], {SEALING: [], SLEEPING: []}

    def deeds():
        return statistics.median(seconds(lambda: cases.note(case, by=world.officer, text="ukur")) for _ in range(TURN))

    deeds()
    for _turn in range(ROUNDS // TURN):
        alone.append(deeds())
        for code, found in ratios.items():
            other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            assert int(other.stdout.readline()) > 0
            found.append(deeds() / alone[-1])
            assert other.poll() is None, "nothing was left to seal: these deeds were alone"
            other.kill()
            other.wait()
    return statistics.median(ratios[SEALING]), statistics.median(alone), statistics.median(ratios[SLEEPING])


def pages_of(filled, world):
    """{what is asked: its address}, the same in both records."""
    middle = stream.Place.of(filled.of_lives.events[-1])  # what was there before the copies: the oldest
    period = "start=01-01-2020&end=31-12-2030"
    case, trail = filled.case.reference, "/jejak/"
    return {
        "trail": trail,
        "trail, oldest": f"{trail}?after={quote(str(middle))}",
        "trail, one case": f"{trail}?case={case}",
        "trail, act": f"{trail}?action=issue",
        "trail, person": f"{trail}?actor={quote(world.officer.name)}",
        "trail, nobody": f"{trail}?actor=Tidakada",
        "trail, body": f"{trail}?agency={world.agency_a.code}",
        "trail, field": f"{trail}?field=Keparahan",
        "trail, people": f"{trail}?by=people",
        "trail, machine": f"{trail}?by=machine",
        "trail, legal": f"{trail}?legal=1",
        "trail, period": f"{trail}?{period}",
        "act": f"{trail}peristiwa/{filled.of_lives.events[3].pk}/",
        "history": f"/insiden/{case}/riwayat/",
        "history, long": f"/insiden/{filled.long.reference}/riwayat/",
        "first page": "/audit/",
    }


def growing(few, pages, reader):
    """{what: (times as long as among a few, milliseconds there, milliseconds here)}, each page asked in turns."""
    sides = []
    for url in (few, os.environ["DATABASE_URL"]):
        environment = {**os.environ, "DATABASE_URL": url}
        command = [sys.executable, "-m", "benchmarks.page_times", reader]
        sides.append(
            subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )

    def ask(side, page):
        side.stdin.write(page + "\n")
        side.stdin.flush()
        return float(side.stdout.readline())

    found = {}
    for name, page in pages.items():
        for side in sides:
            ask(side, page)
        times = [[ask(side, page) for side in sides] for _ in range(PAGES)]
        here, there = (statistics.median(each[n] for each in times) for n in (1, 0))
        found[name] = statistics.median(big / small for small, big in times), 1000 * there, 1000 * here
    for side in sides:
        side.stdin.close()
        side.wait()
    return found


def main():
    said, started = {"name": "log"}, time.perf_counter()
    plan_as_in_production()
    world = build_world()
    filled = Filled(world)
    filled.up_to(FEW)
    transparency.seal_all(timezone.now(), batches=100)
    swept()
    few = copy_of_database()
    filled.up_to(EVENTS)
    said |= {"events": CaseEvent.objects.count(), "filled_in_s": round(time.perf_counter() - started)}
    print(f"{said['events']} events in {said['filled_in_s']} s", flush=True)
    said["sealed_a_second"] = round(sealing())
    print(f"sealing: {said['sealed_a_second']} events a second (goal 5000)", flush=True)
    filled.up_to(EVENTS + BACKLOG * transparency.BATCH)
    ratio, alone, noise = beside_a_sealer(world, make_request(world, "open").incident)
    said |= {
        "beside_the_sealer": round(ratio, 3),
        "beside_a_sleeper": round(noise, 3),
        "deed_ms": round(1000 * alone, 1),
    }
    print(
        f"a deed beside a sealer at work: {ratio:.2f}x alone (goal 1.05x) · beside a process that sleeps {noise:.2f}x"
        f" · alone {1000 * alone:.1f} ms",
        flush=True,
    )
    transparency.seal_all(timezone.now(), batches=10_000)
    swept()
    said["pages"] = {}
    for name, (ratio, there, here) in growing(few, pages_of(filled, world), world.auditor.email).items():
        said["pages"][name] = {"ratio": round(ratio, 2), "few_ms": round(there, 1), "many_ms": round(here, 1)}
        print(f"{name:16} {ratio:5.2f}x (goal 1.30x) · {there:6.1f} ms · {here:6.1f} ms", flush=True)
    floors, works = [], []
    for _ in range(3):
        floors.append(seconds(fetching))
        works.append(seconds(verifying))
    said["verifying"] = round(statistics.median(work / floor for work, floor in zip(works, floors, strict=True)), 2)
    said |= {"fetching_s": round(statistics.median(floors), 1), "verifying_s": round(statistics.median(works), 1)}
    print(
        f"verifying {Leaf.objects.count()} leaves: {said['verifying']:.2f}x fetching the same rows (goal 1.50x)"
        f" · fetching {said['fetching_s']} s · verifying {said['verifying_s']} s"
    )
    print(json.dumps(said))
    slowest = max(page["ratio"] for page in said["pages"].values())
    kept = said["sealed_a_second"] >= GOALS["sealed_a_second"] and slowest <= GOALS["page"]
    return int(not (kept and all(said[name] <= GOALS[name] for name in ("beside_the_sealer", "verifying"))))


if __name__ == "__main__":
    sys.exit(main())

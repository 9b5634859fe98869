"""What the transparency log costs: sealing a second, what it costs those who write meanwhile, verifying beside fetching.

Run by `make bench` on a PostgreSQL of its own. Goals: 5,000 events sealed a second; a deed beside a batch being sealed at most 1.05
times a deed alone; verifying the log and all that it holds of the record at most 1.5 times fetching the same rows.
"""

import os
import statistics
import subprocess
import sys
import time

import django

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from incidents.actions import cases  # noqa: E402
from incidents.models import CaseEvent, Leaf, Pending  # noqa: E402
from incidents.record import transparency, verification  # noqa: E402
from incidents.record.trail import history_models  # noqa: E402
from tests.world import build_world, make_request  # noqa: E402

EVENTS = int(os.environ.get("EVENTS", "100000"))
ROUNDS = int(os.environ.get("ROUNDS", "120"))
BASE = 10_000_000
SEALING = """
import os, time; os.environ['REDIS_URL'] = os.environ['TEST_REDIS_URL']
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from incidents.record import transparency
with transaction.atomic():
    print(transparency.seal(timezone.now()), flush=True)
    time.sleep(600)
"""


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copies(row, count, **columns):
    """`count` copies of a row; `columns` gives SQL in terms of g (1…count) for those that differ."""
    table, fields = row._meta.db_table, [field.column for field in row._meta.concrete_fields]
    chosen = ", ".join(columns.get(name, f"t.{name}") for name in fields)
    pk = row._meta.pk.column
    sql(
        f"INSERT INTO {table} ({', '.join(fields)}) SELECT {chosen} FROM {table} t, generate_series(1, {count}) g"
        f" WHERE t.{pk} = %s",
        str(row.pk),
    )


def load(world):
    """Events that each wrote an entry of a case and its history row: copies of one that the product wrote, and what each says
    of itself is true of its own rows."""
    case = make_request(world, "open").incident
    note = cases.note(case, by=world.officer, text="Catatan " + "isi " * 60)
    history = note.history.get()
    event, key = CaseEvent.objects.get(pk=history.event_id), "md5('event' || g)::uuid"
    payload = f"replace(t.payload, '{event.pk}', ({key})::text)"
    for name, old in (("history_id", history.pk), ("id", note.pk)):
        payload = f"""replace({payload}, '"{name}":{old},', '"{name}":' || {BASE} + g || ',')"""
    with transaction.atomic():
        copies(event, EVENTS, id=key, payload=payload)
        wrappers, connection.execute_wrappers = connection.execute_wrappers, []
        copies(note, EVENTS, id=f"{BASE} + g")
        copies(history, EVENTS, history_id=f"{BASE} + g", id=f"{BASE} + g", event_id=key)
        sql(f"INSERT INTO incidents_pending (event_id, job) SELECT {key}, 'seal' FROM generate_series(1, {EVENTS}) g")
        connection.execute_wrappers = wrappers
    return case


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


def verifying():
    report = verification.verify()
    assert report.well and report.leaves > EVENTS, report.discrepancies[:3]


def seconds(act):
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def beside_a_sealer(world, case):
    """The median of deeds beside a batch that is being sealed and not committed, over those alone, in turns: who writes waits
    for no lock of the sealer's. It holds still, so that both have the same processor."""
    alone, beside = [], []

    def deed():
        cases.note(case, by=world.officer, text="ukur")

    for _ in range(5):
        deed()
    for _turn in range(6):
        alone += [seconds(deed) for _ in range(ROUNDS // 6)]
        sealer = subprocess.Popen([sys.executable, "-c", SEALING], stdout=subprocess.PIPE, text=True)
        assert int(sealer.stdout.readline()) > 0
        beside += [seconds(deed) for _ in range(ROUNDS // 6)]
        sealer.kill()
        sealer.wait()
    return statistics.median(beside) / statistics.median(alone), statistics.median(alone)


def main():
    world = build_world()
    case = load(world)
    rate = sealing()
    print(f"sealing: {rate:.0f} events a second (goal 5000), {EVENTS} of them", flush=True)
    ratio, alone = beside_a_sealer(world, case)
    print(f"a deed beside the sealer: {ratio:.2f}x alone (goal 1.05x) · alone {1000 * alone:.1f} ms", flush=True)
    transparency.seal_all(timezone.now(), batches=10_000)
    sql("ANALYZE")
    floors, works = [], []
    for _ in range(3):
        floors.append(seconds(fetching))
        works.append(seconds(verifying))
    beside = statistics.median(work / floor for work, floor in zip(works, floors, strict=True))
    print(
        f"verifying {Leaf.objects.count()} leaves: {beside:.2f}x fetching the same rows (goal 1.50x)"
        f" · fetching {statistics.median(floors):.1f} s · verifying {statistics.median(works):.1f} s"
    )
    return int(rate < 5000 or ratio > 1.05 or beside > 1.5)


if __name__ == "__main__":
    sys.exit(main())

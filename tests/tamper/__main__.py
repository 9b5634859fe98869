"""`make tamper`: a record of some 10,000 events and 570 tamperings, each by a seed of its own; prints what was found, as JSON.

python -m tests.tamper [EACH [EVENTS]]      on the PostgreSQL that tests/run.py starts, in its database `tanggap`
"""

import json
import os
import sys
import time

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.utils import timezone  # noqa: E402

from incidents.actions import cases, evidence  # noqa: E402
from incidents.models import AccessEntry, CaseEvent  # noqa: E402
from incidents.record import transparency, verification  # noqa: E402
from incidents.record.access_log import log  # noqa: E402
from tests.samples import picture  # noqa: E402
from tests.tamper.bench import Tally, as_owner, attempt  # noqa: E402
from tests.tamper.hand import CLASSES  # noqa: E402
from tests.world import build_world, make_incident, make_request  # noqa: E402

EACH, EVENTS = 30, 10_000
STATUSES = ("open", "answered", "closed", "withdrawn")
NOTES = 25


def live(events):
    """Cases with letters, answers, files and notes, read by people, sealed now and then, until so many events are there."""
    world, number = build_world(), 0
    while CaseEvent.objects.count() < events:
        request = make_request(world, STATUSES[number % len(STATUSES)])
        case = make_incident(world)
        evidence.attach(case, by=world.officer, upload=SimpleUploadedFile(f"{number}.png", picture()))
        for note in range(NOTES):
            cases.note(case, by=world.officer, text=f"Catatan {number}.{note}")
        log(AccessEntry.Kind.READ, None, request, actor=world.auditor)
        if number % 5 == 0:
            transparency.seal_all(timezone.now())
        number += 1
    log(AccessEntry.Kind.LOG_IN, None, actor=world.officer)
    transparency.seal_all(timezone.now())


def main(each=EACH, events=EVENTS):
    started = time.monotonic()
    live(events)
    held, tally = transparency.newest().checkpoint, Tally()
    print(f"{CaseEvent.objects.count()} events after {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    with as_owner(os.environ["DATABASE_OWNER_URL"]):
        false_alarms = [str(discrepancy) for discrepancy in verification.verify([held]).discrepancies]
        for name in CLASSES:
            for seed in range(each):
                attempt(name, seed, held, tally)
            print(f"{name}: {tally.by_class[name]}, {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        untouched = verification.verify([held]).well
    print(
        json.dumps(
            {
                "name": "tamper",
                "events": CaseEvent.objects.count(),
                "tamperings": tally.sum("tried"),
                "found": tally.sum("found"),
                "located": tally.sum("located"),
                "by_class": {name: vars(count) for name, count in tally.by_class.items()},
                "untouched": untouched,
                "false_alarms": len(false_alarms),
            }
        )
    )
    for line in [*tally.missed, *false_alarms]:
        print(line, file=sys.stderr)
    good = untouched and not false_alarms and not tally.missed
    return 0 if good and tally.sum("located") == tally.sum("tried") else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))

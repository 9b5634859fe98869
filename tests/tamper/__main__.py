"""`make tamper`: honest lives, each by a seed of its own, and what was found in them, which must be nothing; then a record of some
10,000 events and 30 tamperings of each class. Prints what was found, as JSON; says meanwhile how far it is. Fails also where less was
tried than `floors` has, and says of what.

python -m tests.tamper [EACH [EVENTS [LIVES]]]      on the PostgreSQL that tests/run.py starts, in its database `tanggap`
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
from notifications import postroom  # noqa: E402
from tests.removed import closed, planted, removed  # noqa: E402
from tests.restored import declare_both  # noqa: E402
from tests.samples import picture  # noqa: E402
from tests.tamper import lives, stamping  # noqa: E402
from tests.tamper.bench import Tally, as_owner, attempt, defenceless, drawn, mailed, restored, result_of  # noqa: E402
from tests.tamper.floors import WHOLE  # noqa: E402
from tests.tamper.hand import CLASSES  # noqa: E402
from tests.world import build_world, make_incident, make_request  # noqa: E402

EACH, EVENTS, LIVES = 30, 10_000, 120
STATUSES = ("open", "answered", "closed", "withdrawn")
NOTES, DRAWN = 25, 6
STARTED = time.monotonic()


def say(text):
    print(f"{time.monotonic() - STARTED:.0f} s: {text}", file=sys.stderr, flush=True)


def live(world, events):
    """Cases with letters, answers, files and notes, read by people, sealed now and then, until so many events are there."""
    number = 0
    declare_both(world)
    removed(world, closed(world, planted(world, "Nama Siapa Pun")), "text", "activity")
    while CaseEvent.objects.count() < events:
        request = make_request(world, STATUSES[number % len(STATUSES)])
        case = make_incident(world)
        evidence.attach(case, by=world.officer, upload=SimpleUploadedFile(f"{number}.png", picture()))
        for note in range(NOTES):
            cases.note(case, by=world.officer, text=f"Catatan {number}.{note}")
        log(AccessEntry.Kind.READ, None, request, actor=world.auditor)
        if number < DRAWN:  # some letters are enough to choose from, and each takes a while to draw
            drawn()
            mailed()
        if number % 5 == 0:
            transparency.seal_all(timezone.now())
        number += 1
    postroom.write_receipts(timezone.now())  # mails that wait
    log(AccessEntry.Kind.LOG_IN, None, actor=world.officer)
    transparency.seal_all(timezone.now())


def honest(world, count):
    """({what was done in a life}, [alarm]): lives that differ in what is done, each taken back at its end."""
    done, alarms, operations = set(), [], list(lives.OPERATIONS)
    with as_owner(os.environ["DATABASE_OWNER_URL"]):
        for seed in range(count):
            try:
                told, found = lives.live(world, seed, operations[seed % len(operations)])
            except Exception as fault:  # said at the end, and no life
                found = [f"life {seed} came to no end: {fault!r}"]
            else:
                done.add(told)
            alarms += found
            if seed % 20 == 19:
                say(f"{len(done)} different lives, {len(alarms)} alarms")
    return done, alarms


def tampered(each, held, tally):
    """Every class of tampering so often; [what is found where nobody altered anything]."""
    with as_owner(os.environ["DATABASE_OWNER_URL"]) as run:
        run("ANALYZE")
        alarms = [str(discrepancy) for discrepancy in verification.verify([held]).discrepancies]
        with defenceless(run):
            for name in CLASSES:
                for seed in range(each):
                    attempt(name, seed, held, tally, run)
                say(f"{name}: {tally.by_class[name]}")
                run("VACUUM")  # what was taken back still lies there
        return alarms + [str(discrepancy) for discrepancy in verification.verify([held]).discrepancies]


def main(each=EACH, events=EVENTS, count=LIVES):
    world = build_world()
    done, alarms = honest(world, count)
    live(world, events)
    stamping.stamp(5)
    say(f"{CaseEvent.objects.count()} events")
    held, tally = transparency.newest().checkpoint, Tally()
    with restored(os.environ["DATABASE_ADMIN_URL"]):
        report = verification.verify([held])
        alarms += [f"dumped and restored: {discrepancy}" for discrepancy in report.discrepancies]
        done.add(f"dumped and restored, {report.leaves} leaves")
    say("dumped, restored and verified")
    untouched = tampered(each, held, tally)
    result = result_of(tally, CaseEvent.objects.count(), len(done), untouched, alarms)
    print(json.dumps(result))
    wrong = [*tally.missed, *untouched, *alarms, *WHOLE.short_of(result)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong or tally.sum("located") != tally.sum("tried") else 0


if __name__ == "__main__":
    with stamping.authority():
        sys.exit(main(*map(int, sys.argv[1:])))

"""What a deed costs beside a plain save: ratios to a floor in the same run.

Run by `make bench` on a PostgreSQL of its own. Goal: a deed touching one row at most 5.0 plain saves (8.0 with the
bell, a bound of our own).
"""

import os
import sys
import time

import django

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measure import pairs, timed  # noqa: E402
from incidents.actions import cases  # noqa: E402
from incidents.record.deeds import recorded  # noqa: E402
from notifications.postroom import doorbell  # noqa: E402
from tests.world import build_world, make_request  # noqa: E402


def deed(world):
    """Floor: one transaction that saves the same row without history. Work: the deed that amends it."""
    incident = make_request(world, "draft").incident
    plain_row = type(incident).objects.get(pk=incident.pk)
    plain_row.skip_history_when_saving = True
    state = {"version": incident.version}

    def plain():
        with transaction.atomic():
            plain_row.title, plain_row.version = str(time.time()), state["version"]
            plain_row.save()

    def amend():
        done = cases.amend(incident, by=world.officer, seen=state["version"], title=str(time.time()), reason="ukur")
        state["version"] = done.version

    return timed(plain), timed(amend)


def main():
    world = build_world()
    rounds = int(os.environ.get("ROUNDS", "200"))
    failed = False
    # The goal of a deed is lock, check, history, event and pending work; the bell rings after the commit.
    plan = (
        ("deed and bell", deed, rounds, 8.0),
        ("deed", deed, rounds, 5.0),
    )
    for name, make, count, goal in plan:
        if name == "deed":
            recorded.disconnect(doorbell.ring)
        floor, work = make(world)
        for _ in range(5):
            floor(), work()
        ratio, low, high = pairs(floor, work, count)
        failed |= ratio > goal
        print(
            f"{name}: {ratio:.2f}x its floor (goal {goal:.2f}x) · floor {low:.2f} ms · work {high:.2f} ms · {timezone.now():%F}"
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""`make faults`: the product with everything going wrong around it, and then a count of what got lost or doubled.

    python -m tests.faults [--faults 220] [--clicks 150] [--running 70] [--outage 200] [--seed 1]

Ends with one JSON line and a failure when any of its last four numbers is not 0 or a fault did not happen.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .stack import BEATS, WORKERS, Stack

DRAIN = 600  # seconds the engine has to come to rest after the last fault


def arguments():
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--faults", type=int, default=220)
    parser.add_argument("--clicks", type=int, default=170, help="letters issued in the browser while things go wrong")
    parser.add_argument("--running", type=int, default=70, help="requests whose due falls into the trial")
    parser.add_argument("--outage", type=int, default=200, help="seconds in which no worker and no beat runs; 0: none")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def trial(stack, wanted):
    from .people import Ministry, steady
    from .schedule import PLACES, Trial, plan
    from .verdict import Verdict, moods

    faults = plan(wanted.faults, wanted.seed)
    ministry = Ministry(wanted.clicks, wanted.running, seconds=2 * len(faults) + wanted.outage)
    clock = _wall_clock()
    stack.keep()
    trial = Trial(stack, ministry, wanted.seed)
    trial.run(faults[: len(faults) // 2])
    if wanted.outage:
        stack.outage(wanted.outage, *WORKERS, *BEATS)
    trial.run(faults[len(faults) // 2 :])
    trial.rest()
    steady(_until_quiet)
    verdict = Verdict(stack, ministry, clock)
    for heading, problems in verdict.problems.items():
        for problem in problems[:20]:
            print(f"{heading}: {problem}", file=sys.stderr)
    print(f"faults by kind: {trial.done} of {len(faults)} planned · the mail server: {dict(moods(stack))}", flush=True)
    kills = {place: trial.done[place] for place in PLACES} | {k: trial.done[k] for k in ("worker", "beat", "web")}
    return {
        "name": "faults",
        "faults": sum(trial.done.values()),
        "kills_by_window": kills,
        "due": len(verdict.wanted),
        **{heading: len(problems) for heading, problems in verdict.problems.items()},
    }


def _wall_clock():
    """Monotonic instants as wall-clock seconds."""
    difference = time.time() - time.monotonic()
    return lambda instant: instant + difference


def _until_quiet():
    """Nothing to tell, to draw or to send, and every due of the trial is over."""
    from django.utils import timezone

    from incidents.models import Deadline, Letter, Pending
    from notifications.models import Message

    end = time.monotonic() + DRAIN
    while time.monotonic() < end:
        coming = Deadline.objects.filter(
            due_at__gt=timezone.now(), due_at__lt=timezone.now() + timezone.timedelta(hours=1)
        )
        waits = Message.objects.filter(state="to_send").exists() or Pending.objects.exclude(job="seal").exists()
        if not (waits or coming.exists() or Letter.objects.undrawn().exists()):
            time.sleep(3)  # one more sweep finds nothing new
            if not Message.objects.filter(state="to_send").exists():
                return
        time.sleep(0.5)


def main():
    wanted = arguments()
    folder = Path(tempfile.mkdtemp(prefix="tanggap-faults-"))
    folder.chmod(0o755)
    stack, ok = Stack(folder), False
    try:
        os.environ.update(stack.environment | {"LOG_LEVEL": "ERROR"})
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=stack.environment, check=True)
        import django

        django.setup()
        result = trial(stack, wanted)
        offences = stack.offences.read_text() if stack.offences.exists() else ""
        print(offences, end="", file=sys.stderr)
        print(json.dumps(result), flush=True)
        problems = [result[k] for k in ("lost", "double_in_ledger", "double_unexplained", "late_unreported")]
        ok = not any(problems) and not offences and result["faults"] >= wanted.faults
    finally:
        stack.end()
        if ok:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print(f"the logs are in {folder}", file=sys.stderr)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())

"""Processes that issue letters and, where they are told so, roll back or die with the number already in their hand.

python -m tests.issuer   reads rounds from its input, a line each: [[REQUEST[:rollback|:kill], …], …], one list for each
process. All of a round start at the same moment. Prints [[[issued, …], exit code], …] when they have ended.
"""

import json
import multiprocessing
import os
import signal
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.utils import timezone  # noqa: E402

from incidents.actions import letter_content, letter_issuing  # noqa: E402
from incidents.models import ClarificationRequest, User  # noqa: E402
from incidents.record import deeds  # noqa: E402

fate = ""
take = deeds.Deed.take


class RolledBack(Exception):
    pass


def number_in_hand(self, scope, year):
    """The product's own taking of the number; then what befalls this process."""
    number = take(self, scope, year)
    if fate == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "rollback":
        raise RolledBack
    return number


deeds.Deed.take = number_in_hand


def issue(pk, by):
    clarification = ClarificationRequest.objects.get(pk=pk)
    digest = letter_content.digest(letter_content.draft_content(clarification, timezone.now(), by))
    letter_issuing.issue(clarification, by=by, seen=clarification.version, approved_digest=digest)


def hand(wanted, barrier, said):
    global fate
    by = User.objects.get(email="supervisor@uji.example")
    barrier.wait()
    for each in wanted:
        pk, _colon, fate = each.partition(":")
        try:
            issue(pk, by)
        except RolledBack:
            fate = ""
            issue(pk, by)
        said.send(pk)


def heard(said):
    """What came through before the other end died."""
    found = []
    while said.poll():
        try:
            found.append(said.recv())
        except EOFError:
            break
    return found


def run(shares):
    """Each in a process of its own: born of this one, which has read Django and never asked the database anything."""
    born = multiprocessing.get_context("fork")
    barrier, running = born.Barrier(len(shares)), []
    for share in shares:
        ears, mouth = born.Pipe(duplex=False)
        process = born.Process(target=hand, args=(share, barrier, mouth))
        process.start()
        mouth.close()
        running.append((process, ears))
    for process, _ in running:
        process.join()
    return [(heard(ears), process.exitcode) for process, ears in running]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)

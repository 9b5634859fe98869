"""A process that issues letters and, where it is told so, rolls back or dies with the number already in its hand.

python -m tests.issuer REQUEST[:rollback|:kill] …   prints each request it has issued.
"""

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
    row = ClarificationRequest.objects.get(pk=pk)
    digest = letter_content.digest(letter_content.draft_content(row, timezone.now(), by))
    letter_issuing.issue(row, by=by, seen=row.version, approved_digest=digest)


def main(wanted):
    global fate
    by = User.objects.get(email="supervisor@uji.example")
    print("ready", flush=True)
    sys.stdin.readline()
    for each in wanted:
        pk, _colon, fate = each.partition(":")
        try:
            issue(pk, by)
        except RolledBack:
            fate = ""
            issue(pk, by)
        print(pk, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

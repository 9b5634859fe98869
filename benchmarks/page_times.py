"""One side of a comparison: a process that gets the pages it is told, as an auditor, and says how long each took, in seconds.

Its database is that of its environment; `benchmarks/log.py` starts two of these and asks them in turns.
"""

import os
import sys
import time

import django

os.environ["REDIS_URL"] = os.environ["TEST_REDIS_URL"]
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from config.accounts import proof  # noqa: E402
from incidents.models import User  # noqa: E402


def main():
    browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    person = User.objects.get(email=sys.argv[1])
    browser.force_login(person)
    session = browser.session
    proof.note(session, person)
    session.save()
    for line in sys.stdin:
        started = time.perf_counter()
        response = browser.get(line.strip(), secure=True)
        took = time.perf_counter() - started
        assert response.status_code == 200, (response.status_code, line)
        print(took, flush=True)


if __name__ == "__main__":
    main()

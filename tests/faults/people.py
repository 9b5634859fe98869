"""The people of the trial: a world with many contacts, letters drafted beforehand, and a supervisor who clicks."""

import http.client
import re
import time
from datetime import date, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from incidents.actions.agencies import register_contact
from incidents.models import ClarificationRequest
from incidents.workflow import RequestStatus
from tests import second_factor
from tests.world import build_world, make_request

CONTACTS = 10  # of each agency: each letter and each reminder is that many mails


def steady(act):
    """Do it; when the database is just away, do it again a little later."""
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.5)


class Ministry:
    """`drafts` wait for a click; `running` are issued 72 hours ago all but a little: their due falls into the trial."""

    def __init__(self, clicks, running, seconds):
        self.world = build_world()
        for n in range(1, CONTACTS):
            for agency in (self.world.agency_a, self.world.agency_b):
                register_contact(
                    agency,
                    by=self.world.administrator,
                    office=f"Bagian {n}",
                    email=f"bagian{n}@{agency.code}.example",
                    valid_from=date(2020, 1, 1),
                )
        agencies = (self.world.agency_a, self.world.agency_b)
        self.drafts = [make_request(self.world, "awaiting_approval", agency=agencies[n % 2]) for n in range(clicks)]
        begin = timezone.now() + timedelta(seconds=30) - timedelta(hours=72)
        self.running = [
            make_request(
                self.world,
                "open",
                agency=agencies[n % 2],
                issued_at=begin + timedelta(seconds=seconds * n / max(running, 1)),
            )
            for n in range(running)
        ]
        self.session = _session(self.world.supervisor)
        self.issued = []

    def click(self, port):
        """Issue the next draft through the web server at `port`; True once it is issued. Whatever the answer, what
        counts is what the record says afterwards, as for a person who reloads the page."""
        if not self.drafts:
            self.drafts.append(steady(lambda: make_request(self.world, "awaiting_approval")))
        draft = self.drafts[0]
        _press(port, self.session, f"/permintaan/{draft.pk}/terbitkan/")
        clarification = steady(lambda: ClarificationRequest.objects.get(pk=draft.pk))
        if clarification.status != RequestStatus.OPEN:
            return False
        self.issued.append(self.drafts.pop(0))
        return True


def _session(user):
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    second_factor.passed(session, user)
    session.save()
    return session.session_key


def _press(port, session, path):
    """Open the page and press its button. A web server that died on the way is no error of the clicker."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}"
    try:
        line.request("GET", path, headers={"Cookie": cookies})
        page = line.getresponse()
        text = page.read().decode()
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
        if page.status != 200 or "digest" not in fields:
            return
        given = page.headers.get_all("Set-Cookie") or ()
        token = next((c.partition(";")[0] for c in given if c.startswith(settings.CSRF_COOKIE_NAME)), "")
        headers = {"Cookie": f"{cookies}; {token}", "Content-Type": "application/x-www-form-urlencoded"}
        line.request("POST", path, body=urlencode(fields), headers=headers)
        line.getresponse().read()
    except (OSError, http.client.HTTPException):
        return
    finally:
        line.close()

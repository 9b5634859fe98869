"""What the tests of the post room share: a letter's bytes without its beauty, and one round of the engine."""

import socket
import threading

import pytest
from django.utils import timezone

from notifications import postroom
from tests.processes import until


@pytest.fixture
def drawn_letters(monkeypatch):
    """Mail tests need the letter's bytes, not its beauty: the real renderer runs in test_letters and the engine tests."""
    from notifications.letters import pdf

    monkeypatch.setattr(pdf, "letter", lambda content: b"%PDF-1.7 bytes of a letter")


def work(at=None):
    """One round of the engine, as the sweep and its units do it."""
    at = at or timezone.now()
    postroom.write_receipts(at)
    for pk in postroom.letters_to_make():
        postroom.make_letter(pk)
    postroom.deliver_messages(at)


def press(browser, address, **typed):
    """Look at the letter, then decide, as a person does."""
    shown = browser.post(address, typed)
    assert shown.status_code == 200 and "data:image/png;base64," in shown.content.decode(), shown.content.decode()[
        -2500:
    ]
    return shown, browser.post(address, {**typed, "approved": shown.context["digest"]})


class Trap:
    """A listening socket that nothing may knock at: `knocks` counts who did."""

    def __init__(self):
        self.socket, self.knocks = socket.create_server(("127.0.0.1", 0)), 0
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                self.socket.accept()[0].close()
            except OSError:
                return
            self.knocks += 1

    def own_knock(self):
        """Knock once, and wait until it is heard: whoever knocked before has been counted by then."""
        before = self.knocks
        socket.create_connection(("127.0.0.1", self.port)).close()
        until(lambda: self.knocks > before, "what the trap hears")


@pytest.fixture
def trap():
    listening = Trap()
    yield listening
    listening.socket.close()


def count_of(browser, path):
    import re

    found = re.search(r'class="new" aria-hidden="true">(\d+)', browser.get(path).content.decode())
    return int(found[1]) if found else 0

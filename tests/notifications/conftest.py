"""What the tests of the post room share: a letter's bytes without its beauty, and one round of the engine."""

import pytest
from django.utils import timezone

from notifications import postroom


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

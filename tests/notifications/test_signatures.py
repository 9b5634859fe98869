"""The time that a person's signature states: by it the letter is dated, and its clock runs since then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incidents import files
from incidents.actions import letter_issuing, signatures
from incidents.models import CaseEvent, Letter
from incidents.plain import clocks
from tests import gateway
from tests.moves import SIGNED
from tests.signed_letters import approved, bring_back, p12

__all__ = ["p12"]  # a fixture


def test_clock_and_date_are_those_of_the_signature_whenever_it_is_filed(world):
    clarification = approved(world)
    signed_at = timezone.now().replace(microsecond=0) - timedelta(hours=30)
    details = {"signed_at": signed_at.isoformat()}
    how = {"by": world.supervisor, "seen": clarification.version}
    letter_issuing.issue_signed(clarification, file=SIGNED | {"path": "p"}, details=details, **how)
    letter = Letter.objects.get(pk=clarification.letter.pk)
    clock = letter.request.deadlines.get()
    assert (clock.started_at, clock.due_at) == (signed_at, signed_at + timedelta(hours=72))
    assert letter.date == clocks.day(signed_at) != clocks.day(letter.issued_at)


def test_a_signature_that_would_leave_the_agency_less_time_is_asked_for_anew(world, log_in, p12, monkeypatch):
    clarification, browser = approved(world), log_in(world.supervisor)
    data = gateway.sign(files.read(clarification.letter.unsigned), p12)
    monkeypatch.setattr(signatures, "LONGEST_ON_THE_WAY", timedelta(hours=-1))
    page = bring_back(browser, clarification, data).content.decode()
    assert "Mintakan tanda tangan baru atas berkas yang sama" in page
    assert not CaseEvent.objects.filter(action="issue").exists()
    monkeypatch.undo()
    assert bring_back(browser, clarification, data).status_code == 302, "the same number and text"


@pytest.mark.parametrize(
    ("since", "refused"),
    [
        (-timedelta(minutes=30), signatures.SignedBefore),
        (timedelta(minutes=30), signatures.SignedAhead),
        (-timedelta(seconds=1), None),
    ],
)
def test_a_time_that_cannot_be_the_letters_is_refused(world, since, refused):
    letter, now = approved(world).letter, timezone.now()
    if refused is None:
        assert signatures.check_time(letter, now + since, now) is None
    else:
        with pytest.raises(refused):
            signatures.check_time(letter, now + since, now)

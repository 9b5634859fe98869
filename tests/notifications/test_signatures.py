"""The time that a person's signature states: it is of the day of the letter, and the clock runs since then."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incidents import files
from incidents.actions import letter_issuing, signatures
from incidents.models import CaseEvent, Letter
from incidents.plain import clocks
from incidents.plain.clocks import WIB
from tests import gateway
from tests.moves import SIGNED
from tests.signed_letters import address, approved, bring_back, p12

__all__ = ["p12"]  # a fixture


NIGHTS = {
    "any midnight": datetime(2026, 6, 10, tzinfo=WIB),
    "the end of a month": datetime(2026, 10, 1, tzinfo=WIB),
    "the end of a year": datetime(2026, 1, 1, tzinfo=WIB),
}
at_night = pytest.mark.parametrize("midnight", NIGHTS.values(), ids=NIGHTS)
TEN_MINUTES = timedelta(minutes=10)


def sign(clarification, by, signed_at):
    """Filed ten minutes after it was signed."""
    how = {"by": by, "seen": clarification.version, "file": SIGNED | {"path": "p"}, "at": signed_at + TEN_MINUTES}
    return letter_issuing.issue_signed(clarification, details={"signed_at": signed_at.isoformat()}, **how)


@at_night
def test_a_signature_of_the_letters_day_issues_it_whenever_it_is_filed_and_clock_and_date_are_its_own(world, midnight):
    clarification = approved(world, at=midnight - TEN_MINUTES, drawn=False)
    signed_at = midnight - timedelta(seconds=1)
    letter = Letter.objects.get(pk=sign(clarification, world.supervisor, signed_at).letter.pk)
    clock = letter.request.deadlines.get()
    assert (clock.started_at, clock.due_at) == (signed_at, signed_at + timedelta(hours=72))
    eve = clocks.day(signed_at)
    assert (letter.date, letter.content["date"]) == (eve, eve.isoformat()) and letter.date != clocks.day(
        letter.issued_at
    )
    assert str(letter).endswith(f"/{eve.month:02d}/{eve.year}") and letter.register_entry.year == eve.year
    assert letter.content["due_on"] == clocks.day(clock.due_at).isoformat(), "the paper's day is the product's"


@at_night
def test_a_signature_of_another_day_than_the_letters_issues_nothing(world, midnight):
    clarification = approved(world, at=midnight - TEN_MINUTES, drawn=False)
    with pytest.raises(signatures.SignedOnAnotherDay):
        sign(clarification, world.supervisor, midnight)
    clarification.refresh_from_db()
    assert clarification.status == "awaiting_signature" and not clarification.deadlines.exists()


def test_what_was_signed_the_day_after_is_refused_on_the_page_in_words_that_say_what_to_do(world, log_in, p12):
    clarification = approved(world, at=clocks.day_begins(timezone.localdate()) - TEN_MINUTES)
    browser = log_in(world.supervisor)
    page = browser.get(address(clarification.letter)).content.decode()
    assert "hari itu sudah lewat" in page and reverse("notifications:draw_anew", args=[clarification.letter.pk]) in page
    data = gateway.sign(files.read(clarification.letter.unsigned), p12)
    assert "tanda tangannya dari hari lain" in bring_back(browser, clarification, data).content.decode()
    assert not CaseEvent.objects.filter(action="issue").exists()


def test_a_signature_that_would_leave_the_agency_less_time_is_asked_for_anew(world, log_in, p12, monkeypatch):
    clarification, browser = approved(world), log_in(world.supervisor)
    data = gateway.sign(files.read(clarification.letter.unsigned), p12)
    monkeypatch.setattr(signatures, "LONGEST_ON_THE_WAY", timedelta(hours=-1))
    page = bring_back(browser, clarification, data).content.decode()
    assert "Mintakan tanda tangan baru atas berkas yang sama pada hari itu" in page
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

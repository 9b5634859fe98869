"""A server's clock that ran a day ahead for a minute: what was dated then spoils nothing that is done after it."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from incidents.actions import cases
from incidents.models import Incident
from incidents.record import wall_clock
from tests.world import draft_request, fresh, make_incident, make_request

DAY = timedelta(days=1)


def tomorrow(act):
    """Do it while the clock runs a day ahead."""
    real = timezone.now
    with patch.object(timezone, "now", lambda: real() + DAY):
        act()


def a_note_of_tomorrow(world):
    """A case on which somebody took a note while the clock was wrong."""
    case = make_incident(world)
    tomorrow(lambda: cases.note(case, by=world.officer, text="Menelepon Ins A"))
    return case


def test_after_an_entry_of_tomorrow_nothing_more_is_dated_and_the_reader_is_told_why(world, log_in):
    case = a_note_of_tomorrow(world)
    with pytest.raises(wall_clock.ClockDisagrees, match="clock says"):
        draft_request(world, case)
    spoilt = make_request(world, "open")
    tomorrow(lambda: cases.note(spoilt.incident, by=world.officer, text="Menelepon Ins A"))
    answer = log_in(world.liaison_a).post(f"/permintaan/{spoilt.pk}/konfirmasi/", {"seen": spoilt.version})
    assert answer.status_code == 409 and "Jam server" in answer.content.decode()
    assert fresh(spoilt).acknowledged_at is None and not case.requests.exists()


def test_other_cases_go_on_and_a_clock_a_few_seconds_apart_is_no_matter(world):
    a_note_of_tomorrow(world)
    other, real = make_incident(world), timezone.now
    with patch.object(timezone, "now", lambda: real() + timedelta(seconds=40)):
        cases.note(other, by=world.officer, text="Menelepon Ins A")
    last = other.events.latest("recorded_at").recorded_at
    row = draft_request(world, Incident.objects.get(pk=other.pk))
    assert last < row.drafted_at < last + timedelta(milliseconds=1)


def test_the_house_is_alarmed_on_every_page(world, log_in):
    a_note_of_tomorrow(world)
    assert wall_clock.ahead(timezone.now()) and wall_clock.ahead(timezone.now() + DAY) is None
    page = log_in(world.supervisor).get("/persetujuan/").content.decode()
    assert "belum tiba" in page

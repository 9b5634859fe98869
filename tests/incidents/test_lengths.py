"""How long something lasted, in words that a person can count: hours, then days, then years of the calendar."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from incidents.actions import stopped_waiting, stopped_waiting_reversal
from incidents.plain import lengths
from incidents.plain.clocks import local
from incidents.reports import letter_account
from incidents.templatetags.words import gap
from tests.world import fresh, make_request

DAY = timedelta(days=1)
LEAP = datetime(2020, 2, 29, 5, tzinfo=UTC)
LATE = timedelta(days=1860, hours=15, minutes=4, seconds=3)


@pytest.mark.parametrize(
    "length, since, indonesian, english",
    [
        (timedelta(seconds=1), None, "1 detik", "1 s"),
        (timedelta(hours=95, seconds=59), None, "95 jam 0 menit 59 detik", "95 h 0 min 59 s"),
        (4 * DAY, None, "4 hari 0 detik", "4 days 0 s"),
        (LATE, None, "1860 hari 15 jam 4 menit 3 detik", "1860 days 15 h 4 min 3 s"),
        (
            LATE,
            datetime(2021, 10, 1, tzinfo=UTC),
            "5 tahun 34 hari 15 jam 4 menit 3 detik",
            "5 years 34 days 15 h 4 min 3 s",
        ),
        (700 * DAY, LEAP, "700 hari 0 detik", "700 days 0 s"),
        (731 * DAY, LEAP, "2 tahun 0 hari 0 detik", "2 years 0 days 0 s"),
        (730 * DAY, LEAP, "730 hari 0 detik", "730 days 0 s"),
    ],
)
def test_hours_are_told_as_days_and_days_as_years_of_the_calendar(length, since, indonesian, english):
    assert (lengths.in_words(length, "id", since), lengths.in_words(length, "en", since)) == (indonesian, english)


@given(
    since=st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),
    seconds=st.integers(0, 10 * 366 * 86400),
)
def test_the_parts_of_a_length_are_all_of_it(since, seconds):
    found = lengths.parts(timedelta(seconds=seconds), since)
    rest = timedelta(days=found.days, hours=found.hours, minutes=found.minutes, seconds=found.seconds)
    assert found.years != 1 and found.days < 366 + 366 * (found.years == 0)
    assert lengths._years_after(local(since), found.years) + rest == since + timedelta(seconds=seconds)


def test_days_are_told_with_their_years():
    assert lengths.days_in_words(3, "id", LEAP) == "3 hari"
    assert lengths.days_in_words(1860, "en", datetime(2021, 10, 1, tzinfo=UTC)) == "5 years 34 days"


def test_what_was_entered_years_later_says_so():
    seen = timezone.now() - timedelta(days=1900)
    assert gap(seen, timezone.now()) == "dicatat 5 tahun kemudian"
    assert gap(timezone.now() - 12 * DAY, timezone.now()) == "dicatat 11 hari kemudian"


def test_a_due_of_years_ago_that_is_waited_for_again_is_told_in_years_and_no_hours_lie_over_each_other(world, log_in):
    row = make_request(world, "open", issued_at=timezone.now() - timedelta(days=1862))
    facts = {"by": world.supervisor, "reason": "Surat lain"}
    row = stopped_waiting.stop_waiting(row, seen=row.version, **facts)
    officer, page = log_in(world.officer), f"/permintaan/{row.pk}/"
    assert "5 tahun" in officer.get(page).content.decode()
    again = {"due_at": timezone.now().replace(microsecond=0) + timedelta(hours=60), **facts}
    row = stopped_waiting_reversal.wait_again(fresh(row), seen=fresh(row).version, **again)
    for address in (page, f"{page}jalannya/", "/meja/"):
        shown = " ".join(officer.get(address).content.decode().split())
        assert not re.search(r"\d{4,} (jam|hari)", shown), address
    bar = re.search(r'<svg class="bar.*?</svg>\s*</svg>', officer.get(page).content.decode(), re.S) or [""]
    assert "48, 24, 6 jam" in " ".join(bar[0].split()) and bar[0].count('class="gap"') == 0
    assert "5 tahun" in officer.get(page).content.decode()
    assert letter_account.of(fresh(row), timezone.now())

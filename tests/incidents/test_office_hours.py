"""When an office is open, as people write it, and what of a period that leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from incidents.plain import office_hours
from incidents.plain.clocks import WIB

EIGHT_TO_FOUR = (8 * 60, 16 * 60)


def day(n, hour=0, minute=0, zone=WIB):
    """Of the week that begins on Monday, 23 November 2026."""
    return datetime(2026, 11, 23 + n, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    "text",
    [
        "Senin–Jumat 08.00–16.00 WIB",
        "senin - jum'at pukul 08:00-16:00",
        "Senin s.d. Jumat, 08.00 s.d. 16.00",
        "Monday to Friday 8–16",
        "Sen-Jum 8.00-16.00",
        "Senin, Selasa, Rabu, Kamis dan Jumat: 08.00–12.00 dan 12.00–16.00; Sabtu libur",
    ],
)
def test_spellings_of_the_same_hours_are_read_alike(text):
    assert office_hours.read(text).of_day == dict.fromkeys(range(5), (EIGHT_TO_FOUR,))


def test_days_of_other_hours_a_pause_and_a_zone_are_kept():
    found = office_hours.read("Senin–Kamis 07.30–12.00, 13.00–16.00; Jumat 07.30–16.30 WITA")
    assert found.of_day[0] == found.of_day[3] == ((450, 720), (780, 960))
    assert (found.of_day[4], found.zone) == (((450, 990),), "Asia/Makassar")
    assert office_hours.read("24 jam").of_day == dict.fromkeys(range(7), ((0, 1440),))
    assert office_hours.read("Setiap hari 09.00-17.00").of_day[6] == ((540, 1020),)


@pytest.mark.parametrize("text", ["Setiap hari 08.00–16.00, Minggu tutup", "08.00–16.00 WIB; Minggu libur"])
def test_a_day_that_is_said_to_be_shut_is_shut(text):
    assert office_hours.read(text).of_day == dict.fromkeys(range(6), (EIGHT_TO_FOUR,))


@pytest.mark.parametrize(
    "text",
    ["Senin–Jumat 08.00–16.00, tutup 12.00–13.00", "Libur Sabtu Minggu, 08.00–16.00", "Minggu libur, setiap hari 8–16"],
)
def test_what_could_be_read_the_other_way_round_is_refused(text):
    with pytest.raises(ValueError):
        office_hours.read(text)


@pytest.mark.parametrize(
    "text", ["", "Senin–Jumat", "jam kerja", "Senin 16.00–08.00", "Senin 08.00–25.00", "Sunin 08.00–16.00", "8", "😀"]
)
def test_what_says_no_hours_is_refused(text):
    with pytest.raises(ValueError):
        office_hours.read(text)


def test_what_lies_open_and_closed_makes_up_the_whole_period():
    hours = office_hours.read("Senin–Jumat 08.00–16.00")
    start = day(4, 15)  # Friday
    end = start + timedelta(hours=72)
    open_in = office_hours.opened(hours, start, end, "Asia/Jakarta", lambda _day: False)
    assert open_in == [(day(4, 15), day(4, 16)), (day(7, 8), day(7, 15))]
    assert office_hours.closed(open_in, start, end) == [(day(4, 16), day(7, 8))]
    assert office_hours.closed([], start, end) == [(start, end)]


def test_a_day_off_is_closed_and_the_zone_is_the_bodys():
    hours, jayapura = office_hours.read("Senin–Jumat 08.00–16.00"), ZoneInfo("Asia/Jayapura")
    start, end = day(0, 0), day(2, 0)
    open_in = office_hours.opened(hours, start, end, "Asia/Jayapura", lambda each: each.day == 24)
    assert open_in == [(day(0, 8, zone=jayapura), day(0, 16, zone=jayapura))]

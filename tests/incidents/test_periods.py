"""The time a rule gives: hours to the second, calendar days, working days across weekends, holidays and joint leave."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import numbers, periods
from incidents.plain.clocks import WIB

ISSUED = datetime(2023, 11, 28, 10, 0, tzinfo=WIB)
instants = st.datetimes(datetime(2016, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


def end_of(*day):
    return datetime(*day, 23, 59, 59, tzinfo=WIB)


def nothing_off(year):
    return periods.YearOff({}, {}, confirmed=True)


def count(start, length, unit, year_off=periods.published):
    return periods.count(start, length, unit, year_off)


def test_three_times_24_hours_from_tuesday_ten_end_on_friday_ten():
    assert count(ISSUED, 72, "jam").due_at == datetime(2023, 12, 1, 10, 0, tzinfo=WIB)


@given(instants)
def test_72_hours_are_259200_seconds_in_every_zone(start):
    for zone in ("Asia/Jakarta", "Asia/Jayapura", "Europe/Berlin"):
        end = count(start.astimezone(ZoneInfo(zone)), 72, "jam").due_at
        assert (end.astimezone(UTC) - start.replace(microsecond=0)) == timedelta(seconds=259_200)


def test_three_calendar_days_end_with_the_third_day_after_the_start():
    assert count(ISSUED, 3, "hari_kalender").due_at == end_of(2023, 12, 1)
    assert count(datetime(2023, 11, 28, 0, 0, tzinfo=WIB), 3, "hari_kalender").due_at == end_of(2023, 12, 1)


def test_three_working_days_pass_over_a_weekend():
    friday = datetime(2023, 12, 1, 16, 0, tzinfo=WIB)
    assert count(friday, 3, "hari_kerja").due_at == end_of(2023, 12, 6)
    assert count(datetime(2023, 12, 2, 9, 0, tzinfo=WIB), 3, "hari_kerja").due_at == end_of(2023, 12, 6)


def test_three_working_days_pass_over_idul_fitri_its_joint_leave_and_the_weekend():
    """Monday 8 March 2027 is Nyepi; 9 to 15 March are Idul Fitri and joint leave, with a weekend in between."""
    counted = count(datetime(2027, 3, 5, 10, 0, tzinfo=WIB), 3, "hari_kerja")
    assert counted.due_at == end_of(2027, 3, 18)
    assert list(counted.passed_over) == [date(2027, 3, day) for day in (8, 9, 10, 11, 12, 15)]
    assert "Idul Fitri" in counted.passed_over[date(2027, 3, 10)]
    assert count(datetime(2027, 3, 5, 10, 0, tzinfo=WIB), 3, "hari_kerja", nothing_off).due_at == end_of(2027, 3, 10)


def test_a_count_over_new_year_names_each_year_that_nobody_confirmed():
    before = datetime(2026, 12, 30, 9, 0, tzinfo=WIB)
    assert count(before, 3, "hari_kerja").unconfirmed == (2026, 2027)

    def this_year_only(year):
        return periods.YearOff({}, {}, confirmed=year == 2026)

    assert count(before, 3, "hari_kerja", this_year_only).unconfirmed == (2027,)
    assert count(before, 72, "jam", this_year_only).unconfirmed == ()


@given(instants, st.integers(1, 60), st.sets(st.dates(date(2016, 1, 1), date(2030, 12, 31)), max_size=40))
def test_between_start_and_end_lie_exactly_so_many_working_days(start, length, off):
    """By a loop of its own over every day, and the end is the end of one of them."""
    counted = count(start, length, "hari_kerja", lambda year: periods.YearOff(dict.fromkeys(off, "x"), {}, True))
    first, last = start.astimezone(WIB).date(), counted.due_at.astimezone(WIB).date()
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    working = [day for day in days if day.isoweekday() <= 5 and day not in off]
    assert len(working) == length and working[-1] == last and counted.due_at == end_of(*last.timetuple()[:3])


@given(instants, st.integers(1, 400), st.sampled_from(["jam", "hari_kalender", "hari_kerja"]))
def test_a_longer_period_never_ends_earlier_nor_a_later_start(start, length, unit):
    end = count(start, length, unit, nothing_off).due_at
    assert start < end <= count(start, length + 1, unit, nothing_off).due_at
    assert end <= count(start + timedelta(hours=5), length, unit, nothing_off).due_at


@pytest.mark.parametrize(("length", "unit"), [(3, "hari"), (0, "jam"), (0, "hari_kerja")])
def test_what_no_clock_can_run_for_is_refused(length, unit):
    with pytest.raises(ValueError, match="no clock runs"):
        count(ISSUED, length, unit)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        count(datetime(2023, 1, 1), 72, "jam")


def test_joint_leave_of_the_government_is_in_the_published_list():
    year = periods.published(2026)
    assert year.holidays[date(2026, 3, 21)] == "Hari Raya Idul Fitri" and not year.confirmed
    assert date(2026, 3, 20) in year.joint_leave and date(2026, 3, 20) in year.days


def test_a_list_of_days_is_read_as_it_is_written():
    year = periods.published(2027)
    assert periods.read(periods.write(year.holidays)) == year.holidays
    assert periods.read("Senin, 8-3-2027: Nyepi\n\n") == {date(2027, 3, 8): "Nyepi"}


@pytest.mark.parametrize("line", ["8 Maret 2027", "Maret 2027: x", "30 Februari 2027: x", "8 Maret 2027:"])
def test_a_line_that_is_no_day_with_a_name_is_named(line):
    with pytest.raises(ValueError, match=line[:6]):
        periods.read(f"1 Januari 2027: Tahun Baru\n{line}")


@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [
        (72, "jam", "3 x 24 (tiga kali dua puluh empat) jam"),
        (4, "jam", "4 (empat) jam"),
        (3, "hari_kerja", "3 (tiga) hari kerja"),
        (14, "hari_kalender", "14 (empat belas) hari kalender"),
    ],
)
def test_a_letter_says_the_period_in_the_unit_of_its_rule(length, unit, words):
    assert numbers.period(length, unit) == words

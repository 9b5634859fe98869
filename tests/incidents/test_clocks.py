"""The clock: exact to the second, whatever the zone, the weekday or the month."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import clocks
from incidents.plain.clocks import WIB, ClockState

ISSUED = datetime(2023, 11, 28, 10, 0, tzinfo=WIB)
DUE = datetime(2023, 12, 1, 10, 0, tzinfo=WIB)
instants = st.datetimes(datetime(2016, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


def read(now, answered_at=None):
    return clocks.read(started_at=ISSUED, due_at=DUE, now=now, answered_at=answered_at)


def test_an_answer_in_the_due_second_is_in_time_and_one_second_later_is_late():
    assert clocks.lateness(DUE, DUE) == timedelta(0)
    assert clocks.lateness(DUE, DUE + timedelta(microseconds=999_999)) == timedelta(0)
    assert clocks.lateness(DUE, DUE + timedelta(seconds=1)) == timedelta(seconds=1)


@given(instants, st.integers(-(10**7), 10**7))
def test_lateness_is_the_difference_or_nothing(due_at, seconds):
    due_at = due_at.replace(microsecond=0)
    assert clocks.lateness(due_at, due_at + timedelta(seconds=seconds)) == timedelta(seconds=max(0, seconds))


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (timedelta(hours=24, seconds=1), ClockState.SAFE),
        (timedelta(hours=24), ClockState.SOON),
        (timedelta(hours=6, seconds=1), ClockState.SOON),
        (timedelta(hours=6), ClockState.CRITICAL),
        (timedelta(0), ClockState.CRITICAL),
        (timedelta(seconds=-1), ClockState.OVERDUE),
    ],
)
def test_states_change_at_their_exact_seconds(left, state):
    assert read(DUE - left).state == state


def test_an_answer_stops_the_clock_for_good():
    in_time = read(DUE + timedelta(days=300), answered_at=DUE)
    late = read(DUE + timedelta(days=300), answered_at=DUE + timedelta(hours=2, minutes=10))
    assert (in_time.state, in_time.hours, in_time.minutes) == (ClockState.IN_TIME, 72, 0)
    assert (late.state, late.hours, late.minutes) == (ClockState.LATE, 2, 10)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clocks.lateness(DUE, datetime(2023, 1, 1))

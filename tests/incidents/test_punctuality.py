"""Whether a reply came in time, at the precision that was typed: a day is a day, not an instant."""

from datetime import timedelta

import pytest

from incidents.plain.punctuality import Judged, Standing, judge
from incidents.plain.spans import parse

NOW = parse("1-1-2026").start
IN_TIME, LATE, UNTOLD = Judged(Standing.IN_TIME), Standing.LATE, Judged(Standing.UNTOLD)
EXTENDED, WITHDRAWN = Judged(Standing.EXTENDED), Judged(Standing.WITHDRAWN)


@pytest.mark.parametrize(
    ("due", "received", "stands"),
    [
        ("24-11-2023", "24-11-2023", IN_TIME),
        ("24-11-2023", "24-11-2023 23.59", IN_TIME),
        ("24-11-2023", "25-11-2023", Judged(LATE, 1)),
        ("24-11-2023", "25-11-2023 00.00", Judged(LATE, 1)),
        ("24-11-2023", "1-12-2023", Judged(LATE, 7)),
        ("24-11-2023 10.00", "24-11-2023 10.00", IN_TIME),
        ("24-11-2023 10.00", "24-11-2023 10.01", Judged(LATE, 0)),
        ("24-11-2023 10.00", "23-11-2023", IN_TIME),
        ("24-11-2023 10.00", "24-11-2023", UNTOLD),
        ("24-11-2023 10.00", "25-11-2023", Judged(LATE, 1)),
        ("24-11-2023", "November 2023", UNTOLD),
        ("24-11-2023", "Oktober 2023", IN_TIME),
        ("24-11-2023", "Desember 2023", Judged(LATE)),
        ("November 2023", "30-11-2023", IN_TIME),
        ("24-11-2023", "23-11-2023 s.d. 26-11-2023", UNTOLD),
        ("24-11-2023", "2024", Judged(LATE)),
        ("24-11-2023", "25 November 2023 pukul 10", Judged(LATE, 1)),
        ("24-11-2023", "sebelum 25 November 2023", IN_TIME),
        ("24-11-2023", "sejak 20 November 2023", UNTOLD),
        ("24 November 2023 pukul 10", "24-11-2023 10.00", IN_TIME),
        ("24 November 2023 pukul 10", "24-11-2023 10.45", Judged(LATE, 0)),
        ("24 November 2023 pukul 10", "24 November 2023 pukul 10", UNTOLD),
        ("sekitar 24 November 2023", "22-11-2023", IN_TIME),
        ("sekitar 24 November 2023", "25-11-2023", UNTOLD),
        ("sekitar 24 November 2023", "26-11-2023", Judged(LATE)),
        ("pertengahan November 2023", "20-11-2023", UNTOLD),
        ("pertengahan November 2023", "21-11-2023", Judged(LATE)),
        ("pagi 24 November 2023", "24-11-2023 10.00", UNTOLD),
        ("antara 20 dan 24 November 2023", "23-11-2023", UNTOLD),
        ("setelah 24 November 2023", "24-11-2023", IN_TIME),
        ("setelah 24 November 2023", "2025", UNTOLD),
        ("paling lambat 24 November 2023", "24-11-2023", IN_TIME),
        ("paling lambat 24 November 2023", "25-11-2023", Judged(LATE)),
        ("sebelum 24 November 2023", "24-11-2023", Judged(LATE)),
        ("24 November 23", "24-11-2023", IN_TIME),
        ("24 November 23", "25-11-2023", Judged(LATE, 1)),
        ("24 November 2023 WITA", "24-11-2023 22.59", IN_TIME),
        ("24 November 2023 WITA", "24-11-2023 23.00", Judged(LATE, 0)),
        ("awal 1990", "30-4-1990", UNTOLD),
    ],
)
def test_a_reply_is_held_against_its_due_as_exactly_as_both_are_known(due, received, stands):
    assert judge(parse(due), parse(received), NOW) == stands


@pytest.mark.parametrize(
    ("more_time", "withdrawn", "received", "stands"),
    [
        ("24-11-2023 > 30-11-2023", "", "30-11-2023", EXTENDED),
        ("24-11-2023 > 30-11-2023", "", "1-12-2023", Judged(LATE, 1)),
        ("24-11-2023 > 30-11-2023", "", "", Judged(Standing.SILENT)),
        ("24-11-2023 > 1-1-2099", "", "", EXTENDED),
        ("25-11-2023 > 30-11-2023", "", "30-11-2023", Judged(LATE, 6)),
        ("20-11-2023 > 30-11-2023, 30-11-2023 > 5-12-2023", "", "5-12-2023", EXTENDED),
        ("20-11-2023 > 22-11-2023", "", "24-11-2023", IN_TIME),
        ("20-11-2023 > ", "", "30-11-2023", Judged(Standing.NO_DUE)),
        ("November 2023 > 30-11-2023", "", "30-11-2023", UNTOLD),
        ("November 2023 > 30-11-2023", "", "2-12-2023", Judged(LATE)),
        ("", "24-11-2023", "", WITHDRAWN),
        ("", "24-11-2023", "25-11-2023", WITHDRAWN),
        ("", "24-11-2023", "23-11-2023", IN_TIME),
        ("", "25-11-2023", "", Judged(Standing.SILENT)),
        ("", "November 2023", "", UNTOLD),
        ("24-11-2023 > 30-11-2023", "30-11-2023", "", WITHDRAWN),
    ],
)
def test_more_time_and_a_withdrawal_count_if_they_surely_came_before_the_due(more_time, withdrawn, received, stands):
    given = [each.split(" > ") for each in more_time.split(", ") if each]
    spans = [(parse(granted), parse(until) if until else None) for granted, until in given]
    came, ended = (parse(each) if each else None for each in (received, withdrawn))
    assert judge(parse("24-11-2023"), came, NOW, more_time=spans, withdrawn=ended) == stands


def test_a_letter_without_a_due_was_answered_and_nothing_more_is_said():
    assert judge(None, parse("24-11-2023"), NOW) == Judged(Standing.NO_DUE)


def test_a_letter_is_silent_only_after_its_whole_day():
    due = parse("24-11-2023")
    assert judge(due, None, due.end - timedelta(seconds=1)).standing == Standing.RUNNING
    assert judge(due, None, due.end).standing == Standing.SILENT
    assert judge(None, None, NOW).standing == Standing.RUNNING

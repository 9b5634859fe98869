"""Instants in words: an hour in another zone never without its day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from incidents.actions import agencies
from incidents.plain import dates
from notifications.letters.html import render
from tests.world import make_request


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        ("2026-11-26T23:37+07:00", "Asia/Makassar", "Jumat, 27 November, 00.37 WITA"),
        ("2026-12-31T22:30+07:00", "Asia/Jayapura", "Jumat, 1 Januari, 00.30 WIT"),
        ("2026-11-26T22:59+07:00", "Asia/Makassar", "23.59 WITA"),
        ("2026-11-26T00:30+07:00", "Asia/Jayapura", "02.30 WIT"),
        ("2026-11-26T23:37+07:00", "Asia/Jakarta", ""),
        ("2026-11-26T10:00+07:00", "Europe/Dublin", "03.00 Dublin UTC+0"),
        ("2026-07-01T03:00+07:00", "Europe/Dublin", "Selasa, 30 Juni, 21.00 Dublin UTC+1"),
    ],
)
def test_an_hour_in_another_zone_names_its_day_where_that_is_another(instant, zone, words):
    assert dates.hour_elsewhere(datetime.fromisoformat(instant), zone, "id") == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Makassar", "WIB; WITA = WIB + 1 jam"),
        ("Asia/Kolkata", "WIB; Kolkata = WIB - 1.30 jam"),
        ("Europe/Dublin", "WIB; Dublin = WIB - 7 jam"),
        ("Asia/Jakarta", "WIB"),
        (None, "WIB"),
    ],
)
def test_an_hour_that_only_a_signature_will_say_is_told_by_how_far_the_clocks_are_apart(zone, words):
    assert dates.beside_wib(zone, date(2026, 11, 26), "id") == words


def test_a_meeting_after_midnight_elsewhere_names_that_day():
    start = datetime.fromisoformat("2026-11-26T23:30+07:00")
    assert dates.hours_in_words(start, zone=ZoneInfo("Asia/Makassar")) == "Jumat, 27 November, 00.30 WITA"


def test_the_letter_to_another_zone_says_its_due_in_both(world):
    world.agency_a = agencies.amend_agency(world.agency_a, by=world.administrator, zone="Asia/Makassar")
    clarification = make_request(world, "open")
    there = dates.hour_elsewhere(clarification.present_due, "Asia/Makassar", "id")
    assert f"({there})" in render(clarification.letter.content)

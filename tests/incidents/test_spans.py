"""Instants as exactly as they are known: read, kept, shown; nothing is made more exact than somebody said."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import spans
from incidents.plain.clocks import WIB
from incidents.plain.spans import reading


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("27 November 2023 22.10", "27 November 2023 pukul 22.10 WIB"),
        ("Senin, 27 November 2023 pukul 22.10 WIB", "27 November 2023 pukul 22.10 WIB"),
        ("2023-11-27T22:10", "27 November 2023 pukul 22.10 WIB"),
        ("27-11-2023 22:10", "27 November 2023 pukul 22.10 WIB"),
        ("27/11/2023", "27 November 2023"),
        ("2023-11-27", "27 November 2023"),
        ("27 nov 2023", "27 November 2023"),
        ("May 2020", "Mei 2020"),
        ("11-2023", "November 2023"),
        ("November 2023", "November 2023"),
        ("2023", "2023"),
        ("20 – 28 November 2023", "20 November 2023 s.d. 28 November 2023"),
        ("27 November 2023 s.d. 4 Desember 2023", "27 November 2023 s.d. 4 Desember 2023"),
        ("Mei 2020 - Juli 2020", "Mei 2020 s.d. Juli 2020"),
        ("Jum'at, 1 Desember 2023", "1 Desember 2023"),
        ("Jum’at 1 Des. 2023", "1 Desember 2023"),
        ("Jumat 1 Desember 2023", "1 Desember 2023"),
        ("hari Ahad, 3 Desember 2023", "3 Desember 2023"),
        ("1 Nopember 2023", "1 November 2023"),
        ("1 Pebruari 2023", "1 Februari 2023"),
        ("1 Agt 2023", "1 Agustus 2023"),
        ("1 Sept 2023", "1 September 2023"),
        ("17 Agust 2021", "17 Agustus 2021"),
        ("17 Agust. 2021", "17 Agustus 2021"),
        ("17 Agus 2021", "17 Agustus 2021"),
        ("17 Agts 2021", "17 Agustus 2021"),
        ("17 Febr 2021", "17 Februari 2021"),
        ("17 Pebr. 2021", "17 Februari 2021"),
        ("17 Mrt 2021", "17 Maret 2021"),
        ("17 Oktob 2021", "17 Oktober 2021"),
        ("17 Desem 2021", "17 Desember 2021"),
        ("Sept. 17, 2021", "17 September 2021"),
        ("Agust 2021", "Agustus 2021"),
        ("5.2021", "Mei 2021"),
        ("05.2021", "Mei 2021"),
        ("2021.05", "Mei 2021"),
        ("12.00 3 Mei 2021", "3 Mei 2021 pukul 12.00 WIB"),
        ("12:00, 3 Mei 2021", "3 Mei 2021 pukul 12.00 WIB"),
        ("12:00 on May 3, 2021", "3 Mei 2021 pukul 12.00 WIB"),
        ("12.00 tanggal 3/5/2021", "3 Mei 2021 pukul 12.00 WIB"),
        ("May 3-5, 2021", "3 Mei 2021 s.d. 5 Mei 2021"),
        ("May 3 to 5, 2021", "3 Mei 2021 s.d. 5 Mei 2021"),
        ("1/12/23", "1 Desember 2023"),
        ("1.12.2023", "1 Desember 2023"),
        ("2023/12/01", "1 Desember 2023"),
        ("1 Desember 2023 jam 10.00", "1 Desember 2023 pukul 10.00 WIB"),
        ("1 Desember 2023 pkl. 10.00 WIB", "1 Desember 2023 pukul 10.00 WIB"),
        ("20 s.d. 28 November 2023", "20 November 2023 s.d. 28 November 2023"),
        ("20 s/d 28 November 2023", "20 November 2023 s.d. 28 November 2023"),
        ("20 sampai dengan 28 Nov 2023", "20 November 2023 s.d. 28 November 2023"),
        ("20-28 November 2023", "20 November 2023 s.d. 28 November 2023"),
        ("27 November s.d. 4 Desember 2023", "27 November 2023 s.d. 4 Desember 2023"),
        ("Senin, 20 s.d. Rabu, 22 November 2023", "20 November 2023 s.d. 22 November 2023"),
        ("Mei s.d. Juli 2020", "Mei 2020 s.d. Juli 2020"),
        (
            "27 November 2023 22.10 s.d. 23.00",
            "27 November 2023 pukul 22.10 WIB s.d. 27 November 2023 pukul 23.00 WIB",
        ),
    ],
)
def test_what_people_write_is_understood(text, words):
    assert spans.in_words(spans.parse(text), "id") == words


def test_no_moment_is_looked_for_in_what_is_too_long_to_be_one(monkeypatch):
    """A day of a megabyte of figures took a processor ten seconds."""
    assert spans.parse(f"27{' ' * 10_000}November 2023") == spans.parse("27 November 2023")
    monkeypatch.setattr(reading.approximate, "in_full", pytest.fail)
    for read in (spans.parse, spans.exactly, spans.instant):
        with pytest.raises(ValueError, match="so many signs"):
            read("1 " * 500_000)


@pytest.mark.parametrize(
    ("text", "in_wib"),
    [
        ("12.00 WITA, Senin, 3 Mei 2021", "3 Mei 2021 pukul 11.00 WIB"),
        ("1 Desember 2023 pukul 10.00 WITA", "1 Desember 2023 pukul 09.00 WIB"),
        ("1 Desember 2023 pukul 00.30 WIT", "30 November 2023 pukul 22.30 WIB"),
        (
            "1 Desember 2023 10.00 s.d. 11.00 WITA",
            "1 Desember 2023 pukul 09.00 WIB s.d. 1 Desember 2023 pukul 10.00 WIB",
        ),
        (
            "3 Mei 2021 10.00 WITA - 4 Mei 2021 11.00",
            "3 Mei 2021 pukul 09.00 WIB s.d. 4 Mei 2021 pukul 10.00 WIB",
        ),
    ],
)
def test_a_minute_told_in_another_zone_stays_in_its_words_and_is_that_minute(text, in_wib):
    span, plain = spans.parse(text), spans.parse(in_wib)
    assert spans.in_words(span, "id") == text and spans.bounds_in_words(span, "id") == in_wib
    assert (span.start, span.end, span.precision, span.is_exact) == (plain.start, plain.end, "minute", plain.is_exact)
    assert spans.bounds_in_words(plain, "id") == "" and not plain.words


@pytest.mark.parametrize(
    "text",
    ["", "kemarin", "32 Mei 2020", "30-02-2020", "2020-13", "1989", "2101", "27-11-2023 24.01", "27-11-2023 22.60"]
    + ["28 November 2023 s.d. 27 November 2023", "a s.d. b s.d. c", "12345", "27 Novemberr 2023", "²023"]
    + ["s.d. 3 Mei 2020", "31-12/2023", "kamis", "27 November 2023 10.00 s.d. 09.00", "20 s.d. 40 November 2023"],
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        spans.parse(text)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.times())
def test_every_minute_of_every_day_comes_back_as_written(day, hour):
    text = f"{day.day:02d}-{day.month:02d}-{day.year} {hour.hour:02d}.{hour.minute:02d}"
    span = spans.parse(text)
    assert span.start == datetime(day.year, day.month, day.day, hour.hour, hour.minute, tzinfo=WIB)
    assert spans.parse(spans.in_words(span, "id")) == span
    assert spans.parse(spans.in_words(span, "en")) == span


@given(st.integers(1990, 2099), st.integers(1, 12), st.sampled_from([spans.DAY, spans.MONTH, spans.YEAR]))
def test_words_of_a_span_are_read_as_the_same_span(year, month, precision):
    text = {spans.DAY: f"15-{month}-{year}", spans.MONTH: f"{month}-{year}", spans.YEAR: str(year)}[precision]
    span = spans.parse(text)
    assert span.precision == precision
    assert spans.parse(spans.in_words(span, "id")) == span


def test_a_month_ends_with_its_last_minute():
    span = spans.parse("Desember 2023")
    assert span.end == datetime(2024, 1, 1, tzinfo=WIB)
    assert not span.is_range


def test_late_is_measured_from_the_end_of_what_is_known():
    november = spans.parse("November 2023")
    assert spans.delay(november, datetime(2023, 11, 20, tzinfo=WIB)) == timedelta(0)
    assert spans.delay(november, datetime(2023, 12, 2, 17, 0, tzinfo=WIB)) == timedelta(hours=41)


@pytest.mark.parametrize(
    ("text", "is_"),
    [
        ("Senin 24 November 2026", date(2026, 11, 24)),
        ("hari Jum'at, 24-11-2026 10.00", date(2026, 11, 24)),
        ("Friday, 24 November 2026 at 10.00 WIT", date(2026, 11, 24)),
        ("Ahad 24/11/26", date(2026, 11, 24)),
        ("Senin, 20 s.d. Selasa, 22 November 2023", date(2023, 11, 22)),
        ("Selasa, 20 s.d. Rabu, 22 November 2023", date(2023, 11, 20)),
    ],
)
def test_a_weekday_that_is_not_that_of_its_date_is_refused_with_the_date(text, is_):
    with pytest.raises(spans.WrongWeekday) as refusal:
        spans.parse(text)
    assert refusal.value.day == is_


def test_a_weekday_is_that_of_the_zone_in_which_it_was_typed():
    assert spans.parse("Jumat, 1 Desember 2023 pukul 01.00 WIT").start.astimezone(WIB).day == 30
    with pytest.raises(ValueError, match="weekday"):
        spans.parse("Jumat 2023")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            "24 November 2023 09.00 WIT s.d. 12.00",
            "24 November 2023 pukul 07.00 WIB s.d. 24 November 2023 pukul 10.00 WIB",
        ),
        (
            "24 November 2023 09.00 s.d. 12.00 WIT",
            "24 November 2023 pukul 07.00 WIB s.d. 24 November 2023 pukul 10.00 WIB",
        ),
        (
            "24 November 2023 22.10 s.d. 23.10 WIT",
            "24 November 2023 pukul 20.10 WIB s.d. 24 November 2023 pukul 21.10 WIB",
        ),
        ("24 November 2023 pukul 24.00", "25 November 2023 pukul 00.00 WIB"),
        ("31 Desember 2023 24.00 WIB", "1 Januari 2024 pukul 00.00 WIB"),
        ("28 Desember s.d. 3 Januari 2024", "28 Desember 2023 s.d. 3 Januari 2024"),
        ("November s.d. Februari 2024", "November 2023 s.d. Februari 2024"),
    ],
)
def test_a_zone_named_once_midnight_and_the_turn_of_a_year_are_read_as_they_are_meant(typed, words):
    span = spans.parse(typed)
    assert (spans.bounds_in_words(span, "id") or spans.in_words(span, "id")) == words


@pytest.mark.parametrize(
    "typed", ["24 November 2023 24.30", "31 Mei s.d. 3 April 2024", "28 Desember 2024 s.d. 3 Januari 2024"]
)
def test_no_hour_after_midnight_and_no_order_the_wrong_way_round_is_read(typed):
    with pytest.raises(ValueError):
        spans.parse(typed)

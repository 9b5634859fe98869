"""What people write of a moment that they know about is kept as they wrote it, within what it allows, and never made exact."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from incidents.forms import Guarded
from incidents.forms.fields import When
from incidents.plain import answer_values, spans
from incidents.plain.clocks import WIB


def within(text):
    """The first and the last minute that the words allow, in WIB."""
    span = spans.parse(text)
    first, last = span.start.astimezone(WIB), span.end.astimezone(WIB) - timedelta(minutes=1)
    return f"{first:%Y-%m-%d %H.%M}", f"{last:%Y-%m-%d %H.%M}"


OPEN, NEVER = "1990-01-01 00.00", "2100-12-31 23.58"


NOT_AFTER = (
    "tidak setelah",
    "tidak sesudah",
    "tidak lewat",
    "tidak lewat dari",
    "tidak melewati",
    "tidak lebih lambat dari",
)
NOT_AFTER += (
    "tidak lebih dari",
    "paling lambat tanggal",
    "selambat-lambatnya",
    "paling lama",
    "not later than",
    "not after",
    "till",
)
NOT_AFTER += ("at the latest", "latest", "up to", "on or before", "pada atau sebelum")
NOT_BEFORE = (
    "tidak lebih awal dari",
    "tidak lebih cepat dari",
    "not earlier than",
    "earliest",
    "on or after",
    "pada atau sesudah",
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("sekitar 2021", "2020-07-01 00.00", "2022-06-30 23.59"),
        ("kira-kira Maret 2021", "2021-02-14 00.00", "2021-04-15 23.59"),
        ("around 3 May 2021", "2021-05-02 00.00", "2021-05-04 23.59"),
        ("2021?", "2020-07-01 00.00", "2022-06-30 23.59"),
        ("3 Mei 2021 (perkiraan)", "2021-05-02 00.00", "2021-05-04 23.59"),
        ("awal 2021", "2021-01-01 00.00", "2021-04-30 23.59"),
        ("pada awal tahun '21", "2021-01-01 00.00", "2021-04-30 23.59"),
        ("pertengahan 2021", "2021-05-01 00.00", "2021-08-31 23.59"),
        ("akhir Maret 2023", "2023-03-21 00.00", "2023-03-31 23.59"),
        ("early 2021", "2021-01-01 00.00", "2021-04-30 23.59"),
        ("mid-March 2021", "2021-03-11 00.00", "2021-03-20 23.59"),
        ("the end of 2021", "2021-09-01 00.00", "2021-12-31 23.59"),
        ("akhir Maret sampai awal April 2023", "2023-03-21 00.00", "2023-04-10 23.59"),
        ("awal hingga pertengahan 2021", "2021-01-01 00.00", "2021-08-31 23.59"),
        ("antara Maret dan Juni 2021", "2021-03-01 00.00", "2021-06-30 23.59"),
        ("March or April 2021", "2021-03-01 00.00", "2021-04-30 23.59"),
        ("triwulan II 2021", "2021-04-01 00.00", "2021-06-30 23.59"),
        ("triwulan I dan II 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("triwulan I-II 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("triwulan II s.d. III 2021", "2021-04-01 00.00", "2021-09-30 23.59"),
        ("kuartal pertama dan kedua tahun 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("Q1-Q2 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("semester I dan II 2021", "2021-01-01 00.00", "2021-12-31 23.59"),
        ("caturwulan II 2021", "2021-05-01 00.00", "2021-08-31 23.59"),
        ("minggu pertama dan kedua Mei 2021", "2021-05-01 00.00", "2021-05-14 23.59"),
        ("akhir pekan pertama Mei 2021", "2021-05-01 00.00", "2021-05-07 23.59"),
        ("akhir pekan kedua bulan Juni 2021", "2021-06-12 00.00", "2021-06-14 23.59"),
        ("first weekend of June 2021", "2021-06-05 00.00", "2021-06-07 23.59"),
        ("akhir pekan terakhir Mei 2021", "2021-05-29 00.00", "2021-05-31 23.59"),
        ("kuartal keempat 2021", "2021-10-01 00.00", "2021-12-31 23.59"),
        ("Q3 2021", "2021-07-01 00.00", "2021-09-30 23.59"),
        ("semester I 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("second half of 2021", "2021-07-01 00.00", "2021-12-31 23.59"),
        ("minggu pertama Mei 2021", "2021-05-01 00.00", "2021-05-07 23.59"),
        ("pekan ke-2 bulan Mei 2021", "2021-05-08 00.00", "2021-05-14 23.59"),
        ("pekan tanggal 5 Mei 2021", "2021-05-03 00.00", "2021-05-11 23.59"),
        ("week of the 3rd of May 2021", "2021-05-03 00.00", "2021-05-09 23.59"),
        ("setelah pekan tanggal 5 Mei 2021", "2021-05-03 00.00", NEVER),
        ("last week of May 2021", "2021-05-25 00.00", "2021-05-31 23.59"),
        ("sebelum 3 Mei 2021 08.00 s.d. 10.00", OPEN, "2021-05-03 07.59"),
        ("sebelum 3 Mei 2021 pukul 08.00-10.00 WIT", OPEN, "2021-05-03 05.59"),
        ("sebelum 3 Mei 2021 pagi sampai sore", OPEN, "2021-05-03 03.59"),
        ("sekitar 3 Mei 2021 pukul 8-10", "2021-05-03 06.30", "2021-05-03 12.29"),
        ("3 Mei 2021 pukul 8-10 perkiraan", "2021-05-03 06.30", "2021-05-03 12.29"),
        ("setelah 3 Mei 2021 pukul 8-10", "2021-05-03 11.00", NEVER),
        ("hingga 3 Mei 2021 pukul 8-10", OPEN, "2021-05-03 10.59"),
        ("mulai pukul 8 s.d. 10 3 Mei 2021", "2021-05-03 08.00", "2021-05-03 10.59"),
        ("awal s.d. pertengahan Mei 2021", "2021-05-01 00.00", "2021-05-20 23.59"),
        ("awal dan akhir Mei 2021", "2021-05-01 00.00", "2021-05-31 23.59"),
        ("early to mid May 2021", "2021-05-01 00.00", "2021-05-20 23.59"),
        ("akhir Mei-awal Juni 2021", "2021-05-21 00.00", "2021-06-10 23.59"),
        ("late May\u2013early June 2021", "2021-05-21 00.00", "2021-06-10 23.59"),
        ("akhir Desember-awal Januari 2021", "2020-12-21 00.00", "2021-01-10 23.59"),
        ("akhir 2020-awal 2021", "2020-09-01 00.00", "2021-04-30 23.59"),
        ("Q1-Q2 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("Q1/Q2 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("Q3 2020-Q1 2021", "2020-07-01 00.00", "2021-03-31 23.59"),
        ("TW1-TW2 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("triwulan I-triwulan II 2021", "2021-01-01 00.00", "2021-06-30 23.59"),
        ("H1-H2 2021", "2021-01-01 00.00", "2021-12-31 23.59"),
        ("antara tanggal 3 s.d. 5 Mei 2021", "2021-05-03 00.00", "2021-05-05 23.59"),
        ("antara 3 s/d 5 Mei 2021", "2021-05-03 00.00", "2021-05-05 23.59"),
        ("antara 3-5 Mei 2021", "2021-05-03 00.00", "2021-05-05 23.59"),
        ("antara 3 Mei sampai dengan 5 Juni 2021", "2021-05-03 00.00", "2021-06-05 23.59"),
        ("between 3-5 May 2021", "2021-05-03 00.00", "2021-05-05 23.59"),
        ("between May 3 and 5, 2021", "2021-05-03 00.00", "2021-05-05 23.59"),
        *((f"{before} 3 Mei 2021", OPEN, "2021-05-03 23.59") for before in NOT_AFTER),
        *((f"3 Mei 2021 {before}", OPEN, "2021-05-03 23.59") for before in ("paling lambat", "at the latest")),
        *((f"{after} 3 Mei 2021", "2021-05-03 00.00", NEVER) for after in NOT_BEFORE),
        ("awal-akhir 2021", "2021-01-01 00.00", "2021-12-31 23.59"),
        ("awal s.d. akhir triwulan II 2021", "2021-04-01 00.00", "2021-06-30 23.59"),
        ("pekan 3 Mei 2021", "2021-05-03 00.00", "2021-05-21 23.59"),
        ("awal pekan 3 Mei 2021", "2021-05-03 00.00", "2021-05-16 23.59"),
        ("week 3 of May 2021", "2021-05-15 00.00", "2021-05-21 23.59"),
        ("3-5 Mei 2021 perkiraan", "2021-05-02 00.00", "2021-05-06 23.59"),
        ("3-5 Mei 2021 atau sebelumnya", OPEN, "2021-05-05 23.59"),
        ("sekitar 3 s.d. 5 Mei 2021 WITA", "2021-05-01 23.00", "2021-05-06 22.59"),
        ("2020-an", "2020-01-01 00.00", "2029-12-31 23.59"),
        ("3 Mei 21", "2021-05-03 00.00", "2021-05-03 23.59"),
        ("sekitar '98", "1997-07-01 00.00", "1999-06-30 23.59"),
        ("dini hari 3 Mei 2021", "2021-05-03 00.00", "2021-05-03 04.59"),
        ("dini hari 3 Mei 2021 WITA", "2021-05-02 23.00", "2021-05-03 03.59"),
        ("3 Mei 2021 WIT", "2021-05-02 22.00", "2021-05-03 21.59"),
        ("Senin malam (3/5/2021)", "2021-05-03 18.00", "2021-05-04 05.59"),
        ("malam Senin, 3 Mei 2021", "2021-05-02 18.00", "2021-05-04 05.59"),
        ("malam 3 Mei 2021", "2021-05-03 18.00", "2021-05-04 05.59"),
        ("3 Mei 2021 malam", "2021-05-03 18.00", "2021-05-04 05.59"),
        ("larut malam 3 Mei 2021", "2021-05-03 21.00", "2021-05-04 05.59"),
        ("late at night on 3 May 2021", "2021-05-03 21.00", "2021-05-04 05.59"),
        ("night of 3 May 2021", "2021-05-03 18.00", "2021-05-04 05.59"),
        ("dini hari sampai pagi 3 Mei 2021", "2021-05-03 00.00", "2021-05-03 10.59"),
        ("malam 3 Mei sampai pagi 4 Mei 2021", "2021-05-03 18.00", "2021-05-04 10.59"),
        ("kira-kira pukul 14, 3 Mei 2021", "2021-05-03 13.30", "2021-05-03 15.29"),
        ("3 Mei 2021 sekitar pukul 14.10 WITA", "2021-05-03 12.40", "2021-05-03 13.40"),
        ("3 Mei 2021 pukul 14", "2021-05-03 14.00", "2021-05-03 14.59"),
        ("3 Mei 2021 jam 10 malam WIT", "2021-05-03 20.00", "2021-05-03 20.59"),
        ("3 May 2021 around 2 pm", "2021-05-03 13.30", "2021-05-03 15.29"),
        ("3 Mei 2021 antara pukul 14 dan 16", "2021-05-03 14.00", "2021-05-03 16.59"),
        ("3 May 2021 at 2 in the afternoon", "2021-05-03 14.00", "2021-05-03 14.59"),
        ("3 May 2021 at 2.30 in the early afternoon", "2021-05-03 14.30", "2021-05-03 14.30"),
        ("3 May 2021 at 8 in the evening", "2021-05-03 20.00", "2021-05-03 20.59"),
        ("3 May 2021 at 11 at night", "2021-05-03 23.00", "2021-05-03 23.59"),
        ("3 May 2021 at 7 in the morning", "2021-05-03 07.00", "2021-05-03 07.59"),
        ("3 May 2021 at noon", "2021-05-03 11.00", "2021-05-03 12.59"),
        ("3 May 2021 at 12 noon", "2021-05-03 12.00", "2021-05-03 12.59"),
        ("3 May 2021 at 12 midnight", "2021-05-03 00.00", "2021-05-04 00.59"),
        ("3 May 2021 at 12 at night", "2021-05-03 00.00", "2021-05-04 00.59"),
        ("3 May 2021 at 12 am", "2021-05-03 00.00", "2021-05-03 00.59"),
        ("3 Mei 2021 pukul 12 tengah malam", "2021-05-03 00.00", "2021-05-04 00.59"),
        ("3 Mei 2021 pukul 12 malam", "2021-05-03 00.00", "2021-05-04 00.59"),
        ("pukul 12.30 malam 3 Mei 2021", "2021-05-03 00.30", "2021-05-04 00.30"),
        ("pukul 1 malam 3 Mei 2021", "2021-05-03 01.00", "2021-05-04 01.59"),
        ("pukul 12.30 dini hari 3 Mei 2021", "2021-05-03 00.30", "2021-05-03 00.30"),
        ("12 midnight, 3 May 2021", "2021-05-03 00.00", "2021-05-04 00.59"),
        ("setelah tengah malam 3 Mei 2021", "2021-05-02 23.00", NEVER),
        ("sebelum tengah malam 3 Mei 2021", OPEN, "2021-05-04 00.59"),
        ("sesudah sekitar Mei 2021", "2021-04-16 00.00", NEVER),
        ("malam Minggu 4 Mei 2024", "2024-05-04 18.00", "2024-05-05 05.59"),
        ("malam Minggu 5 Mei 2024", "2024-05-04 18.00", "2024-05-06 05.59"),
        ("malam Jum'at, 2 Mei 2024 WITA", "2024-05-02 17.00", "2024-05-03 04.59"),
        ("pukul 22.00 malam Minggu 4 Mei 2024", "2024-05-04 22.00", "2024-05-04 22.00"),
        ("pukul 22.00 malam Minggu 5 Mei 2024", "2024-05-04 22.00", "2024-05-05 22.00"),
        ("3 Mei s.d. 5 Mei 2021 WITA", "2021-05-02 23.00", "2021-05-05 22.59"),
        ("3 Mei 2021 WITA s.d. 5 Mei 2021", "2021-05-02 23.00", "2021-05-05 22.59"),
        ("antara 3 dan 5 Mei 2021 WIT", "2021-05-02 22.00", "2021-05-05 21.59"),
        ("malam 3 Mei s.d. pagi 4 Mei 2021 WIT", "2021-05-03 16.00", "2021-05-04 08.59"),
        ("28 Februari 2021 s.d. Maret 2021", "2021-02-28 00.00", "2021-03-31 23.59"),
        ("27 November 2023 22.10 hingga 28 November 2023", "2023-11-27 22.10", "2023-11-28 23.59"),
        ("akhir Desember s.d. 5 Januari 2024 WITA", "2023-12-20 23.00", "2024-01-05 22.59"),
        ("20 Desember s.d. Januari 2024", "2023-12-20 00.00", "2024-01-31 23.59"),
        ("3 Mei 2021 pukul 10 s.d. 5 Mei 2021", "2021-05-03 10.00", "2021-05-05 23.59"),
        ("Mei 2020 s.d. 2021", "2020-05-01 00.00", "2021-12-31 23.59"),
        ("dari Mei sampai Juli 2021", "2021-05-01 00.00", "2021-07-31 23.59"),
        ("sejak Mei 2021 s.d. Juli 2021", "2021-05-01 00.00", "2021-07-31 23.59"),
        ("sekitar Mei-Juni 2021", "2021-04-01 00.00", "2021-07-30 23.59"),
        ("sebelum Mei-Juni 2021", OPEN, "2021-04-30 23.59"),
        ("paruh pertama Mei 2021", "2021-05-01 00.00", "2021-05-15 23.59"),
        ("second half of May 2021", "2021-05-16 00.00", "2021-05-31 23.59"),
        ("3 Mei 2021 pukul 11 larut malam", "2021-05-03 23.00", "2021-05-03 23.59"),
        ("3 Mei 2021 pukul 1 tengah hari", "2021-05-03 13.00", "2021-05-03 13.59"),
        ("3 Mei 2021 pukul 3 dini hari", "2021-05-03 03.00", "2021-05-03 03.59"),
        ("3 Mei 2021 pukul 5 sore", "2021-05-03 17.00", "2021-05-03 17.59"),
        ("sebelum 3 Mei 2021", OPEN, "2021-05-02 23.59"),
        ("paling lambat 3 Mei 2021", OPEN, "2021-05-03 23.59"),
        ("sesudah Maret 2021", "2021-04-01 00.00", NEVER),
        ("since 2020", "2020-01-01 00.00", NEVER),
        ("3 Mei 2021 atau sesudahnya", "2021-05-03 00.00", NEVER),
        ("menjelang 3 Mei 2021", "2021-05-02 00.00", "2021-05-03 23.59"),
    ],
)
def test_words_are_kept_as_they_were_typed_with_what_they_allow(text, first, last):
    span = spans.parse(text)
    assert within(text) == (first, last)
    assert span.precision == spans.ABOUT and span.is_range and not span.is_exact
    assert spans.in_words(span, "id") == spans.in_words(span, "en") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Maret–Juni 2021", "Maret 2021 s.d. Juni 2021"),
        ("Maret-Juni 2021", "Maret 2021 s.d. Juni 2021"),
        ("2019-2021", "2019 s.d. 2021"),
        ("Desember 2020-Januari 2021", "Desember 2020 s.d. Januari 2021"),
        ("28 Desember 2020-3 Januari 2021", "28 Desember 2020 s.d. 3 Januari 2021"),
        ("28 Mar-2 Apr 2021", "28 Maret 2021 s.d. 2 April 2021"),
        ("bulan Maret 2021", "Maret 2021"),
        ("May 3, 2021", "3 Mei 2021"),
        ("May 3rd, 2021", "3 Mei 2021"),
        ("1st of May 2021", "1 Mei 2021"),
        ("2 Mei - 3 Mei 2021 WIB", "2 Mei 2021 s.d. 3 Mei 2021"),
        ("3 Mei 2021 - 09.00", "3 Mei 2021 pukul 09.00 WIB"),
        ("1/12/98", "1 Desember 1998"),
    ],
)
def test_what_says_itself_how_exactly_it_is_known_needs_no_words(text, words):
    span = spans.parse(text)
    assert spans.in_words(span, "id") == words and not span.words


@pytest.mark.parametrize("text", ["dini hari 3 Mei", "minggu pertama Mei", "pagi", "3 Mei", "akhir Maret", "pukul 14"])
def test_nobody_fills_in_a_year_or_a_day_that_was_not_said(text):
    with pytest.raises(spans.Unsaid):
        spans.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "awal 3 Mei 2021",
        "triwulan V 2021",
        "triwulan II dan I 2021",
        "caturwulan IV 2021",
        "akhir pekan kelima Mei 2021",
        "minggu pertama 2021",
        "awal 32 Mei 2020",
        "kemarin",
        "minggu lalu",
        "awal awal",
    ]
    + ["akhir 2021 sampai awal 2021", "3 Mei 2021 pukul 25", "3 Mei 2021 pukul 16 sampai 14", "sekitar kemarin"]
    + ["malam Selasa 4 Mei 2024", "Minggu malam 4 Mei 2024", "3 Mei 2021 s.d. 09.00", "3 Mei 2021 10.00 s.d. Mei 2021"]
    + ["pagi Mei 2021 pukul 10", "h3 2021", "sekitar 3201010101010001", "malam 3 malam 4 malam 5 Mei 2021"],
)
def test_what_nobody_can_mean_is_refused(text):
    with pytest.raises(ValueError):
        spans.parse(text)


def test_a_weekday_beside_an_hour_is_still_that_of_its_date():
    with pytest.raises(spans.WrongWeekday):
        spans.parse("Selasa malam, 3 Mei 2021")


LEADS = {  # what each says of the year, held against the year read exactly
    "sekitar ": lambda said, year: said.start < year.start and year.end < said.end,
    "around ": lambda said, year: said.start < year.start and year.end < said.end,
    "awal ": lambda said, year: said.start == year.start and said.end < year.end,
    "early ": lambda said, year: said.start == year.start and said.end < year.end,
    "triwulan I ": lambda said, year: said.start == year.start and said.end < year.end,
    "pertengahan ": lambda said, year: year.start < said.start and said.end < year.end,
    "akhir ": lambda said, year: year.start < said.start and said.end == year.end,
    "sebelum ": lambda said, year: said.start < year.start and said.end == year.start,
    "sesudah ": lambda said, year: said.start == year.end < said.end,
    "sejak ": lambda said, year: said.start == year.start and year.end < said.end,
}
DAYS_PARTS = ["dini hari ", "pagi ", "malam ", "kira-kira pukul 14, ", "sebelum ", "around ", "3 atau "]


@given(st.sampled_from(sorted(LEADS)), st.integers(1992, 2098))
def test_words_of_a_year_come_back_as_typed_and_stand_to_the_exact_year_as_they_say(lead, year):
    _comes_back(f"{lead}{year}")
    assert LEADS[lead](spans.parse(f"{lead}{year}"), spans.parse(str(year)))


@given(st.sampled_from(DAYS_PARTS), st.dates(datetime(1992, 1, 4).date(), datetime(2098, 12, 31).date()))
def test_words_of_a_day_come_back_as_typed(lead, day):
    if lead == "3 atau " and day.day < 4:
        return
    months = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
    _comes_back(f"{lead}{day.day} {months[day.month - 1]} {day.year}")


def _comes_back(text):
    span = spans.parse(text)
    assert span.words == text and span.start < span.end
    assert spans.parse(spans.in_words(span, "id")) == span  # as a form offers it again
    assert answer_values.read_span(answer_values.keep_span(span)) == span
    assert span.start <= span.stands <= span.end


def test_an_open_beginning_stands_at_its_end():
    before = spans.parse("sebelum 3 Mei 2021")
    assert before.stands == spans.parse("3 Mei 2021").start
    assert spans.parse("awal 2021").stands == spans.parse("1 Januari 2021").start


def test_what_the_words_allow_is_said_beside_them():
    assert spans.bounds_in_words(spans.parse("awal 2021"), "id") == "1 Januari 2021 s.d. 30 April 2021"
    assert spans.bounds_in_words(spans.parse("3 Mei 21"), "en") == "3 May 2021"
    assert spans.bounds_in_words(spans.parse("sebelum 2021"), "id") == ""
    assert spans.bounds_in_words(spans.parse("2021"), "id") == ""


def _kinds(of):
    return [kind for each in of.__subclasses__() for kind in (each, *_kinds(each))]


def test_every_form_that_asks_for_a_moment_of_the_world_takes_words_and_offers_them_again():
    fields = {
        (kind.__name__, name): field
        for kind in _kinds(Guarded)
        for name, field in kind.base_fields.items()
        if isinstance(field, When)
    }
    asked = {name for _form, name in fields}
    assert {"said", "dated", "happened", "known", "collected", "found", "decided", "sent", "began", "received"} <= asked
    for words in ("awal 2021", "dini hari 3 Mei 2021 WITA", "before June 2021"):
        for field in fields.values():
            span = field.clean(words)
            assert field.prepare_value(span) == span.words == words
            assert not field.has_changed(field.prepare_value(span), words)


def test_what_cannot_have_happened_yet_is_refused_in_words_too():
    for words in ("akhir 2099", "setelah 2099", "sebelum 2099"):
        with pytest.raises(ValidationError, match="belum terjadi"):
            When().clean(words)


def test_a_form_says_which_part_was_not_said():
    with pytest.raises(ValidationError, match="Tahun atau harinya belum tertulis"):
        When().clean("dini hari 3 Mei")


def test_no_page_of_a_case_makes_words_exact(world, an_incident, log_in):
    officer = log_in(world.officer)
    case = an_incident.reference
    claim = {"topic": "volume", "statement": "Dijual", "said_by": "Penjual", "source": "forum", "said": "awal 2021"}
    claim |= {"dated": "akhir Maret 2020", "bound": "exactly"}
    assert officer.post(f"/insiden/{case}/pernyataan/catat/", claim).status_code == 302
    noted = {"kind": "meeting", "text": "Rapat", "happened": "sekitar Mei 2021"}
    assert officer.post(f"/insiden/{case}/kegiatan/catat/", noted).status_code == 302
    found = {"text": "Log dibaca", "confidence": "low", "found": "dini hari 3 Mei 2021"}
    assert officer.post(f"/insiden/{case}/hukum/temuan/", found).status_code == 302
    words = {"pernyataan/volume/": "awal 2021", "kegiatan/": "sekitar Mei 2021", "hukum/": "dini hari 3 Mei 2021"}
    for page, told in words.items():
        assert told in officer.get(f"/insiden/{case}/{page}").content.decode()
    history = officer.get(f"/insiden/{case}/riwayat/").content.decode()
    for told in ("awal 2021", "akhir Maret 2020", "sekitar Mei 2021", "dini hari 3 Mei 2021"):
        assert told in history
    for exact in ("1 Januari 2021", "1 Jan 2021", "21 Mar 2020", "21 Maret 2020", "15 April 2021", "3 Mei 2021 00.00"):
        assert exact not in history


def test_words_put_right_are_a_change_of_the_history(world, an_incident, log_in):
    from incidents.actions import cases, corrections

    activity = cases.note(an_incident, by=world.officer, text="Rapat", happened=spans.parse("awal 2021"))
    corrected = {"happened": spans.parse("pada awal 2021")}  # the same bounds, in other words
    corrections.revise(activity, by=world.officer, seen=activity.version, reason="Kutipan", **corrected)
    history = log_in(world.officer).get(f"/insiden/{an_incident.reference}/riwayat/").content.decode()
    assert "<del>awal 2021</del>" in history and "<ins>pada awal 2021</ins>" in history


def test_words_are_found_where_they_stand(world, an_incident, log_in):
    from incidents.actions import cases

    cases.note(an_incident, by=world.officer, text="Rapat", happened=spans.parse("pertengahan 2021"))
    assert an_incident in log_in(world.officer).get("/cari/", {"q": "pertengahan 2021"}).context["page"]


@pytest.mark.parametrize("words", ["1990-an", "awal 1990", "triwulan I 1990", "paruh pertama 1990"])
def test_what_begins_with_the_record_is_not_left_open(words):
    span = spans.parse(words)
    assert span.stands == span.start < spans.parse("1995").start
    assert spans.bounds_in_words(span, "id").startswith("1 Januari 1990 s.d. ")

"""Days as officers type them beside the plain spellings: read exactly, within what they allow, or refused with a word."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from incidents.forms.fields import When
from incidents.forms.moments import Day, Moment
from incidents.plain import spans
from incidents.plain.clocks import WIB


def within(text):
    """The first and the last day that the words allow, in WIB."""
    span = spans.parse(text)
    last = span.end.astimezone(WIB) - timedelta(minutes=1)
    return f"{span.start.astimezone(WIB):%Y-%m-%d}", f"{last:%Y-%m-%d}"


WEEK, MAY, YEAR = ("2021-05-25", "2021-05-31"), ("2021-05-01", "2021-05-31"), ("2021-01-01", "2021-12-31")
TWO_MONTHS, OF_OCTOBER = ("2021-05-01", "2021-06-30"), ("2021-10-01", "2021-12-31")
ABOUT = {
    "seminggu terakhir Mei 2021": WEEK,
    "sepekan terakhir bulan Mei 2021": WEEK,
    "Mei 2021 pekan terakhir": WEEK,
    "the last week of May 2021": WEEK,
    "seminggu pertama Mei 2021": ("2021-05-01", "2021-05-07"),
    "dua minggu pertama Mei 2021": ("2021-05-01", "2021-05-14"),
    "last two weeks of May 2021": ("2021-05-18", "2021-05-31"),
    "tiga hari terakhir Mei 2021": ("2021-05-29", "2021-05-31"),
    "last day of May 2021": ("2021-05-31", "2021-05-31"),
    "tiga bulan terakhir 2021": OF_OCTOBER,
    "last three months of 2021": OF_OCTOBER,
    "sebulan terakhir 2021": ("2021-12-01", "2021-12-31"),
    "sepanjang 2021": YEAR,
    "selama tahun 2021": YEAR,
    "throughout 2021": YEAR,
    "sepanjang Mei 2021": MAY,
    "sepanjang Januari sampai Mei 2021": ("2021-01-01", "2021-05-31"),
    "Mei/Juni 2021": TWO_MONTHS,
    "May / June 2021": TWO_MONTHS,
    "Mei & Juni 2021": TWO_MONTHS,
    "Mei 2021/Juni 2021": TWO_MONTHS,
    "Des 2021/Jan 2022": ("2021-12-01", "2022-01-31"),
    "28 Mei/2 Juni 2021": ("2021-05-28", "2021-06-02"),
    "3/4 Mei 2021": ("2021-05-03", "2021-05-04"),
    "akhir Mei/awal Juni 2021": ("2021-05-21", "2021-06-10"),
    "sekitar Mei/Juni 2021": ("2021-04-01", "2021-07-30"),
    "sebelum Mei atau Juni 2021": ("1990-01-01", "2021-04-30"),
    "2020/2021": ("2020-01-01", "2021-12-31"),
    "akhir pekan 8-9 Mei 2021": ("2021-05-08", "2021-05-09"),
    "weekend of 8 May 2021": ("2021-05-08", "2021-05-09"),
    "sekitar 3 Mei 2021 (Senin)": ("2021-05-02", "2021-05-04"),
    "malam 3 Mei 2021 (Senin)": ("2021-05-03", "2021-05-04"),
    "3 Mei 2021 (Senin), dini hari": ("2021-05-03", "2021-05-03"),
    "per awal Mei 2021": ("2021-05-01", "2021-05-10"),
}
DAY, RANGE = ("2021-05-03", "2021-05-03"), ("2021-05-03", "2021-05-05")
EXACTLY = {
    "per 3 Mei 2021": (DAY, "day"),
    "per tanggal 3 Mei 2021": (DAY, "day"),
    "as of 3 May 2021": (DAY, "day"),
    "tertanggal 3 Mei 2021": (DAY, "day"),
    "per Mei 2021": (MAY, "month"),
    "dalam bulan Mei 2021": (MAY, "month"),
    "dalam tahun 2021": (YEAR, "year"),
    "3 Mei 2021 (Senin)": (DAY, "day"),
    "3 May 2021 (Monday)": (DAY, "day"),
    "3 Mei 2021, Senin": (DAY, "day"),
    "03/05/2021 (Senin)": (DAY, "day"),
    "Mon, 3 May 2021": (DAY, "day"),
    "Sen. 3 Mei 2021": (DAY, "day"),
    "3 Mei 2021 (Senin) pukul 10.00": (DAY, "minute"),
    "3 Mei 2021 10.00 (Senin)": (DAY, "minute"),
    "3 Mei 2021 (Senin) - 5 Mei 2021 (Rabu)": (RANGE, "day"),
    "Senin-Rabu, 3-5 Mei 2021": (RANGE, "day"),
}


@pytest.mark.parametrize("text", ABOUT)
def test_it_is_read_within_what_it_allows_and_kept_as_it_was_typed(text):
    assert within(text) == ABOUT[text]
    assert spans.parse(text).words == text


@pytest.mark.parametrize("text", EXACTLY)
def test_it_is_read_exactly(text):
    bounds, precision = EXACTLY[text]
    assert (within(text), spans.parse(text).precision) == (bounds, precision)


WRONG = {
    "3 Mei 2021 (Selasa)": date(2021, 5, 3),
    "3 May 2021, Tuesday": date(2021, 5, 3),
    "Tue 3 May 2021": date(2021, 5, 3),
    "3 Mei 21 (Selasa)": date(2021, 5, 3),
    "sekitar 3 Mei 2021 (Selasa)": date(2021, 5, 3),
    "malam 3 Mei 2021 (Selasa)": date(2021, 5, 3),
    "3 Mei 2021 (Senin) - 5 Mei 2021 (Kamis)": date(2021, 5, 5),
    "Selasa-Rabu, 3-5 Mei 2021": date(2021, 5, 3),
    "akhir pekan 10 Mei 2021": date(2021, 5, 10),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_weekday_that_does_not_fit_the_date_is_refused_with_the_one_that_does(text):
    with pytest.raises(spans.WrongWeekday) as wrong:
        spans.parse(text)
    assert wrong.value.day == WRONG[text]
    with pytest.raises(ValidationError) as refusal:
        When().clean(text)
    assert "Senin" in str(refusal.value) or "Rabu" in str(refusal.value)


@pytest.mark.parametrize("field", [Day(), Moment()], ids=["day", "moment"])
def test_a_day_and_an_instant_refuse_a_wrong_weekday_behind_them_too(field):
    typed = "3 Mei 2021 ({})" if isinstance(field, Day) else "3 Mei 2021 ({}) 10.00"
    assert field.clean(typed.format("Senin"))
    with pytest.raises(ValidationError):
        field.clean(typed.format("Selasa"))


@pytest.mark.parametrize(
    "text",
    [
        "seminggu pertama Mei/Juni 2021",
        "40 hari terakhir Mei 2021",
        "13 bulan terakhir 2021",
        "3 Mei 2021 Senin 10 Mei 2021",
        "3-5 Mei 2021 (Senin-Rabu)",
        "2021/22",
        "3/4 2021",
        "30 Februari 2021 (Senin)",
        "kemarin",
    ],
)
def test_what_says_more_than_one_thing_or_none_is_refused(text):
    with pytest.raises(ValueError):
        spans.parse(text)

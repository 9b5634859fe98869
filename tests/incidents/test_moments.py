"""Instants and days that people type, in the product's order whatever the browser speaks."""

import importlib
import pkgutil
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils import translation

import incidents.forms
from incidents.forms.fields import Came, When
from incidents.forms.moments import Day, Moment, Offered, exact
from incidents.plain.clocks import WIB


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("29 November 2026 14.28", "2026-11-29T14:28:00+07:00"),
        ("29-11-2026 14.28", "2026-11-29T14:28:00+07:00"),
        ("29 nov 26 14.28", "2026-11-29T14:28:00+07:00"),
        ("29 November 2026 pukul 7 WIB", "2026-11-29T07:00:00+07:00"),
        ("29 November 2026 jam 9 WIT", "2026-11-29T07:00:00+07:00"),
        ("29 November 2026 24.00", "2026-11-30T00:00:00+07:00"),
        ("29/11/2026 14:28 WIB", "2026-11-29T14:28:00+07:00"),
        ("Minggu, 29 November 2026 pukul 14.28 WIB", "2026-11-29T14:28:00+07:00"),
        ("29 November 2026 14.28.42", "2026-11-29T14:28:42+07:00"),
        ("2026-11-29T14:28", "2026-11-29T14:28:00+07:00"),
        ("2026-11-29T14:28:42+07:00", "2026-11-29T14:28:42+07:00"),
        ("11-12-2026 00.05", "2026-12-11T00:05:00+07:00"),
        ("29-11-2026 14:28:42", "2026-11-29T14:28:42+07:00"),
        ("29-11-2026 14.28:42 WIB", "2026-11-29T14:28:42+07:00"),
        ("29/11/2026 14.28.42 WIT", "2026-11-29T14:28:42+09:00"),
        ("29 November 2026 pukul 14.28 WITA", "2026-11-29T14:28:00+08:00"),
        ("29 november 2026 14.28 wit", "2026-11-29T14:28:00+09:00"),
        ("1 OKTOBER 2026 PUKUL 14.28 WIB", "2026-10-01T14:28:00+07:00"),
        ("SABTU, 1 AGUSTUS 2026, 14:28", "2026-08-01T14:28:00+07:00"),
        ("2026-11-29 14:28:42", "2026-11-29T14:28:42+07:00"),
        ("2026-11-29t14:28:42Z", "2026-11-29T21:28:42+07:00"),
        ("29.11.2026 14.28", "2026-11-29T14:28:00+07:00"),
        ("29.11.2026 pukul 14.28", "2026-11-29T14:28:00+07:00"),
        ("31 Desember 2100 23.59", "2100-12-31T23:59:00+07:00"),
    ],
)
def test_day_comes_before_month_and_the_hour_is_wib(text, iso):
    assert Moment().clean(text) == exact(text) == datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    "text",
    ["11/29/2026 14.28", "29-11-2026", "November 2026", "14.28", "besok", "29-11-2026 02:28 PM", "29-11-2026 25.00"]
    + ["29-11-2026 14:28:60", "29-11-2026 10.00 s.d. 11.00", "Oktober T"],
)
def test_what_could_be_read_otherwise_is_refused_with_an_example(text):
    with pytest.raises(ValidationError, match="29 November 2026 14.28"):
        Moment().clean(text)


def test_what_stands_in_the_field_reads_back_as_itself_to_the_second():
    for second in (0, 7):
        instant = datetime(2026, 11, 29, 17, 28, second, tzinfo=UTC)
        field = Moment()
        shown = field.prepare_value(instant)
        assert field.clean(shown) == instant and not field.has_changed(instant, shown)
    assert Moment().prepare_value(datetime(2026, 11, 29, 0, 28, tzinfo=WIB)).endswith("00.28")


@pytest.mark.parametrize(
    "text",
    [
        "9999-12-31T23:59+00:00",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00+14:00",
        "2101-01-01T00:00",
        "2100-12-31T23:59-10:00",
        "1 Januari 2101 10.00",
        "31 Desember 1989 10.00",
    ],
)
def test_no_spelling_names_an_instant_that_no_page_could_show(text):
    with pytest.raises(ValidationError) as refused:
        Moment().clean(text)
    assert refused.value.code == "reach"


@pytest.mark.parametrize("field", [Day(), When()])
def test_days_and_spans_have_the_same_two_bounds(field):
    for text in ("1 Januari 2101", "31-12-9999", "1 Januari 1989"):
        with pytest.raises(ValidationError) as refused:
            field.clean(text)
        assert refused.value.code == "reach"


def test_an_empty_field_is_no_instant_and_a_year_of_long_ago_is_refused():
    assert Moment(required=False).clean("") is None
    with pytest.raises(ValidationError):
        Moment().clean("")
    with pytest.raises(ValidationError):
        Moment().clean("1 Januari 1890 10.00")


def test_a_day_is_typed_in_the_same_order():
    assert Day().clean("1-12-2026") == Day().clean("1 Desember 2026") == Day().clean("2026-12-01") == date(2026, 12, 1)
    for wrong in ("12/13/2026", "Desember 2026", "1 Desember 2026 10.00", "lusa"):
        with pytest.raises(ValidationError):
            Day().clean(wrong)


def test_what_a_page_offered_a_minute_ago_is_still_a_choice_and_nothing_else_is():
    field = Offered()
    at = datetime(2026, 11, 29, 14, 28, 5, tzinfo=WIB)
    field.offer([(at, "24 jam")], chosen="2026-11-29T14:27:05+07:00")
    assert field.clean("2026-11-29T14:27:05+07:00") and "14.28.05 WIB" in dict(field.choices)[at.isoformat()]
    for junk in ("kemarin", "2026-11-29T14:27:05", "99999-01-01T00:00:00+07:00"):
        field.offer([(at, "24 jam")], chosen=junk)
        with pytest.raises(ValidationError):
            field.clean(junk)


@pytest.mark.parametrize("field", [Moment(), Day(), When()], ids=["instant", "day", "span"])
def test_a_weekday_that_does_not_fit_is_refused_with_the_one_that_is(field):
    hour = " 10.00" if isinstance(field, Moment) else ""
    assert field.clean(f"Selasa, 24 November 2026{hour}".replace("2026", "2020"))
    with translation.override("id"), pytest.raises(ValidationError, match="24 November 2020 adalah hari Selasa"):
        field.clean(f"Senin 24 November 2020{hour}")


def test_an_instant_in_capitals_is_the_day_in_its_span_too():
    assert When().clean("1 OKTOBER 2020 14:28:42 WIT").start == exact("1 Oktober 2020 12.28")
    with pytest.raises(ValidationError, match="hari Jumat"):
        Moment().clean("KAMIS, 27 NOVEMBER 2026 10.15 WITA")


# Typed moments that set nothing legal, or are read back in another way.
NOT_READ_BACK = {
    ("PeriodForm", "first"),  # what is looked for
    ("PeriodForm", "last"),
    ("SheetForm", "first"),
    ("SheetForm", "last"),
    ("SheetForm", "at"),
    ("BundleForm", "first"),
    ("BundleForm", "last"),
    ("AnomalyForm", "effective_from"),  # from when on an auditor asks
    ("EndAnomalyForm", "effective_to"),
    ("IntakeForm", "seen_at"),  # what is told of a case, in the past
    ("AmendForm", "seen_at"),
    ("BodyRow", "valid_from"),  # of a list, whose plan is shown first
    ("HandOverAnswerForm", "on_day"),  # between the issue and today
    ("TellAnswerForm", "on_day"),  # between the day it came and today
    ("ExtendForm", "due_at"),  # the letter is shown first
}


def test_every_moment_that_dates_something_legal_is_read_back_before_it_counts():
    once = {
        (form.__name__, name)
        for form in _forms()
        for name, field in form.base_fields.items()
        if isinstance(field, Moment | Day | Came) and name not in getattr(form, "reads_back", ())
    }
    assert once == NOT_READ_BACK


def _forms():
    """Every form of the product, those of its own modules."""
    for module in pkgutil.iter_modules(incidents.forms.__path__, "incidents.forms."):
        importlib.import_module(module.name)
    importlib.import_module("notifications.forms")
    found, waiting = set(), [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(("incidents.", "notifications.")):
            found.add(form)
    return found


def test_a_day_with_its_year_cut_short_is_that_day():
    assert Day().clean("25 nov 26") == Day().clean("25-11-2026") == date(2026, 11, 25)


@pytest.mark.parametrize("field", [Moment, When])
@pytest.mark.parametrize("text", ["1 Januari 1990 00.30 WIT", "31 Desember 2100 24.00 WIB"])
def test_the_turn_of_a_year_in_another_zone_stays_within_reach_or_is_refused(field, text):
    with pytest.raises(ValidationError) as refusal:
        field().clean(text)
    assert refusal.value.code == "reach"

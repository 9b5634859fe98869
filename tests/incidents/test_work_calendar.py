"""Working days: the list of a year as somebody confirmed it, what is counted by it, and who is told that it is missing."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from incidents.actions import deadlines, work_calendar
from incidents.models import WorkCalendar
from incidents.models.work_calendar import years_off
from incidents.plain import clocks, periods
from incidents.plain.clocks import WIB
from tests.world import enact_clock, fresh, make_request

EVE = datetime(2027, 3, 5, 3, 0, tzinfo=UTC)  # Friday before Nyepi and Idul Fitri, 10.00 WIB


def confirm(world, year, **words):
    off = periods.published(year)
    lists = {"holidays": periods.write(off.holidays), "joint_leave": periods.write(off.joint_leave)}
    return work_calendar.confirm_calendar(year, reason="Uji", by=world.administrator, basis="SKB", **lists | words)


def test_a_confirmed_year_is_counted_by_and_named_no_more(world):
    assert periods.count(EVE, 3, "hari_kerja", years_off(timezone.now())).unconfirmed == (2027,)
    confirm(world, 2027, joint_leave="")
    counted = periods.count(EVE, 3, "hari_kerja", years_off(timezone.now()))
    assert counted.unconfirmed == () and counted.due_at.astimezone(WIB).date() == date(2027, 3, 15)
    confirm(world, 2027)
    counted = periods.count(EVE, 3, "hari_kerja", years_off(timezone.now()))
    assert clocks.day(counted.due_at) == date(2027, 3, 18)


def test_a_calendar_confirmed_later_moves_no_running_clock(world):
    enact_clock(world, unit="hari_kerja", length=3)
    row = make_request(world, "open").deadlines.get()
    monday = row.due_at.astimezone(WIB).date()
    confirm(world, monday.year, holidays=periods.write({monday: "Hari libur baru"}))
    assert fresh(row).due_at == row.due_at and fresh(row).unconfirmed == row.unconfirmed


@pytest.mark.parametrize(
    "words",
    [
        {"holidays": "1 Januari 2026: Tahun Baru"},
        {"holidays": "Januari 2027: Tahun Baru"},
        {"holidays": "1 Januari 2027: Tahun Baru", "joint_leave": "1 Januari 2027: Tahun Baru"},
    ],
)
def test_a_list_with_a_wrong_line_is_refused_and_the_line_named(world, words):
    with pytest.raises(work_calendar.NoSuchDay, match="Januari"):
        confirm(world, 2027, **words)
    assert not WorkCalendar.objects.exists()


def test_the_next_year_is_owed_from_october_on(world):
    assert work_calendar.years_to_confirm(date(2026, 9, 30)) == [2026]
    assert work_calendar.years_to_confirm(date(2026, 10, 1)) == [2026, 2027]
    confirm(world, 2026)
    assert work_calendar.years_to_confirm(date(2026, 10, 1)) == [2027]


def test_the_page_of_rules_says_which_year_nobody_confirmed_until_somebody_does(world, log_in):
    browser, path = log_in(world.administrator), f"/aturan/hari-libur/{timezone.localdate().year}/"
    assert "Belum ada yang mengonfirmasi" in browser.get("/orang/").content.decode()
    form = browser.get(path).context["form"]
    typed = {name: form[name].value() for name in ("holidays", "joint_leave")}
    page = browser.post(path, typed | {"basis": "SKB", "holidays": "besok: x"}).content.decode()
    assert "besok: x" in page and 'role="alert"' in page
    typed |= {"basis": "SKB 3 Menteri Nomor 1"}
    assert browser.post(path, typed).status_code == 200, "not without a reason"
    assert browser.post(path, typed | {"reason": "SKB terbit"}).status_code == 302
    page = log_in(world.officer).get("/aturan/").content.decode()
    assert "SKB 3 Menteri Nomor 1" in page and "SKB terbit" in page and world.administrator.name in page


def test_a_return_may_give_the_working_days_of_the_rule_once_more(world):
    enact_clock(world, unit="hari_kerja", length=3)
    clarification = make_request(world, "open")
    given = clarification.deadlines.get().due_at
    latest = deadlines.last_return(clarification, given, EVE)
    assert latest == periods.count(EVE, 3, "hari_kerja", years_off(timezone.now())).due_at
    assert latest.astimezone(WIB).date() == date(2027, 3, 18)


def calendar_page(world, log_in, year):
    browser, path = log_in(world.administrator), f"/aturan/hari-libur/{year}/"
    form = browser.get(path).context["form"]
    return (
        browser,
        path,
        {name: form[name].value() for name in ("holidays", "joint_leave")} | {"basis": "SKB", "reason": "SKB terbit"},
    )


def test_days_taken_off_the_list_are_shown_before_they_count_as_working_days(world, log_in):
    browser, path, typed = calendar_page(world, log_in, 2027)
    typed |= {"holidays": "1/1/27: Tahun Baru", "joint_leave": "2 Februari 2027: Hari baru"}
    first = browser.post(path, typed)
    page = first.content.decode()
    assert "Tidak lagi libur" in page and "17 Agustus 2027" in page
    assert "Hari libur baru: Selasa, 2 Februari 2027" in page and "Ada isian yang perlu diperbaiki" not in page
    assert not WorkCalendar.objects.exists()
    token = first.context["form"]["read_back"].value()
    assert browser.post(path, typed | {"read_back": token, "joint_leave": ""}).status_code == 200, "another change"
    assert browser.post(path, typed | {"read_back": token}).status_code == 302
    assert years_off(timezone.now())(2027).days == {date(2027, 1, 1): "Tahun Baru", date(2027, 2, 2): "Hari baru"}


def test_an_estimate_is_not_confirmed_without_a_word(world, log_in):
    browser, path, typed = calendar_page(world, log_in, 2027)
    assert "perkiraan" in typed["holidays"]
    assert "Masih perkiraan" in browser.post(path, typed).content.decode()


PASTED = """1\tJumat, 1 Januari 2027\tTahun Baru 2027 Masehi
2.\t5 Februari\tJumat\tIsra Mikraj
3\tSenin\t8 Maret 2027\tHari Suci Nyepi
17 Agustus: Proklamasi"""


def test_a_table_pasted_from_the_decree_is_read(world):
    days, wrong = periods.read_table(PASTED, 2027)
    assert wrong == []
    assert days == {
        date(2027, 1, 1): "Tahun Baru 2027 Masehi",
        date(2027, 2, 5): "Isra Mikraj",
        date(2027, 3, 8): "Hari Suci Nyepi",
        date(2027, 8, 17): "Proklamasi",
    }


def test_every_wrong_line_is_said_at_once(world, log_in):
    browser, path, typed = calendar_page(world, log_in, 2027)
    wrong = (
        "besok\tLibur",
        "2\tKamis\t1 Januari 2027\tTahun Baru",
        "1 Januari 2026: Lama",
        "30 Februari: x",
        "3 Mei 2027",
    )
    page = browser.post(path, typed | {"holidays": "\n".join(wrong)}).content.decode()
    assert page.count("bukan hari dalam 2027") >= len(wrong) and "(Jumat?)" in page


def test_a_thin_year_is_held_against_what_the_package_knows_each_time_it_is_confirmed(world, log_in):
    """Once confirmed with a single day, it is not the measure of the next list: the missing days are shown again."""
    thin = {"holidays": "1 Januari 2027: Tahun Baru Masehi", "joint_leave": ""}
    confirm(world, 2027, **thin)
    browser, path, typed = calendar_page(world, log_in, 2027)
    asked = browser.post(path, typed | thin)
    told = asked.content.decode()
    assert asked.status_code == 200 and "17 Agustus 2027" in told and "25 Desember 2027" in told
    assert WorkCalendar.objects.count() == 1
    whole = {"holidays": periods.write(periods.published(2027).holidays)}
    whole["joint_leave"] = periods.write(periods.published(2027).joint_leave)
    answer = browser.post(path, typed | whole)
    assert "Hari libur baru" in answer.content.decode(), "beside what was confirmed last these are new"

"""The time a rule gives and when it ends: consecutive hours, calendar days, working days. Pure.

Hours run through nights, Saturdays, Sundays and holidays. Of days, the one on which the period starts does not count,
and the last one counts to its end, 23.59.59 in Jakarta: no text says so; it is this product's reading (see
docs/decisions), which never takes an hour from whoever must answer. "Hari adalah hari kerja" (Art. 1(19) PP 33/2026):
Monday to Friday, without national holidays and joint leave.
"""

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import holidays

from . import clocks, spans
from .clocks import WIB
from .dates import DAYS, date_in_words
from .numbers import in_words

_COUNTER = re.compile(r"\d{1,3}\.?")  # the number of a table's line
_DATE = re.compile(r"\d{1,2}[ .\-/]\w+|\d{4}-\d")
_YEAR = re.compile(r"\d{4}|[-/.]\d{2}$")
LAST_SECOND = time(23, 59, 59)
WEEKEND = (5, 6)
LONGEST = 999


class Unit(StrEnum):
    HOURS = "jam"
    CALENDAR_DAYS = "hari_kalender"
    WORKING_DAYS = "hari_kerja"
    DAYS = "hari"  # a text that does not say which days: no clock can run by it


@dataclass(frozen=True)
class YearOff:
    """The days of one year on which nobody works, with their names; whether somebody said that the list is right."""

    holidays: Mapping[date, str]
    joint_leave: Mapping[date, str]
    confirmed: bool

    @property
    def days(self) -> dict[date, str]:
        return {**self.joint_leave, **self.holidays}


@dataclass(frozen=True)
class Counted:
    """Where a period ends (UTC), the holidays and joint leave it passed over, and the years nobody had confirmed."""

    due_at: datetime
    passed_over: Mapping[date, str]
    unconfirmed: tuple[int, ...] = ()

    @property
    def kept(self) -> dict[str, str]:
        """The columns that a clock keeps of how it was counted."""
        return {"days_off": write(self.passed_over), "unconfirmed": ", ".join(map(str, self.unconfirmed))}


def count(start: datetime, length: int, unit: str, year_off: Callable[[int], YearOff]) -> Counted:
    """When `length` of `unit` from `start` (aware) ends, to the second; `year_off` gives the days off of a year.

    Fractions of a second of the start are dropped, so that the due named in the letter is the due that counts.
    Raises ValueError for days of which nobody says whether they are working days, and for a length below 1.
    """
    if start.tzinfo is None:
        raise ValueError("a clock needs instants with a time zone")
    if length < 1 or unit not in (Unit.HOURS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS):
        raise ValueError(f"no clock runs for {length} {unit}")
    if unit == Unit.HOURS:
        # In UTC: Python adds wall-clock hours to a local instant, which differs where summer time exists.
        return Counted(start.astimezone(UTC).replace(microsecond=0) + timedelta(hours=length), {})
    day = clocks.day(start)
    if unit == Unit.CALENDAR_DAYS:
        return Counted(_end_of(day + timedelta(days=length)), {})
    passed_over: dict[date, str] = {}
    unconfirmed: set[int] = set()
    while length:
        day += timedelta(days=1)
        year = year_off(day.year)
        if not year.confirmed:
            unconfirmed.add(day.year)
        if day in year.days and day.weekday() not in WEEKEND:
            passed_over[day] = year.days[day]
        elif day.weekday() not in WEEKEND:
            length -= 1
    return Counted(_end_of(day), passed_over, tuple(sorted(unconfirmed)))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, LAST_SECOND, WIB).astimezone(UTC)


@functools.cache
def published(year: int) -> YearOff:
    """What the package `holidays` knows of a year: a start for whoever holds the joint decree, confirmed by nobody."""
    public, leave = (
        holidays.country_holidays("ID", years=year, categories=(kind,), language="id")
        for kind in (holidays.PUBLIC, holidays.GOVERNMENT)
    )
    return YearOff(dict(sorted(public.items())), dict(sorted(leave.items())), confirmed=False)


_NAMED = re.compile(r"(\d+)\s*(?:\([^)]*\)\s*)?(jam|hari kerja|hari kalender|hari)\b")
_TIMES = re.compile(r"(\d+)\s*[x×]\s*(\d+)\b")
_IN_WORDS = {f"{in_words(n)} kali dua puluh empat": n for n in range(1, 32)}


def named_in(text: str) -> set[tuple[int, str]]:
    """The periods that Indonesian words name, each as (length, unit): "3 x 24 (tiga kali dua puluh empat) jam" is 72 hours,
    "3 (tiga) hari kerja" three working days."""
    words = " ".join(text.casefold().split())
    found = {(int(n) * int(each), Unit.HOURS.value) for n, each in _TIMES.findall(words)}
    found |= {(n * 24, Unit.HOURS.value) for said, n in _IN_WORDS.items() if re.search(rf"\b{said}\b", words)}
    rest = _TIMES.sub(" ", words)
    return found | {(int(n), unit.replace(" ", "_")) for n, unit in _NAMED.findall(rest)}


def write(days: Mapping[date, str]) -> str:
    """One day a line, as people read and type it: "8 Maret 2027: Hari Suci Nyepi"."""
    return "\n".join(f"{date_in_words(day, 'id')}: {days[day]}" for day in sorted(days))


def read(text: str) -> dict[date, str]:
    """The days of write(). Raises ValueError, with every line that is no day, has no name or stands twice."""
    found, wrong = read_table(text)
    if wrong:
        raise ValueError("; ".join(wrong))
    return found


def read_table(text: str, year: int | None = None) -> tuple[dict[date, str], list[str]]:
    """(days, wrong lines) of lines as people type them, or paste them from the table of a decree: number, date, weekday and
    name, in any order of date and weekday, parted by tabs. With `year` a date may leave it out, and may be of no other."""
    found: dict[date, str] = {}
    wrong = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words, weekday, name = _parts_of(line)
        if year and not _YEAR.search(words):
            words = f"{words} {year}"
        try:
            span = spans.parse(f"{weekday}, {words}" if weekday else words)
        except spans.WrongWeekday as fault:
            wrong.append(f"{line} ({DAYS['id'][fault.day.weekday()]}?)")
            continue
        except ValueError:
            wrong.append(line)
            continue
        day = clocks.day(span.start)
        whole_day = span.precision == spans.DAY and not span.is_range
        if not whole_day or not name or day in found or (year and day.year != year):
            wrong.append(line)
        else:
            found[day] = name
    return found, wrong


def _parts_of(line: str) -> tuple[str, str, str]:
    """(date, weekday or "", name) of one line: parted by tabs, else by its first colon."""
    if "\t" not in line:
        words, _colon, name = line.partition(":")
        return words.strip(), "", name.strip()
    cells = [cell.strip() for cell in line.split("\t") if cell.strip() and not _COUNTER.fullmatch(cell.strip())]
    weekday = next((cell for cell in cells if cell.title() in DAYS["id"]), "")
    cells = [cell for cell in cells if cell != weekday]
    dated = next((cell for cell in cells if _DATE.search(cell)), "")
    return dated, weekday, " ".join(cell for cell in cells if cell != dated)

"""Instants as people know them: to the minute, a day, a month, a year, or from one to another. Pure.

A span runs from `start` up to but not including `end`; `precision` says how it was known, so that a month is never
shown as an hour nobody named. Read in WIB unless it says otherwise.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .clocks import WIB, local
from .dates import AT, DAYS, MONTHS, date_in_words, hour_in_words

MINUTE, DAY, MONTH, YEAR = "minute", "day", "month", "year"
COARSENESS = (MINUTE, DAY, MONTH, YEAR)
EARLIEST = 1990
LATEST = 2100
CENTURY = 2000  # of a year written with two figures

_MONTH_NUMBERS = {name.lower(): n + 1 for names in MONTHS.values() for n, name in enumerate(names)}
# As they are cut short, and as they are spelt beside the spelling of 1972.
_MONTH_NUMBERS |= {name[:3]: n for name, n in _MONTH_NUMBERS.items()}
_MONTH_NUMBERS |= {
    "agt": 8,
    "agst": 8,
    "sept": 9,
    "nop": 11,
    "nopember": 11,
    "pebruari": 2,
    "peb": 2,
    "djuni": 6,
    "djuli": 7,
}
_MONTH_WORD = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
_HOUR = r"(?:[ t,]+(?:(?:pukul|jam|pkl\.?|at) )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?)?"
_HOUR_ALONE = re.compile(r"(?:(?:pukul|jam|pkl\.?|at) )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: wi(?:b|ta|t))?")
_HOUR_BEHIND = r"[ t,]+(?:(?:pukul|jam|pkl\.?|at) )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: wi(?:b|ta|t))?$"
_FORMS = [
    re.compile(rf"(?P<day>\d{{1,2}})[ -]{_MONTH_WORD}[ -](?P<year>\d{{4}}){_HOUR}"),
    re.compile(rf"(?P<day>\d{{1,2}})([-/. ])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_HOUR}"),
    re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_HOUR}"),
    re.compile(rf"{_MONTH_WORD}[ -](?P<year>\d{{4}})"),
    re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
]
_BETWEEN = re.compile(r"\s+(?:s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|to|until|[-\u2013\u2014])\s+")
_WEEKDAYS = {name.lower(): n for names in DAYS.values() for n, name in enumerate(names)} | {"ahad": 6}
_WEEKDAY = re.compile(rf"^(?:hari )?(?P<weekday>{'|'.join(_WEEKDAYS)}|jum[\u2018\u2019'`]at)(?:\s*,\s*|\s+)")
FRIDAY = 4
_ZONES = {"wib": WIB, "wita": ZoneInfo("Asia/Makassar"), "wit": ZoneInfo("Asia/Jayapura")}
_ZONE = re.compile(rf"\s+({'|'.join(_ZONES)})$")


@dataclass(frozen=True)
class Span:
    """From `start` up to, not including, `end`; both aware instants."""

    start: datetime
    end: datetime
    precision: str

    @property
    def is_range(self) -> bool:
        return self.end > _next(self.start, self.precision)


class WrongWeekday(ValueError):
    """The weekday that was typed is not that of its date: one of the two is wrong, and nobody can say which. `day` is the
    date, whose weekday is the one that is."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} is another weekday")
        self.day = day


class OutOfReach(ValueError):
    """A year before 1990 or after 2100: nothing on record happened then, and nothing is planned for it."""


def within_reach(instant: datetime) -> bool:
    """Whether the calendar of Jakarta has this instant between 1990 and 2100."""
    return EARLIEST <= local(instant).year <= LATEST


def last_part(span: Span) -> datetime:
    """When the last minute, day, month or year of `span` begins."""
    return _floor(span.end - timedelta(minutes=1), span.precision)


def at_minute(instant: datetime) -> Span:
    """The span of somebody who knows the minute."""
    start = local(instant).replace(second=0, microsecond=0)
    return Span(start, start + timedelta(minutes=1), MINUTE)


def parse(text: str) -> Span:
    """`27 November 2023 22.10`, `27-11-2023`, `November 2023`, `2023`, or two of them with `s.d.` between.

    What the first of two leaves out it has from the second: `20 s.d. 28 November 2023`. An hour is in WIB unless it says
    WITA or WIT. Two figures of a year are of this century. Raises ValueError when it cannot be read, when the day does
    not exist or when the second lies before the first; OutOfReach when the year lies outside 1990 to 2100; WrongWeekday when a
    weekday stands beside a date that is another. Both are a ValueError.
    """
    parts = _BETWEEN.split(_spaced(_folded(text)))
    if len(parts) > 2:
        raise ValueError("more than two instants")
    if len(parts) == 2 and _HOUR_ALONE.fullmatch(parts[1]):
        parts[1] = f"{re.sub(_HOUR_BEHIND, '', parts[0])} {parts[1]}"  # from ten to eleven of one day
    last = _parse_one(parts[-1])
    first = last if len(parts) == 1 else _parse_first(parts[0], parts[1])
    if last.start < first.start:
        raise ValueError("the second instant lies before the first")
    precision = max(first.precision, last.precision, key=COARSENESS.index)
    start = _floor(first.start, precision)
    return Span(start, max(last.end, _next(start, precision)), precision)


def instant(text: str) -> datetime:
    """The one instant that `text` names, in the same spellings: to the minute, or to the second that was typed. In WIB.
    Raises ValueError, WrongWeekday."""
    parts, zone = _read(_folded(text))
    if "hour" not in parts:
        raise ValueError("no hour")
    return _span(parts, zone).start.replace(second=int(parts.get("second", 0)))


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.strip().lower()).removesuffix(".")


def _spaced(text: str) -> str:
    """`20-28 November 2023` and `20s.d.28 November 2023` as if written with spaces."""
    text = re.sub(r"(?<=\d) ?(s\.? ?[/.] ?d\.?) ?(?=\d)", r" \1 ", text)
    return re.sub(rf"^(\d{{1,2}}) ?[-\u2013\u2014] ?(\d{{1,2}} {_MONTH_WORD} \d{{4}}.*)$", r"\1 - \2", text)


def _parse_first(text: str, last: str) -> Span:
    """The first of two instants: as it stands, or with the month, the year or both of the second."""
    try:
        return _parse_one(text)
    except WrongWeekday:
        raise
    except ValueError:
        behind = re.search(rf"({_MONTH_WORD}) (\d{{4}})", _WEEKDAY.sub("", last))
        if behind is None:
            raise
        month, year = behind[1], behind[3]
        day = re.fullmatch(r"\d{1,2}", _WEEKDAY.sub("", text))
        return _parse_one(f"{text} {month} {year}" if day else f"{text} {year}")


def _parse_one(text: str) -> Span:
    return _span(*_read(text))


def _read(text: str) -> tuple[dict[str, str], ZoneInfo]:
    """The parts of one day or instant as they were typed, and the zone of its hour."""
    zone = _ZONE.search(text)
    text = text[: zone.start()] if zone else text
    named = _WEEKDAY.match(text)
    text = text[named.end() :] if named else text
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = {k: v for k, v in match.groupdict().items() if v}
            if named:
                _check_weekday(_WEEKDAYS.get(named["weekday"], FRIDAY), parts)
            return parts, _ZONES[zone[1]] if zone else WIB
    raise ValueError("no date")


def _check_weekday(weekday: int, parts: dict[str, str]) -> None:
    """Raises WrongWeekday, of the date as typed, in whichever zone its hour is."""
    if "day" not in parts:
        raise ValueError("a weekday without its day")
    day = date(_year(parts), _month(parts), int(parts["day"]))
    if day.weekday() != weekday:
        raise WrongWeekday(day)


def _year(parts: dict[str, str]) -> int:
    return int(parts["year"]) + (CENTURY if len(parts["year"]) == 2 else 0)


def _month(parts: dict[str, str]) -> int:
    named = parts.get("month", "1")
    return int(named) if named.isdigit() else _MONTH_NUMBERS[named]


def _span(parts: dict[str, str], zone: ZoneInfo) -> Span:
    year = _year(parts)
    if not EARLIEST <= year <= LATEST:
        raise OutOfReach(f"year {year}")
    named = datetime(
        year,
        _month(parts),
        int(parts.get("day", 1)),
        int(parts.get("hour", 0)),
        int(parts.get("minute", 0)),
        tzinfo=zone if "hour" in parts else WIB,
    )
    start = local(named)
    precision = MINUTE if "hour" in parts else DAY if "day" in parts else MONTH if "month" in parts else YEAR
    return Span(start, _next(start, precision), precision)


def _floor(start: datetime, precision: str) -> datetime:
    there = local(start)
    if precision == MINUTE:
        return there
    return there.replace(
        month=1 if precision == YEAR else there.month,
        day=1 if precision in (MONTH, YEAR) else there.day,
        hour=0,
        minute=0,
    )


def _next(start: datetime, precision: str) -> datetime:
    there = local(start)
    if precision == MINUTE:
        return start + timedelta(minutes=1)
    if precision == DAY:
        return there + timedelta(days=1)
    if precision == MONTH:
        return there.replace(year=there.year + there.month // 12, month=there.month % 12 + 1)
    return there.replace(year=there.year + 1)


def in_words(span: Span, language: str) -> str:
    """`November 2023`; `20 November 2023 s.d. 28 November 2023`; `27 November 2023 pukul 22.10 WIB`."""
    first = _one_in_words(span.start, span.precision, language)
    if not span.is_range:
        return first
    last = span.end - timedelta(minutes=1)
    return f"{first} {'s.d.' if language == 'id' else 'to'} {_one_in_words(last, span.precision, language)}"


def _one_in_words(instant: datetime, precision: str, language: str) -> str:
    there = local(instant)
    if precision == YEAR:
        return str(there.year)
    if precision == MONTH:
        return f"{MONTHS[language][there.month - 1]} {there.year}"
    if precision == DAY:
        return date_in_words(there, language)
    return f"{date_in_words(there, language)} {AT[language]} {hour_in_words(instant)}"


def delay(span: Span, recorded_at: datetime) -> timedelta:
    """How long after the end of what is known something was recorded; zero when within it. Never negative."""
    return max(timedelta(0), recorded_at - span.end)

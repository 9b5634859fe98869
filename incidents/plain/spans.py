"""Instants as people know them: to the minute, a day, a month, a year, or from one to another. Pure.

A span runs from `start` up to but not including `end`; `precision` says how it was known, so that a month is never
shown as an hour nobody named. Typed and read in WIB.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .clocks import WIB
from .dates import AT, MONTHS, date_in_words, hour_in_words

MINUTE, DAY, MONTH, YEAR = "minute", "day", "month", "year"
COARSENESS = (MINUTE, DAY, MONTH, YEAR)
EARLIEST = 1990
LATEST = 2100

_MONTH_NUMBERS = {name[:3].lower(): n + 1 for names in MONTHS.values() for n, name in enumerate(names)}
_NAMES = "|".join(sorted({m.lower() for names in MONTHS.values() for m in names}, key=len, reverse=True))
_SHORT = "|".join(_MONTH_NUMBERS)
_MONTH_WORD = rf"(?P<month>{_NAMES}|{_SHORT})"
_HOUR = r"(?:[ t,]+(?:pukul |at )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?)?"
_FORMS = [
    re.compile(rf"(?P<day>\d{{1,2}})[ -]{_MONTH_WORD}[ -](?P<year>\d{{4}}){_HOUR}"),
    re.compile(rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}}){_HOUR}"),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_HOUR}"),
    re.compile(rf"{_MONTH_WORD}[ -](?P<year>\d{{4}})"),
    re.compile(r"(?P<month>\d{1,2})[-/](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
]
_BETWEEN = re.compile(r"\s+(?:s\.?\s?d\.?|sampai|hingga|to|until|[-\u2013\u2014])\s+")
_DAYS_OF_ONE_MONTH = re.compile(rf"(\d{{1,2}})\s*[-\u2013\u2014]\s*(\d{{1,2}}) ((?:{_NAMES}|{_SHORT}) \d{{4}})")
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|\w+day)\s*,\s*")


@dataclass(frozen=True)
class Span:
    """From `start` up to, not including, `end`; both aware instants."""

    start: datetime
    end: datetime
    precision: str

    @property
    def is_range(self) -> bool:
        return self.end > _next(self.start, self.precision)


def at_minute(instant: datetime) -> Span:
    """The span of somebody who knows the minute."""
    start = instant.astimezone(WIB).replace(second=0, microsecond=0)
    return Span(start, start + timedelta(minutes=1), MINUTE)


def parse(text: str) -> Span:
    """`27 November 2023 22.10`, `27-11-2023`, `November 2023`, `2023`, or two of them with `s.d.` between.

    Raises ValueError when it cannot be read, when the day does not exist, when the year lies outside 1990 to 2100 or
    when the second lies before the first.
    """
    text = re.sub(r"\s+", " ", text.strip().lower()).removesuffix(" wib")
    if short := _DAYS_OF_ONE_MONTH.fullmatch(text):
        first, last = _parse_one(f"{short[1]} {short[3]}"), _parse_one(f"{short[2]} {short[3]}")
    else:
        parts = _BETWEEN.split(text)
        if len(parts) > 2:
            raise ValueError("more than two instants")
        first, last = _parse_one(parts[0]), _parse_one(parts[-1])
    if last.start < first.start:
        raise ValueError("the second instant lies before the first")
    precision = max(first.precision, last.precision, key=COARSENESS.index)
    start = _floor(first.start, precision)
    return Span(start, max(last.end, _next(start, precision)), precision)


def _parse_one(text: str) -> Span:
    text = _WEEKDAY.sub("", text.strip().removesuffix(" wib"))
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _span({k: v for k, v in match.groupdict().items() if v})
    raise ValueError("no date")


def _span(parts: dict[str, str]) -> Span:
    year, named = int(parts["year"]), parts.get("month", "1")
    if not EARLIEST <= year <= LATEST:
        raise ValueError("year out of reach")
    month = int(named) if named.isdigit() else _MONTH_NUMBERS[named[:3]]
    start = datetime(
        year,
        month,
        int(parts.get("day", 1)),
        int(parts.get("hour", 0)),
        int(parts.get("minute", 0)),
        tzinfo=WIB,
    )
    precision = MINUTE if "hour" in parts else DAY if "day" in parts else MONTH if "month" in parts else YEAR
    return Span(start, _next(start, precision), precision)


def _floor(start: datetime, precision: str) -> datetime:
    local = start.astimezone(WIB)
    if precision == MINUTE:
        return local
    return local.replace(
        month=1 if precision == YEAR else local.month,
        day=1 if precision in (MONTH, YEAR) else local.day,
        hour=0,
        minute=0,
    )


def _next(start: datetime, precision: str) -> datetime:
    local = start.astimezone(WIB)
    if precision == MINUTE:
        return start + timedelta(minutes=1)
    if precision == DAY:
        return local + timedelta(days=1)
    if precision == MONTH:
        return local.replace(year=local.year + local.month // 12, month=local.month % 12 + 1)
    return local.replace(year=local.year + 1)


def in_words(span: Span, language: str) -> str:
    """`November 2023`; `20 November 2023 s.d. 28 November 2023`; `27 November 2023 pukul 22.10 WIB`."""
    first = _one_in_words(span.start, span.precision, language)
    if not span.is_range:
        return first
    last = span.end - timedelta(minutes=1)
    return f"{first} {'s.d.' if language == 'id' else 'to'} {_one_in_words(last, span.precision, language)}"


def _one_in_words(instant: datetime, precision: str, language: str) -> str:
    local = instant.astimezone(WIB)
    if precision == YEAR:
        return str(local.year)
    if precision == MONTH:
        return f"{MONTHS[language][local.month - 1]} {local.year}"
    if precision == DAY:
        return date_in_words(local, language)
    return f"{date_in_words(local, language)} {AT[language]} {hour_in_words(instant)}"


def delay(span: Span, recorded_at: datetime) -> timedelta:
    """How long after the end of what is known something was recorded; zero when within it. Never negative."""
    return max(timedelta(0), recorded_at - span.end)

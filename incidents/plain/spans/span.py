"""What a span is, and how it stands in words. It runs from `start` up to but not including `end`; `precision` says how it was
known, so that a month is never shown as an hour nobody named. Read in WIB unless it says otherwise."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from ..clocks import WIB, local
from ..dates import AT, MONTHS, date_in_words, hour_in_words

MINUTE, DAY, MONTH, YEAR, ABOUT = "minute", "day", "month", "year", "about"
COARSENESS = (MINUTE, DAY, MONTH, YEAR, ABOUT)
LONGEST = 80  # signs of what is typed for one
EARLIEST = 1990
LATEST = 2100
BEGINNING = datetime(EARLIEST, 1, 1, tzinfo=WIB)
OPEN = BEGINNING + timedelta(seconds=1)  # where words that leave the beginning open begin: a second that none name
END = datetime(LATEST, 12, 31, 23, 59, tzinfo=WIB)


@dataclass(frozen=True)
class Span:
    """From `start` up to, not including, `end`; both aware instants.

    Known only in `words` (precision ABOUT), it is shown in them alone, as they were typed; `start` and `end` are the earliest
    and the latest that they allow: OPEN where they leave the beginning open ("sebelum 3 Mei 2021"), END the end. A minute that
    somebody told in another zone ("3 Mei 2021 00.30 WITA") keeps its words as well, and is exact for all that.
    """

    start: datetime
    end: datetime
    precision: str
    words: str = ""

    @property
    def is_range(self) -> bool:
        return self.precision == ABOUT or self.end > following(self.start, self.precision)

    @property
    def stands(self) -> datetime:
        """Where it stands among others: at the earliest instant that it allows, or, where the words leave the beginning open, at
        the latest. What surely came before another stands before it."""
        return self.end if is_open_before(self) else self.start

    @property
    def is_exact(self) -> bool:
        """Whether somebody named the minute."""
        return self.precision == MINUTE and not self.is_range


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


def is_open_before(span: Span) -> bool:
    """Whether its words leave the beginning open: `sebelum 3 Mei 2021`; not `awal 1990`, with which the record begins."""
    return span.precision == ABOUT and span.start == OPEN


def as_exact(span: Span) -> Span:
    """What is kept in its words and names a whole minute, day, month or year for all that (`11 Mei 20`, `11 Mei 2020 WITA`) with
    that precision; any other span as it is."""
    if span.precision != ABOUT:
        return span
    for ahead in (timedelta(0), timedelta(hours=1), timedelta(hours=2)):  # WIB, WITA, WIT
        start, end = span.start + ahead, span.end + ahead
        for precision in (MINUTE, DAY, MONTH, YEAR):
            if floor(start, precision) == start and following(start, precision) == end:
                return replace(span, precision=precision)
    return span


def last_part(span: Span) -> datetime:
    """When the last minute, day, month or year of `span` begins; of one known in words only, when it may have begun."""
    if span.precision == ABOUT:
        return span.start if span.stands == span.start else span.end - timedelta(days=1)
    return floor(span.end - timedelta(minutes=1), span.precision)


def at_minute(instant: datetime) -> Span:
    """The span of somebody who knows the minute."""
    start = local(instant).replace(second=0, microsecond=0)
    return Span(start, start + timedelta(minutes=1), MINUTE)


def the_day(instant: datetime) -> Span:
    """The span of somebody who knows the day, in WIB."""
    start = floor(instant, DAY).replace(second=0, microsecond=0)
    return Span(start, following(start, DAY), DAY)


def to_the_second(instant: datetime) -> Span:
    """The span of an instant that is known to the second, and said to the minute."""
    return Span(instant, _minute_after(instant), MINUTE)


def told(when: datetime | Span) -> Span:
    """What somebody knows, as a span, where they may know the very instant."""
    return when if isinstance(when, Span) else to_the_second(when)


def within(span: Span, first: datetime, last: datetime) -> Span:
    """`span`, known by its day or less exactly, as far as it lies between two instants that are known; said as it was. What is
    known to the minute stays."""
    start = max(span.start, first)
    return replace(span, start=start, end=span.end if span.is_exact else max(start, min(span.end, last)))


def may_lie_between(span: Span, first: datetime, last: datetime) -> bool:
    """Whether some instant that `span` allows lies between two that are known."""
    return first <= latest(span) and span.start <= last


def latest(span: Span) -> datetime:
    """The last minute that a span allows: of one known to the minute that instant itself."""
    return max(span.start, span.end - timedelta(minutes=1))


def last_second(span: Span) -> datetime:
    """Up to when what is owed by `span` is in time: the last second of a day, of a month or of what words allow; of one known to the
    minute that instant itself."""
    return latest(span) if span.precision == MINUTE else span.end - timedelta(seconds=1)


def is_open_after(span: Span) -> bool:
    """Whether its words leave the end open: `setelah Mei 2027`."""
    return span.precision == ABOUT and span.end == END


def floor(start: datetime, precision: str) -> datetime:
    """When the minute, day, month or year in which `start` lies begins."""
    there = local(start)
    if precision in (MINUTE, ABOUT):
        return there
    return there.replace(
        month=1 if precision == YEAR else there.month,
        day=1 if precision in (MONTH, YEAR) else there.day,
        hour=0,
        minute=0,
    )


def following(start: datetime, precision: str) -> datetime:
    """When the minute, day, month or year that begins at `start` is over."""
    there = local(start)
    if precision in (MINUTE, ABOUT):
        return _minute_after(start)
    if precision == DAY:
        return there + timedelta(days=1)
    if precision == MONTH:
        return there.replace(year=there.year + there.month // 12, month=there.month % 12 + 1)
    return there.replace(year=there.year + 1)


def _minute_after(instant: datetime) -> datetime:
    """The minute of `instant` is over; as it is where no calendar has a later one (the last minute of the year 9999)."""
    try:
        return instant + timedelta(minutes=1)
    except OverflowError:
        return instant


def in_words(span: Span, language: str) -> str:
    """`November 2023`; `20 November 2023 s.d. 28 November 2023`; `27 November 2023 pukul 22.10 WIB`; `awal 2021` as it was typed."""
    if span.words:
        return span.words
    return _from_to(span, span.precision, language)


def bounds_in_words(span: Span, language: str) -> str:
    """The earliest and the latest that the words of a span allow: `1 Januari 2021 s.d. 30 April 2021`; an hour only where the
    words bound one; in WIB what was told in another zone. "" where nothing bounds it, and for a span that says itself how exactly it
    is known."""
    if span.words and span.precision == MINUTE:
        return _from_to(span, MINUTE, language)
    if span.precision != ABOUT or is_open_before(span) or is_open_after(span):
        return ""
    whole_days = all(floor(end, DAY) == local(end) for end in (span.start, span.end))
    return _from_to(span, DAY if whole_days else MINUTE, language)


def end_in_words(span: Span, language: str) -> str:
    """The last day of a span: `31 Desember 2027`; with its hour, where it ends within one."""
    last = last_second(span)
    return _one_in_words(last, DAY if span.end == the_day(last).end else MINUTE, language)


def _from_to(span: Span, precision: str, language: str) -> str:
    first = _one_in_words(span.start, precision, language)
    if span.end <= following(span.start, precision):
        return first
    last = span.end - timedelta(minutes=1)
    return f"{first} {'s.d.' if language == 'id' else 'to'} {_one_in_words(last, precision, language)}"


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

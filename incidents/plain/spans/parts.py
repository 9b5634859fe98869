"""The parts of a longer time that people name: a quarter, a third, the n-th week, a weekend. What `approximate` says of all of it holds."""

import re
from collections.abc import Callable
from datetime import timedelta

from ..clocks import day
from .approximate import (
    A_DAY,
    HALF,
    LAST,
    NTH,
    NUMBERS,
    OF_YEAR,
    QUARTER,
    WEEK,
    Read,
    SomeWeek,
    between,
    in_zone,
    somewhere,
)
from .exact import NAMED_MONTH, ZONE, ZONES
from .span import ABOUT, DAY, MONTH, YEAR, Span, WrongWeekday, floor, following

SHORTEST_CUT = timedelta(days=5)  # of what has an early, a middle and a late part: shorter is an hour's matter


def _months(core: Span, first: int, last: int) -> Span:
    """From the first to the last of these months (1 to 12) of a year."""
    if core.precision != YEAR or core.is_range:
        raise ValueError("a part of a year needs its year")
    return between(core.start.replace(month=first), following(core.start.replace(month=last), MONTH))


def _third(core: Span, n: int) -> Span:
    if core.end - core.start < SHORTEST_CUT:
        raise ValueError("a day has no thirds")
    if isinstance(core, SomeWeek):
        days = (0, 2, 4, 7)
        return somewhere(between(core.start + days[n - 1] * A_DAY, core.end - (7 - days[n]) * A_DAY))
    if core.precision == YEAR and not core.is_range:
        return _months(core, 4 * n - 3, 4 * n)
    if core.precision == MONTH and not core.is_range:
        cuts = [core.start, core.start + 10 * A_DAY, core.start + 20 * A_DAY, core.end]
    else:
        third = (core.end - core.start) / 3
        cuts = [core.start, *(floor(core.start + i * third, DAY) for i in (1, 2)), core.end]
    return between(cuts[n - 1], cuts[n])


def _nth_part(core: Span, parts: int, named: str) -> Span:
    """The n-th half or quarter of a year, or half of a month, whose first are its first fifteen days."""
    n = parts if re.fullmatch(LAST, named) else NUMBERS[named]
    if n > parts:
        raise ValueError(f"a year has {parts} of them")
    if core.precision == MONTH and not core.is_range and parts == 2:
        middle = core.start + 15 * A_DAY
        return between(core.start, middle) if n == 1 else between(middle, core.end)
    months = 12 // parts
    return _months(core, months * (n - 1) + 1, months * n)


def _week_of(core: Span, _of: str) -> Span:
    """The calendar week that holds a day, or the seven days that begin with it: one or the other is meant."""
    if core.precision != DAY or core.is_range:
        raise ValueError("the week of a day needs its day")
    return SomeWeek(core.start - core.start.weekday() * A_DAY, core.end + 6 * A_DAY, ABOUT)


def _either_week(core: Span, named: str) -> Span:
    """`pekan 3 Mei 2021`: the third of May, or the one of the third of May."""
    day = core.start + (int(named) - 1) * A_DAY
    of_day = _week_of(Span(day, day + A_DAY, DAY), named)
    if day + (int(named) - 1) * 6 * A_DAY >= core.end:
        return of_day  # this month has no fifth
    nth = _nth_week(core, named)
    return SomeWeek(min(nth.start, of_day.start), max(nth.end, of_day.end), ABOUT)


def _nth_week(core: Span, named: str) -> Span:
    """The n-th seven days of a month; what is left of them is the fifth."""
    if core.precision != MONTH or core.is_range:
        raise ValueError("a week needs its month")
    if re.fullmatch(LAST, named):
        return between(core.end - 7 * A_DAY, core.end)
    start = core.start + 7 * (NUMBERS[named] - 1) * A_DAY
    return between(start, min(start + 7 * A_DAY, core.end))


def _nth_weekend(core: Span, named: str) -> Span:
    """`akhir pekan pertama Mei 2021`: the n-th Saturday of a month with its Sunday, or the end of its n-th week; of the last, what is left
    of it. One or the other is meant."""
    week = _nth_week(core, named)
    if week.end - week.start < 7 * A_DAY:
        raise ValueError("not every month has a fifth")
    saturday = week.start + (SATURDAY - week.start.weekday()) % 7 * A_DAY
    return between(min(saturday, week.start + 4 * A_DAY), max(saturday + 2 * A_DAY, week.end))


def _stretch(core: Span, named: str) -> Span:
    """The first or last days, weeks or months of a longer time: `dua minggu terakhir`, `first three months`."""
    count = next((n for word, n in _COUNTS.items() if re.search(rf"(?:^|\b){word}\b", named)), 1)
    days = next((n for unit, n in _DAYS_OF.items() if re.search(unit, named)), 0)
    last = bool(re.search(rf"\b(?:{LAST})\b", named))
    if not days:
        return _months(core, 13 - count if last else 1, 12 if last else count)
    if core.precision not in (MONTH, YEAR) or core.is_range or core.end - core.start <= count * days * A_DAY:
        raise ValueError("so many of them need a longer time")
    wide = count * days * A_DAY
    return between(core.end - wide, core.end) if last else between(core.start, core.start + wide)


def _weekend(core: Span, _named: str) -> Span:
    """Saturday and Sunday: the two that are named, or those of the one that is. Raises WrongWeekday."""
    first, last = day(core.start), day(core.end - timedelta(seconds=1))
    if core.precision != DAY:
        raise ValueError("a weekend needs its day")
    for named, fits in ((first, (SATURDAY,) if core.is_range else (SATURDAY, SUNDAY)), (last, (SATURDAY, SUNDAY))):
        if named.weekday() not in fits:
            raise WrongWeekday(named)
    start = core.start - (first.weekday() - SATURDAY) * A_DAY
    return between(start, start + 2 * A_DAY)


SATURDAY, SUNDAY = 5, 6
_IN_WORDS = "dua two,tiga three,empat four,lima five,enam six,tujuh seven,delapan eight,sembilan nine,sepuluh ten"
_COUNTS = {word: n for n, words in enumerate(_IN_WORDS.split(","), start=2) for word in words.split()}
_COUNTS |= {str(n): n for n in range(1, 12)}
_DAYS_OF = {r"hari|days?\b": 1, r"minggu|pekan|weeks?\b": 7}
_COUNTED = rf"(?:(?:{'|'.join(sorted(_COUNTS, key=len, reverse=True))}) )?"
_PARTS: tuple[tuple[str, Callable[[Span, str], Span]], ...] = (
    (rf"{QUARTER}[ -]?{NTH}[ /,]+(?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (rf"{NTH} {QUARTER} (?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (r"q(?P<nth>[1-4])[ /,-]*(?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (r"(?P<rest>.+?)[ /,-]*q(?P<nth>[1-4])", lambda core, n: _nth_part(core, 4, n)),
    (rf"{OF_YEAR}[ -]?{NTH}[ /,]+(?P<rest>.+)", lambda core, n: _nth_part(core, 3, n)),
    (rf"{NTH} {OF_YEAR} (?P<rest>.+)", lambda core, n: _nth_part(core, 3, n)),
    (rf"{HALF}[ -]?{NTH}[ /,]+(?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (rf"{NTH} {HALF} (?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (r"h(?P<nth>[12])[ /,-]*(?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (rf"(?:pekan|week) (?P<nth>[1-5]) (?P<rest>{NAMED_MONTH} \d{{4}})", _either_week),
    (rf"{WEEK}[ -]?{NTH}[ ,]+(?P<rest>.+)", _nth_week),
    (rf"{NTH} {WEEK} (?P<rest>.+)", _nth_week),
    (r"(?:pekan|week) (?P<nth>tanggal|tgl\.?|of) (?P<rest>.+)", _week_of),
    (rf"(?P<rest>.+?)[ ,]+{WEEK}[ -]?{NTH}", _nth_week),
    (rf"(?P<rest>.+?)[ ,]+{NTH} {WEEK}", _nth_week),
    (rf"(?P<nth>{_COUNTED}(?:se)?(?:hari|minggu|pekan|bulan) (?:pertama|terakhir)) (?P<rest>.+)", _stretch),
    (rf"(?P<nth>(?:first|last) {_COUNTED}(?:days?|weeks?|months?)) (?P<rest>.+)", _stretch),
    (rf"akhir (?:pekan|minggu)[ -]?{NTH}[ ,]+(?P<rest>.+)", _nth_weekend),
    (rf"{NTH} weekend (?P<rest>.+)", _nth_weekend),
    (r"(?P<nth>akhir (?:pekan|minggu)|weekend) (?P<rest>.+)", _weekend),
    (r"(?P<nth>awal|early|beginning|start)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 1)),
    (r"(?P<nth>pertengahan|tengah|medio|middle|mid)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 2)),
    (r"(?P<nth>akhir|penghujung|ultimo|late|end)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 3)),
)


def part_of(text: str, read: Read) -> Span | None:
    """`awal 2021`, `akhir Maret 2023`, `triwulan II 2021`, `minggu pertama Mei 2021`, `2020-an`; a day of another zone."""
    if zone := ZONE.search(text):
        return in_zone(read(text[: zone.start()]), ZONES[zone[1]])
    if decade := re.fullmatch(r"(\d{3}0) ?(?:-?an|s|'s)", text):
        first = read(decade[1])
        return between(first.start, first.start.replace(year=first.start.year + 10))
    for form, cut in _PARTS:
        if match := re.fullmatch(form, text):
            return cut(read(match["rest"]), match["nth"])
    return None

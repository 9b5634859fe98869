"""One day or instant, or two with `s.d.` between, written so that it says itself how exactly it is known."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from ..clocks import WIB, day, local
from ..dates import DAYS, MONTHS
from .span import (
    DAY,
    EARLIEST,
    LATEST,
    MINUTE,
    MONTH,
    YEAR,
    OutOfReach,
    Span,
    WrongWeekday,
    following,
    within_reach,
)

HALF_A_YEAR = timedelta(days=183)
CENTURY = 2000  # of a year written with two figures; from 90 on the one before

_MONTH_NUMBERS = {name.lower(): n + 1 for names in MONTHS.values() for n, name in enumerate(names)}
# As they are spelt beside the spelling of 1972, and as they are cut short: to three letters or more, or to consonants.
_MONTH_NUMBERS |= {"nopember": 11, "pebruari": 2, "djuni": 6, "djuli": 7}
_MONTH_NUMBERS |= {name[:cut]: n for name, n in _MONTH_NUMBERS.items() for cut in range(3, len(name))}
_MONTH_NUMBERS |= {
    "mrt": 3,
    "mart": 3,
    "ags": 8,
    "agts": 8,
    "agt": 8,
    "agst": 8,
}
NAMED_MONTH = rf"(?:{'|'.join(sorted(_MONTH_NUMBERS, key=len, reverse=True))})\.?"
MONTH_WORD = rf"(?P<month>{NAMED_MONTH})"
_HOUR = r"(?:[ t,]+(?:(?:pukul|jam|pkl?\.?|at) )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?)?"
HOUR_ALONE = re.compile(r"(?:(?:pukul|jam|pkl?\.?|at) )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: wi(?:b|ta|t))?")
_HOUR_BEHIND = r"[ t,]+(?:(?:pukul|jam|pkl?\.?|at) )?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: wi(?:b|ta|t))?$"
_FORMS = [
    re.compile(rf"(?P<day>\d{{1,2}})[ -]{MONTH_WORD}[ -](?P<year>\d{{4}}){_HOUR}"),
    re.compile(rf"{MONTH_WORD} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}}){_HOUR}"),
    re.compile(rf"(?P<day>\d{{1,2}})([-/. ])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_HOUR}"),
    re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_HOUR}"),
    re.compile(rf"{MONTH_WORD}[ -](?P<year>\d{{4}})"),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[-.](?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
]
BETWEEN = re.compile(r"\s+(?:s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|to|until|[-\u2013\u2014])\s+")
WEEKDAYS = {name.lower(): n for names in DAYS.values() for n, name in enumerate(names)} | {"ahad": 6}
# As they are cut short.
WEEKDAYS |= {name[:3]: n for name, n in WEEKDAYS.items() if name != "ahad"} | {
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    "ming": 6,
}
_DAY_NAME = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}|jum[\u2018\u2019'`]at)\.?"
WEEKDAY = re.compile(rf"^(?:hari )?(?P<weekday>{_DAY_NAME})(?:\s*,\s*|\s+)")
FRIDAY = 4
_A_DATE = rf"(?:\d{{1,2}}[ -]{NAMED_MONTH}[ -]\d{{4}}|{NAMED_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}}([-/.])\d{{1,2}}\2\d{{4}}|\d{{4}}-\d{{1,2}}-\d{{1,2}})"
_CLOCK = r"(?:[ ,]+(?:(?:pukul|jam|pkl?\.?|at) )?\d{1,2}[.:]\d{2}(?: wi(?:b|ta|t))?)"
_GOES_ON = r"(?=$|[ ,]+(?:pukul|jam|pkl|at|wi(?:b|ta|t)|\d{1,2}[.:]\d{2}|s\.? ?[/.]? ?d\b|sampai|hingga|to|until|dan|and|atau|or|[-\u2013\u2014])|\s*[-\u2013\u2014])"
WEEKDAY_BEHIND = re.compile(
    rf"(?P<date>(?<![\w/.-]){_A_DATE})(?P<clock>{_CLOCK}?)"
    rf"(?: ?\( ?(?:hari )?(?P<inside>{_DAY_NAME}) ?\)|[ ,]+(?:hari )?(?P<weekday>{_DAY_NAME}){_GOES_ON})"
)
WEEKDAYS_IN_FRONT = re.compile(
    rf"^(?:hari )?(?P<first>{_DAY_NAME}) ?(?:-|\u2013|s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|to|dan|and|&) ?(?P<last>{_DAY_NAME})(?:\s*,\s*|\s+)"
)
# 12.00 WIB, 3 Mei 2021: the hour before its day.
HOUR_IN_FRONT = re.compile(
    r"(?P<hour>\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: wi(?:b|ta|t))?),? (?:(?:on|pada|tanggal|tgl\.?),? ){0,2}"
    rf"(?P<day>(?:(?:hari )?{_DAY_NAME},? )?(?:\d{{1,2}}[ -]{NAMED_MONTH}[ -]\d{{4}}|{NAMED_MONTH} \d{{1,2}},? \d{{4}}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}-\d{1,2}-\d{1,2}))"
)
# May 3-5, 2021: the month before both days.
MONTH_IN_FRONT = re.compile(
    rf"(?<!\d )\b(?P<month>{NAMED_MONTH}) (?P<days>\d{{1,2}} ?(?:[-\u2013\u2014]|to|until|and|or) ?\d{{1,2}}),? (?P<year>\d{{4}})$"
)
ZONES = {"wib": WIB, "wita": ZoneInfo("Asia/Makassar"), "wit": ZoneInfo("Asia/Jayapura")}
ZONE = re.compile(rf"\s+({'|'.join(ZONES)})$")


def read(text: str) -> Span:
    """`text` in small letters: one day or instant, or two. What the first of two leaves out it has from the second, and a zone
    that one of them names is that of both. Raises WrongWeekday, OutOfReach, and ValueError, also where the two are not known
    equally exactly: see `reading`."""
    parts = BETWEEN.split(spaced(text))
    if len(parts) > 2:
        raise ValueError("more than two instants")
    if len(parts) == 1:
        return _one(parts[0])
    if HOUR_ALONE.fullmatch(parts[1]):
        if not re.search(_HOUR_BEHIND, parts[0]) and "-" in spaced(text)[len(parts[0]) : -len(parts[1])]:
            return _one(f"{parts[0]} {parts[1]}")  # 3 Mei 2021 - 09.00
        parts[1] = f"{re.sub(_HOUR_BEHIND, '', parts[0])} {parts[1]}"  # from ten to eleven of one day
    head, tail = in_one_zone(*parts)
    last = _one(tail)
    first = _first(head, tail)
    if last.start < first.start:
        first = year_before(head, last, _one) or first
    if last.start < first.start:
        raise ValueError("the second instant lies before the first")
    if first.precision != last.precision:
        raise ValueError("one of the two is known more exactly than the other")
    return Span(first.start, last.end, first.precision)


def weekday_of(named: str) -> int:
    """Which day of the week a name is, Monday 0."""
    return WEEKDAYS.get(named.rstrip("."), FRIDAY)


def without_weekdays(text: str, read_all: Callable[[str], Span]) -> str:
    """`3 Mei 2021 (Senin)` and `Senin-Rabu, 3-5 Mei 2021` without what stands beside the date and says the same. Raises
    WrongWeekday where it says another."""

    def bare(behind: re.Match[str]) -> str:
        try:
            found = day(_one(behind["date"]).start)
        except ValueError:  # no date after all: whoever reads it says so
            return behind[0]
        _compare(found, behind["inside"] or behind["weekday"])
        return behind["date"] + (behind["clock"] or "")

    text = WEEKDAY_BEHIND.sub(bare, text)
    if both := WEEKDAYS_IN_FRONT.match(text):
        rest = text[both.end() :]
        span = read_all(rest)
        _compare(day(span.start), both["first"])
        _compare(day(span.end - timedelta(seconds=1)), both["last"])
        return rest
    return text


def _compare(found: date, named: str) -> None:
    if found.weekday() != weekday_of(named):
        raise WrongWeekday(found)


def zone_of(text: str) -> str:
    """The zone with which `text` ends, with what stands before it; "" for none."""
    zone = ZONE.search(text)
    return zone[0] if zone else ""


def in_one_zone(head: str, tail: str) -> tuple[str, str]:
    """The two ends of a time, a zone that one alone names behind both."""
    if zone_of(head) and zone_of(tail):
        return head, tail
    return head + zone_of(tail), tail + zone_of(head)


def instant(text: str) -> datetime:
    """The one instant that `text`, in small letters, names: to the minute, or to the second that was typed. In WIB."""
    parts, zone = _parts(text)
    if "hour" not in parts:
        raise ValueError("no hour")
    return _span(parts, zone).start.replace(second=int(parts.get("second", 0)))


def spaced(text: str) -> str:
    """`20-28 November 2023`, `Maret\u2013Juni 2021` and `20s.d.28 November 2023` as if written with spaces."""
    text = re.sub(r"(?<=\d) ?(s\.? ?[/.] ?d\.?) ?(?=\d)", r" \1 ", text)
    text = re.sub(r" ?[\u2013\u2014] ?", " - ", text)
    text = re.sub(r"(?<![-/\d])(\d{4})-(?=\d{4}\b)", r"\1 - ", text)  # 2019-2021
    # Desember 2020-Januari 2021, 28 Desember 2020-3 Januari 2021
    text = re.sub(rf"\b({NAMED_MONTH} \d{{4}})-(?=(?:\d{{1,2}} )?{NAMED_MONTH}\b)", r"\1 - ", text)
    # 28 Mar-2 Apr 2021, Maret-Juni 2021
    text = re.sub(rf"\b({NAMED_MONTH})-(?=\d{{1,2}} [a-z]|(?:{NAMED_MONTH})\b)", r"\1 - ", text)
    return re.sub(rf"^(\d{{1,2}}) ?- ?(\d{{1,2}} {MONTH_WORD} \d{{4}}.*)$", r"\1 - \2", text)


def _first(text: str, last: str) -> Span:
    """The first of two instants: as it stands, or with the month, the year or both of the second."""
    try:
        return _one(text)
    except WrongWeekday:
        raise
    except ValueError:
        return _one(completed(text, last))


def year_before(text: str, last: Span, read_one: Callable[[str], Span]) -> Span | None:
    """`28 Desember` before `3 Januari 2024`: of the year before, where the turn of the year lies between and no more than half
    a year; None for whatever says its own year."""
    if re.search(r"\d{4}", text) or not re.search(MONTH_WORD, text):
        return None
    zone = zone_of(text)
    first = read_one(f"{text.removesuffix(zone)} {last.start.year - 1}{zone}")
    return first if last.start - first.start < HALF_A_YEAR else None


def completed(text: str, last: str) -> str:
    """The first of two instants with the month, the year or both of the second. Raises ValueError where that has none."""
    behind = re.search(rf"(?:({MONTH_WORD}) )?(\d{{4}})", WEEKDAY.sub("", last))
    if behind is None:
        raise ValueError("no year")
    zone = zone_of(text)
    text = text.removesuffix(zone)
    day = re.fullmatch(r"\d{1,2}", WEEKDAY.sub("", text))
    return f"{text} {behind[1]} {behind[3]}{zone}" if day and behind[1] else f"{text} {behind[3]}{zone}"


def _one(text: str) -> Span:
    return _span(*_parts(text))


def _parts(text: str) -> tuple[dict[str, str], ZoneInfo]:
    """The parts of one day or instant as they were typed, and the zone of its hour."""
    zone = ZONE.search(text)
    text = text[: zone.start()] if zone else text
    named = WEEKDAY.match(text)
    text = text[named.end() :] if named else text
    for form in _FORMS:
        if match := form.fullmatch(text):
            parts = {k: v for k, v in match.groupdict().items() if v}
            if named:
                _check_weekday(weekday_of(named["weekday"]), parts)
            if zone and zone[1] != "wib" and "hour" not in parts:
                raise ValueError("a day of another zone")  # which begins at another instant: see `approximate`
            return parts, ZONES[zone[1]] if zone else WIB
    raise ValueError("no date")


def with_century(cut: str) -> int:
    """The year of two figures."""
    return int(cut) + (CENTURY if int(cut) < EARLIEST % 100 else CENTURY - 100)


def _check_weekday(weekday: int, parts: dict[str, str]) -> None:
    """Raises WrongWeekday, of the date as typed, in whichever zone its hour is."""
    if "day" not in parts:
        raise ValueError("a weekday without its day")
    day = date(_year(parts), _month(parts), int(parts["day"]))
    if day.weekday() != weekday:
        raise WrongWeekday(day)


def _year(parts: dict[str, str]) -> int:
    return int(parts["year"]) if len(parts["year"]) == 4 else with_century(parts["year"])


def _month(parts: dict[str, str]) -> int:
    named = parts.get("month", "1")
    return int(named) if named.isdigit() else _MONTH_NUMBERS[named.rstrip(".")]


def _span(parts: dict[str, str], zone: ZoneInfo) -> Span:
    year = _year(parts)
    if not EARLIEST <= year <= LATEST:
        raise OutOfReach(f"year {year}")
    hour, minute = int(parts.get("hour", 0)), int(parts.get("minute", 0))
    midnight = (hour, minute) == (24, 0)  # of the day that ends with it
    named = datetime(
        year,
        _month(parts),
        int(parts.get("day", 1)),
        0 if midnight else hour,
        minute,
        tzinfo=zone if "hour" in parts else WIB,
    )
    start = local(named + timedelta(days=1) if midnight else named)
    if not within_reach(start):  # the turn of a year in another zone
        raise OutOfReach(f"{start}")
    precision = MINUTE if "hour" in parts else DAY if "day" in parts else MONTH if "month" in parts else YEAR
    return Span(start, following(start, precision), precision)

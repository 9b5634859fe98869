"""Parts of a day and hours without their minutes: `dini hari 3 Mei 2021`, `3 Mei 2021 kira-kira pukul 14 WITA`, `pukul 2 siang`."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from ..clocks import WIB, local
from .approximate import AROUND, Read, between
from .exact import BETWEEN, WEEKDAYS, ZONE, ZONES
from .span import Span

# From the day's beginning, in hours, as wide as people use the word: a night may last into the next day.
PARTS: dict[str, tuple[float, float]] = {
    r"tengah malam|midnight": (-1, 25),
    r"larut malam|late at night|late night": (21, 26),
    r"dini ?hari|early morning|early hours|small hours|pre-?dawn": (0, 5),
    r"subuh|fajar|dawn": (3, 6),
    r"pagi(?: hari)?": (4, 11),
    r"(?:mid-?|late )?morning": (4, 12),
    r"tengah hari|noon|midday": (11, 13),
    r"siang(?: hari)?": (10, 15),
    r"(?:early |mid-?|late )?afternoon": (12, 18),
    r"(?:sore|petang)(?: hari)?": (15, 19),
    r"(?:early |late )?evening": (17, 24),
    r"malam(?: hari)?": (18, 24),
    r"night": (18, 30),
}
EVE = -6.0  # "malam Jumat" may be the evening before
_LATE_HALF = {
    r"siang(?: hari)?": range(1, 7),
    r"(?:sore|petang)(?: hari)?": range(1, 8),
    r"malam(?: hari)?": range(6, 12),
    r"p\.?m\.?": range(1, 12),
}
_PART = "|".join(f"(?:{words})" for words in PARTS)
_HALF = rf"a\.?m\.?|p\.?m\.?|{_PART}"
_MINUTES = r"(?:[.:](?P<{0}_minute>\d{{2}}))"
_LEAD = r"(?:pukul|jam|pkl?\.?|at) ?"
_ABOUT = rf"{AROUND} ?"
_TO = r" ?(?:sampai(?: dengan)?|hingga|s\.? ?[/.]? ?d\.?|dan|and|to|-|\u2013|\u2014) ?"


def _clock(name: str, *, half: str = "?", minutes: str = "?") -> str:
    of = rf"(?P<{name}_hour>\d{{1,2}}){_MINUTES.format(name)}{minutes}(?P<{name}_loose> ?-?an\b)?"
    return of + rf"(?: ?(?P<{name}_half>{_HALF})(?![\w]))" + half


_FORMS = (
    rf"(?P<about>{_ABOUT})?(?:(?:antara|between|dari|from) )?{_LEAD}(?P<about_it>{_ABOUT})?{_clock('first')}(?:{_TO}(?:{_LEAD})?{_clock('last')})?",
    rf"(?P<about>{_ABOUT})?{_clock('first', half='')}",
    rf"{_clock('first', half='?', minutes='')}(?:{_TO}{_clock('last', minutes='')})",
    rf"(?P<about>{_ABOUT})?(?P<part>{_PART})",
)
_HOURS = [re.compile(rf"(?<![\w.:/-]){form}(?: (?P<zone>wib|wita|wit))?(?![\w:])") for form in _FORMS]


def range_of(text: str, read: Read) -> Span | None:
    """`3 Mei 2021 antara pukul 14 dan 16`, `dini hari sampai pagi 3 Mei 2021`: both ends in one day."""
    for form in _HOURS:
        found = list(form.finditer(text))
        if len(found) == 1 and found[0].groupdict().get("last_hour"):
            return _in_day(found, text, read)
        if len(found) == 2 and BETWEEN.fullmatch(f" {text[found[0].end() : found[1].start()].strip()} "):
            return _in_day(found, text, read)
    return None


def hours_of(text: str, read: Read) -> Span | None:
    """`dini hari 3 Mei 2021`, `3 Mei 2021 kira-kira pukul 14 WITA`."""
    for form in _HOURS:
        if match := form.search(text):
            return _in_day([match], text, read)
    return None


def _in_day(found: list[re.Match[str]], text: str, read: Read) -> Span:
    """The hours that were `found`, on the day that the rest of the text names, in the zone beside the last of them."""
    first, last = found[0], found[-1]
    rest = f"{text[: first.start()].rstrip(' ,')} {text[last.end() :].lstrip(' ,')}".strip(" ,")
    behind = ZONE.search(rest)
    zone = last["zone"] or (behind and behind[1])
    day = _there(read(rest[: behind.start()] if behind else rest), ZONES[zone] if zone else WIB)
    start, end = _bounds(first)[0], _bounds(last)[1]
    if first[0].startswith("malam") and text[first.end() :].lstrip().startswith(tuple(WEEKDAYS)):
        start = EVE
    midnight = day.end - timedelta(days=1)
    return between(day.start + timedelta(hours=start), midnight + timedelta(hours=end))


def _there(day: Span, zone: ZoneInfo) -> Span:
    """`day` as the calendar of `zone` has it. Raises ValueError for what is no whole days."""
    if any(local(edge).hour or local(edge).minute for edge in (day.start, day.end)):
        raise ValueError("an hour needs its day")
    start, end = (local(edge).replace(tzinfo=zone) for edge in (day.start, day.end))
    return Span(start, end, day.precision)


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    """From and up to, in hours from the day's beginning."""
    named = match.groupdict()
    if named.get("part"):
        start, end = next(hours for words, hours in PARTS.items() if re.fullmatch(words, named["part"]))
        wide = (end - start) / 2
    else:
        ends = [_hour(named, end) for end in ("first", "last") if named.get(f"{end}_hour")]
        start, end = ends[0][0], ends[-1][1]
        if end <= start:
            raise ValueError("the second hour lies before the first")
        wide = max((end - start) / 2, 0.5)
    loose = any(named.get(each) for each in ("about", "about_it", "first_loose", "last_loose"))
    return (start - wide, end + wide) if loose else (start, end)


def _hour(named: dict[str, str], end: str) -> tuple[float, float]:
    """One hour, or the minute that it names; `pukul 2 siang` is the fourteenth."""
    hour, minute = int(named[f"{end}_hour"]), named.get(f"{end}_minute")
    half = named.get(f"{end}_half") or (named.get("last_half") if end == "first" else None)
    if half and any(re.fullmatch(words, half) and hour in late for words, late in _LATE_HALF.items()):
        hour += 12
    elif hour == 12 and half and re.fullmatch(r"a\.?m\.?|dini ?hari|malam(?: hari)?", half):
        hour = 24 if half.startswith("malam") else 0
    if hour > 24 or (minute and int(minute) > 59):
        raise ValueError("no hour")
    start = hour + int(minute or 0) / 60
    return start, start + (1 / 60 if minute else 1)

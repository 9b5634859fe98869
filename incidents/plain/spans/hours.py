"""Parts of a day and hours without their minutes: `dini hari 3 Mei 2021`, `3 Mei 2021 kira-kira pukul 14 WITA`, `pukul 2 siang`."""

import re
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..clocks import WIB, local
from ..not_none import not_none
from .approximate import AROUND, Read, between, loosened, somewhere
from .exact import BETWEEN, NAMED_MONTH, WEEKDAY, ZONE, ZONES, weekday_of
from .span import Span


class Part(NamedTuple):
    """A part of a day, or a half: its words; `hours` from the day's beginning, as wide as people use them (a night may last into
    the next day), None for what stands beside an hour alone; which hours beside it are those after noon; what 12 is there, of
    midnight and the night that before the day as well as that after it; which hours, of a night, are of its own small hours or
    of those of the day after: "pukul 1 malam 3 Mei" does not say which."""

    words: str
    hours: tuple[float, float] | None
    late: range = range(0)
    twelve: tuple[int, ...] = (12,)
    either: range = range(0)


BOTH_MIDNIGHTS, NIGHT = (0, 24), range(1, 6)
DAY_PARTS = (
    Part(r"tengah malam|(?:at )?midnight", (-1, 25), range(10, 12), BOTH_MIDNIGHTS, NIGHT),
    Part(r"larut malam|late at night|late night", (21, 30), range(6, 12), BOTH_MIDNIGHTS, NIGHT),
    Part(r"dini ?hari|early morning|early hours|small hours|pre-?dawn", (0, 5), twelve=(0,)),
    Part(r"subuh|fajar|dawn", (3, 6), twelve=(0,)),
    Part(r"pagi(?: hari)?", (4, 11), twelve=(0,)),
    Part(r"(?:mid-?|late )?morning", (4, 12), twelve=(0,)),
    Part(r"tengah hari|(?:at )?(?:noon|midday)", (11, 13), range(1, 4)),
    Part(r"siang(?: hari)?", (10, 15), range(1, 7)),
    Part(r"(?:early |mid-?|late )?afternoon", (12, 18), range(1, 8)),
    Part(r"(?:sore|petang)(?: hari)?", (15, 19), range(1, 8)),
    Part(r"(?:early |late )?evening", (17, 24), range(1, 12), (24,)),
    Part(r"malam(?: hari)?", (18, 30), range(6, 12), BOTH_MIDNIGHTS, NIGHT),
    Part(r"(?:at )?night", (18, 30), range(6, 12), BOTH_MIDNIGHTS, NIGHT),
    Part(r"a\.?m\.?", None, twelve=(0,)),
    Part(r"p\.?m\.?", None, range(1, 12)),
)
LONGEST_PART = 13  # hours: what may lie farther apart is one instant of which nobody knows which night it was
EVE = re.compile(r"(?<!larut )(?<!tengah )malam$")
_PART = "|".join(f"(?:{part.words})" for part in DAY_PARTS if part.hours)
_HALF = "|".join(f"(?:{part.words})" for part in DAY_PARTS)
_MINUTES = r"(?:[.:](?P<{0}_minute>\d{{2}}))"
_LEAD = r"(?:pukul|jam|pkl?\.?|at) ?"
_ABOUT = rf"{AROUND} ?"
_TO = r" ?(?:sampai(?: dengan)?|hingga|s\.? ?[/.]? ?d\.?|dan|and|to|-|\u2013|\u2014) ?"


def _clock(name: str, *, half: str = "?", minutes: str = "?") -> str:
    of = rf"(?P<{name}_hour>\d{{1,2}}){_MINUTES.format(name)}{minutes}(?P<{name}_loose> ?-?an\b)?"
    return of + rf"(?: ?(?P<{name}_half>{_HALF})(?![\w]))" + half


_FORMS = (
    rf"(?P<about>{_ABOUT})?(?:(?:antara|between|dari|from) )?{_LEAD}(?P<about_it>{_ABOUT})?{_clock('first')}(?:{_TO}(?:{_LEAD})?{_clock('last')}(?! {NAMED_MONTH}))?",
    rf"(?P<about>{_ABOUT})?{_clock('first', half='')}",
    rf"{_clock('first', half='?', minutes='')}(?:{_TO}{_clock('last', minutes='')})",
    rf"(?P<about>{_ABOUT})?(?P<part>{_PART})",
)
_UP_TO = re.compile(r" (?:sampai|hingga|to|until)\b|s\.? ?[/.]? ?d\b")
_HOURS = [re.compile(rf"(?<![\w.:/-]){form}(?: (?P<zone>wib|wita|wit))?(?![\w:])") for form in _FORMS]


def range_of(text: str, read: Read) -> Span | None:
    """`3 Mei 2021 antara pukul 14 dan 16`, `dini hari sampai pagi 3 Mei 2021`: both ends in one day. What leads or trails,
    `sebelum 3 Mei 2021 08.00-10.00`, holds of the hours, not of the day; `mulai pukul 8 sampai 10` leads to no more than they say."""
    if named := loosened(text):
        inner = range_of(named.rest, read)
        return named.loosen(inner) if inner and not (named.is_since and _UP_TO.search(named.rest)) else inner
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
    rest, start, end = rest[: behind.start()] if behind else rest, _bounds(first)[0], _bounds(last)[1]
    named, weekday = rest, WEEKDAY.match(text[first.end() :].lstrip())
    if EVE.search(first[0]) and weekday:
        # "Malam Jumat" is the evening before Friday: with the date of that evening, or with Friday's, and of that perhaps its own.
        named = rest.replace(weekday[0], "", 1)
        if not _is_eve(read(named), weekday):
            named, start = rest, start - 24
    day = _there(read(named), ZONES[zone] if zone else WIB)
    midnight = day.end - timedelta(days=1)
    found_in = between(day.start + timedelta(hours=start), midnight + timedelta(hours=end))
    return somewhere(found_in) if len(found) == 1 and end - start > LONGEST_PART else found_in


def _is_eve(day: Span, weekday: re.Match[str]) -> bool:
    """Whether the day after is the weekday that was named."""
    return (local(day.start).weekday() + 1) % 7 == weekday_of(weekday["weekday"])


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
        start, end = not_none(_part(named["part"]).hours)
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
    typed, minute = int(named[f"{end}_hour"]), named.get(f"{end}_minute")
    half = named.get(f"{end}_half") or (named.get("last_half") if end == "first" else None)
    hours: tuple[int, ...] = (typed,)
    if half:
        part = _part(half)
        if typed == 12:
            hours = part.twelve
        elif typed in part.late:
            hours = (typed + 12,)
        elif typed in part.either:
            hours = (typed, typed + 24)
    if typed > 24 or (minute and int(minute) > 59):
        raise ValueError("no hour")
    beyond = int(minute or 0) / 60
    return min(hours) + beyond, max(hours) + beyond + (1 / 60 if minute else 1)


def _part(words: str) -> Part:
    return next(part for part in DAY_PARTS if re.fullmatch(part.words, words))

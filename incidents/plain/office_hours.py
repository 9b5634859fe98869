"""When an office is open, as people write it, and how much of a period that leaves. Pure. It moves no clock: hours run through
nights and weekends; who drafts a letter is told what its addressee will find when they come in."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from . import clocks
from .clocks import ZONE_NAMES
from .dates import DAYS

Stretch = tuple[datetime, datetime]
DAY = 24 * 60  # minutes
_ZONES = {name.casefold(): key for key, name in ZONE_NAMES.items()}
_WEEKDAYS = {name.casefold(): n for names in DAYS.values() for n, name in enumerate(names)}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | {"'": None, "\u2019": None})
_TO = r"-|s\.?d\.?|sampai|hingga|until|to"
_HOUR = r"(\d{1,2})(?:[.:](\d{2}))?"
_TOKEN = re.compile(
    rf"""(?P<hours>{_HOUR}\s*(?:{_TO})\s*{_HOUR}) | (?P<always>24\s*(?:jam|hours)) | (?P<every>(?:setiap|tiap|every)\s+(?:hari|day))
    | (?P<zone>wib|wita|wit)\b | (?P<shut>libur|tutup|closed)\b | (?P<to>-|(?:{_TO})(?![a-z])) | (?P<aside>pukul|pkl\.?|jam|hari|dan|and|[,;:&/()\s.]+)
    | (?P<day>[a-z]+)""",
    re.X,
)


@dataclass(frozen=True)
class Hours:
    """The stretches of each weekday (0 is Monday) in which somebody is there, in minutes of its day; the zone that was named."""

    of_day: Mapping[int, tuple[tuple[int, int], ...]]
    zone: str | None = None


def read(text: str) -> Hours:
    """ "Senin–Kamis 07.30–16.00, Jumat 07.30–16.30 WIB" as Hours. Raises ValueError where a word is none of these, a stretch ends
    before it begins, what is shut is no day, or nothing says when anybody is there."""
    rest = text.casefold().translate(_DASHES).strip()
    of_day: dict[int, list[tuple[int, int]]] = {}
    days: list[int] = []
    shut: set[int] = set()
    zone, through, used = None, False, False
    while rest:
        token = _TOKEN.match(rest)
        if token is None:
            raise ValueError(rest)
        rest, kind = rest[token.end() :], token.lastgroup
        if kind in ("day", "every"):
            days, used = ([] if used else days), False
            days += range(7) if kind == "every" else _named(token[0], days[-1] if through and days else None)
            through = False
        elif kind in ("hours", "always"):
            begins, ends = (0, DAY) if kind == "always" else _stretch(token)
            if shut.intersection(days):
                raise ValueError(text)
            for day in days or range(7):
                of_day.setdefault(day, []).append((begins, ends))
            used = True
        elif kind == "shut":
            if used or not days:  # a pause, or days that come after the word: it would be read the other way round
                raise ValueError(text)
            shut |= set(days)
            used = True
        elif kind == "to":
            through = True
        elif kind == "zone":
            zone = _ZONES[token[0]]
    open_days = {day: _joined(stretches) for day, stretches in of_day.items() if day not in shut}
    if not open_days or not used:
        raise ValueError(text)
    return Hours(open_days, zone)


def _named(word: str, since: int | None) -> list[int]:
    """The weekdays that `word` names, from the one after `since` on where it ends a row of days."""
    found = [n for name, n in _WEEKDAYS.items() if name == word or (len(word) == 3 and name.startswith(word))]
    if not found:
        raise ValueError(word)
    if since is None:
        return found[:1]
    return [(since + n) % 7 for n in range(1, (found[0] - since) % 7 + 1)]


def _stretch(token: re.Match[str]) -> tuple[int, int]:
    hours = [int(part or 0) for part in token.groups()[1:5]]
    begins, ends = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if not (begins < ends <= DAY and hours[1] < 60 and hours[3] < 60):
        raise ValueError(token[0])
    return begins, ends


def _joined(stretches: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, and those that meet as one."""
    found: list[tuple[int, int]] = []
    for begins, ends in sorted(stretches):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return tuple(found)


def opened(hours: Hours, start: datetime, end: datetime, zone: str, is_off: Callable[[date], bool]) -> list[Stretch]:
    """The stretches of [start, end) in which the office is open, in its zone; on a day off it is not."""
    there = ZoneInfo(hours.zone or zone)
    day, last = clocks.day(start, there), clocks.day(end, there)
    found = []
    while day <= last:
        for begins, ends in () if is_off(day) else hours.of_day.get(day.weekday(), ()):
            midnight = datetime.combine(day, time(), there)
            one = max(start, midnight + timedelta(minutes=begins)), min(end, midnight + timedelta(minutes=ends))
            if one[0] < one[1]:
                found.append(one)
        day += timedelta(days=1)
    return found


def closed(open_in: list[Stretch], start: datetime, end: datetime) -> list[Stretch]:
    """What of [start, end) lies between the stretches of opened()."""
    edges = [start, *(edge for one in open_in for edge in one), end]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(begins, ends) for begins, ends in pairs if begins < ends]

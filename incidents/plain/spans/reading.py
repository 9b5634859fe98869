"""The one reader of what people type for a moment of the world."""

import re
from dataclasses import replace
from datetime import datetime

from . import approximate, exact, hours, parts
from .span import ABOUT, LONGEST, MINUTE, OutOfReach, Span, WrongWeekday

MOST = 2 * LONGEST  # signs: two moments with their weekdays and hours

_ORDINAL = re.compile(  # 3rd of May 2021; May 3rd, 2021
    rf"\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)(?: of)?(?= {exact.NAMED_MONTH})"
    rf"|(?P<before>\b{exact.NAMED_MONTH} )(?P<behind>\d{{1,2}})(?:st|nd|rd|th)\b"
)
_ELSEWHERE = re.compile(r"\b(?:wita|wit)\b")
_FULL_HOUR = re.compile(r"(\b(?:pukul|jam|pkl?\.?) ?\d{1,2})(?=(?: wi(?:b|ta|t))?$)")


class Unsaid(ValueError):
    """It can be understood but for the year, or the day and the year, which nobody may fill in by guessing."""


def parse(text: str) -> Span:
    """`27 November 2023 22.10`, `27-11-2023`, `November 2023`, `2023`, two of them with `s.d.` between; or as people tell what
    they know about: `awal 2021`, `sekitar 3 Mei 2021`, `dini hari 3 Mei 2021 WITA`, `sebelum Juni 2021` (see `approximate`).

    What the first of two leaves out it has from the second: `20 s.d. 28 November 2023`. An hour is in WIB unless it says WITA or
    WIT, and stays as it was typed then. Two figures of a year are of this century; from 90 on, of the last; in words they stay as they were typed. Raises
    ValueError when it cannot be read, when the day does not exist or when the second lies before the first; of its kinds,
    OutOfReach when the year lies outside 1990 to 2100, WrongWeekday when a weekday stands beside a date that is another, Unsaid
    when only the year or the day is missing.
    """
    typed = re.sub(r"\s+", " ", text.strip())
    folded = _folded(text)
    whole = approximate.in_full(folded)
    try:
        full = exact.without_weekdays(whole, _read)
        found = _read(full)
    except (WrongWeekday, OutOfReach):
        raise
    except ValueError:
        if _reads(f"{whole} 2000") or _reads(f"{whole} 1 januari 2000"):
            raise Unsaid(folded) from None
        raise
    if found.precision == ABOUT or whole != folded:
        return Span(found.start, found.end, ABOUT, typed)
    return replace(found, words=typed) if found.precision == MINUTE and _ELSEWHERE.search(folded) else found


def instant(text: str) -> datetime:
    """The one instant that `text` names, in the same spellings: to the minute, or to the second that was typed; a full hour
    without its minutes (`pukul 7`). In WIB. Raises ValueError, WrongWeekday, OutOfReach."""
    full = exact.without_weekdays(approximate.in_full(_folded(text)), _read)
    return exact.instant(_FULL_HOUR.sub(r"\1.00", full))


def exactly(text: str) -> Span:
    """What says itself how exactly it is known, a year cut short (`25 nov 26`) in full: no words are kept. Raises as parse()."""
    return exact.read(exact.without_weekdays(approximate.in_full(_folded(text)), _read))


def _folded(text: str) -> str:
    folded = re.sub(r"\s+", " ", text.strip().lower()).removesuffix(".")
    if len(folded) > MOST:
        raise ValueError("no moment is told in so many signs")  # to look for one in a megabyte would take seconds
    folded = _ORDINAL.sub(lambda day: (day["before"] or "") + (day["first"] or day["behind"]), folded)
    folded = exact.MONTH_IN_FRONT.sub(r"\g<days> \g<month> \g<year>", re.sub(r"^up to ", "until ", folded))
    hour_first = exact.HOUR_IN_FRONT.fullmatch(folded)
    return f"{hour_first['day']} {hour_first['hour']}" if hour_first else folded


def _read(text: str) -> Span:
    """As exactly as it says, else as far as its words bound it: the hour first, then from one to another, then each alone."""
    try:
        return exact.read(text)
    except (WrongWeekday, OutOfReach):
        raise
    except ValueError:
        plain = approximate.bare(text)
        if plain != text:
            return _read(plain)
        for ways in (
            hours.range_of,
            approximate.led_range,
            _from_to,
            approximate.led,
            hours.hours_of,
            parts.part_of,
        ):
            if found := ways(text, _read):
                return found
        raise


def _from_to(text: str, read: approximate.Read) -> Span | None:
    """From the beginning of one to the end of another, where one of the two is known in words only or less exactly. A zone that
    one of them names is that of both."""
    both = approximate.ends(exact.spaced(text))
    if both is None:
        return None
    head, tail = exact.in_one_zone(*both)
    last = read(tail)
    try:
        first = read(head)
    except (WrongWeekday, OutOfReach):
        raise
    except ValueError:
        first = read(approximate.part_completed(head, tail) or exact.completed(head, tail))
    if last.start < first.start:
        first = exact.year_before(head, last, read) or first
    if last.start < first.start or last.end < first.end:
        raise ValueError("the second instant lies before the first")
    return Span(first.start, last.end, ABOUT)


def _reads(text: str) -> bool:
    try:
        _read(text)
    except ValueError:
        return False
    return True

"""How long something lasted, was left or came late, in words that a person can count. Pure. The one place that says from when on hours
are told as days, and days as years."""

from datetime import datetime, timedelta
from typing import NamedTuple

from .clocks import local

DAYS_APART = timedelta(days=4)  # from so long on a length is no number of hours any more that anybody reads
AT_A_GLANCE = timedelta(days=10)  # … and no minutes are looked for in a clock
YEARS_APART = 2  # … and so many years are no number of days
WORDS = {  # of one and of more
    "id": {
        "year": ("tahun", "tahun"),
        "day": ("hari", "hari"),
        "h": ("jam", "jam"),
        "min": ("menit", "menit"),
        "s": ("detik", "detik"),
    },
    "en": {"year": ("year", "years"), "day": ("day", "days"), "h": ("h", "h"), "min": ("min", "min"), "s": ("s", "s")},
}


class Parts(NamedTuple):
    years: int
    days: int
    hours: int
    minutes: int
    seconds: int


def parts(length: timedelta, since: datetime | None = None) -> Parts:
    """`length` in its parts. Years are those of the calendar from `since` on, from two on; without it all of them are days."""
    years, rest = _years(length, since) if since else (0, length)
    seconds = int(rest.total_seconds()) - rest.days * 86400
    return Parts(years, rest.days, seconds // 3600, seconds // 60 % 60, seconds % 60)


def _years(length: timedelta, since: datetime) -> tuple[int, timedelta]:
    begins = local(since)
    ends = begins + length
    for years in range(ends.year - begins.year, YEARS_APART - 1, -1):
        if (day := _years_after(begins, years)) <= ends:
            return years, ends - day
    return 0, length


def _years_after(begins: datetime, years: int) -> datetime:
    """The same day so many years on; of the last of February the first of March where there is none."""
    try:
        return begins.replace(year=begins.year + years)
    except ValueError:
        return begins.replace(year=begins.year + years, month=3, day=1)


def days_in_words(days: int, language: str, since: datetime) -> str:
    """3 hari; 5 tahun 34 hari: so many days of the calendar after `since`."""
    years, rest, *_hours = parts(timedelta(days=days), since)
    return _told([years, rest], ["year", "day"], language)


def in_words(length: timedelta, language: str, since: datetime | None = None) -> str:
    """7 jam 0 menit 59 detik; 5 hari 2 detik; 5 tahun 34 hari 15 jam 4 menit 3 detik after `since`: exact to the second, so that one
    second late is never said to be none."""
    years, days, *hours = parts(length, since)
    if length < DAYS_APART:
        days, hours[0] = 0, days * 24 + hours[0]
    told = _told([years, days], ["year", "day"], language) if years or days else ""
    return f"{told} {_told(hours, ['h', 'min', 's'], language)}".strip()


def _told(found: list[int], units: list[str], language: str) -> str:
    """Without what comes first and is none: 0 jam 7 menit are 7 menit."""
    while len(found) > 1 and not found[0]:
        found, units = found[1:], units[1:]
    words = [WORDS[language][unit][number != 1] for number, unit in zip(found, units, strict=True)]
    return " ".join(f"{number} {word}" for number, word in zip(found, words, strict=True))

"""What people write of a moment that they know about: around, early, late, before, after, a quarter, a week. The earliest and the
latest that the words allow, by the rules below; the words themselves are kept beside them (decision 0040).

`around` what is named: half its length more on each side, at least a day for days and half an hour for hours. `early`, `mid` and
`late`: its first, middle and last third, a year by months, a month by days 10 and 20. The n-th week of a month: its n-th seven days. `before`
and `after` leave one side open.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ..clocks import day, local
from . import exact
from .exact import BETWEEN, NAMED_MONTH, ZONE, ZONES, with_century
from .span import ABOUT, BEGINNING, DAY, END, MONTH, OPEN, YEAR, Span, WrongWeekday, floor, following


class Somewhere(Span):
    """One instant or day that lies somewhere within, not a time that lasts: what came after it may have come any time after the
    earliest."""


class SomeWeek(Somewhere):
    """Seven days, one week of those that begin from its start on and end by its end."""


Read = Callable[[str], Span]
A_DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)
SHORTEST_CUT = timedelta(days=5)  # of what has an early, a middle and a late part: shorter is an hour's matter

AROUND = (
    r"(?:some ?time (?:around )?|sekitar|seputar|kira-?kira|kira2|kurang lebih|lebih kurang|circa|ca\.?|c\.|around|about|approximately|approx\.?"
    r"|roughly|diperkirakan|perkiraan|estimasi|\u00b1|~|\+/-)"
)
_NOISE = re.compile(  # "per 3 Mei" is how it stood that day
    r"(?<![\w-])(?<!pekan )(?<!week )(?<!week \d )(?:pada|per|as (?:of|at)|(?:ber|ter)tanggal|dated|di|dalam|within|tanggal|tgl"
    r"|bulan(?! (?:pertama|terakhir)\b)|tahun|thn|the|(?<!all )of|on|in|during|(?<!first )(?<!last )month|year)\.?(?= |$)"
)
_OR = re.compile(r" (?:atau|or|dan|and|&) (?!sesudah|setelah|sebelum|lebih|earlier|later|before|after)")
# `Mei/Juni 2021`, `3/4 Mei 2021`, `2020/2021`: one or the other.
_SLASH = re.compile(
    rf"(\b{NAMED_MONTH}(?: \d{{4}})?) ?/ ?(?=[a-z]|\d{{1,2}} [a-z])"
    rf"|^(\d{{1,2}}) ?/ ?(?=\d{{1,2}} {NAMED_MONTH})|\b(\d{{4}}) ?/ ?(?=\d{{4}}$)"
)
_CUTS = re.compile(
    r"\b(?:awal|akhir|pertengahan|tengah|medio|penghujung|early|mid|late|pertama|terakhir|first|last|ke-?\d|minggu|pekan|week)"
)
_CUT_YEAR = re.compile(
    rf"['\u2018\u2019](?P<alone>\d{{2}})\b|(?<=\d )(?P<month>{NAMED_MONTH}) (?P<behind>\d{{2}})(?=$|[ ,])(?! {NAMED_MONTH})"
)
_FIRSTS = ("pertama|first|1st", "kedua|second|2nd", "ketiga|third|3rd", "keempat|fourth|4th", "kelima|fifth|5th")
_NUMBERS = {word: n for n, words in enumerate(_FIRSTS, start=1) for word in words.split("|")}
_NUMBERS |= {word: n for n, word in enumerate(("i", "ii", "iii", "iv", "v"), start=1)}
_NUMBERS |= {str(n): n for n in range(1, 6)}
_LAST = "terakhir|last"
_THIRD = "(?:awal|early|beginning|start|pertengahan|tengah|medio|middle|mid|akhir|penghujung|ultimo|late|end)"
_NTH = rf"(?:ke-?)?(?P<nth>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|{_LAST})"


def in_full(text: str) -> str:
    """`awal '21` and `3 Mei 21` with the century that is meant."""

    def full(cut: re.Match[str]) -> str:
        year = str(with_century(cut["alone"] or cut["behind"]))
        return f"{cut['month']} {year}" if cut["month"] else year

    return _CUT_YEAR.sub(full, text)


def bare(text: str) -> str:
    """Without the words that only lead to what is named (`pada bulan`, `in the year`), without brackets."""
    text = re.sub(r"[()]", " ", text)
    return re.sub(r"\s+", " ", _NOISE.sub("", text)).strip(" ,")


def _joined(text: str) -> str:
    """What is one or the other, as from one to the other; not where only the first is a part: `awal Mei/Juni 2021`."""
    parts = _SLASH.sub(lambda either: f"{next(filter(None, either.groups()))} - ", text)
    if parts != text and bool(_CUTS.search(parts.partition(" - ")[0])) != bool(_CUTS.search(parts.partition(" - ")[2])):
        return text
    return _OR.sub(" - ", parts)


def part_completed(head: str, tail: str) -> str:
    """`awal` before `pertengahan Mei 2021`: of what the second is a part. What names its own whole is not completed so: ""."""
    whole = re.fullmatch(rf"{_THIRD}[ -]+(?P<rest>.+)", tail)
    return f"{head} {whole['rest']}" if whole and re.search(rf"(?:^| ){_THIRD}$", head) else ""


def ends(text: str) -> tuple[str, str] | None:
    """The two ends of `antara Maret dan Juni 2021`, `Maret atau April 2021`, `awal Maret s.d. akhir Mei 2021`; None without two."""
    text = re.sub(rf"\b({_THIRD}) ?- ?(?={_THIRD}\b)", r"\1 - ", text)
    between = re.fullmatch(
        r"(?:antara|between) (.+?) (?:dan|and|sampai|hingga|to|-) (.+)"
        r"|(?:sejak|mulai|dari|since|from|starting) (.+?) (?:s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|until|to|-) (.+)",
        text,
    )
    parts = [part for part in between.groups() if part] if between else BETWEEN.split(_joined(text))
    return (parts[0], parts[1]) if len(parts) == 2 and all(parts) else None


def between(start: datetime, end: datetime) -> Span:
    """What lies from one to the other, in WIB, as far as the record reaches."""
    start, end = max(local(start), BEGINNING), min(local(end), END)
    if end <= start:
        raise ValueError("nothing is left of it within reach")
    return Span(start, end, ABOUT)


def somewhere(span: Span) -> Span:
    return Somewhere(span.start, span.end, span.precision)


def _around(core: Span) -> Span:
    return somewhere(_widened(core))


def _after(core: Span) -> Span:
    return between(core.start if isinstance(core, Somewhere) else core.end, END)


def _before(core: Span) -> Span:
    return between(OPEN, core.end if isinstance(core, Somewhere) else core.start)


def _widened(core: Span) -> Span:
    least = HALF_AN_HOUR if core.end - core.start < A_DAY else A_DAY
    if core.precision == YEAR and not core.is_range:
        return between(core.start.replace(year=core.start.year - 1, month=7), core.end.replace(month=7))
    wide = max((core.end - core.start) / 2, least)
    if wide >= A_DAY:
        wide = timedelta(days=wide.days)
    return between(core.start - wide, core.end + wide)


def _nearing(core: Span) -> Span:
    return between(_widened(core).start, core.end)


def _since(core: Span) -> Span:
    return between(core.start, END)


# In front of what is named, or behind it.
_LEADS: tuple[tuple[str, Callable[[Span], Span]], ...] = (
    (rf"{AROUND} ?", _around),
    (r"(?:tidak sebelum|paling (?:cepat|awal)|terhitung(?: sejak| mulai)?|tmt\.?|effective|sejak|mulai|since|from|starting|not before|no earlier than) ", _since),
    (r"(?:tidak lama |tak lama |segera |shortly |soon )?(?:sesudah|setelah|pasca|after) ?", _after),
    (r"(?:sepanjang|selama|throughout|all (?:of|through)) ", lambda core: between(core.start, core.end)),
    (r"(?:menjelang|jelang|towards?) ", _nearing),
    (r"(?:tidak lama |tak lama |shortly |just )?(?:sebelum|before|prior to) ", _before),
    (r"(?:paling lambat|selambat(?:-lambat)?nya|hingga|sampai(?: dengan)?|until|by|no later than|not after) ", lambda core: between(OPEN, core.end)),
)  # fmt: skip
_TRAILS: tuple[tuple[str, Callable[[Span], Span]], ...] = (
    (r"(?:(?: | ?,) ?(?:perkiraan|kira-?kira|kurang lebih|estimasi|estimated|approx\.?|approximately)| ?\?)", _around),
    (r" (?:atau sebelumnya|atau lebih awal|or earlier|or before|at the latest)", lambda core: between(OPEN, core.end)),
    (r" (?:atau (?:sesudah|setelah)nya|atau lebih lambat|or later|or after|at the earliest)", lambda core: between(core.start, END)),
)  # fmt: skip


def led_range(text: str, read: Read) -> Span | None:
    """`sekitar Mei-Juni 2021`, `3-5 Mei 2021 perkiraan`: what leads or trails holds of both, where both say themselves how
    exactly they are known."""
    named = loosened(text)
    if named is None:
        return None
    zone = ZONE.search(named.rest)
    try:
        core = exact.read(exact.spaced(_joined(named.rest[: zone.start()] if zone else named.rest)))
    except ValueError:
        return None
    if not core.is_range or not (named.behind or named.loosen in (_around, _after, _before)):
        return None
    return named.loosen(_in_zone(core, ZONES[zone[1]]) if zone else core)


def _in_zone(core: Span, zone: ZoneInfo) -> Span:
    """What was read as of WIB, as clocks and calendars of `zone` have it."""
    return between(*(local(end).replace(tzinfo=zone) for end in (core.start, core.end)))


class Loosened(NamedTuple):
    """What is named, `rest`, and what the words in front of it, or `behind` it, make of that."""

    rest: str
    loosen: Callable[[Span], Span]
    behind: bool

    @property
    def is_since(self) -> bool:
        return self.loosen is _since


def loosened(text: str) -> Loosened | None:
    """`sekitar …`, `sebelum …`, `… atau sesudahnya`; None for what says itself how exactly it is known."""
    for lead, loosen in _LEADS:
        if match := re.match(lead, text):
            return Loosened(text[match.end() :].lstrip(" ,"), loosen, behind=False)
    for trail, loosen in _TRAILS:
        if match := re.search(f"{trail}$", text):
            return Loosened(text[: match.start()].rstrip(" ,"), loosen, behind=True)
    return None


def led(text: str, read: Read) -> Span | None:
    """`sekitar …`, `sebelum …`, `… atau sesudahnya`, `2021an`."""
    if about := re.fullmatch(r"(\d{3}[1-9]) ?-?an", text):
        return _around(read(about[1]))
    named = loosened(text)
    return named.loosen(read(named.rest)) if named else None


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
    n = parts if re.fullmatch(_LAST, named) else _NUMBERS[named]
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
    if re.fullmatch(_LAST, named):
        return between(core.end - 7 * A_DAY, core.end)
    start = core.start + 7 * (_NUMBERS[named] - 1) * A_DAY
    return between(start, min(start + 7 * A_DAY, core.end))


def _stretch(core: Span, named: str) -> Span:
    """The first or last days, weeks or months of a longer time: `dua minggu terakhir`, `first three months`."""
    count = next((n for word, n in _COUNTS.items() if re.search(rf"(?:^|\b){word}\b", named)), 1)
    days = next((n for unit, n in _DAYS_OF.items() if re.search(unit, named)), 0)
    last = bool(re.search(rf"\b(?:{_LAST})\b", named))
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


_QUARTER = r"(?:triwulan|kuartal|kwartal|quarter|tw\.?)"
_HALF = r"(?:paruh|semester|smt\.?|half)"
_WEEK = r"(?:(?:se)?(?:minggu|pekan)|week)"
SATURDAY, SUNDAY = 5, 6
_IN_WORDS = "dua two,tiga three,empat four,lima five,enam six,tujuh seven,delapan eight,sembilan nine,sepuluh ten"
_COUNTS = {word: n for n, words in enumerate(_IN_WORDS.split(","), start=2) for word in words.split()}
_COUNTS |= {str(n): n for n in range(1, 12)}
_DAYS_OF = {r"hari|days?\b": 1, r"minggu|pekan|weeks?\b": 7}
_COUNTED = rf"(?:(?:{'|'.join(sorted(_COUNTS, key=len, reverse=True))}) )?"
_PARTS: tuple[tuple[str, Callable[[Span, str], Span]], ...] = (
    (rf"{_QUARTER}[ -]?{_NTH}[ /,]+(?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (rf"{_NTH} {_QUARTER} (?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (r"q(?P<nth>[1-4])[ /,-]*(?P<rest>.+)", lambda core, n: _nth_part(core, 4, n)),
    (r"(?P<rest>.+?)[ /,-]*q(?P<nth>[1-4])", lambda core, n: _nth_part(core, 4, n)),
    (rf"{_HALF}[ -]?{_NTH}[ /,]+(?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (rf"{_NTH} {_HALF} (?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (r"h(?P<nth>[12])[ /,-]*(?P<rest>.+)", lambda core, n: _nth_part(core, 2, n)),
    (rf"(?:pekan|week) (?P<nth>[1-5]) (?P<rest>{NAMED_MONTH} \d{{4}})", _either_week),
    (rf"{_WEEK}[ -]?{_NTH}[ ,]+(?P<rest>.+)", _nth_week),
    (rf"{_NTH} {_WEEK} (?P<rest>.+)", _nth_week),
    (r"(?:pekan|week) (?P<nth>tanggal|tgl\.?|of) (?P<rest>.+)", _week_of),
    (rf"(?P<rest>.+?)[ ,]+{_WEEK}[ -]?{_NTH}", _nth_week),
    (rf"(?P<rest>.+?)[ ,]+{_NTH} {_WEEK}", _nth_week),
    (rf"(?P<nth>{_COUNTED}(?:se)?(?:hari|minggu|pekan|bulan) (?:pertama|terakhir)) (?P<rest>.+)", _stretch),
    (rf"(?P<nth>(?:first|last) {_COUNTED}(?:days?|weeks?|months?)) (?P<rest>.+)", _stretch),
    (r"(?P<nth>akhir (?:pekan|minggu)|weekend) (?P<rest>.+)", _weekend),
    (r"(?P<nth>awal|early|beginning|start)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 1)),
    (r"(?P<nth>pertengahan|tengah|medio|middle|mid)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 2)),
    (r"(?P<nth>akhir|penghujung|ultimo|late|end)[ -]+(?P<rest>.+)", lambda core, _n: _third(core, 3)),
)


def part_of(text: str, read: Read) -> Span | None:
    """`awal 2021`, `akhir Maret 2023`, `triwulan II 2021`, `minggu pertama Mei 2021`, `2020-an`; a day of another zone."""
    if zone := ZONE.search(text):
        return _in_zone(read(text[: zone.start()]), ZONES[zone[1]])
    if decade := re.fullmatch(r"(\d{3}0) ?(?:-?an|s|'s)", text):
        first = read(decade[1])
        return between(first.start, first.start.replace(year=first.start.year + 10))
    for form, cut in _PARTS:
        if match := re.fullmatch(form, text):
            return cut(read(match["rest"]), match["nth"])
    return None

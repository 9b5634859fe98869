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

from ..clocks import local
from . import exact
from .exact import BETWEEN, NAMED_MONTH, ZONE, ZONES, with_century
from .span import ABOUT, BEGINNING, END, OPEN, YEAR, Span


class Somewhere(Span):
    """One instant or day that lies somewhere within, not a time that lasts: what came after it may have come any time after the
    earliest."""


class SomeWeek(Somewhere):
    """Seven days, one week of those that begin from its start on and end by its end."""


Read = Callable[[str], Span]
A_DAY, HALF_AN_HOUR = timedelta(days=1), timedelta(minutes=30)

AROUND = (
    r"(?:some ?time (?:around )?|sekitar|seputar|kira-?kira|kira2|kurang lebih|lebih kurang|circa|ca\.?(?![a-z])|c\.|around|about|approximately|approx\.?"
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
NUMBERS = {word: n for n, words in enumerate(_FIRSTS, start=1) for word in words.split("|")}
NUMBERS |= {word: n for n, word in enumerate(("i", "ii", "iii", "iv", "v"), start=1)}
NUMBERS |= {str(n): n for n in range(1, 6)}
LAST = "terakhir|last"
_THIRD = "(?:awal|early|beginning|start|pertengahan|tengah|medio|middle|mid|akhir|penghujung|ultimo|late|end)"
NTH = rf"(?:ke-?)?(?P<nth>{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|{LAST})"


def in_full(text: str) -> str:
    """`awal '21` and `3 Mei 21` with the century that is meant; `triwulan I dan II 2021` with what the second is as well."""

    def full(cut: re.Match[str]) -> str:
        year = str(with_century(cut["alone"] or cut["behind"]))
        return f"{cut['month']} {year}" if cut["month"] else year

    return _SECOND.sub(_named_twice, _CUT_YEAR.sub(full, text))


def _named_twice(both: re.Match[str]) -> str:
    kind, of, how = both["kind"], both["of"], both["how"].strip()
    first, second = (f"{kind}{'' if kind in 'qh' else ' '}{both[name]}{of}" for name in ("first", "second"))
    return f"{first} {'-' if how == '/' else how} {second}"


QUARTER = r"(?:triwulan|kuartal|kwartal|quarter|tw\.?)"
OF_YEAR = r"(?:caturwulan|cawu|catur wulan)"
HALF = r"(?:paruh|semester|smt\.?|half)"
WEEK = r"(?:(?:se)?(?:minggu|pekan)|week)"
# Two of a kind, the kind said once: from the first to the second of them.
_EITHER = rf"(?:ke-?)?(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_SECOND = re.compile(
    rf"\b(?P<kind>{QUARTER}|{OF_YEAR}|{HALF}|{WEEK}|[qh](?=\d))[ -]?(?P<first>{_EITHER})"
    rf"(?P<how> ?[-\u2013/] ?| (?:dan|and|&|atau|or|s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|to|until) )(?:(?P=kind)[ -]?)?(?P<second>{_EITHER})(?P<of>[ /,]+.+)"
)


_PART_OF_IT = rf"{_THIRD}|{QUARTER}|{OF_YEAR}|{HALF}|{WEEK}|q[1-4]|h[12]"


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
    text = re.sub(rf"(?<=[\w.])-(?=(?:{_PART_OF_IT})\b.*\d{{4}})", " - ", text)  # akhir Mei-awal Juni 2021
    if led := re.fullmatch(r"(antara|between) (.+)", text):
        text = f"{led[1]} {exact.spaced(led[2])}"
    between = re.fullmatch(
        r"(?:antara|between) (.+?) (?:dan|and|s\.? ?[/.]? ?d\.?|sampai(?: dengan)?|hingga|until|to|-) (.+)"
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
    (r"(?:tidak (?:sebelum|lebih (?:awal|cepat) (?:dari|daripada))|paling (?:cepat|awal)|terhitung(?: sejak| mulai)?|tmt\.?|effective"
     r"|sejak|mulai|since|from|starting|not before|not? earlier than|(?:at )?earliest|(?:or|atau) (?:after|sesudah|setelah)) ", _since),
    (r"(?:tidak lama |tak lama |segera |shortly |soon )?(?:sesudah|setelah|pasca|after) ?", _after),
    (r"(?:sepanjang|selama|throughout|all (?:of|through)) ", lambda core: between(core.start, core.end)),
    (r"(?:menjelang|jelang|towards?) ", _nearing),
    (r"(?:tidak lama |tak lama |shortly |just )?(?:sebelum|before|prior to) ", _before),
    (r"(?:tidak (?:setelah|sesudah|lewat(?: dari)?|melewati|lebih(?: lambat)? (?:dari|daripada))|paling (?:lambat|lama|akhir)"
     r"|(?:se)?lambat(?:-lambat)?nya|hingga|sampai(?: dengan)?|until|till|by|not? later than|not after|(?:at )?latest"
     r"|(?:or|atau) (?:before|sebelum)) ", lambda core: between(OPEN, core.end)),
)  # fmt: skip
_TRAILS: tuple[tuple[str, Callable[[Span], Span]], ...] = (
    (r"(?:(?: | ?,) ?(?:perkiraan|kira-?kira|kurang lebih|estimasi|estimated|approx\.?|approximately)| ?\?)", _around),
    (r" (?:atau sebelumnya|atau lebih awal|or earlier|or before|at (?:the )?latest|paling lambat|selambat-?lambatnya)", lambda core: between(OPEN, core.end)),
    (r" (?:atau (?:sesudah|setelah)nya|atau lebih lambat|or later|or after|at (?:the )?earliest|paling cepat)", lambda core: between(core.start, END)),
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
    return named.loosen(in_zone(core, ZONES[zone[1]]) if zone else core)


def in_zone(core: Span, zone: ZoneInfo) -> Span:
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

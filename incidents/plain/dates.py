"""Instants in words, Indonesian and English. UTC inside, WIB at the glass; an hour is written with a dot."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .clocks import WIB, ZONE_NAMES, apart, day, local, zone_name

DAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
AT = {"id": "pukul", "en": "at"}
HOURS = {"id": "jam", "en": "hours"}
UNTIL = {"id": "s.d.", "en": "to"}


def date_in_words(day: date, language: str) -> str:
    """28 November 2023"""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def hour_in_words(instant: datetime, zone: ZoneInfo = WIB, *, seconds: bool = False) -> str:
    """10.00 WIB; 10.00.00 WIB with `seconds`."""
    there = local(instant, zone)
    form = "%H.%M.%S" if seconds else "%H.%M"
    return f"{there:{form}} {_clock_of(there)}"


def _clock_of(there: datetime) -> str:
    """By which clock an hour is told: WITA; of a zone abroad its place and what it is from UTC then, as summer time has it: Dublin UTC+1."""
    zone = there.tzinfo
    if not isinstance(zone, ZoneInfo):
        return str(zone)
    return zone_name(zone.key) if zone.key in ZONE_NAMES else f"{zone_name(zone.key)} UTC{_signed(there.utcoffset())}"


def _signed(span: timedelta | None) -> str:
    """+7; -3.30; +0"""
    minutes = int((span or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours}" + (f".{rest:02}" if rest else "")


def beside_wib(zone: str | None, on: date, language: str) -> str:
    """How an hour in WIB on the day `on` is read in `zone`: WIB; WITA = WIB + 1 jam. WIB alone where that is the same."""
    span = apart(zone, on) if zone else timedelta()
    if not zone or not span:
        return "WIB"
    sign, far = _signed(span)[0], _signed(span)[1:]
    return f"WIB; {zone_name(zone)} = WIB {sign} {far} {HOURS[language]}"


def instant_in_words(instant: datetime, language: str, *, seconds: bool = False) -> str:
    """Jumat, 1 Desember 2023 pukul 10.00 WIB"""
    there = local(instant)
    day = f"{DAYS[language][there.weekday()]}, {date_in_words(there, language)}"
    return f"{day} {AT[language]} {hour_in_words(instant, seconds=seconds)}"


def instant_also_in(instant: datetime, language: str, *zones: str) -> str:
    """Jumat, 1 Desember 2023 pukul 10.00 WIB (12.00 WIT): in WIB, and beside it as it is in each of `zones` where that is another."""
    there = ", ".join(filter(None, (hour_elsewhere(instant, zone, language) for zone in zones if zone)))
    return instant_in_words(instant, language) + (f" ({there})" if there else "")


def hours_in_words(start: datetime, end: datetime | None = None, zone: ZoneInfo = WIB, *, language: str = "id") -> str:
    """10.00 s.d. 12.00 WIB; 10.00 WIB when there is no end; in another zone with its day, where that differs."""
    hours = hour_in_words(end or start, zone)
    hours = f"{local(start, zone):%H.%M} {UNTIL[language]} {hours}" if end else hours
    return _day_elsewhere(start, zone, language) + hours


def _day_elsewhere(instant: datetime, zone: ZoneInfo, language: str) -> str:
    """ "Jumat, 27 November, " where `zone` has another day than WIB, else "": an hour alone would be a day off."""
    there = local(instant, zone)
    if day(instant, zone) == day(instant):
        return ""
    return f"{DAYS[language][there.weekday()]}, {there.day} {MONTHS[language][there.month - 1]}, "


def instant_short(instant: datetime, language: str, *, seconds: bool = False) -> str:
    """Jum 1 Des 2023 10.00 WIB"""
    there = local(instant)
    day, month = DAYS[language][there.weekday()][:3], MONTHS[language][there.month - 1][:3]
    return f"{day} {there.day} {month} {there.year} {hour_in_words(instant, seconds=seconds)}"


def hour_elsewhere(instant: datetime, zone: str, language: str) -> str:
    """12.00 WIT for an agency outside WIB, with its day where that is another: Jumat, 27 November, 00.37 WITA. "" for an
    agency inside WIB. Shown beside the WIB hour."""
    there = ZoneInfo(zone)
    return "" if zone == WIB.key else _day_elsewhere(instant, there, language) + hour_in_words(instant, there)

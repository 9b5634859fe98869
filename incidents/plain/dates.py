"""Instants in words, Indonesian and English. UTC inside, WIB at the glass; an hour is written with a dot."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from .clocks import WIB, ZONE_NAMES, day, local, zone_name

DAYS = {
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}
MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
AT = {"id": "pukul", "en": "at"}
UNTIL = {"id": "s.d.", "en": "to"}


def date_in_words(day: date, language: str) -> str:
    """28 November 2023"""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def hour_in_words(instant: datetime, zone: ZoneInfo = WIB, *, seconds: bool = False) -> str:
    """10.00 WIB; 10.00.00 WIB with `seconds`."""
    there = local(instant, zone)
    form = "%H.%M.%S" if seconds else "%H.%M"
    return f"{there:{form}} {_name_of(there.tzinfo)}"


def _name_of(zone: tzinfo | None) -> str:
    return zone_name(zone.key) if isinstance(zone, ZoneInfo) and zone.key in ZONE_NAMES else str(zone)


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

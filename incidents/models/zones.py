"""In which time zone a body reads its dues: one of the three of Indonesia (Keppres 41/1987), or one of the IANA zones abroad."""

import functools
import zoneinfo

from ..plain import clocks

ZONES = list(clocks.ZONE_NAMES.items())
HOME = "Indonesia"
OF_NO_PLACE = ("Etc", "SystemV", "US", "posix", "right")
OURS_TOO = {"Asia/Pontianak", "Asia/Ujung_Pandang"}  # other names of WIB and WITA


@functools.cache
def zones_abroad() -> list[tuple[str, str]]:
    """The IANA zones of other countries, each by its place."""
    keys = sorted(zoneinfo.available_timezones() - clocks.ZONE_NAMES.keys() - OURS_TOO)
    return [(key, key.replace("_", " ")) for key in keys if "/" in key and not key.startswith(OF_NO_PLACE)]


def zone_choices() -> list[tuple[str, str]]:
    return [*ZONES, *zones_abroad()]


def is_abroad(country: str) -> bool:
    return country.strip().casefold() not in ("", HOME.casefold())


def zone_fits(country: str, zone: str) -> bool:
    """A body in Indonesia has one of its three zones; one abroad its own, or one of these while that is not known."""
    return zone in clocks.ZONE_NAMES or is_abroad(country)

"""Files that came in while the scanner for malware was away: scanned as soon as it is back, and then let out, or never."""

import logging
from datetime import timedelta

from cryptography.fernet import InvalidToken
from django.core.cache import cache
from django.utils import timezone

from .. import files
from ..files import scanning
from ..models import HeldFile, StoredFile
from ..plain.clocks import Instant
from . import complainant_sheets

logger = logging.getLogger(__name__)
AT_ONCE = 20  # files of one round, which may be large; the next round goes on
ENOUGH = timedelta(minutes=2)  # after which the round takes no other file: one may have kept it waiting
AGAIN = timedelta(hours=1)  # so long one that could not be scanned waits, and the others come first
ROUND, ROUND_TAKES = (
    "scanner:round",
    600,
)  # one at a time; seconds after which one that never ended stands in nobody's way
TRIED, REMEMBERED = "scanner:tried", 24 * 3600  # when each was tried last, so many seconds


def scan_again() -> bool:
    """Whether the scanner answered. What it finds nothing in is let out; one file of which it does not say holds up no other."""
    if not scanning.answers():
        return False
    if cache.add(ROUND, 1, ROUND_TAKES):
        try:
            return _round()
        finally:
            cache.delete(ROUND)
    return True


def _round() -> bool:
    tried: dict[int, Instant] = cache.get(TRIED, {})
    began = timezone.now()
    for held in _next(tried, began):
        # before it is tried: what breaks off the round with it is not the first of the next
        cache.set(TRIED, tried | {held.pk: began}, REMEMBERED)
        try:
            _scan(held)
        except (OSError, InvalidToken) as fault:
            if isinstance(fault, scanning.Away) and not isinstance(fault, scanning.CannotSay):
                cache.set(TRIED, tried, REMEMBERED)
                return False
            tried[held.pk] = began
            logger.error("held file %s could not be scanned: %s", held.path, type(fault).__name__)
        if timezone.now() - began > ENOUGH:
            break
    cache.set(TRIED, tried, REMEMBERED)
    return True


def _next(tried: dict[int, Instant], at: Instant) -> list[HeldFile]:
    """Those that nobody tried first, then those tried longest ago."""
    waiting = [each for each in HeldFile.objects.filter(malware="") if tried.get(each.pk, at - AGAIN) <= at - AGAIN]
    return sorted(waiting, key=lambda each: (each.pk in tried, tried.get(each.pk, at), each.pk))[:AT_ONCE]


def _scan(held: HeldFile) -> None:
    try:
        data = files.full_path(held.path).read_bytes()
    except FileNotFoundError:  # taken back meanwhile
        held.delete()
        return
    locked = StoredFile.objects.filter(path=held.path).exclude(locked_print="").exists()
    found = scanning.malware_in([complainant_sheets.unlock(data) if locked else data], patient=True)
    if not found:
        held.delete()
        return
    logger.error("kept file %s holds malware (%s) and is handed to nobody", held.path, found)
    held.malware = found
    held.save()

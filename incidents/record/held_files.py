"""Files that came in while the scanner for malware was away: scanned as soon as it is back, and then let out, or never."""

import logging

from .. import files
from ..files import scanning
from ..models import HeldFile, StoredFile
from . import complainant_sheets

logger = logging.getLogger(__name__)
AT_ONCE = 20  # files of one round, which may be large; the next round goes on
PROBE = (b"",)


def scan_again() -> bool:
    """Whether the scanner answered. What it finds nothing in is let out."""
    try:
        scanning.malware_in(PROBE, patient=True)
        for held in HeldFile.objects.filter(malware="").order_by("pk")[:AT_ONCE]:
            _scan(held)
    except scanning.Away:
        return False
    return True


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

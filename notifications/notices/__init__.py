"""What is told, to whom and when: the table, the reminders around a due, and why one that was planned is skipped."""

from .notice import Audience, CalendarEntry, Kind, Notice
from .reminders import DIGEST_AT, next_digest, time_notices, timed, upcoming
from .skipped import OVER, why_useless
from .table import BRINGING, BRINGING_RECEIPTS, BY_KIND, NOTICES, TO_WHOM_LETTERS_GO, after


def find(kind: str, after_due: int | None = None) -> Notice:
    """The notice of a message: its row of the table, or the reminder so many hours after the due. Who is told stands on
    the message itself."""
    return BY_KIND[kind] if after_due is None else timed(after_due)


__all__ = [
    "BRINGING",
    "BRINGING_RECEIPTS",
    "BY_KIND",
    "DIGEST_AT",
    "NOTICES",
    "OVER",
    "TO_WHOM_LETTERS_GO",
    "Audience",
    "CalendarEntry",
    "Kind",
    "Notice",
    "after",
    "find",
    "next_digest",
    "time_notices",
    "timed",
    "upcoming",
    "why_useless",
]

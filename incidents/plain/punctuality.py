"""Whether a reply came by the day a letter set, when both are known only as exactly as somebody wrote them down. Pure.

A due "24 November 2023" lasts to the end of that day; "24 November 2023 10.00" to that minute. What was received on "24
November 2023" came neither before nor after ten: nobody can say, and no figure says it either.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .clocks import day
from .spans import DAY, MINUTE, Span


class Standing(StrEnum):
    """What can be said of a letter's answer."""

    IN_TIME = "in_time"
    LATE = "late"
    UNTOLD = "untold"  # received too inexactly to be held against the due
    NO_DUE = "no_due"  # answered; the letter set no due, or none is on record
    SILENT = "silent"  # the due has passed, and no complete reply is on record
    RUNNING = "running"  # not answered in full, and not due yet


@dataclass(frozen=True)
class Judged:
    """`days` are calendar days late (0: later on the very day), None where it is not late or no day is known."""

    standing: Standing
    days: int | None = None


def judge(due: Span | None, received: Span | None, now: datetime) -> Judged:
    """How a letter stands: due as it was set, its first complete reply as it was received (None: none is on record)."""
    if received is None:
        return Judged(Standing.SILENT if due and due.end <= now else Standing.RUNNING)
    if due is None:
        return Judged(Standing.NO_DUE)
    if received.end <= due.end:
        return Judged(Standing.IN_TIME)
    if received.start < due.end:
        return Judged(Standing.UNTOLD)
    return Judged(Standing.LATE, _days(due, received))


def _days(due: Span, received: Span) -> int | None:
    if not {due.precision, received.precision} <= {DAY, MINUTE} or received.is_range:
        return None
    last = day(due.end - timedelta(minutes=1))
    return (day(received.start) - last).days

"""Whether a reply came by the day a letter set, when both are known only as exactly as somebody wrote them down. Pure.

A due "24 November 2023" lasts to the end of that day, "November 2023" to that of the month, "24 November 2023 pukul 10" and "10.00"
to that minute. What was received on "24 November 2023" came neither before nor after ten: nobody can say, and no figure says it
either. No more can anybody of what came between the earliest and the latest day that "sekitar 24 November 2023" allows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .clocks import day
from .spans import ABOUT, DAY, MINUTE, Span, as_exact, at_minute, is_open_before

HOUR = timedelta(hours=1)


class Standing(StrEnum):
    """What can be said of a letter's answer."""

    IN_TIME = "in_time"
    LATE = "late"
    UNTOLD = "untold"  # one of the two is too inexact to be held against the other
    NO_DUE = "no_due"  # answered; the letter set no due, or none is on record
    DECLINED = "declined"  # the body said that it does not answer, and has not answered in full since
    SILENT = "silent"  # the due has passed, and nothing of what was asked is answered on record
    RUNNING = "running"  # not answered in full, and not due yet


@dataclass(frozen=True)
class Judged:
    """`days` are calendar days late (0: later on the very day), None where it is not late or no day is known."""

    standing: Standing
    days: int | None = None


def judge(
    due: Span | None, received: Span | None, now: datetime, *, in_part: bool = False, declined: bool = False
) -> Judged:
    """How a letter stands: due as it was set, its first complete reply as it was received (None: none is on record). An answer
    `in_part` that is not complete by the due is late, no answer at all is silence: as of every letter. One `declined` is neither."""
    due = due and _as_set(due)
    if received is None and declined:
        return Judged(Standing.DECLINED)
    if received is None:
        if due is None or due.end > now:
            return Judged(Standing.RUNNING)
        return Judged(Standing.LATE if in_part else Standing.SILENT)
    if due is None:
        return Judged(Standing.NO_DUE)
    if received.end <= _surely_until(due):
        return Judged(Standing.IN_TIME)
    if received.start < due.end:
        return Judged(Standing.UNTOLD)
    return Judged(Standing.LATE, _days(due, received))


def _as_set(due: Span) -> Span:
    """A letter that sets "pukul 10" means ten o'clock, not the hour that begins with it."""
    return at_minute(due.start) if due.precision == ABOUT and due.end - due.start == HOUR else as_exact(due)


def _surely_until(due: Span) -> datetime:
    """Up to when a reply came in time whatever is meant: a due that is known only about may have been its earliest day."""
    return due.start if due.precision == ABOUT and not is_open_before(due) else due.end


def _days(due: Span, received: Span) -> int | None:
    """How many days, where one day is known of each."""
    came = day(received.start)
    if due.precision not in {DAY, MINUTE} or came != day(received.end - timedelta(microseconds=1)):
        return None
    return (came - day(due.end - timedelta(minutes=1))).days

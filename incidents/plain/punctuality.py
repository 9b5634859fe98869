"""Whether a reply came by the day a letter set, when both are known only as exactly as somebody wrote them down. Pure.

A due "24 November 2023" lasts to the end of that day, "November 2023" to that of the month, "24 November 2023 pukul 10" and "10.00"
to that minute. What was received on "24 November 2023" came neither before nor after ten: nobody can say, and no figure says it
either. No more can anybody of what came between the earliest and the latest day that "sekitar 24 November 2023" allows. The same holds of
whether more time was granted, or the letter taken back, before its due.
"""

from collections.abc import Callable, Sequence
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
    NOT_THEIRS = "not_theirs"  # the body said by the due that it is not the one to ask, and nothing of it is answered
    SILENT = "silent"  # the due has passed, and nothing of what was asked is answered on record
    RUNNING = "running"  # not answered in full, and not due yet
    EXTENDED = "extended"  # more time was granted before the due, and is kept or still runs
    WITHDRAWN = "withdrawn"  # before its due, and not answered in time


@dataclass(frozen=True)
class Judged:
    """`days` are calendar days late (0: later on the very day), None where it is not late or no day is known."""

    standing: Standing
    days: int | None = None


def judge(
    due: Span | None,
    received: Span | None,
    now: datetime,
    *,
    in_part: bool = False,
    declined: bool = False,
    more_time: Sequence[tuple[Span, Span | None]] = (),
    withdrawn: Span | None = None,
    disowned: Span | None = None,
) -> Judged:
    """How a letter stands: due as it was set, its first complete reply as it was received (None: none is on record). An answer
    `in_part` that is not complete by the due is late, no answer at all is silence: as of every letter. One `declined` is neither,
    nor one `disowned`: when its body's last word on whose it is said that another is to be asked, which may have come by the due.
    `more_time`: when some was granted, in order, and until when (None: not on record); it counts, as a withdrawal does, if it came before
    the due that it moves had passed."""
    due = due and _as_set(due)
    found = {
        _held(
            counts,
            received,
            now,
            more=counts != due,
            ended=ended,
            in_part=in_part,
            declined=declined,
            theirs=in_part or not _by(counts, disowned),
        )
        for counts in {_moved(due, more_time, all), _moved(due, more_time, any)}
        for ended in (_before(withdrawn, counts) if withdrawn else {False})
    }
    standings = {each.standing for each in found}
    if len(standings) > 1:
        return Judged(Standing.UNTOLD)
    return found.pop() if len(found) == 1 else Judged(standings.pop())


def _moved(
    due: Span | None, more_time: Sequence[tuple[Span, Span | None]], counts: Callable[[set[bool]], bool]
) -> Span | None:
    """The due that counts, if more time does of which `all` say that it was granted before the due had passed, or `any`."""
    for granted, until in more_time:
        if counts(_before(granted, due)):
            due = later_due(due, until and _as_set(until))
    return due


def later_due(due: Span | None, until: Span | None) -> Span | None:
    """The due `due` once more time was granted, `until` then: it never moves one earlier."""
    return due if due and until and until.end <= due.end else until


def _before(act: Span, due: Span | None) -> set[bool]:
    """Whether `act` came before the due had passed; both, where nobody can say."""
    if due is None or act.end <= _surely_until(due):
        return {True}
    return {False} if act.start >= due.end else {True, False}


def _by(due: Span | None, word: Span | None) -> bool:
    """Whether `word` may have come before the due had passed."""
    return word is not None and (due is None or word.start < due.end)


def _held(
    due: Span | None,
    received: Span | None,
    now: datetime,
    *,
    more: bool,
    ended: bool,
    in_part: bool,
    declined: bool,
    theirs: bool,
) -> Judged:
    """The same by the due that counts, `more` than the first one, of a letter that `ended` before it or did not."""
    if received is None and ended:
        return Judged(Standing.WITHDRAWN)
    if received is None and not theirs:
        return Judged(Standing.NOT_THEIRS)
    if received is None and declined:
        return Judged(Standing.DECLINED)
    if received is None and (due is None or due.end > now):
        return Judged(Standing.EXTENDED if due and more else Standing.RUNNING)
    if received is None:
        return Judged(Standing.LATE if in_part else Standing.SILENT)
    if due is None:
        return Judged(Standing.NO_DUE)
    if received.end <= _surely_until(due):
        return Judged(Standing.EXTENDED if more else Standing.IN_TIME)
    if received.start < due.end:
        return Judged(Standing.UNTOLD)
    return Judged(Standing.WITHDRAWN) if ended else Judged(Standing.LATE, _days(due, received))


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

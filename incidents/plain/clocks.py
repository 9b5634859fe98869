"""Time that decides: what is left, how late. Pure arithmetic on aware instants; `now` is always a parameter.

When a due is: see `periods`. Instants are shown in the zone of Keppres 41/1987 (WIB unless said otherwise).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from .not_none import not_none

Instant = datetime  # always aware, whatever its zone
WIB = ZoneInfo("Asia/Jakarta")
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}

DAY = timedelta(hours=24)
SOON = timedelta(hours=24)
CRITICAL = timedelta(hours=6)


class ClockState(StrEnum):
    """How a clock reads at an instant. Never stored."""

    WAITING = "tunggu"
    SAFE = "aman"
    SOON = "segera"
    CRITICAL = "kritis"
    OVERDUE = "lewat"
    IN_TIME = "tepat"
    LATE = "telat"


def lateness(due_at: datetime, answered_at: datetime) -> timedelta:
    """How long after `due_at`; zero up to and including the due second, one second at the next.

    Whole seconds are compared: an answer within the due second is in time.
    """
    _aware(due_at, answered_at)
    return max(timedelta(0), second(answered_at.astimezone(UTC)) - due_at.astimezone(UTC))


def passed(due_at: datetime, at: datetime) -> bool:
    """Whether `due_at` has passed at `at`: the one place that says when something is late, for the act and the page, the mail and
    the list alike (models.past_due asks it of rows)."""
    return lateness(due_at, at) > timedelta(0)


def second(instant: Instant) -> Instant:
    """The second of `instant`: what is finer decides nothing."""
    return instant.replace(microsecond=0)


@dataclass(frozen=True)
class Reading:
    """A clock read at `now`. `span` is what is left, what is over, or what was used, never negative."""

    state: ClockState
    started_at: datetime
    due_at: datetime
    now: datetime
    answered_at: datetime | None
    span: timedelta

    @property
    def running(self) -> bool:
        return self.answered_at is None

    @property
    def hours(self) -> int:
        return int(self.span.total_seconds()) // 3600

    @property
    def minutes(self) -> int:
        return int(self.span.total_seconds()) % 3600 // 60

    @property
    def seconds(self) -> int:
        return int(self.span.total_seconds()) % 60

    @property
    def began(self) -> datetime:
        """When the span began: with the due that has passed, with the start where it is what was used, else now."""
        if self.state == ClockState.IN_TIME:
            return self.started_at
        return self.due_at if self.state in (ClockState.OVERDUE, ClockState.LATE) else self.now

    @property
    def end(self) -> datetime:
        """The instant up to which time was used: the answer's, or now."""
        return self.answered_at or self.now


def read(
    *,
    started_at: datetime,
    due_at: datetime,
    now: datetime,
    answered_at: datetime | None = None,
) -> Reading:
    """Read the clock at `now`; `answered_at` is when the last open question was answered (it stops the clock)."""
    _aware(started_at, due_at, now)
    started_at, due_at, now = (instant.astimezone(UTC) for instant in (started_at, due_at, now))
    end = answered_at or now
    over = lateness(due_at, end)
    if answered_at:
        state, span = (ClockState.LATE, over) if over else (ClockState.IN_TIME, end - started_at)
    elif over:
        state, span = ClockState.OVERDUE, over
    else:
        left = max(timedelta(0), due_at - end)
        span = left
        if left <= CRITICAL:
            state = ClockState.CRITICAL
        elif left <= SOON:
            state = ClockState.SOON
        else:
            state = ClockState.SAFE
    return Reading(state, started_at, due_at, now, answered_at, span)


def local(instant: Instant, zone: ZoneInfo = WIB) -> Instant:
    """`instant` on the clocks of `zone`; as it is where no calendar has that day there (the last hours of the year 9999)."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant


def day(instant: Instant, zone: ZoneInfo = WIB) -> date:
    """The day that `instant` falls on in `zone`. Law, letters and lists go by WIB, whatever zone a process or a page is in:
    nobody else turns an instant into a day."""
    return local(instant, zone).date()


def day_begins(day: date) -> Instant:
    """The instant with which `day` begins in WIB."""
    return datetime.combine(day, time(), WIB)


def zone_name(zone: str) -> str:
    """WIB, WITA or WIT for an IANA zone of Indonesia; for any other its place: Dublin."""
    return ZONE_NAMES.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def apart(zone: str, on: date) -> timedelta:
    """By how much the clocks of `zone` are ahead of WIB at noon of the day `on`, behind it negative. Those of Indonesia always are by as
    much (Keppres 41/1987); others know summer time."""
    noon = datetime.combine(on, time(12), WIB)
    return not_none(local(noon, ZoneInfo(zone)).utcoffset()) - not_none(noon.utcoffset())


def _aware(*instants: datetime) -> None:
    for instant in instants:
        if instant.tzinfo is None:
            raise ValueError("a clock needs instants with a time zone")

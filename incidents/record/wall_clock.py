"""The record against the wall clock: no event stands ahead of it. A clock that jumps (a machine that wakes up, a wrong time
server) dates what is done meanwhile; what follows would be dated after that, so it is refused until the two agree."""

from datetime import timedelta

from ..errors import NOT_NOW, DomainError
from ..models import CaseEvent
from ..plain.clocks import WIB, Instant
from ..translatable import _

AHEAD = timedelta(minutes=1)
"""How far two servers' clocks may stand apart."""


class ClockDisagrees(DomainError):
    """The last event of the case lies ahead of the wall clock: what is done now could only be dated wrongly."""

    status = NOT_NOW
    message = _(
        "The server's clock says %(now)s, and the last entry here is dated %(last)s: one of the two is wrong, and nothing "
        "was recorded. The administrator has to look at the clock."
    )


def next_instant(last: Instant | None, now: Instant, on: object = None) -> Instant:
    """`now`, but later than `last`: the order of a case is the order of its instants.

    Raises ClockDisagrees when `last` lies more than AHEAD after `now`.
    """
    if last is None or now > last:
        return now
    if last > now + AHEAD:
        raise ClockDisagrees(on, now=_in_words(now), last=_in_words(last))
    return last + timedelta(microseconds=1)


def ahead(now: Instant) -> Instant | None:
    """The instant of the record's latest event, when it lies ahead of the wall clock; else None."""
    last = CaseEvent.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    return last if last and last > now + AHEAD else None


def _in_words(instant: Instant) -> str:
    return instant.astimezone(WIB).strftime("%d-%m-%Y %H.%M.%S WIB")

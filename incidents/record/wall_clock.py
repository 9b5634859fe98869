"""The record against the wall clock and the calendar: no event stands ahead of it, nothing kept lies out of reach. A clock that
jumps (a machine that wakes up, a wrong time server) dates what is done meanwhile; what follows would be dated after that, so it is
refused until the two agree."""

from datetime import date, datetime, timedelta

from django.db import models

from ..errors import NOT_NOW, DomainError
from ..plain import clocks, spans
from ..plain.clocks import Instant
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


class OutOfReach(DomainError):
    """A day or instant that no page could show any more, or that nobody meant."""

    message = _("%(column)s: this year is out of reach. The record keeps days from %(first)d to %(last)d.")


class StillToCome(DomainError):
    """Something is entered as having happened at an instant that has not come."""

    message = _("This lies in the future. Enter when it happened.")


def check_reach(row: models.Model) -> None:
    """Raises OutOfReach for a row with a day or an instant before 1990 or after 2100, whoever put it there."""
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        year_known = spans.within_reach(value) if isinstance(value, datetime) else _in_reach(value)
        if not year_known:
            raise OutOfReach(row, column=column.verbose_name, first=spans.EARLIEST, last=spans.LATEST)


def _in_reach(value: object) -> bool:
    return not isinstance(value, date) or spans.EARLIEST <= value.year <= spans.LATEST


def check_past(now: Instant, *happened: Instant | None) -> None:
    """Raises StillToCome when one of `happened` lies after `now`, by more than two servers' clocks may stand apart."""
    if any(at and at > now + AHEAD for at in happened):
        raise StillToCome


def next_instant(last: Instant | None, now: Instant, on: object = None, *, taken: bool = False) -> Instant:
    """`now`, but later than `last`: the order of a case is the order of its instants.

    What is `taken` whatever the clocks say stands behind `last`, however far ahead that lies; when it happened is said
    apart. Of anything else raises ClockDisagrees when `last` lies more than AHEAD after `now`.
    """
    if last is None or now > last:
        return now
    if last > now + AHEAD and not taken:
        raise ClockDisagrees(on, now=_in_words(now), last=_in_words(last))
    return last + timedelta(microseconds=1)


def _in_words(instant: Instant) -> str:
    return clocks.local(instant).strftime("%d-%m-%Y %H.%M.%S WIB")

"""How each letter of a period stood to its due, one line a letter: the figures of how agencies answered, letter by letter.

A letter stands here as it is counted there (`figures`): the same rules, the same words, so that every number of a year can be followed to
its letters, and from a letter to what became of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import get_language, gettext

from ..models import Agency, ClarificationRequest, Deadline, User
from ..plain import clocks, spans
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from ..translatable import _
from . import durations, export_lines, figures
from .export_lines import Line

STANDINGS = {
    "in_time": _("On time"),
    "late": _("Late"),
    "silent": _("No answer"),
    "declined": _("Declined to answer"),
    "running": _("Still running"),
    "extended": _("More time"),
    "not_arrived": _("Did not arrive"),
    "not_theirs": _("Not theirs to answer"),
    "needless": _("Answered before it left"),
    "ended": _("Ended before its due"),
}
COLUMNS = {
    "request": _("Request"),
    "case": _("Case"),
    "agency": _("Agency"),
    "issued": _("Issued"),
    "arrived": _("Arrived"),
    "first_due": _("First due"),
    "due": _("Due that counted"),
    "moved": _("Times moved"),
    "moved_after": _("Moved after it had passed"),
    "first_reply": _("First reply"),
    "answered": _("First complete answer"),
    "standing": _("Standing"),
    "seconds_late": _("Seconds late"),
    "late": _("How late"),
}


@dataclass(frozen=True)
class Kept:
    """A letter and its due. `by` is the body that owed the answer when the due passed, `late` how late its complete answer came, or that
    there is none so far; nothing where it was not."""

    request: ClarificationRequest
    by: Agency
    standing: str
    moves: list[Deadline]
    late: timedelta

    @property
    def first(self) -> Deadline:
        return self.request.deadline_rows[0]

    @property
    def moved_after(self) -> int:
        """How often the due was moved when it had passed already: that gives time and makes nobody punctual."""
        return sum(clocks.passed(not_none(each.due_before), each.set_at) for each in self.moves)

    @property
    def how_late(self) -> str:
        if self.standing == STANDINGS["in_time"] and self.request.perhaps_late:
            return gettext("whether it was in time cannot be said: nobody is counted as late by that")
        completed, since = self.request.completed, self.request.counted_due
        late = durations.exact(self.late, since) if self.late else ""
        return gettext("at least %(late)s") % {"late": late} if late and completed and not completed.is_exact else late


def of(user: User, first: date, last: date, now: Instant) -> Iterator[Kept]:
    """Every letter issued in the period that the reader may know of, in order."""
    for row, standing in figures.standings(user, first, last, now):
        moves = [each for each in row.deadline_rows if each.kind == Deadline.Kind.EXTENSION]
        late = row.lateness(now) if standing in ("late", "silent", "declined") else timedelta(0)
        if late and row.owed.until:  # what came after it had passed on is no lateness of the body before
            late = min(late, clocks.lateness(not_none(row.counted_due), row.owed.until))
        yield Kept(row, row.owed.by, STANDINGS[standing], moves, late)


def lines(user: User, first: date, last: date, now: Instant) -> Iterator[Line]:
    """The same for a table."""
    for each in of(user, first, last, now):
        row = each.request
        yield (
            row.reference,
            row.incident.reference,
            each.by.short_name,
            _instant(row.issued_at),
            _known(row.delivered),
            *map(_instant, (each.first.due_at, row.counted_due)),
            len(each.moves),
            each.moved_after,
            *map(_known, (row.first_reply, row.completed)),
            gettext(each.standing),
            int(each.late.total_seconds()),
            each.how_late,
        )


def _known(came: spans.Span | None) -> str:
    """As exactly as it is known."""
    if came is None:
        return ""
    return export_lines.instant(came.start) if came.is_exact else spans.in_words(came, not_none(get_language()))


def _instant(at: Instant | None) -> str:
    return export_lines.instant(at) if at else ""

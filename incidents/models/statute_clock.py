"""How the statute's clock of a controller stands, and what of a lateness on record stays when its facts are put otherwise."""

from datetime import datetime
from enum import StrEnum

from ..plain import clocks, spans
from ..plain.not_none import not_none
from .record import span_of


class Kept(StrEnum):
    """What can be said of the statute's due, start and notices being known only as exactly as they are."""

    IN_TIME = "in_time"
    LATE = "late"
    UNTOLD = "untold"  # by what the words allow it may be either


class StatuteClock:
    """What a duty to notify (models/law.py) answers about its own clock, read from its columns."""

    started_at: datetime | None
    due_from: datetime | None
    due_at: datetime | None
    late_from: datetime | None
    late_by: datetime | None
    late_until: datetime | None
    authority_at: datetime | None
    subjects_at: datetime | None
    exception: str

    def _span(self, name: str) -> spans.Span | None:
        return span_of(self, name)  # type: ignore[arg-type]  # the model that this is mixed into

    @property
    def started(self) -> spans.Span | None:
        return self._span("started")

    @property
    def authority(self) -> spans.Span | None:
        return self._span("authority")

    @property
    def subjects(self) -> spans.Span | None:
        return self._span("subjects")

    @property
    def public(self) -> spans.Span | None:
        return self._span("public")

    @property
    def owed(self) -> list[spans.Span | None]:
        """The notices that are owed, each as it is known: to the authority always, to the subjects unless Art. 50 is claimed."""
        return [self.authority] + ([] if self.exception else [self.subjects])

    @property
    def fulfilled_last(self) -> datetime | None:
        """The latest that the last notice owed may have been given."""
        given = [spans.latest(each) for each in self.owed if each]
        return max(given) if len(given) == len(self.owed) else None

    @property
    def is_exact(self) -> bool:
        """Whether start and notices are known to the minute, as far as they are known."""
        return all(each.is_exact for each in (self.started, *self.owed) if each)

    def kept(self, now: datetime) -> Kept | None:
        """Whether it notified in time, as far as that can be said at `now`; None while it runs, or no clock does. Late is what came
        after the latest that the due may be, in time what came by the earliest."""
        if self.late_at(now):
            return Kept.LATE
        if self.due_at is None:
            return None
        last, first = self.fulfilled_last, self.first_due
        if last is None:
            return Kept.UNTOLD if first is None or clocks.passed(first, now) else None
        return Kept.UNTOLD if first is None or clocks.passed(first, last) else Kept.IN_TIME

    @property
    def first_due(self) -> datetime | None:
        """The earliest that the due may be: that itself where the start is known to the minute, None where nothing bounds it."""
        started = self.started
        if self.due_at is None or started is None or spans.is_open_before(started):
            return None
        return self.due_from or self.due_at

    @property
    def due_is_latest(self) -> bool:
        """Whether the due that people are told of is the latest that it may be, its start being known in bounds only."""
        return not self.late_before and self.due_at is not None and self.first_due != self.due_at

    @property
    def fulfilled_at(self) -> datetime | None:
        """The earliest that the last notice owed may have been given: to the authority always, to the subjects unless Art. 50 is
        claimed."""
        owed = [self.authority_at] + ([] if self.exception else [self.subjects_at])
        given = [at for at in owed if at]
        return max(given) if len(given) == len(owed) else None

    def clock(self, now: datetime) -> clocks.Reading | None:
        """The statute's clock read at `now`, or None while its start is not known or it names no length.

        What stood on record as late is read by the start and due of then: no later than it was, and no earlier."""
        ended = self.fulfilled_at
        if self.late_before:
            start, due, was = not_none(self.late_from), not_none(self.late_by), self.late_until
            return clocks.read(started_at=start, due_at=due, now=now, answered_at=ended and max(ended, was or ended))
        if not self.started_at or not self.due_at:
            return None
        return clocks.read(started_at=self.started_at, due_at=self.due_at, now=now, answered_at=ended)

    @property
    def late_before(self) -> bool:
        """Whether it is late by the due of before: not once it is known that all was told by then, which nobody had on record."""
        if self.late_by is None:
            return False
        return (
            self.late_until is not None or self.fulfilled_at is None or clocks.passed(self.late_by, self.fulfilled_at)
        )

    @property
    def counted_due(self) -> datetime | None:
        """The due that its lateness is counted by, and that people are told of: that of before, once it was late by it."""
        return self.late_by if self.late_before else self.due_at

    def late_at(self, now: datetime) -> bool:
        """Whether the last notice owed surely came, or at `now` still fails to come, after the due, or once was late by record."""
        over = self.due_at is not None and clocks.passed(self.due_at, self.fulfilled_at or now)
        return over or self.late_before

    def keep_lateness(self, now: datetime, *, excused: bool) -> None:
        """What is late at `now` stays late by the start, due and notices of before; `excused`: an exception is claimed instead of
        the notice that was owed up to now. The first time counts. A notice of which nothing stood yet keeps the due alone: it
        ends the lateness at the instant at which it was given."""
        if not self.late_at(now):
            return
        if self.late_by is None:
            self.late_from, self.late_by = self.started_at, self.due_at
        if self.late_until is None:
            given = [self.authority_at] + ([] if self.exception else [self.subjects_at])
            until = now if excused else max((at for at in given if at), default=None)
            self.late_until = until if until and clocks.passed(not_none(self.late_by), until) else None

"""How the statute's clock of a controller stands, and what of a lateness on record stays when its facts are put otherwise."""

from datetime import datetime

from ..plain import clocks
from ..plain.known import known


class StatuteClock:
    """What a duty to notify (models/law.py) answers about its own clock, read from its columns."""

    started_at: datetime | None
    due_at: datetime | None
    late_from: datetime | None
    late_by: datetime | None
    late_until: datetime | None
    authority_at: datetime | None
    subjects_at: datetime | None
    exception: str

    @property
    def fulfilled_at(self) -> datetime | None:
        """When the last notice owed was given: to the authority always, to the subjects unless Art. 50 is claimed."""
        owed = [self.authority_at] + ([] if self.exception else [self.subjects_at])
        given = [at for at in owed if at]
        return max(given) if len(given) == len(owed) else None

    def clock(self, now: datetime) -> clocks.Reading | None:
        """The statute's clock read at `now`, or None while its start is not known or it names no length.

        What stood on record as late is read by the start and due of then: no later than it was, and no earlier."""
        ended = self.fulfilled_at
        if self.late_before:
            start, due, was = known(self.late_from), known(self.late_by), self.late_until
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
        """Whether the last notice owed came, or at `now` still fails to come, after the due, or once was late by record."""
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
            self.late_until = until if until and clocks.passed(known(self.late_by), until) else None

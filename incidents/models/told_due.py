"""By when something is owed, as exactly as somebody told it: a minute, a day, a month, "akhir 2027". It is owed until the last second
of that, by which everything counts: nobody is late as long as what was told lasts."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, cast

from ..plain import spans
from ..plain.clocks import Instant, lateness, passed
from .known_instants import perhaps_late
from .record import put_span, span_of


class ToldDue:
    """What of a commitment follows from its columns `told_due` and `passed_due`, as it was told, and `due_at` and `in_time_until`, by
    which it counts."""

    COUNTED: ClassVar[tuple[str, ...]] = ("due_at", "in_time_until")  # no page says them: what was told stands for them

    due_at: Any
    in_time_until: Any

    @property
    def done(self) -> spans.Span | None:
        """When it was done, as far as that is known; None as long as it is not kept."""
        raise NotImplementedError

    @property
    def due(self) -> spans.Span | None:
        """By when it is owed, as it was told."""
        return span_of(cast(Any, self), "told_due")

    @property
    def passed_before(self) -> spans.Span | None:
        """The due that had passed when a later one was set, as it was told: it counts still. None where there is none."""
        return span_of(cast(Any, self), "passed_due")

    @property
    def judged_due(self) -> spans.Span | None:
        """The due that it is judged by, as it was told."""
        return self.passed_before or self.due

    @property
    def counted_due(self) -> datetime | None:
        """The last second of its due: by that reminders go, and everything that says whether it has passed."""
        return cast("datetime | None", self.due_at)

    @property
    def late_by(self) -> timedelta | None:
        """How long after the due that it is judged by it was done, at the least; None for what was in time, or may have been, had no
        due or was not kept."""
        if self.done is None or self.in_time_until is None:
            return None
        return lateness(self.in_time_until, self.done.start) or None

    @property
    def perhaps_late(self) -> bool:
        """Whether nobody can say that it was in time: it was done on a day, or in a month, in which the due passed."""
        return bool(self.done and self.in_time_until and perhaps_late(self.in_time_until, self.done))

    def put_due(self, due: Instant | spans.Span | None, at: datetime) -> None:
        """It is owed by `due`, said at `at`; by what it is judged moves along unless that had passed."""
        judged, until = self.judged_due, self.in_time_until
        self.set_due(due)
        if until and passed(until, at):
            self.in_time_until = until
            put_span(cast(Any, self), "passed_due", None if until == self.due_at else judged)

    def set_due(self, due: Instant | spans.Span | None) -> None:
        """It is owed by `due`, and judged by nothing else."""
        told = None if due is None else spans.told(due)
        put_span(cast(Any, self), "told_due", told)
        put_span(cast(Any, self), "passed_due", None)
        self.due_at = self.in_time_until = spans.last_second(told) if told else None

    def correct_due(self, due: Instant | spans.Span | None, at: datetime) -> None:
        """It was typed wrong by when it is owed. That is no postponement: what had passed already when it was typed was never a day
        that anybody could keep, and judges nothing once it is put right."""
        if self.could_be_kept_by_then:
            self.put_due(due, at)
        else:
            self.set_due(due)

    @property
    def could_be_kept_by_then(self) -> bool:
        """Whether the day that it is judged by lay ahead when it was typed; so too where there is none."""
        if self.in_time_until is None:
            return True
        versions = cast(Any, self).history.filter(in_time_until=self.in_time_until).order_by("history_id")
        typed_at = versions.values_list("history_date", flat=True).first()
        return typed_at is None or not passed(self.in_time_until, typed_at)

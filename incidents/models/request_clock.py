"""What a clarification request says of its clock, read from its questions, the rows they hang on and its own instants."""

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ..plain import clocks
from ..plain.not_none import not_none
from ..workflow import ENDED_EARLY, STOPPED, QuestionStatus
from .deadlines import Deadline
from .questions import Question, open_then

if TYPE_CHECKING:
    from .record import CaseEvent


# By which of its instants a request ended before it was answered, or as not answered sufficiently.
ENDS = ("withdrawn_at", "replaced_at", "broken_off_at", "stopped_at")


class RequestClock:
    """The part of a request that tells when its answer is due, by which due it is judged, and how late it is."""

    pk: int
    deadlines: Any
    questions: Any
    status: str
    completed_at: datetime | None
    completed_due_at: datetime | None
    answered_at: datetime | None
    withdrawn_at: datetime | None
    replaced_at: datetime | None
    broken_off_at: datetime | None
    stopped_at: datetime | None

    @property
    def ended_at(self) -> datetime | None:
        """When it was withdrawn, replaced or broken off, issued or not; or since when its answer was waited for no longer."""
        return next(filter(None, (getattr(self, end) for end in ENDS)), None)

    @property
    def deadline_rows(self) -> list[Deadline]:
        return sorted(self.deadlines.all(), key=lambda row: row.pk)

    @property
    def question_rows(self) -> list[Question]:
        return list(self.questions.all())

    @property
    def waiting_rows(self) -> list[Deadline]:
        """The rows of the clock on which open questions hang."""
        waiting = {each.deadline_id for each in self.question_rows if each.status == QuestionStatus.OPEN}
        return [row for row in self.deadline_rows if row.pk in waiting]

    @property
    def dues(self) -> "list[tuple[datetime, int]]":
        """[(due, open questions that have it)], the earliest first."""
        of_row: dict[int | None, datetime] = {row.pk: row.due_at for row in self.waiting_rows}
        due = (of_row.get(each.deadline_id) for each in self.question_rows if each.status == QuestionStatus.OPEN)
        return sorted(Counter(filter(None, due)).items())

    @property
    def present_row(self) -> Deadline | None:
        """The row of the clock that runs: of those on which open questions hang the earliest. None while none is open."""
        return min(self.waiting_rows, key=lambda row: (row.due_at, row.pk), default=None)

    @property
    def present_due(self) -> "datetime | None":
        """When the answer is due now, or was due last; None before there was a clock."""
        row = self.present_row
        return row.due_at if row else max((each.due_at for each in self.deadline_rows), default=None)

    def row_told_by(self, event: "CaseEvent") -> Deadline | None:
        """The row of the clock that a mail about the act `event` names: the one that it set, else the one that ran then."""
        own = next((row for row in self.deadline_rows if row.event_id == event.pk), None)
        then = [row for row in self.deadline_rows if row.set_at <= event.recorded_at]
        hung = {each.deadline_id for each in open_then(self.pk, event.recorded_at)} if own is None else set()
        waiting = [row for row in then if row.pk in hung]
        return own or min(waiting, key=lambda row: (row.due_at, row.pk), default=then[-1] if then else None)

    @property
    def counted_due(self) -> "datetime | None":
        """The due by which the first complete answer is judged: an extension counts if it was granted before the due that
        it moves had passed. None before there was a clock."""
        if self.completed_due_at:
            return self.completed_due_at
        given = (each.in_time_until for each in self.question_rows if each.first_answered_at is None)
        return max(filter(None, given), default=None)

    def lateness(self, now: datetime) -> timedelta:
        """How late the first complete answer is, was when the request ended without one, or is by now; zero in time. It never
        becomes less."""
        due_at = self.counted_due
        return clocks.lateness(due_at, self.completed_at or self.ended_at or now) if due_at else timedelta(0)

    def _began(self, row: Deadline) -> datetime:
        """When the time began that `row` ends: more time for what was returned began with its return."""
        while row.kind == Deadline.Kind.EXTENSION:
            row = [each for each in self.deadline_rows if each.pk < row.pk and each.due_at == row.due_before][-1]
        return row.started_at

    def clock(self, now: datetime) -> clocks.Reading | None:
        """The letter's clock read at `now`, or None while it does not run (not issued, ended early, or waited for no longer)."""
        rows = self.deadline_rows
        if not rows or self.status in ENDED_EARLY | STOPPED:
            return None
        first, present = rows[0], self.present_row
        if self.answered_at or present is None:  # how late it was is a fact since the first complete answer
            due_at, started_at, answered_at = self.counted_due, first.started_at, self.completed_at or self.answered_at
        else:
            due_at, started_at, answered_at = present.due_at, first.started_at, None
            if self.completed_at:
                started_at = self._began(present)  # of what was returned
            elif clocks.passed(due_at, now):
                due_at = min(due_at, not_none(self.counted_due))  # granted after the due, it makes nobody less late
        return clocks.read(
            started_at=started_at,
            due_at=not_none(due_at),
            now=now,
            answered_at=answered_at,
        )

"""How the requests of a case stood at an instant, by what was recorded by then: the clock that a page shows now, read from the versions
of then.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext

from ..models import ClarificationRequest, Deadline, Question
from ..models.record import HistoryRow
from ..models.request_clock import ENDS, RequestClock
from ..plain.clocks import ClockState, Instant
from ..workflow import STATUS_LABELS, RequestStatus
from .as_of import Page, in_force
from .names import Model
from .names_then import Bodies


@dataclass(frozen=True)
class ClockThen:
    """How a request stood at an instant: its body, its status in words, its due, how long before or after that the instant lay.

    `runs` is False where nothing was waited for: before it went out, after it was answered, withdrawn or replaced.
    """

    name: str
    body: str
    status: str
    due_at: Instant | None
    runs: bool
    late: bool
    span: timedelta | None


def clocks_then(
    requests: Iterable[HistoryRow], at: Instant, bodies: Bodies, page: Page | None = None
) -> list[ClockThen]:
    """The clocks of these requests, each by its version in force at `at`: two queries at most, however many they are; none for what stands
    on their `page`. `bodies` as they were called then."""
    versions = list(requests)
    if not versions:
        return []
    of_these = Q(request__in=[version.instance.pk for version in versions])
    questions: dict[int, list[Question]] = defaultdict(list)
    rows: dict[int, list[Deadline]] = defaultdict(list)
    for each in _standing(Question, of_these, at, page):
        questions[each.request_id].append(cast(Question, each.instance))
    for each in _standing(Deadline, of_these, at, page):
        rows[each.request_id].append(cast(Deadline, each.instance))
    told = []
    for version in versions:
        row = cast(ClarificationRequest, version.instance)
        clock = _ClockOfThen(row, questions[row.pk], rows[row.pk])
        reading = clock.clock(at)
        runs = bool(reading and reading.running)
        told.append(
            ClockThen(
                row.reference,
                bodies.get(row.agency_id, ""),
                gettext(STATUS_LABELS[RequestStatus][RequestStatus(row.status)]),
                reading.due_at if reading else clock.present_due,
                runs,
                bool(reading and reading.state == ClockState.OVERDUE),
                reading.span if reading and runs else None,
            )
        )
    return told


def _standing(model: Model, of_these: Q, at: Instant, page: Page | None) -> Iterable[Any]:
    return page.state[model] if page and page.whole(model) else in_force(model, of_these, at).order_by("id")


class _ClockOfThen(RequestClock):
    """A version of a request, with the versions of its questions and the rows of its clock that stood beside it."""

    def __init__(self, row: ClarificationRequest, questions: list[Question], rows: list[Deadline]) -> None:
        self.pk, self.status = row.pk, row.status
        self.completed_at, self.completed_due_at = row.completed_at, row.completed_due_at
        self.answered_at: datetime | None = row.answered_at
        for end in ENDS:
            setattr(self, end, getattr(row, end))
        self._questions, self._rows = questions, rows

    @property
    def question_rows(self) -> list[Question]:
        return self._questions

    @property
    def deadline_rows(self) -> list[Deadline]:
        return self._rows

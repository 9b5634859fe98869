"""Whose a letter was when its due passed: what a body left undone stays its own when another takes its place.

A request passes to the successor with its clock (actions/dissolution.py). Its figures do not: the lateness and the silence
of before are those of the body that was asked, what it had answered by then (paper may be entered later) too, and from the day on which a body ended nobody was silent for it.
"""

from dataclasses import dataclass
from datetime import timedelta

from ..models import Agency, ClarificationRequest
from ..models.holding import Passed, passed_on
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.known import known


@dataclass(frozen=True)
class Owed:
    """Who owed the answer, since when (None: from the first) and up to when: None while it is still that body's to give."""

    by: Agency
    until: Instant | None = None
    since: Instant | None = None


def of(rows) -> dict[int, Owed]:
    """{key of a letter: who owed its answer}; needs the deadlines, questions and agency of each."""
    passed = passed_on(rows)
    return {row.pk: _owed(row, passed.get(row.pk, [])) for row in rows}


def _owed(row: ClarificationRequest, passed: list[Passed]) -> Owed:
    due_at, answered_at = known(row.counted_due), row.completed_at
    since = None
    for at, body in passed:
        if answered_at and answered_at < at:  # on paper, entered after it had passed on
            return Owed(body, since=since)
        if clocks.lateness(due_at, at):
            return Owed(body, min(filter(None, (at, _end_of(body)))), since)
        since = at
    ended_at = _end_of(row.agency)
    broken_off = ended_at and row.broken_off_at and ended_at < row.broken_off_at
    return Owed(row.agency, ended_at if broken_off and not row.completed_at else None, since)


def _end_of(body: Agency) -> Instant | None:
    """When the day was over on which the body ended."""
    return clocks.day_begins(body.ended_on + timedelta(days=1)) if body.ended_on else None

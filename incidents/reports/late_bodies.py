"""Whose a letter was when its due passed: what a body left undone stays its own when another takes its place.

A request passes to the successor with its clock (actions/dissolution.py). Its figures do not: the lateness and the silence of
before are those of the body that was asked, what it had answered by then (paper may be entered later) too, and from the day on
which a body ended nobody was silent for it.
"""

from dataclasses import dataclass
from datetime import timedelta

from ..models import Agency, ClarificationRequest
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.not_none import not_none
from . import request_by_body
from .request_by_body import Turn


@dataclass(frozen=True)
class Owed:
    """In whose turn the answer was owed, and up to when: None while it is still that body's to give."""

    turn: Turn
    until: Instant | None = None

    @property
    def by(self) -> Agency:
        return self.turn.agency


def of(rows) -> dict[int, Owed]:
    """{key of a letter: who owed its answer}; needs the deadlines, questions and agency of each."""
    found: dict[int, list[Turn]] = {}
    for turn in request_by_body.of(rows):
        found.setdefault(turn.pk, []).append(turn)
    return {key: _owed(of_one) for key, of_one in found.items()}


def _owed(of_one: list[Turn]) -> Owed:
    *before, last = of_one
    row: ClarificationRequest = last.request
    due_at, answered_at = not_none(row.counted_due), row.completed_at
    for turn in before:
        at = not_none(turn.until)
        if answered_at and answered_at < at:  # on paper, entered after it had passed on
            return Owed(turn)
        if clocks.passed(due_at, at):
            return Owed(turn, min(filter(None, (at, _end_of(turn.agency)))))
    ended_at = _end_of(row.agency)
    broken_off = ended_at and row.broken_off_at and ended_at < row.broken_off_at
    return Owed(last, ended_at if broken_off and not row.completed_at else None)


def _end_of(body: Agency) -> Instant | None:
    """When the day was over on which the body ended."""
    return clocks.day_begins(body.ended_on + timedelta(days=1)) if body.ended_on else None

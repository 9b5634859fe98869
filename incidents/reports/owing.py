"""Whose a letter was when its due passed: what a body left undone stays its own when another takes its place.

A request passes to the successor with its clock (actions/dissolution.py). Its figures do not: the lateness and the silence
of before are those of the body that was asked, and from the day on which a body ended nobody was silent for it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from ..models import Agency, CaseEvent, ClarificationRequest
from ..plain import clocks
from ..plain.clocks import Instant
from ..plain.known import known
from ..workflow import Action, Subject


@dataclass(frozen=True)
class Owed:
    """Who owed the answer, and up to when: None while it is still that body's to give."""

    by: Agency
    until: Instant | None = None


def of(rows) -> dict[int, Owed]:
    """{key of a letter: who owed its answer}; needs the deadlines, questions and agency of each."""
    passed = _passed_on(rows)
    return {row.pk: _owed(row, passed.get(row.pk, [])) for row in rows}


def _passed_on(rows) -> dict[int, list[Instant]]:
    """{key of a letter: when it passed to a successor, the first time first}."""
    found: dict[int, list[Instant]] = defaultdict(list)
    events = CaseEvent.objects.filter(
        subject_type=Subject.REQUEST, subject_id__in=[str(row.pk) for row in rows], action=Action.HAND_ON
    )
    for key, at in events.order_by("recorded_at").values_list("subject_id", "recorded_at"):
        found[int(key)].append(at)
    return found


def _owed(row: ClarificationRequest, passed: list[Instant]) -> Owed:
    due_at = known(row.counted_due)
    for at in passed:
        if clocks.lateness(due_at, at):
            before = row.history.filter(history_date__lt=at).order_by("-history_date", "-history_id").first()
            body = Agency.objects.select_related("merged_into").get(pk=known(before).agency_id)
            body = body.merged_into or body
            return Owed(body, min(filter(None, (at, _end_of(body)))))
    ended_at = _end_of(row.agency)
    broken_off = ended_at and row.withdrawn_at and ended_at < row.withdrawn_at
    return Owed(row.agency, ended_at if broken_off and not row.completed_at else None)


def _end_of(body: Agency) -> Instant | None:
    """When the day was over on which the body ended."""
    return clocks.day_begins(body.ended_on + timedelta(days=1)) if body.ended_on else None

"""What was put right or struck out, beside the entries themselves: who, when, why, and how it stood before."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from ..models import CaseEvent, Incident
from ..models.corrections import Entry
from ..record import trail
from ..workflow import Action

E = TypeVar("E", bound=Entry)


def told_on(case: Incident, rows: Iterable[E]) -> list[E]:
    """`rows` of one case, each with its `corrections`, oldest first. The queries do not grow with the rows."""
    rows = list(rows)
    for row in rows:
        row.incident = case  # type: ignore[attr-defined]  # every entry stands in one
    # Both move the version: of what stands as it was entered nobody asks, which is most.
    kinds = {row._meta.model_name for row in rows if row.version > 1}
    events = CaseEvent.objects.filter(
        incident=case, action__in=(Action.REVISE, Action.STRIKE), subject_type__in=kinds
    ).defer("payload")
    told = defaultdict(list)
    for entry in trail.entries(events.order_by("recorded_at")) if kinds else []:
        told[entry.event.subject_type, entry.event.subject_id].append(entry)
    for row in rows:
        row.corrections = told[row._meta.model_name or "", str(row.pk)]
    return rows

"""Who enacted a row that an administrator or auditor keeps, when and why: read from the acts on it."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from ..models import CaseEvent


def deeds_of(rows: Collection[Any]) -> dict[int, list[CaseEvent]]:
    """What people did to each of `rows`, all of one kind, the earliest first, by key: nothing for what came with the product."""
    told: dict[int, list[CaseEvent]] = defaultdict(list)
    if rows:
        kind = next(iter(rows))._meta.model_name
        acts = CaseEvent.objects.filter(subject_type=kind, subject_id__in=[str(row.pk) for row in rows])
        for act in acts.filter(actor__isnull=False).order_by("recorded_at").defer("payload"):
            told[int(act.subject_id)].append(act)
    return told

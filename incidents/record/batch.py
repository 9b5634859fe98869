"""What the machine did for many clarifications at once: one event each, by Sistem. No tracked row changes in here.

    with batch.record(clarifications) as noted:
        noted.note(Action.SEND_MESSAGE, clarification, {"recipient": …})

The same door as `deeds.record`, opened once for a batch: the cases locked in the order of their keys, each event later
than the last of its case, events and the work they leave behind inserted together, or nothing at all.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from ..models import CaseEvent, ClarificationRequest, Incident, Pending
from ..plain.clocks import Instant
from ..workflow import TRANSITIONS, Action, permitted
from . import deeds


@dataclass
class Case:
    """What is known of a locked case: whether its history is re-entered, and the instant of its last event (UTC)."""

    replay: bool
    last: Instant | None = None

    def next_instant(self, now: Instant) -> Instant:
        """Now, but later than everything before it."""
        self.last = now if self.last is None or self.last < now else self.last + timedelta(microseconds=1)
        return self.last


class Batch:
    """What is being noted. It is no deed: whoever saves a tracked row here is refused by the door."""

    def __init__(self, cases: Mapping[int, Case], statuses: Mapping[int, str]) -> None:
        self._now, self._act_id = timezone.now(), uuid.uuid4()
        self._cases, self._statuses = cases, statuses
        self._told: list[tuple[deeds.Deed[ClarificationRequest], CaseEvent]] = []

    def note(
        self, action: Action, clarification: ClarificationRequest, details: deeds.Details, jobs: Iterable[str] = ()
    ) -> None:
        """One event. Raises ValueError for a move that is not the machine's or that changes a status."""
        transition, case, status = (
            TRANSITIONS[action],
            self._cases[clarification.incident_id],
            self._statuses[clarification.pk],
        )
        role = permitted(action, deeds.SYSTEM.roles)
        if role is None or transition.targets or status not in transition.sources:
            raise ValueError(f"{action} on {clarification} ({status}) cannot be noted by the machine")
        clarification.status = status
        at = case.next_instant(self._now)
        deed = deeds.Deed(
            action,
            clarification,
            deeds.SYSTEM,
            role,
            at,
            case.replay,
            "",
            status,
            self._act_id,
            details=details,
            jobs=list(jobs),
        )
        self._told.append((deed, deeds.event_of(deed)))

    def close(self) -> None:
        events = CaseEvent.objects.bulk_create([event for _, event in self._told])
        Pending.objects.bulk_create([row for deed, event in self._told for row in deeds.work_after(deed, event)])
        transaction.on_commit(lambda: _ring(events))


def _ring(events: Iterable[CaseEvent]) -> None:
    for event in events:
        deeds.recorded.send(sender=CaseEvent, event=event)


@contextmanager
def record(clarifications: Collection[ClarificationRequest]) -> Iterator[Batch]:
    """Lock the cases of `clarifications` and open the door for what the machine has to note on them."""
    if deeds.current():
        raise deeds.Outside("deeds do not nest")
    with transaction.atomic():
        keys = {clarification.incident_id for clarification in clarifications}
        locked = Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        cases = {key: Case(replay) for key, replay in locked.values_list("pk", "replay")}
        # A query of its own, after the lock: folded into the locking one it would read the state before the wait.
        events = CaseEvent.objects.filter(incident=OuterRef("pk")).order_by("-recorded_at")
        last = Incident.objects.filter(pk__in=keys).annotate(last=Subquery(events.values("recorded_at")[:1]))
        for key, instant in last.values_list("pk", "last"):
            cases[key].last = instant
        rows = ClarificationRequest.objects.filter(pk__in={clarification.pk for clarification in clarifications})
        opened = Batch(cases, dict(rows.values_list("pk", "status")))
        with deeds.held(opened):
            yield opened
            opened.close()

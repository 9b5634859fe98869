"""What the machine did for many requests, and letters of cases, at once: one event each, by Sistem. No tracked row changes in here.

    with batch.record(matters) as noted:
        noted.note(Action.SEND_MESSAGE, request, {"recipient": …})

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

from ..models import (
    CaseEvent,
    CaseLetter,
    ClarificationRequest,
    Commitment,
    Complaint,
    Incident,
    NotificationDuty,
    Pending,
    Removal,
)
from ..plain.clocks import Instant
from ..workflow import TRANSITIONS, Action, permitted
from . import deeds
from .events import event_of, work_after

Matter = ClarificationRequest | CaseLetter | Commitment | NotificationDuty | Complaint | Removal
"""What letters and mails belong to: a request, a letter of the case to one agency, a commitment, a controller's duty; a complaint
or a removal under law, which may stand behind no case."""


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

    def __init__(self, cases: Mapping[int | None, Case], statuses: Mapping[tuple[type[Matter], int], str]) -> None:
        self._now, self._act_id = timezone.now(), uuid.uuid4()
        self._cases, self._statuses = cases, statuses
        self._told: list[tuple[deeds.Deed[Matter], CaseEvent]] = []

    def note(
        self,
        action: Action,
        matter: Matter,
        details: deeds.Details,
        jobs: Iterable[str] = (),
        happened_at: Instant | None = None,
        cause: uuid.UUID | None = None,
    ) -> None:
        """One event on what a mail belongs to, of what happened now or at `happened_at`; `cause` is the act that the mail
        tells of.

        Raises ValueError for a move that is not the machine's or that changes a status.
        """
        transition, case, status = (
            TRANSITIONS[action],
            self._cases[matter.incident_id],
            self._statuses[type(matter), matter.pk],
        )
        role = permitted(action, deeds.SYSTEM.roles)
        if role is None or transition.targets or status not in transition.sources:
            raise ValueError(f"{action} on {matter} ({status}) cannot be noted by the machine")
        if not isinstance(matter, NotificationDuty):
            matter.status = status
        at = case.next_instant(self._now)
        # The machine's outcomes are facts whatever the clock said before: noted in order, and when they happened.
        deed = deeds.Deed(
            action,
            matter,
            deeds.SYSTEM,
            role,
            at,
            case.replay,
            "",
            status,
            self._act_id,
            details=details,
            jobs=list(jobs),
            cause=cause,
        )
        self._told.append((deed, event_of(deed, happened=happened_at or self._now)))

    def close(self) -> None:
        events = CaseEvent.objects.bulk_create([event for _, event in self._told])
        Pending.objects.bulk_create([row for deed, event in self._told for row in work_after(deed, event)])
        transaction.on_commit(lambda: _ring(events))


def _ring(events: Iterable[CaseEvent]) -> None:
    for event in events:
        deeds.recorded.send(sender=CaseEvent, event=event)


def _statuses(matters: Collection[Matter]) -> dict[tuple[type[Matter], int], str]:
    """{(model, key): the status as it is stored now}, a query for each kind of thing."""
    found: dict[tuple[type[Matter], int], str] = {}
    for model in {type(matter) for matter in matters}:
        rows = model.objects.filter(pk__in={matter.pk for matter in matters if isinstance(matter, model)})
        status = "incident__status" if model is NotificationDuty else "status"  # a duty is as open as its case
        found |= {(model, pk): value for pk, value in rows.values_list("pk", status)}
    return found


@contextmanager
def record(matters: Collection[Matter]) -> Iterator[Batch]:
    """Lock the cases of `matters` and open the door for what the machine has to note on them."""
    if deeds.current():
        raise deeds.Outside("deeds do not nest")
    with transaction.atomic():
        keys = {matter.incident_id for matter in matters if matter.incident_id}  # a complaint may stand alone
        locked = Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        cases: dict[int | None, Case] = {None: Case(replay=False)}
        cases |= {key: Case(replay) for key, replay in locked.values_list("pk", "replay")}
        # A query of its own, after the lock: folded into the locking one it would read the state before the wait.
        events = CaseEvent.objects.filter(incident=OuterRef("pk")).order_by("-recorded_at")
        last = Incident.objects.filter(pk__in=keys).annotate(last=Subquery(events.values("recorded_at")[:1]))
        for key, instant in last.values_list("pk", "last"):
            cases[key].last = instant
        opened = Batch(cases, _statuses(matters))
        with deeds.held(opened):
            yield opened
            opened.close()

"""The lists that the desk, the approvals page and the administrator's page show: lines of several queues in one order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from ...models import Agency, Incident, Letter, User
from ...models.record import span_names, span_of
from ...plain.spans import Span, to_the_second
from .of_complaints import QUEUES_OF_COMPLAINTS
from .of_reach import QUEUES_OF_REACH
from .of_removals import QUEUES_OF_REMOVALS
from .of_unknown_cases import QUEUES_OF_UNKNOWN_CASES
from .queue import Key, Queue
from .queues import QUEUES, QUEUES_OF_ADMINISTRATION

ALL = (*QUEUES, *QUEUES_OF_REACH, *QUEUES_OF_COMPLAINTS, *QUEUES_OF_REMOVALS, *QUEUES_OF_UNKNOWN_CASES)


@dataclass(frozen=True)
class Waits:
    """One line of the list: `at` is its due or since when it waits (UTC)."""

    queue: Queue
    row: Any
    at: datetime
    replay: bool
    decides: bool  # whether the reader may do it
    now: datetime  # when the list is read

    @property
    def since(self) -> Span:
        """The same, as exactly as it is known."""
        if due := self.queue.due(self.row):
            return due
        told = (span_of(row, name) for row in self.queue.told_by(self.row) for name in span_names(row.__class__))
        return next((span for span in told if span and span.start == self.at), to_the_second(self.at))

    @property
    def thing(self) -> Any:
        """On whose page everybody reads of it: a request, a letter, a complaint, a case, a body."""
        return self.queue.stands(self.row)

    @property
    def incident(self) -> Incident | None:
        """The case it stands in; None for what stands in none."""
        found: Incident | None = (
            self.thing if isinstance(self.thing, Incident) else getattr(self.thing, "incident", None)
        )
        return found

    @property
    def label(self) -> str:
        return gettext(self.queue.label)

    @property
    def button(self) -> str:
        return gettext(self.queue.asks)

    @property
    def reference(self) -> str:
        """The number it is known by: the request's, the letter's own, the complaint's, else the case's."""
        if isinstance(self.thing, Agency):
            return self.thing.code
        known_as = self.row if isinstance(self.row, Letter) else getattr(self.thing, "reference", "")
        return str(known_as or self.incident)

    @property
    def says(self) -> str:
        return self.queue.says(self.row)

    @property
    def adds(self) -> str:
        return self.queue.adds(self.row, self.now)

    @property
    def url(self) -> str:
        """Where it is decided; for everybody else where it stands."""
        return self.queue.url(self.row) if self.decides else str(self.thing.get_absolute_url())

    @property
    def clock(self) -> Any:
        return self.queue.clock(self.row)


class Waiting(Sequence[Waits]):
    """All that waits for the moves of `queues` at the instant `at`, living cases before replays, what is due first on top; with `own`,
    for the units whose letters `user` signs. Only the slice that is shown is loaded: each queue is asked twice, however many rows it
    has."""

    def __init__(self, user: User, at: datetime, queues: Iterable[Queue], *, own: bool = False) -> None:
        self._user, self._at, self._queues = user, at, list(queues)

        def keys(queue: Queue) -> Iterable[Key]:
            return queue.theirs(user, at) if own else queue.keys(user, at)

        found = [(key, n) for n, queue in enumerate(self._queues) for key in keys(queue)]
        self._keys = sorted(found, key=lambda each: (each[0][2], each[0][1], each[1], each[0][0]))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, chosen: Any) -> Any:
        if not isinstance(chosen, slice):
            return self[chosen : chosen + 1][0]
        shown = self._keys[chosen]
        rows = {}
        for n in {n for _key, n in shown}:
            wanted = [key[0] for key, each in shown if each == n]
            rows[n] = self._queues[n].rows(self._user).in_bulk(wanted)
        return [
            Waits(self._queues[n], rows[n][pk], at, replay, self._queues[n].decides(self._user, rows[n][pk]), self._at)
            for (pk, at, replay), n in shown
            if pk in rows[n]  # settled by somebody between the two questions
        ]


def for_desk(user: User, at: datetime) -> Waiting:
    """Everything, also what somebody else decides: who works on a case sees what holds it up."""
    return Waiting(user, at, ALL)


def of_administration(user: User, at: datetime) -> Waiting:
    """What waits for an administrator: bodies that somebody added where they were needed."""
    return Waiting(user, at, [queue for queue in QUEUES_OF_ADMINISTRATION if queue.is_for(user)])


def for_approvals(user: User, at: datetime) -> Waiting:
    """What this person may decide themselves."""
    return Waiting(user, at, [queue for queue in ALL if queue.is_for(user)], own=True)

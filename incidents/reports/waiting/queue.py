"""What a queue is: one kind of thing that waits for somebody's decision."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Q, QuerySet

from ...models import Incident, User
from ...models.request_queries import DraftedQuerySet
from ...plain.spans import Span
from ...record import authority
from ...workflow import TRANSITIONS, Action, permitted

Key = tuple[int, datetime, bool]  # which row, when it is due or since when it waits (UTC), whether of a replay


@dataclass(frozen=True)
class Queue:
    """One kind of thing that waits. `move` ends the waiting; `keys` are the rows that `user` may know of, `load` fetches
    some of them with all that their line says."""

    label: str
    icon: str
    move: Action
    keys: Callable[[User, datetime], Iterable[Key]]
    load: Callable[[], QuerySet[Any]]
    says: Callable[[Any], str]
    url: Callable[[Any], str]
    asks: str  # the words of its button for whoever may decide
    clock: Callable[[Any], Any] = lambda _row: None  # what has a running clock to show
    on: Callable[[Any], Any] = lambda row: row  # what the move is done to
    stands: Callable[[Any], Any] = lambda row: row  # on whose page everybody else reads of it
    deed: Callable[[Any], Action] | None = None  # the very move where it depends on the row
    units: tuple[str, ...] = ()  # the ways to the unit in whose name it is decided
    # What says since when it waits, perhaps by the day alone.
    told_by: Callable[[Any], Iterable[Any]] = lambda row: (row,)
    # by when it is owed, as it was told; counted by its last second
    due: Callable[[Any], Span | None] = lambda _row: None
    adds: Callable[[Any, datetime], str] = lambda _row, _at: ""  # what it says of the instant at which the list is read

    def is_for(self, user: User) -> bool:
        """Whether such a move can be theirs at all."""
        return permitted(self.move, user.roles) is not None

    def decides(self, user: User, row: Any) -> bool:
        """Whether the door would let them do it to this very row."""
        done_to, move = self.on(row), self.deed(row) if self.deed else self.move
        case = done_to if isinstance(done_to, Incident) else getattr(done_to, "incident", None)
        return authority.may(move, None if None in TRANSITIONS[move].sources else done_to, user, case)

    def theirs(self, user: User, at: datetime) -> Iterable[Key]:
        """The keys without those of units whose letters they do not sign, and without what they drafted and another decides."""
        rows, units = cast("QuerySet[Any]", self.keys(user, at)), Q()
        for unit in self.units:
            units |= Q(**{f"{unit}__code__in": user.signing_units})
        rows = rows.filter(units) if self.units else rows
        return rows.filter(pk__in=self.rows(user).filter(own_hand=False).values("pk")) if self.needs_another else rows

    def rows(self, user: User) -> QuerySet[Any]:
        """Rows with all that their line says, and with `own_hand` where whoever drafted it does not decide it."""
        return cast("DraftedQuerySet[Any]", self.load()).with_own_hand(user) if self.needs_another else self.load()

    @property
    def needs_another(self) -> bool:
        return TRANSITIONS[self.move].not_by_drafter

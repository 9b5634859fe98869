"""The deed that is open: what its verb works with, and how the rows that are written meanwhile are tied to it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from django.db import models
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from ..models import ClarificationRequest, Sequence, Unit, User
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..workflow import Action, Actor, Role
from .events import Details
from .wall_clock import check_past, check_reach

if TYPE_CHECKING:
    from .batch import Batch

T = TypeVar("T", bound=models.Model)
_open: "ContextVar[Deed[Any] | Batch | None]" = ContextVar("open_deed", default=None)


class Outside(RuntimeError):
    """Somebody writes a tracked table without an open deed, or opens a deed inside a deed."""


@dataclass
class Deed(Generic[T]):
    """What the verb works with while the door is open. `on` is the object, locked and loaded afresh."""

    action: Action
    on: T
    by: Actor
    role: Role
    at: Instant
    replay: bool
    reason: str
    status_from: str
    act_id: uuid.UUID
    backdated: bool = False
    past: bool = False  # in a case that is entered from the record: the event says so
    afterwards: bool = False  # in a case that was closed or dismissed, and stays so: the event says that too
    ahead_of: Instant | None = None  # the clock at the door, where the case's last entry lies ahead of it
    case: int | None = None  # the key of the case that was locked: what leaves it is told there
    cause: uuid.UUID | None = None  # of what became of a mail: the event it told of
    event_id: uuid.UUID = field(default_factory=uuid.uuid4)
    details: Details = field(default_factory=dict)
    jobs: list[str] = field(default_factory=list)
    rows: list[HistoryRow] = field(default_factory=list)
    bumped: bool = False

    @property
    def unit(self) -> Unit | None:
        """The unit of the appointment which permitted the deed; None outside the ministry and for the product itself."""
        return self.by.unit_as(self.role) if isinstance(self.by, User) else None

    def after(self, steps: int = 1) -> Instant | None:
        """The `at` of the next deed of the same act: None (now), or a moment later when this one was backdated."""
        return self.at + timedelta(microseconds=steps) if self.backdated else None

    @property
    def door(self) -> Instant:
        """The clock at the door, which dates what an agency says: `at`, but where the record runs ahead of it."""
        return self.ahead_of or self.at

    def check_past(self, *happened: Instant | None) -> None:
        """Raises StillToCome for what is entered as having happened and has not. A loader may date the deed before it."""
        check_past(max(self.at, timezone.now()), *happened)

    def take(self, scope: str, year: int) -> int:
        """The next number in `scope`, as the last write before the event (lock order: case, object, sequence)."""
        return Sequence.take(scope, year)

    def pend(self, job: str) -> None:
        """Leave work behind: it is found by the next sweep even if nobody rings."""
        self.jobs.append(job)


OnRequest: TypeAlias = Deed[ClarificationRequest]


def current() -> "Deed[Any] | Batch | None":
    """The open deed, or None."""
    return _open.get()


@contextmanager
def held(deed: "Deed[Any] | Batch") -> Iterator[None]:
    """Hold the door open for `deed`: tracked rows written meanwhile are its rows."""
    token = _open.set(deed)
    try:
        yield
    finally:
        _open.reset(token)


@receiver(pre_create_historical_record)
def stamp(sender: object, history_instance: HistoryRow, **kwargs: object) -> None:
    """Tie each history row to its deed. Without one, refuse: this is what makes the door the only one."""
    deed = _open.get()
    if not isinstance(deed, Deed):
        raise Outside(f"{history_instance._meta.db_table} written outside a deed")
    check_reach(history_instance)
    history_instance.event_id = deed.event_id
    history_instance.history_date = deed.at
    history_instance.history_user = deed.by if isinstance(deed.by, User) else None
    history_instance.history_change_reason = deed.reason or None


@receiver(post_create_historical_record)
def collect(sender: object, instance: models.Model, history_instance: HistoryRow, **kwargs: object) -> None:
    deed = _open.get()
    if isinstance(deed, Deed):
        history_instance.saved = instance
        deed.rows.append(history_instance)


@receiver(pre_save)
def move_version(sender: object, instance: models.Model, raw: bool = False, **kwargs: object) -> None:
    """A person's deed that saves its own object moves the version, once; a machine's never does."""
    deed = _open.get()
    if not isinstance(deed, Deed) or instance is not deed.on or instance._state.adding or deed.bumped:
        return
    if hasattr(instance, "version") and isinstance(deed.by, User):
        instance.version += 1
        deed.bumped = True

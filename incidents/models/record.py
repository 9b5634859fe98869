"""The record itself: events, what waits to be done because of them, number sequences. Reads that matter: `access_log`."""

import secrets
import uuid
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from ..plain import letter_kinds, spans
from ..workflow import SAY_WHY, STAFF, STATUS_LABELS, Action, Role
from .visibility import M, readable

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from .people import User


# The acts of legal effect, but for letters that are issued alone: of those the kind decides.
LEGAL = letter_kinds.LEGAL_ACTS | {Action.ACCEPT, Action.RETURN, Action.CLOSE}
MAY_BE_LEGAL = tuple(sorted(str(action) for action in {*LEGAL, Action.ISSUE_LETTER}))
WITH_FIRST = "with_first"  # in the details of an event: the first of its act names all that it was done to


class AppendOnlyQuerySet(QuerySet[M]):
    """Rows that are written once. PostgreSQL refuses too; this answers in Python's words."""

    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError(f"{self.model.__name__} rows never change")

    def delete(self) -> NoReturn:
        raise TypeError(f"{self.model.__name__} rows are never removed")


class EventQuerySet(AppendOnlyQuerySet["CaseEvent"]):
    def visible_to(self, user: "User") -> Self:
        """Staff see the events of cases, the auditor every event."""
        if Role.AUDITOR in user.roles:
            return self.all()
        if user.roles & STAFF:
            return self.filter(readable(user, "incident__"), incident__isnull=False)
        return self.none()

    def come_in_after_the_end(self) -> Self:
        """By which something came into a case that had ended; who reads it, sees to it or wants it removed brings nothing in."""
        others = ("assign", "admit", "exclude", "open_restricted", "propose_removal", "decline_removal", "remove")
        return self.filter(details__afterwards=True).exclude(action__in=others)

    def of(self, thing: models.Model) -> Self:
        """What was done to this very thing."""
        return self.filter(subject_type=thing._meta.model_name, subject_id=str(thing.pk))

    def told_once(self) -> Self:
        """Without those acts on copies of a joint letter for which that on the first of them stands."""
        return self.exclude(details__has_key=WITH_FIRST)

    def done_as(self, roles: Collection[Role], person: int) -> Self:
        """What the person of this key did in one of `roles`."""
        return self.filter(actor=person, actor_role__in=roles)


def choices(enum: type[StrEnum]) -> "list[tuple[str, StrPromise]]":
    """A status enum of the workflow as Django's `choices`, its labels translated where they are shown."""
    return [(str(member), _(STATUS_LABELS[enum][member])) for member in enum]


def acts() -> list[tuple[str, str]]:
    """The acts that an event may be of, named by this function: a new move is no migration."""
    return [(str(action), str(action)) for action in Action]


def precision(label: "StrPromise") -> "models.CharField[str, str]":
    """The column beside `x_at` and `x_until` that says how exactly a span is known."""
    known = [(spans.MINUTE, _("minute")), (spans.DAY, _("day")), (spans.MONTH, _("month")), (spans.YEAR, _("year"))]
    known.append((spans.ABOUT, _("in words only")))
    return models.CharField(label, max_length=6, choices=known, default=spans.MINUTE)


def as_told() -> "models.CharField[str, str]":
    """The column beside `x_precision`: the words in which a span is known where they leave it open, as they were typed."""
    return models.CharField(_("As it was told"), max_length=spans.LONGEST, blank=True)


SPAN_PARTS = ("at", "until", "precision", "words")


@cache
def span_names(tracked: type[models.Model]) -> tuple[str, ...]:
    """The spans a model keeps: `happened` for happened_at, happened_until, happened_precision and happened_words."""
    columns = [column.name for column in tracked._meta.concrete_fields]
    return tuple(name.removesuffix("_precision") for name in columns if name.endswith("_precision"))


def span_of(row: models.Model, name: str) -> spans.Span | None:
    """The span kept in `name`_at, _until, _precision and _words, or None when not known."""
    start, end, precision, words = (getattr(row, f"{name}_{part}") for part in SPAN_PARTS)
    if start and end is None:  # kept by a clock of ours, to the second
        return spans.to_the_second(start)
    return spans.Span(start, end, precision, words) if start else None


def span_columns(name: str, span: spans.Span | None) -> dict[str, Any]:
    """The columns of a span as keyword arguments; None leaves them empty."""
    kept = (span.start, span.end, span.precision, span.words) if span else (None, None, spans.MINUTE, "")
    return {f"{name}_{part}": value for part, value in zip(SPAN_PARTS, kept, strict=True)}


def put_span(row: models.Model, name: str, span: spans.Span | None) -> None:
    """Set the columns of a span; None empties them. Saves nothing."""
    for column, value in span_columns(name, span).items():
        setattr(row, column, value)


class AppendOnly(models.Model):
    """Written once. `append_only.protect` makes PostgreSQL refuse UPDATE, DELETE and TRUNCATE as well."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} rows never change")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: object, **kwargs: object) -> NoReturn:
        raise TypeError(f"{type(self).__name__} rows are never removed")


class HistoryRow(AppendOnly):
    """What every history row carries besides the tracked fields: the event of the deed that wrote it.

    NOT NULL without a default: a row written outside a deed cannot be stored.
    """

    event_id = models.UUIDField(db_index=True)
    saved: models.Model | None = None  # what the deed had in hand when it wrote this row; of a row read back, None

    if TYPE_CHECKING:  # what simple-history gives to each history table
        instance_type: type[models.Model]
        instance: models.Model
        history_type: str
        history_date: datetime
        history_user: User | None
        history_change_reason: str | None

    class Meta:
        abstract = True


class OneOfAKind(HistoryManager):  # type: ignore[misc]  # simple_history says nothing of its types
    """The managers of histories. The library would draw a class anew for each `history` asked for, so for each row kept."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


def tracked() -> HistoricalRecords:
    """The history of a model whose every change is a deed."""
    reason = models.TextField(null=True)
    return HistoricalRecords(bases=[HistoryRow], history_change_reason_field=reason, history_manager=OneOfAKind)


def random_token() -> str:
    """16 random bytes as hex: makes an event's payload unguessable from its content."""
    return secrets.token_hex(16)


class CaseEvent(AppendOnly):
    """One deed, told once: who did what to what, when, from which status to which, and why.

    The actor stands as id *and* as text, so the record outlives accounts and renamed agencies. `payload` is the
    canonical JSON of the event and of the history rows it wrote; the seal is taken over it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    act_id = models.UUIDField(default=uuid.uuid4)  # the events of one act share it
    action = models.CharField(max_length=40, choices=acts)
    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200)
    incident = models.ForeignKey("incidents.Incident", models.PROTECT, null=True, related_name="events")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=20)
    actor_agency = models.CharField(max_length=200, blank=True)
    agency_id = models.PositiveBigIntegerField(null=True)  # the body to which belongs what it was done to, by its key
    recorded_at = models.DateTimeField()
    happened_at = models.DateTimeField()
    status_from = models.CharField(max_length=30, blank=True)
    status_to = models.CharField(max_length=30, blank=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    replay = models.BooleanField(default=False)
    loaded_at = models.DateTimeField(null=True)
    cause = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # of a mail: the act it told of
    payload = models.TextField()

    objects = EventQuerySet.as_manager()  # type: ignore[misc]  # in place of the one all rows written once have

    class Meta:
        ordering = ["recorded_at"]
        indexes = [
            models.Index(fields=["incident", "recorded_at"], name="events_of_a_case_in_order"),
            models.Index(fields=["-recorded_at"], name="latest_events_first"),
            models.Index(fields=["subject_type", "subject_id", "recorded_at"], name="events_of_an_object"),
            models.Index(fields=["actor_name", "-recorded_at"], name="events_by_a_name_in_order"),
            models.Index(fields=["act_id"], name="events_of_one_act"),
            models.Index(
                fields=["agency_id", "-recorded_at", "-id"],  # all that is asked for: nobody weighs it against another
                condition=models.Q(agency_id__isnull=False),
                name="events_about_a_body_in_order",
            ),
            models.Index(
                fields=["-recorded_at"],
                condition=models.Q(action__in=MAY_BE_LEGAL),
                name="events_that_may_be_legal",
            ),
            models.Index(
                fields=["-recorded_at"],
                condition=models.Q(actor_role=str(Role.SYSTEM)),
                name="events_of_the_product_itself",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action__in=SAY_WHY) | ~models.Q(reason=""),
                name="an_act_that_needs_a_reason_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_label}"

    @property
    def of_two_complaints(self) -> bool:
        """Whether why it was done speaks of another complaint, of which whoever reads of this one may not know."""
        return self.action in (Action.MERGE_COMPLAINT, Action.UNMERGE_COMPLAINT)


class Pending(models.Model):
    """Work that an event leaves behind: draw the letter, tell people, seal. Taken and deleted by whoever does it."""

    class Job(models.TextChoices):
        LETTER = "letter"
        TELL = "tell"
        SEAL = "seal"

    event = models.ForeignKey(CaseEvent, models.PROTECT, related_name="pending")
    job = models.CharField(max_length=10, choices=Job.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "job"], name="one_job_of_a_kind_for_each_event")]
        indexes = [models.Index(fields=["job", "id"], name="pending_by_job")]

    def __str__(self) -> str:
        return f"{self.job} {self.event_id}"


class Sequence(models.Model):
    """The last number given out in a scope and year. One locked row, taken inside the deed: no gap, no double."""

    scope = models.CharField(max_length=80)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "year"], name="one_sequence_for_each_scope_and_year")]

    def __str__(self) -> str:
        return f"{self.scope} {self.year}: {self.last}"

    @classmethod
    def take(cls, scope: str, year: int) -> int:
        """The next number of `scope` in `year`, from 1. Only inside a transaction: its lock is what forbids gaps."""
        row, _made = cls.objects.select_for_update().get_or_create(scope=scope, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        return row.last

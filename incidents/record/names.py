"""What things of the record were called when a deed spoke of them: a body of 2023 by its name of 2023.

They are gathered first and fetched together, so that the number of queries does not grow with the events.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db import models
from django.utils.translation import gettext

from ..models import (
    Agency,
    AnomalyRule,
    Answer,
    CaseEvent,
    ClockRule,
    Complaint,
    Deadline,
    Incident,
    Involvement,
    NotificationDuty,
    Participation,
    Question,
    ReminderPolicy,
    Share,
    User,
)
from ..models.record import HistoryRow
from ..plain.clocks import Instant
from ..plain.dates import date_in_words, instant_in_words
from .event_titles import title
from .subject_words import subject_words
from .values import language

Model = type[models.Model]


@dataclass(frozen=True)
class Naming:
    """How rows of a model are called at an instant, and what must be fetched with them to say so."""

    words: Callable[[Any, Instant], str]
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # columns too large to be fetched for a name


def _since(words: str, day: date | None) -> str:
    return f"{words} ({date_in_words(day, language())})" if day else words


# Things without a name, said by their own columns alone: a version of one says what it was called then.
BY_THEMSELVES: dict[Model, Callable[[Any], str]] = {
    AnomalyRule: lambda row: date_in_words(row.effective_from, language()),
    ClockRule: lambda row: _since(row.legal_basis, row.effective_from),
    Deadline: lambda row: instant_in_words(row.due_at, language()),
    ReminderPolicy: lambda row: instant_in_words(row.effective_from, language()),
}
# Models whose own `str` would name somebody as they are called today, or would ask the database for more.
NAMINGS: dict[Model, Naming] = {
    Agency: Naming(lambda row, at: row.short_name_at(at), prefetched=("names",)),
    Answer: Naming(lambda row, at: f"{row.response}: {row.question}", related=("response", "question")),
    CaseEvent: Naming(lambda row, at: f"{title(row)} ({subject_words(row)})", left_out=("payload",)),
    **dict.fromkeys(BY_THEMSELVES, Naming(lambda row, at: BY_THEMSELVES[type(row)](row))),
    Involvement: Naming(
        lambda row, at: f"{row.agency.short_name_at(at)}: {row.get_role_display()}", prefetched=("agency__names",)
    ),
    Participation: Naming(
        lambda row, at: row.agency.short_name_at(at), prefetched=("agency__names",), related=("agency",)
    ),
    NotificationDuty: Naming(lambda row, at: row.agency.short_name_at(at), prefetched=("involvement__agency__names",)),
    Share: Naming(
        lambda row, at: f"{row.incident}: {row.agency.short_name_at(at)}",
        related=("incident",),
        prefetched=("agency__names",),
    ),
}
PLAIN = Naming(lambda row, at: str(row))
# What they are called may change by a deed (a report becomes a case): their own history says what it was.
AS_THEN: tuple[Model, ...] = (Incident, Question)
OWN_NAMES = ("reference", "receipt", "title", "name", "heading", "code", "number")


def name_at(row: models.Model, at: Instant) -> str:
    """What `row` is called at the instant `at`."""
    return NAMINGS.get(type(row), PLAIN).words(row, at)


class Names:
    """Names of what foreign keys point at. `want` all of them, `fetch` once, then ask `of`.

    A case or a complaint that `reader` may not know of has no name: it is another one. Without a reader that is said of every one.
    """

    def __init__(self, reader: User | None) -> None:
        self._reader = reader
        self._known_cases: set[int] = set()
        self._known_complaints: set[int] = set()
        self._wanted: defaultdict[Model, set[object]] = defaultdict(set)
        self._found: dict[tuple[Model, object], Any] = {}
        self._versions: defaultdict[tuple[Model, object], list[HistoryRow]] = defaultdict(list)

    def want(self, tracked: Model, row: HistoryRow, quiet: set[str]) -> None:
        for column in tracked._meta.concrete_fields:
            if column.related_model and column.name not in quiet and getattr(row, column.attname) is not None:
                self._wanted[column.related_model].add(getattr(row, column.attname))

    def fetch(self) -> None:
        self._find_known()
        for model, keys in self._wanted.items():
            naming = NAMINGS.get(model, PLAIN)
            rows = model._base_manager.filter(pk__in=keys).select_related(*naming.related).defer(*naming.left_out)
            for row in rows.prefetch_related(*naming.prefetched):
                self._found[model, row.pk] = row
            if model in AS_THEN:
                history = model.history.model._default_manager  # type: ignore[attr-defined]  # every tracked model has it
                for version in history.filter(**{f"{model._meta.pk.attname}__in": keys}).order_by("history_id"):
                    self._versions[model, getattr(version, model._meta.pk.attname)].append(version)

    def _find_known(self) -> None:
        """Of the cases and complaints that are named, those that the reader may know of."""
        if self._reader and self._wanted[Incident]:
            cases = cast("set[int]", self._wanted[Incident])
            seen = Incident.objects.visible_to(self._reader).filter(pk__in=cases)
            self._known_cases = {row.pk for row in seen.only("pk")}
        if self._reader and self._wanted[Complaint]:
            wanted = cast("set[int]", self._wanted[Complaint])
            complaints = Complaint.objects.visible_to(self._reader).filter(pk__in=wanted)
            self._known_complaints = set(complaints.values_list("pk", flat=True))

    def unknown(self, model: Model, key: object) -> str:
        """What stands for a case or a complaint that the reader may not know of; "" for anything else."""
        if model is Incident and key not in self._known_cases:
            return gettext("another case")
        if model is Complaint and key not in self._known_complaints:
            return gettext("another complaint")
        return ""

    def of(self, model: Model, key: object, at: Instant) -> str:
        """What the row was called at the instant `at`."""
        if unknown := self.unknown(model, key):
            return unknown
        if version := next((v for v in reversed(self._versions[model, key]) if v.history_date <= at), None):
            return str(version.instance)
        row = self._found.get((model, key))
        return name_at(row, at) if row else str(key)


def label(tracked: Model, row: HistoryRow) -> str:
    """What a row of the record is called by itself, "" where it has no name: P-01, INS-2026-0001/K1."""
    if hasattr(tracked, "label"):
        return str(row.instance.label)  # type: ignore[attr-defined]  # evidence and assertions have one
    if tracked is AnomalyRule:  # codes are ours, and say nothing to a reader
        return gettext(row.instance.kind.label)  # type: ignore[attr-defined]  # a rule has one
    if tracked is ClockRule:
        return BY_THEMSELVES[tracked](row.instance)
    columns = {column.name for column in tracked._meta.concrete_fields if not column.is_relation}
    return next((str(getattr(row, name)) for name in OWN_NAMES if name in columns and getattr(row, name)), "")

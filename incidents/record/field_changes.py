"""A field of the record by its name on the pages: which acts wrote it, and what each made of what stood there."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext, override

from ..models import CaseEvent, Deadline, User
from ..models.record import HistoryRow
from . import dues, page_candidates
from .keyset import Place
from .names import Names
from .page_candidates import Candidates
from .trail import ObjectChange, chained, history_models, object_change, said, shown_columns
from .values import Column, language

SHOWN = 4  # tables of whose rows a list says what they were before; more would be more questions than a page may ask

Table = tuple[type[models.Model], type[HistoryRow]]


@dataclass(frozen=True)
class Fields:
    """Every field that bears a name, in each table that has one."""

    columns: tuple[tuple[Table, tuple[Column, ...]], ...]

    def written(self) -> Q:
        """Which events gave one of them another value, or its first."""
        found = Q(pk__in=[])
        for (tracked, history), columns in self.columns:
            for column in columns:
                found |= Q(pk__in=_changed(tracked, history, column).values("event_id"))
        return found

    def candidates(self, before: Place | None = None, after: Place | None = None) -> Candidates:
        """Those of them that come first from a place on: each history is walked in its own order of time."""
        tables = ((table, column) for table, columns in self.columns for column in columns)
        return page_candidates.among((_changed(*table, column) for table, column in tables), before, after)

    def said(self, events: Iterable[CaseEvent], reader: User) -> dict[UUID, list[ObjectChange]]:
        """What each event made of them, in words; nothing where the name stands in more than SHOWN tables, not counting what says a due
        that the act writes elsewhere."""
        tables = self.columns
        if len(tables) > SHOWN:
            tables = tuple(each for each in tables if each[0][0] is not dues.SAYS.field.model)
        if len(tables) > SHOWN:
            return {}
        names, found = Names(reader), []
        keys = {event.pk for event in events}
        for (tracked, history), columns in tables:
            quiet = {field.name for field in tracked._meta.concrete_fields} - {column.name for column in columns}
            versions = _versions(tracked, history, keys)
            before = chained(tracked, versions)
            for row in (row for row in versions if row.event_id in keys):
                for each in filter(None, (row, before.get(row.pk))):
                    names.want(tracked, each, quiet)
                found.append((tracked, before.get(row.pk), row, columns))
        names.fetch()
        told = defaultdict(list)
        for tracked, old, new, columns in found:
            change = object_change(tracked, old, new, names, columns)
            if tracked is Deadline and getattr(new, "due_before", None):
                _say_due_before(change, new, names)
            if change.changes:
                told[new.event_id].append(change)
        return dict(told)


def _say_due_before(change: ObjectChange, new: HistoryRow, names: Names) -> None:
    """Each row of a clock is a new one: what the due was stands in the row itself."""
    due: Column = Deadline.due_before.field
    before = said(Deadline, due, new, new.history_date, names)
    at = str(Deadline.due_at.field.verbose_name)
    change.changes = [replace(each, old=before) if each.label == at else each for each in change.changes]


def _versions(tracked: type[models.Model], history: type[HistoryRow], keys: set[UUID]) -> list[HistoryRow]:
    """Every version of whatever these events wrote, in order."""
    key = tracked._meta.pk.attname
    written = history.objects.filter(event_id__in=keys).order_by().values(key)
    return list(history.objects.filter(**{f"{key}__in": written}).order_by("history_id"))


def _changed(tracked: type[models.Model], history: type[HistoryRow], column: Column) -> models.QuerySet[Any]:
    """The rows of a history in which this field is not what it was in the version before."""
    key, name = tracked._meta.pk.attname, column.attname
    versions: Any = history.objects  # a history has the columns of its own model
    same = versions.filter(**{key: OuterRef(key)}, history_id__lt=OuterRef("history_id"))
    before = same.order_by("-history_id").values(name)[:1]
    rows: models.QuerySet[Any] = versions.exclude(history_type="-").annotate(value_before=Subquery(before)).order_by()
    gone, came = Q(value_before__isnull=False, **{f"{name}__isnull": True}), Q(value_before__isnull=True)
    came &= Q(**{f"{name}__isnull": False})
    if isinstance(column, models.CharField | models.TextField):
        came &= ~Q(**{name: ""})
    return rows.filter(gone | came | Q(value_before__lt=F(name)) | Q(value_before__gt=F(name)))


@cache
def _named(_language: str) -> dict[str, Fields]:
    """{name as it stands on the pages of this language: its fields}."""
    found: defaultdict[str, dict[Table, list[Column]]] = defaultdict(lambda: defaultdict(list))
    for table in history_models():
        for column in shown_columns(table[0]):
            found[str(column.verbose_name)][table].append(column)
            if column in {each.field for each in dues.SHOWN}:
                found[gettext(dues.ANY)][table].append(column)
    return {
        name: Fields(tuple((table, tuple(columns)) for table, columns in tables.items()))
        for name, tables in sorted(found.items())
    }


def known_names() -> list[str]:
    """What fields of the record are called, in the reader's language, in alphabetical order."""
    return list(_named(language()))


def find(name: str) -> Fields | None:
    """The fields that bear this name in the reader's language, in whatever case it is typed, or else in another: a question was kept, or
    an address handed on, by whoever reads that. None for no field's."""
    wanted = " ".join(name.split()).casefold()
    for each in (language(), *(code for code, _name in settings.LANGUAGES)):
        with override(each):
            for known, fields in _named(each).items():
                if known.casefold() == wanted:
                    return fields
    return None

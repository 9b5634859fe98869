"""Reads the record back: the events of a case as lines, and what each deed changed, field by field, in words."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from ..models import CaseEvent, Complaint, Incident, User
from ..models.record import SPAN_PARTS, HistoryRow, span_names
from ..plain.clocks import Instant
from . import drill_marks
from .event_titles import status_words, title
from .names import Names, label
from .values import BETWEEN, LISTED, Column, empty, span_words, words_for

# Keys, digests and paths say nothing to a reader; the case and request of a row are the page it stands on.
QUIET = {"id", "act_id", "version", "path", "content_digest", "draft_digest", "incident", "request", "event", "finding"}
QUIET |= {"email_print", "phone_print", "key", "other_than", "scope"}

Run = tuple[str, str]  # "same", "del" or "add", and the words
Version = tuple[HistoryRow | None, Instant]  # a row as it was, None for none, and the instant whose names it is told in


@dataclass
class Change:
    """One field of one object: how it was, how it is. `words` holds a word diff for long texts."""

    label: str
    old: str
    new: str
    words: list[Run] = field(default_factory=list)


@dataclass
class ObjectChange:
    """What a deed did to one object: "+" made, "~" changed, "-" removed. `leads_to`: its table and key, where the reader may go to
    all of its versions (record.versions)."""

    kind: str
    table: str
    label: str
    changes: list[Change]
    row: HistoryRow | None = None
    leads_to: tuple[str, int] | None = None


@dataclass
class TrailEntry:
    """An event with everything it changed."""

    event: CaseEvent
    objects: list[ObjectChange]
    case: Incident | None = None  # in which it was done, as far as the reader may know of it
    drill: bool = False  # that case, or the actor that it was done to, is one of a drill
    of_hidden: bool = False  # it speaks of what the reader may not know of: why it was done is not told either

    @property
    def title(self) -> str:
        return title(self.event)

    @property
    def status_change(self) -> tuple[str, str] | None:
        """(status before, status after) in words, None when the deed left the status as it was."""
        before, after = self.event.status_from, self.event.status_to
        if before == after or not after:
            return None
        return status_words(self.event, before) or empty(), status_words(self.event, after)


@cache
def history_models() -> list[tuple[type[models.Model], type[HistoryRow]]]:
    """(tracked model, its history model) for every tracked table."""
    return [
        (model.instance_type, model)
        for model in apps.get_models()
        if issubclass(model, HistoryRow) and not model._meta.abstract
    ]


def entries(events: Iterable[CaseEvent], reader: User | None = None) -> list[TrailEntry]:
    """The events with their changes, in the order given; of other cases those are named that `reader` may know of.

    One query says which tables these events wrote, then at most two for each of those and three for each kind of thing
    that is named: the number does not grow with the events.
    """
    events = list(events)
    rows_of = defaultdict(list)
    names = Names(reader)
    for tracked, history in _written_by(events):
        rows = list(history.objects.filter(event_id__in=[e.pk for e in events]).order_by("history_id"))
        before = _versions_before(history, tracked, rows)
        for row in rows:
            rows_of[row.event_id].append((tracked, before.get(row.pk), row))
            names.want(tracked, row, QUIET)
            if before.get(row.pk):
                names.want(tracked, before[row.pk], QUIET)
    names.fetch()
    cases, hidden = _known_cases(events, reader), _of_hidden_complaints(events, reader)
    drills = drill_marks.of_actors(events) | {
        e.pk for e in events if e.incident_id in cases and cases[e.incident_id].drill
    }
    return [
        TrailEntry(
            e,
            [object_change(t, old, new, names) for t, old, new in rows_of[e.pk]],
            cases.get(e.incident_id or 0),
            drill=e.pk in drills,
            of_hidden=e.pk in hidden or bool(reader and e.incident_id and e.incident_id not in cases),
        )
        for e in events
    ]


def _known_cases(events: list[CaseEvent], reader: User | None) -> dict[int, Incident]:
    """Of the cases in which these events were done, those that `reader` may know of."""
    keys = {event.incident_id for event in events if event.incident_id}
    return Incident.objects.visible_to(reader).in_bulk(keys) if reader and keys else {}


def _of_hidden_complaints(events: list[CaseEvent], reader: User | None) -> set[Any]:
    """Those by which a complaint came to count with one that `reader` may not know of, or no more: why says what that is about."""
    with_other = {e.pk: e.details.get("complaint", "") for e in events if e.of_two_complaints} if reader else {}
    if not reader or not with_other:
        return set()
    seen = Complaint.objects.visible_to(reader).filter(reference__in=with_other.values())
    known = set(seen.values_list("reference", flat=True))
    return {pk for pk, number in with_other.items() if number not in known}


def _written_by(events: list[CaseEvent]) -> list[tuple[type[models.Model], type[HistoryRow]]]:
    """The (tracked model, its history model) that these events wrote rows of: one query for all tables."""
    if not events:  # most pages ask about what was put right, and most of the time nothing was
        return []
    key, everything = CaseEvent._meta.pk, history_models()
    keys = [key.get_db_prep_value(event.pk, connection) for event in events]
    with connection.cursor() as cursor:
        cursor.execute(_which_hold(len(keys)), keys * len(everything))
        return [everything[n] for (n,) in sorted(cursor.fetchall())]


def _which_hold(events: int) -> str:
    """Asks which history tables hold a row of so many events. As a union of querysets it was compiled anew on each page,
    table by table: 16 ms of processor where this takes one."""
    column, holes = connection.ops.quote_name("event_id"), ", ".join(["%s"] * events)
    tables = [connection.ops.quote_name(history._meta.db_table) for _tracked, history in history_models()]
    return " UNION ALL ".join(
        f"SELECT {n} WHERE EXISTS (SELECT 1 FROM {table} WHERE {column} IN ({holes}))"  # noqa: S608  (names of our tables)
        for n, table in enumerate(tables)
    )


def _versions_before(
    history: type[HistoryRow], tracked: type[models.Model], rows: list[HistoryRow]
) -> dict[int, HistoryRow]:
    """For each row the version of the same object that it replaced, in one query; none where all tell of a birth."""
    key = tracked._meta.pk.attname
    changed = {getattr(r, key) for r in rows if r.history_type != "+"}
    same = history.objects.filter(**{f"{key}__in": changed}).order_by("history_id")
    return chained(tracked, same) if changed else {}


def chained(tracked: type[models.Model], rows: Iterable[HistoryRow]) -> dict[int, HistoryRow]:
    """{key of a row: the version before it}, of all versions of some objects in order."""
    key, before = tracked._meta.pk.attname, {}
    versions = defaultdict(list)
    for row in rows:
        versions[getattr(row, key)].append(row)
    for chain in versions.values():
        for old, new in zip(chain, chain[1:], strict=False):
            before[new.pk] = old
    return before


@cache
def shown_columns(tracked: type[models.Model]) -> tuple[Column, ...]:
    """The columns of a tracked model that stand in its history, a span once, under its first instant; not what only counts by one."""
    spans = span_names(tracked)
    parts = {f"{name}_{part}" for name in spans for part in SPAN_PARTS[1:]} | {*getattr(tracked, "COUNTED", ())}
    return tuple(
        column
        for column in tracked._meta.concrete_fields
        if column.name not in QUIET and column.name not in parts and not column.primary_key
    )


def object_change(
    tracked: type[models.Model],
    old: HistoryRow | None,
    new: HistoryRow,
    names: Names,
    columns: Iterable[Column] | None = None,
) -> ObjectChange:
    """What `new` made of `old`, field by field, or of these columns alone; without an old one, what it says."""
    changes = []
    was, now = (None if new.history_type == "+" else old), (None if new.history_type == "-" else new)
    for column in shown_columns(tracked) if columns is None else columns:
        if _same(tracked, column, was, now):
            continue
        changes.append(change_of(tracked, column, (was, new.history_date), (now, new.history_date), names))
    return ObjectChange(new.history_type, str(tracked._meta.verbose_name), label(tracked, new), changes, new)


def change_of(tracked: type[models.Model], column: Column, was: Version, now: Version, names: Names) -> Change:
    """One field before and after, each in the words of its instant; a long text word by word, several choices one by one."""
    before, after = (said(tracked, column, row, at, names) for row, at in (was, now))
    name = called(tracked, column, now[0] or was[0])
    between = BETWEEN if (tracked, column.name) in LISTED else " " if isinstance(column, models.TextField) else ""
    compared = between and empty() not in (before, after)
    return Change(name, before, after, word_diff(before, after, between) if compared else [])


def called(tracked: type[models.Model], column: Column, row: HistoryRow | None) -> str:
    """The field's name; of a row that says otherwise what it is (models.FollowUp) as it says, "" where it says nothing by it."""
    otherwise = getattr(tracked, "called_otherwise", None)
    found = otherwise(row).get(column.name) if otherwise and row is not None else None
    return str(column.verbose_name if found is None else found)


def kept(tracked: type[models.Model], column: Column, row: HistoryRow | None) -> Any:
    """What the row keeps of this field: of a span all of its columns; None where there is no row or nothing."""
    if not called(tracked, column, row):
        return None
    name = column.name.removesuffix("_at")
    if row is not None and name in span_names(tracked) and getattr(row, column.attname) is not None:
        return tuple(getattr(row, f"{name}_{part}") for part in SPAN_PARTS)
    value = None if row is None else getattr(row, column.attname)
    return None if value in (None, "", [], {}) else value


def _same(tracked: type[models.Model], column: Column, was: HistoryRow | None, now: HistoryRow | None) -> bool:
    return bool(kept(tracked, column, was) == kept(tracked, column, now))


def said(tracked: type[models.Model], column: Column, row: HistoryRow | None, at: Instant, names: Names) -> str:
    """One field of a row in words, its relations by their names at the instant `at`."""
    if row is None or kept(tracked, column, row) is None:
        return empty()
    name = column.name.removesuffix("_at")
    if name in span_names(tracked):
        return span_words(row, name)
    value = getattr(row, column.attname)
    if column.related_model:
        return names.of(column.related_model, value, at)
    return words_for(tracked, column)(value, row)


def word_diff(old: str, new: str, between: str = " ") -> list[Run]:
    """[("same" | "del" | "add", text), …] word by word; or part by part, where something else stands between the parts."""
    a, b = old.split(between), new.split(between)
    out: list[Run] = []
    for op, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(("same", between.join(a[a1:a2])))
            continue
        if a2 > a1:
            out.append(("del", between.join(a[a1:a2])))
        if b2 > b1:
            out.append(("add", between.join(b[b1:b2])))
    sign = between.strip()  # which is lost between two runs
    return [(kind, f"{text}{sign}") for kind, text in out[:-1]] + out[-1:]

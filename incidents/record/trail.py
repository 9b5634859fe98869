"""Reads the record back: the events of a case as lines, and what each deed changed, field by field, in words."""

import difflib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from ..models import CaseEvent, User
from ..models.record import HistoryRow
from ..plain import letter_kinds
from ..plain.clocks import WIB
from ..plain.dates import date_in_words, instant_in_words
from ..workflow import TRANSITIONS, Action, Subject
from .cited_numbers import Cited

# Digests and paths say nothing to a reader; the case and request of a row are the page it stands on.
QUIET = {"id", "version", "path", "content_digest", "draft_digest", "incident", "request", "event"}
ANSWERS = frozenset(letter_kinds.RECEIPT.made_by)
LEGAL = letter_kinds.LEGAL_ACTS | {Action.ACCEPT, Action.RETURN, Action.CLOSE}

Run = tuple[str, str]  # "same", "del" or "add", and the words
Column: TypeAlias = "models.Field[Any, Any]"


@dataclass
class Change:
    """One field of one object: how it was, how it is. `words` holds a word diff for long texts."""

    label: str
    old: str
    new: str
    words: list[Run] = field(default_factory=list)


@dataclass
class ObjectChange:
    """What a deed did to one object: "+" made, "~" changed, "-" removed."""

    kind: str
    table: str
    label: str
    changes: list[Change]


@dataclass
class Entry:
    """An event with everything it changed."""

    event: CaseEvent
    objects: list[ObjectChange]

    @property
    def title(self) -> str:
        return title(self.event)


def title(event: CaseEvent) -> str:
    """The past-tense line of an event, in the reader's language."""
    if event.action not in TRANSITIONS:
        return event.action
    done, kind = gettext(TRANSITIONS[Action(event.action)].done), _kind_of_case_letter(event)
    return f"{done}: {gettext(kind.label)}" if kind else done


def _kind_of_case_letter(event: CaseEvent) -> letter_kinds.LetterKind | None:
    """The kind of letter that a deed on a letter of the case is about, or None: several kinds share those deeds."""
    subject = TRANSITIONS[Action(event.action)].subject if event.action in TRANSITIONS else None
    own = event.subject_type == Subject.CASE_LETTER and subject == Subject.CASE_LETTER
    return letter_kinds.KINDS.get(event.details.get("kind_of_letter")) if own else None


def mark(event: CaseEvent) -> str:
    """How the timeline marks an event: legal act, answer, statement said elsewhere, or ordinary work."""
    kind = _kind_of_case_letter(event)
    if event.action in LEGAL or (event.action == Action.ISSUE_LETTER and kind and kind.legal):
        return "legal"
    if event.action in ANSWERS:
        return "answer"
    if event.action == Action.NOTE and event.details.get("kind") == "statement":
        return "elsewhere"
    if event.action == Action.GIVE_UP_MESSAGE:
        return "failed"
    return "work"


def history_models() -> list[tuple[type[models.Model], type[HistoryRow]]]:
    """(tracked model, its history model) for every tracked table."""
    return [
        (model.instance_type, model)
        for model in apps.get_models()
        if issubclass(model, HistoryRow) and not model._meta.abstract
    ]


def entries(events: Iterable[CaseEvent]) -> list[Entry]:
    """The events with their changes, in the order given. A fixed number of queries for each tracked table."""
    events = list(events)
    rows_of = defaultdict(list)
    names = _Names()
    for tracked, history in history_models():
        rows = list(history.objects.filter(event_id__in=[e.pk for e in events]).order_by("history_id"))
        if not rows:
            continue
        before = _versions_before(history, tracked, rows)
        for row in rows:
            rows_of[row.event_id].append((tracked, before.get(row.pk), row))
            names.want(tracked, row)
            if before.get(row.pk):
                names.want(tracked, before[row.pk])
    names.fetch()
    return [Entry(e, [_object_change(t, old, new, names) for t, old, new in rows_of[e.pk]]) for e in events]


def _versions_before(
    history: type[HistoryRow], tracked: type[models.Model], rows: list[HistoryRow]
) -> dict[int, HistoryRow]:
    """For each row the version of the same object that it replaced, in one query."""
    key = tracked._meta.pk.attname
    versions = defaultdict(list)
    for row in history.objects.filter(**{f"{key}__in": {getattr(r, key) for r in rows}}).order_by("history_id"):
        versions[getattr(row, key)].append(row)
    before = {}
    for chain in versions.values():
        for old, new in zip(chain, chain[1:], strict=False):
            before[new.pk] = old
    return before


def _object_change(
    tracked: type[models.Model], old: HistoryRow | None, new: HistoryRow, names: "_Names"
) -> ObjectChange:
    changes = []
    for column in tracked._meta.concrete_fields:
        if column.name in QUIET or column.primary_key:
            continue
        was = getattr(old, column.attname) if old and new.history_type != "+" else None
        now = None if new.history_type == "-" else getattr(new, column.attname)
        if was == now or (new.history_type == "+" and now in (None, "", [], {})):
            continue
        before, after = names.words(column, was), names.words(column, now)
        long = isinstance(column, models.TextField) and was and now
        changes.append(Change(str(column.verbose_name), before, after, word_diff(before, after) if long else []))
    return ObjectChange(new.history_type, str(tracked._meta.verbose_name), names.label(tracked, new), changes)


def word_diff(old: str, new: str) -> list[Run]:
    """[("same" | "del" | "add", text), …] word by word."""
    a, b = old.split(" "), new.split(" ")
    out: list[Run] = []
    for op, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            out.append(("same", " ".join(a[a1:a2])))
            continue
        if a2 > a1:
            out.append(("del", " ".join(a[a1:a2])))
        if b2 > b1:
            out.append(("add", " ".join(b[b1:b2])))
    return out


class _Names:
    """Turns stored values into words. Foreign keys are gathered first and fetched in one query for each table."""

    def __init__(self) -> None:
        self.wanted: defaultdict[type[models.Model], set[object]] = defaultdict(set)
        self.found: dict[tuple[type[models.Model] | None, object], str] = {}

    def want(self, tracked: type[models.Model], row: HistoryRow) -> None:
        for column in tracked._meta.concrete_fields:
            if column.related_model and getattr(row, column.attname) is not None:
                self.wanted[column.related_model].add(getattr(row, column.attname))

    def fetch(self) -> None:
        for model, keys in self.wanted.items():
            for row in model._default_manager.filter(pk__in=keys):
                self.found[model, row.pk] = str(row)

    def label(self, tracked: type[models.Model], row: HistoryRow) -> str:
        for name in ("reference", "number", "title", "name", "heading", "code"):
            column = next((c for c in tracked._meta.concrete_fields if c.name == name), None)
            if column and not column.is_relation and getattr(row, name, None) not in (None, ""):
                return str(getattr(row, name))
        return ""

    def words(self, column: Column, value: Any) -> str:
        if value is None or value == "":
            return gettext("empty")
        if column.is_relation:
            return self.found.get((column.related_model, value), str(value))
        if column.choices:
            return gettext(str(dict(column.flatchoices).get(value, value)))
        if isinstance(column, models.BooleanField):
            return gettext("yes") if value else gettext("no")
        if isinstance(column, models.DateTimeField):
            return instant_in_words(value, get_language(), seconds=True)
        if isinstance(column, models.DateField):
            return date_in_words(value, get_language())
        if column.name == "facts":
            return " · ".join(_leaves(value))
        if isinstance(column, models.JSONField):
            return gettext("frozen content with %(count)d parts") % {"count": len(value)}
        return str(value)


def _leaves(value: Any) -> list[str]:
    """What a letter of the case says, text by text; instants in words."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in _leaves(each)]
    try:
        return [instant_in_words(datetime.fromisoformat(value), get_language() or "id")]
    except (TypeError, ValueError):
        return [value] if value else []


def stream(
    user: User,
    *,
    cited: Cited | None = None,
    action: str = "",
    actor: str = "",
    start: date | None = None,
    end: date | None = None,
) -> QuerySet[CaseEvent]:
    """The events a reader may know of, latest first, narrowed by what bears a number, act, person and days in WIB."""
    events = CaseEvent.objects.visible_to(user).select_related("incident").order_by("-recorded_at")
    if cited:
        events = events.filter(cited.events())
    if action:
        events = events.filter(action=action)
    if actor:
        events = events.filter(actor_name__icontains=actor)
    if start:
        events = events.filter(recorded_at__gte=_day_start(start))
    if end:
        events = events.filter(recorded_at__lt=_day_start(end + timedelta(days=1)))
    return events


def _day_start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=WIB)

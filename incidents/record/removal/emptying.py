"""Empties what a removal is of, wherever the product put it: the rows of today, their history, the events that tell of them with their
payloads; then the access log (`access_entries`) and what is kept beside the record (`beside_the_record`). Inside the deed of the
removal; the bytes of files go when that is certain.

What is emptied is looked for by where it stands and by what it was: copies of a text in other rows of the same case (a letter
that quotes the question, an event that names the file) go as well. Everything else of a payload stays and is proved on: its
new hash stands in the note of the removal, beside the one that was sealed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import models

from ...models import CaseEvent, Leaf, StoredFile, custody
from ...models.record import HistoryRow
from ...workflow import Subject
from .. import search, transparency
from ..canonical import canonical_json
from . import access_entries, beside_the_record, door
from .content import OF_AN_ADDRESS, OF_NO_CASE, TOLD_APART, Model, emptied
from .content import column as column_of
from .statements import EVENT, Line
from .under_way import NotSealedYet as NotSealedYet  # what `run` raises
from .under_way import Result as Result  # what it returns
from .under_way import UnderWay, reached

CUSTODY = (*custody.GIVEN, *custody.MENDED)  # from whom to whom, as people wrote their names


class Emptying(UnderWay):
    """One removal, carried out: see UnderWay."""

    changed: defaultdict[UUID, dict[tuple[str, int], dict[str, Any]]]

    def run(self) -> Result:
        """Raises NotSealedYet."""
        self.changed = defaultdict(dict)
        for row, changed in self.changes_of_today():
            self.result.rows.append(reached(row, changed))
            for name, value in changed.items():
                setattr(row, name, value)
            row.save()
        for model, history, keys in self.looked_through():
            self._rows_of_history(model, history, keys)
        for model, (history, _keys) in self.tables.items():
            if model in OF_NO_CASE:
                self._reasons_of_history(history)
        self._events()
        beside_the_record.empty(self, access_entries.empty(self))
        self.result.files = list(StoredFile.objects.filter(pk__in=self.scope.files).order_by("pk"))
        return self.result

    def changes_of_today(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each row of today that is to hold something else, with what in which columns."""
        for model, _history, keys in self.looked_through():
            for row in model._base_manager.filter(pk__in=keys).order_by("pk"):
                if changed := self._new(model, row.pk, row):
                    yield row, changed

    def _new(self, model: Model, key: Any, row: models.Model) -> dict[str, Any]:
        """{name of a column: what it is to hold} of the columns of a row, of today or of history, that change."""
        names, found = self.scope.targets.get((model, key), set()), {}
        for column in self.columns(model, key):
            value = getattr(row, column.attname)
            if column.name in names:
                new = emptied(model, column, value, self.words, self.short)
                new = f"{new} {key}" if (model, column.name) in TOLD_APART else new
                new = f"{new}-{key}" if (model, column.name) in OF_AN_ADDRESS else new
            elif isinstance(column, models.JSONField):
                new = self.copies.without_in_json(value)
            else:
                new = self.copies.without_in(column, value) if value else value
            if new != value:
                found[column.attname] = new
        return found

    def _rows_of_history(self, model: Model, history: type[HistoryRow], keys: set[Any]) -> None:
        key = model._meta.pk.attname
        rows = history.objects.filter(**{f"{key}__in": keys}).exclude(event_id=self.event).order_by("history_id")
        for row in rows:
            changed = self._new(model, getattr(row, key), row)
            reason = row.history_change_reason
            if reason and (new := self.reason(reason)) != reason:
                changed["history_change_reason"] = new
            if changed:
                door.write(self.event, history, row.pk, changed)
                self.changed[row.event_id][history._meta.db_table, row.pk] = changed

    def _reasons_of_history(self, history: type[HistoryRow]) -> None:
        """Of a row that is no content, such as a number of the register, goes why the deed was done that wrote it."""
        for row in history.objects.filter(event_id__in=self.events.values("pk")).order_by("history_id"):
            reason = row.history_change_reason
            if reason and (new := self.reason(reason)) != reason:
                door.write(self.event, history, row.pk, {"history_change_reason": new})
                self.changed[row.event_id].setdefault((history._meta.db_table, row.pk), {})["history_change_reason"] = (
                    new
                )

    def _events(self) -> None:
        told = CaseEvent.objects.filter(pk__in=[*self.events.values_list("pk", flat=True), *self.changed])
        sealed = dict(Leaf.objects.filter(event__in=told.order_by().values("pk")).values_list("event", "hash"))
        for event in told.order_by("recorded_at", "pk"):
            own = {name: value for name, value in self._own(event).items() if value != getattr(event, name)}
            payload = self._payload(event, own)
            if payload == event.payload:
                continue
            if event.pk not in sealed:
                raise NotSealedYet
            was = transparency.hash_of(event.payload).hex()
            self.result.lines.append(Line(EVENT, str(event.pk), was, transparency.hash_of(payload).hex()))
            self.result.events.append(event.pk)
            door.write(self.event, CaseEvent, event.pk, own | {"payload": payload})
        search.index_again(CaseEvent, self.result.events)

    def _own(self, event: CaseEvent) -> dict[str, Any]:
        """What an event itself is to say; that of a removal says the same as before, of the rows that it emptied other columns go."""
        if event.subject_type == Subject.REMOVAL:
            return {}
        own: dict[str, Any] = {"details": self.copies.without_in_details(event.details, whole=self.scope.whole)}
        if event.action in CUSTODY and self.scope.whole:
            own["details"] |= {name: self.short for name in ("from", "to") if event.details.get(name)}
            own["details"] |= {"gone": event.details["gone"] | {"words": ""}} if "gone" in event.details else {}
        own["reason"] = self.reason(event.reason) if event.reason else ""
        own["subject_label"] = self.copies.without_in(column_of(CaseEvent, "subject_label"), event.subject_label)
        return own

    def _payload(self, event: CaseEvent, own: dict[str, Any]) -> str:
        said = json.loads(event.payload)
        rows = self.changed.get(event.pk, {})
        if not own and not rows:
            return event.payload
        said["event"] |= own
        for row in said["history"]:
            row |= rows.get((row["table"], row["history_id"]), {})
        return canonical_json(said)

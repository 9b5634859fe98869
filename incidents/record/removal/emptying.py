"""Empties what a removal is of, wherever the product put it: the rows of today, their history, the events that tell of them with their
payloads, entries of the access log, drafts and what is kept for speed. Inside the deed of the removal; the bytes of files go
when that is certain.

What is emptied is looked for by where it stands and by what it was: copies of a text in other rows of the same case (a letter
that quotes the question, an event that names the file) go as well. Everything else of a payload stays and is proved on: its
new hash stands in the note of the removal, beside the one that was sealed.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus
from uuid import UUID

from django.db import models

from ...models import (
    AccessEntry,
    AgencyName,
    AnswerDraft,
    CaseEvent,
    ComplainantSheet,
    DraftFile,
    Export,
    Incident,
    LastLook,
    Leaf,
    ProofBundle,
    StoredFile,
    Unit,
    User,
)
from ...models.record import HistoryRow
from ...workflow import Action, Subject
from .. import search, transparency
from ..canonical import canonical_json
from ..trail import history_models
from . import door
from .content import OF_NO_CASE, Model, columns_of, emptied
from .content import column as column_of
from .copies import BEGINS, SHORTEST, Copies
from .scopes import Scope, events_of, written_in
from .statements import ENTRY, EVENT, Line

CUSTODY = (Action.HAND_OVER, Action.RELEASE)  # from whom to whom, as people wrote their names


class NotSealedYet(Exception):
    """What is to be emptied is not sealed: its proof would end before it begins."""


@dataclass
class Result:
    """What was emptied: the lines of the note, files whose bytes go (rows of StoredFile), the paths of drafts' bytes, the keys of the
    events that hold something else now."""

    lines: list[Line] = field(default_factory=list)
    files: list[StoredFile] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    events: list[UUID] = field(default_factory=list)


class Emptying:
    """One removal under way. `event` is the key of its event, `words` the sentence that takes the place of what is emptied, `short`
    the same where there is little room."""

    def __init__(
        self,
        scope: Scope,
        incident: Incident | None,
        sheet: ComplainantSheet | None,
        event: UUID,
        words: str,
        short: str,
    ) -> None:
        self.scope, self.event, self.words, self.short = scope, event, words, short
        self.incident, self.result = incident, Result()
        self.events = events_of(incident, sheet).exclude(subject_type=Subject.REMOVAL)
        self.tables = {tracked: (history, keys) for tracked, history, keys in written_in(self.events)}
        for model, key in scope.targets:
            history, keys = self.tables.get(model, (_history_of(model), set()))
            self.tables[model] = history, keys | {key}
        self.copies = Copies((), short)
        self.changed: defaultdict[UUID, dict[tuple[str, int], dict[str, Any]]] = defaultdict(dict)

    def run(self) -> Result:
        """Raises NotSealedYet."""
        self.copies = Copies(self._texts(), self.short)
        for model, (history, keys) in self.tables.items():
            if model not in OF_NO_CASE:
                self._rows_of_today(model, keys)
                self._rows_of_history(model, history, keys)
        self._events()
        self._access_entries()
        self._beside_the_record()
        self._exports()
        self._files()
        return self.result

    def _texts(self) -> set[str]:
        """What the targets ever said, as far as it is looked for elsewhere; names of bodies and officials are none's content."""
        found: set[str] = set()
        for (model, key), names in self.scope.targets.items():
            own = [name for name in names if not isinstance(column_of(model, name), models.JSONField)]
            for rows in (
                _history_of(model).objects.filter(**{model._meta.pk.attname: key}),
                model._base_manager.filter(pk=key),
            ):
                for values in rows.order_by().values_list(*own) if own else ():
                    found |= {
                        value.strip() for value in values if isinstance(value, str) and len(value.strip()) >= SHORTEST
                    }
        if self.scope.whole:
            found |= {
                reason.strip()
                for reason in self.events.exclude(reason="").values_list("reason", flat=True)
                if len(reason) >= SHORTEST
            }
        return {text for text in found - _official() if text not in self.short and not text.startswith(self.short)}

    def _new(self, model: Model, key: Any, row: models.Model) -> dict[str, Any]:
        """{name of a column: what it is to hold} of the columns of a row, of today or of history, that change."""
        names, found = self.scope.targets.get((model, key), set()), {}
        for column in {*columns_of(model), *(column_of(model, name) for name in names)}:
            value = getattr(row, column.attname)
            if column.name in names:
                new = emptied(model, column, value, self.words, self.short)
            elif isinstance(column, models.JSONField):
                new = self.copies.without_in_json(value)
            else:
                new = self.copies.without_in(column, value) if value else value
            if new != value:
                found[column.attname] = new
        return found

    def _rows_of_today(self, model: Model, keys: set[Any]) -> None:
        for row in model._base_manager.filter(pk__in=keys).order_by("pk"):
            if changed := self._new(model, row.pk, row):
                for name, value in changed.items():
                    setattr(row, name, value)
                row.save()

    def _rows_of_history(self, model: Model, history: type[HistoryRow], keys: set[Any]) -> None:
        key = model._meta.pk.attname
        rows = history.objects.filter(**{f"{key}__in": keys}).exclude(event_id=self.event).order_by("history_id")
        for row in rows:
            changed = self._new(model, getattr(row, key), row)
            reason = row.history_change_reason
            if reason and (new := self._reason(reason)) != reason:
                changed["history_change_reason"] = new
            if changed:
                door.write(self.event, history, row.pk, changed)
                self.changed[row.event_id][history._meta.db_table, row.pk] = changed

    def _reason(self, reason: str) -> str:
        return self.words if self.scope.whole else self.copies.without(reason)

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
        own["reason"] = self._reason(event.reason) if event.reason else ""
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

    def _access_entries(self) -> None:
        """Reads whose line bears what was removed, of the things of the case and of what an auditor looked for."""
        found = AccessEntry.objects.none()
        for model, (_history, keys) in self.tables.items():
            if model in OF_NO_CASE:
                continue
            found |= AccessEntry.objects.filter(
                subject_type=model._meta.model_name, subject_id__in=[str(key) for key in keys]
            )
        if self.incident and self.scope.whole:  # what was proved of it, or taken out, was noted on the proof as well
            own = self.incident.reference
            bundles = ProofBundle.objects.filter(kind=ProofBundle.Kind.CASE, label=own)
            exports = [each.pk for each in Export.objects.all() if own in each.label.split()]
            for model, rows in ((ProofBundle, bundles.values_list("pk", flat=True)), (Export, exports)):
                noted = {"subject_type": model._meta.model_name, "subject_id__in": [str(key) for key in rows]}
                found |= AccessEntry.objects.filter(**noted)
        of_the_case = {*found.values_list("pk", flat=True)}
        keys = {*of_the_case}
        for each in self.copies.texts:
            begins = each[:BEGINS]
            bears = models.Q(path__icontains=quote_plus(begins)) | models.Q(reason__contains=begins)
            keys |= {*AccessEntry.objects.filter(bears).values_list("pk", flat=True)}
        sealed = {*Leaf.objects.filter(entry__in=keys).values_list("entry", flat=True)}
        for entry in AccessEntry.objects.filter(pk__in=keys).order_by("pk"):
            why = self._why_looked(entry, entry.pk in of_the_case) if entry.reason else ""
            new = {
                "subject_label": self.copies.without_in(column_of(AccessEntry, "subject_label"), entry.subject_label),
                "reason": why,
                "path": self.copies.without_in_path(entry.path),
            }
            new = {name: value for name, value in new.items() if value != getattr(entry, name)}
            if not new:
                continue
            if entry.pk not in sealed:
                raise NotSealedYet
            was = transparency.hash_of(transparency.sealed_text(entry)).hex()
            door.write(self.event, AccessEntry, entry.pk, new)
            for name, value in new.items():
                setattr(entry, name, value)
            now = transparency.hash_of(transparency.sealed_text(entry)).hex()
            self.result.lines.append(Line(ENTRY, str(entry.pk), was, now))

    def _why_looked(self, entry: AccessEntry, of_the_case: bool) -> str:
        """The reason of a look: with all content of a case, or with who complained, what was said about why goes as well."""
        sheets = {(model._meta.model_name, str(key)) for model, key in self.scope.targets if model is ComplainantSheet}
        if (entry.subject_type, entry.subject_id) in sheets or (of_the_case and self.scope.whole):
            return self.words
        return self.copies.without(entry.reason)

    def _beside_the_record(self) -> None:
        """Drafts that nobody sent, and what an approver last saw: they are no record, and go whole."""
        if self.incident is None:
            return
        for draft in AnswerDraft.objects.filter(question__request__incident=self.incident):
            if self.scope.whole or self._holds(draft.text) or self._holds(draft.value):
                self.result.drafts += DraftFile.objects.filter(draft=draft).values_list("path", flat=True)
                draft.delete()
        for look in LastLook.objects.filter(request__incident=self.incident):
            if self.scope.whole or self._holds(look.content) or self._holds(look.before):
                look.delete()

    def _exports(self) -> None:
        """What was asked of an export or a proof, and why: no record, but it says whom somebody looked for."""
        own = str(self.incident and self.incident.reference)
        for export in Export.objects.order_by("asked_at").iterator():
            whole = self.scope.whole and own in export.label.split()
            new = {
                "label": self.copies.without_in(column_of(Export, "label"), export.label),
                "reason": self._reason(export.reason) if whole else self.copies.without(export.reason),
                "asked": {name: self.copies.without_in_any_case(str(value)) for name, value in export.asked.items()},
            }
            if all(value == getattr(export, name) for name, value in new.items()):
                continue
            if export.manifest:
                new["manifest"] = canonical_json(json.loads(export.manifest) | new)
            for name, value in new.items():
                setattr(export, name, value)
            export.save(update_fields=list(new))
        for bundle in ProofBundle.objects.iterator():
            of_it = bundle.kind == ProofBundle.Kind.CASE and bundle.label == own
            reason = self.words if self.scope.whole and of_it else self.copies.without(bundle.reason)
            label = self.copies.without_in(column_of(ProofBundle, "label"), bundle.label)
            if (reason, label) != (bundle.reason, bundle.label):
                bundle.reason, bundle.label = reason, label
                bundle.save(update_fields=["reason", "label"])

    def _holds(self, value: Any) -> bool:
        return bool(self.copies.without_in_json(value) != value)

    def _files(self) -> None:
        self.result.files = list(StoredFile.objects.filter(pk__in=self.scope.files).order_by("pk"))


def _history_of(model: Model) -> type[HistoryRow]:
    return dict(history_models())[model]


def _official() -> set[str]:
    """What bodies, units and the people of this product are called: no content of a case, however often it stands there."""
    names = [
        *AgencyName.objects.values_list("name", "short_name", "head_office"),
        *Unit.objects.values_list("ministry", "name", "signatory_office"),
    ]
    return {each for row in names for each in row} | {*User.objects.values_list("name", flat=True)}

"""Empties what is no record and holds a copy all the same: drafts, what an approver last saw, what was asked of exports and proofs,
questions that somebody keeps, what verifications found. An app above adds what it keeps itself (`empties_too`)."""

import json
from collections.abc import Callable
from typing import Any

from django.db.models import Q

from ...models import (
    AnswerDraft,
    CaseEvent,
    DraftFile,
    Export,
    IntakeDraft,
    IntakeFile,
    LastLook,
    ProofBundle,
    SavedQuestion,
    StoredFile,
    Verification,
)
from .. import discrepancies
from ..canonical import canonical_json
from . import door
from .access_entries import proofs_of
from .content import column as column_of
from .under_way import UnderWay

_others: list[Callable[[UnderWay], None]] = []


def empties_too(emptier: Callable[[UnderWay], None]) -> Callable[[UnderWay], None]:
    """Decorator: this function is called at each removal, and empties what its own app keeps."""
    _others.append(emptier)
    return emptier


def empty(under: UnderWay, entries: set[int]) -> None:
    """`entries` are the keys of the access log's entries that are of the case."""
    _drafts(under)
    _exports(under)
    _proofs(under, entries)
    _questions(under)
    _verifications(under)
    for emptier in _others:
        emptier(under)


def rewrite(row: Any, **new: Any) -> None:
    """Put these values into a row that is no record, where they are others."""
    changed = {name: value for name, value in new.items() if value != getattr(row, name)}
    for name, value in changed.items():
        setattr(row, name, value)
    if changed:
        row.save(update_fields=list(changed))


def _drafts(under: UnderWay) -> None:
    """Drafts of answers that nobody sent, also those laid aside, and what an approver last saw go whole. From what somebody is typing
    just now the copies go."""
    if cases := under.cases:
        own = Q(question__request__incident__in=cases) | Q(aside_of__request__incident__in=cases)
        for draft in AnswerDraft.objects.filter(own):
            if under.scope.whole or under.holds(draft.text) or under.holds(draft.value):
                under.result.drafts += DraftFile.objects.filter(draft=draft).values_list("path", flat=True)
                draft.delete()
        for look in LastLook.objects.filter(request__incident__in=cases):
            if under.scope.whole or under.holds(look.content) or under.holds(look.before):
                look.delete()
    for typed in IntakeDraft.objects.exclude(text=""):
        rewrite(typed, text=under.copies.without(typed.text))
    for file in IntakeFile.objects.all():
        name = under.copies.without_in(column_of(IntakeFile, "name"), file.name)
        rewrite(file, name=name, remark={key: said for key, said in file.remark.items() if not under.holds(said)})


def _exports(under: UnderWay) -> None:
    """What was asked of an export, and why: it says whom somebody looked for."""
    for export in Export.objects.order_by("asked_at").iterator():
        whole = under.is_of_the_case(export.label)
        new: dict[str, Any] = {
            "label": under.copies.without_in(column_of(Export, "label"), export.label),
            "reason": under.words if whole else under.copies.without(export.reason),
            "asked": {name: under.copies.without_in_any_case(str(value)) for name, value in export.asked.items()},
        }
        if export.manifest and any(value != getattr(export, name) for name, value in new.items()):
            new["manifest"] = canonical_json(json.loads(export.manifest) | new)
        rewrite(export, fault=under.copies.without(export.fault), **new)


def _proofs(under: UnderWay, entries: set[int]) -> None:
    own = proofs_of(under, entries)
    for bundle in ProofBundle.objects.iterator():
        reason = under.words if bundle.pk in own else under.copies.without(bundle.reason)
        label = under.copies.without_in(column_of(ProofBundle, "label"), bundle.label)
        rewrite(bundle, reason=reason, label=label, fault=under.copies.without(bundle.fault))


def _questions(under: UnderWay) -> None:
    """What auditors keep asking the trail: the filters as an address has them, and what they called the question."""
    for kept in SavedQuestion.objects.iterator():
        query = under.copies.without_in_path(f"?{kept.query}").removeprefix("?")
        name = under.copies.without_in_any_case(kept.name)
        most = {each: column_of(SavedQuestion, each).max_length for each in ("query", "name")}
        rewrite(kept, query=query[: most["query"]], name=name[: most["name"]])


def _verifications(under: UnderWay) -> None:
    """What a verification found names events and files by what they were called."""
    events = CaseEvent.objects.filter(pk__in=under.result.events).defer("payload")
    told = {str(each.pk): discrepancies.of_event(each).given["told"] for each in events}
    files = StoredFile.objects.filter(pk__in=under.scope.files).values_list("pk", "name")
    names = {str(pk): name for pk, name in files}
    for kept in Verification.objects.exclude(discrepancies=[]):
        new = [_named_anew(under, each, told, names) for each in kept.discrepancies]
        if new != kept.discrepancies:
            door.write(under.event, Verification, kept.pk, {"discrepancies": new})


def _named_anew(under: UnderWay, found: dict[str, Any], told: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    given = dict(found["where"]["given"])
    if given.get("event") in told and "told" in given:
        given["told"] = told[given["event"]]
    if given.get("file") in names and "name" in given:
        given["name"] = names[given["file"]]
    given = {name: under.copies.without(value) if isinstance(value, str) else value for name, value in given.items()}
    return found | {"where": found["where"] | {"given": given}}

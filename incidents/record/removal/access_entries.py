"""Empties the access log of what is removed: reads of the things of the case, what was proved of it or taken out, and what somebody
looked for. Each entry that says something else now is a line of the note."""

from collections.abc import Iterable
from urllib.parse import quote_plus

from django.db.models import Q

from ...models import AccessEntry, ComplainantSheet, Export, Leaf, ProofBundle
from .. import transparency
from . import door
from .content import OF_NO_CASE
from .content import column as column_of
from .copies import BEGINS
from .statements import ENTRY, Line
from .under_way import NotSealedYet, UnderWay

AT_ONCE = 1_000  # entries that are in memory at a time: their keys alone are kept


def empty(under: UnderWay) -> set[int]:
    """The keys of the entries that are of the case, or of what was proved of it and taken out. Raises NotSealedYet."""
    own = _of_the_case(under)
    keys = own | _bearing(under)
    sealed = {*Leaf.objects.filter(entry__in=keys).values_list("entry", flat=True)}
    for entry in AccessEntry.objects.filter(pk__in=keys).order_by("pk").iterator(chunk_size=AT_ONCE):
        new = {
            "subject_label": under.copies.without_in(column_of(AccessEntry, "subject_label"), entry.subject_label),
            "reason": _why(under, entry, entry.pk in own) if entry.reason else "",
            "path": under.copies.without_in_path(entry.path),
        }
        new = {name: value for name, value in new.items() if value != getattr(entry, name)}
        if not new:
            continue
        if entry.pk not in sealed:
            raise NotSealedYet
        was = transparency.hash_of(transparency.sealed_text(entry)).hex()
        door.write(under.event, AccessEntry, entry.pk, new)
        for name, value in new.items():
            setattr(entry, name, value)
        now = transparency.hash_of(transparency.sealed_text(entry)).hex()
        under.result.lines.append(Line(ENTRY, str(entry.pk), was, now))
    return own


def proofs_of(under: UnderWay, entries: set[int]) -> set[object]:
    """The keys of the proofs of a case that goes whole: of the case, of a request or letter of it, of one of its events or looks."""
    if not under.scope.whole or under.incident is None:
        return set()
    kinds = ProofBundle.Kind
    things = {
        f"{model._meta.model_name}:{key}"
        for model, (_history, keys) in under.tables.items()
        if model not in OF_NO_CASE
        for key in keys
    }
    own = {
        kinds.CASE: {str(under.incident.pk)},
        kinds.EVENT: {*map(str, under.events.values_list("pk", flat=True))},
        kinds.LOOK: {*map(str, entries)},
        kinds.MATTER: things,
        kinds.LOOKS: things,
    }
    rows = ProofBundle.objects.values_list("pk", "kind", "key", "label")
    return {pk for pk, kind, key, label in rows if key in own.get(kinds(kind), ()) or under.is_of_the_case(label)}


def _of_the_case(under: UnderWay) -> set[int]:
    found: set[int] = set()
    for model, _history, keys in under.looked_through():
        found |= _noted_on(model._meta.model_name, keys)
    found |= _noted_on("caseevent", under.events.values_list("pk", flat=True))
    exports = {each.pk for each in Export.objects.only("pk", "label") if under.is_of_the_case(each.label)}
    return found | _noted_on("proofbundle", proofs_of(under, found)) | _noted_on("export", exports)


def _noted_on(kind: str | None, keys: Iterable[object]) -> set[int]:
    rows = AccessEntry.objects.filter(subject_type=kind, subject_id__in=[str(key) for key in keys])
    return {*rows.values_list("pk", flat=True)}


def _bearing(under: UnderWay) -> set[int]:
    """Entries whose line begins a copy somewhere, whatever they are of."""
    found: set[int] = set()
    for each in under.copies.texts:
        begins = each[:BEGINS]
        bears = Q(path__icontains=quote_plus(begins)) | Q(reason__contains=begins)
        found |= {*AccessEntry.objects.filter(bears).values_list("pk", flat=True)}
    return found


def _why(under: UnderWay, entry: AccessEntry, of_the_case: bool) -> str:
    """The reason of a look: with all content of a case, or with who complained, what was said about why goes as well."""
    sheets = {(model._meta.model_name, str(key)) for model, key in under.scope.targets if model is ComplainantSheet}
    if (entry.subject_type, entry.subject_id) in sheets or (of_the_case and under.scope.whole):
        return under.words
    return under.copies.without(entry.reason)

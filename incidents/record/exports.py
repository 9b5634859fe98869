"""Exports: the manifest of what leaves, its hash in the access log, and which export a file that somebody shows is of.

A copy is judged by the log, not by the rows of today: the entry that noted the export holds the hash of its manifest, the manifest
those of its files, and the entry is sealed (decision 59).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from ..models import AccessEntry, Export, ExportFile, Leaf
from ..models.removals import MARK
from ..translatable import _
from . import access_log, discrepancies, log_keys, transparency
from .canonical import canonical_json
from .removal.statements import ENTRY, Emptied

FORM = "tanggap/ekspor/1"
MANIFEST = "daftar.json"

ALTERED_MANIFEST = _("The manifest of this export is not the one that the log names.")
REMOVED_FROM_IT = _("Something of its manifest was removed under law: it is no longer the one that the log names.")
NOT_LISTED = _("The manifest of this export does not name this file.")
REMOVED_FROM_ENTRY = _("Something of the entry of the access log was removed under law, as a verification proves.")
ALTERED_ENTRY = _("The entry of the access log is not the one that was sealed.")


@dataclass(frozen=True)
class Part:
    """One file that leaves: its SHA-256 in hex, its size in bytes, the lines of what was asked in it."""

    name: str
    sha256: str
    size: int
    rows: int | None = None

    @classmethod
    def of(cls, name: str, data: bytes, rows: int | None = None) -> "Part":
        return cls(name, sha256(data), len(data), rows)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def manifest(export: Export, parts: Iterable[Part]) -> str:
    """What was asked, by whom, when, why and under which head of the log; and each file by its hash."""
    head = transparency.newest()
    return canonical_json(
        {
            "form": FORM,
            "origin": log_keys.origin(),
            "export": export.pk,
            "kind": export.kind,
            "label": export.label,
            "asked": export.asked,
            "asked_by": str(export.asked_by),
            "asked_at": export.asked_at,
            "reason": export.reason,
            "head": {"size": head.size, "root": head.root} if head else None,
            "files": [vars(part) for part in parts],
        }
    )


def keep(export: Export, parts: list[Part], parcel: Part | None = None) -> None:
    """Write the manifest of an export, and the hash of each of its files, of the manifest and of the `parcel` they leave in."""
    export.manifest = export.manifest or manifest(export, parts)
    export.save()
    known = [*parts, Part.of(MANIFEST, export.manifest.encode()), *([parcel] if parcel else [])]
    for part in known:
        ExportFile.objects.create(export=export, **vars(part))


def leave(request: HttpRequest, export: Export, file: Part, of: Model | None = None) -> None:
    """Note in the access log that an export leaves as `file`, and for what reason: under `of`, what it shows, or under itself.
    The hashes stand first in the entry, so that no long filter takes their place."""
    hashes = {"manifest": sha256(export.manifest.encode()), "sha256": file.sha256}
    asked = hashes | {name: value for name, value in export.asked.items() if name not in hashes}
    entry = access_log.log(AccessEntry.Kind.EXPORT, request, of or export, reason=export.reason, asked=asked)
    if export.entry is None:
        export.entry = entry
        export.save(update_fields=["entry"])


def take_out(request: HttpRequest, export: Export, file: Part, of: Model | None = None) -> None:
    """An export of one file, made and gone at once."""
    with transaction.atomic():
        keep(export, [file])
        leave(request, export, file, of)


@dataclass
class Found:
    """A file that somebody showed, as what was taken out. `entry` is the first by which it left, None if it never did; `place` that of
    its leaf in the log, None while it is not sealed. `faults`: what on record is not as it was."""

    file: ExportFile
    entry: AccessEntry | None
    place: int | None = None
    faults: list[str] = field(default_factory=list)


def find(digest: str) -> list[Found]:
    """Of which exports a file of this SHA-256 (hex) is, the latest first; [] where none is known."""
    rows = ExportFile.objects.filter(sha256=digest).select_related("export__asked_by", "export__entry")
    return [_judged(file) for file in rows.order_by("-export__asked_at", "pk")]


def entries_of(export: Export) -> QuerySet[AccessEntry]:
    """Each time that it left, in order."""
    own = Q(kind=AccessEntry.Kind.EXPORT, subject_type="export", subject_id=str(export.pk))
    return AccessEntry.objects.filter(own | Q(pk=export.entry_id)).order_by("at", "pk")


def _judged(file: ExportFile) -> Found:
    export = file.export
    found = Found(file, export.entry)
    if export.entry is None:
        return found
    told = export.entry.asked
    if told.get("manifest") != sha256(export.manifest.encode()):
        found.faults.append(REMOVED_FROM_IT if MARK in export.manifest else ALTERED_MANIFEST)
    if file.sha256 not in (told.get("manifest"), told.get("sha256")) and f'"{file.sha256}"' not in export.manifest:
        found.faults.append(NOT_LISTED)
    leaf = Leaf.objects.filter(entry=export.entry).first()
    if leaf:
        found.place = leaf.place
        now = transparency.hash_of(transparency.sealed_text(export.entry)).hex()
        if now != leaf.hash:
            law = Emptied(discrepancies.Report(), log_keys.verifiers())
            lawful = law.of(ENTRY, str(export.entry.pk), leaf.hash, now)
            found.faults.append(REMOVED_FROM_ENTRY if lawful else ALTERED_ENTRY)
    return found

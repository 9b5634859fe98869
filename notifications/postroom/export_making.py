"""Exports of the record: each is claimed, made with no transaction open, stored; after a week its files go, its manifest stays."""

import hashlib
import logging
import tempfile
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from incidents.forms import reads as asking_reads
from incidents.forms import trail as asking_trail
from incidents.models import Export
from incidents.record import exports
from incidents.reports import record_tables, table_files

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)  # longer than the task's hard limit
KEPT_FOR = timedelta(days=7)
FOLDER = "ekspor"  # below FILES_ROOT
Kind = Export.Kind


def _trail(asked, reader):
    return record_tables.trail(asking_trail.read(asked, reader).question, reader)


def _reads(asked, reader):
    return record_tables.looks(asking_reads.read(asked, reader).question, reader)


# Of each kind: the name of its files, its columns, its lines for what was asked.
TABLES = {
    Kind.TRAIL: ("jejak-audit", record_tables.TRAIL, _trail),
    Kind.READS: ("pembacaan", record_tables.READS, _reads),
    Kind.ANOMALIES: ("anomali", record_tables.ANOMALIES, record_tables.findings),
}
ASKING: dict[str, Callable[..., Any]] = {Kind.TRAIL: asking_trail.read, Kind.READS: asking_reads.read}


def is_answerable(kind, asked, reader):
    """Whether these filters say something: whatever they do not say on the page, they do not say here."""
    return kind not in ASKING or ASKING[kind](asked, reader).answerable


def exports_to_make(at):
    """Keys of the exports that wait for somebody to make them."""
    return list(Export.objects.to_make(at).values_list("pk", flat=True))


def make_export(pk):
    """Make one export, if nobody else does. One that breaks off is begun again once its lease is over; one whose rows cannot be
    told would break off for ever, so it has failed."""
    at = timezone.now()
    if not (
        Export.objects.to_make(at).filter(pk=pk).update(state=Export.State.MAKING, claimed_until=at + LEASE, done=0)
    ):
        return
    export = Export.objects.select_related("asked_by").get(pk=pk)
    if not Export.objects.visible_to(export.asked_by).filter(pk=pk).exists():
        Export.objects.filter(pk=pk).update(state=Export.State.FAILED, fault=f"{export.asked_by}")
        return
    with tempfile.TemporaryDirectory() as folder, translation.override(export.language):
        name, columns, lines = TABLES[Kind(export.kind)]
        try:
            found = lines(export.asked, export.asked_by)
            paths, n = table_files.write(Path(folder), name, columns, found, _progress(export))
        except (LookupError, TypeError, ValueError, AttributeError) as fault:
            Export.objects.filter(pk=pk).update(state=Export.State.FAILED, fault=type(fault).__name__)
            raise
        _store(export, paths, n)


def _progress(export):
    def tell(done):
        Export.objects.filter(pk=export.pk).update(done=done)

    return tell


def _part(path, rows=None, name=""):
    with path.open("rb") as file:
        return exports.Part(
            name or path.name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, rows
        )


def _store(export, paths, n):
    """The files and their manifest in one ZIP; their hashes on the export."""
    parts = [_part(path, n) for path in paths]
    export.manifest = exports.manifest(export, parts)
    export.path = f"{FOLDER}/{export.pk}.zip"
    kept(export).parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(kept(export), "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(exports.MANIFEST, export.manifest)
        for path in paths:
            parcel.write(path, path.name)
    export.state, export.done, export.expires_at = Export.State.READY, n, timezone.now() + KEPT_FOR
    with transaction.atomic():
        if Export.objects.select_for_update().filter(pk=export.pk, state=Export.State.MAKING).exists():
            exports.keep(export, parts, _part(kept(export), name=parcel_name(export)))
        else:  # something was removed under law meanwhile: it is made anew, without that
            kept(export).unlink(missing_ok=True)


def kept(export) -> Path:
    """Where the parcel of an export that is ready lies."""
    return Path(settings.FILES_ROOT) / export.path


def parcel_name(export):
    return f"{TABLES[Kind(export.kind)][0]}-{str(export.pk)[:8]}.zip"


def remove_old_exports(at):
    """Files that were kept long enough go; what left, and its manifest, stays on record."""
    for export in Export.objects.over(at):
        kept(export).unlink(missing_ok=True)
        Export.objects.filter(pk=export.pk).update(state=Export.State.EXPIRED, path="")

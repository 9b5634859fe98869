"""Exports of the record: each is claimed, made with no transaction open, stored; after a week its files go, its manifest stays."""

import hashlib
import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop

from incidents import files
from incidents.forms import reads as asking_reads
from incidents.forms import trail as asking_trail
from incidents.forms.asked_by_address import AskedByAddress
from incidents.forms.figures import period_of
from incidents.models import Export, User
from incidents.plain.clocks import Instant
from incidents.record import exports
from incidents.reports import due_compliance, export_files, export_lines

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=30)  # longer than the task's hard limit
KEPT_FOR = timedelta(days=7)
FOLDER = "ekspor"  # below FILES_ROOT
BROKEN_OFF = gettext_noop("One of its lines cannot be written. The log of the server names the fault.")
Kind = Export.Kind
Filters = Mapping[str, str]  # as the address of the page has them


def _trail(asked: Filters, reader: User) -> Iterator[export_lines.Line]:
    return export_lines.trail(asking_trail.read(asked, reader).question, reader)


def _reads(asked: Filters, reader: User) -> Iterator[export_lines.Line]:
    return export_lines.looks(asking_reads.read(asked, reader).question, reader)


def _dues(asked: Filters, reader: User) -> Iterator[export_lines.Line]:
    _form, first, last = period_of(asked)
    return due_compliance.lines(reader, first, last, timezone.now())


def _findings(_asked: Filters, reader: User) -> Iterator[export_lines.Line]:
    return export_lines.findings(reader, timezone.now())


# Of each kind: the name of its files, its columns, its lines for what was asked.
TABLES = {
    Kind.TRAIL: ("jejak-audit", export_lines.TRAIL, _trail),
    Kind.READS: ("pembacaan", export_lines.READS, _reads),
    Kind.ANOMALIES: ("anomali", export_lines.ANOMALIES, _findings),
    Kind.DUES: ("tenggat", due_compliance.COLUMNS, _dues),
}
ASKING: dict[Kind, Callable[[Filters, User], AskedByAddress[list[str]] | AskedByAddress[bool]]] = {
    Kind.TRAIL: asking_trail.read,
    Kind.READS: asking_reads.read,
}


def is_answerable(kind: Kind, asked: Filters, reader: User) -> bool:
    """Whether these filters say something: whatever they do not say on the page, they do not say here."""
    if kind == Kind.DUES:
        return period_of(asked)[0].is_valid()
    return kind not in ASKING or ASKING[kind](asked, reader).answerable


def exports_to_make(at: Instant) -> list[UUID]:
    """Keys of the exports that wait for somebody to make them."""
    return list(Export.objects.to_make(at).values_list("pk", flat=True))


def make_export(pk: UUID | str) -> None:
    """Make one export, if nobody else does. One that breaks off is begun again once its lease is over; one whose rows cannot be
    told would break off for ever, so it has failed."""
    at = timezone.now()
    waiting = Export.objects.to_make(at).filter(pk=pk)
    if not waiting.update(state=Export.State.MAKING, claimed_until=at + LEASE, done=0):
        return
    export = Export.objects.select_related("asked_by").get(pk=pk)
    if not Export.objects.visible_to(export.asked_by).filter(pk=pk).exists():
        with translation.override(export.language):
            fault = gettext("%(who)s may not take it out any more.") % {"who": export.asked_by}
        Export.objects.filter(pk=pk).update(state=Export.State.FAILED, fault=fault)
        return
    with tempfile.TemporaryDirectory() as folder, translation.override(export.language):
        name, columns, lines = TABLES[Kind(export.kind)]
        try:
            found = lines(export.asked, export.asked_by)
            paths, n = export_files.write(Path(folder), name, columns, found, _progress(export))
        except (LookupError, TypeError, ValueError, AttributeError):
            Export.objects.filter(pk=pk).update(state=Export.State.FAILED, fault=gettext(BROKEN_OFF))
            raise
        _store(export, paths, n)


def _progress(export: Export) -> Callable[[int], None]:
    def tell(done: int) -> None:
        Export.objects.filter(pk=export.pk).update(done=done)

    return tell


def _part(path: Path, rows: int | None = None, name: str = "") -> exports.Part:
    with path.open("rb") as file:
        return exports.Part(
            name or path.name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size, rows
        )


def _store(export: Export, paths: Sequence[Path], n: int) -> None:
    """The files and their manifest in one ZIP; their hashes on the export."""
    parts = [_part(path, n) for path in paths]
    export.manifest = exports.manifest(export, parts)
    export.path = (
        f"{FOLDER}/{uuid4()}.zip"  # of its own: two that make the same export never write into each other's file
    )
    with files.writing(export.path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parcel:
        parcel.writestr(exports.MANIFEST, export.manifest)
        for path in paths:
            parcel.write(path, path.name)
    export.state, export.done, export.expires_at = Export.State.READY, n, timezone.now() + KEPT_FOR
    with transaction.atomic():
        mine = Export.objects.select_for_update().filter(pk=export.pk, claimed_until=export.claimed_until)
        if mine.filter(state=Export.State.MAKING).exists():
            exports.keep(export, parts, _part(kept(export), name=parcel_name(export)))
        else:  # something was removed under law meanwhile, or another took over: what they make counts
            kept(export).unlink(missing_ok=True)


def kept(export: Export) -> Path:
    """Where the parcel of an export that is ready lies."""
    return Path(settings.FILES_ROOT) / export.path


def parcel_name(export: Export) -> str:
    return f"{TABLES[Kind(export.kind)][0]}-{str(export.pk)[:8]}.zip"


def remove_old_exports(at: Instant) -> None:
    """Files that were kept long enough go; what left, and its manifest, stays on record."""
    for export in Export.objects.over(at):
        kept(export).unlink(missing_ok=True)
        Export.objects.filter(pk=export.pk).update(state=Export.State.EXPIRED, path="")

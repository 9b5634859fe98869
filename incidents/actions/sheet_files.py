"""Deeds on what somebody who complained sent of their own, and what the ministry wrote to them on paper: laid to their sheet, corrected
in what is said of it, struck out.

They are done to the sheet: the event says which file by its number, and nothing of what it is called or shows.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from django.db.models import Max

from .. import files
from ..models import ComplainantSheet, SheetFile, StoredFile, User
from ..models.record import put_span, span_columns
from ..plain.clocks import Instant
from ..plain.spans import Span, to_the_second
from ..record import complainant_sheets, deeds, locked_files
from ..translatable import _
from ..workflow import Action
from . import overtaken

Uploads = Sequence[files.Upload]


class SheetFileStruck(overtaken.Overtaken):
    message = _("This file of the sheet was struck out already.")


class Kept(NamedTuple):
    """A file whose bytes lie locked and that no row names yet: what whoever sent it called it, and the fields of its StoredFile."""

    name: str
    fields: dict[str, Any]


def add(
    sheet: ComplainantSheet,
    *,
    by: User,
    seen: int,
    uploads: Uploads,
    way: str,
    came: Span | None = None,
    about: str = "",
    sender: str = SheetFile.Sender.COMPLAINANT,
    at: Instant | None = None,
) -> ComplainantSheet:
    """Lay files to the sheet, which have passed files.check(). `came` is when they came, or left the ministry (None: now), as exactly as
    that is known."""
    with keeping(uploads) as kept, deeds.record(Action.ADD_SHEET_FILE, on=sheet, by=by, seen=seen, at=at) as deed:
        rows = lay(deed, deed.on, kept, way=way, came=came or to_the_second(deed.at), about=about, sender=sender)
        deed.on.save()
        deed.details = {"way": way, "entries": rows}
    return deed.on


@contextmanager
def keeping(uploads: Uploads) -> Iterator[list[Kept]]:
    """The bytes of `uploads` on disk, locked, for a deed inside that lays them to a sheet; of one that is refused no byte stays."""
    files.PER_SHEET.check(len(uploads))
    with ExitStack() as each:
        kept = []
        for upload in uploads:
            upload.seek(0)
            name = files.clean_name(upload.name or "")
            # what it was called may name whoever sent it: on disk and in its row it is called by its number
            called = f"x.{files.extension_of(name)}"
            held = getattr(upload, "unscanned", False)
            kept_so = locked_files.keeping(upload.read(), called, lock=True, unscanned=held)
            kept.append(Kept(name, each.enter_context(kept_so)))
        yield kept


def lay(
    deed: deeds.Deed[Any],
    sheet: ComplainantSheet,
    kept: Sequence[Kept],
    *,
    way: str,
    came: Span,
    about: str,
    sender: str = SheetFile.Sender.COMPLAINANT,
) -> list[str]:
    """The same within the deed that is open, whose sheet is locked. Returns how the files are called in lists."""
    last = sheet.files.aggregate(last=Max("number"))["last"] or 0
    rows = []
    for number, (name, fields) in enumerate(kept, last + 1):
        called = f"{sheet}-{number}.{files.extension_of(name)}"
        file = StoredFile.objects.create(stored_at=deed.at, **fields | {"name": called})
        said = {"way": way, "sender": sender, **span_columns("came", came)}
        row = SheetFile(sheet=sheet, number=number, file=file, **said)
        complainant_sheets.tell_of(row, name=name, about=about)
        row.save()
        rows.append(str(row))
    return rows


def amend(file: SheetFile, *, by: User, seen: int, reason: str, at: Instant | None = None, **facts: Any) -> SheetFile:
    """Put right what is said of a file: `sender`, `way`, `came`, `person_about`. Raises SheetFileStruck."""
    with deeds.record(Action.AMEND_SHEET_FILE, on=file.sheet, by=by, seen=seen, reason=reason, at=at) as deed:
        row = _standing(file)
        deed.details = {"entry": str(row), "changed": sorted(name.removeprefix("person_") for name in facts)}
        row.way, row.sender = facts.get("way", row.way), facts.get("sender", row.sender)
        if "came" in facts:
            put_span(row, "came", facts["came"])
        if "person_about" in facts:
            complainant_sheets.tell_of(row, name=complainant_sheets.told_of(row)["name"], about=facts["person_about"])
        row.save()
        deed.on.save()
    return row


def strike(file: SheetFile, *, by: User, seen: int, reason: str, at: Instant | None = None) -> SheetFile:
    """It does not belong here. It stays locked, to be read by those who open the sheet. Raises SheetFileStruck."""
    with deeds.record(Action.STRIKE_SHEET_FILE, on=file.sheet, by=by, seen=seen, reason=reason, at=at) as deed:
        row = _standing(file)
        deed.details = {"entry": str(row)}
        row.struck_at = deed.at
        row.save()
        deed.on.save()
    return row


def _standing(file: SheetFile) -> SheetFile:
    row = SheetFile.objects.select_related("sheet").get(pk=file.pk)
    if row.struck_at:
        raise SheetFileStruck(file)
    return row

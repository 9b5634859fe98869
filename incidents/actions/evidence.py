"""Deeds on evidence: take it in, as it is, with its hash."""

import hashlib

from django.db.models import Max

from .. import deeds, files
from ..models import Evidence, StoredFile
from ..models.record import span_columns
from ..workflow import Action
from . import marks


def attach(
    incident,
    *,
    by,
    upload=None,
    kept=None,
    text="",
    kind=None,
    description="",
    origin="",
    tlp=None,
    collected=None,
    at=None,
):
    """Take in a file (`upload` has passed files.check(); `kept` lies on disk already) or an address or text."""
    made = files.keep(upload) if upload else None
    kept = kept or made
    fields = {"tlp": tlp} if tlp else {}
    row = Evidence(
        incident=incident,
        kind=kind or (Evidence.Kind.FILE if kept else Evidence.Kind.TEXT),
        text=text,
        sha256=kept.sha256 if kept else hashlib.sha256(text.encode()).hexdigest(),
        description=description,
        origin=origin,
        holder=str(by.unit or ""),
        **span_columns("collected", collected),
        **fields,
    )
    try:
        with deeds.record(Action.ATTACH, on=row, by=by, at=at, happened_at=collected and collected.start) as deed:
            row.number = (incident.evidence.aggregate(last=Max("number"))["last"] or 0) + 1
            if kept:
                row.file = StoredFile.objects.create(stored_at=deed.at, **kept.fields())
            row.save()
            if row.kind == Evidence.Kind.ADDRESS:
                marks.refresh(incident)
            deed.details = {"file": kept.name if kept else text[:120], "evidence": row.label, "sha256": row.sha256}
    except BaseException:
        if made:
            files.discard(made.path)
        raise
    return row

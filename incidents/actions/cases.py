"""Deeds on the case: record it, amend it, involve agencies, note what happened, attach files."""

from .. import clocks, deeds, files
from ..models import Activity, Attachment, Incident, Involvement, StoredFile
from ..workflow import Action


def record(*, by, title, seen_at, at=None, replay=False, **facts):
    """Record an incident. Its reference carries the year of recording in Asia/Jakarta and has no gaps."""
    incident = Incident(title=title, seen_at=seen_at, owner=by, replay=replay, **facts)
    with deeds.record(Action.RECORD, on=incident, by=by, at=at, replay=replay, happened_at=seen_at) as deed:
        year = deed.at.astimezone(clocks.WIB).year
        incident.reference = f"INS-{year}-{deed.take('incident', year):04d}"
        incident.save()
    return incident


def amend(incident, *, by, seen, reason="", at=None, **facts):
    """Change facts of the case; the old values stay in the history."""
    with deeds.record(Action.AMEND, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        for name, value in facts.items():
            setattr(deed.on, name, value)
        deed.on.save()
    return deed.on


def involve(incident, *, by, agency, role, why="", at=None):
    """Give an agency a role in the case."""
    with deeds.record(Action.INVOLVE, on=incident, by=by, at=at) as deed:
        involvement = Involvement.objects.create(incident=deed.on, agency=agency, role=role, why=why, since=deed.at)
        deed.details = {"agency": agency.short_name_at(deed.at), "role": str(role)}
    return involvement


def note(incident, *, by, text, kind=Activity.Kind.NOTE, source="", happened_at=None, at=None):
    """Note what happened beside the letters. Nothing noted here stops a letter's clock."""
    with deeds.record(Action.NOTE, on=incident, by=by, at=at, happened_at=happened_at) as deed:
        activity = Activity.objects.create(
            incident=deed.on, text=text, kind=kind, source=source, happened_at=happened_at or deed.at
        )
        deed.details = {"kind": str(kind), "text": text, "source": source}
    return activity


def attach(incident, *, by, upload, description="", at=None):
    """Attach a file to the case. `upload` has passed files.check()."""
    kept = files.keep(upload)
    try:
        with deeds.record(Action.ATTACH, on=incident, by=by, at=at) as deed:
            stored = StoredFile.objects.create(stored_at=deed.at, **kept.fields())
            attachment = Attachment.objects.create(incident=deed.on, file=stored, description=description)
            deed.details = {"file": kept.name, "sha256": kept.sha256}
    except BaseException:
        files.discard(kept.path)
        raise
    return attachment

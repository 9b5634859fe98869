"""Deeds on the case: take a report, record it, amend it, involve agencies, note what happened."""

import hashlib

from ..models import Activity, Incident, Involvement
from ..models.record import span_columns
from ..plain import clocks, spans
from ..record import deeds
from ..workflow import Action, IncidentStatus
from . import duplicates

TITLE = 120


def title_from(text):
    """The first line of what was seen, cut at a word: a name until somebody gives a better one."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= TITLE else line[: TITLE - 1].rsplit(" ", 1)[0] + "…"


def _reference(deed, scope, prefix):
    year = deed.at.astimezone(clocks.WIB).year
    return f"{prefix}-{year}-{deed.take(scope, year):04d}"


def _case_reference(deed, drill):
    """Drills are numbered apart, so that no exercise ever stands in the row of real cases."""
    return _reference(deed, "drill", "LAT") if drill else _reference(deed, "incident", "INS")


def report(*, by, summary, seen_at, title="", happened=None, at=None, replay=False, **facts):
    """Take a report: what was seen, in the words it came in. Its SHA-256 stands in the event."""
    incident = Incident(
        title=title or title_from(summary),
        summary=summary,
        seen_at=seen_at,
        owner=by,
        replay=replay,
        status=IncidentStatus.REPORT,
        **span_columns("happened", happened),
        **facts,
    )
    with deeds.record(Action.REPORT, on=incident, by=by, at=at, replay=replay, happened_at=seen_at) as deed:
        scope, prefix = ("drill report", "LAPLAT") if incident.drill else ("report", "LAP")
        incident.reference = incident.report_reference = _reference(deed, scope, prefix)
        incident.save()
        duplicates.refresh(incident)
        deed.details = {"sha256": hashlib.sha256(summary.encode()).hexdigest()}
    return incident


def record(*, by, title, seen_at, happened=None, at=None, replay=False, **facts):
    """Record an incident. Its reference carries the year of recording in Asia/Jakarta and has no gaps."""
    incident = Incident(
        title=title, seen_at=seen_at, owner=by, replay=replay, **span_columns("happened", happened), **facts
    )
    with deeds.record(Action.RECORD, on=incident, by=by, at=at, replay=replay, happened_at=seen_at) as deed:
        incident.reference = _case_reference(deed, incident.drill)
        incident.save()
        duplicates.refresh(incident)
        if incident.summary:
            deed.details = {"sha256": hashlib.sha256(incident.summary.encode()).hexdigest()}
    return incident


def promote(incident, *, by, seen, at=None):
    """Make a report an incident: a case number beside the report's own, which leads here for ever."""
    with deeds.record(Action.PROMOTE, on=incident, by=by, seen=seen, at=at) as deed:
        deed.on.reference = _case_reference(deed, deed.on.drill)
        deed.on.status = IncidentStatus.OPEN
        deed.on.save()
        deed.details = {"report": deed.on.report_reference, "number": deed.on.reference}
    return deed.on


def dismiss(incident, *, by, seen, reason, at=None):
    """Put a report aside, with the reason. It stays in the list and can be taken up again."""
    with deeds.record(Action.DISMISS, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.on.status = IncidentStatus.DISMISSED
        deed.on.save()
    return deed.on


def reconsider(incident, *, by, seen, reason, at=None):
    """Take a dismissed report up again."""
    with deeds.record(Action.RECONSIDER, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        deed.on.status = IncidentStatus.REPORT
        deed.on.save()
    return deed.on


def amend(incident, *, by, seen, reason="", happened=None, at=None, **facts):
    """Change facts of the case; the old values stay in the history."""
    with deeds.record(Action.AMEND, on=incident, by=by, seen=seen, reason=reason, at=at) as deed:
        before = duplicates.text_of(deed.on)
        for name, value in (facts | span_columns("happened", happened)).items():
            setattr(deed.on, name, value)
        deed.on.save()
        duplicates.refresh(deed.on, before)
    return deed.on


def involve(incident, *, by, agency, role, why="", holds="", according_to="", known=None, known_source="", at=None):
    """Give an agency a role in the case, with what it holds and since when it knows, as far as anybody said."""
    with deeds.record(Action.INVOLVE, on=incident, by=by, at=at) as deed:
        involvement = Involvement.objects.create(
            incident=deed.on,
            agency=agency,
            role=role,
            why=why,
            since=deed.at,
            holds=holds,
            according_to=according_to,
            known_source=known_source,
            **span_columns("known", known),
        )
        duplicates.refresh(deed.on)
        deed.details = {"agency": agency.short_name_at(deed.at), "role": str(role)}
    return involvement


def amend_involvement(involvement, *, by, seen, reason, known=None, at=None, **facts):
    """Change what is known of a body's part in the case: its role, what it holds, since when it knows."""
    with deeds.record(Action.AMEND_INVOLVEMENT, on=involvement, by=by, seen=seen, reason=reason, at=at) as deed:
        for name, value in (facts | span_columns("known", known)).items():
            setattr(deed.on, name, value)
        deed.on.save()
        deed.details = {"agency": deed.on.agency.short_name_at(deed.at), "role": str(deed.on.role)}
    return deed.on


def note(
    incident,
    *,
    by,
    text,
    kind=Activity.Kind.NOTE,
    source="",
    participants="",
    assertion=None,
    happened=None,
    happened_at=None,
    at=None,
):
    """Note what happened beside the letters. Nothing noted here stops a letter's clock."""
    if happened is None and happened_at is not None:
        happened = spans.at_minute(happened_at)
    with deeds.record(Action.NOTE, on=incident, by=by, at=at, happened_at=happened and happened.start) as deed:
        happened = happened or spans.at_minute(deed.at)
        activity = Activity.objects.create(
            incident=deed.on,
            text=text,
            kind=kind,
            source=source,
            participants=participants,
            assertion=assertion,
            **span_columns("happened", happened),
        )
        deed.details = {"kind": str(kind), "text": text, "source": source}
    return activity

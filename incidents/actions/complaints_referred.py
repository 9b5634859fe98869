"""A complaint behind no case is referred to whoever is competent: by a report that is opened on it."""

from django.db import transaction
from django.utils import timezone

from ..models import Complaint, Incident, User
from . import cases, overtaken
from .complaints import link


def open_report(complaint: Complaint, *, by: User, seen: int, title: str, summary: str) -> Incident:
    """Open a report on a complaint that stands behind no case, and put it behind that: from it the matter is referred to whoever
    is competent. `summary` is what many read. Raises Conflict where the complaint stands behind a case by now."""
    with transaction.atomic():
        if Complaint.objects.select_for_update().get(pk=complaint.pk).incident_id:
            raise overtaken.BehindACase(complaint)
        # Where its words leave the beginning open, the ministry had it by their end.
        seen_at, source = min(complaint.received.stands, timezone.now()), Incident.Source.COMPLAINT
        report = cases.report(by=by, title=title, summary=summary, seen_at=seen_at, source=source)
        link(complaint, by=by, seen=seen, incident=report)
    return report

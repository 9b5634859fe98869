"""The reminders still to come of many requests: computed, never stored."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from incidents.models import Deadline, Question
from incidents.models.request_queries import RequestQuerySet
from incidents.plain.clocks import Instant
from incidents.plain.not_none import not_none
from incidents.workflow import QuestionStatus, RequestStatus

from .. import notices


@dataclass
class Coming:
    """A reminder still to come: when (UTC), which, of which request."""

    at: datetime
    notice: notices.Notice
    request_id: int


def to_come(requests: RequestQuerySet, at: Instant, most: int) -> list[Coming]:
    """The next `most` reminders of open `requests` (a queryset) after `at`, the nearest first; never stored."""
    waiting = Question.objects.filter(deadline=OuterRef("pk"), status=QuestionStatus.OPEN)
    present = Deadline.objects.filter(Exists(waiting), request__in=requests.filter(status=RequestStatus.OPEN))
    present = present.filter(request__incident__replay=False)
    found = []
    for notice in notices.time_notices():
        offset = not_none(notice.offset)
        rows = present.filter(due_at__gt=at - offset).order_by("due_at", "pk").values_list("due_at", "request")
        found += [Coming(due_at + offset, notice, key) for due_at, key in rows[:most] if notice.covers(due_at + offset)]
    return sorted(found, key=lambda entry: (entry.at, entry.request_id))[:most]

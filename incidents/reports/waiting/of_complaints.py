"""The queues of complaints: nobody has taken one up yet, whoever saw to one serves no more, an answer waits for a supervisor."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from ...models import Appointment, CaseEvent, Complaint, ComplaintAnswer, User
from ...plain.spans.span import OPEN
from ...translatable import _
from ...workflow import STAFF, Action, ComplaintAnswerStatus, ComplaintStatus, Subject
from .queue import Key, Queue


def _of_replay(path: str = "") -> Any:
    return Coalesce(f"{path}incident__replay", False)


# Where the words of when it came leave the beginning open, it waits since their end at the latest, and not since 1990.
SINCE = Case(When(received_at=OPEN, then="received_until"), default="received_at")


def _to_take_up(user: User, at: datetime) -> Iterable[Key]:
    rows = Complaint.objects.visible_to(user).filter(status=ComplaintStatus.RECEIVED)
    return rows.values_list("pk", SINCE, _of_replay())


def _left_behind(user: User, at: datetime) -> Iterable[Key]:
    """Complaints in hand of whoever serves the ministry no more: nobody sees to them until they are handed over."""
    serves = Appointment.objects.on(at).filter(role__in=STAFF, user=OuterRef("owner"))
    rows = Complaint.objects.visible_to(user).filter(~Exists(serves), status=ComplaintStatus.IN_HAND)
    return rows.values_list("pk", SINCE, _of_replay())


def _to_send(user: User, at: datetime) -> Iterable[Key]:
    """Answers that are drafted, each since then."""
    born = CaseEvent.objects.filter(
        subject_type=Subject.COMPLAINT_ANSWER,
        subject_id=Cast(OuterRef("pk"), CharField()),
        action=Action.DRAFT_ANSWER,
    )
    rows = ComplaintAnswer.objects.visible_to(user).filter(status=ComplaintAnswerStatus.DRAFT)
    since = Subquery(born.values("recorded_at")[:1])
    return rows.values_list("pk", since, _of_replay("complaint__"))


def _load() -> QuerySet[Any]:
    return Complaint.objects.select_related("incident__owner", "owner")


def _says(complaint: Complaint) -> str:
    return complaint.text[:100]


QUEUES_OF_COMPLAINTS = (
    Queue(
        _("Complaint nobody has taken up"),
        "megaphone",
        Action.TAKE_UP_COMPLAINT,
        _to_take_up,
        _load,
        _says,
        lambda complaint: complaint.get_absolute_url(),
        _("Open the complaint"),
    ),
    Queue(
        _("Complaint of somebody who serves no more"),
        "people",
        Action.ASSIGN_COMPLAINT,
        _left_behind,
        _load,
        _says,
        lambda complaint: reverse("incidents:assign_complaint", args=[complaint.pk]),
        _("Hand over the complaint"),
    ),
    Queue(
        _("Answer to a complainant awaits approval"),
        "pen",
        Action.SEND_ANSWER,
        _to_send,
        lambda: ComplaintAnswer.objects.select_related("complaint__incident"),
        lambda answer: answer.complaint.text[:100],
        lambda answer: reverse("incidents:send_answer", args=[answer.pk]),
        _("Decide"),
        stands=lambda answer: answer.complaint,
        units=("unit",),
    ),
)

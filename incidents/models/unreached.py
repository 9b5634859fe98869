"""Whom somebody has to telephone: bodies that no mail and no post reaches, and those that the last letter of the ladder did not move.

The desk asks each time it is opened, and mostly it is nobody. So a short question comes first; only who is found by it is asked of in
full, which takes longer to put together than to answer.
"""

from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from ..plain import clocks
from ..plain.letter_kinds import ASKING
from ..workflow import Action, Subject
from . import by_post
from .activities import Activity
from .arrival import Sending
from .contacts import Contact
from .letters import Letter
from .past_due import past_due
from .record import CaseEvent
from .request_queries import RequestQuerySet
from .rules import LadderRung

LOST = Q(action__in=(Action.BOUNCE_MESSAGE, Action.GIVE_UP_MESSAGE)) | Q(
    action=Action.SKIP_MESSAGE, details__skip_reason="no_contact"
)


def not_reached(requests: RequestQuerySet, at: datetime) -> Any:
    """Of `requests` those of whose letter every mail is known to be lost or had nowhere to go, and that no post takes, until somebody of
    the body was spoken to."""
    rows = _to_be_called(requests, at).filter(Exists(_mails().filter(LOST)))
    if not rows.exists():
        return rows.none()
    rows = rows.filter(~Exists(_standing()), ~Exists(_spoken()))
    posted = by_post.waiting(Letter.objects.filter(kind__in=ASKING)).values("request")
    sent = Sending.objects.filter(letter__kind__in=ASKING).values("letter__request")
    return rows.filter(delivered_at__isnull=True).exclude(pk__in=sent).exclude(pk__in=posted)


def silent_at_last(requests: RequestQuerySet, at: datetime) -> Any:
    """Of `requests` those whose letter is the last of the ladder and overdue at `at`, until somebody was spoken to after its due.
    They come with_clock(); who was not reached at all is among the others alone."""
    last = LadderRung.objects.on(clocks.day(at)).order_by("-number").values_list("number", flat=True).first()
    rows = _to_be_called(requests, at).with_clock().filter(past_due(at), rung__number__gte=last or 0)
    if not rows.exists():
        return rows.none()
    rows = rows.exclude(pk__in=not_reached(requests, at).values("pk"))
    return rows.filter(~Exists(_spoken().filter(happened_at__gte=OuterRef("due_at"))))


def _to_be_called(requests: RequestQuerySet, at: datetime) -> RequestQuerySet:
    """Open ones on which nothing came back, to a body with a telephone number."""
    numbered = Contact.objects.on(clocks.day(at)).filter(agency=OuterRef("agency")).exclude(phone="")
    rows = requests.unanswered().filter(first_reply_at__isnull=True, **by_post.OF_THE_WORLD)
    return rows.filter(~Q(agency__phone="") | Exists(numbered))


def _spoken() -> Any:
    return Activity.objects.filter(request=OuterRef("pk"), outcome=Activity.Outcome.REACHED)


def _mails() -> Any:
    """What became of the mails with a letter that asks."""
    own = {"subject_type": Subject.REQUEST, "subject_id": Cast(OuterRef("pk"), CharField())}
    return CaseEvent.objects.filter(**own, details__kind="letter").alias(to=KT("details__recipient"))


def _standing() -> Any:
    """Those that left and did not come back."""
    back = CaseEvent.objects.filter(
        subject_type=Subject.REQUEST,
        subject_id=OuterRef("subject_id"),
        action=Action.BOUNCE_MESSAGE,
        details__kind="letter",
    )
    back = back.alias(to=KT("details__recipient")).filter(to=OuterRef("to"), recorded_at__gt=OuterRef("recorded_at"))
    return _mails().filter(~Exists(back), action=Action.SEND_MESSAGE)

"""Whom somebody has to telephone: bodies that no mail and no post reaches, and those that the last letter of the ladder did not move."""

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


def to_call(requests: RequestQuerySet, at: datetime) -> tuple[Any, Any]:
    """Of `requests` the open ones of which nothing came back and whose body has a telephone number: (those whose letter is known to
    have reached nobody, those whose last letter is overdue at `at`), until somebody there was spoken to, about the last one after its due.
    The second come with_clock()."""
    numbered = Contact.objects.on(clocks.day(at)).filter(agency=OuterRef("agency")).exclude(phone="")
    open_yet = requests.unanswered().filter(first_reply_at__isnull=True, **by_post.OF_THE_WORLD)
    open_yet = open_yet.filter(~Q(agency__phone="") | Exists(numbered))
    spoken = Activity.objects.filter(request=OuterRef("pk"), outcome=Activity.Outcome.REACHED)
    unreached = open_yet.filter(
        Exists(_mails().filter(LOST)), ~Exists(_standing()), ~Exists(spoken), delivered_at__isnull=True
    )
    unreached = unreached.exclude(pk__in=Sending.objects.filter(letter__kind__in=ASKING).values("letter__request"))
    posted = by_post.waiting(Letter.objects.filter(kind__in=ASKING))
    unreached = unreached.exclude(pk__in=posted.values("request"))
    last = LadderRung.objects.on(clocks.day(at)).order_by("-number").values_list("number", flat=True).first()
    silent = open_yet.with_clock().filter(past_due(at), rung__number__gte=last or 0)
    return unreached, silent.filter(~Exists(spoken.filter(happened_at__gte=OuterRef("due_at"))))


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

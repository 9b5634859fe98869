"""A request of a body that has ended, when a decision on it is taken up: it is its successor's, as the end would have passed it on. Nothing
was outstanding when the body ended, so it had stayed under the last name."""

import copy
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypedDict

from django.db import transaction

from ..errors import DomainError
from ..models import CaseEvent, ClarificationRequest, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds, sent_forms
from ..record.deeds import OnRequest
from ..translatable import _
from ..workflow import Action, RequestStatus
from . import dissolution
from .agencies import BodyEnded, check_exists, stands_for


class NobodyFollows(BodyEnded):
    """No letter about a request reaches anybody. Says what can be done all the same."""

    message = _(
        "%(body)s exists no more and no body follows it, so no letter about this request reaches anybody. Answers that came can be accepted, "
        "or the request closed without a sufficient answer; what is still to be known is asked of another body by a new request. Where a "
        "body follows it after all, an administrator undoes its end and names that one."
    )

    def __init__(self, on: ClarificationRequest) -> None:
        DomainError.__init__(self, on, body=on.agency.short_name)


class ShareOfAct(TypedDict):
    """How the deed that decides takes its place in the act."""

    act_id: uuid.UUID
    at: Instant | None


def pass_on(clarification: ClarificationRequest, *, at: Instant | None, act_id: uuid.UUID | None = None) -> ShareOfAct:
    """Before the deed that decides on `clarification`, in its transaction: whoever took the place of its body has it from now on, for the
    reason for which that ended. Nothing happens where its body exists, or nobody follows it."""
    act_id = act_id or sent_forms.new_act()
    body = ClarificationRequest.objects.select_related("agency").get(pk=clarification.pk).agency
    heir = stands_for(body)
    if heir is None or heir == body:
        return {"act_id": act_id, "at": at}
    ended = CaseEvent.objects.of(body).filter(action=Action.END_AGENCY)
    why = ended.order_by("-recorded_at").values_list("reason", flat=True).first() or ""
    dissolution.hand_on(clarification, by=deeds.SYSTEM, seen=None, to=heir, reason=why, act_id=act_id, at=at)
    return {"act_id": act_id, "at": at and at + timedelta(microseconds=1)}


@contextmanager
def decision(
    action: Action, on: ClarificationRequest, *, by: User, seen: int | None, at: Instant | None
) -> Iterator[OnRequest]:
    """The door for a decision without a reason on `on`, for whoever took the place of its body: one act. See pass_on()."""
    with transaction.atomic():
        how = pass_on(on, at=at)
        with deeds.record(action, on=on, by=by, seen=seen, **how) as deed:
            yield deed


def unheard(clarification: ClarificationRequest) -> NobodyFollows | None:
    """What is to be said of an answer that is judged and of which no letter reaches anybody; None where one does."""
    judged = clarification.status == RequestStatus.ANSWERED
    return NobodyFollows(clarification) if judged and not clarification.agency.addressee else None


def as_decided(clarification: ClarificationRequest) -> ClarificationRequest:
    """The request as a decision on it would find it: to whoever took the place of its body. Nothing of it is saved."""
    heir = stands_for(clarification.agency)
    if heir is None or heir == clarification.agency:
        return clarification
    found = copy.copy(clarification)
    found.agency, found.mail_to = heir, ""
    return found


def check_reader(clarification: ClarificationRequest, at: Instant) -> None:
    """Somebody reads a letter about it at `at`. Raises NobodyFollows; BodyEnded where another body stands for its own."""
    if clarification.agency.has_ended(clocks.day(at)) and stands_for(clarification.agency) is None:
        raise NobodyFollows(clarification)
    check_exists(clarification.agency, at)

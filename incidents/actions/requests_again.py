"""The deeds by which a request is its body's own again, because that had not ended after all: given back by whoever followed it,
or, broken off, to be asked anew."""

import uuid

from ..models import Agency, ClarificationRequest, User
from ..models.record import put_span
from ..models.succession import passed_on
from ..plain.clocks import Instant
from ..record import deeds
from ..record.deeds import OnRequest
from ..workflow import Action
from . import reply_drafts

PORTAL = ClarificationRequest.Arrival.PORTAL


def give_back(
    clarification: ClarificationRequest,
    *,
    to: Agency,
    by: User,
    seen: int | None,
    reason: str,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
) -> ClarificationRequest:
    """The request is again one to `to`, from which it had passed by mistake, with its clock as it is. That the other body opened
    it is no arrival at this one; what the other wrote and did not send is laid aside."""
    with deeds.record(
        Action.GIVE_BACK, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id
    ) as deed:
        deed.details = {"agency": deed.on.agency.short_name_at(deed.at), "for": to.short_name_at(deed.at)}
        passed = passed_on([deed.on]).get(deed.on.pk)
        if passed:
            _only_the_other_s(deed, passed[-1].at)
        deed.on.agency, deed.on.mail_to = to, ""
        deed.on.save()
    return deed.on


def _only_the_other_s(deed: OnRequest, since: Instant) -> None:
    opened_at = deed.on.delivered_at
    if opened_at and opened_at >= since and deed.on.delivered_how == PORTAL:
        put_span(deed.on, "delivered", None)
        deed.on.delivered_how = ""
    if aside := reply_drafts.lay_aside(deed.on, since):
        deed.details["drafts"] = aside


def note_mistake(
    clarification: ClarificationRequest,
    *,
    to: Agency,
    by: User,
    seen: int | None,
    reason: str,
    at: Instant | None = None,
    act_id: uuid.UUID | None = None,
) -> ClarificationRequest:
    """It was broken off because `to`, or who followed that, was recorded as existing no more. It stays so, for no clock begins
    again; it is one to `to`, whose officer and contacts are told that what is still to be known is asked anew."""
    with deeds.record(
        Action.NOTE_MISTAKE, on=clarification, by=by, seen=seen, reason=reason, at=at, act_id=act_id
    ) as deed:
        deed.details = {"agency": to.short_name_at(deed.at)}
        deed.on.agency = to
        deed.on.save()
    return deed.on

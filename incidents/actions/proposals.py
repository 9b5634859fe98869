"""Deeds on proposals: one administrator proposes, another confirms, and then it is done; or it is dropped, or expires."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..errors import NOT_NOW, DomainError
from ..models import Appointment, Proposal, Unit, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, ProposalStatus, Role
from . import people, rules
from .people import Post

LASTS = timedelta(days=7)


class Expired(DomainError):
    status = NOT_NOW
    message = _("This proposal has expired. It can be proposed anew.")


class UnitEnded(DomainError):
    status = NOT_NOW
    message = _("%(unit)s has ended since this was proposed. Drop the proposal, and propose anew.")


class NobodyConfirms(DomainError):
    """A proposal that nobody could confirm would wait for ever."""

    status = NOT_NOW
    message = _(
        "Nobody but you administers, so that nobody could confirm it. Whoever runs the server appoints a second administrator: "
        "manage.py appoint_administrator."
    )


def propose_appointment(post: Post, *, by: User, email: str, name: str, valid_to: Instant | None = None) -> Proposal:
    """Propose that somebody be appointed. Raises NobodyConfirms, OwnAppointment, ConflictOfInterest."""
    people.check_may_be_appointed(post, by=by, email=email, valid_to=valid_to)
    facts = post.columns() | {
        "email": email.lower(),
        "name": name,
        "valid_to": valid_to.isoformat() if valid_to else "",
    }
    facts |= {"unit": post.unit.code if post.unit else "", "unit_name": str(post.unit or "")}
    del facts["agency"]
    return _propose(Proposal.Kind.APPOINTMENT, {key: str(value) for key, value in facts.items()}, by, ends=valid_to)


def propose_signing(*, by: User, mode: str, reason: str, seen: int | None = None) -> Proposal:
    """Propose how letters are signed from its confirmation on. Raises NobodyConfirms, and Conflict where another way is chosen since."""
    rules.check_signing_seen(seen)
    return _propose(Proposal.Kind.SIGNING, {"mode": str(mode)}, by, reason=reason)


def _propose(kind: str, facts: dict[str, str], by: User, *, reason: str = "", ends: Instant | None = None) -> Proposal:
    row = Proposal(kind=kind, facts=facts, reason=reason, proposed_by=by, status=ProposalStatus.PROPOSED)
    with deeds.record(Action.PROPOSE_CHANGE, on=row, by=by, reason=reason) as deed:
        others = Appointment.objects.lasting(Role.ADMINISTRATOR, deed.at).exclude(user=by)
        if not others.exists():
            raise NobodyConfirms(row)
        row.proposed_at = deed.at
        row.expires_at = min(deed.at + LASTS, ends or deed.at + LASTS)
        row.save()
    return row


def confirm_change(proposal: Proposal, *, by: User, seen: int | None) -> Proposal:
    """Somebody else than who proposed it confirms it, and it is done in the same act. Raises Expired, UnitEnded, and what the deed
    itself would raise; then nothing was confirmed."""
    with transaction.atomic():
        with deeds.record(Action.CONFIRM_CHANGE, on=proposal, by=by, seen=seen) as deed:
            if deed.on.expires_at <= deed.at:
                raise Expired(deed.on)
            deed.on.status, deed.on.decided_at, deed.on.decided_by = ProposalStatus.CONFIRMED, deed.at, by
            deed.on.save()
        _carry_out(deed.on, by, deed.act_id)
    return deed.on


def _carry_out(row: Proposal, by: User, act_id: uuid.UUID) -> None:
    facts: dict[str, Any] = dict(row.facts)
    if row.kind == Proposal.Kind.SIGNING:
        rules.enact_signing(by=by, mode=facts["mode"], reason=row.reason, confirms=row, act_id=act_id)
        return
    unit = Unit.objects.in_force(facts["unit"], clocks.day(timezone.now()))
    if facts["unit"] and unit is None:
        raise UnitEnded(row, unit=facts["unit_name"])
    named = {name: facts[name] for name in ("mode", "office", "through_office", "rank")}
    people.appoint(
        Post(facts["role"], unit=unit, **named),
        by=by,
        email=facts["email"],
        name=facts["name"],
        valid_to=datetime.fromisoformat(facts["valid_to"]) if facts["valid_to"] else None,
        confirms=row,
        act_id=act_id,
    )


def drop_change(proposal: Proposal, *, by: User, seen: int | None, reason: str) -> Proposal:
    """It is not done: whoever proposed it takes it back, or another administrator declines it."""
    with deeds.record(Action.DROP_CHANGE, on=proposal, by=by, seen=seen, reason=reason) as deed:
        deed.on.status, deed.on.decided_at, deed.on.decided_by = ProposalStatus.DROPPED, deed.at, by
        deed.on.save()
    return deed.on

"""Deeds on people: units of the ministry, and who is appointed to what; the link by which a new one comes in."""

import uuid
from dataclasses import dataclass, fields
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..letters import emblems
from ..models import Agency, Appointment, Proposal, StoredFile, Unit, User
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds, sessions
from ..translatable import _
from ..workflow import Action, Actor, Role, conflict, supervises_themselves
from . import two_people
from .agencies import check_exists


class ConflictOfInterest(DomainError):
    """The person holds, or will hold at the same time, a role that nobody has beside this one."""

    def __init__(self, on: object, why: str) -> None:
        super().__init__(on)
        self.message = why


class OwnAppointment(DomainError):
    """Whoever appoints gives nothing to themselves."""

    message = _("Nobody appoints themselves: another administrator does.")


class AddressChanged(DomainError):
    """What was looked at, or confirmed, for one address is given to no other."""

    status = NOT_NOW
    message = _("The address of this person was changed just now. Look at it again.")


class LastOfTheRole(DomainError):
    """Without this person nobody could appoint anybody any more, decide on a letter, or read what was done."""

    status = NOT_NOW
    message = _("This is the last one in this role. Appoint another one first.")


# Who decides, looks on or appoints: two administrators appoint them.
BY_TWO = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
LAST = {
    Role.SUPERVISOR: _("This is the last supervisor. Appoint another one first: letters would wait for nobody."),
    Role.AUDITOR: _("This is the last auditor. Appoint another one first: nobody would look on any more."),
    Role.ADMINISTRATOR: _("This is the last administrator. Appoint another one first."),
}


class LetterheadBegins(DomainError):
    """Letters may have gone out under it."""

    message = _("A letterhead of this unit begins on that very day, and letters may bear it. Choose a later day.")


def register_unit(*, by: Actor, reason: str, picture: bytes = b"", **facts: Any) -> Unit:
    """Register a unit, or what it is from a day on: what its code stood for until then ends that day, and it ends itself where
    a row registered earlier begins. One that has not begun yet is put right by another of its day. `picture` is the emblem that
    its letters bear from then on, as files.redrawn() has drawn it; of which nothing is said, that of before stays. Raises
    LetterheadBegins."""
    unit = Unit(**facts)
    coming = Unit.objects.filter(code=unit.code, valid_from=unit.valid_from).first()
    with files.keeping([ContentFile(picture, emblems.NAME)] if picture else []) as kept:
        if coming:
            return _put_right(coming, facts, kept, by, reason)
        return _register(unit, kept, by, reason, told="emblem" in facts)


def _register(unit: Unit, picture: list[files.Kept], by: Actor, reason: str, *, told: bool) -> Unit:
    with deeds.record(Action.REGISTER_UNIT, on=unit, by=by, reason=reason) as deed:
        others = Unit.objects.filter(code=unit.code).order_by("valid_from")
        list(others.select_for_update())  # of two at once the later finds the earlier
        before = others.filter(valid_from__lt=unit.valid_from).last()
        after = others.filter(valid_from__gt=unit.valid_from).first()
        if before and (before.valid_to is None or before.valid_to > unit.valid_from):
            before.valid_to = unit.valid_from
            before.save()
        if before and not told:
            unit.emblem = before.emblem
        if after and (unit.valid_to is None or unit.valid_to > after.valid_from):
            unit.valid_to = after.valid_from
        _bear(unit, picture, deed.at)
        unit.save()
    return unit


def _bear(unit: Unit, picture: list[files.Kept], at: Instant) -> None:
    for each in picture:
        unit.emblem = StoredFile.objects.create(stored_at=at, **each.fields())


def _put_right(coming: Unit, facts: dict[str, Any], picture: list[files.Kept], by: Actor, reason: str) -> Unit:
    with deeds.record(Action.REGISTER_UNIT, on=coming, by=by, reason=reason) as deed:
        if deed.on.valid_from <= clocks.day(deed.at):
            raise LetterheadBegins(deed.on)
        for name, value in facts.items():
            setattr(deed.on, name, value)
        _bear(deed.on, picture, deed.at)
        deed.on.save()
        deed.details = {"put_right": True}
    return deed.on


@dataclass(frozen=True)
class Post:
    """What somebody is appointed to: a role, for one body; for who signs, also how and in whose place (`mode`), under
    which own office, in u.b. through which office, and with which rank and NIP under the name."""

    role: str
    agency: Agency | None = None
    unit: Unit | None = None
    mode: str = Appointment.Mode.DEFINITIVE
    office: str = ""
    through_office: str = ""
    rank: str = ""

    def columns(self) -> dict[str, Any]:
        """As columns of an Appointment."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def appoint(
    post: Post,
    *,
    by: Actor,
    email: str,
    name: str,
    valid_from: Instant | None = None,
    valid_to: Instant | None = None,
    password: str | None = None,
    act_id: uuid.UUID | None = None,
    confirms: Proposal | None = None,
) -> Appointment:
    """Appoint a person to a post, of some by the proposal of somebody else, which this `confirms`; the account is created when the address is new. Without `password` nobody can
    log in to it until its owner sets one through an invitation. A deputy's appointment (plh., plt.) names its end.

    Raises OwnAppointment, NeedsTwo, AddressChanged, ConflictOfInterest, BodyEnded for a liaison of a body that exists no more."""
    _refuse_own(by, email)
    if post.role in BY_TWO:
        two_people.check(confirms, by, confirms)
    with transaction.atomic():
        known = User.objects.known_by(email, name, password)
        user = User.objects.select_for_update().get(
            pk=known.pk
        )  # of two appointments at once the later sees the earlier
        if user.email != email.lower():
            raise AddressChanged(user)
        appointment = Appointment(
            user=user, valid_from=valid_from or timezone.now(), valid_to=valid_to, **post.columns()
        )
        with deeds.record(Action.APPOINT, on=appointment, by=by, act_id=act_id) as deed:
            if post.agency:
                check_exists(post.agency, deed.at)
            beside = Appointment.objects.overlapping(appointment.valid_from, valid_to).filter(user=user)
            refuse_conflicts(appointment, [appointment, *beside.select_related("unit")])
            if confirms and user.name != name:  # what two read holds: nobody changes it alone
                user.name = name
                user.save()
            appointment.save()
            deed.details = {"person": user.name, "role": str(post.role)}
            if confirms:
                deed.details |= {"proposer": confirms.proposed_by.name}
    return appointment


def check_may_be_appointed(post: Post, *, by: User, email: str, valid_to: Instant | None) -> None:
    """Before it is proposed. Raises OwnAppointment, ConflictOfInterest."""
    _refuse_own(by, email)
    now, known = timezone.now(), User.objects.filter(email=email.lower()).first()
    if known:
        wanted = Appointment(user=known, valid_from=now, valid_to=valid_to, **post.columns())
        beside = Appointment.objects.overlapping(now, valid_to).filter(user=known)
        refuse_conflicts(wanted, [wanted, *beside.select_related("unit")])


def _refuse_own(by: Actor, email: str) -> None:
    if isinstance(by, User) and email.lower() == by.email:
        raise OwnAppointment(by)


def refuse_conflicts(on: Appointment, posts: list[Appointment]) -> None:
    if why := conflict([Role(post.role) for post in posts]):
        raise ConflictOfInterest(on, why)
    if (found := supervises_themselves([post.held for post in posts])) and found.refused:
        raise ConflictOfInterest(on, found.why)


def end_appointment(appointment: Appointment, *, by: Actor, reason: str) -> Appointment:
    """End an appointment now, and every session of whoever held it. Raises LastOfTheRole."""
    with transaction.atomic():
        others = others_of(appointment)
        with deeds.record(Action.END_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
            refuse_the_last(deed.on, others)
            deed.on.valid_to = deed.at
            deed.on.save()
            sessions.end(deed.on.user)
    return deed.on


def refuse_the_last(appointment: Appointment, others: list[Appointment]) -> None:
    """Where nobody holds the role for good beside this one, it stays; who holds it for days alone is none to rely on, and whose own
    appointment ends by its day may be ended all the same."""
    administers = appointment.role == Role.ADMINISTRATOR
    if appointment.role in LAST and not others and (administers or appointment.valid_to is None):
        refusal = LastOfTheRole(appointment)
        refusal.message = LAST[Role(appointment.role)]
        raise refusal


def others_of(appointment: Appointment) -> list[Appointment]:
    """Who holds its role for good beside this one. All are locked in the order of their keys: two administrators who end each other
    wait, and one is the last."""
    if appointment.role not in LAST:
        return []
    lasting = Appointment.objects.lasting(appointment.role, timezone.now()).order_by("pk")
    return [row for row in lasting.select_for_update(of=("self",)) if row.pk != appointment.pk]


def invitation(user: User) -> str:
    """The full address at which `user` sets a password: single use (it dies with the first password, and with the next link), 72 hours.

    Opening it shows a page; only the form sent from there changes anything, so a mail scanner cannot burn it.
    """
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.SITE_URL}{path}"

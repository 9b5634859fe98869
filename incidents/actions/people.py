"""Deeds on people: units of the ministry, and who is appointed to what; the link by which a new one comes in."""

import uuid
from dataclasses import dataclass, fields
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from .. import files
from ..errors import NOT_NOW, DomainError
from ..letters import emblems
from ..models import Agency, Appointment, StoredFile, Unit, User
from ..models.visibility import last_version
from ..plain import clocks
from ..plain.clocks import Instant
from ..record import deeds
from ..translatable import _
from ..workflow import Action, Actor, Role, conflict, supervises_themselves
from . import overtaken
from .agencies import check_exists


class ConflictOfInterest(DomainError):
    """The person holds, or will hold at the same time, a role that nobody has beside this one."""

    def __init__(self, on: object, why: str) -> None:
        super().__init__(on)
        self.message = why


class LastAdministrator(DomainError):
    """Without this person nobody could appoint anybody any more."""

    status = NOT_NOW
    message = _("This is the last administrator. Appoint another one first.")


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
) -> Appointment:
    """Appoint a person to a post; the account is created when the address is new. Without `password` nobody can
    log in to it until its owner sets one through an invitation. A deputy's appointment (plh., plt.) names its end.

    Raises ConflictOfInterest, BodyEnded for a liaison of a body that exists no more."""
    with transaction.atomic():
        user = User.objects.known_by(email, name, password)
        User.objects.select_for_update().get(pk=user.pk)  # of two appointments at once the later sees the earlier
        appointment = Appointment(
            user=user, valid_from=valid_from or timezone.now(), valid_to=valid_to, **post.columns()
        )
        with deeds.record(Action.APPOINT, on=appointment, by=by, act_id=act_id) as deed:
            if post.agency:
                check_exists(post.agency, deed.at)
            beside = Appointment.objects.overlapping(appointment.valid_from, valid_to).filter(user=user)
            _refuse_conflicts(appointment, [appointment, *beside.select_related("unit")])
            appointment.save()
            deed.details = {"person": user.name, "role": str(post.role)}
    return appointment


def _refuse_conflicts(on: Appointment, posts: list[Appointment]) -> None:
    if why := conflict([Role(post.role) for post in posts]):
        raise ConflictOfInterest(on, why)
    if (found := supervises_themselves([post.held for post in posts])) and found.refused:
        raise ConflictOfInterest(on, found.why)


class AppointmentChanged(overtaken.Overtaken):
    message = _("This appointment was changed since the page was opened. Look at it again.")


def correct_appointment(
    appointment: Appointment,
    *,
    by: Actor,
    reason: str,
    post: Post,
    valid_to: Instant | None,
    shown: int | None = None,
) -> Appointment:
    """To what somebody is appointed, how they sign or until when was entered wrong. Another role, body or unit holds from now on, by an
    appointment of its own, which is returned: what was done until now was done by the one that stood, and whoever asks who might see or
    do what then finds that. How they sign, and until when, is put right where it stands. `shown`: see visibility.last_version().

    Raises AppointmentChanged where it is not as it was shown any more, ConflictOfInterest, LastAdministrator, BodyEnded."""
    with transaction.atomic():
        others = _other_administrators(appointment)
        with deeds.record(Action.CORRECT_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
            if shown is not None and last_version(deed.on) != shown:
                raise AppointmentChanged(deed.on)
            person = User.objects.select_for_update().get(pk=deed.on.user_id)  # nobody appoints them meanwhile
            right = Appointment(user=person, valid_from=deed.at, valid_to=valid_to, **post.columns())
            stays = right.place == deed.on.place
            if post.agency and not stays:
                check_exists(post.agency, deed.at)
            if _administers(deed.on) and not (_administers(right) or others):
                raise LastAdministrator(deed.on)
            beside = Appointment.objects.overlapping(deed.at, valid_to).filter(user=person).exclude(pk=deed.on.pk)
            _refuse_conflicts(deed.on, [right, *beside.select_related("unit")])
            deed.details = {"person": person.name, "role": str(post.role), "before": deed.on.role}
            if stays:
                for name in ("mode", "office", "through_office", "rank", "valid_to"):
                    setattr(deed.on, name, getattr(right, name))
            else:
                deed.on.valid_to = deed.at
                right.save()
            deed.on.save()
    return deed.on if stays else right


def end_appointment(appointment: Appointment, *, by: Actor, reason: str) -> Appointment:
    """End an appointment now; it counts from the person's next click on. Raises LastAdministrator."""
    with transaction.atomic():
        others = _other_administrators(appointment)
        with deeds.record(Action.END_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
            if deed.on.role == Role.ADMINISTRATOR and not others:
                raise LastAdministrator(deed.on)
            deed.on.valid_to = deed.at
            deed.on.save()
    return deed.on


def _administers(appointment: Appointment) -> bool:
    return appointment.role == Role.ADMINISTRATOR and appointment.valid_to is None


def _other_administrators(appointment: Appointment) -> list[Appointment]:
    """Who administers for good beside this one. All are locked in the order of their keys: two administrators who end each other wait, and
    one is the last."""
    lasting = Appointment.objects.lasting(Role.ADMINISTRATOR, timezone.now()).order_by("pk")
    return [row for row in lasting.select_for_update(of=("self",)) if row.pk != appointment.pk]


class LoggedInByIt(DomainError):
    """Whoever may read its mail could take the account over from its owner."""

    status = NOT_NOW
    message = _(
        "Somebody logged in by this address already, so that it was right. For another one end the appointment and appoint "
        "the new address."
    )


class AddressTaken(DomainError):
    message = _("Another person logs in by this address already.")


def amend_person(appointment: Appointment, *, by: Actor, reason: str, **facts: str) -> Appointment:
    """The `name` or `email` of whoever is appointed was typed wrong. What was done keeps its doer, under the right name from now on;
    letters that were issued keep what they print. An invitation to the wrong address opens nothing any more.

    Raises LoggedInByIt where the address is in use, AddressTaken.
    """
    with deeds.record(Action.AMEND_PERSON, on=appointment, by=by, reason=reason) as deed:
        person = User.objects.select_for_update().get(pk=deed.on.user_id)
        before = f"{person.name} <{person.email}>"
        if (email := facts.get("email", person.email).lower()) != person.email:
            if person.last_login is not None:
                raise LoggedInByIt(deed.on)
            person.email = email
        person.name = facts.get("name", person.name)
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError as taken:
            raise AddressTaken(deed.on) from taken
        deed.details = {"person": f"{person.name} <{person.email}>", "before": before}
    return deed.on


def invitation(user: User) -> str:
    """The full address at which `user` sets a password: single use (it dies with the first password), three days.

    Opening it shows a page; only the form sent from there changes anything, so a mail scanner cannot burn it.
    """
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    return f"{settings.SITE_URL}{path}"

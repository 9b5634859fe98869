"""What was entered wrong of an appointment is put right: the post, until when, and whoever holds it as they are called and log in."""

from django.db import IntegrityError, transaction

from ..errors import NOT_NOW, DomainError
from ..models import Appointment, User
from ..models.visibility import last_version
from ..plain.clocks import Instant
from ..record import deeds, sessions
from ..translatable import _
from ..workflow import Action, Actor
from . import overtaken, people
from .agencies import check_exists

SIGNS = ("mode", "office", "through_office", "rank")  # how somebody signs letters


class GivesMore(DomainError):
    """Otherwise what two appoint to would be given by one, as a correction."""

    message = _(
        "To be a supervisor, an auditor or an administrator, in another unit or for longer, and how a supervisor signs (also rank and "
        "NIP), is proposed by one administrator and confirmed by another: appoint anew, then end this appointment."
    )


class AppointmentChanged(overtaken.Overtaken):
    message = _("This appointment was changed since the page was opened. Look at it again.")


def correct_appointment(
    appointment: Appointment,
    *,
    by: Actor,
    reason: str,
    post: people.Post,
    valid_to: Instant | None,
    shown: int | None = None,
) -> Appointment:
    """To what somebody is appointed, how they sign or until when was entered wrong. Another role, body or unit holds from now on, by an
    appointment of its own, which is returned: what was done until now was done by the one that stood, and whoever asks who might see or
    do what then finds that. Until when is put right where it stands. What two appoint to, and how it is signed, nobody gives alone so.
    `shown`: see visibility.last_version().

    Raises AppointmentChanged where it is not as it was shown any more, GivesMore, ConflictOfInterest, LastOfTheRole, BodyEnded."""
    with transaction.atomic():
        others = people.others_of(appointment)
        with deeds.record(Action.CORRECT_APPOINTMENT, on=appointment, by=by, reason=reason) as deed:
            if shown is not None and last_version(deed.on) != shown:
                raise AppointmentChanged(deed.on)
            person = User.objects.select_for_update().get(pk=deed.on.user_id)  # nobody appoints them meanwhile
            right = Appointment(user=person, valid_from=deed.at, valid_to=valid_to, **post.columns())
            stays = right.place == deed.on.place
            if right.role in people.BY_TWO and isinstance(by, User) and (not stays or _gives_more(right, deed.on)):
                raise GivesMore(deed.on)
            if post.agency and not stays:
                check_exists(post.agency, deed.at)
            if deed.on.valid_to is None and not (right.role == deed.on.role and valid_to is None):
                people.refuse_the_last(deed.on, others)
            beside = Appointment.objects.overlapping(deed.at, valid_to).filter(user=person).exclude(pk=deed.on.pk)
            people.refuse_conflicts(deed.on, [right, *beside.select_related("unit")])
            deed.details = {"person": person.name, "role": str(post.role), "before": deed.on.role}
            if stays:
                for name in (*SIGNS, "valid_to"):
                    setattr(deed.on, name, getattr(right, name))
            else:
                deed.on.valid_to = deed.at
                right.save()
                sessions.end(person)
            deed.on.save()
    return deed.on if stays else right


def _gives_more(right: Appointment, stands: Appointment) -> bool:
    """Whether they would hold it for longer, or sign otherwise: who signs in own right decides more, and all of it is printed."""
    longer = stands.valid_to is not None and (right.valid_to is None or right.valid_to > stands.valid_to)
    return longer or any(getattr(right, name) != getattr(stands, name) for name in SIGNS)


class LoggedInByIt(DomainError):
    """Whoever may read its mail could take the account over from its owner."""

    status = NOT_NOW
    message = _(
        "Somebody logged in by this address already, so that it was right. For another one end the appointment and appoint "
        "the new address."
    )


class AppointedByTwo(DomainError):
    """The invitation of somebody whom two appointed would go to an address that one has typed, or letters bear such a name."""

    status = NOT_NOW
    message = _(
        "Two administrators appoint this person, by this name and at this address. Propose the appointment anew, and end this one: "
        "at the same address the person is then called as two have confirmed."
    )


class AddressTaken(DomainError):
    message = _("Another person logs in by this address already.")


def amend_person(appointment: Appointment, *, by: Actor, reason: str, **facts: str) -> Appointment:
    """The `name` or `email` of whoever is appointed was typed wrong. What was done keeps its doer, under the right name from now on;
    letters that were issued keep what they print. An invitation to the wrong address opens nothing any more.

    Raises LoggedInByIt where the address is in use, AppointedByTwo, AddressTaken.
    """
    with deeds.record(Action.AMEND_PERSON, on=appointment, by=by, reason=reason) as deed:
        person = User.objects.select_for_update().get(pk=deed.on.user_id)
        before = f"{person.name} <{person.email}>"
        posts = Appointment.objects.overlapping(deed.at, None).filter(user=person, role__in=people.BY_TWO)
        by_two = isinstance(by, User) and posts.exists()
        if (email := facts.get("email", person.email).lower()) != person.email:
            if person.last_login is not None:
                raise LoggedInByIt(deed.on)
            if by_two:
                raise AppointedByTwo(deed.on)
            person.email = email
        if (name := facts.get("name", person.name)) != person.name:
            if by_two:
                raise AppointedByTwo(deed.on)
            person.name = name
        try:
            with transaction.atomic():
                person.save()
        except IntegrityError as taken:
            raise AddressTaken(deed.on) from taken
        deed.details = {"person": f"{person.name} <{person.email}>", "before": before}
    return deed.on
